"""Meaning: what only the reader can tell (`duilian check --meaning`)."""

from state.content.diagnostics.wording import warning

MEANING = {
    "D091": warning(
        "'{value}' is not known by what its sentences have in common: worded anew, it is taken for '{other}'.",
        "“{value}”的例句彼此不像：换个说法，就会被当成“{other}”。",
        "Write more ways to say the same; if it holds several things, make an entry of each.",
        "请给同一个意思多写几种说法；如果里面其实是几件事，请拆成几条。",
    ),
    "D092": warning(
        "'{value}' can hardly be told from '{other}' on line {line}: they mean nearly the same.",
        "“{value}”和第 {line} 行的“{other}”意思几乎一样，分不清。",
        "Make one of the two, or write sentences that only fit one of them.",
        "请合成一条；如果确实是两件事，请换成只合其中一条的例句。",
    ),
    "D093": warning(
        "labelled '{value}', but the reader is all but sure that this reply does no such thing (chance {chance}).",
        "标了“{value}”，但识别器几乎断定这句话没有这么做（可能性 {chance}）。",
        "Look at the label again; if it is right, write 'settled: true' below it, and no more is said of it.",
        "请再看看标得对不对；没标错就在下面写一行 settled: true，往后不再提。",
    ),
    "D094": warning(
        "not labelled '{value}', but the reader is all but sure that this reply does it (chance {chance}).",
        "没有标“{value}”，但识别器几乎断定这句话这么做了（可能性 {chance}）。",
        "Add the label if it is lacking; if it is not, write 'settled: true' below it, and no more is said of it.",
        "请看看是不是漏标；没漏就在下面写一行 settled: true，往后不再提。",
    ),
}
