"""Talks: whether a scenario gives its customer enough to say, and its trainee enough to find."""

import re
from collections.abc import Iterator

from state.content.follow_up import ASKED_ON, OPENING
from state.content.machines import Rule, Vocabulary
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.problems import Problem
from state.content.scenario import Scenario
from state.content.sources import Loc, Source
from state.content.terms import Lines, Place, Usual

BUBBLE = 200
"""Characters above which a bubble is too long to be read in a chat."""

MODELS = ("acknowledge", "open_question", "isolate", "advance")
ANY_MODEL = ("evidence", "solution", "benefit", "reassure", "expert_advice")
SAID = ("excuse", "confide", "second")
"""What a transition raises that the scenario words elsewhere: in `surface`, in `concern` and in `second`."""


def check_places(source: Source, loc: Loc, places: tuple[Place, ...], names: Vocabulary) -> Iterator[Problem]:
    """Lines for states, occasions, facts or people that there are not, and bubbles that are too long."""
    for index, place in enumerate(places):
        here = (*loc, index)
        yield from names.unknown_state(source, (*here, "in"), place.in_ or ())
        yield from names.unknown_trigger(source, (*here, "on"), place.on or (), spoken=True)
        if place.by is not None:
            yield from names.unknown_person(source, (*here, "by"), place.by)
        yield from names.unknown_told(source, (*here, "when"), place.when)
        yield from long_bubbles(source, (*here, "say"), place.say)


def long_bubbles(source: Source, loc: Loc, lines: Lines | None) -> Iterator[Problem]:
    """Bubbles of more characters than are read in a chat."""
    for index, burst in enumerate(lines or ()):
        for number, bubble in enumerate(burst):
            if len(bubble) > BUBBLE:
                place = (*loc, index, number)
                yield source.problem("D075", place, bubble, count=len(bubble), limit=BUBBLE)


def check_voice(
    scenario: Scenario, source: Source, objection: Objection, persona: Persona, machine: list[Rule]
) -> Iterator[Problem]:
    """States and raised topics for which neither the scenario nor its persona has a line."""
    places = (*scenario.lines, *persona.lines.get(scenario.lang, ()))
    for state in objection.states:
        if not any(_speaks(place, state.id, final=state.outcome is not None) for place in places):
            yield source.problem("D064", ("lines",), state.id, key=True)
    worded = {name for place in places for name in place.on or ()} | set(SAID)
    told: set[str] = set()
    for rule in machine:
        topic = rule.transition.raises
        if topic is None or topic in worded or topic in told:
            continue
        told.add(topic)
        place = (*rule.loc, "raises") if rule.source is source else ("lines",)
        where = f"{rule.source.path}:{rule.source.node((*rule.loc, 'raises')).line}"
        key = rule.source is not source
        yield source.problem("D016", place, topic, key=key, persona=scenario.persona, where=where)


def _speaks(place: Place, state: str, *, final: bool) -> bool:
    if place.in_ is None:
        return place.on is None
    return state in place.in_ and (final or place.on is None)


def check_talk(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """What a scenario needs of proof, models, talks, answers and surface, each thing once."""
    for part in ("facts", "answers", "surface", "proof"):
        yield from twice(source, (part,), [entry.id for entry in getattr(scenario, part)])
    yield from _same_sentences(scenario, source)
    yield from _bubbles(scenario, source)
    yield from _followed(scenario, source)
    yield from _usual(scenario, source)
    if scenario.talks is None:
        yield source.problem("D083", ())
    if not any(proof.fits for proof in scenario.proof):
        yield source.problem("D070", ("proof",), key=True)
    if all(proof.fits for proof in scenario.proof):
        yield source.problem("D071", ("proof",), key=True)
    for move in MODELS:
        if move not in scenario.models:
            yield source.problem("D072", ("models",), move, key=True)
    if not any(move in scenario.models for move in ANY_MODEL):
        yield source.problem("D072", ("models",), " / ".join(ANY_MODEL), key=True)
    enough, count = scenario.concern.enough, len(scenario.answers)
    if enough > count:
        place = ("concern", "enough") if source.has(("concern", "enough")) else ("answers",)
        yield source.problem("D073", place, str(enough), key=place == ("answers",), count=count)
    if scenario.objection in ("hidden", "false") and len(scenario.surface) < 2:
        yield source.problem("D074", ("surface",), scenario.objection, key=True)


def check_second(scenario: Scenario, source: Source, machine: list[Rule]) -> Iterator[Problem]:
    """A second objection of the kind of the first, with an id that is taken, or that nothing ever raises."""
    second = scenario.second
    if second is None:
        return
    for index, surface in enumerate(scenario.surface):
        if surface.id == second.id:
            yield source.problem("D053", ("second", "id"), second.id, first=source.node(("surface", index, "id")).line)
    if second.kind == scenario.objection:
        yield source.problem("D099", ("second", "kind"), second.kind)
    if all(rule.transition.raises != "second" for rule in machine):
        yield source.problem("D100", ("second",), scenario.objection, key=True)


def check_incidents(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """What comes up in a call that is none, or when there is nobody left to reply."""
    if scenario.incidents and not scenario.telephone:
        yield source.problem("D101", ("incidents",), key=True)
    for index, incident in enumerate(scenario.incidents):
        if incident.turn >= scenario.turns:
            place = ("incidents", index, "turn")
            yield source.problem("D102", place, str(incident.turn), count=scenario.turns)


def twice(source: Source, loc: Loc, ids: list[str]) -> Iterator[Problem]:
    """Entries of the list at `loc` whose id was taken by an earlier one."""
    first: dict[str, int] = {}
    for index, id_ in enumerate(ids):
        place = (*loc, index, "id")
        if id_ in first:
            yield source.problem("D053", place, id_, first=first[id_])
        first.setdefault(id_, source.node(place).line)


def _same_sentences(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """A sentence that stands for two things would be matched to either.

    What sounds like an answer may well ask for a fact.
    """
    missed = {
        key: [(("near_misses", key, number), text) for number, text in enumerate(sentences)]
        for key, sentences in scenario.near_misses
    }
    facts, answers = list(_asked(scenario)), list(_meant(scenario))
    found = set()
    for together in ([*facts, *answers, *missed["asked"]], [*answers, *missed["means"]]):
        first: dict[str, int] = {}
        for loc, sentence in together:
            bare = re.sub(r"\W", "", sentence).casefold()
            if bare in first and loc not in found:
                found.add(loc)
                yield source.problem("D054", loc, sentence, first=first[bare])
            first.setdefault(bare, source.node(loc).line)


def _followed(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """Follow-ups after something that the customer never tells, and such as are never said.

    Only a fact can be asked for again, and then be gone on about whatever the question asks for.
    """
    facts = [fact.id for fact in scenario.facts]
    told = [*facts, *(surface.id for surface in scenario.surface), OPENING]
    for index, further in enumerate(scenario.follow_ups):
        for number, id_ in enumerate(further.after):
            if id_ not in told:
                yield source.problem("D106", ("follow_ups", index, "after", number), id_, known=told)
        if {*further.after} <= {*told} - {*facts} and ASKED_ON.isdisjoint(further.to or ()):
            yield source.problem("D107", ("follow_ups", index))


def _usual(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """What any seller asks is answered by one fact."""
    first: dict[Usual, int] = {}
    for index, fact in enumerate(scenario.facts):
        for number, name in enumerate(fact.usual):
            loc = ("facts", index, "usual", number)
            if name in first:
                yield source.problem("D108", loc, name, first=first[name])
            first.setdefault(name, source.node(loc).line)


def _asked(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    for index, fact in enumerate(scenario.facts):
        yield from ((("facts", index, "asked", number), text) for number, text in enumerate(fact.asked))


def _meant(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    for index, answer in enumerate(scenario.answers):
        yield from ((("answers", index, "means", number), text) for number, text in enumerate(answer.means))
    for index, surface in enumerate(scenario.surface):
        yield from ((("surface", index, "means", number), text) for number, text in enumerate(surface.means))
    if scenario.second is not None:
        yield from ((("second", "means", number), text) for number, text in enumerate(scenario.second.means))


def _bubbles(scenario: Scenario, source: Source) -> Iterator[Problem]:
    yield from long_bubbles(source, ("opening",), scenario.opening)
    yield from long_bubbles(source, ("concern", "confided"), scenario.concern.confided)
    for index, fact in enumerate(scenario.facts):
        yield from long_bubbles(source, ("facts", index, "answer"), fact.answer)
        yield from long_bubbles(source, ("facts", index, "guarded"), fact.guarded)
    for index, further in enumerate(scenario.follow_ups):
        yield from long_bubbles(source, ("follow_ups", index, "say"), further.say)
    for index, answer in enumerate(scenario.answers):
        yield from long_bubbles(source, ("answers", index, "reply"), answer.reply)
    for index, surface in enumerate(scenario.surface):
        yield from long_bubbles(source, ("surface", index, "say"), surface.say)
        yield from long_bubbles(source, ("surface", index, "reply"), surface.reply)
    if scenario.second is not None:
        for part in ("say", "reply", "again"):
            yield from long_bubbles(source, ("second", part), getattr(scenario.second, part))
    for index, incident in enumerate(scenario.incidents):
        yield from long_bubbles(source, ("incidents", index, "say"), incident.say)
        yield from long_bubbles(source, ("incidents", index, "reply"), incident.reply)
