"""Addressing: whom of several people in the room a reply is for (深度篇 六)."""

import re

from state.content.scenario import Participant, Scenario
from state.content.terms import Id
from state.dialogue.snapshot import Heard


def addressed(scenario: Scenario, heard: Heard) -> Id | None:
    """Whom of several people a reply is for: the one who is called by name last, unless it only greets or thanks."""
    found = {person.id: _place(scenario, person, heard.reply) for person in scenario.people}
    called = [id_ for id_, place in found.items() if place is not None]
    if not called or set(heard.reading.moves) == {"courtesy"}:
        return None
    return max(called, key=lambda id_: found[id_] or 0)


def _place(scenario: Scenario, person: Participant, reply: str) -> int | None:
    """Where a reply last calls a person by name; None if it does not. In English a name is a word of its own."""
    names = "|".join(map(re.escape, sorted((person.name, *person.called), key=len, reverse=True)))
    pattern = rf"(?<!\w)(?:{names})(?!\w)" if scenario.lang == "en" else names
    places = [found.start() for found in re.finditer(pattern, reply, re.IGNORECASE)]
    return places[-1] if places else None
