"""Lines: which of a customer's lines is said; the choice is a hash of the seed, never a throw of dice."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

from state.content.terms import MISTAKES, Burst, Lines, Place
from state.dialogue.customer import Customer
from state.dialogue.guards import View, holds
from state.dialogue.meters import digest_of
from state.dialogue.snapshot import Say

THINKING = 0.8  # seconds before a bubble, whatever its length
LONGEST = 6.0  # seconds that nobody should wait for a bubble


@dataclass(slots=True)
class Voice:
    """Chooses lines for one turn and remembers which were said, so that none is said twice before all were."""

    customer: Customer
    seed: int
    turn: int
    said: list[str]

    def one_of(self, lines: Lines) -> Burst:
        """Choose one alternative, the unsaid ones first; when all were said, the one said longest ago."""
        fresh = [line for line in lines if self._digest(line) not in self.said]
        if fresh:
            line = fresh[self._hash(len(self.said)) % len(fresh)]
        else:
            line = min(lines, key=lambda old: self._last_said(self._digest(old)))
        self.said.append(self._digest(line))
        return line

    def for_cues(self, cues: Iterable[str], view: View) -> Burst | None:
        """Say something on the first cue for which there is a place that fits; None if there is none.

        Where all of that was said before, the next cues are tried, but a slight is not passed over for want of words.
        """
        found: list[list[Lines]] = []
        for cue in cues:
            if pools := _ranked(self.customer, view, cue):
                if cue in MISTAKES or any(self.has_unsaid(pool) for pool in pools):
                    return self._first_fresh(pools)
                found.append(pools)
        return self._first_fresh(found[0]) if found else None

    def default(self, view: View) -> Burst:
        """Say something that fits the state whatever was said."""
        pools = _ranked(self.customer, view, None)
        if not pools:  # content checks see to it that every state has such a line
            raise LookupError(f"{self.customer.id} has nothing to say in state '{view.state}'")
        return self._first_fresh(pools)

    def has_unsaid(self, lines: Lines) -> bool:
        """Whether any of the alternatives was not said yet."""
        return any(self._digest(line) not in self.said for line in lines)

    def _first_fresh(self, pools: Sequence[Lines]) -> Burst:
        """Go down from the most fitting pool until one holds a line that was not said yet."""
        for pool in pools:
            if self.has_unsaid(pool):
                return self.one_of(pool)
        return self.one_of(tuple(line for pool in pools for line in pool))

    def _hash(self, salt: int) -> int:
        data = f"{self.seed}:{self.turn}:{salt}".encode()
        return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")

    def _last_said(self, digest: str) -> int:
        return len(self.said) - self.said[::-1].index(digest)

    @staticmethod
    def _digest(line: Burst) -> str:
        return digest_of("\n".join(line))


def bubbles(customer: Customer, lines: Iterable[str]) -> tuple[Say, ...]:
    """Give each bubble the pause that a person of this type would take to think and type it."""
    pace = customer.persona.pace if customer.scenario.lang == "zh" else customer.persona.pace * 2
    return tuple(Say(text=line, pause=round(min(THINKING + len(line) / pace, LONGEST), 1)) for line in lines)


def _ranked(customer: Customer, view: View, cue: str | None) -> list[Lines]:
    """Lines of the places that fit, pooled by how particular they are; a scenario's own before the persona's.

    A talk ends with words that were written for its end: there, a place must name the state.
    """
    pools: dict[tuple[int, int], list[Burst]] = {}
    ended = customer.machine.outcome(view.state) is not None
    own = customer.scenario.lines
    common = customer.persona.lines[customer.scenario.lang]
    for rank, places in ((1, own), (0, common)):
        for place in places:
            if _fits(place, view, cue, ended):
                key = (len(place.when.given()) * 2 + (place.in_ is not None), rank)
                pools.setdefault(key, []).extend(place.say)
    return [tuple(pools[key]) for key in sorted(pools, reverse=True)]


def _fits(place: Place, view: View, cue: str | None, ended: bool) -> bool:
    if (place.on is None) != (cue is None) or (place.on is not None and cue not in place.on):
        return False
    here = not ended if place.in_ is None else view.state in place.in_
    return here and holds(place.when, view)
