"""Shapes: what is written in a place where something else belongs."""

from state.content.diagnostics.wording import error

SHAPES = {
    "D030": error(
        "'{value}' is not known here.",
        "这里没有“{value}”这一项。",
        "Correct its spelling, or see whether it is indented too little or too much.",
        "请核对拼写，再看看缩进对不对。",
    ),
    "D031": error(
        "'{value}' is missing here.",
        "这里缺少“{value}”。",
        "Add '{value}: …' to what begins here.",
        "请在这一项里补上“{value}: …”。",
    ),
    "D032": error(
        "nothing is written here, and something must be.",
        "这里没有写内容，但必须要写。",
        "Write a value (behind '#' all is a comment, unless in quotes), or remove the key.",
        "请写上内容（# 后面算注释，除非放在引号里）；用不着就把这个键删掉。",
    ),
    "D033": error(
        "keys with values belong here.",
        "这里应写成若干“键: 值”。",
        "Write lines of 'key: value' below it, or '{{key: value}}'.",
        "请在下面逐行写“键: 值”，或者写成“{{键: 值}}”。",
    ),
    "D034": error(
        "a list belongs here.",
        "这里应写成列表。",
        "Write a line '- …' for each item, with a space behind the hyphen, or '[…, …]'.",
        "请每项写一行“- …”，短横后面空一格；或者写成“[…, …]”。",
    ),
    "D035": error(
        "a text belongs here, not a list or keys.",
        "这里应是一段文字，不是列表或键值。",
        "Write one text; put it into quotes if it begins with '[' or '{{'.",
        "请写成一段文字；如果以“[”或“{{”开头，请加引号。",
    ),
    "D036": error(
        "'{value}' is not a whole number.",
        "“{value}”不是整数。",
        "Write digits only, such as 30.",
        "请只写半角数字，比如 30。",
    ),
    "D037": error(
        "'{value}' is not a number.",
        "“{value}”不是数字。",
        "Write digits, with a point if need be, such as 1.5.",
        "请写半角数字，可以带小数点，比如 1.5。",
    ),
    "D038": error(
        "'{value}' is neither true nor false.",
        "“{value}”既不是 true 也不是 false。",
        "Write true or false, in small letters.",
        "请写 true（是）或 false（否），用小写。",
    ),
    "D039": error(
        "'{value}' is not one of the names allowed here.",
        "“{value}”不在这里可用的名字之内。",
        "Use one of the names shown.",
        "请从列出的名字里选。",
    ),
    "D040": error(
        "{value} is too small.",
        "{value} 太小。",
        "Write {limit} or more.",
        "请写 {limit} 或更大的数。",
    ),
    "D041": error(
        "{value} is too large.",
        "{value} 太大。",
        "Write {limit} or less.",
        "请写 {limit} 或更小的数。",
    ),
    "D042": error(
        "{value} is not above {limit}.",
        "{value} 必须大于 {limit}。",
        "Write a number above {limit}.",
        "请写比 {limit} 大的数。",
    ),
    "D043": error(
        "this text is empty or too short.",
        "这段文字是空的，或者太短。",
        "Write {limit} characters or more.",
        "请至少写 {limit} 个字。",
    ),
    "D044": error(
        "this text is too long.",
        "这段文字太长。",
        "Shorten it to {limit} characters or fewer.",
        "请缩短到 {limit} 个字以内。",
    ),
    "D045": error(
        "there are too few items: {count}.",
        "项数太少，只有 {count} 项。",
        "Write {limit} or more.",
        "请至少写 {limit} 项。",
    ),
    "D046": error(
        "there are too many items: {count}.",
        "项数太多，有 {count} 项。",
        "Leave {limit} or fewer.",
        "请减到 {limit} 项以内。",
    ),
    "D047": error(
        "'{value}' cannot be a name.",
        "“{value}”不能当名字。",
        "Use small English letters, digits and _, a letter first, 40 at most.",
        "请用小写英文字母、数字和 _，以字母开头，最多 40 个字符。",
    ),
    "D048": error(
        "'{value}' does not have the form {form}.",
        "“{value}”的写法不对，应为 {form}。",
        "Write it in that form, as zh_01-001 for the id of an example.",
        "请照这个写法写，比如例句的 id 写成 zh_01-001。",
    ),
    "D049": error(
        "this does not fit here: {why}.",
        "这里的写法不对：{why}。",
        "Write it as the schema named in the file's first line says.",
        "请按文件第一行所写的 schema 来写。",
    ),
}
