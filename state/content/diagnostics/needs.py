"""Needs: what a scenario, a persona, the handbook or a drill must have, and what is left to fill in."""

from state.content.diagnostics.wording import error, warning

NEEDS = {
    "D070": error(
        "no proof fits.",
        "没有一件证据是合适的。",
        "Mark the one that speaks to the real concern 'fits: true'.",
        "请给说得到真正顾虑上的那件写上 fits: true。",
    ),
    "D071": error(
        "all proof fits, so there is nothing to choose.",
        "每件证据都合适，就没有什么可选了。",
        "Add some that does not, without 'fits'.",
        "请加上不合适的，不写 fits。",
    ),
    "D072": error(
        "a model reply for {value} is missing.",
        "缺少 {value} 的示范回应。",
        "Write one below 'models'.",
        "请在 models 下面补写。",
    ),
    "D073": error(
        "{value} answers are asked for, but there are only {count}.",
        "要求 {value} 条解答，实际只有 {count} 条。",
        "Lower 'concern.enough' (2 if left out), or write more answers.",
        "请调低 concern.enough（不写就是 2），或者多写几条解答。",
    ),
    "D074": error(
        "a customer of the kind '{value}' needs at least two surface objections.",
        "“{value}”类异议至少要有两条表面异议。",
        "Write another below 'surface'.",
        "请在 surface 下面再写一条。",
    ),
    "D075": warning(
        "a bubble of {count} characters: over {limit} nobody reads it in a chat.",
        "一条消息有 {count} 个字，超过 {limit} 个就没人读了。",
        "Split it into a burst: a list within the list.",
        "请拆成连着的几条：在列表里再写一层列表。",
    ),
    "D076": warning(
        "'{value}' looks like a gap that was to be filled.",
        "“{value}”像是还没填的空。",
        "Fill it in.",
        "请填上。",
    ),
    "D077": error(
        "the steps must be a, b, c, d, e, f, g in order.",
        "七步必须依次是 a、b、c、d、e、f、g。",
        "Put them in this order, each once.",
        "请按这个次序排，每步一次。",
    ),
    "D078": error(
        "bands must begin at 0 and rise.",
        "分数段必须从 0 开始，逐段升高。",
        "Put them in order.",
        "请排好次序。",
    ),
    "D079": error(
        "'{value}' is no mistake, so it costs nothing.",
        "“{value}”不是错误，不能扣分。",
        "Remove it from 'mistakes'.",
        "请从 mistakes 里删掉。",
    ),
    "D080": error(
        "the move '{value}' is not explained.",
        "话步“{value}”没有说明。",
        "Add it below 'moves'.",
        "请在 moves 下面补上。",
    ),
    "D081": error(
        "'other' stands alone.",
        "other 只能单独出现。",
        "Remove 'other', or the moves beside it.",
        "请删掉 other，或者删掉和它并列的话步。",
    ),
    "D082": error(
        "a short reply ({low}) must be shorter than a long one ({high}).",
        "short（{low}）必须小于 long（{high}）。",
        "Correct one of the two numbers.",
        "请改正其中一个数。",
    ),
    "D083": warning(
        "no talk of an expert and of a novice is given, so nobody knows whether this customer can be won.",
        "没有写高手和新手各怎么谈（talks），说不准这位客户到底谈不谈得下来。",
        "Add 'talks' with both.",
        "请补上 talks，两种谈法都写。",
    ),
    "D084": error(
        "the expert's talk is {outcome} with {score} points. It should be agreed, with {least} points or more.",
        "高手这场谈下来是“{outcome}”，{score} 分；应当谈成（agreed），不低于 {least} 分。",
        "Play it with 'duilian try', and mend the talk, or what the customer understands ('means', 'asked').",
        "请用 duilian try 走一遍，改谈法，或者补写客户听得懂的说法（means、asked）。",
    ),
    "D085": error(
        "the novice's talk is {outcome} with {score} points. It should not be agreed, and stay below {most} points.",
        "新手这场谈下来是“{outcome}”，{score} 分；不应当谈成，并且要低于 {most} 分。",
        "Make the slips plainer, or the customer harder to please ('concern.enough').",
        "请把失误写得更明显，或者让客户更难满足（concern.enough）。",
    ),
    "D086": error(
        "an item of a drill of the kind '{kind}' needs an 'answer' out of those that there are.",
        "“{kind}”这种小练习，每题要写 answer，而且只能从已有的几个里选。",
        "Give one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D087": error(
        "an item of a drill of the kind '{kind}' needs a 'model' and a 'bad' reply.",
        "“{kind}”这种小练习，每题要写好的说法和不好的说法。",
        "Write both, as 'model' and 'bad'.",
        "请把 model（好的）和 bad（不好的）都写上。",
    ),
    "D090": warning(
        "'{value}' is still to be filled in.",
        "“{value}”还没有填。",
        "Write in its stead what only you know.",
        "请换成只有你才知道的内容。",
    ),
    "D095": error(
        "nobody in the room is called '{value}'.",
        "在场的人里没有“{value}”。",
        "Use an id from 'people', or add this person there.",
        "请改用 people 里的 id，或者把这个人补进 people。",
    ),
    "D096": error(
        "{value} of these people decide, and it must be exactly one.",
        "在场的人里，说了算的有 {value} 位，应当正好一位。",
        "Write 'decides: true' with the one who has the last word, and with nobody else.",
        "请只给最后拍板的那一位写上 decides: true。",
    ),
    "D097": error(
        "no answer speaks to the benefit of '{value}', so that this customer can never be won.",
        "没有一条解答是说给“{value}”的，这位客户永远谈不下来。",
        "Write an answer with 'for: [{value}]', or leave this person out.",
        "请写一条带 for: [{value}] 的解答，或者不要安排这个人在场。",
    ),
    "D098": error(
        "no fact tells who of the people in the room decides.",
        "没有一条事实讲得出在场的人里谁说了算。",
        "Mark the fact that tells it 'decides: true', or write one.",
        "请给讲得出这一点的那条事实写上 decides: true，没有就补写一条。",
    ),
    "D099": error(
        "the second objection is of the kind '{value}', as the first is.",
        "第二个异议也是“{value}”类，跟原来的异议同一类。",
        "Write one of another kind, or leave it out.",
        "请换一个别类的，或者不写 second。",
    ),
    "D100": error(
        "an objection of the kind '{value}' raises no second one, so that nobody would ever hear it.",
        "“{value}”类异议不会再提第二个，写了也没人听得到。",
        "Remove 'second', or give the scenario a transition with 'raises: second'.",
        "请删掉 second，或者给这个场景加一条带 raises: second 的转移。",
    ),
    "D101": error(
        "something comes up in a call, and nobody is on the telephone.",
        "写了电话里的岔子，可这场谈话不在电话里。",
        "Write 'telephone: true', or remove 'incidents'.",
        "请写上 telephone: true，或者删掉 incidents。",
    ),
    "D102": error(
        "it comes after {value} replies, when the talk is over: there are no more than {count}.",
        "学员说满 {value} 句才来，可这场谈话最多 {count} 句，那时已经谈完了。",
        "Let it come sooner.",
        "请让它早一点来。",
    ),
}
