"""Score cards: every point with the turn, the quoted words and the criterion that it comes from."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from state.content.objection import Objection
from state.content.rubric import Criterion, Group, HelpCosts, Penalty, Rubric, RubricStep
from state.content.terms import Mode, Move, Outcome, StepId, Unearned
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn, Value
from state.scoring.credit import Void, credited
from state.scoring.finding import NOT_RATED, Finding
from state.scoring.talk import Level, Talk, slipped
from state.scoring.tests import TESTS

LOW = 20
"""The score below which mistakes cost less and less: nobody falls under zero, and whoever does better stands higher."""
PREPARATION: StepId = "a"
SHAKY = 0.5
"""Share of a step's points under which it is what must be worked on before any later one."""


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


class Uncounted(Value):
    """Words that earned nothing, why, and what they cost besides, in points of the whole score. turn: from 1."""

    why: Unearned
    turn: int
    quote: str
    cost: int


class Slip(Value):
    """A mistake and what it cost, in points of the whole score."""

    move: Move
    turn: int
    quote: str
    cost: int


class Aid(Value):
    """Help that was had and what it cost, in points of the whole score.

    turn: the reply before which a hint was given, with its level and step; without them, the reply that was taken back.
    """

    turn: int
    cost: int
    level: Level | None = None
    step: StepId | None = None


class Card(Value):
    """A score card. score: 0–100. turning: the turn in which trust moved most. focus: the criterion to work on next.

    instead: the move that would have earned the focus's points, for the model reply; weakest: the turn to say it in.
    machine: the score without what people found; None where nobody found anything. alone: without it, each criterion of
    which people found something or that comes out otherwise for what they found.
    """

    score: Annotated[int, Field(ge=0, le=100)]
    outcome: Outcome | None
    steps: tuple[Part, ...]
    groups: tuple[Part, ...]
    mistakes: tuple[Slip, ...]
    uncounted: tuple[Uncounted, ...] = ()
    mode: Mode = "practice"
    help: tuple[Aid, ...] = ()
    turning: int | None
    focus: str | None
    instead: Move | None
    weakest: int | None
    rubric: int
    machine: int | None = None
    alone: tuple[Judged, ...] = ()

    @property
    def judged(self) -> list[Judged]:
        """All criteria as judged, in their order."""
        return [judged for part in (*self.steps, *self.groups) for judged in part.criteria]

    def by_machine(self, criterion: str) -> Judged | None:
        """A criterion as the machine alone judges it; None where people found nothing that bears on it."""
        return next((each for each in self.alone if each.criterion == criterion), None)

    @property
    def asked(self) -> list[str]:
        """The criteria that were asked, in their order."""
        return [judged.criterion for judged in self.judged]


def score(talk: Talk, rubric: Rubric) -> Card:
    """Score a talk. The same talk on the same rubric always gives the same card.

    What people found holds: a reply makes the moves, and a criterion earns the share, that they say.
    """
    card = _scored(talk.reviewed, rubric)
    if not talk.review:
        return card
    alone = _scored(talk.unreviewed, rubric)
    shares = {judged.criterion: judged.share for judged in card.judged}
    differing = (
        each
        for each in alone.judged
        if each.criterion in talk.review.points or each.share != shares.get(each.criterion)
    )
    return card.model_copy(update={"machine": alone.score, "alone": tuple(differing)})


def _scored(talk: Talk, rubric: Rubric) -> Card:
    turns, voids = credited(talk.turns, talk.customer.scenario.models.values())
    counted = replace(talk, turns=turns)
    steps = tuple(_part(step, counted) for step in rubric.steps)
    groups = tuple(_part(group, counted) for group in rubric.groups if applying(group, talk.customer))
    rated = [part for part in (*steps, *groups) if part.share is not None]
    total = sum(part.weight for part in rated)
    earned = sum(part.weight * (part.share or 0.0) for part in rated) / total * 100 if total else 0.0
    slips = tuple(_slips(talk, rubric))
    aids = tuple(_aids(talk, rubric.help))
    uncounted = tuple(_uncounted(voids, rubric.unearned))
    cost = sum(of.cost for of in slips) + sum(of.cost for of in uncounted) + sum(of.cost for of in aids)
    focus = _focus(steps, groups)
    return Card(
        score=round(_softened(earned, cost)),
        outcome=talk.end.outcome,
        steps=steps,
        groups=groups,
        mistakes=slips,
        uncounted=uncounted,
        mode=talk.mode,
        help=aids,
        turning=_turning(talk.turns),
        focus=focus.criterion if focus else None,
        instead=_instead(rubric.criterion(focus.criterion), talk) if focus else None,
        weakest=focus.turn if focus else None,
        rubric=rubric.version,
    )


def _softened(earned: float, cost: float) -> float:
    """What is left of earned points, 0–100, when mistakes cost so many, 0 or more.

    Below `LOW` each further point costs less, so that no two talks are bad alike.
    """
    low = min(LOW, earned)
    left = earned - cost
    return left if left >= low else low * math.exp(left / low - 1) if low else 0.0


def _uncounted(voids: Iterable[Void], penalties: Mapping[Unearned, Penalty]) -> Iterator[Uncounted]:
    before = set[Unearned]()
    for void in voids:
        penalty = penalties[void.why]
        cost = penalty.again if void.why in before else penalty.first
        before.add(void.why)
        yield Uncounted(why=void.why, turn=void.turn, quote=void.quote, cost=cost)


def cost_of(level: Level, costs: HelpCosts) -> int:
    """What a hint of this level costs, in points of the whole score."""
    return {"principle": costs.principle, "direction": costs.direction, "example": costs.example}[level]


def weight_of(part: RubricStep | Group, objection: Objection) -> float:
    """How much a step or a group counts, relative to the others, where the customer raises this objection."""
    return round(part.weight * (objection.weights.get(part.id, 1.0) if isinstance(part, RubricStep) else 1.0), 3)


def applying(part: RubricStep | Group, customer: Customer) -> tuple[Criterion, ...]:
    """The criteria of a step or a group that apply to this kind of objection and this customer."""
    kind, scenario = customer.objection.id, customer.scenario
    return tuple(
        criterion
        for criterion in part.criteria
        if (criterion.only is None or kind in criterion.only)
        and (scenario.people or not criterion.company)
        and (scenario.telephone or not criterion.telephone)
        and (scenario.second or not criterion.second)
    )


def _part(step: RubricStep | Group, talk: Talk) -> Part:
    objection = talk.customer.objection
    judged = tuple(_judge(criterion, talk) for criterion in applying(step, talk.customer))
    rated = [item for item in judged if item.share is not None]
    points, of = sum(item.points for item in rated), sum(item.of for item in rated)
    share = points / of if of else None
    weight = weight_of(step, objection)
    return Part(id=step.id, share=share, points=round(points, 1), of=of, weight=weight, criteria=judged)


def _judge(criterion: Criterion, talk: Talk) -> Judged:
    finding = _finding(criterion, talk)
    return Judged(
        criterion=criterion.id,
        share=finding.share,
        points=round((finding.share or 0.0) * criterion.points, 2),
        of=criterion.points,
        turn=finding.turn.number if finding.turn else None,
        quote=_quote(finding),
    )


def _finding(criterion: Criterion, talk: Talk) -> Finding:
    if criterion.id in talk.unrated:
        return NOT_RATED
    return _found(criterion, talk) if criterion.id in talk.review.points else TESTS[criterion.test](talk, criterion)


def _found(criterion: Criterion, talk: Talk) -> Finding:
    """What a person found against the test, quoting the turn that was named, if one was."""
    ruling = talk.review.points[criterion.id]
    return Finding(ruling.share, next((turn for turn in talk.turns if turn.number == ruling.turn), None))


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


def _aids(talk: Talk, costs: HelpCosts) -> Iterable[Aid]:
    for hint in talk.help.hints:
        yield Aid(turn=hint.turn, cost=cost_of(hint.level, costs), level=hint.level, step=hint.step)
    if talk.help.retry is not None:
        yield Aid(turn=talk.help.retry, cost=costs.retry)


def _turning(turns: Sequence[Turn]) -> int | None:
    """The turn in which trust moved most, either way; None where it never moved."""
    if not turns:
        return None
    turn = max(turns, key=lambda turn: abs(turn.after.trust - turn.before.trust))
    return turn.number if turn.after.trust != turn.before.trust else None


def _focus(steps: Sequence[Part], groups: Sequence[Part]) -> Judged | None:
    """The criterion whose missing points cost most: in the first step of which less than half was won, else in all.

    The steps build on each other (提高篇 五 3): who has not listened gains nothing by a better solution. Preparation
    does not go before them: a bad guess can be made good in the talk.
    """
    rated = [part for part in (*steps, *groups) if part.share is not None]
    shaky = [part for part in steps if part.id != PREPARATION and part.share is not None and part.share < SHAKY]
    lost = [
        ((item.of - item.points) / part.of * part.weight, item)
        for part in shaky[:1] or rated
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
    elif criterion.test == "found_decider":
        wanted = ("map_decision",)
    elif criterion.test in ("not_chased", "confided"):
        wanted = ("isolate",)
    elif criterion.test in ("eased", "met_second", "won_each", "brought_proof", "consensus", "not_canned"):
        wanted = ("evidence", "solution", "reassure", "benefit")
    elif criterion.test == "suits":
        wanted = talk.customer.persona.fit.suits
    elif criterion.test in ("carried_through", "not_recited"):
        wanted = ("benefit",)
    return next((move for move in wanted if move in talk.customer.scenario.models), None)
