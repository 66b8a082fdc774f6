"""Logs: a conversation as it was written down elsewhere, read as who said what; a bad line is named and passed over."""

import csv
import io
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.cleaning import cleaned
from bot.importing.faults import LARGEST, LONGEST, MOST, BadLog, Problem

Side = Literal["seller", "customer"]
Names = Mapping[str, Side | None]
"""What either side is called, in small letters; None: whoever is called so is left out."""

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
    r"(?>[\[(（【]?\d[\d:：./\-年月日 ]{3,}[\])）】]?\s*)?"
    r"(?P<name>[^:：\s][^:：]{0,29}?)"
    r"(?:\s+(?:\d[\d./\-年月日]{3,}\s+)?\d{1,2}[:：]\d\d(?:[:：]\d\d)?\s*(?:[:：]|$)|\s*[:：])"
)
"""Who speaks, with a time before or behind; behind a time the colon may be left out where nothing follows."""
HEAD = 80  # characters in which the time and who speaks stand
NAME = 12  # characters of a prefix that may be a name
OFTEN = 2  # lines with the same prefix, from which on it is taken for a name
LONG_NAME = 100
NAMED = 60  # characters of a name that somebody may be asked about


@dataclass(frozen=True, slots=True)
class Utterance:
    """What one side said without the other coming between. line: where it begins, from 1."""

    side: Side
    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who speaks in a log. side: which it is; None: neither, or nobody knows. lines: how many are theirs."""

    name: str
    side: Side | None
    lines: int


@dataclass(frozen=True, slots=True)
class Log:
    """A conversation, the sides by turns; what was passed over, each with its line; and who speaks, most first."""

    utterances: tuple[Utterance, ...]
    problems: tuple[Problem, ...]
    speakers: tuple[Speaker, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A line that was read. speaker: as it names them."""

    speaker: str
    text: str
    line: int


_Found = _Said | Problem


def read_log(data: bytes, name: str = "", names: Names | None = None) -> Log:
    """Read a conversation that can be scored. name: the file's, whose ending may tell how it is written.

    names: more that sides go by. Takes CSV, JSON Lines and plain text with who speaks before each line, in UTF-8 (with
    a mark or without), UTF-16 with a mark, or GB18030. Raises BadLog.
    """
    log = parsed(decoded(data), name, names)
    check(log)
    return log


def check(log: Log) -> None:
    """Raises BadLog for what cannot be scored: nobody sells in it, or it is too long."""
    said = Counter(utterance.side for utterance in log.utterances)
    if not said["seller"]:
        raise BadLog("seller", 0, *map(str, log.problems[:3]))
    if max(said.values()) > MOST:
        raise BadLog("many", max(said.values()))


def decoded(data: bytes) -> str:
    """A file as text. Raises BadLog."""
    if len(data) > LARGEST:
        raise BadLog("large")
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
            return unified(text)
    raise BadLog("encoding")


def unified(text: str) -> str:
    """A text whose lines all end alike, however they were ended."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def parsed(text: str, name: str = "", names: Names | None = None) -> Log:
    """Read a conversation, whether it can be scored or not, as `read_log` does. Raises BadLog."""
    known = {**NAMES, **{plain(own): side for own, side in (names or {}).items()}}
    utterances, problems = list[Utterance](), list[Problem]()
    spoken, written = Counter[str](), dict[str, str]()
    for found in _lines(text, name, known):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        own = plain(found.speaker)
        spoken[own] += 1
        written.setdefault(own, " ".join(cleaned(found.speaker).split()))
        if own in known and known[own] is None:
            continue
        heard = _heard(found, known.get(own))
        if isinstance(heard, Problem):
            problems.append(heard)
        elif utterances and utterances[-1].side == heard.side:
            last = utterances[-1]
            utterances[-1] = Utterance(last.side, f"{last.text}\n{heard.text}", last.line)
        else:
            utterances.append(heard)
    if all(each.side != "seller" for each in utterances):
        spoken.update(_named(text.split("\n")) - spoken)  # a name may stand before a single line
    speakers = (Speaker(written.get(own, own), known.get(own), lines) for own, lines in spoken.most_common())
    return Log(tuple(utterances), tuple(problems), tuple(each for each in speakers if 0 < len(each.name) <= NAMED))


def _heard(said: _Said, side: Side | None) -> Utterance | Problem:
    text = cleaned(said.text)
    if side is None:
        return _stranger(said.speaker, said.line)
    if not text:
        return Problem(said.line, "silent")
    if len(text) > LONGEST:
        return Problem(said.line, "long")
    return Utterance(side, text, said.line)


def _stranger(speaker: str, line: int) -> Problem:
    name = " ".join(cleaned(speaker).split())
    return Problem(line, "stranger", name if len(name) <= NAME else name[: NAME - 1] + "…")


def _lines(text: str, name: str, known: Names) -> Iterator[_Found]:
    """How it is written shows in how it begins; only where it begins as nothing known does the file's name tell."""
    ending = name.lower().rpartition(".")[2]
    if _columns(_head(text)) is not None:
        return _csv_lines(text)
    if text.lstrip().startswith("{") or ending in ("jsonl", "ndjson"):
        return _json_lines(text)
    if ending in ("csv", "tsv"):
        return _csv_lines(text)
    return _plain_lines(text, known)


def _json_lines(text: str) -> Iterator[_Found]:
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
            yield _Said(speaker, said, number)


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


def _csv_lines(text: str) -> Iterator[_Found]:
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
                yield _Said(row[speaker], row[said], line)
    except csv.Error as error:
        yield Problem(before + 1, "csv", str(error))


def _plain_lines(text: str, known: Names) -> Iterator[_Found]:
    """Lines with who speaks before a colon; a line without goes on with what was said before."""
    lines = text.split("\n")
    often = _named(lines)
    speaker: str | None = None
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        name, said = _prefix(line)
        own = plain(name)
        if own in known or often[own] >= OFTEN:
            speaker = name
            if said:
                yield _Said(speaker, said, number)
        elif speaker is None:
            yield Problem(number, "nameless")
        else:
            yield _Said(speaker, line, number)


def _prefix(line: str) -> tuple[str, str]:
    """Who speaks, by what stands before a colon, and what is said; ('', '') where nothing does."""
    line = line.strip()
    # A head alone is looked at: on a line of thousands of blanks or digits the expression would not come to an end.
    found = PREFIX.match(line[:HEAD])
    return (found["name"], line[found.end() :].strip()) if found else ("", "")


def _named(lines: Iterable[str]) -> Counter[str]:
    """What may be a name, and before how many lines it stands."""
    names = (plain(_prefix(line)[0]) for line in lines)
    return Counter(name for name in names if 0 < len(name) <= NAME)


def plain(name: str) -> str:
    """A name as names are compared: in small letters, without needless blanks."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def called(sellers: Collection[str], customers: Collection[str]) -> Names:
    """Names that the sides go by in one log."""
    return {**dict.fromkeys(sellers, "seller"), **dict.fromkeys(customers, "customer")}


def file_name(path: str) -> str:
    """What a file is called, whatever somebody else's machine puts between folders; at most `LONG_NAME` characters."""
    name = " ".join(cleaned(path.replace("\\", "/").rpartition("/")[2]).split())
    return name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 20]}…{name[-19:]}"
