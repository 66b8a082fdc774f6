"""Diagnostics: every code, how grave it is, and how it is worded for an author, in English and Chinese."""

from dataclasses import dataclass
from typing import Literal

from state.content.terms import Lang

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Said:
    """The same thing said in English and in Chinese."""

    en: str
    zh: str

    def of(self, lang: Lang) -> str:
        """The wording in one language."""
        return self.zh if lang == "zh" else self.en


@dataclass(frozen=True)
class Diagnostic:
    """The wording of one code. `{value}` is what the author wrote; the finder fills in the other names.

    says: what is wrong, a sentence. fix: what to do about it, a sentence or two for somebody who does not program.
    """

    says: Said
    fix: Said
    severity: Severity = "error"


def _error(en: str, zh: str, fix_en: str, fix_zh: str) -> Diagnostic:
    return Diagnostic(Said(en, zh), Said(fix_en, fix_zh))


def _warning(en: str, zh: str, fix_en: str, fix_zh: str) -> Diagnostic:
    return Diagnostic(Said(en, zh), Said(fix_en, fix_zh), "warning")


READING = {
    "D001": _error(
        "this cannot be read: {why}.",
        "这里读不了：{why}。",
        "Correct the name, or put a file there that may be read.",
        "请核对名字，或者在这里放一个读得了的文件。",
    ),
    "D002": _error(
        "the file is empty.",
        "文件是空的。",
        "Write its content, or delete the file.",
        "请写上内容；用不着就把文件删掉。",
    ),
    "D003": _error(
        "the file is larger than {limit} MiB.",
        "文件超过了 {limit} MiB。",
        "Split it; or see whether something else was saved under this name.",
        "请拆成几个文件；也看看是不是把别的东西存成了这个名字。",
    ),
    "D004": _error(
        "the file is not in UTF-8{guess}.",
        "文件不是 UTF-8 编码{guess}。",
        "Open it in an editor and save it again with the encoding UTF-8.",
        "请用编辑器打开，另存为 UTF-8 编码。",
    ),
    "D005": _error(
        "a character that is no text stands here.",
        "这里有个不是文字的字符。",
        "Delete it; if the whole file looks like that, it is no YAML file: put the right one in its place.",
        "请删掉这个字符；要是整个文件都这样，它就不是 YAML 文件，请换成对的文件。",
    ),
    "D006": _error(
        "this cannot be read as YAML: {why}.",
        "这里不合 YAML 的写法：{why}。",
        "{fix}.",
        "{fix}。",
    ),
    "D007": _error(
        "a second document begins here, and one file holds one.",
        "这里开始了第二个文档，一个文件只能有一个。",
        "Put each into a file of its own, or delete the line '---' (or '...').",
        "请分成两个文件，或者删掉“---”（或“...”）这一行。",
    ),
    "D008": _error(
        "'{value}' is given twice, first on line {first}.",
        "“{value}”写了两遍，上一次在第 {first} 行。",
        "Remove one of them.",
        "请删去一个。",
    ),
    "D009": _error(
        "anchors (&), aliases (*) and merging (<<) are not used here.",
        "这里不用锚点（&）、别名（*）和合并（<<）。",
        "Write the content out; if it is a text that begins so, put quotes around the whole of it.",
        "请把内容照原样写全；如果本来就是文字，请给整段加上引号。",
    ),
    "D010": _error(
        "tags such as '{value}' are not used here.",
        "这里不用“{value}”这样的标签。",
        "Remove it; if it is a text that begins so, put quotes around the whole of it.",
        "请删掉；如果本来就是文字，请给整段加上引号。",
    ),
    "D011": _error(
        "this lies deeper than {limit} levels.",
        "这里的嵌套超过了 {limit} 层。",
        "Look for brackets or indentation too many.",
        "请看看是不是多写了括号，或者缩进得太深。",
    ),
    "D022": _error(
        "a tab stands here in the indentation.",
        "这里的缩进用了制表符（Tab）。",
        "Replace it by spaces, two a level.",
        "请改成空格，每层两个。",
    ),
    "D023": _error(
        "this quote is not closed where the text ends{where}.",
        "这个引号没有在文字末尾合上{where}。",
        "Put the closing quote behind the text.",
        "请在这段文字的末尾补上引号。",
    ),
    "D024": _error(
        "this bracket is never closed.",
        "这个括号没有合上。",
        "Write '{closing}' behind the last item.",
        "请在最后一项后面补上“{closing}”。",
    ),
    "D025": _error(
        "a key must be followed by an ordinary colon and a space.",
        "键的后面要写半角冒号加一个空格。",
        "Write 'key: value' here (':', not '：'); if the line goes on with the text above, indent it further.",
        "请写成“键: 值”，冒号用“:”，不用“：”；如果是接着上一行的文字，请再缩进两格。",
    ),
    "D026": _error(
        "a colon and a space within a text look like another key.",
        "文字里的冒号加空格，会被当成又一个键。",
        "Put quotes around the whole text; if it is a key, put it on a line of its own.",
        "请给整段文字加上引号，或者把冒号改成“：”；如果它是键，请另起一行。",
    ),
    "D027": _error(
        "this line is indented too little or too much.",
        "这一行的缩进不对，和上面的行对不齐。",
        "Let it begin exactly below the lines that it belongs with; use spaces.",
        "请和同一层的行左边对齐，用空格缩进。",
    ),
    "D028": _error(
        "a text cannot begin with {value} unless it is in quotes as a whole.",
        "文字不能直接以 {value} 开头，要用引号整个括起来。",
        "Put the whole of it into {quote}.",
        "请把整段文字放进{quote}里。",
    ),
    "D029": _error(
        "a key must be one plain word, not empty and not a list.",
        "键必须是一个词，不能为空，也不能是列表。",
        "Write a word before the colon.",
        "请在冒号前面写上一个词。",
    ),
}

NAMES = {
    "D012": _error(
        "no state is called '{value}'.",
        "没有叫“{value}”的状态。",
        "Use a state of the objection, or add this one to it.",
        "请改用这类异议已有的状态，或者把它加进去。",
    ),
    "D013": _error(
        "nothing that can happen is called '{value}'.",
        "没有叫“{value}”的话步或事件。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D014": _error(
        "no fact is called '{value}'.",
        "没有叫“{value}”的事实。",
        "Use an id from 'facts', or add the fact.",
        "请改用 facts 里的 id，或者补上这条事实。",
    ),
    "D015": _error(
        "no answer is called '{value}'.",
        "没有叫“{value}”的解答。",
        "Use an id from 'answers', or add the answer.",
        "请改用 answers 里的 id，或者补上这条解答。",
    ),
    "D016": _error(
        "no line here or of the persona {persona} has 'on: {value}', which {where} raises.",
        "{where} 会引出“{value}”，但这里和 {persona} 型人物的台词都没有 on: {value}。",
        "Write a line with 'on: {value}'.",
        "请写一段带 on: {value} 的台词。",
    ),
    "D017": _error(
        "no account is called '{value}'.",
        "没有叫“{value}”的客户。",
        "Correct it, or write accounts/{value}.yaml.",
        "请改正，或者写好 accounts/{value}.yaml。",
    ),
    "D018": _error(
        "the persona '{value}' has no file.",
        "人物类型“{value}”没有文件。",
        "Write personas/{value}.yaml, or use another persona.",
        "请写好 personas/{value}.yaml，或者换一种人物类型。",
    ),
    "D019": _error(
        "the objection '{value}' has no file.",
        "异议“{value}”没有文件。",
        "Write objections/{value}.yaml, or use another objection.",
        "请写好 objections/{value}.yaml，或者换一类异议。",
    ),
    "D020": _error(
        "no test is called '{value}'.",
        "没有叫“{value}”的判定。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D021": _warning(
        "this file is not read, because of its name or folder.",
        "这个文件不会被读取：名字或所在文件夹不对。",
        "Let its name end in .yaml, and move it to where its like are.",
        "请让名字以 .yaml 结尾，和同类文件放在一起。",
    ),
}

SHAPES = {
    "D030": _error(
        "'{value}' is not known here.",
        "这里没有“{value}”这一项。",
        "Correct its spelling, or see whether it is indented too little or too much.",
        "请核对拼写，再看看缩进对不对。",
    ),
    "D031": _error(
        "'{value}' is missing here.",
        "这里缺少“{value}”。",
        "Add '{value}: …' to what begins here.",
        "请在这一项里补上“{value}: …”。",
    ),
    "D032": _error(
        "nothing is written here, and something must be.",
        "这里没有写内容，但必须要写。",
        "Write a value (behind '#' all is a comment, unless in quotes), or remove the key.",
        "请写上内容（# 后面算注释，除非放在引号里）；用不着就把这个键删掉。",
    ),
    "D033": _error(
        "keys with values belong here.",
        "这里应写成若干“键: 值”。",
        "Write lines of 'key: value' below it, or '{{key: value}}'.",
        "请在下面逐行写“键: 值”，或者写成“{{键: 值}}”。",
    ),
    "D034": _error(
        "a list belongs here.",
        "这里应写成列表。",
        "Write a line '- …' for each item, with a space behind the hyphen, or '[…, …]'.",
        "请每项写一行“- …”，短横后面空一格；或者写成“[…, …]”。",
    ),
    "D035": _error(
        "a text belongs here, not a list or keys.",
        "这里应是一段文字，不是列表或键值。",
        "Write one text; put it into quotes if it begins with '[' or '{{'.",
        "请写成一段文字；如果以“[”或“{{”开头，请加引号。",
    ),
    "D036": _error(
        "'{value}' is not a whole number.",
        "“{value}”不是整数。",
        "Write digits only, such as 30.",
        "请只写半角数字，比如 30。",
    ),
    "D037": _error(
        "'{value}' is not a number.",
        "“{value}”不是数字。",
        "Write digits, with a point if need be, such as 1.5.",
        "请写半角数字，可以带小数点，比如 1.5。",
    ),
    "D038": _error(
        "'{value}' is neither true nor false.",
        "“{value}”既不是 true 也不是 false。",
        "Write true or false, in small letters.",
        "请写 true（是）或 false（否），用小写。",
    ),
    "D039": _error(
        "'{value}' is not one of the names allowed here.",
        "“{value}”不在这里可用的名字之内。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D040": _error(
        "{value} is too small.",
        "{value} 太小。",
        "Write {limit} or more.",
        "请写 {limit} 或更大的数。",
    ),
    "D041": _error(
        "{value} is too large.",
        "{value} 太大。",
        "Write {limit} or less.",
        "请写 {limit} 或更小的数。",
    ),
    "D042": _error(
        "{value} is not above {limit}.",
        "{value} 必须大于 {limit}。",
        "Write a number above {limit}.",
        "请写比 {limit} 大的数。",
    ),
    "D043": _error(
        "this text is empty or too short.",
        "这段文字是空的，或者太短。",
        "Write {limit} characters or more.",
        "请至少写 {limit} 个字。",
    ),
    "D044": _error(
        "this text is too long.",
        "这段文字太长。",
        "Shorten it to {limit} characters or fewer.",
        "请缩短到 {limit} 个字以内。",
    ),
    "D045": _error(
        "there are too few items: {count}.",
        "项数太少，只有 {count} 项。",
        "Write {limit} or more.",
        "请至少写 {limit} 项。",
    ),
    "D046": _error(
        "there are too many items: {count}.",
        "项数太多，有 {count} 项。",
        "Leave {limit} or fewer.",
        "请减到 {limit} 项以内。",
    ),
    "D047": _error(
        "'{value}' cannot be a name.",
        "“{value}”不能当名字。",
        "Use small English letters, digits and _, a letter first, 40 at most.",
        "请用小写英文字母、数字和 _，以字母开头，最多 40 个字符。",
    ),
    "D048": _error(
        "'{value}' does not have the form {form}.",
        "“{value}”的写法不对，应为 {form}。",
        "Write it in that form, as zh_01-001 for the id of an example.",
        "请照这个写法写，比如例句的 id 写成 zh_01-001。",
    ),
    "D049": _error(
        "this does not fit here: {why}.",
        "这里的写法不对：{why}。",
        "Write it as the schema named in the file's first line says.",
        "请按文件第一行所写的 schema 来写。",
    ),
}

MACHINE = {
    "D060": _warning(
        "no transition ever leads to the state '{value}'.",
        "没有任何转移通向状态“{value}”。",
        "Add a transition with 'dest: {value}', or remove the state.",
        "请加一条 dest: {value} 的转移，或者删掉这个状态。",
    ),
    "D061": _error(
        "whatever is said in the state '{value}', the customer stays in it.",
        "在状态“{value}”里说什么都出不去。",
        "Add a transition with 'source: {value}' that leads elsewhere, or give the state an 'outcome'.",
        "请加一条 source: {value}、通向别处的转移，或者给这个状态写上 outcome。",
    ),
    "D062": _error(
        "no talk can reach a state with an outcome.",
        "怎么谈都到不了有结局（outcome）的状态。",
        "Add transitions that lead from here to a state with an 'outcome'.",
        "请加上转移，让谈话能走到写了 outcome 的状态。",
    ),
    "D063": _error(
        "the state '{value}' leads nowhere on '{trigger}'.",
        "状态“{value}”没有写“{trigger}”发生时转到哪里。",
        "Add a transition with 'trigger: {trigger}'; 'source: \"*\"' serves all states.",
        '请加一条 trigger: {trigger} 的转移；source: "*" 适用于所有状态。',
    ),
    "D064": _error(
        "in the state '{value}' the customer has nothing to say.",
        "在状态“{value}”里客户无话可说。",
        "Write a line with 'in: {value}' and without 'on'.",
        "请写一段 in: {value}、不带 on 的台词。",
    ),
    "D065": _error(
        "these conditions can never hold: {meter} from {low} up and below {high}.",
        "这些条件不可能同时成立：{meter} 不低于 {low} 又低于 {high}。",
        "Correct one of the two numbers.",
        "请改正其中一个数。",
    ),
    "D066": _warning(
        "'{value}' can never hold here, beside '{beside}'.",
        "“{value}”在这里不可能成立，因为另有“{beside}”。",
        "Correct one of the two, or remove what is never reached.",
        "请改正其中一个；用不上的就删掉。",
    ),
    "D067": _warning(
        "'{value}'{where} can never hold here: {why}.",
        "“{value}”{where}在这里不可能成立：{why}。",
        "Ask for less, or add what is lacking.",
        "请把条件放低，或者把缺的补上。",
    ),
    "D068": _warning(
        "this is never taken: the transition on line {first} always comes before it.",
        "这条转移永远轮不到：第 {first} 行那条总是抢在前面。",
        "Put this one first, give the other a narrower 'when', or remove one of them.",
        "请把这条移到前面，或者给前面那条加上 when，或者删去一条。",
    ),
    "D069": _warning(
        "the state '{value}' ends the talk, so nothing ever leads out of it.",
        "到了状态“{value}”谈话就结束了，从这里出不去。",
        "Take it out of 'source', or remove the 'outcome' of the state.",
        "请从 source 里去掉它，或者删掉这个状态的 outcome。",
    ),
}

LIBRARY = {
    "D050": _error(
        "the id '{value}' differs from the file's name '{name}'.",
        "id“{value}”与文件名“{name}”不一致。",
        "Make them equal.",
        "请改成一样的。",
    ),
    "D051": _error(
        "'lang: {value}' in the folder of '{folder}'.",
        "文件在 {folder} 文件夹，lang 却是 {value}。",
        "Write 'lang: {folder}', or move the file.",
        "请写成 lang: {folder}，或者把文件移走。",
    ),
    "D052": _error(
        "the account '{value}' is in '{lang}'.",
        "客户“{value}”的语言是 {lang}，与本场景不同。",
        "Choose an account in the scenario's language.",
        "请选一个与本场景语言相同的客户。",
    ),
    "D053": _error(
        "the id '{value}' is taken, on line {first}.",
        "id“{value}”已经用过（第 {first} 行）。",
        "Give one of them another.",
        "请给其中一个换个 id。",
    ),
    "D054": _error(
        "'{value}' stands here twice, first on line {first}.",
        "“{value}”重复了，上一次在第 {first} 行。",
        "Change or remove one.",
        "请改写或删去一处。",
    ),
    "D055": _error(
        "the persona has no {part} for '{value}'.",
        "这个人物类型缺少“{value}”的 {part}。",
        "Add '{value}: …' below '{part}'.",
        "请在 {part} 下面补上“{value}: …”。",
    ),
    "D056": _error(
        "the file's name '{value}' is not one of small English letters, digits and _.",
        "文件名“{value}”只能用小写英文字母、数字和 _。",
        "Rename the file: a letter first, 40 at most.",
        "请改文件名：以字母开头，最多 40 个字符。",
    ),
    "D057": _error(
        "this lies in no folder of content, and was not checked.",
        "这里不属于任何内容文件夹，没有检查。",
        "Name a folder that holds handbook.yaml, or something within it.",
        "请写含有 handbook.yaml 的文件夹，或者里面的文件。",
    ),
    "D070": _error(
        "no proof fits.",
        "没有一件证据是合适的。",
        "Mark the one that speaks to the real concern 'fits: true'.",
        "请给说得到真正顾虑上的那件写上 fits: true。",
    ),
    "D071": _error(
        "all proof fits, so there is nothing to choose.",
        "每件证据都合适，就没有什么可选了。",
        "Add some that does not, without 'fits'.",
        "请加上不合适的，不写 fits。",
    ),
    "D072": _error(
        "a model reply for {value} is missing.",
        "缺少 {value} 的示范回应。",
        "Write one below 'models'.",
        "请在 models 下面补写。",
    ),
    "D073": _error(
        "{value} answers are asked for, but there are only {count}.",
        "要求 {value} 条解答，实际只有 {count} 条。",
        "Lower 'concern.enough' (2 if left out), or write more answers.",
        "请调低 concern.enough（不写就是 2），或者多写几条解答。",
    ),
    "D074": _error(
        "a customer of the kind '{value}' needs at least two surface objections.",
        "“{value}”类异议至少要有两条表面异议。",
        "Write another below 'surface'.",
        "请在 surface 下面再写一条。",
    ),
    "D075": _warning(
        "a bubble of {count} characters: over {limit} nobody reads it in a chat.",
        "一条消息有 {count} 个字，超过 {limit} 个就没人读了。",
        "Split it into a burst: a list within the list.",
        "请拆成连着的几条：在列表里再写一层列表。",
    ),
    "D076": _warning(
        "'{value}' looks like a gap that was to be filled.",
        "“{value}”像是还没填的空。",
        "Fill it in.",
        "请填上。",
    ),
    "D077": _error(
        "the steps must be a, b, c, d, e, f, g in order.",
        "七步必须依次是 a、b、c、d、e、f、g。",
        "Put them in this order, each once.",
        "请按这个次序排，每步一次。",
    ),
    "D078": _error(
        "bands must begin at 0 and rise.",
        "分数段必须从 0 开始，逐段升高。",
        "Put them in order.",
        "请排好次序。",
    ),
    "D079": _error(
        "'{value}' is no mistake, so it costs nothing.",
        "“{value}”不是错误，不能扣分。",
        "Remove it from 'mistakes'.",
        "请从 mistakes 里删掉。",
    ),
    "D080": _error(
        "the move '{value}' is not explained.",
        "话步“{value}”没有说明。",
        "Add it below 'moves'.",
        "请在 moves 下面补上。",
    ),
    "D081": _error(
        "'other' stands alone.",
        "other 只能单独出现。",
        "Remove 'other', or the moves beside it.",
        "请删掉 other，或者删掉和它并列的话步。",
    ),
    "D082": _error(
        "a short reply ({low}) must be shorter than a long one ({high}).",
        "short（{low}）必须小于 long（{high}）。",
        "Correct one of the two numbers.",
        "请改正其中一个数。",
    ),
    "D083": _warning(
        "no talk of an expert and of a novice is given, so nobody knows whether this customer can be won.",
        "没有写高手和新手各怎么谈（talks），说不准这位客户到底谈不谈得下来。",
        "Add 'talks' with both.",
        "请补上 talks，两种谈法都写。",
    ),
    "D084": _error(
        "the expert's talk is {outcome} with {score} points. It should be agreed, with {least} points or more.",
        "高手这场谈下来是“{outcome}”，{score} 分；应当谈成（agreed），不低于 {least} 分。",
        "Play it with 'duilian try', and mend the talk, or what the customer understands ('means', 'asked').",
        "请用 duilian try 走一遍，改谈法，或者补写客户听得懂的说法（means、asked）。",
    ),
    "D085": _error(
        "the novice's talk is {outcome} with {score} points. It should not be agreed, and stay below {most} points.",
        "新手这场谈下来是“{outcome}”，{score} 分；不应当谈成，并且要低于 {most} 分。",
        "Make the slips plainer, or the customer harder to please ('concern.enough').",
        "请把失误写得更明显，或者让客户更难满足（concern.enough）。",
    ),
    "D086": _error(
        "an item of a drill of the kind '{kind}' needs an 'answer' out of those that there are.",
        "“{kind}”这种小练习，每题要写 answer，而且只能从已有的几个里选。",
        "Give one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D087": _error(
        "an item of a drill of the kind '{kind}' needs a 'model' and a 'bad' reply.",
        "“{kind}”这种小练习，每题要写好的说法和不好的说法。",
        "Write both, as 'model' and 'bad'.",
        "请把 model（好的）和 bad（不好的）都写上。",
    ),
    "D090": _warning(
        "'{value}' is still to be filled in.",
        "“{value}”还没有填。",
        "Write in its stead what only you know.",
        "请换成只有你才知道的内容。",
    ),
}

LIMITS = {
    "D088": _error(
        "the file holds more than {limit} keys and items.",
        "文件里的键和列表项超过了 {limit} 个。",
        "Split it; or see whether something else was saved under this name.",
        "请拆成几个文件；也看看是不是把别的东西存成了这个名字。",
    ),
    "D089": _error(
        "this file has more than {limit} problems; the rest is not shown.",
        "这个文件的问题超过了 {limit} 处，后面的没有列出。",
        "Mend those above first, then check again.",
        "请先改好上面这些，再检查一遍。",
    ),
}

DIAGNOSTICS: dict[str, Diagnostic] = READING | NAMES | SHAPES | MACHINE | LIBRARY | LIMITS
