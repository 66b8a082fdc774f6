"""Fitting: how the files fit together."""

from state.content.diagnostics.wording import error

FITTING = {
    "D050": error(
        "the id '{value}' differs from the file's name '{name}'.",
        "id“{value}”与文件名“{name}”不一致。",
        "Make them equal.",
        "请改成一样的。",
    ),
    "D051": error(
        "'lang: {value}' in the folder of '{folder}'.",
        "文件在 {folder} 文件夹，lang 却是 {value}。",
        "Write 'lang: {folder}', or move the file.",
        "请写成 lang: {folder}，或者把文件移走。",
    ),
    "D052": error(
        "the account '{value}' is in '{lang}'.",
        "客户“{value}”的语言是 {lang}，与本场景不同。",
        "Choose an account in the scenario's language.",
        "请选一个与本场景语言相同的客户。",
    ),
    "D053": error(
        "the id '{value}' is taken, on line {first}.",
        "id“{value}”已经用过（第 {first} 行）。",
        "Give one of them another.",
        "请给其中一个换个 id。",
    ),
    "D054": error(
        "'{value}' stands here twice, first on line {first}.",
        "“{value}”重复了，上一次在第 {first} 行。",
        "Change or remove one.",
        "请改写或删去一处。",
    ),
    "D055": error(
        "the persona has no {part} for '{value}'.",
        "这个人物类型缺少“{value}”的 {part}。",
        "Add '{value}: …' below '{part}'.",
        "请在 {part} 下面补上“{value}: …”。",
    ),
    "D056": error(
        "the file's name '{value}' is not one of small English letters, digits and _.",
        "文件名“{value}”只能用小写英文字母、数字和 _。",
        "Rename the file: a letter first, 40 at most.",
        "请改文件名：以字母开头，最多 40 个字符。",
    ),
    "D057": error(
        "this lies in no folder of content, and was not checked.",
        "这里不属于任何内容文件夹，没有检查。",
        "Name a folder that holds handbook.yaml, or something within it.",
        "请写含有 handbook.yaml 的文件夹，或者里面的文件。",
    ),
}
