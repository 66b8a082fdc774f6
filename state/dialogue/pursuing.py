"""Pursuing: what a customer says to whoever asks on about what it has told."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence

from state.content.follow_up import ASKED_ON, OPENING, FollowUp
from state.content.scenario import Fact, Scenario
from state.content.terms import Id, Lines
from state.dialogue.addressing import addressed
from state.dialogue.customer import Customer
from state.dialogue.lines import Pool, Spoken, pool_of, unsaid
from state.dialogue.snapshot import Heard, Snapshot
from state.dialogue.wanting import ASKS
from state.understanding.telling import telling
from state.understanding.wording import last_question

SURELY = 0.9
"""How sure it must be that a fact is asked for again, for anything of it to be said."""
HALF = 0.5
"""How many of a question's words, as a share, what was told must have for the question to be about it."""


def followed(customer: Customer, before: Snapshot, heard: Heard, repeated: Sequence[Fact]) -> list[tuple[Id, Pool]]:
    """What can be said to a question that goes on from what was told and is unsaid, by what it was, the best first.

    Where it is less sure that it is asked on about, what is there for any question must take up a word of this one.
    Somebody else's words are no answer to a question to one of several people.
    """
    scenario, forms = customer.scenario, heard.reading.forms
    to = addressed(scenario, heard)
    known = [each for each in scenario.follow_ups if to is None or to == (each.by or scenario.main_speaker)]
    wanted = [form for form in ASKS if form in forms and (repeated or form in ASKED_ON)]
    if not (wanted or repeated):
        return []
    told, asked = _Told(scenario, known), telling(last_question(heard.reply) or heard.reply)
    surely = {match.id for match in heard.reading.asked if match.confidence >= SURELY}
    found: list[tuple[Id, Pool]] = []
    for subject in _subjects(told, before, heard, [fact.id for fact in repeated]):
        about = [each for each in known if subject in each.after]
        fitting = [each for form in wanted for each in about if form in (each.to or ())]
        whatever = [each for each in about if each.to is None and repeated]
        pools = [
            [
                line
                for line in unsaid(pool_of(each.say, each.by), before.said)
                if not told.is_unheard_of(line, subject, before.said)
                and (each.to is not None or subject in surely or not asked.isdisjoint(_words([line])))
            ]
            for each in (*fitting, *whatever)
        ]
        found += [(subject, pool) for pool in pools if pool]
    return found


def _subjects(told: "_Told", before: Snapshot, heard: Heard, again: Sequence[Id]) -> Sequence[Id]:
    """What a question goes on from, the best first: what is asked for again; or else, in all that was told, what has
    most of its words; or what was told last, if it has no words that tell and points back.
    """
    question = last_question(heard.reply)
    if again:
        return sorted(again, key=lambda id_: -len(told.shared(id_, question)))
    if "small_talk" in heard.reading.forms:
        return ()
    every = tuple(dict.fromkeys((*before.told, *before.spoken_of)))
    if telling(question) or "further" not in heard.reading.forms:
        return told.nearest(every, question)
    return told.nearest(every, heard.reply) or before.spoken_of


class _Told:
    """The words of what a customer tells, by what it is."""

    def __init__(self, scenario: Scenario, known: Sequence[FollowUp]) -> None:
        self._lines: dict[Id, Lines] = {OPENING: scenario.opening}
        self._lines |= {surface.id: surface.say for surface in scenario.surface}
        self._lines |= {fact.id: fact.answer for fact in scenario.facts}
        self._known = known

    def shared(self, id_: Id, words: str) -> frozenset[str]:
        """Those of these words that what was told has, or what follows it."""
        further = (each.say for each in self._known if id_ in each.after)
        asked = telling(words)
        lines = (line for alternatives in (self._lines.get(id_, ()), *further) for line in alternatives)
        return frozenset(word for line in lines for bubble in line for word in asked & telling(bubble))

    def is_unheard_of(self, line: Spoken, id_: Id, said: Collection[str]) -> bool:
        """Whether a line takes up words of what was told that only alternatives have which were not said."""
        every = pool_of(self._lines.get(id_, ()))
        left = unsaid(every, said)
        heard = _words(each for each in every if each not in left)
        words = _words([line])
        return bool(heard) and words.isdisjoint(heard) and not words.isdisjoint(_words(left))

    def nearest(self, ids: Sequence[Id], words: str) -> Sequence[Id]:
        """That which has most of these words, where one that few have tells more; none if nothing has half of them."""
        found = {id_: self.shared(id_, words) for id_ in ids}
        had = Counter(word for words in found.values() for word in words)
        best = max(reversed(ids), key=lambda id_: sum(1 / had[word] for word in found[id_]), default=None)
        return (best,) if best is not None and len(found[best]) >= max(1, HALF * len(telling(words))) else ()


def _words(lines: Iterable[Spoken]) -> frozenset[str]:
    return telling("\n".join(bubble.text for line in lines for bubble in line))
