"""Replaying: scripts of replies played through the engine, and their score cards."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from typing import TypeVar

from bot.analysing import lang_of
from bot.jsonl import BadLine, Record, text_of
from state.content.problems import nearest
from state.content.terms import OBJECTIONS, PERSONAS
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Snapshot, Turn, turn_of
from state.dialogue.step import begin, step
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader
from state.understanding.repetition import read_on

T = TypeVar("T")

EPOCH = datetime(2000, 1, 1, tzinfo=UTC)  # a script has no clock of its own


def replay(record: Record, troupe: Troupe, reader: Reader) -> Record:
    """Play one script against the first scenario that fits. Raises BadLine if none does or the script is none."""
    replies = record.get("replies")
    if not isinstance(replies, list) or not all(isinstance(reply, str) for reply in replies):
        raise BadLine("'replies' should be a list of texts")
    seed = record.get("seed", 0)
    if not isinstance(seed, int) or isinstance(seed, bool):
        raise BadLine("'seed' should be a whole number")
    customer = customer_of(record, troupe, " ".join(replies))
    turns, end = play(customer, replies, seed, reader)
    card = score(Talk(customer=customer, turns=tuple(turns), end=end), troupe.rubric)
    return {
        **record,
        "scenario": customer.id,
        "outcome": card.outcome,
        "score": card.score,
        "steps": {part.id: None if part.share is None else round(part.share * 100) for part in card.steps},
        "turns": [_shown(turn) for turn in turns],
    }


def play(customer: Customer, replies: list[str], seed: int, reader: Reader) -> tuple[list[Turn], Snapshot]:
    """Play replies one after another until they run out or the talk ends."""
    left = iter(replies)
    return converse(customer, lambda _: next(left, None), seed, reader)


def converse(
    customer: Customer, answer: Callable[[Snapshot], str | None], seed: int, reader: Reader
) -> tuple[list[Turn], Snapshot]:
    """Talk until the talk ends. answer: what is said to the customer as things stand; None: nothing more."""
    started = begin(customer, seed, EPOCH)
    snapshot, says, turns = started.snapshot, started.says, list[Turn]()
    while snapshot.outcome is None and (reply := answer(snapshot)) is not None:
        line = " ".join(say.text for say in says)
        reading = read_on(
            reader,
            reply,
            [turn.reply for turn in turns],
            lang=customer.scenario.lang,
            customer=line,
            scenario=customer.scenario,
        )
        heard = Heard(reply=reply, reading=reading)
        taken = step(customer, snapshot, heard, EPOCH)
        turns.append(turn_of(snapshot, heard, taken))
        snapshot, says = taken.snapshot, taken.says
    return turns, snapshot


def customer_of(record: Record, troupe: Troupe, text: str) -> Customer:
    """The customer that a script is for. text: all its replies, by which the language is told if it is not named.

    Raises BadLine if there is none.
    """
    if "scenario" in record:
        scenario = text_of(record, "scenario")
        if scenario in troupe.customers:
            return troupe.customers[scenario]
        near = nearest(scenario, troupe.customers)
        raise BadLine(f"there is no scenario '{scenario}'" + (f"; did you mean '{near}'?" if near else ""))
    lang = lang_of(record, text)
    persona = _one_of(record, "persona", PERSONAS)
    objection = _one_of(record, "objection", OBJECTIONS)
    fitting = troupe.who(lang, persona, objection) or troupe.who(lang, None, objection)
    if not fitting:
        raise BadLine(f"there is no customer in {lang} with the objection '{objection}'")
    # Where no scenario has both, the objection decides and the persona plays it: how it feels is what is scored.
    return fitting[0] if persona is None else replace(fitting[0], persona=troupe.personas[persona])


def _one_of(record: Record, key: str, known: tuple[T, ...]) -> T | None:
    if record.get(key) is None:
        return None
    for value in known:
        if value == record[key]:
            return value
    raise BadLine(f"'{key}' should be one of {', '.join(map(str, known))}")


def _shown(turn: Turn) -> Record:
    return {
        "reply": turn.reply,
        "moves": list(turn.reading.moves),
        "state": turn.state_after,
        "says": [say.line for say in turn.says],
    }
