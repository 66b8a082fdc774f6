"""A walk: its steps in order, who takes them, and a page of what each shows."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from bot.delivery import now
from bot.practice import Practice
from state.content.terms import Lang
from tests.telegram.chats import Json
from tests.telegram.client import Person, group
from tests.telegram.picture import Mark, before_start, command_menu, mark, screen
from tests.telegram.server import BotApi

Who = Literal["trainee", "newcomer", "guest", "coach", "admin", "member"]
Shows = Literal["chat", "commands", "description", "nothing"]
Mode = Literal["open", "invite"]
Words = str | Mapping[Lang, str]
QUIET = 0.4  # seconds in which a bot that has nothing more to say calls nothing
PATIENCE = 300.0  # seconds in which it comes to rest; before the first reply it reads all examples, once on a machine
ABOUT: Mapping[Lang, Mapping[str, str]] = {  # what steps say in braces
    "zh": {
        "lang": "zh",
        "customer": "zh/vmc_price",
        "other": "zh/fixture_later",
        "company": "zh/spindle_rebuild",
        "group": "华东一组",
    },
    "en": {
        "lang": "en",
        "customer": "en/lathe_quote",
        "other": "en/pallet_questions",
        "company": "en/press_brake",
        "group": "East",
    },
}
ADMINS: Mapping[Lang, int] = {"zh": 201, "en": 202}
COACHES: Mapping[Lang, int] = {"zh": 301, "en": 302}


@dataclass
class Walk:
    """One language's way through a chapter. pages: name -> HTML. failed: what could not be done, in words.

    said: the update of what somebody said last.
    """

    telegram: BotApi
    practice: Practice
    lang: Lang
    chapter: "Chapter"
    people: Mapping[Who, Person]
    pages: dict[str, str] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    said: Json = field(default_factory=dict)
    seen: dict[int, Mark] = field(default_factory=dict)
    taken: int = 0

    def words(self, words: Words) -> str:
        """What a step says, in this language."""
        text = words if isinstance(words, str) else words[self.lang]
        for name, value in ABOUT[self.lang].items():
            text = text.replace("{" + name + "}", value)
        return text

    async def play(self) -> None:
        """Do all steps, and keep a page of each that shows something."""
        for step in self.chapter.steps:
            person = self.people[step.who]
            for do in step.does:
                try:
                    await do(self, person)
                    await self.settled(person)
                except Exception as error:  # the walk goes on: what else is wrong is to be seen too
                    told = (str(error) or repr(error)).splitlines()[0]
                    self.failed.append(f"{self.lang} {self.chapter.name} {step.name}: {told}")
            if step.shows != "nothing":
                self.taken += 1
                name = f"{self.lang}-{self.chapter.name}-{self.taken:03d}-{step.name}"
                self.pages[name] = self._page(step.shows, person, name)
            self.seen[person.chat.id] = mark(self.telegram, person.chat)

    def _page(self, shows: Shows, person: Person, name: str) -> str:
        if shows == "commands":
            return command_menu(self.telegram, person.chat, self.lang, name)
        if shows == "description":
            return before_start(self.telegram, person.chat, self.lang, name)
        return screen(self.telegram, person.chat, self.seen.get(person.chat.id, Mark()), name)

    async def settled(self, person: Person) -> None:
        """Wait until all updates were handled, nothing is unsent and no call is made for a while."""
        async with asyncio.timeout(PATIENCE):
            quiet_since, calls = now(), -1
            while True:
                made = sum(call.method != "getUpdates" for call in self.telegram.journal)
                if made != calls or self.telegram.world.updates.pending or await asyncio.to_thread(self._waiting):
                    quiet_since, calls = now(), made
                elif (now() - quiet_since).total_seconds() >= QUIET:
                    return
                await asyncio.sleep(0.03)

    def _waiting(self) -> bool:
        with self.practice.records.unit() as unit:
            return bool(unit.users_with_pending())


Does = Callable[[Walk, Person], Awaitable[None]]


@dataclass(frozen=True)
class Step:
    """name: of the picture. does: what the person does, one after another. shows: what is open then."""

    name: str
    does: Sequence[Does]
    who: Who
    shows: Shows = "chat"


@dataclass(frozen=True)
class Chapter:
    """Steps with a bot of their own. name: how its pictures' names begin. pace: of its customers, 0 for no pauses.

    mode: who may come in. desk: the desk's address; empty: there is none.
    """

    name: str
    steps: Sequence[Step]
    pace: float = 0
    mode: Mode = "open"
    desk: str = ""


def step(name: str, *does: Does, who: Who = "trainee") -> Step:
    """Something to be seen."""
    return Step(name, does, who)


def unseen(name: str, *does: Does, who: Who = "trainee") -> Step:
    """Something that has to be done, and is seen elsewhere."""
    return Step(name, does, who, "nothing")


def commands(who: Who) -> Step:
    """The list of commands that the app offers somebody."""
    return Step(f"commands-{who}", (), who, "commands")


def walk_in(telegram: BotApi, practice: Practice, lang: Lang, chapter: Chapter) -> Walk:
    """A walk in a language, with the people who take it."""
    zh = lang == "zh"
    spoken, shift = ("zh-hans", 0) if zh else ("en-GB", 1)
    trainee = Person(telegram, 101 + shift, "小林" if zh else "Ann", spoken)
    people: Mapping[Who, Person] = {
        "trainee": trainee,
        "newcomer": Person(telegram, 111 + shift, "小陈" if zh else "Ben", spoken),
        "guest": Person(telegram, 121 + shift, "小赵" if zh else "Cat", spoken),
        "coach": Person(telegram, COACHES[lang], "吴敏" if zh else "Kim", spoken),
        "admin": Person(telegram, ADMINS[lang], "老周" if zh else "Zoe", spoken),
        "member": trainee.inside(group(telegram, -1001 - shift, "销售一组" if zh else "Sales team")),
    }
    return Walk(telegram, practice, lang, chapter, people)
