"""Wanting: what a customer can say to a question to which nothing in the scenario is the answer."""

from collections.abc import Iterable
from functools import lru_cache

from state.content.follow_up import OPENING
from state.content.scenario import Fact
from state.content.terms import KINDS, MISTAKES, Form, Move
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.snapshot import Heard
from state.understanding.citing import cited, clause_of, held_up
from state.understanding.figures import figures, quantities
from state.understanding.vocabulary import words

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
        other = any(each[:2] not in _counted(customer, view) for _, each in held_up(heard.reply))
        return "confirmed" if plain and not other else None  # three breakdowns are not three lathes
    ahead = [*customer.account.figures.values(), *("\n".join(line) for fact in scenario.facts for line in fact.answer)]
    if said & frozenset[float]().union(*map(_written, ahead)):
        return None  # it may be right, but was not told yet
    return "misquoted"


def right_figure(customer: Customer, view: View, heard: Heard, repeated: Iterable[Fact]) -> str | None:
    """The figure as the customer told it, where the reply holds up another in its place; None if that cannot be told.

    It is looked for in what is asked for again, in what the customer told last, and in all that it has told and that
    shares a word with the reply; it must count the same thing, and be the only one there.
    """
    held = held_up(heard.reply)
    counted = _counted(customer, view) if held else ()
    wrong = [(clause, each) for clause, each in held if each[:2] not in counted]
    told = {fact.id: fact for fact in customer.scenario.facts if fact.id in view.told}
    again = [fact for fact in repeated if fact.id in told]
    last = [told[id_] for id_ in view.spoken_of if id_ in told]
    for facts in (again, last, told.values()) if wrong else ():
        lines = ["\n".join(line) for fact in facts for line in fact.answer]
        for clause, each in wrong:
            others = [
                other
                for line in lines
                for other in _with_units(line)
                if other.unit == each.unit and _alike(clause, clause_of(line, other.written))
            ]
            if len({other.value for other in others}) == 1:
                return others[0].written
    return None


def _alike(one: str, other: str) -> bool:
    """Whether two clauses speak of the same thing: they share a word that is no number and no unit."""
    bare = [_bare(clause) for clause in (one, other)]
    return not {word for word in words(bare[0]) if len(word) >= 2}.isdisjoint(words(bare[1]))


def _bare(clause: str) -> str:
    for each in quantities(clause):
        clause = clause.replace(each.written, "、")
    return clause


def known_figures(customer: Customer, view: View) -> frozenset[float]:
    """All figures that the trainee can know from the customer card and from what the customer said, or may say."""
    return frozenset[float]().union(*map(_written, _known(customer, view)))


def _counted(customer: Customer, view: View) -> frozenset[tuple[float, str]]:
    """The same figures with what they count."""
    return frozenset(each[:2] for text in _known(customer, view) for each in _with_units(text))


def _known(customer: Customer, view: View) -> list[str]:
    scenario = customer.scenario
    told = {OPENING, *view.told, *(surface.id for surface in scenario.surface)}
    second = scenario.second
    lines = [
        *(line for lines in (scenario.opening, *(surface.say for surface in scenario.surface)) for line in lines),
        *(second.say if second is not None and view.second_open else ()),
        *(line for place in scenario.lines for line in place.say),
        *(line for further in scenario.follow_ups if not told.isdisjoint(further.after) for line in further.say),
        *(line for fact in scenario.facts if fact.id in view.told for line in fact.answer),
    ]
    return [scenario.offer, scenario.brief, *customer.account.known, *map("\n".join, lines)]


_written = lru_cache(maxsize=2**14)(figures)
"""The numbers of a text of a scenario's: the same are asked for in each turn. Some 500 bytes each."""
_with_units = lru_cache(maxsize=2**14)(quantities)
