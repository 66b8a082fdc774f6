"""A practice with real records and a real reader, and a trainee who sits at it and says things."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.actions import Action, Chosen, Command, Person, Said, action_of
from bot.practice import Practice
from bot.settings import Settings
from bot.stage import Stage
from bot.texts import texts
from state.records.records import Records
from state.records.tables import Outgoing
from state.troupe import Troupe
from state.understanding.reading import Reader

FOLDER = Path(__file__).parents[2] / "scenarios"
MORNING = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


@dataclass
class Trainee:
    """Somebody at the table. What the practice says is sent at once, unless `delivered` is false."""

    practice: Practice
    person: Person
    now: datetime = MORNING
    delivered: bool = True
    heard: list[Outgoing] = field(default_factory=list)
    updates: int = 0

    def types(self, text: str) -> list[str]:
        """Type a line, as in a terminal; return what is said in answer, and what is shown over a button."""
        action = action_of(text)
        assert action is not None
        return self.does(action)

    def says(self, text: str) -> list[str]:
        return self.does(Said(text))

    def orders(self, command: Command) -> list[str]:
        return self.does(command)

    def presses(self, label: str) -> list[str]:
        """Press the newest button with this label."""
        for message in reversed(self.heard):
            for button in message.buttons or []:
                if button["label"] == label:
                    return self.does(Chosen(button["data"]))
        raise AssertionError(f"no button '{label}'")

    def picks(self, answer: str) -> list[str]:
        """Press the number of an answer that the newest message lists."""
        [number] = re.findall(rf"^(\d+)\. {re.escape(answer)}$", self.last.text, re.MULTILINE)
        return self.presses(number)

    def does(self, action: Action, update: int | None = None) -> list[str]:
        self.now += timedelta(minutes=1)
        done = self.practice.handle(self.person, action, self.now, update)
        with self.practice.records.unit() as unit:
            waiting = [row for row in unit.pending(self.person.id) if row.id not in {old.id for old in self.heard}]
            if self.delivered:
                for row in waiting:
                    unit.mark_sent(self.person.id, row.id, None, max(self.now, row.due_at))
        self.heard += waiting
        return [row.text for row in waiting] + [said for said in (done.notice, done.farewell) if said]

    @property
    def last(self) -> Outgoing:
        return self.heard[-1]


def welcome_at(practice: Practice) -> str:
    """What 小林 is welcomed with in a chat: one customer to begin with."""
    first = practice.troupe.who("zh")[0]
    return texts("zh")("welcome", name="小林", person=first.account.person)


def with_troupe(practice: Practice, troupe: Troupe) -> Practice:
    """The same practice with others on the stage."""
    return replace(practice, stage=Stage(practice.records, FOLDER, troupe))


@contextmanager
def table(
    folder: Path, reader: Reader, troupe: Troupe, settings: Settings | None = None, lang: str = "zh"
) -> Iterator[Trainee]:
    """Lay the table: an empty database, and one trainee."""
    records = Records(f"sqlite:///{(folder / 'practice.db').as_posix()}")
    records.migrate()
    try:
        practice = Practice(records, reader, Stage(records, FOLDER, troupe), settings or Settings())
        yield Trainee(practice, Person("telegram:7", "telegram", "小林", "zh" if lang == "zh" else "en", chat_id=7))
    finally:
        records.close()
