"""FAB: how far a talk carried the product from its features to what this listener gains (提高篇 九)."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from state.content.scenario import Scenario
from state.content.terms import Move, Role
from state.dialogue.snapshot import Turn
from state.scoring.credit import credited
from state.scoring.gains import Gain, gains_in, speaks_to
from state.scoring.quoting import Shown, shown, surely
from state.scoring.talk import Talk

LINKS: tuple[Move, ...] = ("feature", "advantage", "benefit")
Gap = Literal["stopped_at_feature", "stopped_at_advantage", "only_proved", "no_feature", "no_advantage"]


@dataclass(frozen=True, slots=True)
class Chain:
    """The product carried towards a gain. links: those that are there, in order, in one reply or two neighbouring ones.

    gap: what it lacks, the end before the middle and the beginning; None: it is whole. `only_proved`: there is proof,
        which the rubric takes for the end of a chain, but no word of what the listener gains.
    gains: what the reply with the benefit promises, as far as its words are known.
    speaks: whether any of it is the business of somebody who listens; None if that cannot be told.
    """

    links: tuple[Shown, ...]
    gap: Gap | None
    gains: frozenset[Gain] = frozenset()
    speaks: bool | None = None


def listener(gains: frozenset[Gain], scenario: Scenario) -> Role | None:
    """For whom of those who listen these gains are: the first whose business any of them is, else the main speaker."""
    roles = scenario.listeners
    return next((role for role in roles if speaks_to(gains, role)), roles[0] if roles else None)


def best_chain(talk: Talk) -> Chain | None:
    """The chain that comes nearest to a gain for this listener; None if nobody spoke of the product.

    Words that earn nothing make no link.
    """
    return max(_chains(talk), key=_worth, default=None)


def _chains(talk: Talk) -> Iterator[Chain]:
    counted, _ = credited(talk.turns, talk.customer.scenario.models.values())
    for turn in counted:
        yield from _chain(talk, (turn,))
    for pair in pairwise(counted):
        yield from _chain(talk, pair)


def _chain(talk: Talk, turns: tuple[Turn, ...]) -> Iterator[Chain]:
    """The chain that begins in the first of some turns, if one does: no link comes before one that it rests on."""
    links, left = list[Shown](), list(turns)
    for move in LINKS:
        place = next((place for place, turn in enumerate(left) if surely(turn, move)), None)
        if place is not None:
            left = left[place:]
            links.append(shown(left[0], move))
    made = [link.move for link in links]
    if not links or made == ["benefit"] or links[0].turn != turns[0].number:
        return
    gains = frozenset[Gain]()
    if made[-1] == "benefit":
        gains = gains_in(left[0].reply, left[0].reading.lang)
    proved = any(surely(turn, "evidence") for turn in left)
    speaks = speaks_to(gains, listener(gains, talk.customer.scenario))
    yield Chain(tuple(links), _gap(made, proved=proved), gains, speaks)


def _gap(made: list[Move], *, proved: bool) -> Gap | None:
    if made[-1] != "benefit" and proved:
        return "only_proved"
    if made[-1] != "benefit":
        return "stopped_at_advantage" if made[-1] == "advantage" else "stopped_at_feature"
    if "advantage" not in made:
        return "no_advantage"
    return None if "feature" in made else "no_feature"


def _worth(chain: Chain) -> tuple[bool, int, bool, bool]:
    """Reaching a gain counts most, then how whole the chain is, whom it speaks to, and whether one reply says it."""
    reaches = chain.links[-1].move == "benefit"
    return reaches, len(chain.links), chain.speaks is True, chain.links[0].turn == chain.links[-1].turn
