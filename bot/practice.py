"""Practice: what a person does in any channel, carried out in one transaction with what is to be said in answer."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import curating, drilling, visits, whatif
from bot.access import outside, role_of
from bot.actions import Action, Chosen, Document, Done, Edited, Person, Said, Screen
from bot.amending import Reply, reply_of
from bot.commenting import addressed
from bot.dispatch import act
from bot.publishing import is_content
from bot.scene import Ongoing, Scene, read_in
from bot.settings import Settings
from bot.stage import Sent, Stage
from bot.watching import Nobody, Watcher
from state.dialogue.customer import Customer
from state.records.errors import Contended
from state.records.records import Records
from state.records.tables import Role, Session, User
from state.records.unit import Unit
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading

TRIES = 3
"""How often an action is begun that the database lets through only after another."""


@dataclass(frozen=True)
class Practice:
    """Everything that practice needs, shared by all people; `handle` may be called from any thread.

    Actions of one person must come one after another; the shells see to that.
    """

    records: Records
    reader: Reader
    stage: Stage
    settings: Settings
    watcher: Watcher = field(default_factory=Nobody)

    @property
    def troupe(self) -> Troupe:
        """Who is on now."""
        return self.stage.troupe

    def handle(self, person: Person, action: Action, now: datetime, update: int | None = None) -> Done:
        """Carry out an action and queue what is said in answer, unless this update was dealt with before.

        What two workers did to the same person at once, so that the database let one of them through only, is done
        anew. Raises RecordsUnavailable if the records cannot be written; then nothing has happened. Raises Unsure if
        that is not known: done again with the same update, it is done once.
        """
        for _ in range(TRIES - 1):
            try:
                return self._handle(person, action, now, update)
            except Contended:
                continue
        return self._handle(person, action, now, update)

    def _handle(self, person: Person, action: Action, now: datetime, update: int | None) -> Done:
        self.stage.refresh()
        # Checking takes a second, reading milliseconds and a transaction holds up other writers, so they come first.
        file = action if isinstance(action, Document) and self.role(person) == "admin" else None
        sent = self._check(file) if file is not None else None
        read = self._read(person, action, now) if isinstance(action, Said | Edited) else None
        with self.watcher.timed("transaction"), self.records.unit() as unit:
            # The row is held: what another worker does for this person comes before or after, and it is read but once.
            known = unit.hold(person.id)
            if said := outside(unit, person, action, self.settings.access, now):
                return Done(farewell=said)
            if update is not None and not unit.take_update(person.id, update, now):
                return Done(repeated=True)
            user, stage = self._user(unit, known, person, now), self.stage
            scene = Scene(unit, user, stage.troupe, self.settings, self.reader, now, stage.problems, bot=person.bot)
            if isinstance(action, Chosen):
                scene.pressing, scene.pressed = True, action.message
            ongoing = self._ongoing(scene)
            scene.again(unit.open_chat(user.id))
            reading, reply = None, None
            if isinstance(action, Said) and addressed(unit, person.id, action.to) is not None:
                pass  # no customer hears it
            elif isinstance(action, Said | Edited) and ongoing is not None:
                reply = read.of(ongoing[0]) if read else None
                if reply is None:
                    reply = self._reply(unit, ongoing[0], action, now)
                if reply is not None and self._is_read(reply):
                    key = _key(ongoing[1], reply)
                    reading = read.reading if read and read.key == key else self._reading(ongoing[1], reply)
            elif isinstance(action, Said) and ongoing is None:
                trial = self._trial(unit, person, action.text)
                if trial is not None:
                    reading = read.reading if read and read.key == trial.key else trial.read(action.text, self.reader)
            if file is not None:
                curating.receive(scene, file.name, sent)
            else:
                with self.watcher.timed("act"):
                    act(scene, ongoing, action, reading, reply)
            scene.close()
        if file is not None:
            self.stage.refresh(at_once=True)
        return Done(farewell=scene.farewell, notice=scene.notice)

    def _check(self, file: Document) -> Sent | None:
        """What came of a file; None if it is not looked at: it is no content, or too large."""
        if file.data is None or not is_content(file.name):
            return None
        return self.stage.check(file.name, file.data)

    def role(self, person: Person) -> Role:
        """The role in which a person acts. Raises RecordsUnavailable."""
        with self.records.unit() as unit:
            user = unit.user(person.id)
        return role_of(self.settings.access, person.id, user.role if user is not None else "trainee")

    def lose(self, user_id: str, now: datetime, update: int) -> None:
        """Note that a person has shut the bot out: nothing more is sent, and nothing of the talk is lost."""
        with self.records.unit() as unit:
            unit.hold(user_id)
            if unit.take_update(user_id, update, now):
                unit.close_chat(user_id, now, "the person has blocked the bot")

    def find_again(self, user_id: str, now: datetime, update: int) -> None:
        """Note that a person has let the bot in again, and say what could not be said meanwhile."""
        with self.records.unit() as unit:
            user = unit.hold(user_id)
            if not unit.take_update(user_id, update, now) or user is None:
                return
            user.seen_at = now
            scene = Scene(unit, user, self.stage.troupe, self.settings, self.reader, now)
            self._ongoing(scene)
            scene.again(unit.open_chat(user_id))
            scene.close()

    def _user(self, unit: Unit, known: User | None, person: Person, now: datetime) -> User:
        user = known
        if user is None:
            user = unit.meet(
                User(
                    id=person.id,
                    channel=person.channel,
                    chat_id=person.chat_id,
                    name=person.name,
                    lang=person.lang,
                    created_at=now,
                    seen_at=now,
                )
            )
        user.seen_at, user.chat_id, user.name = now, person.chat_id, person.name
        return user

    def _read(self, person: Person, action: Said | Edited, now: datetime) -> "_Read | None":
        """Read a reply before the transaction."""
        with self.records.unit() as unit:
            if isinstance(action, Said) and addressed(unit, person.id, action.to) is not None:
                return None  # no customer hears it
            session = unit.open_session(person.id)
            reply = self._reply(unit, session, action, now) if session is not None else None
            is_trial = session is None and isinstance(action, Said)
            trial = self._trial(unit, person, action.text) if is_trial else None
            customer = self._whom(unit, session) if session is not None else None
        if trial is not None:
            return _Read(trial.key, trial.read(action.text, self.reader))
        if session is None or customer is None or reply is None or not self._is_read(reply):
            return None
        return _Read(_key(customer, reply), self._reading(customer, reply), session, reply)

    def _whom(self, unit: Unit, session: Session) -> Customer | None:
        """The customer of a session, as it began with him."""
        return self.stage.customer(unit, session.scenario, session.content_version)

    def _trial(self, unit: Unit, person: Person, text: str) -> whatif.Trial | drilling.Attempt | None:
        """What a text, said by somebody who is in no talk, is to be tried for."""
        if len(text) > self.settings.practice.longest_reply:
            return None
        attempt = drilling.awaited(unit, self.troupe, person.id, text)
        return attempt or whatif.awaited(unit, self.troupe, person.id, text)

    def _reply(self, unit: Unit, session: Session, action: Said | Edited, now: datetime) -> Reply | None:
        """The reply to the customer that a message makes; None if it is none."""
        reply = reply_of(unit, session, action, now)
        if reply is None or reply.amends is not None or visits.is_speech(session, action.text):
            return reply
        return None

    def _is_read(self, reply: Reply) -> bool:
        return len(reply.text) <= self.settings.practice.longest_reply

    def _reading(self, customer: Customer, reply: Reply) -> Reading:
        with self.watcher.timed("read"):
            reading = read_in(reply.before, reply.text, customer, self.reader, reply.seconds)
        self.watcher.read(reading)
        return reading

    def _ongoing(self, scene: Scene) -> Ongoing:
        """The session that a person is in, after ending one that cannot go on."""
        session = scene.unit.open_session(scene.user.id)
        if session is None:
            return None
        customer = self._whom(scene.unit, session)
        now = customer or scene.troupe.customers.get(session.scenario)
        if now is None:
            session.phase, session.outcome, session.ended_at = "done", "left", scene.now
            scene.coach(Screen(scene.say("talk-gone")), session=session)
            return None
        idle = scene.now - session.updated_at
        if idle > timedelta(hours=self.settings.practice.expire_hours):
            visits.break_off(scene, session, now, "talk-expired")
            return None
        if customer is None:
            visits.break_off(scene, session, now, "talk-changed")
            return None
        return session, customer


@dataclass(frozen=True)
class _Read:
    """What was read before the transaction. key: of what, which tells if it still holds.

    session, reply: as they were then, if it is said to a customer.
    """

    key: str
    reading: Reading
    session: Session | None = None
    reply: Reply | None = None

    def of(self, session: Session) -> Reply | None:
        """The reply, if it need not be put together anew: no turn came or went since, and it amends none.

        A turn that was being answered then, is still.
        """
        before, reply = self.session, self.reply
        if before is None or reply is None or reply.amends is not None:
            return None
        same = (before.id, before.phase, before.updated_at) == (session.id, session.phase, session.updated_at)
        return reply if same else None


def _key(customer: Customer, reply: Reply) -> str:
    """What a reading depends on: whom the reply is for, what was said before it, and what it says."""
    return f"{customer.id} {customer.version} {len(reply.before)} {reply.text}"
