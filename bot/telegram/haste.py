"""Haste: who sends more in a minute than anybody types is not heard for the next, and is told so once."""

import logging
import time
from collections import deque
from dataclasses import dataclass, field
from typing import Literal

from telegram import Bot, Update

from bot.practice import Practice
from bot.telegram.people import person_of
from bot.telegram.telling import tell

MINUTE = 60.0
KNOWN = 10_000
"""People who are remembered before those are forgotten of whom nothing came for a minute."""
Heard = Literal["heard", "told", "unheard"]
"""Whether something is heard; if not, whether it is the first of which that is told."""
log = logging.getLogger(__name__)


@dataclass
class Haste:
    """Judges by the last minute of each person, in the memory of one program. most: a minute; 0: however many."""

    most: int = 0
    _times: dict[int, deque[float]] = field(default_factory=dict)
    _until: dict[int, float] = field(default_factory=dict)

    def judge(self, person: int, at: float) -> Heard:
        """Whether what a person sent is heard. at: when it was sent, in seconds."""
        if not self.most:
            return "heard"
        until = self._until.get(person)
        if until is not None and at < until:
            return "unheard"
        times = self._times.setdefault(person, deque(maxlen=self.most))
        if until is not None:
            del self._until[person]
            times.clear()
        if len(times) == self.most and at - times[0] < MINUTE:
            self._until[person] = at + MINUTE
            return "told"
        times.append(at)
        if len(self._times) > KNOWN:
            self._forget(at)
        return "heard"

    def _forget(self, at: float) -> None:
        """Forget of whom nothing came for a minute: they are judged as if they were new."""
        self._times = {person: times for person, times in self._times.items() if times and at - times[-1] < MINUTE}
        self._until = {person: until for person, until in self._until.items() if until > at}


@dataclass
class Gate:
    """Lets updates in, by whichever way they came, and tells whoever is too fast."""

    bot: Bot
    practice: Practice
    haste: Haste = field(init=False)

    def __post_init__(self) -> None:
        self.haste = Haste(self.practice.settings.limits.messages)

    async def admits(self, update: Update) -> bool:
        """Whether an update is to be handled. That somebody has blocked the bot, or no longer does, always is."""
        user, chat = update.effective_user, update.effective_chat
        if user is None or update.my_chat_member is not None:
            return True
        found = self.haste.judge(user.id, _sent_at(update))
        if found == "told":
            log.warning("telegram:%s sent more than %s messages in a minute.", user.id, self.haste.most)
            if chat is not None and chat.type == chat.PRIVATE:  # what is said in groups is answered as good as never
                person = person_of(update, self.practice.settings.practice.lang)
                await tell(self.bot, self.practice, person, "too-fast")
        return found == "heard"


def _sent_at(update: Update) -> float:
    """When something was sent, in seconds: what waited while nobody was here does not come all at once.

    Of a button that was pressed Telegram does not say when; then it is now.
    """
    if update.edited_message is not None and update.edited_message.edit_date is not None:
        return update.edited_message.edit_date.timestamp()
    return update.message.date.timestamp() if update.message is not None else time.time()
