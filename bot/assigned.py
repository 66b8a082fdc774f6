"""Assigned: what a trainee is asked to practise, each with a way to begin at once."""

from collections.abc import Sequence

from bot.actions import Choice, Screen
from bot.assigning import BUTTONS
from bot.scene import Scene
from bot.tasks import due_words, far, measured, starts, task_line
from state.records.queueing import Message
from state.records.reviewing import Assignment

QUESTION = "assigned"
MENU = "menu"
LOOKED_BACK, SHOWN = 100, 3  # things done, and certificates that are offered again


def entry(scene: Scene) -> Choice | None:
    """The way to what is asked for, where something is, out of a menu that has then served its purpose."""
    count = len(scene.unit.open_assignments(scene.user.id))
    return Choice(f"{QUESTION}//{MENU}", scene.say("assigned-entry", count=count)) if count else None


def told(scene: Scene) -> str:
    """A line about what is asked for; '' where nothing is."""
    rows = scene.unit.open_assignments(scene.user.id)
    if not rows:
        return ""
    what, due = task_line(scene.say, scene.troupe, rows[0]), due_words(scene.say, rows[0].due_at, scene.now)
    return scene.say("assigned-line", count=len(rows), what=what, due=due)


def show(scene: Scene, *, in_place: bool) -> None:
    """Show all that is asked for, what is due soonest first. in_place: where the button was that led here."""
    say, unit = scene.say, scene.unit
    rows = unit.open_assignments(scene.user.id)
    blocks = [say("assigned-head", count=len(rows))] if rows else [say("assigned-none")]
    lines, begun = items(scene, rows)
    choices = [*begun, *certificates(scene)]
    blocks += lines
    if rows:
        blocks.append(say("assigned-private"))
    if unit.open_session(scene.user.id) is None:  # else the numbers answer another question
        scene.user.dialog = {"question": QUESTION, "offered": [choice.data for choice in choices]}
        if choices and not say.taps:
            numbered = (f"{number}. {choice.label}" for number, choice in enumerate(choices, start=1))
            blocks.append("\n".join((say("assigned-pick"), *numbered)))
    scene.coach(Screen("\n\n".join(blocks), tuple(choices)), in_place=in_place)


def certificates(scene: Scene) -> list[Choice]:
    """Buttons for the certificates that were earned last."""
    done = [row for row in scene.unit.done_assignments(scene.user.id, LOOKED_BACK) if row.task == "certificate"]
    return [
        Choice(f"{QUESTION}/{row.id}/paper", scene.say("certificate-again", day=f"{row.done_at.astimezone():%Y-%m-%d}"))
        for row in done[:SHOWN]
        if row.done_at is not None
    ]


def choose(scene: Scene, tag: str, value: str) -> None:
    """Take a button. tag: '' for all that is asked for, or the id of what was done, to have its certificate again."""
    if not tag and value in ("", MENU):
        show(scene, in_place=value == MENU)
        return
    row = scene.unit.assignment(scene.user.id, tag)
    if row is None or row.done_at is None or row.task != "certificate":
        scene.stale()
        return
    scene.messages.append(Message("coach", scene.say("certificate-caption"), scene.now, "certificate", about=row.id))


def items(scene: Scene, rows: Sequence[Assignment]) -> tuple[list[str], list[Choice]]:
    """Each of these with its date and how far it has come; and the buttons that begin what comes first."""
    say, blocks, choices = scene.say, list[str](), list[Choice]()
    met = scene.unit.met(scene.user.id)
    for row, found in zip(rows, measured(scene.unit, scene.user.id, rows), strict=True):
        lines = [say("assigned-item", what=task_line(say, scene.troupe, row))]
        lines += [due_words(say, row.due_at, scene.now), far(say, scene.troupe, row, found)]
        lines += [say("assigned-note", note=row.note)] if row.note else []
        blocks.append("\n".join(lines))
        choices += starts(say, scene.troupe, row, found, met)
    return blocks, list(dict.fromkeys(choices))[:BUTTONS]
