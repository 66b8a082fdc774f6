"""Practice: what a person does in any channel, carried out in one transaction with what is to be said in answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import curating, drilling, visits, whatif
from bot.actions import Action, Chosen, Document, Person, Said, Screen
from bot.dispatch import Ongoing, act
from bot.scene import Scene, read_in
from bot.settings import Settings
from bot.stage import Stage
from state.dialogue.customer import Customer
from state.records.records import Records
from state.records.tables import Role, Session, Turn, User
from state.records.unit import Unit
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading


@dataclass(frozen=True)
class Practice:
    """Everything that practice needs, shared by all people; `handle` may be called from any thread.

    Actions of one person must come one after another; the shells see to that.
    """

    records: Records
    reader: Reader
    stage: Stage
    settings: Settings

    @property
    def troupe(self) -> Troupe:
        """Who is on now."""
        return self.stage.troupe

    def handle(self, person: Person, action: Action, now: datetime, update: int | None = None) -> str:
        """Carry out an action and queue what is said in answer; an update that was dealt with before does nothing.

        Returns what is to be shown over a pressed button for a moment; '' for nothing. It is not kept.
        Raises RecordsUnavailable if the records cannot be written; then nothing has happened.
        """
        self.stage.refresh()
        # Checking takes a second, reading milliseconds and a transaction holds up other writers, so they come first.
        file = action if isinstance(action, Document) and self._role(person) == "admin" else None
        sent = self.stage.check(file.name, file.data) if file is not None and file.data is not None else None
        read = self._read(person, action) if isinstance(action, Said) else None
        with self.records.unit() as unit:
            if update is not None and not unit.take_update(person.id, update, now):
                return ""
            user, stage = self._user(unit, person, now), self.stage
            scene = Scene(unit, user, stage.troupe, self.settings, self.reader, now, stage.problems)
            scene.pressing = isinstance(action, Chosen)
            ongoing = self._ongoing(scene)
            reading = None
            if isinstance(action, Said) and ongoing is not None and self._is_heard(ongoing[0], action.text):
                customer = ongoing[1]
                reading = read[1] if read and read[0] == customer.id else self._reading(customer, action, [])
            elif isinstance(action, Said) and ongoing is None:
                trial = self._trial(unit, person, action.text)
                if trial is not None:
                    reading = read[1] if read and read[0] == trial.key else trial.read(action.text, self.reader)
            if file is not None:
                curating.receive(scene, file.name, sent)
            else:
                act(scene, ongoing, action, reading)
            scene.close()
        if file is not None:
            self.stage.refresh(at_once=True)
        return scene.notice

    def _user(self, unit: Unit, person: Person, now: datetime) -> User:
        user = unit.user(person.id)
        role = self._role(person)
        if user is None:
            user = User(
                id=person.id,
                channel=person.channel,
                chat_id=person.chat_id,
                name=person.name,
                lang=person.lang,
                role=role,
                created_at=now,
                seen_at=now,
            )
            unit.add(user)
        user.seen_at, user.chat_id, user.name, user.role = now, person.chat_id, person.name, role
        return user

    def _role(self, person: Person) -> Role:
        access = self.settings.access
        if person.chat_id is not None and person.chat_id in access.admins:
            return "admin"
        return "coach" if person.chat_id is not None and person.chat_id in access.coaches else "trainee"

    def _read(self, person: Person, said: Said) -> tuple[str, Reading] | None:
        """Read a reply before the transaction; by which scenario or trial tells if it still holds."""
        text = said.text
        with self.records.unit() as unit:
            session = unit.open_session(person.id)
            turns = unit.turns(person.id, session.id) if session is not None else []
            trial = self._trial(unit, person, text) if session is None else None
            customer = self._whom(unit, session) if session is not None else None
        if trial is not None:
            return trial.key, trial.read(text, self.reader)
        if session is None or not self._is_heard(session, text):
            return None
        return None if customer is None else (customer.id, self._reading(customer, said, turns))

    def _whom(self, unit: Unit, session: Session) -> Customer | None:
        """The customer of a session, as it began with him."""
        return self.stage.customer(unit, session.scenario, session.content_version)

    def _trial(self, unit: Unit, person: Person, text: str) -> whatif.Trial | drilling.Attempt | None:
        """What a text, said by somebody who is in no talk, is to be tried for."""
        if len(text) > self.settings.practice.longest_reply:
            return None
        attempt = drilling.awaited(unit, self.troupe, person.id, text)
        return attempt or whatif.awaited(unit, self.troupe, person.id, text)

    def _is_heard(self, session: Session, text: str) -> bool:
        return len(text) <= self.settings.practice.longest_reply and visits.is_speech(session, text)

    def _reading(self, customer: Customer, said: Said, turns: Sequence[Turn]) -> Reading:
        return read_in(turns, said.text, customer, self.reader, said.seconds)

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
