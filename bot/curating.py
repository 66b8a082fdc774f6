"""Curating: what an admin does with the customers in a chat: look, switch off and on, take back, send in a file."""

from collections.abc import Sequence

from bot.actions import Choice, Screen
from bot.publishing import go_back, is_content, largest, publish, switch
from bot.quotes import typed
from bot.scene import Scene
from bot.screens import PAGE, paired
from bot.stage import Sent
from state.content.problems import Problem, errors
from state.records.tables import Publication
from state.records.unit import Unit

QUESTION = "scenario"
PAST = 8
"""Publications that are shown."""
TOLD = 10
"""Problems of a file that are told; a message must stay readable."""


def choose(scene: Scene, tag: str, value: str) -> None:
    """Carry out a button of `/scenarios`, or show the first page. A trainee is told that it is for admins."""
    if scene.role != "admin":
        scene.coach(Screen(scene.say("scenarios-admins")))
    elif tag in ("on", "off"):
        done = switch(scene.unit, value, scene.user.id, scene.now, on=tag == "on")
        if done is None:
            scene.stale()
        else:
            _page(scene, _place(scene, done, value) // PAGE, "scenarios-on" if tag == "on" else "scenarios-off", value)
    elif tag == "past":
        _past(scene)
    elif tag == "back":
        _back(scene, value)
    else:
        _page(scene, int(value) if value.isdecimal() else 0)


def receive(scene: Scene, name: str, sent: Sent | None) -> None:
    """Let a file that an admin sent in go live, or say what is wrong with it. sent: None if it was not looked at."""
    if not is_content(name):
        scene.coach(Screen(scene.say("scenarios-other", name=typed(name))))
    elif sent is None:
        scene.coach(Screen(scene.say("scenarios-large", limit=largest(scene.settings.limits) // 1000)))
    elif sent.checked is not None and sent.checked.unfilled and not errors(sent.problems):
        scene.coach(Screen(_told(scene, scene.say("scenarios-unfilled", name=name), sent.checked.unfilled)))
    elif sent.checked is None or not sent.checked.sound:
        if not errors(sent.problems):
            scene.coach(Screen(scene.say("scenarios-strange", name=name)))
        else:
            scene.coach(Screen(_told(scene, scene.say("scenarios-broken", name=name), sent.problems)))
    elif not sent.checked.changed:
        scene.coach(Screen(scene.say("scenarios-same", name=name)))
    else:
        made = publish(scene.unit, sent.checked, scene.user.id, scene.now)
        head = scene.say("scenarios-live", path=sent.path or name, number=made.number)
        warnings = [problem for problem in sent.problems if problem.path == f"{sent.path}.yaml"]
        scene.coach(Screen(_told(scene, head, warnings)))


def _page(scene: Scene, page: int, told: str = "", switched: str = "") -> None:
    """Show the customers, by title. told, switched: the text that says what was just done, and to which."""
    live = scene.unit.live()
    names = _by_title(scene, live)
    pages = max(1, -(-len(names) // PAGE))
    page = min(page, pages - 1)
    say, lines, choices = scene.say, list[str](), list[Choice]()
    if told:
        lines += (say(told, title=_title(scene, switched)), "")
    lines.append(say("scenarios-head", count=len(names), number=live.number if live is not None else 0))
    for number, name in list(enumerate(names, start=1))[page * PAGE : (page + 1) * PAGE]:
        on = live is not None and name not in live.off
        shown = "unfinished" if name in scene.troupe.unfinished else str(on)
        about = {"scenario": name, "title": _title(scene, name), "person": _person(scene, name)}
        lines.append(say("scenarios-line", on=shown, number=number, **about))
        label = say("scenarios-switch-off" if on else "scenarios-switch-on", number=number)
        choices.append(Choice(f"{QUESTION}/{'off' if on else 'on'}/{name}", label))
    around = list[Choice]()
    if page > 0:
        label = say("menu-page-before", page=page, pages=pages)
        around.append(Choice(f"{QUESTION}/page/{page - 1}", label))
    if page + 1 < pages:
        label = say("menu-page", page=page + 2, pages=pages)
        around.append(Choice(f"{QUESTION}/page/{page + 1}", label, beside=page > 0))
    if wrong := errors(scene.problems):
        lines.append(_told(scene, "\n" + say("scenarios-folder"), wrong))
    past = Choice(f"{QUESTION}/past/", say("scenarios-past"))
    scene.coach(Screen("\n".join(lines), (*paired(choices), *around, past)), in_place=True)


def _by_title(scene: Scene, live: Publication | None) -> list[str]:
    """The customers' ids: first those who speak the admin's language, each language's by title."""
    names = live.customers if live is not None else ()
    lang = scene.say.lang
    return sorted(names, key=lambda name: (not name.startswith(f"{lang}/"), _title(scene, name), name))


def _place(scene: Scene, live: Publication, name: str) -> int:
    return _by_title(scene, live).index(name)


def _title(scene: Scene, name: str) -> str:
    """A customer's title; the id of one who is not known here."""
    customer = scene.troupe.customers.get(name)
    return customer.scenario.title if customer is not None else name


def _person(scene: Scene, name: str) -> str:
    customer = scene.troupe.customers.get(name)
    return customer.account.person if customer is not None else "?"


def _past(scene: Scene) -> None:
    last = scene.unit.publications(PAST)
    say = scene.say
    lines = [say("scenarios-past-head"), *(_shown(scene, each) for each in last)]
    back = (Choice(f"{QUESTION}/back/{each.number}", say("scenarios-back", number=each.number)) for each in last[1:])
    choices = (*paired(list(back)), Choice(f"{QUESTION}/page/0", say("menu-back")))
    scene.coach(Screen("\n".join(lines), choices), in_place=True)


def _back(scene: Scene, value: str) -> None:
    number = int(value) if value.isdecimal() else 0
    made = go_back(scene.unit, number, scene.user.id, scene.now)
    if made is None:
        scene.stale()
    else:
        listed = Choice(f"{QUESTION}/page/0", scene.say("menu-back"))
        told = scene.say("scenarios-went-back", past=number, number=made.number)
        scene.coach(Screen(told, (listed,)), in_place=True)


def _shown(scene: Scene, publication: Publication) -> str:
    at = publication.at.astimezone().strftime("%m-%d %H:%M")
    by = by_whom(scene.unit, publication)
    return scene.say("scenarios-past-line", number=publication.number, at=at, by=by, note=publication.note)


def by_whom(unit: Unit, publication: Publication) -> str:
    """Who published, as people know him; what was no person by its own name."""
    user = unit.user(publication.by)
    return user.name if user is not None else publication.by


def _told(scene: Scene, head: str, problems: Sequence[Problem]) -> str:
    lines = [head, *(f"· {_line(scene, problem)}" for problem in problems[:TOLD])]
    if len(problems) > TOLD:
        lines.append(scene.say("scenarios-more", count=len(problems) - TOLD))
    return "\n".join(lines)


def _line(scene: Scene, problem: Problem) -> str:
    lang = scene.say.lang
    sentence = (" " if lang == "en" else "").join((problem.says(lang), problem.fix(lang)))
    return f"{problem.path}:{problem.line}:{problem.column} {problem.code} {sentence}"
