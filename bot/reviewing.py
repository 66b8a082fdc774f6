"""Reviewing: a coach sees in the chat what is new, opens a talk, comments, corrects, and decides appeals."""

from bot import leafing, marking
from bot.actions import Screen
from bot.rights import Blind, NotAllowed
from bot.scene import Scene

BELOW = "n"
"""Carried by a button that asks for the list in a message of its own, below the one that it stands under."""


def command(scene: Scene, busy: bool) -> None:
    """Take `/review`. busy: whether the coach is in a talk of their own, to whose customer all that is typed goes."""
    if scene.role == "trainee":
        scene.coach(Screen(scene.say("review-staff")))
    elif not scene.say.taps:
        scene.coach(Screen(scene.say("review-untapped")))
    elif busy:
        scene.coach(Screen(scene.say("review-busy")))
    elif scene.role == "coach" and not scene.unit.coached(scene.user.id):
        scene.coach(Screen(scene.say("invite-no-group")))
    else:
        leafing.list_new(scene, 0)


def choose(scene: Scene, busy: bool, key: str, value: str) -> None:
    """Take a button. key: of a talk, '' for the list. value: which page or what to do, as `t3`, `q.calm.2`."""
    if scene.role == "trainee" or busy:
        command(scene, busy)
        return
    kind, rest = value[:1], value[1:]
    number = marking.number_of(rest)
    if not key and value == BELOW:
        scene.pressed = None
        leafing.list_new(scene, 0)
        return
    if not key and kind == "p" and number is not None:
        leafing.list_new(scene, number)
        return
    try:
        open_ = leafing.find(scene, key)
    except Blind:
        scene.coach(Screen(scene.say("review-blind")))
        return
    except NotAllowed:
        scene.stale()
        return
    if open_ is None:
        scene.coach(Screen(scene.say("review-unshown")))
    elif kind == "a":
        marking.appeal(scene, open_, rest.removeprefix("."))
    elif kind == "q":
        marking.criterion(scene, open_, rest.removeprefix("."))
    elif kind == "m":
        marking.tick(scene, open_, rest)
    elif kind == "k" and number is not None:
        marking.criteria(scene, open_, number)
    elif kind == "w" and number is not None:
        marking.withdraw_(scene, open_, number)
    elif kind in ("t", "c") and number is not None and number <= len(open_.talk.turns):
        (leafing.show if kind == "t" else marking.comment_on)(scene, open_, number)
    else:
        scene.stale()
