"""Written: the ways in which a log is written down, each read as who says what, line by line."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.importing.faults import BadLog, Problem

SPEAKER = ("speaker", "role", "who", "from", "side", "说话人", "发言人", "角色", "身份", "谁")
TEXT = ("text", "content", "message", "reply", "words", "内容", "文本", "话", "发言", "消息")
PREFIX = re.compile(
    r"(?>[\[(（【]?\d[\d:：./\-年月日 ]{3,}[\])）】]?\s*)?"
    r"(?P<name>[^:：\s][^:：]{0,29}?)"
    r"(?:\s+(?:\d[\d./\-年月日]{3,}\s+)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?\s*(?:[:：]|$)|\s*[:：])"
)
"""Who speaks, with a time before or behind; behind a time the colon may be left out where nothing follows."""
HEAD = 80  # characters in which the time and who speaks stand
NAME = 12  # characters of a prefix that may be a name
OFTEN = 2  # lines with the same prefix, from which on it is taken for a name


@dataclass(frozen=True, slots=True)
class Said:
    """A line that was read. speaker: as it names them."""

    speaker: str
    text: str
    line: int


Found = Said | Problem


def lines_of(text: str, name: str, known: Collection[str]) -> Iterator[Found]:
    """Who says what in a log. known: names, in small letters, that somebody goes by. Raises BadLog.

    How it is written shows in how it begins; only where it begins as nothing known does the file's name tell.
    """
    ending = name.lower().rpartition(".")[2]
    if _columns(_head(text)) is not None:
        return _csv_lines(text)
    if text.lstrip().startswith("{") or ending in ("jsonl", "ndjson"):
        return _json_lines(text)
    if ending in ("csv", "tsv"):
        return _csv_lines(text)
    return _plain_lines(text, known)


def _json_lines(text: str) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):  # a number of thousands of digits is a ValueError too
            yield Problem(number, "json")
            continue
        if not isinstance(record, dict):
            yield Problem(number, "object")
            continue
        speaker = next((record[key] for key in SPEAKER if key in record), None)
        said = next((record[key] for key in TEXT if key in record), None)
        if not isinstance(speaker, str) or not isinstance(said, str):
            yield Problem(number, "fields")
        else:
            yield Said(speaker, said, number)


def _head(text: str) -> str:
    return text.lstrip("\n").partition("\n")[0]


def _columns(head: str) -> tuple[str, int, int] | None:
    """How columns are parted, and which has the speaker and which the text; None if that is no head of a table."""
    for mark in (",", "\t", ";"):
        try:
            names = [plain(cell) for cell in next(csv.reader([head], delimiter=mark), [])]
        except csv.Error:  # a field larger than the reader takes
            continue
        speaker = next((names.index(name) for name in SPEAKER if name in names), None)
        text = next((names.index(name) for name in TEXT if name in names), None)
        if speaker is not None and text is not None:
            return mark, speaker, text
    return None


def _csv_lines(text: str) -> Iterator[Found]:
    found = _columns(_head(text))
    if found is None:
        raise BadLog("head")
    mark, speaker, said = found
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    before, is_head = 0, True
    try:
        for row in rows:
            line, before = before + 1, rows.line_num
            if is_head or not any(cell.strip() for cell in row):
                is_head = is_head and not row
            elif len(row) <= max(speaker, said):
                yield Problem(line, "columns", str(len(row)))
            else:
                yield Said(row[speaker], row[said], line)
    except csv.Error as error:
        yield Problem(before + 1, "csv", str(error))


def _plain_lines(text: str, known: Collection[str]) -> Iterator[Found]:
    """Lines with who speaks before a colon; a line without goes on with what was said before."""
    lines = text.split("\n")
    often = named(lines)
    speaker: str | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name, said = _prefix(line)
        own = plain(name)
        if own in known or often[own] >= OFTEN:
            speaker = name
            if said:
                yield Said(speaker, said, number)
        elif speaker is None:
            yield Problem(number, "nameless")
        else:
            yield Said(speaker, line, number)


def _prefix(line: str) -> tuple[str, str]:
    """Who speaks, by what stands before a colon, and what is said; ('', '') where nothing does."""
    line = line.strip()
    # A head alone is looked at: on a line of thousands of blanks or digits the expression would not come to an end.
    found = PREFIX.match(line[:HEAD])
    return (found["name"], line[found.end() :].strip()) if found else ("", "")


def named(lines: Iterable[str]) -> Counter[str]:
    """What may be a name, and before how many lines it stands."""
    names = (plain(_prefix(line)[0]) for line in lines)
    return Counter(name for name in names if 0 < len(name) <= NAME)


def plain(name: str) -> str:
    """A name as names are compared: in small letters, without needless blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def unified(text: str) -> str:
    """A text whose lines all end alike, however they were ended."""
    return text.replace("\r\n", "\n").replace("\r", "\n")
