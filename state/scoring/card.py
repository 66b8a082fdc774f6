"""Score cards: every point with the turn, the quoted words and the criterion that it comes from."""

from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import Field

from state.content.rubric import Criterion, Group, Rubric, RubricStep
from state.content.terms import Move, ObjectionKind, Outcome
from state.dialogue.snapshot import Turn, Value
from state.scoring.talk import Talk, slipped
from state.scoring.tests import TESTS, Finding


class Judged(Value):
    """A criterion as judged. share: 0.0–1.0, None if it is not rated. turn: from 1. quote: words of that reply."""

    criterion: str
    share: float | None
    points: float
    of: int
    turn: int | None = None
    quote: str = ""


class Part(Value):
    """A handling step or a group. share: its points won of those that could be, None if nothing was rated."""

    id: str
    share: float | None
    points: float
    of: int
    weight: float
    criteria: tuple[Judged, ...]


class Slip(Value):
    """A mistake and what it cost, in points of the whole score."""

    move: Move
    turn: int
    quote: str
    cost: int


class Card(Value):
    """A score card. score: 0–100. turning: the turn in which trust moved most. focus: the criterion to work on next.

    instead: the move that would have earned the focus's points, for the model reply; weakest: the turn to say it in.
    """

    score: Annotated[int, Field(ge=0, le=100)]
    outcome: Outcome | None
    steps: tuple[Part, ...]
    groups: tuple[Part, ...]
    mistakes: tuple[Slip, ...]
    turning: int | None
    focus: str | None
    instead: Move | None
    weakest: int | None
    rubric: int


def score(talk: Talk, rubric: Rubric) -> Card:
    """Score a talk. The same talk on the same rubric always gives the same card."""
    kind = talk.customer.objection.id
    weights = talk.customer.objection.weights
    steps = tuple(_part(step, step.weight * weights.get(step.id, 1.0), talk, kind) for step in rubric.steps)
    groups = tuple(_part(group, group.weight, talk, kind) for group in rubric.groups)
    rated = [part for part in (*steps, *groups) if part.share is not None]
    total = sum(part.weight for part in rated)
    earned = sum(part.weight * (part.share or 0.0) for part in rated) / total * 100 if total else 0.0
    slips = tuple(_slips(talk, rubric))
    focus = _focus(rated)
    return Card(
        score=max(0, min(100, round(earned - sum(slip.cost for slip in slips)))),
        outcome=talk.end.outcome,
        steps=steps,
        groups=groups,
        mistakes=slips,
        turning=_turning(talk.turns),
        focus=focus.criterion if focus else None,
        instead=_instead(rubric.criterion(focus.criterion), talk) if focus else None,
        weakest=focus.turn if focus else None,
        rubric=rubric.version,
    )


def _part(step: RubricStep | Group, weight: float, talk: Talk, kind: ObjectionKind) -> Part:
    judged = tuple(
        _judge(criterion, talk) for criterion in step.criteria if criterion.only is None or kind in criterion.only
    )
    rated = [item for item in judged if item.share is not None]
    points, of = sum(item.points for item in rated), sum(item.of for item in rated)
    share = points / of if of else None
    return Part(id=step.id, share=share, points=round(points, 1), of=of, weight=round(weight, 3), criteria=judged)


def _judge(criterion: Criterion, talk: Talk) -> Judged:
    finding = TESTS[criterion.test](talk, criterion)
    return Judged(
        criterion=criterion.id,
        share=finding.share,
        points=round((finding.share or 0.0) * criterion.points, 2),
        of=criterion.points,
        turn=finding.turn.number if finding.turn else None,
        quote=_quote(finding),
    )


def _quote(finding: Finding) -> str:
    if finding.turn is None:
        return ""
    return quoted(finding.turn, finding.move)


def quoted(turn: Turn, move: Move | None) -> str:
    """The words of a reply that showed a move; the whole reply where it is not known which did."""
    start, end = turn.reading.spans.get(move, (0, len(turn.reply))) if move else (0, len(turn.reply))
    return turn.reply[start:end].strip() or turn.reply


def _slips(talk: Talk, rubric: Rubric) -> Iterable[Slip]:
    made: set[Move] = set()
    for turn in talk.turns:
        for move, penalty in rubric.mistakes.items():
            if slipped(turn, (move,)):
                cost = penalty.again if move in made else penalty.first
                made.add(move)
                yield Slip(move=move, turn=turn.number, quote=quoted(turn, move), cost=cost)


def _turning(turns: Sequence[Turn]) -> int | None:
    """The turn in which trust moved most, either way; None where it never moved."""
    if not turns:
        return None
    turn = max(turns, key=lambda turn: abs(turn.after.trust - turn.before.trust))
    return turn.number if turn.after.trust != turn.before.trust else None


def _focus(parts: Iterable[Part]) -> Judged | None:
    """The criterion whose missing points cost the whole score most, if any is missing."""
    lost = [
        ((item.of - item.points) / part.of * part.weight, item)
        for part in parts
        for item in part.criteria
        if item.share is not None and item.share < 1
    ]
    return max(lost, key=lambda pair: pair[0])[1] if lost else None


def _instead(criterion: Criterion, talk: Talk) -> Move | None:
    """A move that would have earned the criterion and for which the scenario has a model reply."""
    wanted: tuple[Move, ...] = criterion.moves
    if criterion.test in ("never", "sober", "calm", "first_reply"):
        wanted = ("acknowledge",)
    elif criterion.test in ("learnt_key", "named_kind", "named_concern", "expected"):
        wanted = ("open_question",)
    elif criterion.test in ("not_chased", "confided"):
        wanted = ("isolate",)
    elif criterion.test in ("eased", "brought_proof", "consensus", "not_canned"):
        wanted = ("evidence", "solution", "reassure", "benefit")
    elif criterion.test == "suits":
        wanted = talk.customer.persona.fit.suits
    elif criterion.test == "carried_through":
        wanted = ("benefit",)
    return next((move for move in wanted if move in talk.customer.scenario.models), None)
