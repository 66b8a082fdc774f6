"""Labelled questions and statements (tests/data/matching_*.yaml), and how well a reader matches them."""

from pathlib import Path
from typing import Any

import yaml

from state.content.loading import load_source
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.understanding.reader import SentenceReader

DATA = Path(__file__).parents[1] / "data"
LANGS: tuple[Lang, ...] = ("zh", "en")


def labelled(content: Path, lang: Lang) -> tuple[dict[str, Any], Scenario]:
    """The labels of a language and the scenario that they are for."""
    data = yaml.safe_load((DATA / f"matching_{lang}.yaml").read_text(encoding="utf-8"))
    scenario = load_source(content / f"{data['scenario']}.yaml", Scenario).entry
    assert scenario is not None
    return data, scenario


def matched(reader: SentenceReader, data: dict[str, Any], scenario: Scenario, kind: str) -> tuple[float, float, int]:
    """Precision and recall, 0–1, over all that should match something and all that should not; and their number."""
    nothing = data["asks_nothing" if kind == "facts" else "says_nothing"]
    pairs = [(name, text) for name, texts in data[kind].items() for text in texts]
    right = wrong = 0
    for name, text in [*pairs, *((None, text) for text in nothing)]:
        reading = reader.read(text, lang=scenario.lang, scenario=scenario)
        found = {match.id for match in (reading.asked if kind == "facts" else reading.answers)}
        right += name in found
        wrong += len(found - {name})
    return right / max(1, right + wrong), right / len(pairs), len(pairs) + len(nothing)
