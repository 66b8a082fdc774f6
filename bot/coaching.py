"""Coaching: in a scene, progress is shown, and a goal is set, checked after each talk, and adjusted."""

from bot import assigned, goals
from bot.actions import Screen
from bot.assigning import all_of_it
from bot.progress import progress_of, progress_screen, talks_of
from bot.scene import Scene
from state.progress.goals import Goal, adjusted, check

LOOKED_BACK = 100  # of the last talks, as many as bear on a goal


def progress(scene: Scene, busy: bool) -> None:
    """Show progress, and whom to meet next unless a talk is open. busy: whether one is."""
    known = progress_of(scene.unit, scene.user.id, scene.user.lang, scene.troupe, scene.now, busy=busy)
    if known.offer is not None:
        scene.user.dialog = {"question": "customer", "offered": [known.offer.customer.id]}
    screen = progress_screen(scene.say, known, scene.say("next-how"))
    if waits := assigned.told(scene):
        screen = Screen(f"{screen.text}\n\n{waits}", (*screen.choices, all_of_it(scene.say)))
    screen = Screen(screen.text, (*screen.choices, *assigned.certificates(scene)))
    if known.talks and scene.say.taps:
        scene.picture(screen)
    else:
        scene.coach(screen)


def goal(scene: Scene, busy: bool) -> None:
    """Show the goal in force and what can be done about it; where there is none, or it is over, ask for one."""
    if busy:
        scene.coach(Screen(scene.say("goal-busy")))
        return
    row, talks, now = scene.unit.goal(scene.user.id), talks_of(scene.unit, scene.user.id, LOOKED_BACK), scene.now
    present = goals.goal_of(row)
    if row is None or present is None:
        _ask(scene, (), 0)
        return
    lines = goals.goal_lines(scene.say, scene.troupe.rubric, present, talks, now)
    found = check(present, talks, now)
    if found.standing == "reached":
        scene.coach(Screen("\n".join(lines)))
        _ask(scene, (), row.number)
    else:
        _offer(scene, goals.running(scene.say, lines, adjusted(present, found.act, now), row.number), row.number)


def choose(scene: Scene, busy: bool, number: str, value: str) -> None:
    """Take a choice about a goal. number: of the goal that was in force when it was offered."""
    row = scene.unit.goal(scene.user.id)
    present, in_force = goals.goal_of(row), row.number if row is not None else 0
    talks = talks_of(scene.unit, scene.user.id, LOOKED_BACK)
    picked = tuple(value.split("."))
    if busy:
        scene.coach(Screen(scene.say("goal-busy")))
    elif number != str(in_force):
        scene.stale()
    elif present is not None and value == goals.KEEP:
        scene.user.dialog = None
        scene.coach(Screen(scene.say("goal-kept")), in_place=True)
    elif present is not None and value == goals.NEW:
        _ask(scene, (), in_force)
    elif present is not None and value == goals.ADJUST:
        better = adjusted(present, check(present, talks, scene.now).act, scene.now.astimezone())
        _set(scene, better, in_force)
    elif not goals.is_offered(picked, talks):
        scene.stale()
    elif len(picked) < len(goals.KEYS):
        _ask(scene, picked, in_force)
    else:
        _set(scene, goals.chosen(picked, scene.now.astimezone()), in_force)


def after_talk(scene: Scene) -> list[Screen]:
    """What is said of the goal when a talk has been scored; nothing where there is no goal."""
    present = goals.goal_of(scene.unit.goal(scene.user.id))
    if present is None:
        return []
    talks = talks_of(scene.unit, scene.user.id, LOOKED_BACK)
    return [Screen("\n".join(goals.goal_lines(scene.say, scene.troupe.rubric, present, talks, scene.now)))]


def _ask(scene: Scene, picked: tuple[str, ...], number: int) -> None:
    talks = talks_of(scene.unit, scene.user.id, LOOKED_BACK)
    _offer(scene, goals.asked(scene.say, scene.troupe.rubric, picked, talks, number), number)


def _offer(scene: Scene, screen: Screen, number: int) -> None:
    """Show choices; where there are no buttons, they are answered by number."""
    values = [choice.data.split("/", 2)[2] for choice in screen.choices]
    scene.user.dialog = {"question": "goal", "number": number, "offered": values}
    scene.coach(screen, in_place=True)


def _set(scene: Scene, wanted: Goal | None, in_force: int) -> None:
    if wanted is None:  # what was to be adjusted has changed meanwhile
        scene.stale()
        return
    scene.unit.add(goals.kept(wanted, scene.user.id, in_force + 1))
    scene.user.dialog = None
    scene.coach(
        Screen(scene.say("goal-set") + "\n" + goals.plan(scene.say, scene.troupe.rubric, wanted)), in_place=True
    )
