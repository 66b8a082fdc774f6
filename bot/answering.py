"""Answering: what free text means, where a question is open, a customer listens, or nobody does."""

from collections.abc import Callable

from bot import (
    amending,
    appealing,
    assigned,
    coaching,
    commenting,
    drilling,
    entering,
    giving,
    marking,
    responding,
    screens,
    visits,
    whatif,
)
from bot.actions import Edited, Screen
from bot.scene import Ongoing, Scene
from state.dialogue.customer import Customer
from state.records.tables import Session
from state.understanding.reading import Reading


def hear(
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
            answer(scene, session, customer, [offered[number - 1] for number in picked])
            return
        if not visits.is_speech(session, text):
            key, last = visits.key_of(text) if session.phase == "prepare" else None, len(offered)
            scene.coach(screens.misread(scene.say, 1, last) if key is None else screens.early(scene.say, key, last))
            return
    if reply is not None:
        _say(scene, session, customer, reading, reply)


def change(
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


def _say(scene: Scene, session: Session, customer: Customer, reading: Reading | None, reply: amending.Reply) -> None:
    """Let the customer hear a reply. reading: none if it is too long."""
    if reading is None:
        limit = scene.settings.practice.longest_reply
        scene.coach(Screen(scene.say("too-long-reply", limit=limit)))
        return
    if session.phase == "prepare":  # whoever starts talking has prepared enough
        visits.begin_talk(scene, session, customer, spoken_to=True)
    visits.reply(scene, session, customer, reply, reading)


def answer(scene: Scene, session: Session, customer: Customer, picked: list[str]) -> None:
    """Take an answer to the open question of a session."""
    if session.phase == "prepare":
        visits.prepare(scene, session, customer, picked)
    elif len(picked) > 1 and visits.question(session) != "judge":
        scene.coach(Screen(scene.say("one-only")))
    else:
        visits.diagnose(scene, session, customer, picked)


def answer_menu(scene: Scene, text: str, reading: Reading | None, press: Callable[[Scene, Ongoing, str], None]) -> None:
    """Take free text where nobody is spoken to: an answer to a menu by number, a reply to be tried, or nothing.

    press: what a button does, where a number stands for one.
    """
    dialog = scene.user.dialog or {}
    if whatif.is_key(text):
        whatif.choose(scene, None, "", "")
        return
    if appealing.is_key(text):
        appealing.choose(scene, None, "", "")
        return
    if dialog.get("question") == whatif.QUESTION:
        whatif.answer(scene, dialog, text, reading)
        return
    if dialog.get("question") == commenting.OPEN:
        marking.answer(scene, dialog, text)
        return
    if dialog.get("question") == commenting.QUESTION:
        responding.typed(scene, dialog, text)
        return
    if dialog.get("question") == drilling.QUESTION:
        drilling.answer(scene, dialog, text, reading)
        return
    if dialog.get("question") == giving.QUESTION:
        giving.answer(scene, dialog, text)
        return
    if dialog.get("question") == appealing.QUESTION:
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
    elif dialog["question"] == assigned.QUESTION or offered[picked[0] - 1].startswith(f"{assigned.QUESTION}/"):
        press(scene, None, offered[picked[0] - 1])
    elif dialog["question"] == "goal":
        coaching.choose(scene, False, str(dialog["number"]), offered[picked[0] - 1])
    elif dialog["question"] == "drills":
        drilling.choose(scene, None, "", offered[picked[0] - 1])
    elif dialog["question"] == "lang":
        entering.speak(scene, None, offered[picked[0] - 1])
    else:
        entering.open_with(scene, offered[picked[0] - 1], "exam" if dialog["question"] == "exam" else "practice")
