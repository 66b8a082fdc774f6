"""Buttons: what each does. One that does not belong to the open question is out of date, or forged."""

from bot import (
    answering,
    appealing,
    assigned,
    coaching,
    commenting,
    curating,
    drilling,
    entering,
    forgetting,
    giving,
    helping,
    inviting,
    menus,
    privacy,
    reminding,
    responding,
    reviewing,
    rubric,
    screens,
    visits,
    whatif,
)
from bot.access import FORGET
from bot.actions import Screen
from bot.cards import LOOKED_BACK, NoCard, kept
from bot.desk import calling
from bot.scene import Ongoing, Scene
from state.content.terms import Mode
from state.dialogue.customer import Customer
from state.records.tables import Session


def press(scene: Scene, ongoing: Ongoing, data: str) -> None:
    """Take what a button carries: `data`, as `question/tag/value`."""
    question, _, rest = data.partition("/")
    tag, _, value = rest.partition("/")
    if question in ("customer", "exam", "first") and tag != menus.QUESTION:
        scene.pressed = None  # what the button stands under says more than whom to meet, and is to stay
    if question == "lang" and value in ("zh", "en"):
        entering.speak(scene, ongoing, value)
    elif question == "customer":
        entering.practice(scene, ongoing, value)
    elif question == "exam":
        entering.exam(scene, ongoing, value)
    elif question == menus.QUESTION:
        _browse(scene, ongoing, tag, value)
    elif question == "first" and ongoing is None:
        entering.open_with(scene, value, at_once=True)
    elif question == "card":
        _card(scene, tag)
    elif question in helping.BUTTONS and helping.press(scene, ongoing, question, tag, value):
        return
    elif question == whatif.QUESTION and tag:
        whatif.choose(scene, ongoing, tag, value)
    elif question == appealing.QUESTION and tag:
        appealing.choose(scene, ongoing, tag, value)
    elif question == drilling.QUESTION:
        drilling.choose(scene, entering.met(ongoing), tag, value)
    elif question == rubric.QUESTION:
        _rubric(scene, ongoing, value)
    elif question == "goal":
        coaching.choose(scene, ongoing is not None, tag, value)
    elif question == curating.QUESTION:
        curating.choose(scene, tag, value)
    elif question == assigned.QUESTION:
        assigned.choose(scene, tag, value)
    elif question == giving.QUESTION:
        giving.choose(scene, ongoing is not None, tag, value)
    elif question == reminding.QUESTION:
        reminding.choose(scene, value, tag)
    elif question == commenting.OPEN:
        reviewing.choose(scene, ongoing is not None, tag, value)
    elif question == commenting.QUESTION:
        responding.choose(scene, entering.met(ongoing) or "", tag, value)
    elif question == inviting.QUESTION:
        inviting.choose(scene, tag, value)
    elif question == calling.QUESTION:
        calling.call(scene)
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
        answering.answer(scene, session, customer, [] if value == screens.SKIP else [value])
        return
    picked = visits.tapped(scene, session)
    if value in (screens.SKIP, screens.DONE):
        scene.user.dialog = None
        answering.answer(scene, session, customer, picked if value == screens.DONE else [])
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


def _browse(scene: Scene, ongoing: Ongoing, mode: str, value: str) -> None:
    """Take a button of the menu of customers, or say that it is out of date."""
    if ongoing is not None:
        entering.practice(scene, ongoing, "")
        return
    held: Mode = "exam" if mode == "exam" else "practice"
    try:
        settled = menus.choose(scene, held, value)
    except LookupError:
        scene.stale()
        return
    if settled is not None:
        entering.open_with(scene, settled, held)


def _rubric(scene: Scene, ongoing: Ongoing, chapter: str) -> None:
    """Show another chapter of the rubric in the place of the one before."""
    known = visits.known_customer(scene, ongoing)
    try:
        scene.coach(rubric.rubric_screen(scene.say, scene.troupe, known, chapter), in_place=True)
    except LookupError:
        scene.stale()


def _card(scene: Scene, tag: str) -> None:
    """Show a score card in words, of a talk that was scored. tag: how its session's id begins."""
    if not tag or not any(held.id.startswith(tag) for _, held in scene.unit.cards(scene.user.id, LOOKED_BACK)):
        scene.stale()
        return
    try:
        scene.coach(Screen(kept(scene.unit, scene.troupe, scene.user.id, tag).text()))
    except NoCard:
        scene.coach(Screen(scene.say("card-gone")))
