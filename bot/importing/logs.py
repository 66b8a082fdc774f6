"""Logs: a conversation as it was written down elsewhere, read as who said what; a bad line is named and passed over."""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Literal

from bot.cleaning import cleaned
from bot.importing.faults import LARGEST, LONGEST, MOST, BadLog, Problem
from bot.importing.written import NAME, Said, lines_of, named, plain, unified

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
LONG_NAME = 100  # characters of a file's name that are kept
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


def parsed(text: str, name: str = "", names: Names | None = None) -> Log:
    """Read a conversation, whether it can be scored or not, as `read_log` does. Raises BadLog."""
    known = {**NAMES, **{plain(own): side for own, side in (names or {}).items()}}
    utterances, problems = list[Utterance](), list[Problem]()
    spoken, written = Counter[str](), dict[str, str]()
    for found in lines_of(text, name, known):
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
        spoken.update(named(text.split("\n")) - spoken)  # a name may stand before a single line
    speakers = (Speaker(written.get(own, own), known.get(own), lines) for own, lines in spoken.most_common())
    return Log(tuple(utterances), tuple(problems), tuple(each for each in speakers if 0 < len(each.name) <= NAMED))


def _heard(said: Said, side: Side | None) -> Utterance | Problem:
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


def called(sellers: Collection[str], customers: Collection[str]) -> Names:
    """Names that the sides go by in one log."""
    return {**dict.fromkeys(sellers, "seller"), **dict.fromkeys(customers, "customer")}


def file_name(path: str) -> str:
    """What a file is called, whatever somebody else's machine puts between folders; at most `LONG_NAME` characters."""
    name = " ".join(cleaned(path.replace("\\", "/").rpartition("/")[2]).split())
    return name if len(name) <= LONG_NAME else f"{name[: LONG_NAME - 20]}…{name[-19:]}"
