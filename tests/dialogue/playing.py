"""Playing a talk file against a customer, up to where it departs from what was written."""

import re
from collections.abc import Iterator, Sequence

from state.content.scenario import Answer, Fact, Second, Surface
from state.content.terms import Lines
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Say, Turn, turn_of
from state.dialogue.step import begin, step
from state.scoring.card import Card, score
from state.scoring.talk import Talk
from state.understanding.reading import Reader, Reading
from tests.customers import NOW, customer_of, reading_of, troupe
from tests.dialogue.talk_files import Exchange, ExpectedCard, TalkFile, Then
from tests.dialogue.transcripts import METERS, card_shown, shown, spoken, standing

NAME = re.compile(r"[a-z_]+(:[a-z0-9_]+)?")  # what a talk file writes for lines that go by a name; all else is words


class Departure(AssertionError):
    """A talk went another way than its file says: the transcript so far, and what was expected."""


def play(name: str, scenario: str, file: TalkFile, reader: Reader | None) -> Card:
    """Play a talk file. Raises Departure where the talk, or the card in the end, is not as written."""
    customer = customer_of(scenario)
    first = begin(customer, file.seed, NOW)
    snapshot, says = first.snapshot, first.says
    transcript = [f"{name} with {scenario}", spoken(customer, says), standing(snapshot.state, None, snapshot.meters)]
    turns: list[Turn] = []
    for exchange in file.talk:
        if snapshot.outcome is not None:
            if exchange.then is not None:
                _depart(transcript, [f"the talk to go on to: {exchange.trainee}"])
            continue
        heard = Heard(
            reply=exchange.trainee, reading=_reading(exchange, customer, reader, says), interrupted=exchange.interrupts
        )
        taken = step(customer, snapshot, heard, NOW)
        turn = turn_of(snapshot, heard, taken)
        turns.append(turn)
        transcript += shown(customer, turn)
        wrong = list(_departures(exchange.then, customer, turn)) if exchange.then else []
        if wrong:
            _depart(transcript, wrong)
        snapshot, says = taken.snapshot, taken.says
    card = score(Talk(customer, tuple(turns), snapshot, file.prepared, file.diagnosed), troupe().rubric)
    wrong = list(_card_departures(file.card, card))
    if wrong:
        _depart([*transcript, *card_shown(card)], wrong)
    return card


def _depart(transcript: list[str], expected: list[str]) -> None:
    raise Departure("\n".join(["", *transcript, *(f"  >>> expected {what}" for what in expected)]))


def _reading(exchange: Exchange, customer: Customer, reader: Reader | None, says: tuple[Say, ...]) -> Reading:
    lang = customer.scenario.lang
    if exchange.moves is not None:
        scenario = customer.scenario
        second = [scenario.second] if scenario.second else []
        known = {*_ids(scenario.facts), *_ids(scenario.answers), *_ids(scenario.surface), *_ids(second)}
        unknown = {*exchange.asks, *exchange.gives, *exchange.answers_excuse} - known
        if unknown:
            raise ValueError(f"{customer.id} knows nothing of {', '.join(sorted(unknown))}")
        return reading_of(
            exchange.trainee,
            exchange.moves,
            asks=exchange.asks,
            gives=exchange.gives,
            answers_excuse=exchange.answers_excuse,
            lang=lang,
        )
    if reader is None:
        raise ValueError(f"nobody reads: {exchange.trainee}")
    line = " ".join(say.text for say in says)
    return reader.read(exchange.trainee, lang=lang, customer=line, scenario=customer.scenario)


def _ids(entries: Sequence[Fact | Answer | Surface | Second]) -> set[str]:
    return {entry.id for entry in entries}


def _departures(then: Then, customer: Customer, turn: Turn) -> Iterator[str]:
    """In what a turn is not as written."""
    if then.state not in (None, turn.state_after):
        yield f"state: {then.state}"
    for what in then.said:
        if not _says(customer, turn, what):
            yield f"said: {what}"
    for what in then.unsaid:
        if _says(customer, turn, what):
            yield f"unsaid: {what}"
    for key, kind in (("told", "FactTold"), ("eased", "ConcernEased")):
        wanted = getattr(then, key)
        known = {event.about for event in turn.events if event.happened == kind}
        if wanted is not None and (not known.issuperset(wanted) or (known and not wanted)):
            yield f"{key}: {list(wanted)}"
    for happened in then.happened:
        if not turn.happened(happened):
            yield f"happened: {happened}"
    for move in then.moves:
        if move not in turn.reading.moves:
            yield f"moves: {move}"
    for meter in METERS:
        wanted = getattr(then, meter)
        if wanted is not None and not _moved(wanted, getattr(turn.before, meter), getattr(turn.after, meter)):
            yield f"{meter}: {wanted}"


def _moved(wanted: str, before: int, after: int) -> bool:
    word, _, limit = wanted.partition(" ")
    return {
        "rises": after > before,
        "falls": after < before,
        "stays": after == before,
        "over": bool(limit) and after > int(limit),
        "under": bool(limit) and after < int(limit),
    }[word]


def _says(customer: Customer, turn: Turn, what: str) -> bool:
    """Whether a turn says one of the lines that go by this name; or, if it is no name, these words."""
    said = "\n".join(say.text for say in turn.says)
    lines = _lines(customer, what)
    return what in said if lines is None else any("\n".join(burst) in said for burst in lines)


def _lines(customer: Customer, name: str) -> Lines | None:
    """The lines that go by a name; None if it is no name but words. Raises ValueError for a name that there is not."""
    if not NAME.fullmatch(name):
        return None
    scenario = customer.scenario
    kind, _, about = name.partition(":")
    lines: tuple[tuple[str, ...], ...]
    if kind == "fact" and about:
        lines = tuple(line for fact in scenario.facts if fact.id == about for line in fact.answer)
    elif kind == "guarded" and about:
        lines = tuple(line for fact in scenario.facts if fact.id == about for line in fact.guarded or ())
    elif kind == "answer" and about:
        lines = tuple(line for answer in scenario.answers if answer.id == about for line in answer.reply)
    elif kind == "excuse":
        lines = tuple(line for surface in scenario.surface if about in ("", surface.id) for line in surface.say)
    elif kind == "second" and scenario.second is not None:
        second = scenario.second
        lines = {"": second.say, "again": second.again, "met": second.reply}[about]
    elif name == "confide":
        lines = scenario.concern.confided
    else:
        places = (*scenario.lines, *customer.persona.lines[scenario.lang])
        lines = tuple(line for place in places if name in (place.on or ()) for line in place.say)
    if not lines:
        raise ValueError(f"{customer.id} has no lines that go by the name '{name}'")
    return lines


def _card_departures(expected: ExpectedCard, card: Card) -> Iterator[str]:
    """In what a card is not as written."""
    if expected.outcome is not None and expected.outcome != (card.outcome or "none"):
        yield f"outcome: {expected.outcome}"
    if expected.score is not None and not _moved(expected.score, 0, card.score):
        yield f"score: {expected.score}"
    shares = {part.id: part.share for part in card.steps}
    for step_id, wanted in expected.steps.items():
        if wanted != _grade(shares[step_id]):
            yield f"step {step_id}: {wanted}"
    mistakes = [slip.move for slip in card.mistakes]
    if expected.mistakes is not None and list(expected.mistakes) != mistakes:
        yield f"mistakes: {list(expected.mistakes)}"
    if expected.focus not in (None, card.focus):
        yield f"focus: {expected.focus}"


def _grade(share: float | None) -> str:
    if share is None:
        return "unrated"
    return "full" if share == 1 else "none" if share == 0 else "part"
