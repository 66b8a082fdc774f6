"""The terminal: practice for one person at this machine, with the commands and texts of Telegram."""

import asyncio
import sys
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from typing import TypeVar

from prompt_toolkit import PromptSession
from prompt_toolkit.patch_stdout import patch_stdout
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from bot.actions import Action, Command, Person, action_of
from bot.certificate import save_certificate
from bot.delivery import Outbox, now
from bot.mydata import save_data
from bot.practice import Practice
from bot.recollection import is_open, lang_of, phase_of, prompt, recap, resumed
from bot.retaining import keep_tidy
from bot.texts import texts
from state.content.terms import Lang
from state.records.errors import RecordsUnavailable
from state.records.tables import Outgoing

TERMINAL = "terminal"  # what a terminal is called among those that send and tidy up
T = TypeVar("T")


def person_at_terminal(lang: Lang) -> Person:
    """Whoever sits here."""
    return Person(id="terminal:local", channel="terminal", name="", lang=lang)


@dataclass
class Terminal:
    """One person's practice in a terminal: what is typed goes in, what is due comes out."""

    practice: Practice
    person: Person
    console: Console

    async def run(self, first: Command) -> None:
        """Go on with the open talk, or begin with `first`, until the input ends or `/quit` with nothing open."""
        outbox = Outbox(self.practice.records, self.person.id, self, TERMINAL)
        with patch_stdout(raw=True):
            delivering = asyncio.create_task(outbox.run())
            retention = self.practice.settings.practice.retention_days
            tidying = asyncio.create_task(keep_tidy(self.practice.records, retention, TERMINAL))
            try:
                await self._begin(first)
                outbox.wake()
                async for line in self._lines(outbox):
                    action = action_of(line)
                    if action == Command("quit") and not await self._ask(is_open):
                        break
                    if action is not None:
                        await self._handle(action)
                        outbox.wake()
            finally:
                for task in (delivering, tidying):
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    async def _begin(self, first: Command) -> None:
        """Show the talk that was left open, or start anew."""
        said = await self._ask(recap)
        for who, text in said:
            self._print(who, text)
        resuming = await self._ask(phase_of) == "talk"
        if resuming:
            self._print("coach", await self._ask(resumed))
        if not resuming or first.name == "exam":  # who asks for an exam is told if that is too late
            await self._handle(first)  # which asks again what was left open, if anything was

    async def _lines(self, outbox: Outbox) -> AsyncIterator[str]:
        """What is typed, line by line, until the end of input or Ctrl-C; the talk stays open then."""
        if sys.stdin.isatty():
            prompting: PromptSession[str] = PromptSession()
            with suppress(EOFError, KeyboardInterrupt):
                while True:
                    yield await prompting.prompt_async(await self._ask(prompt))  # in the language of now
        else:
            await outbox.idle()
            while line := await asyncio.to_thread(sys.stdin.readline):
                yield line
                await outbox.idle()

    async def _handle(self, action: Action) -> None:
        try:
            done = await asyncio.to_thread(self.practice.handle, self.person, action, now())
            if done.farewell:
                self._print("coach", done.farewell)
        except RecordsUnavailable as error:
            self.console.print(Text(f"{texts(self.person.lang)('error-records')}\n{error}", style="red"))

    async def _ask(self, question: Callable[[Practice, Person], T]) -> T:
        """Ask the practice something about this person, off the event loop."""
        return await asyncio.to_thread(question, self.practice, self.person)

    async def ready(self, message: Outgoing) -> bool:
        """A terminal always takes a message."""
        return False

    async def show_typing(self, message: Outgoing) -> None:
        """Nobody is seen typing in a terminal, where the trainee's own line is being typed."""

    async def send(self, message: Outgoing) -> int | None:
        """Show a message."""
        if message.format == "file":
            self._print("coach", await self._ask(save_data))
        elif message.format == "certificate":
            self._print("coach", await self._ask(partial(_certificate, about=message.about or "")))
        elif message.format != "picture":
            self._print(message.voice, message.text)
        return None

    def _print(self, who: str, text: str) -> None:
        """Show a bubble; the customer stands out, the coach stands back, nothing in it is taken for markup."""
        if who == "customer":
            bubble = Text(text, style="bold")
            # A pipe gets lines as they are; on a screen a long one is wrapped, and stays set in.
            indented = Text("  ") + bubble if self.console.soft_wrap else Padding(bubble, (0, 0, 0, 2), expand=False)
            self.console.print(indented)
        elif who == "trainee":
            self.console.print(Text(f"› {text}", style="green"))
        else:
            self.console.print(Text(text, style="cyan"))
            self.console.print()


def _certificate(practice: Practice, person: Person, about: str) -> str:
    speaking = replace(person, lang=lang_of(practice, person.id) or person.lang)
    return save_certificate(practice.records, practice.troupe, speaking, about)
