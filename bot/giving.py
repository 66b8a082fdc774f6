"""Giving: in the chat a coach is asked whom, what, how and by when, and sees how it goes, to take it back.

What was chosen so far stands in the dialog, and so does what each number of the open screen means: a button carries no
more than its number and the screen's own key, so that there is nothing in it to forge.
"""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from bot import screens, visits
from bot.actions import Choice, Screen
from bot.assigning import LONGEST, NotYours, Unassignable, assign, groups_of, take_back
from bot.certificate import checked
from bot.scene import Scene
from bot.wishes import GIVEN, Draft, asking_of, before, stage_of, target_of, wish_of

QUESTION: screens.Question = "assign"
BACK, DONE = "back", "done"
ONE_ANSWER = ("sure", "batch")  # screens whose one button says it all


def command(scene: Scene, busy: bool, code: str = "") -> None:
    """Take `/assign`. busy: whether a talk is open, whose questions the numbers would answer.

    code: of a certificate, to be checked; a coach may check anybody's who shows it.
    """
    if scene.role == "trainee":
        scene.coach(Screen(scene.say("assign-staff")))
    elif code:
        scene.coach(Screen(checked(scene.unit, scene.troupe, scene.say, code)))
    elif busy:
        scene.coach(Screen(scene.say("assign-busy")))
    elif not groups_of(scene.unit, scene.role, scene.user.id) and scene.role == "coach":
        scene.coach(Screen(scene.say("invite-no-group")))
    else:
        _show(scene, {})


def choose(scene: Scene, busy: bool, tag: str, value: str) -> None:
    """Take a button. tag: the key of its screen, '' for the list of what was asked for. value: a number, or a way."""
    dialog = scene.user.dialog or {}
    if scene.role == "trainee" or busy:
        command(scene, busy)
    elif not tag and value == GIVEN:
        _show(scene, {"whom": GIVEN})
    elif dialog.get("question") != QUESTION or tag != dialog["key"]:
        scene.stale()
    elif value == BACK:
        _show(scene, before(dialog["draft"]))
    elif value == DONE and dialog["picked"]:
        _take(scene, dialog, dialog["picked"])
    elif value.startswith("p") and value[1:].isdecimal():
        _show(scene, dialog["draft"], dialog["picked"], int(value[1:]), dialog["find"])
    elif value.isdecimal() and int(value) < len(dialog["offered"]):
        _pick(scene, dialog, int(value))
    else:
        scene.stale()


def answer(scene: Scene, dialog: Mapping[str, Any], text: str) -> None:
    """Take what a coach typed while a screen is open: numbers, part of a name, or a word to go with it."""
    if scene.role == "trainee":
        command(scene, busy=False)
        return
    offered: list[str] = dialog["offered"]
    draft, stage = dialog["draft"], stage_of(dialog["draft"])
    picked = visits.numbers(text, len(offered))
    if picked == []:
        _show(scene, before(draft))
    elif picked is not None and stage == "subjects":
        _take(scene, dialog, [offered[number - 1] for number in picked])
    elif picked is not None and len(picked) == 1:
        _pick(scene, dialog, picked[0] - 1)
    elif picked is not None:
        scene.coach(Screen(scene.say("one-only")))
    elif visits.is_answer(text):
        scene.coach(screens.misread(scene.say, 1, len(offered)))
    elif stage == "person":
        _show(scene, draft, find=text)
    elif stage == "sure" and len(text) <= LONGEST:
        _show(scene, {**draft, "note": text})
    elif stage == "sure":
        scene.coach(Screen(scene.say("assign-fault", why="note", most=LONGEST)))
    else:
        scene.coach(screens.misread(scene.say, 1, len(offered)))


def _pick(scene: Scene, dialog: Mapping[str, Any], place: int) -> None:
    """Take one of what is offered; where several can be picked, put the tick there, or take it away."""
    value = dialog["offered"][place]
    if stage_of(dialog["draft"]) != "subjects" or dialog["draft"]["task"] == "goal":
        _take(scene, dialog, [value])
        return
    picked = [each for each in dialog["picked"] if each != value]
    picked = picked if value in dialog["picked"] else [*picked, value]
    _show(scene, dialog["draft"], picked, dialog["page"])


def _take(scene: Scene, dialog: Mapping[str, Any], values: list[str]) -> None:
    """Take an answer, and ask the next question, or do what was asked for."""
    draft, stage = dialog["draft"], stage_of(dialog["draft"])
    if stage == "sure":
        _give(scene, draft)
    elif stage == "batch":
        _take_back(scene, draft["given"])
    elif stage == "subjects" and draft["task"] == "goal" and len(values) > 1:
        scene.coach(Screen(scene.say("one-only")))
    else:
        _show(scene, {**draft, stage: values if stage == "subjects" else values[0]})


def _show(scene: Scene, draft: Draft, picked: Sequence[str] = (), page: int = 0, find: str = "") -> None:
    """Show the open question, a page of it where it is tapped. find: part of the name that is looked for."""
    say, stage = scene.say, stage_of(draft)
    try:
        asking = asking_of(scene, draft, find)
    except NotYours:  # since it was asked, a group or a batch is not theirs any more
        scene.stale()
        return
    size = screens.PAGE if say.taps else max(len(asking.options), 1)
    pages = max(1, -(-len(asking.options) // size))
    page, key = min(page, pages - 1), secrets.token_hex(4)
    here = list(enumerate(asking.options))[page * size : (page + 1) * size]
    values = [value for value, _ in asking.options]
    carried = [(_data(key, str(place)), label) for place, (_, label) in here]
    ticked = [_data(key, str(values.index(value))) for value in picked if value in values]
    choices = screens.answers(say, carried, ticked, first=page * size + 1)
    if page > 0:
        choices.append(Choice(_data(key, f"p{page - 1}"), say("menu-page-before", page=page, pages=pages)))
    if page + 1 < pages:
        label = say("menu-page", page=page + 2, pages=pages)
        choices.append(Choice(_data(key, f"p{page + 1}"), label, beside=page > 0))
    if picked:
        choices.append(Choice(_data(key, DONE), say("pick-done", count=len(picked))))
    if stage != "whom":
        choices.append(Choice(_data(key, BACK), say("menu-back")))
    listed = [] if say.taps and stage in ONE_ANSWER else [f"{place + 1}. {label}" for place, (_, label) in here]
    scene.user.dialog = {
        "question": QUESTION, "key": key, "draft": draft, "offered": values, "picked": list(picked), "page": page,
        "find": find,
    }  # fmt: skip
    scene.coach(Screen("\n".join((asking.head, *listed)), tuple(choices)), in_place=True)


def _give(scene: Scene, draft: Draft) -> None:
    """Do what was confirmed, as far as it still can be done."""
    group, people = target_of(draft)
    scene.user.dialog = None
    try:
        wish = wish_of(scene, draft)
        rows = assign(scene.unit, scene.troupe, scene.role, scene.user, group, people, wish, scene.now)
    except NotYours:
        scene.coach(Screen(scene.say("assign-not-yours")), in_place=True)
    except Unassignable as fault:
        scene.coach(Screen(scene.say("assign-fault", why=fault.why, most=LONGEST)), in_place=True)
    else:
        more = Choice(_data("", GIVEN), scene.say("assign-given"))
        scene.coach(Screen(scene.say("assign-made", count=len(rows)), (more,)), in_place=True)


def _take_back(scene: Scene, batch: str) -> None:
    scene.user.dialog = None
    try:
        count = take_back(scene.unit, scene.troupe, scene.role, scene.user, batch, scene.now)
    except NotYours:
        scene.stale()
    else:
        scene.coach(Screen(scene.say("assign-taken-back", count=count)), in_place=True)


def _data(key: str, value: str) -> str:
    return f"{QUESTION}/{key}/{value}"
