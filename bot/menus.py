"""Menus: whom to practise with, by type, objection, difficulty or trade, at random, or whoever is best met next."""

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import get_args

from bot import assigned
from bot.actions import Choice, Screen
from bot.progress import progress_of
from bot.scene import Scene
from bot.screens import PAGE, headed, menu_line, paired
from bot.texts import Texts
from state.content.terms import OBJECTIONS, Mode, PersonaKind, Sold
from state.dialogue.customer import Customer

QUESTION = "menu"
ALL, HOME, NEW, RANDOM = "all", "home", "new", "random"
KINDS: Mapping[str, tuple[str, ...]] = {
    "persona": get_args(PersonaKind),
    "objection": OBJECTIONS,
    "difficulty": ("1", "2", "3"),
    "sells": get_args(Sold),
}
"""What customers are sorted by, with the kinds of each."""

_OF: Mapping[str, Callable[[Customer], str]] = {
    "persona": lambda customer: customer.persona.id,
    "objection": lambda customer: customer.objection.id,
    "difficulty": lambda customer: str(customer.scenario.difficulty),
    "sells": lambda customer: customer.scenario.sells,
}


def home(scene: Scene, mode: Mode, *before: str, in_place: bool = False) -> None:
    """Show the ways to a customer; where nothing is tapped, the customers themselves. before: lines above it."""
    customers = scene.troupe.who(scene.user.lang)
    if not scene.say.taps or not customers:
        _list(scene, mode, ALL, 0, *before)
        return
    say = scene.say
    known = progress_of(scene.unit, scene.user.id, scene.user.lang, scene.troupe, scene.now, busy=False)
    entry = assigned.entry(scene)
    choices = [entry] if entry is not None else []
    if known.offer is not None:
        choices.append(
            _choice(mode, known.offer.customer, say("menu-next", person=known.offer.customer.account.person))
        )
    choices.append(Choice(_data(mode, RANDOM), say("menu-random")))
    for place, by in enumerate(KINDS):
        choices.append(Choice(_data(mode, by), say("menu-by", by=by), beside=place % 2 == 1))
    choices.append(Choice(_data(mode, f"{ALL}.0"), say("menu-all", count=len(customers))))
    lines = [*before, *([say("mode-is", mode=mode)] if mode == "exam" else []), say("menu-home", mode=mode)]
    scene.user.dialog = None
    scene.coach(Screen("\n".join(lines), tuple(choices)), in_place=in_place)


def choose(scene: Scene, mode: Mode, value: str) -> str | None:
    """Take a button of a menu. Returns the scenario if that settles it.

    value: `home`, or `new` to leave what was there; `random`; what to sort by; `all.PAGE` or `BY.KIND.PAGE`, from 0.
    Raises LookupError if there is no such button: it is forged, or of a time when there were more customers.
    """
    head, *rest = value.split(".")
    if value in (HOME, NEW):
        home(scene, mode, in_place=value == HOME)
    elif value == RANDOM:
        return _random(scene)
    elif value in KINDS:
        _sorts(scene, mode, value)
    elif rest and rest[-1].isdecimal() and (head == ALL or head in KINDS):
        _list(scene, mode, ".".join((head, *rest[:-1])), int(rest[-1]))
    else:
        raise LookupError(value)
    return None


def onward(say: Texts, customer: Customer) -> tuple[Choice, ...]:
    """After a talk: the same customer once more, or another."""
    again = Choice(f"{_question('practice')}//{customer.id}", say("again-button", person=customer.account.person))
    return paired([again, Choice(_data("practice", NEW), say("other-button"))])


def _random(scene: Scene) -> str:
    """A customer other than the one met last, if there is another."""
    customers = [customer.id for customer in scene.troupe.who(scene.user.lang)]
    last = {session.scenario for session in scene.unit.sessions(scene.user.id, 1)}
    return secrets.choice([each for each in customers if each not in last] or customers)


def _sorts(scene: Scene, mode: Mode, by: str) -> None:
    """Show the kinds of customers, each with how many there are."""
    say, choices = scene.say, []
    customers = scene.troupe.who(scene.user.lang)
    for kind in KINDS[by]:
        count = sum(_OF[by](customer) == kind for customer in customers)
        if count:
            label = say("menu-kind", kind=_kind(scene, by, kind), count=count)
            choices.append(Choice(_data(mode, f"{by}.{kind}.0"), label))
    choices.append(Choice(_data(mode, HOME), say("menu-back")))
    scene.coach(Screen(say("menu-by", by=by), tuple(choices)), in_place=True)


def _list(scene: Scene, mode: Mode, which: str, page: int, *before: str) -> None:
    """Show the customers to choose from, numbered; where they are tapped, a page of them.

    which: `all`, or `BY.KIND`. Raises LookupError if there are none such, or no such page.
    """
    say, (by, _, kind) = scene.say, which.partition(".")
    customers = [each for each in scene.troupe.who(scene.user.lang) if by == ALL or _OF[by](each) == kind]
    if not customers and which == ALL:
        scene.coach(Screen("\n".join((*before, say("menu-empty")))))
        return
    size = PAGE if say.taps else max(len(customers), 1)
    pages = -(-len(customers) // size)
    if not 0 <= page < pages:
        raise LookupError(page)
    lines = [*before, *([say("mode-is", mode=mode)] if mode == "exam" else [])]
    if by != ALL:
        lines.append(say("menu-of", kind=_kind(scene, by, kind)))
    lines.append(say("menu", count=len(customers)))
    choices = []
    for number, customer in list(enumerate(customers, start=1))[page * size : (page + 1) * size]:
        lines.append(menu_line(say, customer, number))
        choices.append(_choice(mode, customer, say("menu-short", number=number, person=customer.account.person)))
    around = _around(say, mode, which, page, pages) if say.taps else ()
    offered = [customer.id for customer in customers]
    entry = None if say.taps else assigned.entry(scene)
    if entry is not None:  # where it is no button, it is the last of the numbers
        offered.append(entry.data)
        lines.append(f"{len(offered)}. {entry.label}")
    scene.user.dialog = {"question": _question(mode), "offered": offered}
    scene.coach(Screen("\n".join(lines), (*paired(choices), *around)), in_place=True)


def _around(say: Texts, mode: Mode, which: str, page: int, pages: int) -> Sequence[Choice]:
    """The way to the page before and after, and back."""
    by, _, kind = which.partition(".")
    around = []
    if page > 0:
        around.append(Choice(_data(mode, f"{which}.{page - 1}"), say("menu-page-before", page=page, pages=pages)))
    if page + 1 < pages:
        label = say("menu-page", page=page + 2, pages=pages)
        around.append(Choice(_data(mode, f"{which}.{page + 1}"), label, beside=page > 0))
    return (*around, Choice(_data(mode, by if kind else HOME), say("menu-back")))


def _kind(scene: Scene, by: str, kind: str) -> str:
    """What a kind of customer is called."""
    lang, troupe = scene.say.lang, scene.troupe
    if by == "persona":
        return headed(next(each.name[lang] for each in troupe.personas.values() if each.id == kind))
    if by == "objection":
        return headed(next(each.name[lang] for each in troupe.objections.values() if each.id == kind))
    return scene.say("menu-level", level=int(kind)) if by == "difficulty" else scene.say("menu-sells", what=kind)


def _choice(mode: Mode, customer: Customer, label: str) -> Choice:
    return Choice(f"{_question(mode)}/{QUESTION}/{customer.id}", label)


def _question(mode: Mode) -> str:
    return "exam" if mode == "exam" else "customer"


def _data(mode: Mode, value: str) -> str:
    return f"{QUESTION}/{mode}/{value}"
