"""People who practise while all goes wrong: each does what a person would, and says again what did not count."""

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from random import Random

from bot.telegram.sending import COACH, CUSTOMER
from bot.texts import texts
from state.content.terms import Lang
from state.troupe import Troupe
from tests.telegram.chats import Json, Message
from tests.telegram.client import Person
from tests.telegram.server import BotApi

PATIENCE_S = 15.0
"""After so long without an answer, a person tries again."""
LOOK_S = 0.25
"""Between two looks at the chat."""
MET: dict[Lang, tuple[str, str]] = {
    "zh": ("zh/vmc_price", "zh/lathe_precise"),
    "en": ("en/lathe_quote", "en/pallet_questions"),
}
WHOLE = 100
"""One in so many talks until the customer has decided; the others break off."""
LOST = tuple(COACH + texts(lang)("error-records") for lang in MET)
"""What people are told whose message could not be kept."""
UNHEARD = tuple(COACH + texts(lang)("talk-stopped-unheard") for lang in MET)
"""What they are told who break off before the customer has heard a word, as where their words were lost."""


@dataclass
class Said:
    """Messages meant for the customer that were sent at once, as (the message's id, the update's), as they came."""

    messages: list[tuple[int, int]]


@dataclass
class Trainee:
    """Somebody with a chat of their own, who goes through one talk from the menu to the score card.

    replies: what they have to say; then they break off. said: what they said, in the order in which it came.
    """

    telegram: BotApi
    person: Person
    scenario: str
    replies: list[str]
    dice: Random
    said: list[Said] = field(default_factory=list)
    updates: list[Json] = field(default_factory=list)

    async def practises(self) -> None:
        """Hold a talk."""
        way = self.dice.choices(("answers", "skips", "speaks"), (1, 3, 4))[0]
        while not self._shows("card/") and not self._says(UNHEARD):
            if self._shows("judge/"):
                await self._presses("judge/*/-")
            elif self._shows("concern/"):
                await self._presses("concern/*/*")
            elif self._shows("kind/"):
                await self._presses("kind/*/*")
            elif self._has_begun() or (way == "speaks" and self._shows("expect/")):
                await self._goes_on()
            elif self._shows("proof/"):
                await self._prepares("proof", way)
            elif self._shows("expect/"):
                await self._prepares("expect", way)
            else:
                await self._chooses()

    async def _chooses(self) -> None:
        for data in (f"customer/menu/{self.scenario}", "menu/practice/all.0"):
            if self._shows(data):
                await self._presses(data)
                return
        await self._writes("/practice" if self.dice.random() < 0.25 else f"/practice {self.scenario}")

    async def _prepares(self, question: str, way: str) -> None:
        """Tap an answer, then the way on; or skip the question."""
        ticked = self._shows(f"{question}/*/+")
        await self._presses(f"{question}/*/{'+' if ticked else '-' if way == 'skips' else '*'}")

    async def _goes_on(self) -> None:
        """Say the next thing, or two at once, the first of which may come after the second; in the end, good-bye."""
        await asyncio.sleep(self.dice.uniform(0.2, 1.0))  # to think: nobody knows what the bot is at meanwhile
        if not self.replies:
            await self._writes("/quit")
            return
        burst = self.replies[: 2 if self.dice.random() < 0.3 else 1]
        messages = [self.person.writes(text) for text in burst]
        if self.dice.random() < 0.5:
            messages.reverse()
        updates = [self.telegram.push("message", message.json) for message in messages]
        said = Said([(message.id, update["update_id"]) for message, update in zip(messages, updates, strict=True)])
        self.said.append(said)
        last = max(message.id for message in messages)
        if await self._hears(updates, lambda: self._is_answered(last)) < len(updates):
            del self.replies[: len(burst)]

    async def _writes(self, text: str) -> None:
        seen = self._seen()
        await self._hears([await self.person.says(text)], lambda: self._seen() > seen)

    async def _presses(self, data: str) -> None:
        """Press a button by what it carries. Whatever then changes in the chat is taken for the answer."""
        message, button = next(self._buttons(data))
        query = self.person.presses_on(message, button)
        update = self.telegram.world.updates.pending[-1]
        seen, answers = self._seen(), self.telegram.world.answers
        # A button that was out of date says nothing but in passing.
        await self._hears([update], lambda: self._seen() > seen or bool(answers.get(query, {}).get("text")))

    async def _hears(self, updates: list[Json], answered: Callable[[], bool]) -> int:
        """Wait for an answer, as long as a person would; how many of these messages are said not to count."""
        told = self._told()
        self.updates += updates
        loop = asyncio.get_running_loop()
        end, told_off = loop.time() + PATIENCE_S, 0
        while not answered() and told_off < len(updates) and loop.time() < end:
            await asyncio.sleep(LOOK_S)
            told_off = self._told() - told
        if told_off:
            await asyncio.sleep(self.dice.uniform(1.0, 3.0))  # "in a moment", it says
        return min(told_off, len(updates))

    def _shows(self, data: str) -> bool:
        return next(self._buttons(data), None) is not None

    def _buttons(self, data: str) -> "itertools.chain[tuple[Message, Json]]":
        """Buttons that carry this; a * stands for anything in its place, and what is not given, too."""
        wanted = data.split("/")

        def fits(button: Json) -> bool:
            parts = button["callback_data"].split("/", len(wanted) - 1)
            pairs = zip(parts, wanted, strict=False)
            return len(parts) == len(wanted) and all(part == want or want in ("*", "") for part, want in pairs)

        return itertools.chain(
            (message, button)
            for message in reversed(self.person.chat.by_bot())
            for button in message.buttons
            if fits(button)
        )

    def _has_begun(self) -> bool:
        return self._says((CUSTOMER,))

    def _says(self, beginnings: tuple[str, ...]) -> bool:
        """Whether anything in the chat begins so."""
        return any(message.text.startswith(beginnings) for message in self.person.chat.by_bot())

    def _is_answered(self, message: int) -> bool:
        """Whether the customer has said something after a message, or the talk is over."""
        messages = self.person.chat.messages
        after = (messages[number] for number in range(message + 1, len(messages) + 1))
        return any(each.by_bot and each.text.startswith(CUSTOMER) for each in after) or self._shows("kind/")

    def _seen(self) -> int:
        """How much the bot has said and changed."""
        said = self.person.chat.by_bot()
        return sum(1 + len(message.before) for message in said if message.text not in LOST)

    def _told(self) -> int:
        """How often it was said that a message does not count."""
        return sum(message.text in LOST for message in self.person.chat.by_bot())


def trainees(telegram: BotApi, troupe: Troupe, count: int, replies: int, dice: Random) -> list[Trainee]:
    """So many people, half of whom speak English. replies: how many each has to say who does not go to the end."""
    made = []
    for number in range(count):
        lang: Lang = "en" if number % 2 else "zh"
        scenario = MET[lang][number // 2 % 2]
        wanted = troupe.customers[scenario].scenario
        assert wanted.talks is not None
        expert, models = list(wanted.talks.expert), list(wanted.models.values())
        said = expert if number % WHOLE == 0 else dice.sample(models, dice.randint(1, replies))
        person = Person(telegram, 1_000 + number, f"学员{number}", "zh-hans" if lang == "zh" else "en")
        made.append(Trainee(telegram, person, scenario, said, Random(dice.random())))
    return made
