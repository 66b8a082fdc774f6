"""Actions: what a person does in any channel, and who does it."""

from dataclasses import dataclass
from typing import Literal

from bot.cleaning import cleaned
from state.content.terms import Lang

CommandName = Literal[
    "start", "practice", "private", "exam", "hint", "why", "undo", "status", "rubric", "whatif", "appeal", "progress",
    "goal", "drill", "quit", "language", "reminders", "help", "mydata", "forget", "invite", "review", "assign",
    "desk", "scenarios",
]  # fmt: skip
STAFF: tuple[CommandName, ...] = ("review", "assign", "desk", "invite", "scenarios")
"""Commands for coaches and admins, which are offered to nobody else."""
COMMANDS: tuple[CommandName, ...] = (
    "practice", "drill", "exam", "private", "hint", "why", "undo", "status", "rubric", "quit", "whatif", "appeal",
    "progress", "goal", "language", "reminders", "mydata", "forget", "help", "start", "review", "assign", "desk",
    "invite", "scenarios",
)  # fmt: skip


Kind = Literal[
    "sticker", "picture", "video", "animation", "round", "contact", "place", "poll", "dice", "game", "document",
    "audio", "voice", "long-voice", "unheard", "forwarded", "via", "blank", "other",
]  # fmt: skip
"""Kinds of messages that are no words of the trainee's own.

round: a video in a circle. long-voice: a voice message longer than is listened to; unheard: one that could not be made
out. via: what another bot wrote for the trainee. blank: a text in which nothing can be seen. other: what Telegram has
thought of since.
"""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody in a channel. id: as `telegram:12345` or `terminal:local`. lang: what the client says, if known.

    bot: the name by which the channel knows us, as `duilian_bot`; '' where there is none.
    """

    id: str
    channel: Literal["telegram", "terminal"]
    name: str
    lang: Lang
    chat_id: int | None = None
    bot: str = ""


@dataclass(frozen=True, slots=True)
class Command:
    """A command, as `/practice zh/vmc_price`."""

    name: CommandName
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """Free text: said to the customer, or an answer to a question by number. message: what the channel calls it.

    seconds: how long it took to say, if it was spoken. beside: what came with it that a customer does not see.
    to: the message of ours that it replies to, if it was sent as a reply.
    """

    text: str
    message: int | None = None
    seconds: float | None = None
    beside: Kind | None = None
    to: int | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """Free text that was sent before and has been changed. message: what the channel calls it."""

    text: str
    message: int


@dataclass(frozen=True, slots=True)
class Chosen:
    """A button. data: what `Choice.data` was. message: what the channel calls the message that it stands under."""

    data: str
    message: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A message with no words of the trainee's own that a customer could read."""

    kind: Kind = "other"


@dataclass(frozen=True, slots=True)
class Document:
    """A file that an admin sent in. data: what is in it, None if it is too large to be looked at."""

    name: str
    data: bytes | None


Action = Command | Said | Edited | Chosen | Unreadable | Document


def action_of(line: str) -> Action | None:
    """What a typed line means; None for one in which nothing can be seen.

    A slash that begins no command we know asks for help, and names it: `Command("help", "/prices")`.
    """
    text = cleaned(line)
    if not text.startswith("/"):
        return Said(text) if text else None
    name, _, argument = text[1:].partition(" ")
    known = next((command for command in COMMANDS if command == name.lower()), None)
    return Command(known, argument.strip()) if known is not None else Command("help", f"/{name}")


@dataclass(frozen=True, slots=True)
class Done:
    """What is left to be shown once an action was carried out. It is not kept, and nothing is lost if it is missed.

    repeated: it was dealt with before, and there is nothing to do.
    farewell: for somebody of whom nothing is kept, so that nothing can wait to be sent.
    notice: for a moment over the button that was pressed.
    """

    repeated: bool = False
    farewell: str = ""
    notice: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose. data: at most 64 bytes; `question/session/value`. beside: in the row of the one before."""

    data: str
    label: str
    beside: bool = False


@dataclass(frozen=True, slots=True)
class Screen:
    """Something that the coach's voice says, and what can be chosen in answer."""

    text: str
    choices: tuple[Choice, ...] = ()
