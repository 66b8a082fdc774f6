"""Scenes: one person's action within one transaction, and the means to say something in answer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from bot.access import role_of
from bot.actions import Choice, Screen
from bot.settings import Settings
from bot.texts import Texts, texts
from state.content.problems import Problem
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Meters, Say, Snapshot, Turn
from state.records.queueing import Message
from state.records.tables import Card as CardRow
from state.records.tables import Outgoing, Role, Session, User
from state.records.tables import Turn as TurnRow
from state.records.unit import Unit
from state.scoring.card import Card
from state.scoring.talk import Diagnosis, Help, Preparation, Talk
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading
from state.understanding.repetition import read_on
from state.understanding.speech import plain, spoken
from state.understanding.wording import language

Ongoing = tuple[Session, Customer] | None
"""The session that a person is in, with its customer."""


@dataclass
class Scene:
    """Who acts, when, on which records; and what is to be said, which is queued when the scene closes.

    problems: of the folder of content, if what was changed there cannot go live.
    pressed: what the channel calls the message whose button was pressed, until something is shown in its place.
    answering: the number of the reply that is being answered.
    bot: the name by which the channel knows us, '' where there is none.
    farewell: what is said once nothing is kept of the person, so that nothing can wait to be sent.
    pressing: whether a button was pressed, so that a passing word can be shown over it instead of a message.
    notice: that word, if there is one.
    """

    unit: Unit
    user: User
    troupe: Troupe
    settings: Settings
    reader: Reader
    now: datetime
    problems: tuple[Problem, ...] = ()
    messages: list[Message] = field(default_factory=list)
    due: datetime | None = None
    pressed: int | None = None
    answering: int | None = None
    bot: str = ""
    farewell: str = ""

    @property
    def role(self) -> Role:
        """The role in which the person acts."""
        return role_of(self.settings.access, self.user.id, self.user.role)

    pressing: bool = False
    notice: str = ""

    @property
    def say(self) -> Texts:
        """The texts in the person's language."""
        return texts(self.user.lang, self.user.channel)

    def coach(self, *screens: Screen, session: Session | None = None, in_place: bool = False) -> None:
        """Let the coach's voice say something.

        in_place: the first of it in the place of the message whose button was pressed, if one was.
        """
        for screen in screens:
            replaces = self.pressed if in_place else None
            if replaces is not None:
                self.pressed = None
            self._queue(
                Message(
                    "coach",
                    screen.text,
                    self._after(0),
                    "plain",
                    buttons_of(screen.choices),
                    _id(session),
                    replaces=replaces,
                )
            )

    def customer(self, says: Iterable[Say], session: Session, person: str) -> None:
        """Let the customer speak, bubble by bubble, with the pauses of a person. person: the customer's name."""
        for number, say in enumerate(says):
            due = self._after(say.pause * self.settings.practice.pace)
            # A bubble that names its speaker needs no other name.
            speaker = person if number == 0 and say.by is None else None
            self._queue(Message("customer", say.line, due, "plain", None, session.id, speaker=speaker))

    def picture(self, screen: Screen, session: Session | None = None) -> None:
        """Let a picture be shown, in a channel that shows pictures; drawn when it is sent.

        session: whose score card it is; none for the progress over all talks.
        """
        buttons = buttons_of(screen.choices)
        self._queue(Message("coach", screen.text, self._after(0), "picture", buttons, _id(session)))

    def again(self, lost: Sequence[Outgoing]) -> None:
        """Say what could not be sent to somebody who has come back; of a talk that is over, only what came after it."""
        wanted = [row for row in lost if row.session_id is not None and self._matters(row, row.session_id)]
        if wanted:
            self.coach(Screen(self.say("back-again")))
        for row in wanted:
            message = Message(row.voice, row.text, self._after(0), row.format, row.buttons, row.session_id)
            self._queue(replace(message, speaker=row.speaker))

    def file(self, caption: str) -> None:
        """Let all that is kept of the person be sent as a file; it is made when it is sent."""
        self._queue(Message("coach", caption, self._after(0), "file"))

    def aside(self, text: str, session: Session | None = None) -> None:
        """Let the coach's voice say at once how a message was taken. What the customer says to it is not put off."""
        self._queue(Message("coach", text, self.now, "plain", None, _id(session)))

    def stale(self) -> None:
        """Say that a choice is out of date; over the button, if it was one."""
        if self.pressing:
            self.notice = self.say("stale")
        else:
            self.coach(Screen(self.say("stale")))

    def close(self) -> None:
        """Queue what was said, to somebody who is still there."""
        if not self.farewell:
            self.unit.queue(self.user.id, self.messages)

    def cut_short(self, session: Session, since: datetime) -> bool:
        """Whether the customer has begun to speak and not finished; what is left of it becomes due at once.

        since: when the customer began to think of what to say. One who has not said a word yet is not cut short, nor is
        one whose words the channel holds up.
        """
        left = self._unsaid(session)
        if not left:  # the usual case, in which what was said need not be gone through
            return False
        if not any(row.voice == "customer" and row.due_at > since for row in self.unit.sent(self.user.id, session.id)):
            return False
        for row in left:  # the coach's words after it too, or they would hold up the answer
            row.due_at = self.now
        return any(row.voice == "customer" for row in left)

    def hurry(self, session: Session) -> None:
        """Let what is still to be said in a talk be said at once. Nobody is cut short by it."""
        for row in self._unsaid(session):
            row.due_at = self.now

    def _matters(self, row: Outgoing, session_id: str) -> bool:
        session = self.unit.session(self.user.id, session_id)
        return session is not None and (session.ended_at is None or row.due_at >= session.ended_at)

    @cached_property
    def _waiting(self) -> list[Outgoing]:
        """What waited for the person as it was first asked for; what this scene says is behind it."""
        return self.unit.pending(self.user.id)

    def _unsaid(self, session: Session) -> list[Outgoing]:
        """What is still to be said in a talk, later on; nothing where the channel has put the first of it off."""
        waiting = self._waiting
        if waiting and waiting[0].error is not None:  # Telegram is not asked before it said that it may be
            return []
        return [row for row in waiting if row.session_id == session.id and row.due_at > self.now]

    def _after(self, seconds: float) -> datetime:
        """The time so many seconds after what is to be said before."""
        if self.due is None:
            self.due = max([self.now, *(row.due_at for row in self._waiting[-1:])])
        self.due += timedelta(seconds=seconds)
        return self.due

    def _queue(self, message: Message) -> None:
        self.messages.append(message if self.answering is None else replace(message, turn=self.answering))


def stored(turn: Turn, session: Session, pieces: list[Any] | None = None) -> TurnRow:
    """A turn as it is kept. pieces: the messages that its reply is made of, if they can be told apart."""
    return TurnRow(
        user_id=session.user_id,
        session_id=session.id,
        number=turn.number,
        at=turn.at,
        reply=turn.reply,
        pieces=pieces,
        reading=turn.reading.model_dump(mode="json"),
        interrupted=turn.interrupted,
        state_before=turn.state_before,
        state_after=turn.state_after,
        meters=turn.after.model_dump(),
        says=[say.model_dump() for say in turn.says],
        events=[event.model_dump() for event in turn.events],
    )


def restored(rows: Iterable[TurnRow], start: Meters) -> tuple[Turn, ...]:
    """Turns as they were before they were kept. start: the meters with which the talk began."""
    turns, before = [], start
    for row in rows:
        values = row.model_dump(exclude={"user_id", "session_id", "taken_back", "meters", "pieces"})
        turn = Turn.model_validate({**values, "before": before, "after": row.meters})
        turns.append(turn)
        before = turn.after
    return tuple(turns)


def talk_from(session: Session, customer: Customer, rows: Iterable[TurnRow]) -> Talk:
    """A session's talk as scoring sees it. Only for one whose talk has begun."""
    start = Meters.model_validate(customer.persona.start.model_dump())
    preparation, diagnosis = session.preparation or {}, session.diagnosis
    return Talk(
        customer=customer,
        turns=restored(rows, start),
        end=snapshot_of(session),
        preparation=Preparation(
            objections=tuple(preparation.get("objections", ())), proof=tuple(preparation.get("proof", ()))
        ),
        diagnosis=Diagnosis.model_validate(diagnosis) if diagnosis else None,
        mode=session.mode,
        help=help_of(session),
    )


def carded(card: Card, session: Session, customer: Customer, number: int, reader: str, now: datetime) -> CardRow:
    """A score card as it is kept. number: which of the session's cards it is. reader: which one read the replies."""
    return CardRow(
        user_id=session.user_id,
        session_id=session.id,
        number=number,
        rubric_version=card.rubric,
        reader_version=reader,
        content_version=customer.version,
        score=card.score,
        body=card.model_dump(mode="json"),
        made_at=now,
    )


def read_in(
    rows: Sequence[TurnRow], reply: str, customer: Customer, reader: Reader, seconds: float | None = None
) -> Reading:
    """Read a reply in the light of what was said before it. rows: the turns before, if any.

    seconds: how long it took to say, if it was spoken; then what fills its pauses is not read as words.
    """
    if seconds is not None:
        lang = language(reply, customer.scenario.lang)
        reading = read_in(rows, plain(reply, lang), customer, reader)
        return reading.model_copy(update={"spoken": spoken(reply, lang, seconds)})
    line = " ".join(say["text"] for say in rows[-1].says) if rows else ""
    return read_on(
        reader,
        reply,
        [row.reply for row in rows],
        lang=customer.scenario.lang,
        customer=line,
        scenario=customer.scenario,
    )


def help_of(session: Session) -> Help:
    """What help the trainee has had in the talk so far."""
    return Help.model_validate(session.help or {})


def snapshot_of(session: Session) -> Snapshot:
    """The customer as it is now. Only for a session whose talk has begun."""
    return Snapshot.model_validate(session.snapshot)


def buttons_of(choices: Iterable[Choice]) -> list[Any] | None:
    """Choices as they are kept with a message."""
    return [{"data": each.data, "label": each.label, "beside": each.beside} for each in choices] or None


def _id(session: Session | None) -> str | None:
    return session.id if session is not None else None
