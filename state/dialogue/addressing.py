"""Addressing: whom of several people in the room a reply is for (深度篇 六)."""

import re

from state.content.scenario import Participant, Scenario
from state.content.terms import Id
from state.dialogue.snapshot import Heard

_CALLED = r"(?:^|[.?!,;:\n]\s*)(?:(?:and|so|but|ok|then|hi|hello),? )?{}\s*[,:?!-]"
"""How somebody is called by name in English: "Beto, …", at the beginning or behind a mark."""
_NAMED = r"(?<!\w){}(?!\w)"


def addressed(scenario: Scenario, heard: Heard) -> Id | None:
    """Whom of several people a reply is for: who is named last; in English, who is called last ("Beto, …"), if any is.

    Nobody, if it only greets or thanks.
    """
    if set(heard.reading.moves) == {"courtesy"}:
        return None
    for way in (_CALLED, _NAMED) if scenario.lang == "en" else ("{}",):
        found = {person.id: _place(person, way, heard.reply) for person in scenario.people}
        if called := [id_ for id_, place in found.items() if place is not None]:
            return max(called, key=lambda id_: found[id_] or 0)
    return None


def _place(person: Participant, way: str, reply: str) -> int | None:
    """Where a reply last names a person in a way; None if it does not."""
    names = "|".join(map(re.escape, sorted((person.name, *person.called), key=len, reverse=True)))
    places = [found.start() for found in re.finditer(way.format(f"(?:{names})"), reply, re.IGNORECASE)]
    return places[-1] if places else None
