"""Casebook: the rulings on record, held against what the machine by itself makes of them; and written as content."""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import yaml

from bot.cases import ruled, tried
from bot.rulings import review_of
from state.content.case import Case
from state.content.schemas import schema_line
from state.content.terms import Lang
from state.records.records import Records
from state.records.reviews import Key
from state.records.tables import Session, Turn
from state.records.unit import Unit
from state.scoring.review import Review
from state.troupe import Troupe
from state.understanding.reading import Reader

INSTEAD: dict[Lang, str] = {"zh": "某某", "en": "N. N."}
"""What stands in a written case where the name of somebody on record stood."""


@dataclass(frozen=True)
class Kept:
    """A ruling that stands. talk: of which it is. lang: of the talk."""

    talk: Key
    lang: Lang
    case: Case

    @property
    def name(self) -> str:
        """What it is called in a terminal: by its talk, and reply or criterion."""
        case = self.case
        return "/".join(filter(None, (self.talk[1][:8], str(case.reply or ""), case.criterion or "")))


def rulings(unit: Unit, troupe: Troupe) -> Iterator[Kept]:
    """All rulings that stand, of talks that are not private, in the order of the talks; none of a customer who is gone.

    Whether the machine agrees is not looked at: of each it is said that it does not.
    """
    for talk in unit.ruled_talks():
        session, rows = unit.session(*talk), unit.turns(*talk)
        if session is not None and session.scenario in troupe.customers and rows:
            review = review_of(unit.appeals(*talk), unit.corrections(*talk))
            yield from (Kept(talk, session.lang, case) for case in _cases(session, rows, review))


def replay(records: Records, troupe: Troupe, reader: Reader, now: datetime, *, dry: bool) -> Iterator[tuple[str, bool]]:
    """Try every ruling: a line for each on which the machine does not agree, then a summary; and whether it once did.

    dry: do not keep on which the machine agrees now.
    """
    seen: Counter[str] = Counter()
    with records.unit() as unit:
        found = list(rulings(unit, troupe))
        before = {each.talk: unit.agreed(each.talk) for each in found}
    for each in found:
        verdict = tried(each.case, troupe.customers[each.case.scenario], troupe.rubric, reader)
        once = before[each.talk].get(ruled(each.case).en)
        if verdict.agrees:
            seen["agrees"] += 1
            if once is None and not dry:
                with records.unit() as unit:
                    unit.note_agreed(each.talk, ruled(each.case).en, now)
            continue
        seen["lost" if once is not None else "missed"] += 1
        how = "misses" if once is None else f"no longer agrees (it did on {once:%Y-%m-%d})"
        yield (
            f"{each.name}  {each.case.scenario}  {how}: ruled {ruled(each.case).en}; found {verdict.found.en}",
            bool(once),
        )
    yield (
        f"rulings: {len(found)}; the machine agrees: {seen['agrees']}; still misses: {seen['missed']}; "
        f"no longer agrees: {seen['lost']}",
        False,
    )


def export(records: Records, troupe: Troupe, reader: Reader, folder: Path) -> Iterator[Path]:
    """Write every ruling as a case into a folder, without names; those that are there already stay. The new files.

    reader: the one by which cases are checked. Raises OSError.
    """
    with records.unit() as unit:
        found, names = list(rulings(unit, troupe)), set(unit.names().values())
    folder.mkdir(parents=True, exist_ok=True)
    for each in found:
        case = _nameless(each.case, names, INSTEAD[each.lang])
        verdict = tried(case, troupe.customers[case.scenario], troupe.rubric, reader)
        values = case.model_copy(update={"agrees": verdict.agrees}).model_dump(mode="json", exclude_defaults=True)
        path = folder / f"{_stem(case)}.yaml"
        if path.exists():
            continue
        text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False, width=116)
        path.write_text(f"{schema_line('cases/case')}\n{text}", encoding="utf-8", newline="\n")
        yield path


def _cases(session: Session, rows: Sequence[Turn], review: Review) -> Iterator[Case]:
    numbers = [row.number for row in rows]
    before = {row.number: " ".join(say["text"] for say in last.says) for last, row in pairwise(rows)}
    talk = {
        "scenario": session.scenario,
        "version": session.content_version,
        "seed": session.seed,
        "replies": [row.reply for row in rows],
        "agrees": False,
    }
    for number, moves in review.moves.items():
        if number in numbers:
            reply = numbers.index(number) + 1
            yield Case.model_validate({**talk, "reply": reply, "customer": before.get(number, ""), "moves": moves})
    for criterion, ruling in review.points.items():
        at = numbers.index(ruling.turn) + 1 if ruling.turn in numbers else None
        yield Case.model_validate({**talk, "reply": at, "criterion": criterion, "share": ruling.share})


def _nameless(case: Case, names: Collection[str], instead: str) -> Case:
    """A case in which no name of anybody on record is left. Single characters are no names here."""
    longest = sorted({name.strip() for name in names if len(name.strip()) > 1}, key=len, reverse=True)
    if not longest:
        return case
    # Where a name is of letters, it is one only between other signs: Ann is not in "annual".
    pattern = re.compile("|".join(rf"(?<![A-Za-z]){re.escape(name)}(?![A-Za-z])" for name in longest), re.IGNORECASE)
    replies = tuple(pattern.sub(instead, reply) for reply in case.replies)
    return case.model_copy(update={"replies": replies, "customer": pattern.sub(instead, case.customer)})


def _stem(case: Case) -> str:
    """A file's name: the customer's, and what tells this ruling from all others."""
    about = "\n".join((case.scenario, *case.replies, str(case.reply), ruled(case).en))
    digest = sha256(about.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{case.scenario.replace('/', '_')[:30]}_{digest}"
