"""Meaning: what is wrong in content by what its sentences mean, which only the reader can tell."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from state.content.examples import Examples
from state.content.library import Library
from state.content.loading import load_source
from state.content.problems import Problem
from state.content.scenario import Scenario
from state.content.sources import LIMIT, Source
from state.content.terms import Lang
from state.content.usual import usual
from state.understanding.distinct import Entries, doubled, scattered
from state.understanding.groups import Encodes
from state.understanding.matching import asides
from state.understanding.opinions import Opinions


@dataclass(frozen=True)
class Sense:
    """What tells what sentences mean: an encoder for what is asked and answered, opinions on what replies do."""

    encoder: Encodes
    opinions: Opinions


def check_meaning(library: Library, names: Sequence[str], encoder: Encodes) -> Iterator[Problem]:
    """Facts and answers of these scenarios that cannot be told from one another."""
    for name in names:
        scenario, source = library.scenarios[name], library.sources[name]
        for part, entries in _parts(scenario).items():
            yield from _entries(source, part, entries, scenario.lang, encoder)


def _parts(scenario: Scenario) -> dict[str, Entries]:
    common = usual(scenario.lang)
    return {
        "facts": [
            (fact.id, [*fact.asked, *(each for name in fact.usual for each in common[name])]) for fact in scenario.facts
        ],
        "answers": [(answer.id, answer.means) for answer in scenario.answers],
    }


def _entries(source: Source, part: str, entries: Entries, lang: Lang, encoder: Encodes) -> Iterator[Problem]:
    places = {name: (part, index, "id") for index, (name, _) in enumerate(entries)}
    pairs = list(doubled(entries, encoder))
    for earlier, later in pairs:
        yield source.problem("D092", places[later], later, other=earlier, line=source.node(places[earlier]).line)
    for name, other in scattered(entries, encoder, encoder.encode(asides(lang))):
        if (name, other) not in pairs and (other, name) not in pairs:  # of these it has been told
            yield source.problem("D091", places[name], name, other=other)


def check_labels(path: Path, examples: Examples, opinions: Opinions) -> Iterator[Problem]:
    """Labelled replies of which the reader is all but sure that they do something else. path: their file."""
    found = opinions.doubts(examples)
    source = load_source(path, Examples, limit=2 * LIMIT).source if found else None
    for place, doubt in found if source else ():
        loc = ("replies", place, "moves")
        labels = examples.replies[place].moves
        if source and doubt.labelled:
            yield source.problem("D093", (*loc, labels.index(doubt.move)), doubt.move, chance=_percent(doubt.chance))
        elif source:
            yield source.problem("D094", loc, doubt.move, chance=_percent(doubt.chance))


def _percent(chance: float) -> str:
    return f"{100 * chance:.1f}%"
