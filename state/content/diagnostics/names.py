"""Names: what refers to nothing."""

from state.content.diagnostics.wording import error, warning

NAMES = {
    "D012": error(
        "no state is called '{value}'.",
        "没有叫“{value}”的状态。",
        "Use a state of the objection, or add this one to it.",
        "请改用这类异议已有的状态，或者把它加进去。",
    ),
    "D013": error(
        "nothing that can happen is called '{value}'.",
        "没有叫“{value}”的话步或事件。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D014": error(
        "no fact is called '{value}'.",
        "没有叫“{value}”的事实。",
        "Use an id from 'facts', or add the fact.",
        "请改用 facts 里的 id，或者补上这条事实。",
    ),
    "D106": error(
        "a follow-up comes after '{value}', which the customer never tells.",
        "追问接在“{value}”后面，可客户没有这样一句话。",
        "Use the id of a fact or of a surface objection, or 'opening'.",
        "请写事实或表面异议的 id，或者 opening。",
    ),
    "D015": error(
        "no answer is called '{value}'.",
        "没有叫“{value}”的解答。",
        "Use an id from 'answers', or add the answer.",
        "请改用 answers 里的 id，或者补上这条解答。",
    ),
    "D016": error(
        "no line here or of the persona {persona} has 'on: {value}', which {where} raises.",
        "{where} 会引出“{value}”，但这里和 {persona} 型人物的台词都没有 on: {value}。",
        "Write a line with 'on: {value}'.",
        "请写一段带 on: {value} 的台词。",
    ),
    "D017": error(
        "no account is called '{value}'.",
        "没有叫“{value}”的客户。",
        "Correct it, or write accounts/{value}.yaml.",
        "请改正，或者写好 accounts/{value}.yaml。",
    ),
    "D018": error(
        "the persona '{value}' has no file.",
        "人物类型“{value}”没有文件。",
        "Write personas/{value}.yaml, or use another persona.",
        "请写好 personas/{value}.yaml，或者换一种人物类型。",
    ),
    "D019": error(
        "the objection '{value}' has no file.",
        "异议“{value}”没有文件。",
        "Write objections/{value}.yaml, or use another objection.",
        "请写好 objections/{value}.yaml，或者换一类异议。",
    ),
    "D020": error(
        "no test is called '{value}'.",
        "没有叫“{value}”的判定。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D021": warning(
        "this file is not read, because of its name or folder.",
        "这个文件不会被读取：名字或所在文件夹不对。",
        "Let its name end in .yaml, and move it to where its like are.",
        "请让名字以 .yaml 结尾，和同类文件放在一起。",
    ),
}
