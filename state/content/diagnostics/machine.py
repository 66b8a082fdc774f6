"""Machine: the customer's states, transitions and conditions."""

from state.content.diagnostics.wording import error, warning

MACHINE = {
    "D060": warning(
        "no transition ever leads to the state '{value}'.",
        "没有任何转移通向状态“{value}”。",
        "Add a transition with 'dest: {value}', or remove the state.",
        "请加一条 dest: {value} 的转移，或者删掉这个状态。",
    ),
    "D061": error(
        "whatever is said in the state '{value}', the customer stays in it.",
        "在状态“{value}”里说什么都出不去。",
        "Add a transition with 'source: {value}' that leads elsewhere, or give the state an 'outcome'.",
        "请加一条 source: {value}、通向别处的转移，或者给这个状态写上 outcome。",
    ),
    "D062": error(
        "no talk can reach a state with an outcome.",
        "怎么谈都到不了有结局（outcome）的状态。",
        "Add transitions that lead from here to a state with an 'outcome'.",
        "请加上转移，让谈话能走到写了 outcome 的状态。",
    ),
    "D063": error(
        "the state '{value}' leads nowhere on '{trigger}'.",
        "状态“{value}”没有写“{trigger}”发生时转到哪里。",
        "Add a transition with 'trigger: {trigger}'; 'source: \"*\"' serves all states.",
        '请加一条 trigger: {trigger} 的转移；source: "*" 适用于所有状态。',
    ),
    "D064": error(
        "in the state '{value}' the customer has nothing to say.",
        "在状态“{value}”里客户无话可说。",
        "Write a line with 'in: {value}' and without 'on'.",
        "请写一段 in: {value}、不带 on 的台词。",
    ),
    "D065": error(
        "these conditions can never hold: {meter} from {low} up and below {high}.",
        "这些条件不可能同时成立：{meter} 不低于 {low} 又低于 {high}。",
        "Correct one of the two numbers.",
        "请改正其中一个数。",
    ),
    "D066": warning(
        "'{value}' can never hold here, beside '{beside}'.",
        "“{value}”在这里不可能成立，因为另有“{beside}”。",
        "Correct one of the two, or remove what is never reached.",
        "请改正其中一个；用不上的就删掉。",
    ),
    "D067": warning(
        "'{value}'{where} can never hold here: {why}.",
        "“{value}”{where}在这里不可能成立：{why}。",
        "Ask for less, or add what is lacking.",
        "请把条件放低，或者把缺的补上。",
    ),
    "D068": warning(
        "this is never taken: the transition on line {first} always comes before it.",
        "这条转移永远轮不到：第 {first} 行那条总是抢在前面。",
        "Put this one first, give the other a narrower 'when', or remove one of them.",
        "请把这条移到前面，或者给前面那条加上 when，或者删去一条。",
    ),
    "D069": warning(
        "the state '{value}' ends the talk, so nothing ever leads out of it.",
        "到了状态“{value}”谈话就结束了，从这里出不去。",
        "Take it out of 'source', or remove the 'outcome' of the state.",
        "请从 source 里去掉它，或者删掉这个状态的 outcome。",
    ),
}
