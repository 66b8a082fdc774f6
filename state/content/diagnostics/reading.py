"""Reading: a file that is no text, or no YAML, or is written in a way that cannot be meant."""

from state.content.diagnostics.wording import error

READING = {
    "D001": error(
        "this cannot be read: {why}.",
        "这里读不了：{why}。",
        "Correct the name, or put a file there that may be read.",
        "请核对名字，或者在这里放一个读得了的文件。",
    ),
    "D002": error(
        "the file is empty.",
        "文件是空的。",
        "Write its content, or delete the file.",
        "请写上内容；用不着就把文件删掉。",
    ),
    "D003": error(
        "the file is larger than {limit} MiB.",
        "文件超过了 {limit} MiB。",
        "Split it; or see whether something else was saved under this name.",
        "请拆成几个文件；也看看是不是把别的东西存成了这个名字。",
    ),
    "D004": error(
        "the file is not in UTF-8{guess}.",
        "文件不是 UTF-8 编码{guess}。",
        "Open it in an editor and save it again with the encoding UTF-8.",
        "请用编辑器打开，另存为 UTF-8 编码。",
    ),
    "D005": error(
        "a character that is no text stands here.",
        "这里有个不是文字的字符。",
        "Delete it; if the whole file looks like that, it is no YAML file: put the right one in its place.",
        "请删掉这个字符；要是整个文件都这样，它就不是 YAML 文件，请换成对的文件。",
    ),
    "D006": error(
        "this cannot be read as YAML: {why}.",
        "这里不合 YAML 的写法：{why}。",
        "{fix}.",
        "{fix}。",
    ),
    "D007": error(
        "a second document begins here, and one file holds one.",
        "这里开始了第二个文档，一个文件只能有一个。",
        "Put each into a file of its own, or delete the line '---' (or '...').",
        "请分成两个文件，或者删掉“---”（或“...”）这一行。",
    ),
    "D008": error(
        "'{value}' is given twice, first on line {first}.",
        "“{value}”写了两遍，上一次在第 {first} 行。",
        "Remove one of them.",
        "请删去一个。",
    ),
    "D009": error(
        "anchors (&), aliases (*) and merging (<<) are not used here.",
        "这里不用锚点（&）、别名（*）和合并（<<）。",
        "Write the content out; if it is a text that begins so, put quotes around the whole of it.",
        "请把内容照原样写全；如果本来就是文字，请给整段加上引号。",
    ),
    "D010": error(
        "tags such as '{value}' are not used here.",
        "这里不用“{value}”这样的标签。",
        "Remove it; if it is a text that begins so, put quotes around the whole of it.",
        "请删掉；如果本来就是文字，请给整段加上引号。",
    ),
    "D011": error(
        "this lies deeper than {limit} levels.",
        "这里的嵌套超过了 {limit} 层。",
        "Look for brackets or indentation too many.",
        "请看看是不是多写了括号，或者缩进得太深。",
    ),
    "D022": error(
        "a tab stands here in the indentation.",
        "这里的缩进用了制表符（Tab）。",
        "Replace it by spaces, two a level.",
        "请改成空格，每层两个。",
    ),
    "D023": error(
        "this quote is not closed where the text ends{where}.",
        "这个引号没有在文字末尾合上{where}。",
        "Put the closing quote behind the text.",
        "请在这段文字的末尾补上引号。",
    ),
    "D024": error(
        "this bracket is never closed.",
        "这个括号没有合上。",
        "Write '{closing}' behind the last item.",
        "请在最后一项后面补上“{closing}”。",
    ),
    "D025": error(
        "a key must be followed by an ordinary colon and a space.",
        "键的后面要写半角冒号加一个空格。",
        "Write 'key: value' here (':', not '：'); if the line goes on with the text above, indent it further.",
        "请写成“键: 值”，冒号用“:”，不用“：”；如果是接着上一行的文字，请再缩进两格。",
    ),
    "D026": error(
        "a colon and a space within a text look like another key.",
        "文字里的冒号加空格，会被当成又一个键。",
        "Put quotes around the whole text; if it is a key, put it on a line of its own.",
        "请给整段文字加上引号，或者把冒号改成“：”；如果它是键，请另起一行。",
    ),
    "D027": error(
        "this line is indented too little or too much.",
        "这一行的缩进不对，和上面的行对不齐。",
        "Let it begin exactly below the lines that it belongs with; use spaces.",
        "请和同一层的行左边对齐，用空格缩进。",
    ),
    "D028": error(
        "a text cannot begin with {value} unless it is in quotes as a whole.",
        "文字不能直接以 {value} 开头，要用引号整个括起来。",
        "Put the whole of it into {quote}.",
        "请把整段文字放进{quote}里。",
    ),
    "D029": error(
        "a key must be one plain word, not empty and not a list.",
        "键必须是一个词，不能为空，也不能是列表。",
        "Write a word before the colon.",
        "请在冒号前面写上一个词。",
    ),
    "D088": error(
        "the file holds more than {limit} keys and items.",
        "文件里的键和列表项超过了 {limit} 个。",
        "Split it; or see whether something else was saved under this name.",
        "请拆成几个文件；也看看是不是把别的东西存成了这个名字。",
    ),
    "D089": error(
        "this file has more than {limit} problems; the rest is not shown.",
        "这个文件的问题超过了 {limit} 处，后面的没有列出。",
        "Mend those above first, then check again.",
        "请先改好上面这些，再检查一遍。",
    ),
}
