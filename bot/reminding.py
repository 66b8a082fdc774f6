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
DIGEST = "digest-"
DAY = range(9, 18)
"""Hours on the clock of this machine in which people are written to unasked."""


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


def command(scene: Scene, wanted: str) -> None:
    """Take `/reminders`. wanted: `on` or `off`, for whatever comes unasked, or anything else to be told."""
    if wanted in ("on", "off"):
        scene.user.remind = wanted == "on"
        scene.user.digest = wanted == "on" if _has_digests(scene) else scene.user.digest
    _tell(scene)


def choose(scene: Scene, value: str, tag: str = "") -> None:
    """Take a button. value: `on` or `off`, with `digest-` before it if the digest is meant.

    tag: `DUE` for the button under a reminder or a digest, which is to stay with what it offers.
    """
    if value.startswith(DIGEST):
        scene.user.digest = value == f"{DIGEST}on"
    else:
        scene.user.remind = value == "on"
    _tell(scene, in_place=tag != DUE)


def digest_choice(scene: Scene, wanted: str, tag: str = "") -> Choice:
    """The button that ends digests, or brings them back. wanted: `on` or `off`."""
    label = scene.say("digest-stop" if wanted == "off" else "digest-again")
    return Choice(screens.data(QUESTION, tag, f"{DIGEST}{wanted}"), label)


def _tell(scene: Scene, *, in_place: bool = False) -> None:
    """Tell what comes unasked, with buttons to change it."""
    user, rules = scene.user, scene.settings.practice
    lines, choices = list[str](), list[Choice]()
    if rules.remind_days and user.channel == "telegram":
        lines.append(scene.say("remind-on", days=rules.remind_days) if user.remind else scene.say("remind-off"))
        choices.append(_choice(scene, "off" if user.remind else "on"))
    if _has_digests(scene):
        lines.append(scene.say("digest-on" if user.digest else "digest-off"))
        choices.append(digest_choice(scene, "off" if user.digest else "on"))
    scene.coach(Screen("\n".join(lines) or scene.say("remind-none"), tuple(choices)), in_place=in_place)


def _has_digests(scene: Scene) -> bool:
    """Whether the week is summed up for somebody like this."""
    return scene.settings.practice.digest and scene.role != "trainee" and scene.user.channel == "telegram"


def _choice(scene: Scene, wanted: str, tag: str = "") -> Choice:
    return Choice(screens.data(QUESTION, tag, wanted), scene.say("remind-stop" if wanted == "off" else "remind-again"))
