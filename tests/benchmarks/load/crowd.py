"""A crowd: many people who talk to a bot side by side, each saying the next thing once they were answered."""

import asyncio
import itertools
import time
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tests.benchmarks.load.server import BotApi

AT_ONCE = 16
"""Turns that are kept going to find out how many a bot can answer."""
PATIENCE = 120.0
"""Seconds in which a bot has to answer what is still open at the end."""


@dataclass
class Round:
    """What came of a stretch of load. seconds: how long it took. took: of each turn answered, seconds to it.

    messages: how many the bot sent. late: turns that were not answered when it ended.
    """

    seconds: float = 0.0
    took: list[float] = field(default_factory=list)
    messages: int = 0
    late: int = 0

    @property
    def rate(self) -> float:
        """Turns a second."""
        return len(self.took) / self.seconds


@dataclass
class _Talker:
    chat: int
    left: deque[str]
    asked: float = 0.0
    said: int = 0


class Crowd:
    """People with scripts: what each says first, which is not measured, if anything is needed; and then."""

    def __init__(self, api: BotApi, scripts: Sequence[tuple[str | None, Sequence[str]]]) -> None:
        self._api, self._scripts = api, itertools.cycle(scripts)
        self._numbers = itertools.count(1001)
        self._ready: deque[_Talker] = deque()
        self._talkers: dict[int, _Talker] = {}
        self._waiting: dict[int, _Talker] = {}
        self._opening: dict[int, _Talker] = {}
        self._round = Round()
        self._answered: Callable[[], None] = lambda: None
        api.heard = self._heard

    async def ready(self, turns: int) -> None:
        """Let people begin until there are enough for so many turns, and wait until all of them can talk."""
        while len(self._ready) + len(self._opening) < 2 * AT_ONCE or self._left() < 2 * turns:
            opens, replies = next(self._scripts)
            talker = _Talker(next(self._numbers), deque(replies))
            self._talkers[talker.chat] = talker
            if opens is None:
                self._ready.append(talker)
            else:
                self._opening[talker.chat] = talker
                self._api.say(talker.chat, opens)
                await _until(lambda: len(self._opening) < AT_ONCE)
        await _until(lambda: not self._opening)

    async def saturate(self, turns: int) -> Round:
        """Keep `AT_ONCE` turns going until so many have begun, and wait for their answers."""
        self._round = found = Round()
        began, left = time.perf_counter(), iter(range(turns))

        def another() -> None:
            if next(left, None) is not None:
                self._say()

        self._answered = another
        for _ in range(AT_ONCE):
            another()
        await _until(lambda: len(found.took) == turns)
        found.seconds = time.perf_counter() - began
        self._round, self._answered = Round(), lambda: None
        return found

    async def paced(self, seconds: float, rate: float) -> Round:
        """Let a turn begin every 1 / `rate` seconds, whether those before were answered or not."""
        self._round = found = Round()
        began = time.perf_counter()
        for number in range(int(seconds * rate)):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            if self._ready:  # where all wait to be answered, nobody is left to say anything
                self._say()
        found.late = len(self._waiting)
        await _until(lambda: not self._waiting)
        found.seconds = time.perf_counter() - began
        self._round = Round()
        return found

    def _left(self) -> int:
        return sum(len(talker.left) for talker in (*self._ready, *self._opening.values()))

    @property
    def idle(self) -> Sequence[_Talker]:
        """Those who have something to say and wait for nothing."""
        return self._ready

    def _say(self) -> None:
        talker = self._ready.popleft()
        self._waiting[talker.chat] = talker
        talker.asked, talker.said = time.perf_counter(), talker.said + 1
        self._api.say(talker.chat, talker.left.popleft())

    def _heard(self, chat: int, text: str, asks: bool) -> None:
        talker = self._talkers[chat]
        self._round.messages += 1
        if chat in self._opening:
            if asks:  # the first question of the preparation: whoever talks now, begins the talk
                self._ready.append(self._opening.pop(chat))
            return
        if asks and chat not in self._waiting:  # the customer's last word was followed by a question: the talk is over
            self._ready = deque(each for each in self._ready if each is not talker)
            return
        if asks and text.startswith("🎓") and talker.said > 1:  # what was said came after the end: another says theirs
            del self._waiting[chat]
            if self._ready:
                self._say()
            return
        if chat in self._waiting and not text.startswith("🎓"):
            del self._waiting[chat]
            self._round.took.append(time.perf_counter() - talker.asked)
            if talker.left:
                self._ready.append(talker)
            self._answered()


async def _until(done: Callable[[], bool]) -> None:
    ends = time.perf_counter() + PATIENCE
    while not done():
        if time.perf_counter() > ends:
            raise TimeoutError("the bot does not answer")
        await asyncio.sleep(0.005)
