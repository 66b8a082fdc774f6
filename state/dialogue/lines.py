"""Lines: which of a customer's lines is said; the choice is a hash of the seed, never a throw of dice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from typing import NamedTuple

from state.content.terms import MISTAKES, Burst, Id, Lines, Place
from state.dialogue.customer import Customer
from state.dialogue.guards import View, holds
from state.dialogue.snapshot import Say, digest_of

READ = {"zh": 12.0, "en": 5.0}  # characters or words of a reply that somebody reads in a second
LONGEST_READ = 2.5  # seconds, after which it has been skimmed
BREATH = 0.4  # seconds between two bubbles of a burst, before the second is typed
LONGEST = 6.0  # seconds that nobody should wait for a bubble


class Bubble(NamedTuple):
    """One bubble and who of several people says it; None: the main speaker."""

    text: str
    by: Id | None = None


Spoken = tuple[Bubble, ...]
Pool = Sequence[Spoken]
"""Alternatives, one of which is said."""


@dataclass(slots=True)
class Voice:
    """Chooses lines for one turn and remembers which were said, so that none is said twice before all were."""

    customer: Customer
    seed: int
    turn: int
    said: list[str]

    def one_of(self, lines: Lines, by: Id | None = None) -> Spoken:
        """Choose one alternative, the unsaid ones first; when all were said, the one said longest ago."""
        return self._one_of(pool_of(lines, by))

    def for_cues(self, cues: Iterable[str | Sequence[Pool]], view: View) -> Spoken | None:
        """Say something on the first cue for which there is a place that fits; None if there is none.

        Where all of that was said before, the next cues are tried, but a slight is not passed over for want of words.
        A cue may be the pools themselves, the most fitting first.
        """
        found: list[Sequence[Pool]] = []
        for cue in cues:
            if pools := _ranked(self.customer, view, cue) if isinstance(cue, str) else cue:
                if (isinstance(cue, str) and cue in MISTAKES) or any(map(self._fresh, pools)):
                    return self._first_fresh(pools)
                found.append(pools)
        return self._first_fresh(found[0]) if found else None

    def default(self, view: View) -> Spoken:
        """Say something that fits the state whatever was said."""
        pools = _ranked(self.customer, view, None)
        if not pools:  # content checks see to it that every state has such a line
            raise LookupError(f"{self.customer.id} has nothing to say in state '{view.state}'")
        return self._first_fresh(pools)

    def has_unsaid(self, lines: Lines) -> bool:
        """Whether any of the alternatives was not said yet."""
        return self._fresh(pool_of(lines)) != []

    def _first_fresh(self, pools: Sequence[Pool]) -> Spoken:
        """Go down from the most fitting pool until one holds a line that was not said yet."""
        for pool in pools:
            if self._fresh(pool):
                return self._one_of(pool)
        return self._one_of([line for pool in pools for line in pool])

    def _one_of(self, pool: Pool) -> Spoken:
        fresh = self._fresh(pool)
        if fresh:
            line = fresh[self._hash(len(self.said)) % len(fresh)]
        else:
            line = min(pool, key=lambda old: self._last_said(_digest(old)))
        self.said.append(_digest(line))
        return line

    def _fresh(self, pool: Pool) -> list[Spoken]:
        return unsaid(pool, self.said)

    def _hash(self, salt: int) -> int:
        data = f"{self.seed}:{self.turn}:{salt}".encode()
        return int.from_bytes(blake2b(data, digest_size=8).digest(), "big")

    def _last_said(self, digest: str) -> int:
        return len(self.said) - self.said[::-1].index(digest)


def bubbles(customer: Customer, words: Iterable[Bubble], heard: int = 0) -> tuple[Say, ...]:
    """Give each bubble the pause that a person of this type would take, and its speaker's name.

    Before the first, the reply is read and thought over; the others follow as fast as they are typed.
    heard: length of the reply, as in `Reading.length`.
    """
    scenario, persona = customer.scenario, customer.persona
    pace = persona.pace if scenario.lang == "zh" else persona.pace * 2
    names = {person.id: person.name for person in scenario.people}
    read = min(heard / READ[scenario.lang], LONGEST_READ)

    def say(place: int, text: str, by: Id | None) -> Say:
        before = BREATH if place else read + persona.thinks
        pause = round(min(before + len(text) / pace, LONGEST), 1)
        return Say(text=text, pause=pause, by=names.get(by or scenario.main_speaker or ""))

    return tuple(say(place, *bubble) for place, bubble in enumerate(words))


@lru_cache(maxsize=2**14)  # a customer's lines are looked through in each turn; some 100 bytes each
def _digest(line: Spoken) -> str:
    return digest_of("\n".join(bubble.text for bubble in line))


def pool_of(lines: Lines, by: Id | None = None) -> Pool:
    """Alternatives as they are said by one person."""
    return [_spoken(line, by) for line in lines]


def unsaid(pool: Pool, said: Collection[str]) -> list[Spoken]:
    """Those alternatives that were not said yet. said: digests, as in `Snapshot.said`."""
    return [line for line in pool if _digest(line) not in said]


def _spoken(line: Burst, by: Id | None = None) -> Spoken:
    return tuple(Bubble(text, by) for text in line)


def _ranked(customer: Customer, view: View, cue: str | None) -> list[Pool]:
    """Lines of the places that fit, pooled by how particular they are; a scenario's own before the persona's.

    A talk ends with words that were written for its end: there, a place must name the state.
    """
    pools: dict[tuple[int, int], list[Spoken]] = {}
    ended = customer.machine.outcome(view.state) is not None
    own = customer.scenario.lines
    common = customer.persona.lines[customer.scenario.lang]
    for rank, places in ((1, own), (0, common)):
        for place in places:
            if _fits(place, view, cue, ended):
                key = (len(place.when.given()) * 2 + (place.in_ is not None), rank)
                pools.setdefault(key, []).extend(_spoken(line, place.by) for line in place.say)
    return [pools[key] for key in sorted(pools, reverse=True)]


def _fits(place: Place, view: View, cue: str | None, ended: bool) -> bool:
    if (place.on is None) != (cue is None) or (place.on is not None and cue not in place.on):
        return False
    here = not ended if place.in_ is None else view.state in place.in_
    return here and holds(place.when, view)
