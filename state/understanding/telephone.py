"""Telephone etiquette: the turns of phrase that show it in a reply, typed or spoken (基础篇 五 4.2)."""

import re

_POLITELY = re.compile(
    r"对不起|不好意思|抱歉|歹势|麻烦|劳驾|请|您|(?:能|可以|可不可以|能不能)[^。！？!?\n]{0,12}[吗嘛么?？]"
    r"|\b(?:sorry|pardon|excuse me|please|afraid|apolog\w+|could|would|can (?:you|i)|may i|shall i|let me|mind)\b",
    re.IGNORECASE,
)
_AGAIN = re.compile(
    r"(?<!我)再(?:给我|跟我)?(?:讲|说|重复|念|报|来)(?:[一两]?[遍次下回句])|重复一[遍下]"
    r"|[没不](?:太|大|有)*听[清见到明]|听不(?:太|大)?[清见到]|(?:刚才|刚刚)[^。！？!?\n]{0,8}[说讲](?:的)?(?:是)?(?:什么|多少|几|哪)"
    r"|(?:信号|线路|电话)[^。！？!?\n]{0,6}(?:断|卡)|断了[一几]下"
    r"|我[^。！？!?\n]{0,8}(?:重打|重拨|回拨|打回|打过[来去]|再打|拨回)"
    r"|\b(?:say|tell|give|read|go over|run)\b[^.!?\n]{0,40}\b(?:again|once more|one more time)\b"
    r"|\bcan you hear me\b|\bi(?:['’]ve| have)? lost you\b"
    r"|\byou(?:['’]re| are|['’]ve)? (?:break|broke|cut|went|drop)\w* (?:up|out|off)\b"
    r"|\b(?:went|going|gone) (?:faint|quiet|dead|silent)\b"
    r"|\brepeat\b|\bcome again\b|\b(?:ring|call|phone) (?:you )?(?:straight |right )?back\b"
    r"|\bwhat (?:was that|did you say)\b|\b(?:missed|lost) (?:that|you|what|some|most|the)\b"
    r"|\b(?:didn['’]?t|did not|couldn['’]?t|could not) (?:quite )?(?:catch|hear|get|make out)\b",
    re.IGNORECASE,
)
_SORRY = re.compile(
    r"对不起|对不住|不好意思|抱歉|歹势|见谅|久等|让您等|过意不去|赔个?不是|怪我|是我们?(?:不对|不好|没|的错|的不是|疏忽)"
    r"|\b(?:sorry|apolog\w+|forgive|(?:our|my) fault|kept you waiting)\b"
    r"|\bshouldn['’]?t have (?:been )?(?:kept|left|had)\b",
    re.IGNORECASE,
)
_OPENING = re.compile(
    r"[您你]好|(?:早上|上午|中午|下午|晚上)好|谢谢|感谢|打扰|打搅|方便[^。！？!?\n]{0,8}[吗嘛么?？]|方不方便|我姓|这里是"
    r"|我是[^。！？!?\n]{0,14}(?:公司|厂|的)(?=[，,。！!小])|我是[^。！？!?\n]{0,10}小[\u4e00-\u9fff]"
    r"|\b(?:hello|hi|good (?:morning|afternoon|evening)|thanks?|my name(?:['’]s| is)|(?:calling|speaking) from)\b"
    r"|\bsorry to (?:bother|trouble|disturb)\b|\b(?:good|bad|convenient) (?:time|moment)\b"
    r"|(?-i:\b[Tt]his is [A-Z][a-z]+\b)|\bcan you talk\b",
    re.IGNORECASE,
)
_CLOSING = re.compile(
    r"谢谢|多谢|感谢|再见|拜拜|打扰[您你]?了|[您你]先挂|[您你]先忙|回头见|改天见"
    r"|\b(?:thanks?|thank you|goodbye|good-bye|bye|grateful|appreciate)\b|\bhave a (?:good|nice)\b"
    r"|\b(?:speak|talk) (?:to you )?(?:soon|then|again)\b",
    re.IGNORECASE,
)
_HOLD = re.compile(
    r"(?<!让您)(?<!叫您)(?:稍等|稍候)|(?:先)?(?:别|不要|莫)挂|(?:请|麻烦)[您你]?(?:先)?等|等我(?:一下|一会|查|看|翻|问|找|去|拿)"
    r"|\b(?:hold on|hang on|hold the line|bear with me|put you on hold|on hold for)\b"
    r"|\b(?:one|just a) (?:moment|second|minute|sec)\b|\b(?:can|could|would) you hold\b"
    r"|\bwait (?:a|one) (?:moment|second|minute)\b",
    re.IGNORECASE,
)
_ALLOWED = re.compile(
    r"[?？吗嘛]|好不好|行不行|可不可以|可以的话|方便的话|[半一两二三几]\s*(?:分钟|秒|分)|\d+\s*(?:分钟|秒)|十秒|片刻就"
    r"|\b(?:may i|could you|would you|can you|do you mind|please|if (?:i may|you don['’]?t mind))\b"
    r"|\b(?:half a|a|one|two|ten|thirty|\d+) (?:minutes?|seconds?)\b",
    re.IGNORECASE,
)


def asks_again(reply: str) -> bool:
    """Whether a reply asks politely to hear it once more, or offers to ring back, as on a bad line."""
    return bool(_AGAIN.search(reply)) and bool(_POLITELY.search(reply))


def apologises(reply: str) -> bool:
    """Whether a reply says sorry."""
    return bool(_SORRY.search(reply))


def opens(reply: str) -> bool:
    """Whether a reply greets, thanks, says who is speaking or asks whether it is a good time."""
    return bool(_OPENING.search(reply))


def closes(reply: str) -> bool:
    """Whether a reply thanks or says goodbye."""
    return bool(_CLOSING.search(reply))


def holds(reply: str) -> bool:
    """Whether a reply has the other side hold the line."""
    return bool(_HOLD.search(reply))


def asks_to_hold(reply: str) -> bool:
    """Whether a reply that has the other side hold the line asks for that, or says for how long."""
    return holds(reply) and bool(_ALLOWED.search(reply))
