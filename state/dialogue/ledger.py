"""Ledger: the numbers that a customer can have said, looked up once and held against replies in each turn."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from state.content.follow_up import OPENING
from state.content.scenario import Account, Scenario
from state.content.terms import Id, Lines
from state.dialogue.snapshot import digest_of
from state.understanding.figures import figures, quantities


class Numbers(NamedTuple):
    """The numbers of some texts, and those with a unit."""

    values: frozenset[float]
    counts: frozenset[tuple[float, str]]

    def __or__(self, other: "Numbers") -> "Numbers":
        return Numbers(self.values | other.values, self.counts | other.counts)


def numbers_of(texts: Iterable[str]) -> Numbers:
    """All numbers of texts."""
    given = list(texts)
    return Numbers(
        frozenset[float]().union(*map(figures, given)),
        frozenset(each[:2] for text in given for each in quantities(text)),
    )


class Ledger:
    """What a customer can say that names a number.

    lines: by the digest under which `Snapshot.said` keeps it. retold: those of each fact that can be told in several
    ways. card: what the trainee knows before the talk, and the first words. thanks: what is said to answers.
    """

    def __init__(self, scenario: Scenario, account: Account) -> None:
        said = ("\n".join(line) for lines in _said(scenario) for line in lines)
        self.lines: Mapping[str, str] = {digest_of(line): line for line in said if quantities(line, small=True)}
        told = {fact.id: _bursts(fact.answer) for fact in scenario.facts}
        self.retold: Sequence[Sequence[str]] = [
            lines for lines in told.values() if len(lines) > 1 and any(map(quantities, lines))
        ]
        known = [scenario.offer, scenario.brief, *account.known]
        self.card: Sequence[str] = [*known, *_bursts(scenario.opening), *_bursts(scenario.surface[0].say)]
        self.thanks: Numbers = numbers_of(line for answer in scenario.answers for line in _bursts(answer.reply))
        self.ahead: Numbers = (
            numbers_of([*account.figures.values(), *(line for lines in told.values() for line in lines)]) | self.thanks
        )
        always = [scenario.opening, *(surface.say for surface in scenario.surface), *(at.say for at in scenario.lines)]
        self._always = numbers_of([*known, *(line for lines in always for line in _bursts(lines))])
        self._second = numbers_of(_bursts(scenario.second.say)) if scenario.second is not None else numbers_of(())
        self._of_fact = {id_: found for id_, lines in told.items() if any(found := numbers_of(lines))}
        surfaces = {surface.id for surface in scenario.surface} | {OPENING}
        self._further = [
            (surfaces.isdisjoint(further.after), frozenset(further.after), found)
            for further in scenario.follow_ups
            if any(found := numbers_of(_bursts(further.say)))
        ]

    def known(self, told: Collection[Id], *, second: bool) -> Numbers:
        """All numbers that the trainee can know from the card and from what the customer said, or may say.

        told: ids of facts. second: whether the second objection was raised.
        """
        found = [self._always, *([self._second] if second else ())]
        found += [self._of_fact[id_] for id_ in told if id_ in self._of_fact]
        found += [each for later, after, each in self._further if not (later and after.isdisjoint(told))]
        values, counts = zip(*found, strict=True)
        return Numbers(frozenset[float]().union(*values), frozenset[tuple[float, str]]().union(*counts))


def _bursts(lines: Lines) -> list[str]:
    return ["\n".join(line) for line in lines]


def _said(scenario: Scenario) -> Iterator[Lines]:
    second = scenario.second
    yield from (scenario.opening, scenario.concern.confided)
    yield from () if second is None else (second.say, second.again, second.reply)
    yield from (lines for each in scenario.incidents for lines in (each.say, each.reply))
    yield from (lines for each in scenario.surface for lines in (each.say, each.reply or ()))
    yield from (lines for each in scenario.facts for lines in (each.answer, each.guarded or ()))
    yield from (each.reply for each in scenario.answers)
    yield from (each.say for each in scenario.follow_ups)
    yield from (each.say for each in scenario.lines)
