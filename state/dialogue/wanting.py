"""Wanting: what a customer can say to a question to which nothing in the scenario is the answer."""

from collections.abc import Iterable
from functools import lru_cache

from state.content.scenario import Fact
from state.content.terms import KINDS, MISTAKES, Form, Move
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.snapshot import Heard
from state.understanding.citing import cited
from state.understanding.figures import figures

ASKS: tuple[Form, ...] = ("small_talk", "own_words", *KINDS)
"""The forms of a question, the most particular first."""
HARDLY = 0.5
"""How surely a move must be read to be taken up: praise for an offer that was none is worse than a plain word."""
ASKED: frozenset[Move] = frozenset(("open_question", "closed_question"))
IDLE: frozenset[Move] = ASKED | MISTAKES | {"courtesy", "other"}
"""What a reply does that has no business with the customer's concern."""


def wanted(heard: Heard) -> list[str]:
    """The cues of a question that nothing answers, the best first: what it asks about, then that it is not known."""
    reading = heard.reading
    found = [form for form in ASKS if form in reading.forms]
    if not found and ASKED.isdisjoint(reading.moves):
        # A question of no certain form, by somebody who does nothing else that is certain. Its mark alone tells it:
        # 谁都得问个为什么 has the words of one.
        idle = all(move == "other" or sure < HARDLY for move, sure in reading.moves.items())
        return ["unknown"] if idle and ("？" in heard.reply or "?" in heard.reply) else []
    if "small_talk" in found and not reading.moves.keys() <= IDLE:
        found.remove("small_talk")
    # Whoever asks for a view wants to hear one, if the customer has any; so with a question of no certain form.
    own = [move for move in ("open_question", "closed_question") if move in reading.moves]
    if "broad" in reading.forms:
        first = [form for form in found if form == "own_words"]
        return [*first, *own, *found, "unknown"]
    return [*found, *own, "unknown"]


def checked(customer: Customer, view: View, heard: Heard) -> str | None:
    """Whether figures held against the customer are right: `confirmed`, `misquoted`, or None: that cannot be told."""
    said = cited(heard.reply)
    scenario, told = customer.scenario, known_figures(customer, view)
    if said <= told:
        # Two right figures may be set to the wrong things.
        plain = len(figures(heard.reply)) == 1 and {"why", "who", "when", "how_much", "either_or"}.isdisjoint(
            heard.reading.forms
        )
        return "confirmed" if plain else None
    if said & _named(customer.account.figures.values(), _answers(scenario.facts)):
        return None  # it may be right, but was not told yet
    return "misquoted"


def known_figures(customer: Customer, view: View) -> frozenset[float]:
    """All figures that the trainee can know from the customer card and from what the customer said, or may say."""
    scenario = customer.scenario
    second = scenario.second
    return _named(
        [scenario.offer, scenario.brief, *customer.account.known],
        [line for lines in (scenario.opening, *(surface.say for surface in scenario.surface)) for line in lines],
        second.say if second is not None and view.second_open else (),
        [line for place in scenario.lines for line in place.say],
        [line for fact in scenario.facts if fact.id in view.told for line in fact.answer],
    )


def _answers(facts: Iterable[Fact]) -> list[tuple[str, ...]]:
    return [line for fact in facts for line in fact.answer]


def _named(words: Iterable[str], *lines: Iterable[tuple[str, ...]]) -> frozenset[float]:
    texts = [*words, *("\n".join(line) for some in lines for line in some)]
    return frozenset[float]().union(*map(_written, texts))


_written = lru_cache(maxsize=2**14)(figures)
"""The numbers of a text of a scenario's: the same are asked for in each turn. Some 500 bytes each."""
