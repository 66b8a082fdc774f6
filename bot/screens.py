"""Screens: what the coach's voice says around a talk: menu, customer card, preparation, diagnosis, hints, status."""

import hashlib
from collections.abc import Sequence
from typing import Literal, TypeVar

from bot.actions import Choice, Screen
from bot.texts import Texts
from state.content.rubric import RubricStep
from state.content.scenario import Proof
from state.content.terms import OBJECTIONS, Lang, Move, Outcome, StepId
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Snapshot
from state.scoring.talk import Talk
from state.troupe import Troupe

Question = Literal["customer", "expect", "proof", "kind", "concern", "lang"]
SKIP = "-"
T = TypeVar("T")


def data(question: Question, session: str, value: str) -> str:
    """What a button carries: at most 64 bytes, as Telegram demands; the session tells a stale button."""
    return f"{question}/{session[:8]}/{value}"


def menu(say: Texts, customers: Sequence[Customer]) -> Screen:
    """The customers to choose from, numbered."""
    if not customers:
        return Screen(say("menu-empty"))
    lines, choices = [say("menu", count=len(customers))], []
    for number, customer in enumerate(customers, start=1):
        person, title = customer.account.person, customer.scenario.title
        about = {"company": customer.account.company, "title": customer.account.title, "stars": stars(customer)}
        lines.append(say("menu-line", number=number, person=person, scenario=title, **about))
        label = say("menu-label", number=number, person=person, scenario=title)
        choices.append(Choice(data("customer", "", customer.id), label))
    return Screen("\n".join(lines), tuple(choices))


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
                "",
                say("brief-offer", offer=scenario.offer),
                say("brief-task", brief=scenario.brief),
            )
        )
    )


def expect(say: Texts, troupe: Troupe, customer: Customer, session: str) -> Screen:
    """The first question of the preparation: which objections to expect."""
    options = [(kind, troupe.objections[kind].name[say.lang]) for kind in OBJECTIONS]
    return _ask(say, "expect-ask", "expect", session, options)


def proof(say: Texts, customer: Customer, seed: int, session: str) -> Screen:
    """The second: what to bring."""
    return _ask(say, "proof-ask", "proof", session, [(item.id, item.name) for item in proofs(customer, seed)])


def kind(say: Texts, troupe: Troupe, session: str) -> Screen:
    """The first question of the diagnosis: which kind of objection it was."""
    options = [(kind, troupe.objections[kind].name[say.lang]) for kind in OBJECTIONS]
    return _ask(say, "kind-ask", "kind", session, options)


def concern(say: Texts, customer: Customer, seed: int, session: str) -> Screen:
    """The second: what was really in the way."""
    options = [(str(place), text) for place, text in concerns(customer, seed)]
    return _ask(say, "concern-ask", "concern", session, options)


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


def hint(say: Texts, troupe: Troupe, talk: Talk) -> Screen:
    """A hint: the principle of the step that comes next, what to do, and how it could be said here."""
    step_id, move = _next_step(talk)
    step = _step(troupe, step_id)
    texts = {"step": step.name[say.lang], "principle": step.principle[say.lang], "advice": step.advice[say.lang]}
    lines = [say("hint", section=step.section, **texts)]
    model = talk.customer.scenario.models.get(move)
    if model:
        lines.append(say("hint-model", model=model))
    return Screen("\n".join(lines))


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


def stars(customer: Customer) -> str:
    """The difficulty, 1–3."""
    return "★" * customer.scenario.difficulty + "☆" * (3 - customer.scenario.difficulty)


def other(lang: Lang) -> Lang:
    """The other language."""
    return "en" if lang == "zh" else "zh"


def _ask(say: Texts, key: str, question: Question, session: str, options: Sequence[tuple[str, str]]) -> Screen:
    lines = [say(key), *(f"{number}. {label}" for number, (_, label) in enumerate(options, start=1))]
    choices = [Choice(data(question, session, value), label) for value, label in options]
    choices.append(Choice(data(question, session, SKIP), say("skip")))
    return Screen("\n".join(lines), tuple(choices))


def _shuffled(items: Sequence[T], seed: int, salt: str) -> list[T]:
    def place(index: int) -> bytes:
        return hashlib.blake2b(f"{seed}:{salt}:{index}".encode(), digest_size=8).digest()

    return [items[index] for index in sorted(range(len(items)), key=place)]


def _next_step(talk: Talk) -> tuple[StepId, Move]:
    """The handling step that has not been taken yet, in the handbook's order, and a move that takes it."""
    made = talk.end.made
    if not {"acknowledge", "restate"} & set(made):
        return "c", "acknowledge"
    if not {"open_question", "closed_question"} & set(made):
        return "d", "open_question"
    if not talk.end.isolated:
        return "d", "isolate"
    if talk.customer.scenario.informal and not talk.end.confided and talk.customer.objection.id == "hidden":
        return "g", "go_informal"
    if len(talk.end.answered) < talk.customer.scenario.concern.enough:
        return "e", "solution" if "evidence" in made else "evidence"
    return "e", "advance"


def _step(troupe: Troupe, step_id: StepId) -> RubricStep:
    return next(step for step in troupe.rubric.steps if step.id == step_id)
