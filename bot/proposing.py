"""Proposing: replies that people judged in the machine's place, as examples for it once an admin accepts them.

What a coach corrected says all that a reply does. What was upheld on appeal says that a criterion was met: where its
test goes by moves, one of these was missed (or, of mistakes, wrongly read); where it goes by more, whoever decides has
to correct the reply's moves.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import get_args

from state.content.examples import Examples, LabelledReply
from state.content.rubric import Criterion, Rubric
from state.content.terms import MOVES, Lang, Move
from state.records.reviewing import Correction
from state.records.schooling import Fate, Ruled
from state.records.tables import Appeal, Session, Turn
from state.records.unit import Unit
from state.troupe import Troupe

NAMED = 8
"""Characters of a talk's id by which a reply is named, as `1f0c6b2e/3`."""
UNMADE = ("never", "sober")
"""The tests whose moves are mistakes: whoever is upheld did not make them."""


class Undecidable(Exception):
    """An example that cannot be decided about so; nothing has happened then. why: `gone` or `move`."""

    def __init__(self, why: str, name: str = "") -> None:
        super().__init__(why)
        self.why, self.name = why, name


@dataclass(frozen=True)
class Proposal:
    """A reply that may become an example.

    customer: what was said before it, '' before the first reply. read: what the machine read in it. moves: all that it
    makes, empty as long as that is not known. choices: one of these was missed; it is for who accepts to say which.
    criterion: upheld on appeal; '' where a coach corrected the moves.
    """

    row: Correction | Appeal
    session: Session
    turn: Turn
    customer: str
    read: tuple[Move, ...]
    moves: tuple[Move, ...]
    choices: tuple[Move, ...] = ()

    @property
    def criterion(self) -> str:
        """Which criterion was upheld on appeal."""
        return self.row.criterion if isinstance(self.row, Appeal) else ""

    @property
    def name(self) -> str:
        """What it is called in commands, as `1f0c6b2e/3` or `1f0c6b2e/3/isolated`."""
        return "/".join(filter(None, (self.session.id[:NAMED], str(self.turn.number), self.criterion)))

    @property
    def key(self) -> str:
        """What tells it from all others."""
        return "/".join(filter(None, (self.session.user_id, self.session.id, str(self.turn.number), self.criterion)))

    @property
    def by(self) -> str:
        """Who judged so; '' once that is forgotten."""
        row = self.row
        return (row.decided_by if isinstance(row, Appeal) else row.by) or ""

    @property
    def at(self) -> datetime:
        """When it was judged so."""
        row = self.row
        return row.decided_at or row.made_at if isinstance(row, Appeal) else row.at

    @property
    def reason(self) -> str:
        """Why, in the words of who judged; '' if there is none."""
        row = self.row
        return (row.note or "") if isinstance(row, Appeal) else row.reason

    def with_move(self, move: Move | None) -> tuple[Move, ...]:
        """All that it makes, if this is the move that was missed. Raises Undecidable if that is needed and is none."""
        if not self.choices:
            if not self.moves:
                raise Undecidable("move", self.name)
            return self.moves
        if move not in self.choices:
            raise Undecidable("move", self.name)
        return _ordered({*self.read, move} - {"other"})


def proposals(unit: Unit, rubric: Rubric) -> list[Proposal]:
    """All of them, whatever became of them, in the order in which they were judged."""
    corrected = [_corrected(each) for each in unit.corrected_replies()]
    said = {(each.session.user_id, each.session.id, each.turn.number) for each in corrected}
    criteria = {each.id: each for part in rubric.parts for each in part.criteria}
    upheld = list[Proposal]()
    for each in unit.upheld_replies():
        assert isinstance(each.ruling, Appeal)
        whole = (each.session.user_id, each.session.id, each.turn.number) in said  # a coach has said all that it does
        criterion = criteria.get(each.ruling.criterion)
        found = _upheld(each, each.ruling, criterion) if criterion is not None and not whole else None
        upheld += [found] if found is not None else []
    return sorted([*corrected, *upheld], key=lambda each: each.at)


def waiting(unit: Unit, rubric: Rubric) -> list[Proposal]:
    """Those about which nobody has decided yet."""
    return [each for each in proposals(unit, rubric) if each.row.example is None]


def decide(chosen: Mapping[str, Move | None], among: Sequence[Proposal], fate: Fate, by: str, now: datetime) -> None:
    """Accept or refuse some of those that wait. chosen: by key, with the move that was missed where that is asked.

    Raises Undecidable: one does not wait, or it is not known what it makes; nothing has happened then.
    """
    known = {each.key: each for each in among}
    if not chosen or not chosen.keys() <= known.keys():
        raise Undecidable("gone")
    moves = {key: known[key].with_move(move) for key, move in chosen.items()} if fate == "accepted" else {}
    for key in chosen:
        row = known[key].row
        row.example, row.example_by, row.example_at = fate, by, now
        if isinstance(row, Appeal):
            row.moves = list(moves[key]) if key in moves else None


def undo(keys: Sequence[str], among: Sequence[Proposal], taught_at: datetime | None) -> None:
    """Let some be undecided again. taught_at: up to when what was accepted has been learnt by the head in use.

    Raises Undecidable: one has not been decided, or is learnt; nothing has happened then.
    """
    known = {each.key: each for each in among if each.row.example is not None and not is_learnt(each, taught_at)}
    if not keys or not known.keys() >= set(keys):
        raise Undecidable("gone")
    for key in keys:
        row = known[key].row
        row.example = row.example_by = row.example_at = None
        if isinstance(row, Appeal):
            row.moves = None


def is_learnt(proposal: Proposal, taught_at: datetime | None) -> bool:
    """Whether a head that learnt what was accepted up to then has learnt this one."""
    row = proposal.row
    if row.example != "accepted" or row.example_at is None or taught_at is None:
        return False
    return row.example_at <= taught_at


def accepted(unit: Unit, troupe: Troupe, until: datetime | None = None) -> dict[Lang, list[Proposal]]:
    """Those that were accepted (up to a time), by language; none of a customer who is gone."""
    found = [
        each
        for each in proposals(unit, troupe.rubric)
        if each.row.example == "accepted"
        and each.session.scenario in troupe.customers
        and (until is None or each.row.example_at is None or each.row.example_at <= until)
    ]
    return {lang: [each for each in found if each.session.lang == lang] for lang in get_args(Lang)}


def digest(replies: Mapping[Lang, Sequence[Proposal]]) -> str:
    """What tells whether these are the same replies, taken for the same."""
    lines = sorted(f"{each.key} {each.turn.reply} {' '.join(each.moves)}" for of in replies.values() for each in of)
    return sha256("\n".join(lines).encode("utf-8", "replace")).hexdigest()


def examples_of(replies: Mapping[Lang, Sequence[Proposal]], troupe: Troupe) -> list[Examples]:
    """These as labelled replies, of one voice a language, `coaches_zh` or `coaches_en`."""
    return [
        Examples(
            author=f"coaches_{lang}",
            lang=lang,
            replies=tuple(_labelled(each, f"coaches_{lang}-{i:03}", troupe) for i, each in enumerate(found, start=1)),
        )
        for lang, found in replies.items()
        if found
    ]


def _corrected(each: Ruled) -> Proposal:
    assert isinstance(each.ruling, Correction)
    moves = _ordered(set(each.ruling.moves or ()))
    return Proposal(each.ruling, each.session, each.turn, each.customer, _read(each.turn), moves)


def _upheld(each: Ruled, appeal: Appeal, criterion: Criterion) -> Proposal | None:
    """What an upheld appeal proposes; None if the reply was read as the ruling has it: then nothing is to be learnt."""
    read, asked = _read(each.turn), set(criterion.moves)
    choices, moves = tuple[Move, ...](), tuple[Move, ...]()
    if criterion.test in UNMADE:
        if not asked & set(read):
            return None
        moves = _ordered(set(read) - asked)
    elif asked:
        if asked & set(read):
            return None
        choices = tuple(move for move in MOVES if move in asked)
        moves = _ordered({*read, *choices} - {"other"}) if len(choices) == 1 else ()
    if appeal.example == "accepted":
        moves = _ordered(set(appeal.moves or ()))
    return Proposal(appeal, each.session, each.turn, each.customer, read, moves, choices if len(choices) > 1 else ())


def _read(turn: Turn) -> tuple[Move, ...]:
    return _ordered(set(turn.reading.get("moves", {})))


def _ordered(moves: Collection[str]) -> tuple[Move, ...]:
    return tuple(move for move in MOVES if move in moves) or ("other",)


def _labelled(each: Proposal, name: str, troupe: Troupe) -> LabelledReply:
    scenario = troupe.customers[each.session.scenario].scenario
    return LabelledReply(
        id=name,
        persona=scenario.persona,
        objection=scenario.objection,
        customer=each.customer,
        reply=each.turn.reply,
        moves=each.moves,
    )
