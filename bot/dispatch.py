"""Dispatch: what each action does, in the phase that the person's session is in."""

from collections.abc import Callable, Mapping

from bot import (
    amending,
    answering,
    appealing,
    coaching,
    commenting,
    curating,
    drilling,
    forgetting,
    heeding,
    helping,
    inviting,
    marking,
    menus,
    privacy,
    reminding,
    reviewing,
    screens,
    visits,
    whatif,
)
from bot.access import FORGET
from bot.actions import Action, Choice, Chosen, Command, CommandName, Document, Edited, Said, Screen, Unreadable
from bot.cards import LOOKED_BACK, NoCard, kept
from bot.quotes import typed
from bot.rubric import rubric_text
from bot.scene import Scene, snapshot_of
from state.content.problems import nearest
from state.content.terms import Lang, Mode
from state.dialogue.customer import Customer
from state.records.tables import Session
from state.understanding.reading import Reading

Ongoing = tuple[Session, Customer] | None
"""The session that a person is in, with its customer."""


def act(
    scene: Scene, ongoing: Ongoing, action: Action, reading: Reading | None, reply: amending.Reply | None = None
) -> None:
    """Carry out an action.

    reply: what the customer is to hear, if the action is said to one.
    reading: of that, or of what a customer would have heard (`whatif`); none if it is too long.
    """
    if isinstance(action, Said):
        to = commenting.addressed(scene.unit, scene.user.id, action.to)
        if to is not None:  # to a coach or a trainee, whatever else goes on
            answering.take(scene, *to, action.text)
            return
        heeding.take(scene, ongoing, action, reading)
    if isinstance(action, Command):
        _COMMANDS[action.name](scene, ongoing, action.argument)
    elif isinstance(action, Chosen):
        _choose(scene, ongoing, action.data)
    elif isinstance(action, Unreadable | Document):
        heeding.explain(scene, ongoing, action.kind if isinstance(action, Unreadable) else "document")
    elif isinstance(action, Edited):
        _change(scene, ongoing, action, reading, reply)
    elif ongoing is None:
        _answer_menu(scene, action.text, reading)
    else:
        _hear(scene, *ongoing, action.text, reading, reply)


def _change(
    scene: Scene, ongoing: Ongoing, action: Edited, reading: Reading | None, reply: amending.Reply | None
) -> None:
    """Take a message that was changed: what the customer has answered already stays as it was heard."""
    if ongoing is None:
        return
    session, customer = ongoing
    if reply is not None:
        _say(scene, session, customer, reading, reply)
    elif session.phase == "talk" and amending.is_heard(scene.unit, session, action):
        scene.coach(Screen(scene.say("edit-late", person=customer.account.person)), session=session)


def _hear(
    scene: Scene,
    session: Session,
    customer: Customer,
    text: str,
    reading: Reading | None,
    reply: amending.Reply | None,
) -> None:
    """Take free text: an answer by number where a question is open, else something said to the customer."""
    if session.phase in ("prepare", "diagnose") and (reply is None or reply.amends is None):
        offered = visits.options(session, customer)
        picked = visits.numbers(text, len(offered))
        if picked is not None:
            _answer(scene, session, customer, [offered[number - 1] for number in picked])
            return
        if not visits.is_speech(session, text):
            key, last = visits.key_of(text) if session.phase == "prepare" else None, len(offered)
            scene.coach(screens.misread(scene.say, 1, last) if key is None else screens.early(scene.say, key, last))
            return
    if reply is not None:
        _say(scene, session, customer, reading, reply)


def _say(scene: Scene, session: Session, customer: Customer, reading: Reading | None, reply: amending.Reply) -> None:
    """Let the customer hear a reply. reading: none if it is too long."""
    if reading is None:
        limit = scene.settings.practice.longest_reply
        scene.coach(Screen(scene.say("too-long-reply", limit=limit)))
        return
    if session.phase == "prepare":  # whoever starts talking has prepared enough
        visits.begin_talk(scene, session, customer, spoken_to=True)
    visits.reply(scene, session, customer, reply, reading)


def _answer(scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
    """Take an answer to the open question of a session."""
    if session.phase == "prepare":
        visits.prepare(scene, session, customer, picked)
    elif len(picked) > 1 and visits.question(session) != "judge":
        scene.coach(Screen(scene.say("one-only")))
    else:
        visits.diagnose(scene, session, customer, picked)


def _answer_menu(scene: Scene, text: str, reading: Reading | None) -> None:
    """Take free text where nobody is spoken to: an answer to a menu by number, a reply to be tried, or nothing."""
    dialog = scene.user.dialog or {}
    if whatif.is_key(text):
        whatif.choose(scene, None, "", "")
        return
    if dialog.get("question") == whatif.QUESTION:
        whatif.answer(scene, dialog, text, reading)
        return
    if dialog.get("question") == commenting.OPEN:
        marking.answer(scene, dialog, text)
        return
    if dialog.get("question") == commenting.QUESTION:
        answering.typed(scene, dialog, text)
        return
    if dialog.get("question") == drilling.QUESTION:
        drilling.answer(scene, dialog, text, reading)
        return
    if dialog.get("question") == appealing.QUESTION or appealing.is_key(text):
        appealing.answer(scene, dialog, text)
        return
    offered: list[str] = dialog.get("offered", [])
    picked = visits.numbers(text, len(offered)) if offered else None
    if not picked and offered and visits.is_answer(text):
        scene.coach(screens.misread(scene.say, 1, len(offered)))
    elif not picked:
        scene.coach(Screen(scene.say("talk-none")))
    elif len(picked) > 1:
        scene.coach(Screen(scene.say("one-only")))
    elif dialog["question"] == "goal":
        coaching.choose(scene, False, str(dialog["number"]), offered[picked[0] - 1])
    elif dialog["question"] == "drills":
        drilling.choose(scene, None, "", offered[picked[0] - 1])
    elif dialog["question"] == "lang":
        _speak(scene, None, offered[picked[0] - 1])
    else:
        _open(scene, offered[picked[0] - 1], "exam" if dialog["question"] == "exam" else "practice")


def _choose(scene: Scene, ongoing: Ongoing, data: str) -> None:
    """Take a button. One that does not belong to the open question is out of date, or forged."""
    question, _, rest = data.partition("/")
    tag, _, value = rest.partition("/")
    if question in ("customer", "exam", "first") and tag != menus.QUESTION:
        scene.pressed = None  # what the button stands under says more than whom to meet, and is to stay
    if question == "lang" and value in ("zh", "en"):
        _speak(scene, ongoing, value)
    elif question == "customer":
        _practice(scene, ongoing, value)
    elif question == "exam":
        _exam(scene, ongoing, value)
    elif question == menus.QUESTION:
        _browse(scene, ongoing, tag, value)
    elif question == "first" and ongoing is None:
        _open(scene, value, at_once=True)
    elif question == "card":
        _card(scene, tag)
    elif question in helping.BUTTONS and helping.press(scene, ongoing, question, tag, value):
        return
    elif question == whatif.QUESTION and tag:
        whatif.choose(scene, ongoing, tag, value)
    elif question == appealing.QUESTION and tag:
        appealing.choose(scene, ongoing, tag, value)
    elif question == drilling.QUESTION:
        drilling.choose(scene, _whom(ongoing), tag, value)
    elif question == "goal":
        coaching.choose(scene, ongoing is not None, tag, value)
    elif question == curating.QUESTION:
        curating.choose(scene, tag, value)
    elif question == reminding.QUESTION:
        reminding.choose(scene, value)
    elif question == commenting.OPEN:
        reviewing.choose(scene, ongoing is not None, tag, value)
    elif question == commenting.QUESTION:
        answering.choose(scene, _whom(ongoing) or "", tag, value)
    elif question == inviting.QUESTION:
        inviting.choose(scene, tag, value)
    elif question == FORGET and tag:
        forgetting.forget(scene, tag)
    elif question == "private" and ongoing is not None and tag == ongoing[0].id[:8] and value in ("on", "off"):
        privacy.keep(scene, ongoing, value == "on")
    elif ongoing is not None and _is_open(*ongoing, question, tag, value):
        _tap(scene, *ongoing, value)
    else:
        scene.stale()


def _tap(scene: Scene, session: Session, customer: Customer, value: str) -> None:
    """Take a tap on the open question of a session: where several things can be picked, until it is enough."""
    asked = visits.question(session)
    if asked not in screens.SEVERAL:
        _answer(scene, session, customer, [] if value == screens.SKIP else [value])
        return
    picked = visits.tapped(scene, session)
    if value in (screens.SKIP, screens.DONE):
        scene.user.dialog = None
        _answer(scene, session, customer, picked if value == screens.DONE else [])
        return
    picked = [each for each in picked if each != value] if value in picked else [*picked, value]
    scene.user.dialog = {"question": asked, "session": session.id, "picked": picked}
    visits.ask(scene, session, customer)


def _is_open(session: Session, customer: Customer, question: str, tag: str, value: str) -> bool:
    """Whether a session is waiting for this answer to this question."""
    return (
        tag == session.id[:8]
        and session.phase in ("prepare", "diagnose")
        and question == visits.question(session)
        and value in (*visits.options(session, customer), screens.SKIP, screens.DONE)
    )


def _open(scene: Scene, scenario: str, mode: Mode = "practice", *, at_once: bool = False) -> None:
    """Start a session with a customer. at_once: without preparation."""
    customer = scene.troupe.offered.get(scenario)
    if customer is not None:
        visits.open_visit(scene, customer, mode, at_once=at_once)
        return
    if scenario in scene.troupe.unfinished:
        scene.coach(Screen(scene.say("scenario-unfinished", scenario=scenario)))
        return
    say, near = scene.say, _nearest(scene, scenario)
    if near is None:
        scene.coach(Screen(say("scenario-unknown", scenario=typed(scenario), near=say("scenario-others"))))
        return
    person = near.account.person
    button = Choice(_met_by(near, mode), say("scenario-near-button", person=person))
    hint = say("scenario-near", person=person, scenario=near.id)
    scene.coach(Screen(say("scenario-unknown", scenario=typed(scenario), near=hint), (button,)))


def _nearest(scene: Scene, scenario: str) -> Customer | None:
    """The customer whose id is most like this: of those who speak the person's language, or else of all."""
    lang, offered = scene.user.lang, scene.troupe.offered
    own = {customer.id.partition("/")[2]: customer for customer in scene.troupe.who(lang)}
    name = scenario.rpartition("/")[2]
    near = nearest(name, own)
    if near is not None:
        return own[near]
    other = nearest(scenario, offered)
    return offered[other] if other is not None else None


def _met_by(customer: Customer, mode: Mode) -> str:
    """What a button carries that leads to a customer."""
    return f"{'exam' if mode == 'exam' else 'customer'}//{customer.id}"


def _speak(scene: Scene, ongoing: Ongoing, lang: str) -> None:
    chosen: Lang = "en" if lang == "en" else "zh"
    if chosen == scene.user.lang:
        scene.user.dialog = None
        scene.coach(Screen(scene.say("language-same")), in_place=True)
        return
    scene.user.lang, scene.user.dialog = chosen, None
    scene.coach(Screen(scene.say("language-set" if ongoing is None else "language-open")), in_place=True)
    if ongoing is not None and ongoing[0].phase != "talk":
        visits.ask(scene, *ongoing)  # what was open, in the language of now


def _start(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    say = scene.say
    if argument:
        inviting.accept(scene, argument)
        if scene.user.created_at != scene.now:  # whoever was here before goes on with what they were at
            return
    first = next(iter(scene.troupe.who(say.lang)), None)
    if ongoing is not None:
        _practice(scene, ongoing, "")
    elif first is None or scene.unit.sessions(scene.user.id, 1):
        menus.home(scene, "practice", say("welcome-back", name=scene.user.name))
    elif say.taps:
        button = Choice(screens.data("first", "", first.id), say("welcome-button", person=first.account.person))
        scene.coach(Screen(say("welcome", name=scene.user.name, person=first.account.person), (button,)))
    else:
        menus.home(scene, "practice", say("welcome", name=scene.user.name, person=first.account.person))


def _practice(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is not None:
        session, customer = ongoing
        if session.phase == "talk":
            scene.coach(Screen(scene.say("talk-busy", person=customer.account.person)))
        else:
            scene.coach(Screen(scene.say(f"busy-{session.phase}", person=customer.account.person)))
            if session.phase == "prepare":  # perhaps days later, and nobody prepares for a customer not remembered
                scene.coach(screens.brief(scene.say, customer), session=session)
            visits.ask(scene, session, customer)
    elif argument:
        _open(scene, argument)
    else:
        menus.home(scene, "practice")


def _browse(scene: Scene, ongoing: Ongoing, mode: str, value: str) -> None:
    """Take a button of the menu of customers, or say that it is out of date."""
    if ongoing is not None:
        _practice(scene, ongoing, "")
        return
    held: Mode = "exam" if mode == "exam" else "practice"
    try:
        settled = menus.choose(scene, held, value)
    except LookupError:
        scene.stale()
        return
    if settled is not None:
        _open(scene, settled, held)


def _card(scene: Scene, tag: str) -> None:
    """Show a score card in words, of a talk that was scored. tag: how its session's id begins."""
    if not tag or not any(held.id.startswith(tag) for _, held in scene.unit.cards(scene.user.id, LOOKED_BACK)):
        scene.stale()
        return
    try:
        scene.coach(Screen(kept(scene.unit, scene.troupe, scene.user.id, tag).text()))
    except NoCard:
        scene.coach(Screen(scene.say("card-gone")))


def _exam(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is not None and argument not in ("", ongoing[0].scenario):
        _practice(scene, ongoing, argument)  # which says that there is somebody else to see first
    elif ongoing is not None:
        if ongoing[0].phase == "prepare":
            scene.coach(screens.brief(scene.say, ongoing[1]), session=ongoing[0])
        helping.settle(scene, *ongoing, "exam")
    elif argument:
        _open(scene, argument, "exam")
    else:
        menus.home(scene, "exam")


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


def _rubric(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    named = visits.last_customer(scene) if ongoing is None else None  # in a talk, the kind is still to be found out
    scene.coach(Screen(rubric_text(scene.say, scene.troupe, named)))


def _private(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    privacy.keep(scene, ongoing)


def _whatif(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    whatif.choose(scene, ongoing, "", argument)


def _appeal(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    appealing.choose(scene, ongoing, "", "")


def _progress(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    coaching.progress(scene, ongoing is not None)


def _goal(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    coaching.goal(scene, ongoing is not None)


def _drill(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    drilling.choose(scene, _whom(ongoing), "", argument)


def _whom(ongoing: Ongoing) -> str | None:
    return ongoing[1].account.person if ongoing is not None else None


def _quit(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None and drilling.leave(scene):
        return
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


def _reminders(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    reminding.choose(scene, argument)


def _help(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    """Say what there is. argument: a command that there is not, as `/prices`."""
    unknown = [scene.say("help-unknown", command=typed(argument)), ""] if argument.startswith("/") else []
    staff = ["", scene.say("help-staff")] if scene.role != "trainee" else []
    more = [*staff, scene.say("help-admin")] if scene.role == "admin" else staff
    commands, _, rest = scene.say("help").rpartition("\n")  # what is no command comes last for everybody
    scene.coach(Screen("\n".join([*unknown, commands.rstrip(), *more, "", rest])))


def _mydata(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    forgetting.send_data(scene)


def _forget(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    forgetting.forget(scene, argument)


def _invite(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    inviting.command(scene, argument)


def _review(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    reviewing.command(scene, ongoing is not None)


def _scenarios(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    curating.choose(scene, "", "")


_COMMANDS: Mapping[CommandName, Callable[[Scene, Ongoing, str], None]] = {
    "start": _start,
    "practice": _practice,
    "exam": _exam,
    "hint": helping.hint,
    "why": helping.why,
    "undo": helping.undo,
    "status": _status,
    "rubric": _rubric,
    "private": _private,
    "whatif": _whatif,
    "appeal": _appeal,
    "progress": _progress,
    "goal": _goal,
    "drill": _drill,
    "quit": _quit,
    "language": _language,
    "reminders": _reminders,
    "help": _help,
    "mydata": _mydata,
    "forget": _forget,
    "invite": _invite,
    "review": _review,
    "scenarios": _scenarios,
}
