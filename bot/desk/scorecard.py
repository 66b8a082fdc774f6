"""The score card beside a talk: every criterion with its points, its reason, and the reply that showed it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from bot.card import advice
from bot.citing import cited
from bot.missing import missed
from bot.texts import Texts
from state.content.rubric import Rubric
from state.scoring.card import Card, Judged, Part
from state.scoring.review import By, Review

Verdict = Literal["yes", "part", "no", "unrated"]


@dataclass(frozen=True)
class Item:
    """A criterion as judged. turn: the reply that shows it, if one does.

    ruled: by whom it was decided against the machine, if it was; why: in the coach's words.
    """

    id: str
    verdict: Verdict
    reason: str
    section: str
    points: float
    of: int
    turn: int | None
    quote: str
    ruled: By | None
    why: str


@dataclass(frozen=True)
class Section:
    """A step or a group. letter: the step's; '' for a group. share: None if it was not rated."""

    letter: str
    name: str
    share: float | None
    points: float
    of: int
    items: Sequence[Item]


@dataclass(frozen=True)
class Loss:
    """Points of the whole score that a mistake, words that count for nothing, or help cost."""

    reason: str
    cost: int
    turn: int
    quote: str


@dataclass(frozen=True)
class Shown:
    """A score card as the desk shows it. advice: the one thing to do differently; '' if there is none.

    machine: the score without what people found; None where they found nothing.
    """

    score: int
    band: str
    sections: Sequence[Section]
    losses: Sequence[Loss]
    advice: str
    turning: int | None
    machine: int | None


def shown(say: Texts, card: Card, rubric: Rubric, review: Review) -> Shown | None:
    """A score card, None where the rubric no longer knows what it speaks of. review: what people found of the talk."""
    known = {criterion.id for part in rubric.parts for criterion in part.criteria}
    parts = {part.id for part in rubric.parts}
    if not set(card.asked) <= known or not {part.id for part in (*card.steps, *card.groups)} <= parts:
        return None
    if any(slip.move not in rubric.mistakes for slip in card.mistakes):
        return None
    return Shown(
        score=card.score,
        band=rubric.band(card.score).name[say.lang],
        sections=[_section(say, part, rubric, review) for part in (*card.steps, *card.groups)],
        losses=list(_losses(say, card, rubric)),
        advice=advice(rubric, card.focus, say.lang) if card.focus is not None else "",
        turning=card.turning,
        machine=card.machine,
    )


def _section(say: Texts, part: Part, rubric: Rubric, review: Review) -> Section:
    entry = next(entry for entry in rubric.parts if entry.id == part.id)
    letter = part.id if len(part.id) == 1 else ""
    items = [_item(say, judged, rubric, review) for judged in part.criteria]
    return Section(letter, entry.name[say.lang], part.share, part.points, part.of, items)


def _item(say: Texts, judged: Judged, rubric: Rubric, review: Review) -> Item:
    criterion, share = rubric.criterion(judged.criterion), judged.share
    verdict: Verdict = "unrated" if share is None else "yes" if share >= 1 else "part" if share > 0 else "no"
    if verdict == "unrated":
        reason = criterion.asks[say.lang]
    else:
        reason = criterion.yes[say.lang] if verdict == "yes" else missed(say, criterion, judged)
    ruling = review.points.get(judged.criterion)
    return Item(
        judged.criterion,
        verdict,
        reason,
        cited(criterion.section, say.lang),
        judged.points,
        judged.of,
        judged.turn,
        judged.quote,
        ruling.by if ruling is not None else None,
        ruling.reason if ruling is not None else "",
    )


def _losses(say: Texts, card: Card, rubric: Rubric) -> Iterator[Loss]:
    for slip in card.mistakes:
        yield Loss(rubric.mistakes[slip.move].reason[say.lang], slip.cost, slip.turn, slip.quote)
    for void in card.uncounted:
        yield Loss(rubric.unearned[void.why].reason[say.lang], void.cost, void.turn, void.quote)
    for aid in card.help:
        yield Loss(say("desk-card-hint" if aid.level is not None else "desk-card-retry"), aid.cost, aid.turn, "")
