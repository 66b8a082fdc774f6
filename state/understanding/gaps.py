"""Gaps: what is asked or offered in talks and matches nothing of a scenario, brought together by meaning."""

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from scipy.cluster.hierarchy import fcluster, linkage
from scipy.spatial.distance import squareform

from state.content.scenario import Scenario
from state.content.terms import ANSWERING, Move
from state.understanding.clauses import sentences, split
from state.understanding.cues import is_bare
from state.understanding.groups import FEW, unit
from state.understanding.lexicon import Floats
from state.understanding.matching import ASKING
from state.understanding.reading import Reading
from state.understanding.repetition import letters
from state.understanding.wording import asks

Kind = Literal["asked", "offered"]
Part = Literal["facts", "answers", "surface"]

# Both were chosen on tests/data/matching/development (docs/reader.md has the figures).
TOGETHER = 0.40
"""Mean likeness from which on two groups of sentences are taken for one."""
NEAR = 0.45
"""Likeness from which on a group belongs to an entry that is there, rather than in a new one."""

TYPICAL = 0.05
"""How much less typical than the most typical sentence a shorter one may be that stands for the group."""
LONGEST = 200
"""Code points of a sentence; a longer one could be no example (`state.content.scenario.Example`)."""


@dataclass(frozen=True)
class Entry:
    """An entry of a scenario with the sentences that it is known by."""

    part: Part
    id: str
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class Near:
    """The entry that a group is most like. likeness: a cosine, about 0–1."""

    entry: Entry
    likeness: float

    @property
    def near(self) -> bool:
        """Whether the group belongs there."""
        return self.likeness >= NEAR


@dataclass(frozen=True)
class Gap:
    """Sentences that come to the same and matched nothing.

    typical: a short one that stands for all. others: the rest, the most typical first, none twice.
    times: how often any was said. people: by how many.
    """

    typical: str
    others: tuple[str, ...]
    times: int
    people: int
    nearest: Near


def unmatched(reply: str, reading: Reading) -> dict[Kind, tuple[str, ...]]:
    """The sentences of a reply that ask for what is no fact, and those that offer what is no answer.

    reading: that of the reply. One that asks for any fact is left out of the first, one that gives any answer or
    answers a surface objection out of the second: the customer had something to say to it.
    """
    found: dict[Kind, tuple[str, ...]] = {}
    if not reading.asked and (moves := reading.moves.keys() & ASKING):
        found["asked"] = _sentences(reply, reading, moves, asking=True)
    if not (reading.answers or reading.surface) and (moves := reading.moves.keys() & ANSWERING):
        found["offered"] = _sentences(reply, reading, moves, asking=False)
    return {kind: texts for kind, texts in found.items() if texts}


def _sentences(reply: str, reading: Reading, moves: Collection[Move], *, asking: bool) -> tuple[str, ...]:
    """The sentences of this form, but those that only show other moves: a greeting is no offer."""
    parts = sentences(reply, split(reply, most=max(1, len(reply))))
    alone = len(parts) == 1 and reading.moves.keys().isdisjoint(ANSWERING if asking else ASKING)
    found = []
    for start, end in parts:
        text = " ".join(reply[start:end].split())
        shown = {move for move, span in reading.spans.items() if span[0] < end and start < span[1]}
        fits = asks(text) == asking and (not shown or not shown.isdisjoint(moves))
        if (fits or alone) and len(text) <= LONGEST and not is_bare(text):
            found.append(text)
    return tuple(found)


def entries(scenario: Scenario, kind: Kind) -> list[Entry]:
    """What of a scenario a question, or an offer, could have matched."""
    if kind == "asked":
        return [Entry("facts", fact.id, fact.asked) for fact in scenario.facts]
    return [
        *(Entry("answers", answer.id, answer.means) for answer in scenario.answers),
        *(Entry("surface", surface.id, surface.means) for surface in scenario.surface if surface.means),
    ]


def grouped(
    said: Iterable[tuple[str, str]],
    known: Sequence[Entry],
    encode: Callable[[Sequence[str]], Floats],
    together: float = TOGETHER,
) -> list[Gap]:
    """Bring together what comes to the same, what was said most often first.

    said: sentences, each with who said it. known: the entries they are held against; at least one. encode: sentences ->
    vectors, (sentences, 384). together: mean likeness from which on two groups are one.
    The order of what was said makes no difference.
    """
    people, wordings = defaultdict[str, set[str]](set), defaultdict[str, Counter[str]](Counter)
    for text, who in said:
        people[letters(text)].add(who)
        wordings[letters(text)][text] += 1
    if not wordings:
        return []
    keys = sorted(wordings)
    texts = [min(wordings[key], key=lambda text: (-wordings[key][text], text)) for key in keys]
    times = np.array([wordings[key].total() for key in keys])
    examples = encode([text for entry in known for text in entry.sentences])
    mean = examples.mean(axis=0)
    seen = unit(encode(texts) - mean)
    alike = seen @ seen.T
    to_known = _likeness(seen @ unit(examples - mean).T, known)
    found = []
    for group in _together(alike, together):
        order = _most_typical_first(group, alike, times, texts)
        near = to_known[group].mean(axis=0)
        best = int(np.argmax(near))
        found.append(
            Gap(
                typical=texts[order[0]],
                others=tuple(texts[member] for member in order[1:]),
                times=int(times[group].sum()),
                people=len(set[str]().union(*(people[keys[member]] for member in group))),
                nearest=Near(known[best], float(near[best])),
            )
        )
    return sorted(found, key=lambda gap: (-gap.times, -gap.people, gap.typical))


def _likeness(cosines: Floats, known: Sequence[Entry]) -> Floats:
    """How like each text is to each entry, as the mean of its nearest examples: (texts, entries)."""
    ends = np.cumsum([len(entry.sentences) for entry in known])
    return np.stack(
        [np.sort(part, axis=1)[:, -FEW:].mean(axis=1) for part in np.split(cosines, ends[:-1], axis=1)], axis=1
    )


def _together(alike: Floats, least: float) -> list[list[int]]:
    """Groups of texts by average linkage. alike: their cosines, (texts, texts)."""
    if len(alike) == 1:
        return [[0]]
    apart = squareform(np.maximum(1.0 - alike, 0.0), checks=False)
    members = defaultdict[int, list[int]](list)
    for text, group in enumerate(fcluster(linkage(apart, "average"), 1.0 - least, "distance")):
        members[int(group)].append(text)
    return list(members.values())


def _most_typical_first(group: Sequence[int], alike: Floats, times: Floats, texts: Sequence[str]) -> list[int]:
    """A group by how like each is to all that was said in it, but first the shortest of those that are most so."""
    typical = alike[np.ix_(group, group)] @ times[group] / times[group].sum()
    order = [group[place] for place in np.argsort(-typical, kind="stable")]
    best = [member for member, how in zip(group, typical, strict=True) if how >= typical.max() - TYPICAL]
    first = min(best, key=lambda member: (len(texts[member]), texts[member]))
    return [first, *(member for member in order if member != first)]
