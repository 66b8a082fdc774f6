"""Replaying: talks that a version has held, held again by this one, and all in which they come out otherwise."""

import json
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field

from bot.publishing import load_texts, texts_of
from bot.rulings import review_in
from bot.scene import restored, snapshot_of, talk_from
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, Turn, turn_of
from state.dialogue.step import begin, leave, step
from state.records.records import Records
from state.records.tables import Card as CardRow
from state.records.tables import Session
from state.records.tables import Turn as TurnRow
from state.scoring.card import Card, score
from state.scoring.review import Review
from state.scoring.talk import Talk
from state.troupe import Troupe, cast
from tests.histories.recording import BACKUP

FOLDER = Path(__file__).parents[1] / "data" / "histories"
"""A folder for each version, with a backup of its records and what has come out otherwise since."""
VERSION = tomllib.loads((FOLDER.parents[2] / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
NOTES = "changes.yaml"
SHOWN = 8
"""Differences of a talk that are told one by one; the rest as their number and digest."""

Found = Mapping[str, list[str]]
"""Session -> in what it comes out otherwise, a line each."""


class Note(BaseModel):
    """A change made on purpose. since: the version that made it. talks: what comes out otherwise by it."""

    model_config = ConfigDict(extra="forbid")

    since: str = Field(min_length=1)
    why: str = Field(min_length=10)
    talks: dict[str, list[str]]


@dataclass(frozen=True)
class Talked:
    """A talk as the records keep it. unsaid: turns that were taken back. review: what people found of it."""

    session: Session
    rows: list[TurnRow]
    unsaid: list[TurnRow]
    cards: list[CardRow]
    review: Review
    customer: Customer

    @property
    def talk(self) -> Talk:
        """The talk as scoring sees it."""
        return replace(talk_from(self.session, self.customer, self.rows), review=self.review)


@contextmanager
def history(folder: Path, url: str) -> Iterator[Records]:
    """The records of a version, restored into an empty database and brought to this version."""
    with closing(Records(url)) as records:
        records.restore(folder / BACKUP, lambda _table, _rows: None)
        yield records


def talks(records: Records) -> tuple[Troupe, list[Talked]]:
    """All talks of the records, with the customers as they were then, and the rubric by which they were scored."""
    with records.unit() as unit:
        live = unit.live()
        assert live is not None
        library, problems = load_texts(texts_of(unit, live))
        assert library is not None, "\n".join(problem.render() for problem in problems)
        troupe, found = cast(library), list[Talked]()
        for key in unit.held_by():
            session = unit.session(*key)
            assert session is not None
            assert live.customers[session.scenario] == session.content_version
            rows, unsaid = unit.turns(*key), unit.turns(*key, taken_back=True)
            customer = troupe.customers[session.scenario]
            found.append(Talked(session, rows, unsaid, unit.cards_of(*key), review_in(unit, *key), customer))
    return troupe, found


def differences(talked: Talked, troupe: Troupe) -> list[str]:
    """In what a talk comes out otherwise: turn by turn, as it stood in the end, and on its first and last card.

    What was read of each reply is as it was read then.
    """
    lines = [*_turns(talked), *_cards(talked, troupe)]
    if len(lines) <= SHOWN:
        return lines
    rest = lines[SHOWN:]
    digest = blake2b("\n".join(rest).encode(), digest_size=6).hexdigest()
    return [*lines[:SHOWN], f"and {len(rest)} more, {digest}"]


def _turns(talked: Talked) -> Iterator[str]:
    session, customer = talked.session, talked.customer
    first = bool((session.preparation or {}).get("spoke_first"))
    at = begin(customer, session.seed, session.started_at, spoken_to=first).snapshot
    unsaid = {row.number: row for row in talked.unsaid}
    turns = restored(talked.rows, at.meters)
    for turn in turns:
        if at.outcome is not None:
            yield f"turn {turn.number}: the talk is over before it"
            return
        if turn.number in unsaid:
            [other] = restored([unsaid[turn.number]], at.meters)
            yield from _again(customer, at, other, f"turn {turn.number}, taken back,")[1]
        at, told = _again(customer, at, turn, f"turn {turn.number}")
        yield from told
    end = snapshot_of(session)
    if end.outcome == "left":
        at = leave(at, end.at)
    yield from _apart(end.model_dump(mode="json"), at.model_dump(mode="json"), "in the end")


def _again(customer: Customer, before: Snapshot, turn: Turn, name: str) -> tuple[Snapshot, list[str]]:
    heard = Heard(reply=turn.reply, reading=turn.reading, interrupted=turn.interrupted)
    taken = step(customer, before, heard, turn.at)
    made = turn_of(before, heard, taken)
    return taken.snapshot, list(_apart(turn.model_dump(mode="json"), made.model_dump(mode="json"), name))


def _cards(talked: Talked, troupe: Troupe) -> Iterator[str]:
    """Of the first card, which is the machine's own, and of the last, with what people found."""
    if not talked.cards:
        return
    newest, *_, oldest = talked.cards * 2
    for row, talk in {oldest.number: (oldest, talked.talk.unreviewed), newest.number: (newest, talked.talk)}.values():
        kept = Card.model_validate(row.body)
        assert kept.rubric == troupe.rubric.version
        new = score(talk, troupe.rubric)
        yield from _apart(kept.model_dump(mode="json"), new.model_dump(mode="json"), f"card {row.number}")


def _apart(old: Any, new: Any, where: str) -> Iterator[str]:
    """In what two documents differ, each place with what stands there."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in {**old, **new}:
            yield from _apart(old.get(key), new.get(key), f"{where} {key}")
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for place, (one, other) in enumerate(zip(old, new, strict=True), start=1):
            yield from _apart(one, other, f"{where} {place}")
    elif old != new:
        yield f"{where}: {json.dumps(old, ensure_ascii=False)} -> {json.dumps(new, ensure_ascii=False)}"


def notes(folder: Path) -> list[Note]:
    """What has been changed on purpose since a version."""
    file = folder / NOTES
    if not file.is_file():
        return []
    return [Note.model_validate(note) for note in yaml.safe_load(file.read_text(encoding="utf-8")) or []]


def surprises(found: Found, noted: list[Note]) -> list[str]:
    """What comes out otherwise and is not noted, and what is noted and does not."""
    said = [(session, line) for note in noted for session, lines in note.talks.items() for line in lines]
    seen = [(session, line) for session, lines in found.items() for line in lines]
    return [
        *(f"{session}: {line}" for session, line in seen if (session, line) not in said),
        *(f"{session}: noted, and not so: {line}" for session, line in said if (session, line) not in seen),
        *(f"{session}: noted twice: {line}" for session, line in sorted(set(said)) if said.count((session, line)) > 1),
    ]


def as_note(found: Found, version: str) -> str:
    """Differences as a note to be put into `changes.yaml`, once it says why."""
    note = {"since": version, "why": "", "talks": {session: lines for session, lines in found.items() if lines}}
    return yaml.safe_dump([note], allow_unicode=True, sort_keys=False, width=120)
