"""Gaps: what trainees asked and offered that the customers had nothing to say to, told to whoever writes customers."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import yaml
from pydantic import ValidationError

from bot.deciding import plain
from bot.quotes import shortened
from bot.texts import Texts
from state.content.library import Library
from state.content.scenario import Scenario
from state.content.sources import Source, placed
from state.content.terms import Lang
from state.records.records import Records
from state.understanding.gaps import Entry, Gap, Kind, Part, entries, grouped, unmatched
from state.understanding.lexicon import Floats
from state.understanding.reading import Reader, Reading

KINDS: tuple[Kind, ...] = ("asked", "offered")
SHOWN = 5  # sentences of a group that are shown beside the typical one
BIGGEST = 2  # groups that a summary names

_EXAMPLES: Mapping[Part, str] = {"facts": "asked", "answers": "means", "surface": "means"}
_NEW: Mapping[Kind, tuple[Part, str]] = {"asked": ("facts", "answer"), "offered": ("answers", "reply")}


@dataclass
class Heard:
    """What was said in the talks with one customer.

    missed: sentences that matched nothing, each with who said it. matched: facts and answers that were, by id.
    unread: replies of which this version does not understand what was made of them.
    """

    talks: set[tuple[str, str]] = field(default_factory=set)
    people: set[str] = field(default_factory=set)
    missed: dict[Kind, list[tuple[str, str]]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    matched: Counter[str] = field(default_factory=Counter)
    unread: int = 0


@dataclass(frozen=True)
class Gaps:
    """What a customer lacks, by the talks that were held.

    of: groups by kind, those said most often first. rare: groups that were said too seldom to be among them.
    learnt: sentences, with all who said them, that the customer as it is now would understand.
    unasked, ungiven: facts and answers that no talk came to.
    """

    of: Mapping[Kind, Sequence[Gap]]
    rare: int
    learnt: int
    unasked: tuple[str, ...]
    ungiven: tuple[str, ...]

    @property
    def all(self) -> list[Gap]:
        """The groups of both kinds, those said most often first."""
        return sorted((gap for kind in KINDS for gap in self.of[kind]), key=lambda gap: -gap.times)


def heard(records: Records, scenario: str = "", since: datetime | None = None) -> dict[str, Heard]:
    """What was said to each customer in talks that are not private. scenario: to this one only. since: from then on."""
    found = defaultdict[str, Heard](Heard)
    with records.unit() as unit:
        for name, turn in unit.said(scenario, since):
            of = found[name]
            of.talks.add((turn.user_id, turn.session_id))
            of.people.add(turn.user_id)
            try:
                reading = Reading.model_validate(turn.reading)
            except ValidationError:
                of.unread += 1
                continue
            of.matched.update(match.id for match in (*reading.asked, *reading.answers))
            for kind, texts in unmatched(turn.reply, reading).items():
                of.missed[kind] += [(text, turn.user_id) for text in texts]
    return found


@dataclass(frozen=True)
class Comparison:
    """What was said, held against the customers as they are now.

    reader: reads each sentence anew, for the customer may have learnt it since. encode: sentences -> (sentences, 384).
    least: how often a group must have been said.
    """

    library: Library
    reader: Reader
    encode: Callable[[Sequence[str]], Floats]
    least: int = 1

    def gaps(self, name: str, of: Heard) -> Gaps:
        """What was said to a customer and matched nothing, grouped; without what its present examples match."""
        scenario, found, learnt = self.library.scenarios[name], dict[Kind, list[Gap]](), 0
        for kind in KINDS:
            known = {text for text in {text for text, _ in of.missed[kind]} if self._matches(text, kind, scenario)}
            left = [(text, who) for text, who in of.missed[kind] if text not in known]
            learnt += len(of.missed[kind]) - len(left)
            found[kind] = grouped(left, entries(scenario, kind), self.encode)
        return Gaps(
            of={kind: [gap for gap in found[kind] if gap.times >= self.least] for kind in KINDS},
            rare=sum(gap.times < self.least for kind in KINDS for gap in found[kind]),
            learnt=learnt,
            unasked=tuple(fact.id for fact in scenario.facts if fact.id not in of.matched),
            ungiven=tuple(answer.id for answer in scenario.answers if answer.id not in of.matched),
        )

    def _matches(self, text: str, kind: Kind, scenario: Scenario) -> bool:
        reading = self.reader.read(text, lang=scenario.lang, scenario=scenario)
        return bool(reading.asked if kind == "asked" else reading.answers or reading.surface)


def overview(found: Mapping[str, Heard], comparison: Comparison, say: Texts) -> Iterator[str]:
    """A line for each customer that has gaps, with the biggest; those to whom most was said in vain come first."""
    first = ""
    for name in _by_size(found, comparison.library):
        gaps = comparison.gaps(name, found[name])
        if gaps.all:
            first = first or name
            yield _summary(name, found[name], gaps, comparison.library.scenarios[name].lang, say)
    yield say("gaps-how", id=first) if first else say("gaps-whole", least=comparison.least)
    if gone := sorted(found.keys() - comparison.library.scenarios.keys()):
        yield say("gaps-gone", ids=", ".join(gone))


def report(found: Mapping[str, Heard], comparison: Comparison, say: Texts) -> Iterator[str]:
    """Each customer's gaps, group by group, and what they would be as content."""
    for name in _by_size(found, comparison.library):
        yield from _report(name, found[name], comparison, say)


def proposals(found: Mapping[str, Heard], comparison: Comparison, say: Texts) -> Iterator[str]:
    """Each customer's gaps as content, a YAML document each; nothing for one that has none."""
    begun = False
    for name in _by_size(found, comparison.library):
        gaps = comparison.gaps(name, found[name])
        if gaps.all:
            yield from ["---"] * begun
            yield from _proposal(
                gaps, comparison.library.scenarios[name], placed(comparison.library.sources[name]), say
            )
            begun = True


def _by_size(found: Mapping[str, Heard], library: Library) -> list[str]:
    """The customers that are still there, those to whom most was said in vain first."""
    missed = {name: sum(map(len, of.missed.values())) for name, of in found.items() if name in library.scenarios}
    return sorted(missed, key=lambda name: (-missed[name], name))


def _summary(name: str, of: Heard, gaps: Gaps, lang: Lang, say: Texts) -> str:
    """A customer's gaps in a line: how many there are, and the biggest of them. lang: the customer's."""
    biggest = say("gaps-and").join(
        say("gaps-biggest", times=gap.times, text=shortened(plain(gap.typical), lang)) for gap in gaps.all[:BIGGEST]
    )
    counts = {kind: len(gaps.of[kind]) for kind in KINDS}
    times = sum(gap.times for gap in gaps.all)
    return say("gaps-summary", id=name, talks=len(of.talks), **counts, times=times, biggest=biggest)


def _report(name: str, of: Heard, comparison: Comparison, say: Texts) -> Iterator[str]:
    scenario, source, gaps = (
        comparison.library.scenarios[name],
        placed(comparison.library.sources[name]),
        comparison.gaps(name, of),
    )
    yield say("gaps-head", id=name, title=scenario.title, talks=len(of.talks), people=len(of.people))
    for kind in KINDS:
        if groups := gaps.of[kind]:
            yield ""
            yield say("gaps-kind", kind=kind, groups=len(groups), times=sum(gap.times for gap in groups))
            for gap in groups:
                yield from _shown(gap, scenario.lang, say)
    yield ""
    if not gaps.all:
        yield say("gaps-nothing")
    yield from _remarks(of, gaps, say)
    if gaps.all:
        yield ""
        yield say("gaps-yaml", path=source.path)
        yield ""
        yield from _proposal(gaps, scenario, source, say)


def _shown(gap: Gap, lang: Lang, say: Texts) -> Iterator[str]:
    yield say("gaps-group", times=gap.times, people=gap.people, text=shortened(plain(gap.typical), lang))
    for text in gap.others[:SHOWN]:
        yield f"      {shortened(plain(text), lang)}"
    if (more := len(gap.others) - SHOWN) > 0:
        yield "      " + say("gaps-more", count=more)
    yield f"      {_nearest(gap, say)}"


def _nearest(gap: Gap, say: Texts) -> str:
    entry = gap.nearest.entry
    near = "yes" if gap.nearest.near else "no"
    return say("gaps-nearest", near=near, entry=f"{entry.part}: {entry.id}", likeness=f"{gap.nearest.likeness:.2f}")


def _remarks(of: Heard, gaps: Gaps, say: Texts) -> Iterator[str]:
    """What is not shown and why, and what of the customer no talk ever came to."""
    if gaps.rare:
        yield say("gaps-rare", count=gaps.rare)
    if gaps.learnt:
        yield say("gaps-learnt", count=gaps.learnt)
    if of.unread:
        yield say("gaps-unread", count=of.unread)
    if gaps.unasked:
        yield say("gaps-unasked", ids=", ".join(gaps.unasked))
    if gaps.ungiven:
        yield say("gaps-ungiven", ids=", ".join(gaps.ungiven))


def _proposal(gaps: Gaps, scenario: Scenario, source: Source, say: Texts) -> Iterator[str]:
    """The groups as YAML, indented as scenarios are: under the entry that a group is near to, else as a new one.

    What only a person can write, as an id and what the customer says, is left empty, so that it is missed by
    `duilian check` until it is written.
    """
    near: dict[Entry, list[str]] = {}
    new = defaultdict[Part, list[str]](list)
    for kind in KINDS:
        for gap in gaps.of[kind]:
            texts = [_scalar(text) for text in (gap.typical, *gap.others[:SHOWN])]
            if gap.nearest.near:
                near.setdefault(gap.nearest.entry, []).extend(texts)
                continue
            part, speaks = _NEW[kind]
            note = say("gaps-new", times=gap.times, people=gap.people, nearest=_nearest(gap, say))
            new[part] += [*_entry(part, "", note, texts), f"    {speaks}:"]
    yield f"# {source.path}"
    for part in _EXAMPLES:
        order = {entry.id: index for index, entry in enumerate(getattr(scenario, part))}
        known = sorted((entry for entry in near if entry.part == part), key=lambda entry: order[entry.id])
        if known or new[part]:
            yield f"{part}:"
        for entry in known:
            note = say("gaps-after", line=_last_line(source, part, order[entry.id]))
            yield from _entry(part, entry.id, note, near[entry])
        yield from new[part]


def _entry(part: Part, name: str, note: str, texts: Iterable[str]) -> list[str]:
    return [
        f"  - id: {name}".rstrip() + f"  # {note}",
        f"    {_EXAMPLES[part]}:",
        *(f"      - {text}" for text in texts),
    ]


def _last_line(source: Source, part: Part, index: int) -> int:
    """The line of an entry's last example."""
    examples = source.node((part, index, _EXAMPLES[part]))
    return (examples.value[-1] if isinstance(examples.value, list) else examples).line


def _scalar(text: str) -> str:
    """A text as YAML, in one line, quoted where it would not else be read as it is."""
    return yaml.safe_dump(plain(text), allow_unicode=True, width=10_000).splitlines()[0]
