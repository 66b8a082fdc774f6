"""Company: whether the people in the room are who the rest of a scenario takes them for (深度篇 六)."""

from collections.abc import Iterator

from state.content.problems import Problem
from state.content.scenario import Scenario
from state.content.sources import Loc, Source
from state.content.talks import twice


def check_company(scenario: Scenario, source: Source) -> Iterator[Problem]:
    """Names of nobody, not exactly one who decides, nobody told about it, and people whom nothing is in it for."""
    people = [person.id for person in scenario.people]
    for loc, id_ in _named(scenario):
        if id_ not in people:
            yield source.problem("D095", loc, id_, known=people)
    if not scenario.people:
        return
    yield from twice(source, ("people",), people)
    deciding = [index for index, person in enumerate(scenario.people) if person.decides]
    if len(deciding) != 1:
        place = ("people", deciding[1], "decides") if deciding else ("people",)
        yield source.problem("D096", place, str(len(deciding)), key=not deciding)
    for index, person in enumerate(scenario.people):
        if not any(person.id in scenario.speaks_to(answer) for answer in scenario.answers):
            yield source.problem("D097", ("people", index, "id"), person.id)
    if not any(fact.decides for fact in scenario.facts):
        yield source.problem("D098", ("facts",), key=True)


def _named(scenario: Scenario) -> Iterator[tuple[Loc, str]]:
    """Where the scenario names people, lines and guards aside."""
    if scenario.speaker is not None:
        yield ("speaker",), scenario.speaker
    for index, fact in enumerate(scenario.facts):
        if fact.by is not None:
            yield ("facts", index, "by"), fact.by
    for index, further in enumerate(scenario.follow_ups):
        if further.by is not None:
            yield ("follow_ups", index, "by"), further.by
    for index, answer in enumerate(scenario.answers):
        if answer.by is not None:
            yield ("answers", index, "by"), answer.by
        yield from ((("answers", index, "for", number), id_) for number, id_ in enumerate(answer.for_ or ()))
