"""Logs: a conversation as it was written down elsewhere, read as who said what; a bad line is named and passed over."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.cleaning import cleaned

LARGEST = 1_000_000  # bytes of a file
LONGEST = 4_000  # characters of one line
MOST = 400  # utterances of either side

Side = Literal["seller", "customer"]
Names = Mapping[str, Side]

SELLER = (
    "销售", "销售员", "销售代表", "业务", "业务员", "卖方", "我", "我方", "学员", "顾问",
    "sales", "seller", "salesperson", "sales rep", "rep", "agent", "trainee", "me",
)  # fmt: skip
CUSTOMER = ("客户", "顾客", "买方", "对方", "甲方", "采购", "customer", "client", "buyer", "prospect")
NAMES: Names = {**dict.fromkeys(SELLER, "seller"), **dict.fromkeys(CUSTOMER, "customer")}
"""What either side is called, by names in small letters."""
SPEAKER = ("speaker", "role", "who", "from", "side", "说话人", "发言人", "角色", "身份", "谁")
TEXT = ("text", "content", "message", "reply", "words", "内容", "文本", "话", "发言", "消息")
PREFIX = re.compile(
    r"^\s*(?:[\[(（【]?[\d:：./\-年月日 ]{4,}[\])）】]?\s*)?(?P<name>[^:：]{1,30}?)\s*[:：]\s*(?P<text>.*)$"
)
NAME = 12  # characters of a prefix that may be a name
OFTEN = 2  # lines with the same prefix, from which on it is taken for a name


class BadLog(ValueError):
    """Nothing of it can be read; the message says why, and what to do."""


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one side said without the other coming between. line: where it begins, from 1."""

    side: Side
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Log:
    """A conversation, the sides by turns, and what was passed over, each with its line."""

    utterances: tuple[Utterance, ...]
    problems: tuple[str, ...]


Found = Utterance | str
"""A line that was read, or what is wrong with it."""


def read_log(data: bytes, name: str = "", names: Names | None = None) -> Log:
    """Read a conversation. name: the file's, whose ending may tell how it is written. names: more that sides go by.

    Takes CSV, JSON Lines and plain text with who speaks before each line, in UTF-8 (with a mark or without), UTF-16
    with a mark, or GB18030. Raises BadLog.
    """
    text = _decoded(data)
    known = {**NAMES, **{_plain(own): side for own, side in (names or {}).items()}}
    utterances, problems = list[Utterance](), list[str]()
    for found in _lines(text, name, known):
        if isinstance(found, str):
            problems.append(found)
        elif utterances and utterances[-1].side == found.side:
            last = utterances[-1]
            utterances[-1] = Utterance(last.side, f"{last.text}\n{found.text}", last.line)
        else:
            utterances.append(found)
    said = Counter(utterance.side for utterance in utterances)
    if not said["seller"]:
        raise BadLog("; ".join(["nobody who sells says anything in it", *problems[:3]]))
    if max(said.values()) > MOST:
        raise BadLog(f"one side speaks {max(said.values())} times, and {MOST} is the most; cut it into several files")
    return Log(tuple(utterances), tuple(problems))


def _decoded(data: bytes) -> str:
    if len(data) > LARGEST:
        raise BadLog(f"it is larger than {LARGEST // 1_000_000} MB; cut it into several files")
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings: tuple[str, ...] = ("utf-16",)
    else:
        encodings = ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise BadLog("it is no text in UTF-8 or GB18030; save it as UTF-8")


def _lines(text: str, name: str, known: Names) -> Iterator[Found]:
    ending, first = name.lower().rpartition(".")[2], text.lstrip()[:1]
    if ending in ("jsonl", "ndjson") or (ending not in ("csv", "tsv", "txt") and first == "{"):
        return _json_lines(text, known)
    if ending in ("csv", "tsv") or (ending != "txt" and _columns(next(iter(text.splitlines()), "")) is not None):
        return _csv_lines(text, known)
    return _plain_lines(text, known)


def _json_lines(text: str, known: Names) -> Iterator[Found]:
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except (json.JSONDecodeError, RecursionError):
            yield f"line {number}: is not valid JSON"
            continue
        if not isinstance(record, dict):
            yield f'line {number}: should be an object, as {{"speaker": "sales", "text": "…"}}'
            continue
        speaker = next((record[key] for key in SPEAKER if key in record), None)
        said = next((record[key] for key in TEXT if key in record), None)
        if not isinstance(speaker, str) or not isinstance(said, str):
            yield f"line {number}: 'speaker' and 'text' should both be there, as text"
        else:
            yield _utterance(speaker, said, number, known)


def _columns(head: str) -> tuple[str, int, int] | None:
    """How columns are parted, and which has the speaker and which the text; None if that is no head of a table."""
    for mark in (",", "\t", ";"):
        names = [_plain(cell) for cell in next(csv.reader([head], delimiter=mark), [])]
        speaker = next((names.index(name) for name in SPEAKER if name in names), None)
        text = next((names.index(name) for name in TEXT if name in names), None)
        if speaker is not None and text is not None:
            return mark, speaker, text
    return None


def _csv_lines(text: str, known: Names) -> Iterator[Found]:
    found = _columns(next(iter(text.splitlines()), ""))
    if found is None:
        raise BadLog("the first row should name the columns, one of them 'speaker' (说话人) and one 'text' (内容)")
    mark, speaker, said = found
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark)
    before = 0
    try:
        for row in rows:
            line, before = before + 1, rows.line_num
            if line == 1 or not any(cell.strip() for cell in row):
                continue
            if len(row) <= max(speaker, said):
                yield f"line {line}: has {len(row)} columns, and {max(speaker, said) + 1} are needed"
            else:
                yield _utterance(row[speaker], row[said], line, known)
    except csv.Error as error:
        yield f"line {before + 1}: {error}"


def _plain_lines(text: str, known: Names) -> Iterator[Found]:
    """Lines with who speaks before a colon; a line without goes on with what was said before."""
    lines = text.split("\n")
    prefixes = Counter(_plain(found["name"]) for line in lines if (found := PREFIX.match(line)))
    side: str | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        found = PREFIX.match(line)
        own = _plain(found["name"]) if found else ""
        if found and own in known:
            side = found["name"]
            if found["text"].strip():
                yield _utterance(side, found["text"], number, known)
        elif found and len(own) <= NAME and prefixes[own] >= OFTEN:
            side = None
            yield _stranger(own, number)
        elif side is None:
            yield f"line {number}: nobody is named who says it; begin it with 销售： or 客户：, Sales: or Customer:"
        else:
            yield _utterance(side, line, number, known)


def _utterance(speaker: str, said: str, line: int, known: Names) -> Found:
    side, text = known.get(_plain(speaker)), cleaned(said)
    if side is None:
        return _stranger(" ".join(cleaned(speaker).split()), line)
    if not text:
        return f"line {line}: nothing is said in it"
    if len(text) > LONGEST:
        return f"line {line}: is longer than {LONGEST} characters"
    return Utterance(side, text, line)


def _stranger(name: str, line: int) -> str:
    shown = name if len(name) <= NAME else name[: NAME - 1] + "…"
    return f"line {line}: '{shown}' is neither side; --seller '{shown}' or --customer '{shown}' says which"


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def called(sellers: Collection[str], customers: Collection[str]) -> Names:
    """Names that the sides go by in one log."""
    return {**dict.fromkeys(sellers, "seller"), **dict.fromkeys(customers, "customer")}
