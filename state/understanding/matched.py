"""Matched: how well a reader tells which facts are asked for, and which answers are given."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from state.content.questions import Questions
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.understanding.reading import Reader


@dataclass(frozen=True)
class Tally:
    """Of what should match: how many there are and how many did; and the wrong matches.

    wrong: where something else or nothing should have matched. near: at near misses.
    """

    total: int = 0
    right: int = 0
    wrong: int = 0
    near: int = 0
    near_misses: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        pairs = zip(vars(self).values(), vars(other).values(), strict=True)
        return Tally(*(one + two for one, two in pairs))

    @property
    def recall(self) -> float:
        """The share found of what should match, 0–1."""
        return self.right / max(1, self.total)

    @property
    def precision(self) -> float:
        """The share of the matches that is right, 0–1; near misses apart."""
        return self.right / max(1, self.right + self.wrong)

    @property
    def with_near_misses(self) -> float:
        """The same, near misses included."""
        return self.right / max(1, self.right + self.wrong + self.near)


def matched(reader: Reader, scenario: Scenario, said: Questions) -> tuple[Tally, Tally]:
    """Of the facts and of the answers of a scenario."""

    def found(text: str) -> tuple[set[str], set[str]]:
        reading = reader.read(text, lang=scenario.lang, scenario=scenario)
        return {match.id for match in reading.asked}, {match.id for match in reading.answers}

    facts = answers = Tally()
    for question in said.questions:
        asked, given = found(question.says)
        fitting = {question.fact, *question.also}
        facts += Tally(1, not asked.isdisjoint(fitting), len(asked - fitting))
        answers += Tally(wrong=len(given))
    for statement in said.answers:
        asked, given = found(statement.says)
        facts += Tally(wrong=len(asked))
        answers += Tally(1, statement.answer in given, len(given - {statement.answer}))
    for text in said.nothing:
        asked, given = found(text)
        facts, answers = facts + Tally(wrong=len(asked)), answers + Tally(wrong=len(given))
    for text in said.near_misses:
        asked, given = found(text)
        facts += Tally(near=len(asked), near_misses=1)
        answers += Tally(near=len(given), near_misses=1)
    return facts, answers


def matching_report(reader: Reader, sets: Iterable[tuple[str, Scenario, Questions]]) -> str:
    """A table of every scenario, by its name, and of each language."""
    rows: dict[str, tuple[Tally, Tally]] = {}
    for name, scenario, said in sets:
        own = matched(reader, scenario, said)
        rows[name] = own
        facts, answers = rows.get(whole := _all(scenario.lang), (Tally(), Tally()))
        rows[whole] = (facts + own[0], answers + own[1])
    return "\n".join(_table(rows))


def _all(lang: Lang) -> str:
    return f"all {lang}"


def _table(rows: dict[str, tuple[Tally, Tally]]) -> Iterator[str]:
    width = max(map(len, rows), default=0)
    yield f"{'':<{width}}           precision  recall   with near misses (matched)"
    for name in sorted(rows, key=lambda name: (name.startswith("all"), name)):
        for kind, of in zip(("facts", "answers"), rows[name], strict=True):
            near = f"{of.with_near_misses:.3f} ({of.near} of {of.near_misses})"
            counts = f"{of.precision:9.3f} {of.recall:7.3f} of {of.total:<3} {near}"
            yield f"{name:<{width}}  {kind:<8} {counts}"
