"""Explaining: why the last reply was good or bad, told on request, or after each reply of a practice if wanted."""

import unicodedata
from collections.abc import Mapping

from bot.actions import Screen
from bot.reasoning import reasons_text
from bot.scene import Scene, talk_from
from state.dialogue.customer import Customer
from state.records.tables import Session
from state.scoring.reasons import reasons

SWITCH: Mapping[str, bool] = {"on": True, "开": True, "off": False, "关": False}


def switched(argument: str) -> bool | None:
    """Whether the argument of a command turns the reasons after each reply on or off; None if it does neither."""
    return SWITCH.get(unicodedata.normalize("NFKC", argument).strip().lower())


def switch(scene: Scene, wanted: bool) -> None:
    """Let the reasons follow each reply from now on, or no longer."""
    scene.user.reasons = wanted
    scene.coach(Screen(scene.say("why-on" if wanted else "why-off")))


def explain(scene: Scene, session: Session, customer: Customer) -> None:
    """Say why the last reply was good or bad. Only for a talk that has begun."""
    talk = talk_from(session, customer, scene.unit.turns(session.user_id, session.id))
    if not talk.turns:
        scene.coach(Screen(scene.say("why-nothing")), session=session)
        return
    text = reasons_text(scene.say, reasons(talk, scene.troupe.rubric), scene.troupe, customer, talk.turns[-1].reply)
    scene.coach(Screen(text), session=session)


def after_reply(scene: Scene, session: Session, customer: Customer) -> None:
    """Say it unasked where that is wanted, and never in an exam."""
    if scene.user.reasons and session.mode == "practice":
        explain(scene, session, customer)
