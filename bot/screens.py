"""Screens: what the coach's voice says around a talk: menu, customer card, preparation, diagnosis, hints, status."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, TypeVar

from rich.cells import cell_len

from bot.actions import Choice, Screen
from bot.judging import OPTIONS
from bot.texts import Texts
from state.content.scenario import Proof
from state.content.terms import OBJECTIONS, Lang, Mode, Outcome
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot
from state.troupe import Troupe

Question = Literal[
    "customer", "expect", "proof", "kind", "concern", "judge", "lang", "private", "appeal", "goal",
    "exam", "mode", "hint", "undo", "whatif", "drill", "first", "card", "remind", "assigned", "assign",
]  # fmt: skip
SKIP, DONE = "-", "+"
SEVERAL: tuple[Question, ...] = ("expect", "proof", "judge")
"""Questions to which several things can be picked."""
PAGE = 6
"""Customers on a page of the menu: with their buttons, about what a phone shows at once."""
WIDEST = 40
"""Columns of a label that a phone shows whole; a Chinese character takes two."""
HALF = 17
"""Columns of a label that half a phone shows whole."""
ROW = 5
"""Numbers in a row of buttons."""
T = TypeVar("T")


def data(question: Question, session: str, value: str) -> str:
    """What a button carries: at most 64 bytes, as Telegram demands; the session tells a stale button."""
    return f"{question}/{session[:8]}/{value}"


def answers(say: Texts, options: Sequence[tuple[str, str]], picked: Sequence[str] = (), first: int = 1) -> list[Choice]:
    """The answers to a question whose text lists them by number: by their labels, or all by number if one is too long.

    The right answer is often the longest, and would be known by being cut, or by being the only number.

    options: what each button carries, and its label. picked: of those, what is ticked. first: number of the first.
    """
    by_number = any(cell_len(label) > WIDEST for _, label in options)
    choices = []
    for place, (carried, label) in enumerate(options):
        shown = str(first + place) if by_number else label
        ticked = say("picked", label=shown) if carried in picked else shown
        choices.append(Choice(carried, ticked, beside=by_number and place % ROW > 0))
    return choices


def headed(name: str) -> str:
    """A name that stands by itself, as English writes it there: `Price objection`."""
    return name[:1].upper() + name[1:]


def paired(choices: Sequence[Choice]) -> tuple[Choice, ...]:
    """Choices two in a row, wherever both are short enough for half of it."""
    rows = list[list[Choice]]()
    for choice in choices:
        short = cell_len(choice.label) <= HALF
        if short and rows and len(rows[-1]) == 1 and cell_len(rows[-1][0].label) <= HALF:
            rows[-1].append(replace(choice, beside=True))
        else:
            rows.append([choice])
    return tuple(choice for row in rows for choice in row)


def menu_line(say: Texts, customer: Customer, number: int) -> str:
    """A customer in a list."""
    account, title = customer.account, customer.scenario.title
    about = {"company": account.company, "title": account.title, "stars": stars(customer)}
    return say("menu-line", number=number, person=account.person, scenario=title, **about)


def menu_label(say: Texts, customer: Customer, number: int) -> str:
    """A customer on a button."""
    return say("menu-label", number=number, person=customer.account.person, scenario=customer.scenario.title)


def brief(say: Texts, customer: Customer) -> Screen:
    """The customer's card: who, which firm, what is known, what is for sale, what today is for."""
    account, scenario = customer.account, customer.scenario
    return Screen(
        "\n".join(
            (
                say("brief-head", stars=stars(customer)),
                say("brief-person", person=account.person, title=account.title),
                say("brief-company", company=account.company, trade=account.trade, place=account.place),
                "",
                say("brief-known"),
                *(f"· {known}" for known in account.known),
                *_company(say, customer),
                "",
                say("brief-offer", offer=scenario.offer),
                say("brief-task", brief=scenario.brief),
            )
        )
    )


def _company(say: Texts, customer: Customer) -> Iterator[str]:
    """Those in the room, where there are several; nothing of what each wants, nor of who decides."""
    people = customer.scenario.people
    if people:
        yield from ("", say("brief-people"))
        yield from ("· " + say("brief-person", person=person.name, title=person.title) for person in people)


def expect(say: Texts, troupe: Troupe, session: str, picked: Sequence[str]) -> Screen:
    """The first question of the preparation: which objections to expect. picked: what was tapped so far."""
    options = [(kind, headed(troupe.objections[kind].name[say.lang])) for kind in OBJECTIONS]
    return _ask(say, "expect-ask", "expect", session, options, picked)


def proof(say: Texts, customer: Customer, seed: int, session: str, picked: Sequence[str]) -> Screen:
    """The second: what to bring."""
    return _ask(say, "proof-ask", "proof", session, [(item.id, item.name) for item in proofs(customer, seed)], picked)


def in_mode(say: Texts, asking: Screen, session: str, mode: Mode) -> Screen:
    """A question of the preparation with the mode of the coming talk and the choice of the other."""
    another: Mode = "practice" if mode == "exam" else "exam"
    button = Choice(data("mode", session, another), say("mode-button", mode=another))
    return Screen("\n".join((asking.text, say("mode-is", mode=mode))), (*asking.choices, button))


def regrettable(say: Texts, asking: Screen, session: str, cost: int) -> Screen:
    """A question after the talk with the choice to take the last reply back instead. cost: in points."""
    button = Choice(data("undo", session, ""), say("undo-button", cost=cost))
    return Screen("\n".join((asking.text, say("undo-offer", cost=cost))), (*asking.choices, button))


def privately(say: Texts, asking: Screen, session: str, private: bool) -> Screen:
    """A question of the preparation with the choice to keep the talk from the coach, or no longer."""
    how, label = ("private-back", "private-open") if private else ("private-how", "private-close")
    button = Choice(data("private", session, "off" if private else "on"), say(label))
    return Screen(f"{asking.text}\n{say(how)}", (*asking.choices, button))


def begins(say: Texts, customer: Customer, session: str, mode: Mode, cost: int) -> Screen:
    """The line between preparation and talk, with what help there is in the talk. cost: of a reply taken back."""
    hint = Choice(data("hint", session, ""), say("talk-hint-button"))
    undo = Choice(data("undo", session, ""), say("talk-undo-button", cost=cost), beside=True)
    text = say("talk-begins", person=customer.account.person)
    return Screen(text, () if mode == "exam" else (hint, undo))


def kind(say: Texts, troupe: Troupe, session: str) -> Screen:
    """The first question of the diagnosis: which kind of objection it was."""
    options = [(kind, headed(troupe.objections[kind].name[say.lang])) for kind in OBJECTIONS]
    return _ask(say, "kind-ask", "kind", session, options)


def concern(say: Texts, customer: Customer, seed: int, session: str) -> Screen:
    """The second: what was really in the way."""
    options = [(str(place), text) for place, text in concerns(customer, seed)]
    return _ask(say, "concern-ask", "concern", session, options)


def judge(say: Texts, session: str, picked: Sequence[str]) -> Screen:
    """The third: what sort of customer this was."""
    return _ask(say, "judge-ask", "judge", session, [(each, say("judge", what=each)) for each in OPTIONS], picked)


def language(say: Texts) -> Screen:
    """Which language the interface speaks."""
    choices = (Choice(data("lang", "", "zh"), "中文"), Choice(data("lang", "", "en"), "English"))
    return Screen(say("language-ask") + "\n1. 中文\n2. English", choices)


def proofs(customer: Customer, seed: int) -> list[Proof]:
    """The proof that could be brought, in an order that does not give the answer away."""
    return _shuffled(customer.scenario.proof, seed, "proof")


def concerns(customer: Customer, seed: int) -> list[tuple[int, str]]:
    """The concerns to choose from with their places (0 is the real one), in an order that gives nothing away."""
    scenario = customer.scenario
    return _shuffled(list(enumerate((scenario.concern.is_, *scenario.concern.others))), seed, "concern")


def status(say: Texts, customer: Customer, snapshot: Snapshot) -> Screen:
    """Where a talk stands, in words rather than figures: a person's feelings cannot be read off a dial."""
    levels = {
        name: say("meter", level="high" if value >= 60 else "middle" if value >= 30 else "low")
        for name, value in snapshot.meters.model_dump().items()
    }
    names = {"person": customer.account.person, "scenario": customer.scenario.title}
    return Screen(say("status-talk", **names, turns=snapshot.turn, limit=customer.scenario.turns, **levels))


def ended(say: Texts, outcome: Outcome) -> Screen:
    """The talk is over, and how."""
    return Screen(say("talk-ended", outcome=outcome))


def misread(say: Texts, first: int, last: int) -> Screen:
    """No such number; which there are."""
    if first == last:
        return Screen(say("choose-one", number=first))
    return Screen(say("choose-number", **{"from": first, "to": last}))


def early(say: Texts, key: str, last: int) -> Screen:
    """A key that leads somewhere only once there is a score card, and what can be typed before the talk instead."""
    return Screen(say("key-early", key=key, last=last))


def stars(customer: Customer) -> str:
    """The difficulty, 1–3."""
    return "★" * customer.scenario.difficulty + "☆" * (3 - customer.scenario.difficulty)


def other(lang: Lang) -> Lang:
    """The other language."""
    return "en" if lang == "zh" else "zh"


def _ask(
    say: Texts,
    key: str,
    question: Question,
    session: str,
    options: Sequence[tuple[str, str]],
    picked: Sequence[str] = (),
) -> Screen:
    """A question with its options, those that were picked ticked, and a way on."""
    lines = [say(key), *(f"{number}. {label}" for number, (_, label) in enumerate(options, start=1))]
    carried = [(data(question, session, value), label) for value, label in options]
    choices = answers(say, carried, [data(question, session, value) for value in picked])
    onward = Choice(data(question, session, DONE), say("pick-done", count=len(picked)))
    choices.append(onward if picked else Choice(data(question, session, SKIP), say("skip")))
    return Screen("\n".join(lines), tuple(choices))


def _shuffled(items: Sequence[T], seed: int, salt: str) -> list[T]:
    def place(index: int) -> bytes:
        return hashlib.blake2b(f"{seed}:{salt}:{index}".encode(), digest_size=8).digest()

    return [items[index] for index in sorted(range(len(items)), key=place)]
