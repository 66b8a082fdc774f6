"""Commands: what each does, in the phase that the person's session is in. The table at the end is all of them."""

from collections.abc import Callable, Mapping

from bot import (
    appealing,
    coaching,
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
    reviewing,
    screens,
    visits,
    whatif,
)
from bot.actions import Choice, Command, CommandName, Screen
from bot.desk import calling
from bot.quotes import typed
from bot.rubric import rubric_screen
from bot.scene import Ongoing, Scene, snapshot_of


def obey(scene: Scene, ongoing: Ongoing, command: Command) -> None:
    """Carry out a command."""
    _COMMANDS[command.name](scene, ongoing, command.argument)


def _start(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    say = scene.say
    if argument:
        inviting.accept(scene, argument)
        if scene.user.created_at != scene.now:  # whoever was here before goes on with what they were at
            return
    first = next(iter(scene.troupe.who(say.lang)), None)
    if ongoing is not None:
        entering.practice(scene, ongoing, "")
    elif first is None or scene.unit.sessions(scene.user.id, 1):
        menus.home(scene, "practice", say("welcome-back", name=scene.user.name))
    elif say.taps:
        button = Choice(screens.data("first", "", first.id), say("welcome-button", person=first.account.person))
        scene.coach(Screen(say("welcome", name=scene.user.name, person=first.account.person), (button,)))
    else:
        menus.home(scene, "practice", say("welcome", name=scene.user.name, person=first.account.person))


def _status(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None:
        talks, last = scene.unit.record_of(scene.user.id)
        scene.coach(Screen(scene.say("status-idle", talks=talks, score=last or 0)))
        return
    session, customer = ongoing
    if session.phase == "talk":
        scene.coach(screens.status(scene.say, customer, snapshot_of(session)))
    else:
        names = {"person": customer.account.person, "scenario": customer.scenario.title}
        scene.coach(Screen(scene.say(f"status-{session.phase}", **names)))


def _rubric(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    scene.coach(rubric_screen(scene.say, scene.troupe, visits.known_customer(scene, ongoing)))


def _private(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    privacy.keep(scene, ongoing)


def _whatif(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    whatif.choose(scene, ongoing, "", argument)


def _appeal(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    appealing.choose(scene, ongoing, "", "")


def _progress(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    coaching.progress(scene, ongoing is not None)


def _goal(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    coaching.goal(scene, ongoing is not None)


def _drill(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    drilling.choose(scene, entering.met(ongoing), "", argument)


def _quit(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if ongoing is None and drilling.leave(scene):
        return
    if ongoing is None:
        scene.coach(Screen(scene.say("talk-none")))
    else:
        visits.break_off(scene, *ongoing, "talk-ended")


def _language(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    if argument in ("zh", "en"):
        entering.speak(scene, ongoing, argument)
        return
    if ongoing is None:
        scene.user.dialog = {"question": "lang", "offered": ["zh", "en"]}
    scene.coach(screens.language(scene.say))


def _reminders(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    reminding.command(scene, argument)


def _help(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    """Say what there is. argument: a command that there is not, as `/prices`."""
    unknown = [scene.say("help-unknown", command=typed(argument)), ""] if argument.startswith("/") else []
    staff = ["", scene.say("help-staff")] if scene.role != "trainee" else []
    more = [*staff, scene.say("help-admin")] if scene.role == "admin" else staff
    commands, _, rest = scene.say("help").rpartition("\n")  # what is no command comes last for everybody
    scene.coach(Screen("\n".join([*unknown, commands.rstrip(), *more, "", rest])))


def _mydata(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    forgetting.send_data(scene)


def _forget(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    forgetting.forget(scene, argument)


def _invite(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    inviting.command(scene, argument)


def _review(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    reviewing.command(scene, ongoing is not None)


def _assign(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    giving.command(scene, ongoing is not None, argument)


def _desk(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    calling.call(scene)


def _scenarios(scene: Scene, ongoing: Ongoing, argument: str) -> None:
    curating.choose(scene, "", "")


_COMMANDS: Mapping[CommandName, Callable[[Scene, Ongoing, str], None]] = {
    "start": _start,
    "practice": entering.practice,
    "exam": entering.exam,
    "hint": helping.hint,
    "why": helping.why,
    "undo": helping.undo,
    "status": _status,
    "rubric": _rubric,
    "private": _private,
    "whatif": _whatif,
    "appeal": _appeal,
    "progress": _progress,
    "goal": _goal,
    "drill": _drill,
    "quit": _quit,
    "language": _language,
    "reminders": _reminders,
    "help": _help,
    "mydata": _mydata,
    "forget": _forget,
    "invite": _invite,
    "review": _review,
    "assign": _assign,
    "desk": _desk,
    "scenarios": _scenarios,
}
