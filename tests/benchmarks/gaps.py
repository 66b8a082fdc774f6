"""Thresholds of `duilian gaps`, on questions and statements of which it is known what they come to.

`python -m tests.benchmarks.gaps` prints, for each language, how well what matches nothing is grouped at each threshold,
and how well it is put down to the entry that it belongs to. Some minutes.

A third of a scenario's entries is taken out, in turn, so that what belongs to them matches nothing; it is grouped
together with what means nothing at all. Of `development` these are its questions and statements. `others` are the
customers who are not in it, by their own examples: `measuring` has but one or two sentences for an entry.
"""

from collections.abc import Iterator, Sequence
from itertools import combinations
from pathlib import Path

import numpy as np

from bot.shell import ready_encoder, ready_reader
from state.content.loading import load_source
from state.content.questions import Questions
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.understanding.encoder import Encoder
from state.understanding.gaps import NEAR, TOGETHER, Kind, entries, grouped
from state.understanding.lexicon import Floats
from state.understanding.reading import Reader
from state.understanding.repetition import letters
from state.understanding.wording import asks

ROOT = Path(__file__).parents[2]
THRESHOLDS = (0.30, 0.35, 0.40, 0.45, 0.50, 0.55)
FOLDS = 3
LANGS: tuple[Lang, ...] = ("zh", "en")
KINDS: tuple[Kind, ...] = ("asked", "offered")

Said = list[tuple[str, str]]
"""Sentences, each with the entry that it belongs to; '' where there is none."""


class Memory:
    """An encoder that encodes no sentence twice."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._known: dict[str, Floats] = {}

    def encode(self, sentences: Sequence[str]) -> Floats:
        new = [text for text in dict.fromkeys(sentences) if text not in self._known]
        self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in sentences])


def main() -> None:
    """Print the tables."""
    memory, reader = Memory(ready_encoder()), ready_reader()
    sets = {part: list(_sets(part)) for part in ("development", "measuring")}
    tuned = {name for name, _, _ in sets["development"]}
    for kind in KINDS:
        for lang in LANGS:
            said = [(scenario, _said(of, kind)) for _, scenario, of in sets["development"] if scenario.lang == lang]
            others = [
                (scenario, [*_examples(scenario, kind), *_nothing(of, kind)])
                for name, scenario, of in sets["measuring"]
                if scenario.lang == lang and name not in tuned
            ]
            for title, which in (("development", said), ("others", others)):
                print(f"{title}, {kind}, {lang}: pairs put together, precision and recall")
                for least in THRESHOLDS:
                    right, wrong, lost = sum((_pairs(*of, kind, memory, least) for of in which), np.zeros(3))
                    mark = " *" * (least == TOGETHER)
                    print(
                        f"  {least:.2f}  {right / (right + wrong):.3f} {right / (right + lost):.3f}{mark}", flush=True
                    )
    for part, files in sets.items():
        for kind in KINDS:
            for lang in LANGS:
                print(f"{part}, {kind}, {lang}: missed by the reader, put down to an entry, rightly; of nothing")
                these = [(scenario, _said(of, kind)) for _, scenario, of in files if scenario.lang == lang]
                for least, counts in _nearest(these, kind, memory, reader):
                    print(f"  {least:.2f}  {' '.join(f'{of:>4}' for of in counts)}{' *' * (least == NEAR)}", flush=True)


def _sets(part: str) -> Iterator[tuple[str, Scenario, Questions]]:
    for file in sorted((ROOT / "tests" / "data" / "matching" / part).glob("*.yaml")):
        name = file.stem.replace("_", "/", 1)
        scenario = load_source(ROOT / "scenarios" / f"{name}.yaml", Scenario).entry
        said = load_source(file, Questions).entry
        assert scenario is not None
        assert said is not None
        yield name, scenario, said


def _said(said: Questions, kind: Kind) -> Said:
    if kind == "asked":
        return [*((one.says, one.fact) for one in said.questions), *_nothing(said, kind)]
    return [*((one.says, one.answer) for one in said.answers), *_nothing(said, kind)]


def _nothing(said: Questions, kind: Kind) -> Said:
    return [(text, "") for text in said.nothing if asks(text) == (kind == "asked")]


def _examples(scenario: Scenario, kind: Kind) -> Said:
    return [
        (text, entry.id) for entry in entries(scenario, kind) if entry.part != "surface" for text in entry.sentences
    ]


def _pairs(scenario: Scenario, said: Said, kind: Kind, memory: Memory, least: float) -> Floats:
    """Pairs that are rightly together, wrongly together, and wrongly apart; of two that mean nothing, none."""
    known = [entry for entry in entries(scenario, kind) if entry.part != "surface"]
    counts = np.zeros(3, np.float32)
    for fold in range(FOLDS):
        out = {entry.id for entry in known[fold::FOLDS]}
        left = [(text, name) for text, name in said if name in out or not name]
        kept = [entry for entry in known if entry.id not in out]
        groups = grouped([(text, "") for text, _ in left], kept, memory.encode, least)
        place = {letters(text): at for at, gap in enumerate(groups) for text in (gap.typical, *gap.others)}
        for one, two in combinations(left, 2):
            if one[1] or two[1]:
                same, together = one[1] == two[1], place[letters(one[0])] == place[letters(two[0])]
                counts += [same and together, together and not same, same and not together]
    return counts


def _nearest(
    sets: list[tuple[Scenario, Said]], kind: Kind, memory: Memory, reader: Reader
) -> Iterator[tuple[float, tuple[int, int, int, int]]]:
    """By threshold: sentences that the reader missed; those near an entry; to the right one; of nothing, near."""
    found = []
    for scenario, said in sets:
        for text, name in said:
            reading = reader.read(text, lang=scenario.lang, scenario=scenario)
            if not (reading.asked if kind == "asked" else reading.answers or reading.surface):
                [gap] = grouped([(text, "")], entries(scenario, kind), memory.encode)
                found.append((name, gap.nearest.entry.id, gap.nearest.likeness))
    for least in THRESHOLDS:
        near = [(name, to) for name, to, likeness in found if likeness >= least]
        own = [(name, to) for name, to in near if name]
        missed = sum(bool(name) for name, _, _ in found)
        yield least, (missed, len(own), sum(name == to for name, to in own), len(near) - len(own))


if __name__ == "__main__":
    main()
