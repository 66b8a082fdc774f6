"""Practice: what a person does in any channel, carried out in one transaction with what is to be said in answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot import screens, visits
from bot.actions import Action, Chosen, Command, Person, Said, Screen, Unreadable
from bot.scene import Scene, snapshot_of
from bot.settings import Settings
from bot.texts import texts
from state.content.problems import nearest
from state.content.terms import Lang
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
    troupe: Troupe
    settings: Settings

    def handle(self, person: Person, action: Action, now: datetime, update: int | None = None) -> bool:
        """Carry out an action and queue what is said in answer. False: this update was dealt with before.

        Raises RecordsUnavailable if the records cannot be written; then nothing has happened.
        """
        # Reading takes milliseconds and a transaction holds up other writers, so it comes first.
        reading = self._read(person, action.text) if isinstance(action, Said) else None
        with self.records.unit() as unit:
            if update is not None and not unit.take_update(person.id, update, now):
                return False
            scene = Scene(unit, self._user(unit, person, now), self.troupe, self.settings, now)
            session, customer = self._current(scene)
            if isinstance(action, Command):
                _COMMANDS[action.name](self, scene, session, customer, action.argument)
            elif isinstance(action, Chosen):
                self._choose(scene, session, customer, action.data)
            elif isinstance(action, Unreadable):
                scene.coach(Screen(scene.say("text-only")))
            else:
                self._hear(scene, session, customer, action.text, reading)
            scene.close()
        return True

    def recap(self, person: Person) -> list[tuple[str, str]]:
        """The talk that a person is in so far, as (who: customer | trainee, text), without what is still unsent."""
        with self.records.unit() as unit:
            session = unit.open_session(person.id)
            if session is None or session.snapshot is None:
                return []
            said = unit.sent(person.id, session.id)
            turns = unit.turns(person.id, session.id)
        # Without pauses an answer is due in the moment of the reply, and still comes after it.
        spoken = [(row.due_at, 1, "customer", row.text) for row in said if row.voice == "customer"]
        replied = [(turn.at, 0, "trainee", turn.reply) for turn in turns]
        return [(who, text) for _, _, who, text in sorted(spoken + replied, key=lambda line: line[:2])]

    def resumed(self, person: Person) -> str:
        """What is said to somebody who comes back to an open talk, or ''."""
        with self.records.unit() as unit:
            user, session = unit.user(person.id), unit.open_session(person.id)
        if user is None or session is None or session.scenario not in self.troupe.customers:
            return ""
        return texts(user.lang)("talk-resumed", person=self.troupe.customers[session.scenario].account.person)

    def is_open(self, person: Person) -> bool:
        """Whether a person is in a session."""
        with self.records.unit() as unit:
            return unit.open_session(person.id) is not None

    def lang_of(self, user_id: str) -> Lang | None:
        """The language that a person uses, if we have met."""
        with self.records.unit() as unit:
            user = unit.user(user_id)
        return user.lang if user is not None else None

    def speak(self, person: Person, lang: Lang) -> None:
        """Use a language with a person from now on, without a word about it."""
        with self.records.unit() as unit:
            user = unit.user(person.id)
            if user is not None:
                user.lang = lang

    def prompt(self, person: Person) -> str:
        """What stands before the words that a person types."""
        return texts(self.lang_of(person.id) or person.lang)("prompt")

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

    def _read(self, person: Person, text: str) -> tuple[str, Reading] | None:
        """Read a reply before the transaction; with which scenario it was read tells whether it still holds."""
        with self.records.unit() as unit:
            session = unit.open_session(person.id)
            turns = unit.turns(person.id, session.id) if session is not None else []
        if session is None or session.phase not in ("prepare", "talk"):
            return None
        customer = self.troupe.customers.get(session.scenario)
        return None if customer is None else (customer.id, self._reading(customer, text, turns))

    def _reading(self, customer: Customer, text: str, turns: Sequence[Turn]) -> Reading:
        said = turns[-1].says if turns else []
        line = " ".join(say["text"] for say in said)
        return self.reader.read(text, lang=customer.scenario.lang, customer=line, scenario=customer.scenario)

    def _current(self, scene: Scene) -> tuple[Session | None, Customer | None]:
        """The session that a person is in, after ending one that cannot go on."""
        session = scene.unit.open_session(scene.user.id)
        if session is None:
            return None, None
        customer = scene.troupe.customers.get(session.scenario)
        if customer is None:
            session.phase, session.outcome, session.ended_at = "done", "left", scene.now
            scene.coach(Screen(scene.say("talk-gone")), session=session)
            return None, None
        why = None
        if scene.now - session.updated_at > timedelta(hours=self.settings.practice.expire_hours):
            why = "talk-expired"
        elif session.content_version != customer.version:
            why = "talk-changed"
        if why is not None:
            visits.break_off(scene, session, customer, why)
            return None, None
        return session, customer

    def _hear(
        self,
        scene: Scene,
        session: Session | None,
        customer: Customer | None,
        text: str,
        read: tuple[str, Reading] | None,
    ) -> None:
        """Take free text: an answer by number where a question is open, else something said to the customer."""
        if session is None or customer is None:
            self._answer_menu(scene, text)
            return
        if session.phase in ("prepare", "diagnose"):
            offered = visits.options(scene, session, customer)
            picked = visits.numbers(text, len(offered))
            if picked is not None:
                self._answer(scene, session, customer, [offered[number - 1] for number in picked])
                return
            if session.phase == "diagnose":
                scene.coach(Screen(scene.say("choose-number", **{"from": 1, "to": len(offered)})))
                return
        limit = self.settings.practice.longest_reply
        if len(text) > limit:
            scene.coach(Screen(scene.say("too-long-reply", limit=limit)))
            return
        if session.phase == "prepare":  # whoever starts talking has prepared enough
            visits.begin_talk(scene, session, customer, spoken_to=True)
        reading = read[1] if read is not None and read[0] == customer.id else self._reading(customer, text, [])
        visits.reply(scene, session, customer, text, reading)

    def _answer(self, scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
        """Take an answer to the open question of a session."""
        if session.phase == "prepare":
            visits.prepare(scene, session, customer, picked)
        elif len(picked) > 1:
            scene.coach(Screen(scene.say("one-only")))
        else:
            visits.diagnose(scene, session, customer, picked[0] if picked else None)

    def _answer_menu(self, scene: Scene, text: str) -> None:
        dialog = scene.user.dialog or {}
        offered: list[str] = dialog.get("offered", [])
        picked = visits.numbers(text, len(offered)) if offered else None
        if not picked:
            scene.coach(Screen(scene.say("talk-none")))
        elif len(picked) > 1:
            scene.coach(Screen(scene.say("one-only")))
        elif dialog["question"] == "lang":
            self._set_language(scene, None, "en" if offered[picked[0] - 1] == "en" else "zh")
        else:
            self._open(scene, offered[picked[0] - 1])

    def _choose(self, scene: Scene, session: Session | None, customer: Customer | None, data: str) -> None:
        """Take a button. One that does not belong to the open question is out of date, or forged."""
        question, _, rest = data.partition("/")
        tag, _, value = rest.partition("/")
        if question == "lang" and value in ("zh", "en"):
            self._set_language(scene, session, "en" if value == "en" else "zh")
        elif question == "customer" and session is None:
            self._open(scene, value)
        elif question == "customer" and customer is not None:
            scene.coach(Screen(scene.say("talk-busy", person=customer.account.person)))
        elif (
            session is not None
            and customer is not None
            and tag == session.id[:8]
            and session.phase in ("prepare", "diagnose")
            and question == visits.question(session)
            and value in (*visits.options(scene, session, customer), screens.SKIP)
        ):
            self._answer(scene, session, customer, [] if value == screens.SKIP else [value])
        else:
            scene.coach(Screen(scene.say("stale")))

    def _open(self, scene: Scene, scenario: str) -> None:
        customer = self.troupe.customers.get(scenario)
        if customer is None:
            near = nearest(scenario, self.troupe.customers)
            hint = scene.say("scenario-near", scenario=near) if near else ""
            scene.coach(Screen(scene.say("scenario-unknown", scenario=scenario[:60], near=hint).strip()))
            return
        visits.open_visit(scene, customer, self.reader.version)

    def _set_language(self, scene: Scene, session: Session | None, lang: Lang) -> None:
        scene.user.lang, scene.user.dialog = lang, None
        scene.coach(Screen(scene.say("language-set" if session is None else "language-open")))

    def _start(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        name = scene.user.name
        scene.coach(Screen(scene.say("welcome", name=name)))
        if session is None:
            self._practice(scene, None, None, "")

    def _practice(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        if customer is not None:
            scene.coach(Screen(scene.say("talk-busy", person=customer.account.person)))
        elif argument:
            self._open(scene, argument)
        else:
            offered = self.troupe.who(scene.user.lang)
            scene.user.dialog = {"question": "customer", "offered": [customer.id for customer in offered]}
            scene.coach(screens.menu(scene.say, offered))

    def _hint(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        if session is None or customer is None:
            scene.coach(Screen(scene.say("talk-none")))
        elif session.phase == "talk":
            scene.coach(screens.hint(scene.say, self.troupe, visits.talk_of(scene, session, customer)))
        else:
            scene.coach(Screen(scene.say(f"hint-{session.phase}")))

    def _status(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        if session is None or customer is None:
            cards = scene.unit.cards(scene.user.id, limit=1000)
            last = cards[0][0].score if cards else 0
            scene.coach(Screen(scene.say("status-idle", talks=len(cards), score=last)))
        elif session.phase == "talk":
            scene.coach(screens.status(scene.say, customer, snapshot_of(session)))
        else:
            names = {"person": customer.account.person, "scenario": customer.scenario.title}
            scene.coach(Screen(scene.say(f"status-{session.phase}", **names)))

    def _quit(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        if session is None or customer is None:
            scene.coach(Screen(scene.say("talk-none")))
        else:
            visits.break_off(scene, session, customer, "talk-ended")

    def _language(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        if argument in ("zh", "en"):
            self._set_language(scene, session, "en" if argument == "en" else "zh")
            return
        if session is None:
            scene.user.dialog = {"question": "lang", "offered": ["zh", "en"]}
        scene.coach(screens.language(scene.say))

    def _help(self, scene: Scene, session: Session | None, customer: Customer | None, argument: str) -> None:
        scene.coach(Screen(scene.say("help")))


_Handler = Callable[[Practice, Scene, Session | None, Customer | None, str], None]
_COMMANDS: Mapping[str, _Handler] = {
    "start": Practice._start,
    "practice": Practice._practice,
    "hint": Practice._hint,
    "status": Practice._status,
    "quit": Practice._quit,
    "language": Practice._language,
    "help": Practice._help,
}
