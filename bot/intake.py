"""Intake: what an author is asked before a customer is drafted. What was given beforehand is not asked."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from bot.drafting import Draft, free_name, taken
from bot.texts import Texts
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.terms import ObjectionKind, PersonaKind

LONGEST = 80
"""Characters of the name of a firm, a person or a product."""

_NAME = re.compile(r"[a-z][a-z0-9_]{0,36}")  # an id of 40 at most, before which the account puts its language

Accept = Callable[[str], str]
T = TypeVar("T")


class Refused(Exception):
    """An answer will not do; the message says why, and what would."""


@dataclass(frozen=True)
class Given:
    """Answers given beforehand, None where there is none. Texts can be '': left for later."""

    name: str | None = None
    persona: PersonaKind | None = None
    objection: ObjectionKind | None = None
    difficulty: int | None = None
    company: str | None = None
    person: str | None = None
    product: str | None = None


@dataclass(frozen=True)
class Intake:
    """Asks what was not given. lines: the answers; an empty one, or none any more, stands for the default.

    tell: shows a line to the author.
    """

    folder: Path
    personas: Mapping[PersonaKind, Persona]
    objections: Mapping[ObjectionKind, Objection]
    say: Texts
    lines: Iterator[str]
    tell: Callable[[str], None]

    def draft(self, given: Given) -> Draft:
        """All that is decided of a new customer. Raises Refused if something given will not do."""
        lang = self.say.lang
        if given.name is not None:
            self._name(given.name)
        product, company, person = (
            None if text is None else self._words(text) for text in (given.product, given.company, given.person)
        )
        objections = {kind: entry.name[lang] for kind, entry in self.objections.items()}
        personas = {kind: entry.name[lang] for kind, entry in self.personas.items()}
        levels = {level: self.say("new-level", level=level) for level in (1, 2, 3)}
        objection = self._one_of("new-objection", objections) if given.objection is None else given.objection
        persona = self._one_of("new-persona", personas) if given.persona is None else given.persona
        difficulty = self._one_of("new-difficulty", levels) if given.difficulty is None else given.difficulty
        product = self._text("new-product") if product is None else product
        company = self._text("new-company") if company is None else company
        person = self._text("new-person") if person is None else person
        free = free_name(self.folder, lang, f"{objection}_{persona}")
        name = given.name or self._ask("new-name", free, free, self._name)
        return Draft(lang, name, persona, objection, difficulty, company, person, product)

    def _ask(self, key: str, default: str, shown: str, accept: Accept, options: Sequence[str] = ()) -> str:
        self.tell(self.say("new-question", question=self.say(key), default=shown))
        for option in options:
            self.tell(f"  {option}")
        for line in self.lines:
            if not line.strip():
                break
            try:
                return accept(line.strip())
            except Refused as refused:
                self.tell(str(refused))
        return default

    def _one_of(self, key: str, names: Mapping[T, str]) -> T:
        """One of several, by its number, its id or its name; the first if nothing is said."""
        ids = list(names)
        known = {name.casefold(): id_ for id_, name in names.items()} | {str(id_): id_ for id_ in ids}
        known |= {str(number): id_ for number, id_ in enumerate(ids, 1)}
        options = [_option(number, str(id_), names[id_]) for number, id_ in enumerate(ids, 1)]

        def accept(text: str) -> str:
            if text.casefold() not in known:
                raise Refused(self.say("new-unknown", value=text, count=len(ids)))
            return text.casefold()

        return known[self._ask(key, str(ids[0]), "1", accept, options)]

    def _text(self, key: str) -> str:
        return self._ask(key, "", self.say("new-later"), self._words)

    def _words(self, text: str) -> str:
        words = " ".join(text.split())
        if not words.isprintable():
            raise Refused(self.say("new-unprintable"))
        if len(words) > LONGEST:
            raise Refused(self.say("new-too-long", value=words[:20], limit=LONGEST))
        return words

    def _name(self, text: str) -> str:
        if not _NAME.fullmatch(text):
            raise Refused(self.say("new-no-name", value=text))
        there = taken(self.folder, self.say.lang, text)
        if there is not None:
            raise Refused(self.say("new-taken", path=there.as_posix()))
        return text


def _option(number: int, id_: str, name: str) -> str:
    """An option as it is shown: by number and name, and by its id where these do not show it."""
    return f"{number} {name}" if id_ == str(number) or id_ in name else f"{number} {name} {id_}"
