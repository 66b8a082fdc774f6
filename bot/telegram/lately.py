"""Lately: what tells a message that belongs to the one before it, and a button pressed once more, from news.

It is kept in memory alone. After a restart the worst is that something is answered twice.
"""

from collections.abc import Hashable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

PASTED = 2048
"""Characters of a text from which on it may be one part of a longer one, that an app cut every 4,096 characters."""
TOGETHER = timedelta(seconds=2)
"""The parts of one text are sent within this time; nobody types another message so soon after so long a one."""
TWICE = 2.0
"""Seconds in which the same button under the same message is pressed twice by a thumb, not by a wish."""


@dataclass
class Lately:
    """What each chat sent last, by the chat's id."""

    _pasted: dict[int, datetime] = field(default_factory=dict)
    _albums: dict[int, str] = field(default_factory=dict)
    _pressed: dict[int, tuple[Hashable, float]] = field(default_factory=dict)

    def continues(self, chat: int, text: str, sent: datetime, longest: int) -> bool:
        """Whether a text is a further part of one that was too long. longest: characters that are not."""
        before = self._pasted.pop(chat, None)
        goes_on = before is not None and sent - before <= TOGETHER
        if goes_on or len(text) > max(longest, PASTED):
            self._pasted[chat] = sent
        return goes_on

    def is_shown(self, chat: int, album: str | None) -> bool:
        """Whether something of this album came before; None: it is in no album."""
        before = self._albums.get(chat)
        if album is not None:
            self._albums[chat] = album
        return album is not None and before == album

    def is_pressed_again(self, chat: int, button: Hashable, at: float) -> bool:
        """Whether a button was done with a moment ago. button: what tells it from others. at: seconds."""
        before = self._pressed.get(chat)
        return before is not None and before[0] == button and at - before[1] <= TWICE

    def press(self, chat: int, button: Hashable, at: float) -> None:
        """A button is done with."""
        self._pressed[chat] = (button, at)
