"""Diagnostics: every code, how grave it is, and how it is worded for an author, in English and Chinese."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True)
class Diagnostic:
    """The wording of one code. `{value}` is what the author wrote; the finder fills in the other names."""

    en: str
    zh: str
    severity: Severity = "error"


def _warning(en: str, zh: str) -> Diagnostic:
    return Diagnostic(en, zh, "warning")


READING = {
    "D001": Diagnostic("this file or folder cannot be read: {why}.", "读不了这个文件或文件夹：{why}。"),
    "D002": Diagnostic("the file is empty.", "文件是空的。"),
    "D003": Diagnostic("the file is larger than {limit} MiB.", "文件超过了 {limit} MiB。"),
    "D004": Diagnostic("the file is not in UTF-8. Save it as UTF-8.", "文件不是 UTF-8 编码，请另存为 UTF-8。"),
    "D005": Diagnostic(
        "a character that is no text stands here. Is this a YAML file?",
        "这里有个不是文字的字符。这真是 YAML 文件吗？",
    ),
    "D006": Diagnostic(
        "this cannot be read as YAML ({why}). Look at indentation, quotes and colons here and just above.",
        "这里不合 YAML 的写法（{why}）。请看看此处和上一行的缩进、引号和冒号。",
    ),
    "D007": Diagnostic(
        "a second document begins here. One file holds one.", "这里开始了第二个文档，一个文件只能有一个。"
    ),
    "D008": Diagnostic(
        "'{value}' is given twice, first on line {first}. Remove one.",
        "“{value}”写了两遍（上一次在第 {first} 行），请删去一个。",
    ),
    "D009": Diagnostic(
        "anchors (&) and aliases (*) are not used here. Write it out, or put quotes around it if it is text.",
        "这里不用锚点（&）和别名（*）。请把内容写全；如果本来就是文字，请加引号。",
    ),
    "D010": Diagnostic(
        "the tag '{value}' is not used here. Remove it, or put quotes around it if it is text.",
        "这里不用标签“{value}”。请删掉；如果本来就是文字，请加引号。",
    ),
    "D011": Diagnostic("this lies deeper than {limit} levels.", "这里的嵌套超过了 {limit} 层。"),
    "D029": Diagnostic(
        "a key must be one plain word, not empty and not a list.", "键必须是一个词，不能为空，也不能是列表。"
    ),
}

NAMES = {
    "D012": Diagnostic("no state is called '{value}'.", "没有叫“{value}”的状态。"),
    "D013": Diagnostic("nothing that can happen is called '{value}'.", "没有叫“{value}”的话步或事件。"),
    "D014": Diagnostic("no fact is called '{value}'.", "没有叫“{value}”的事实。"),
    "D015": Diagnostic("no answer is called '{value}'.", "没有叫“{value}”的解答。"),
    "D016": Diagnostic(
        "no line here or of the persona {persona} has 'on: {value}', which {where} raises.",
        "{where} 会引出“{value}”，但这里和 {persona} 型人物的台词都没有 on: {value}。",
    ),
    "D017": Diagnostic("no account is called '{value}'.", "没有叫“{value}”的客户。"),
    "D018": Diagnostic("the persona '{value}' has no file.", "人物类型“{value}”没有文件。"),
    "D019": Diagnostic("the objection '{value}' has no file.", "异议“{value}”没有文件。"),
    "D020": Diagnostic("no test is called '{value}'.", "没有叫“{value}”的判定。"),
    "D021": _warning(
        "this file is not read, because of its name or folder.", "这个文件不会被读取：名字或所在文件夹不对。"
    ),
}

SHAPES = {
    "D030": Diagnostic("'{value}' is not known here.", "这里没有“{value}”这一项。"),
    "D031": Diagnostic("'{value}' is missing here.", "这里缺少“{value}”。"),
    "D032": Diagnostic("nothing is written here, and something must be.", "这里没有写内容，但必须要写。"),
    "D033": Diagnostic("keys with values belong here ('key: value').", "这里应写成若干“键: 值”。"),
    "D034": Diagnostic("a list belongs here ('- …' or '[…, …]').", "这里应写成列表（“- …”或“[…, …]”）。"),
    "D035": Diagnostic("a text belongs here, not a list or keys.", "这里应是一段文字，不是列表或键值。"),
    "D036": Diagnostic("'{value}' is not a whole number.", "“{value}”不是整数。"),
    "D037": Diagnostic("'{value}' is not a number.", "“{value}”不是数字。"),
    "D038": Diagnostic("'{value}' is neither true nor false.", "“{value}”既不是 true 也不是 false。"),
    "D039": Diagnostic("'{value}' is not one of the names allowed here.", "“{value}”不在这里可用的名字之内。"),
    "D040": Diagnostic("{value} is too small: {limit} is the least.", "{value} 太小，最小是 {limit}。"),
    "D041": Diagnostic("{value} is too large: {limit} is the most.", "{value} 太大，最大是 {limit}。"),
    "D042": Diagnostic("{value} is not above {limit}.", "{value} 必须大于 {limit}。"),
    "D043": Diagnostic("this text is too short: {limit} characters at least.", "这段文字太短，至少要 {limit} 个字。"),
    "D044": Diagnostic("this text is too long: {limit} characters at most.", "这段文字太长，最多 {limit} 个字。"),
    "D045": Diagnostic("{limit} or more are needed here; there are {count}.", "这里有 {count} 项，至少要 {limit} 项。"),
    "D046": Diagnostic("{limit} or fewer may stand here; there are {count}.", "这里有 {count} 项，最多 {limit} 项。"),
    "D047": Diagnostic(
        "'{value}' cannot be a name. Use small English letters, digits and _, a letter first, 40 at most.",
        "“{value}”不能当名字。请用小写英文字母、数字和 _，以字母开头，最多 40 个字符。",
    ),
    "D048": Diagnostic("'{value}' does not have the form {form}.", "“{value}”的写法不对，应为 {form}。"),
    "D049": Diagnostic("this does not fit here: {why}.", "这里的写法不对：{why}。"),
}

MACHINE = {
    "D060": _warning("no transition ever leads to the state '{value}'.", "没有任何转移通向状态“{value}”。"),
    "D061": Diagnostic(
        "whatever is said in the state '{value}', the customer stays in it.",
        "在状态“{value}”里说什么都出不去。",
    ),
    "D062": Diagnostic("no talk can reach a state with an outcome.", "怎么谈都到不了有结局（outcome）的状态。"),
    "D063": Diagnostic(
        "the state '{value}' leads nowhere on '{trigger}'.", "状态“{value}”没有写“{trigger}”发生时转到哪里。"
    ),
    "D064": Diagnostic(
        "in the state '{value}' the customer has nothing to say: write a line for it without 'on'.",
        "在状态“{value}”里客户无话可说：请为它写一段不带 on 的台词。",
    ),
    "D065": Diagnostic(
        "these conditions can never hold: {meter} from {low} up and below {high}.",
        "这些条件不可能同时成立：{meter} 不低于 {low} 又低于 {high}。",
    ),
}

LIBRARY = {
    "D050": Diagnostic(
        "the id '{value}' differs from the file's name '{name}'.", "id“{value}”与文件名“{name}”不一致。"
    ),
    "D051": Diagnostic("'lang: {value}' in the folder of '{folder}'.", "文件在 {folder} 文件夹，lang 却是 {value}。"),
    "D052": Diagnostic("the account '{value}' is in '{lang}'.", "客户“{value}”的语言是 {lang}，与本场景不同。"),
    "D053": Diagnostic("the id '{value}' is taken, on line {first}.", "id“{value}”已经用过（第 {first} 行）。"),
    "D054": Diagnostic(
        "'{value}' stands here twice, first on line {first}.", "“{value}”重复了，上一次在第 {first} 行。"
    ),
    "D055": Diagnostic("the persona has no {part} for '{value}'.", "这个人物类型缺少“{value}”的 {part}。"),
    "D056": Diagnostic(
        "the file's name '{value}' is not one of small English letters, digits and _.",
        "文件名“{value}”只能用小写英文字母、数字和 _。",
    ),
    "D070": Diagnostic("at least one proof must fit ('fits: true').", "至少要有一件证据是合适的（fits: true）。"),
    "D071": Diagnostic("at least one proof must not fit.", "至少要有一件证据是不合适的。"),
    "D072": Diagnostic("a model reply for {value} is missing.", "缺少 {value} 的示范回应。"),
    "D073": Diagnostic(
        "{value} answers are asked for, but there are only {count}.",
        "要求 {value} 条解答，实际只有 {count} 条。",
    ),
    "D074": Diagnostic(
        "a customer of the kind '{value}' needs at least two surface objections.",
        "“{value}”类异议至少要有两条表面异议。",
    ),
    "D075": _warning(
        "a bubble of {count} characters. Split it: over {limit} nobody reads it in a chat.",
        "一条消息有 {count} 个字，超过 {limit} 个就没人读了，请拆开。",
    ),
    "D076": _warning("'{value}' looks like a gap that was to be filled.", "“{value}”像是还没填的空。"),
    "D077": Diagnostic("the steps must be a, b, c, d, e, f, g in order.", "七步必须依次是 a、b、c、d、e、f、g。"),
    "D078": Diagnostic("bands must begin at 0 and rise.", "分数段必须从 0 开始，逐段升高。"),
    "D079": Diagnostic("'{value}' is no mistake, so it costs nothing.", "“{value}”不是错误，不能扣分。"),
    "D080": Diagnostic("the move '{value}' is not explained.", "话步“{value}”没有说明。"),
    "D081": Diagnostic("'other' stands alone.", "other 只能单独出现。"),
    "D082": Diagnostic(
        "a short reply ({low}) must be shorter than a long one ({high}).",
        "short（{low}）必须小于 long（{high}）。",
    ),
    "D083": _warning(
        "no talk of an expert and of a novice is given, so nobody knows whether this customer can be won.",
        "没有写高手和新手各怎么谈（talks），说不准这位客户到底谈不谈得下来。",
    ),
    "D084": Diagnostic(
        "the expert's talk is {outcome} with {score} points. It should be agreed, with {least} points or more.",
        "高手这场谈下来是“{outcome}”，{score} 分；应当谈成（agreed），不低于 {least} 分。",
    ),
    "D085": Diagnostic(
        "the novice's talk is {outcome} with {score} points. It should not be agreed, and stay below {most} points.",
        "新手这场谈下来是“{outcome}”，{score} 分；不应当谈成，并且要低于 {most} 分。",
    ),
    "D086": Diagnostic(
        "an item of a drill of the kind '{kind}' needs an 'answer' out of those that there are.",
        "“{kind}”这种小练习，每题要写 answer，而且只能从这几个里选。",
    ),
    "D087": Diagnostic(
        "an item of a drill of the kind '{kind}' needs a 'model' and a 'bad' reply.",
        "“{kind}”这种小练习，每题要写好的说法 model 和不好的说法 bad。",
    ),
    "D088": _warning("'{value}' is still to be filled in.", "“{value}”还没有填。"),
}

DIAGNOSTICS: dict[str, Diagnostic] = READING | NAMES | SHAPES | MACHINE | LIBRARY
