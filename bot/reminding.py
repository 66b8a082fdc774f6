"""Reminding: what somebody is told who has long been away, or has something due; and whether anybody wants to be."""

from collections.abc import Sequence
from datetime import timedelta

from bot import assigned, screens
from bot.actions import Choice, Screen
from bot.assigning import all_of_it
from bot.progress import progress_of
from bot.scene import Scene
from state.records.reviewing import Assignment

QUESTION: screens.Question = "remind"
DUE = "due"


def reminder(scene: Scene) -> Screen:
    """What a reminder says: whom to meet next, or that there still is somebody to go on with."""
    say, user = scene.say, scene.user
    session = scene.unit.open_session(user.id)
    stays = timedelta(hours=scene.settings.practice.expire_hours)
    is_talking = session is not None and scene.now - session.updated_at <= stays
    known = progress_of(scene.unit, user.id, user.lang, scene.troupe, scene.now, busy=is_talking)
    off = _choice(scene, "off", DUE)
    if known.offer is None:
        return Screen(say("remind-talk" if is_talking else "remind", name=user.name), (off,))
    customer = known.offer.customer
    names = {"person": customer.account.person, "scenario": customer.scenario.title}
    about = {"company": customer.account.company, "title": customer.account.title}
    start = Choice(screens.data("customer", "", customer.id), say("remind-start", **names))
    text = "\n".join((say("remind", name=user.name), say("remind-next", **names, **about)))
    return Screen(text, (start, off))


def of_assigned(scene: Scene, rows: Sequence[Assignment]) -> Screen:
    """What a reminder says of what is due soon, or was."""
    blocks, choices = assigned.items(scene, rows)
    late = {row.due_at is not None and row.due_at <= scene.now for row in rows}
    when = "both" if len(late) > 1 else "late" if True in late else "soon"
    text = "\n".join((scene.say("assigned-remind", name=scene.user.name, when=when), *blocks))
    return Screen(text, (*choices, all_of_it(scene.say), _choice(scene, "off", DUE)))


def choose(scene: Scene, wanted: str, tag: str = "") -> None:
    """Switch reminders on or off, or tell whether they are. wanted: `on`, `off`, or anything else to be told.

    tag: `DUE` for the button under a reminder, which is to stay with the way to a customer that it offers.
    """
    if scene.user.channel != "telegram" or not scene.settings.practice.remind_days:
        scene.coach(Screen(scene.say("remind-none")))
        return
    if wanted in ("on", "off"):
        scene.user.remind = wanted == "on"
    is_on = scene.user.remind
    text = scene.say("remind-on", days=scene.settings.practice.remind_days) if is_on else scene.say("remind-off")
    scene.coach(Screen(text, (_choice(scene, "off" if is_on else "on"),)), in_place=tag != DUE)


def _choice(scene: Scene, wanted: str, tag: str = "") -> Choice:
    return Choice(screens.data(QUESTION, tag, wanted), scene.say("remind-stop" if wanted == "off" else "remind-again"))
