"""Faults: what is wrong with a log or one of its lines, told so that a person can mend it."""

from dataclasses import dataclass
from typing import Literal

Why = Literal["json", "object", "fields", "columns", "csv", "nameless", "stranger", "silent", "long"]
Bad = Literal["large", "encoding", "head", "seller", "many"]

LARGEST = 1_000_000  # bytes of a file
LONGEST = 4_000  # characters of one line
MOST = 400  # utterances of either side

_BAD: dict[Bad, str] = {
    "large": f"it is larger than {LARGEST // 1_000_000} MB; cut it into several files",
    "encoding": "it is no text in UTF-8 or GB18030; save it as UTF-8",
    "head": "the first row should name the columns, one of them 'speaker' (说话人) and one 'text' (内容)",
    "seller": "nobody who sells says anything in it",
    "many": f"one side speaks {{count}} times, and {MOST} is the most; cut it into several files",
}


class BadLog(ValueError):
    """Nothing of it can be scored; the message says why, and what to do. why: the same for a program."""

    def __init__(self, why: Bad, count: int = 0, *more: str) -> None:
        super().__init__("; ".join([_BAD[why].format(count=count), *more]))
        self.why: Bad = why
        self.count = count


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that was passed over. line: from 1. about: the name that is neither side, or what was found there."""

    line: int
    why: Why
    about: str = ""

    def __str__(self) -> str:
        """The problem as the command line tells it."""
        return f"line {self.line}: {self._said()}"

    def _said(self) -> str:
        match self.why:
            case "json":
                return "is not valid JSON"
            case "object":
                return 'should be an object, as {"speaker": "sales", "text": "…"}'
            case "fields":
                return "'speaker' and 'text' should both be there, as text"
            case "columns":
                return f"has {self.about} columns, and more are needed"
            case "csv":
                return f"the table cannot be read from here on ({self.about})"
            case "nameless":
                return "nobody is named who says it; begin it with 销售： or 客户：, Sales: or Customer:"
            case "stranger":
                return (
                    f"'{self.about}' is neither side; --seller '{self.about}' or --customer '{self.about}' says which"
                )
            case "silent":
                return "nothing is said in it"
            case "long":
                return f"is longer than {LONGEST} characters"
