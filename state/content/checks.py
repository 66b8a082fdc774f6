"""Checks: whether the files of a library fit together; everything that no file can say by itself."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from state.content.company import check_company
from state.content.idle import Setting, idle_lines, idle_ways, setting_of
from state.content.library import Library
from state.content.machines import Rule, Vocabulary, check_names, check_shape, rules
from state.content.nodes import Node
from state.content.objection import Objection
from state.content.problems import Problem, at_most
from state.content.rubric import Criterion, Rubric
from state.content.sources import Loc, Source
from state.content.talks import check_incidents, check_places, check_second, check_talk, check_voice, twice
from state.content.terms import FACT, FIGURE, MISTAKES, MOVES, TOPICS

STEPS = ("a", "b", "c", "d", "e", "f", "g")
_NAME = re.compile(r"[a-z][a-z0-9_]{0,39}")
_UNFILLED = re.compile(r"【填[:：][^【】]*】|\[\[fill:[^\[\]]*\]\]")
_MARKS = ("【填", "[[fill")
_GAP = re.compile(r"(?<![A-Za-z])(?:TODO|FIXME|TBD|XXX)(?![A-Za-z])|\{[^{}]{0,40}\}|<[^<>]{1,40}>|待补")


def check_library(library: Library, tests: Collection[str]) -> list[Problem]:
    """Everything wrong between the files, sorted by place, each thing once.

    tests: the names of the tests that a rubric's criterion may use.
    """
    found = [
        *_names(library),
        *_moves(library),
        *_rubric(library, tests),
        *_personas(library),
        *_objections(library),
        *(problem for name in library.scenarios for problem in _scenario(library, name)),
        *(problem for name in library.drills for problem in _drill(library, name)),
        *(problem for source in library.sources.values() for problem in gaps(source)),
    ]
    once = {(item.path, item.line, item.column, item.code, item.says()): item for item in found}
    return list(at_most(once[place] for place in sorted(once)))


def _names(library: Library) -> Iterator[Problem]:
    """A file is found by its name, so it must be a good one and agree with what is in the file."""
    for name, source in library.sources.items():
        folder, _, stem = name.rpartition("/")
        if not _NAME.fullmatch(stem):
            yield Problem(source.path, 1, 1, "D056", stem)
        if folder in ("personas", "objections", "accounts"):
            id_ = source.node(("id",)).value
            if id_ != stem:
                yield source.problem("D050", ("id",), str(id_), name=stem)


def _drill(library: Library, name: str) -> Iterator[Problem]:
    """What each item of a drill needs, by whether its answer is chosen or said."""
    source, drill = library.sources[f"drills/{name}"], library.drills[name]
    first: dict[str, int] = {}
    for index, item in enumerate(drill.items):
        loc = ("items", index)
        if drill.options and item.answer not in drill.options:
            place = (*loc, "answer") if item.answer is not None else loc
            yield source.problem("D086", place, item.answer or "", known=drill.options, kind=drill.kind)
        if not drill.options and (item.model is None or item.bad is None):
            yield source.problem("D087", loc, kind=drill.kind)
        if item.shows in first:
            yield source.problem("D054", (*loc, "shows"), item.shows, first=first[item.shows])
        first.setdefault(item.shows, source.node((*loc, "shows")).line)


def _moves(library: Library) -> Iterator[Problem]:
    source = library.sources["moves"]
    ids = [entry.id for entry in library.moves.moves]
    yield from twice(source, ("moves",), [str(id_) for id_ in ids])
    yield from (source.problem("D080", ("moves",), move, key=True) for move in MOVES if move not in ids)


def _rubric(library: Library, tests: Collection[str]) -> Iterator[Problem]:
    source, rubric = library.sources["handbook"], library.rubric
    if tuple(step.id for step in rubric.steps) != STEPS:
        yield source.problem("D077", ("steps",), key=True)
    first: dict[str, int] = {}
    for loc, criterion in _criteria(rubric):
        if criterion.id in first:
            yield source.problem("D053", (*loc, "id"), criterion.id, first=first[criterion.id])
        first.setdefault(criterion.id, source.node((*loc, "id")).line)
        if criterion.test not in tests:
            yield source.problem("D020", (*loc, "test"), criterion.test, known=sorted(tests))
    for move in rubric.mistakes:
        if move not in MISTAKES:
            yield source.problem("D079", ("mistakes", move), move, key=True, known=sorted(MISTAKES))
    starts = [band.at for band in rubric.bands]
    if starts[0] != 0 or any(low >= high for low, high in pairwise(starts)):
        yield source.problem("D078", ("bands",), key=True)


def _criteria(rubric: Rubric) -> Iterator[tuple[Loc, Criterion]]:
    for index, step in enumerate(rubric.steps):
        yield from ((("steps", index, "criteria", number), item) for number, item in enumerate(step.criteria))
    for index, group in enumerate(rubric.groups):
        yield from ((("groups", index, "criteria", number), item) for number, item in enumerate(group.criteria))


def _personas(library: Library) -> Iterator[Problem]:
    states = {state.id for objection in library.objections.values() for state in objection.states}
    raised = {
        rule.raises
        for part in (library.objections, library.scenarios)
        for entry in part.values()
        for rule in entry.transitions
    }
    facts = {fact.id for scenario in library.scenarios.values() for fact in scenario.facts}
    answers = {answer.id for scenario in library.scenarios.values() for answer in scenario.answers}
    names = Vocabulary(sorted(states), sorted(facts), sorted(answers), sorted({*TOPICS, *filter(None, raised)}), ())
    for name, persona in library.personas.items():
        source = library.sources[f"personas/{name}"]
        for lang, length in persona.length.items():
            if length.short >= length.long:
                yield source.problem("D082", ("length", lang), low=length.short, high=length.long)
        for lang in sorted({scenario.lang for scenario in library.scenarios.values() if scenario.persona == name}):
            for key in ("length", "lines"):
                if lang not in getattr(persona, key):
                    yield source.problem("D055", (key,), lang, key=True, part=key)
        for lang, places in persona.lines.items():
            yield from check_places(source, ("lines", lang), places, names)
            yield from idle_lines(source, ("lines", lang), places, Setting())


def _objections(library: Library) -> Iterator[Problem]:
    """Objections that no scenario uses; the others are checked with each scenario's own transitions."""
    used = {scenario.objection for scenario in library.scenarios.values()}
    for name, objection in library.objections.items():
        source = library.sources[f"objections/{name}"]
        yield from twice(source, ("states",), [state.id for state in objection.states])
        if name not in used:
            names = Vocabulary([state.id for state in objection.states], None, None)
            machine = rules(objection, source, None, None)
            yield from _machine(objection, source, machine, names, setting_of(objection, machine))


def _scenario(library: Library, name: str) -> Iterator[Problem]:
    source, scenario = library.sources[name], library.scenarios[name]
    folder = name.partition("/")[0]
    if scenario.lang != folder:
        yield source.problem("D051", ("lang",), scenario.lang, folder=folder)
    account = library.accounts.get(scenario.account)
    if account is None:
        yield source.problem("D017", ("account",), scenario.account, known=sorted(library.accounts))
    elif account.lang != scenario.lang:
        yield source.problem("D052", ("account",), scenario.account, lang=account.lang)
    persona, objection = library.personas.get(scenario.persona), library.objections.get(scenario.objection)
    if persona is None:
        yield source.problem("D018", ("persona",), scenario.persona, known=sorted(library.personas))
    if objection is None:
        yield source.problem("D019", ("objection",), scenario.objection, known=sorted(library.objections))
    yield from check_talk(scenario, source)
    yield from check_company(scenario, source)
    if persona is None or objection is None:
        return
    machine = rules(objection, library.sources[f"objections/{scenario.objection}"], scenario, source)
    names = Vocabulary(
        [state.id for state in objection.states],
        [fact.id for fact in scenario.facts],
        [answer.id for answer in scenario.answers],
        people=[person.id for person in scenario.people],
    )
    setting = setting_of(objection, machine, scenario, source)
    yield from _machine(objection, library.sources[f"objections/{scenario.objection}"], machine, names, setting)
    yield from check_second(scenario, source, machine)
    yield from check_incidents(scenario, source)
    yield from check_voice(scenario, source, objection, persona, machine)
    raised = {rule.transition.raises for rule in machine}
    topics = sorted({*TOPICS, *filter(None, raised)})
    lines = replace(names, topics=topics)
    yield from check_places(source, ("lines",), scenario.lines, lines)
    yield from idle_lines(source, ("lines",), scenario.lines, setting)


def _machine(
    objection: Objection, source: Source, machine: list[Rule], names: Vocabulary, setting: Setting
) -> Iterator[Problem]:
    """Unknown names; and, where there are none, states and transitions that do not hold together."""
    found = list(check_names(objection, source, machine, names))
    yield from found or [*check_shape(objection, source, machine), *idle_ways(machine, setting)]


def unfinished(library: Library) -> frozenset[str]:
    """The scenarios in which, or in whose account, a placeholder of `duilian new` is left."""
    left = {name for name, source in library.sources.items() if any(unfilled(source))}
    return frozenset(
        name for name, scenario in library.scenarios.items() if left & {name, f"accounts/{scenario.account}"}
    )


def unfilled(source: Source) -> Iterator[Problem]:
    """The placeholders of `duilian new` that are left in a file."""
    if any(mark in line for line in source.lines for mark in _MARKS):  # in most files there is none
        yield from (problem for problem in gaps(source) if problem.code == "D090")


def gaps(source: Source) -> Iterator[Problem]:
    """What was left to be filled in, in the texts of a file."""
    return _gaps(source, source.root, ())


_SLOTS: Mapping[str, str] = {"corrected": FIGURE, "nearby": FACT}
"""What stands for something in a line on a cue."""


def _gaps(source: Source, node: Node, loc: Loc) -> Iterator[Problem]:
    if isinstance(node.value, dict):
        for key, (_, value) in node.value.items():
            yield from _gaps(source, value, (*loc, key))
    elif isinstance(node.value, list):
        for index, item in enumerate(node.value):
            yield from _gaps(source, item, (*loc, index))
    elif node.value:
        yield from source.each("D090", loc, _UNFILLED)
        cues = _names_of(source, (*loc[: loc.index("say")], "on")) if "say" in loc else []
        slots = [slot for cue, slot in _SLOTS.items() if cue in cues]
        if gap := _GAP.search(node.value.replace(slots[0], "") if slots else node.value):
            yield source.problem("D076", loc, gap[0])


def _names_of(source: Source, loc: Loc) -> list[str]:
    """The name, or the list of names, that is written there; none if nothing is."""
    value = source.node(loc).value if source.has(loc) else None
    nodes = value if isinstance(value, list) else []
    return [value] if isinstance(value, str) else [str(node.value) for node in nodes]
