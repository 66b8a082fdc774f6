"""Answering: a comment is answered in the chat, by its button or by a reply to the message that brought it."""

from collections.abc import Mapping
from typing import Any

from bot.actions import Screen
from bot.commenting import QUESTION, Unwritten, answer, meant
from bot.marking import number_of
from bot.rights import NotAllowed, may_review
from bot.scene import Scene


def choose(scene: Scene, person: str, key: str, number: str) -> None:
    """Take the button under a comment. person: the customer to whom all that is typed goes now, '' if to nobody."""
    session = meant(scene.unit, key)
    comment = number_of(number)
    if session is None or comment is None or not _may(scene, session.user_id):
        scene.stale()
    elif person:
        scene.coach(Screen(scene.say("answer-busy", person=person)))
    else:
        scene.user.dialog = {"question": QUESTION, "key": key, "number": comment}
        scene.coach(Screen(scene.say("answer-ask")))


def take(scene: Scene, key: str, number: int, text: str) -> None:
    """Take an answer. key: of the talk; number: of the comment."""
    session = meant(scene.unit, key)
    scene.user.dialog = None if _asked(scene.user.dialog) else scene.user.dialog
    try:
        if session is None:
            raise NotAllowed
        talk = (session.user_id, session.id)
        made = answer(scene.unit, scene.troupe, scene.user, scene.role, talk, number, text, scene.now)
    except NotAllowed:
        scene.coach(Screen(scene.say("answer-gone")))
    except Unwritten as error:
        scene.coach(Screen(scene.say(error.why)))
    else:
        scene.coach(Screen(scene.say("answer-sent", to="trainee" if made.by != made.user_id else "coach")))


def typed(scene: Scene, dialog: Mapping[str, Any], text: str) -> None:
    """Take what was typed after the button."""
    take(scene, dialog["key"], dialog["number"], text)


def _asked(dialog: Mapping[str, Any] | None) -> bool:
    return dialog is not None and dialog.get("question") == QUESTION


def _may(scene: Scene, trainee_id: str) -> bool:
    return scene.user.id == trainee_id or may_review(scene.unit, scene.user.id, scene.role, trainee_id)
