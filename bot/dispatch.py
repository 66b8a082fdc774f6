"""Dispatch: what each action does, in the phase that the person's session is in."""

from collections.abc import Callable, Mapping

from bot import screens, visits
from bot.actions import Action, Chosen, Command, CommandName, Screen, Unreadable
from bot.scene import Scene, snapshot_of
from state.content.problems import nearest
from state.content.terms import Lang
from state.dialogue.customer import Customer
from state.records.tables import Session
from state.understanding.reading import Reading

Ongoing = tuple[Session, Customer] | None
"""The session that a person is in, with its customer."""


def act(scene: Scene, ongoing: Ongoing, action: Action, reading: Reading | None) -> None:
    """Carry out an action. reading: of a text that a customer could hear."""
    if isinstance(action, Command):
        _COMMANDS[action.name](scene, ongoing, action.argument)
    elif isinstance(action, Chosen):
        _choose(scene, ongoing, action.data)
    elif isinstance(action, Unreadable):
        scene.coach(Screen(scene.say("text-only")))
    elif ongoing is None:
        _answer_menu(scene, action.text)
    else:
        _hear(scene, *ongoing, action.text, reading)


def _hear(scene: Scene, session: Session, customer: Customer, text: str, reading: Reading | None) -> None:
    """Take free text: an answer by number where a question is open, else something said to the customer."""
    if session.phase in ("prepare", "diagnose"):
        offered = visits.options(session, customer)
        picked = visits.numbers(text, len(offered))
        if picked is not None:
            _answer(scene, session, customer, [offered[number - 1] for number in picked])
            return
        if session.phase == "diagnose":
            scene.coach(Screen(scene.say("choose-number", **{"from": 1, "to": len(offered)})))
            return
    limit = scene.settings.practice.longest_reply
    if len(text) > limit:
        scene.coach(Screen(scene.say("too-long-reply", limit=limit)))
    elif reading is not None:
        if session.phase == "prepare":  # whoever starts talking has prepared enough
            visits.begin_talk(scene, session, customer, spoken_to=True)
        visits.reply(scene, session, customer, text, reading)


def _answer(scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
    """Take an answer to the open question of a session."""
    if session.phase == "prepare":
        visits.prepare(scene, session, customer, picked)
    elif len(picked) > 1:
        scene.coach(Screen(scene.say("one-only")))
    else:
        visits.diagnose(scene, session, customer, picked[0] if picked else None)


def _answer_menu(scene: Scene, text: str) -> None:
    """Take free text where nobody is spoken to: an answer to a menu by number, or nothing."""
    dialog = scene.user.dialog or {}
    offered: list[str] = dialog.get("offered", [])
    picked = visits.numbers(text, len(offered)) if offered else None
    if not picked:
        scene.coach(Screen(scene.say("talk-none")))
    elif len(picked) > 1:
        scene.coach(Screen(scene.say("one-only")))
    elif dialog["question"] == "lang":
        _speak(scene, None, offered[picked[0] - 1])
    else:
        _open(scene, offered[picked[0] - 1])


def _choose(scene: Scene, ongoing: Ongoing, data: str) -> None:
    """Take a button. One that does not belong to the open question is out of date, or forged."""
    question, _, rest = data.partition("/")
    tag, _, value = rest.partition("/")
    if question == "lang" and value in ("zh", "en"):
        _speak(scene, ongoing, value)
    elif question == "customer":
        _practice(scene, ongoing, value)
    elif ongoing is not None and _is_open(*ongoing, question, tag, value):
        _answer(scene, *ongoing, [] if value == screens.SKIP else [value])
    else:
        scene.coach(Screen(scene.say("stale")))


def _is_open(session: Session, customer: Customer, question: str, tag: str, value: str) -> bool:
    """Whether a session is waiting for this answer to this question."""
    return (
        tag == session.id[:8]
        and session.phase in ("prepare", "diagnose")
        and question == visits.question(session)
        and value in (*visits.options(session, customer), screens.SKIP)
    )


def _open(scene: Scene, scenario: str) -> None:
    customer = scene.troupe.customers.get(scenario)
    if customer is not None:
        visits.open_visit(scene, customer)
        return
    near = nearest(scenario, scene.troupe.customers)
    hint = scene.say("scenario-near", scenario=near) if near else ""
    scene.coach(Screen(scene.say("scenario-unknown", scenario=scenario[:60], near=hint).strip()))


def _speak(scene: Scene, ongoing: Ongoing, lang: str) -> None:
    chosen: Lang = "en" if lang == "en" else "zh"
    scene.user.lang, scene.user.dialog = chosen, None
    scene.coach(Screen(scene.say("language-set" if ongoing is None else "language-open")))


def _start(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    scene.coach(Screen(scene.say("welcome", name=scene.user.name)))
    if ongoing is None:
        _practice(scene, None, "")


def _practice(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is not None:
        session, customer = ongoing
        if session.phase == "talk":
            scene.coach(Screen(scene.say("talk-busy", person=customer.account.person)))
        else:
            scene.coach(Screen(scene.say(f"busy-{session.phase}", person=customer.account.person)))
            visits.ask(scene, session, customer)
    elif argument:
        _open(scene, argument)
    else:
        offered = scene.troupe.who(scene.user.lang)
        scene.user.dialog = {"question": "customer", "offered": [customer.id for customer in offered]}
        scene.coach(screens.menu(scene.say, offered))


def _hint(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None:
        scene.coach(Screen(scene.say("talk-none")))
    elif ongoing[0].phase == "talk":
        scene.coach(screens.hint(scene.say, scene.troupe, visits.talk_of(scene, *ongoing)))
    else:
        scene.coach(Screen(scene.say(f"hint-{ongoing[0].phase}")))


def _status(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None:
        talks, last = scene.unit.record_of(scene.user.id)
        scene.coach(Screen(scene.say("status-idle", talks=talks, score=last or 0)))
        return
    session, customer = ongoing
    if session.phase == "talk":
        scene.coach(screens.status(scene.say, customer, snapshot_of(session)))
    else:
        names = {"person": customer.account.person, "scenario": customer.scenario.title}
        scene.coach(Screen(scene.say(f"status-{session.phase}", **names)))


def _quit(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None:
        scene.coach(Screen(scene.say("talk-none")))
    else:
        visits.break_off(scene, *ongoing, "talk-ended")


def _language(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if argument in ("zh", "en"):
        _speak(scene, ongoing, argument)
        return
    if ongoing is None:
        scene.user.dialog = {"question": "lang", "offered": ["zh", "en"]}
    scene.coach(screens.language(scene.say))


def _help(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    scene.coach(Screen(scene.say("help")))


_COMMANDS: Mapping[CommandName, Callable[[Scene, Ongoing, str], None]] = {
    "start": _start,
    "practice": _practice,
    "hint": _hint,
    "status": _status,
    "quit": _quit,
    "language": _language,
    "help": _help,
}
