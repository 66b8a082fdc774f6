"""Correcting: a figure that a reply holds up to the customer is held against what the customer said."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from state.content.follow_up import OPENING
from state.content.scenario import Fact
from state.content.terms import Move
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.snapshot import Heard
from state.dialogue.wanting import HARDLY
from state.understanding.citing import CITES, Held, bare, cited, clause_of, held_up, sentence_of
from state.understanding.figures import Quantity, figures, quantities
from state.understanding.recalling import LIKELY, recalled
from state.understanding.vocabulary import words

OFFERING: frozenset[Move] = frozenset(
    ("solution", "reassure", "advance", "feature", "advantage", "benefit", "evidence", "expert_advice", "concede")
)
"""In what a figure may be the trainee's own."""
NEAR = 2
"""How many times as much or as little the one of several is that is meant."""
ALIKE = 2
"""Words that two sentences must share to speak of the same thing, if their clauses share none."""
JUST = 4
"""Lines back to which the customer's last words are looked for."""
_FILLER = re.compile(
    r"[的是吧吗呢啊哦嗯对没错不这那个价钱数\W]|\b(it|it's|is|isn't|was|wasn't|that|that's|the|a|at|for|of|so|and|right|correct|yes|price"
    r"|your|you|they|i)\b",
    re.IGNORECASE,
)
"""What a clause may say beside a figure without saying what it is of."""


def checked(customer: Customer, view: View, heard: Heard) -> str | None:
    """Whether figures held against the customer are right: `confirmed`, `misquoted`, or None: that cannot be told."""
    said = cited(heard.reply)
    scenario, told = customer.scenario, known_figures(customer, view)
    if said <= told:
        # Two right figures may be set to the wrong things.
        plain = len(figures(heard.reply)) == 1 and {"why", "who", "when", "how_much", "either_or"}.isdisjoint(
            heard.reading.forms
        )
        held = [each for each in held_up(heard.reply) if each.plainly]
        known = _known(customer, view) if plain else []
        return "confirmed" if plain and held and all(_was_said(each, known) for each in held) else None
    lines = (line for each in scenario.facts for line in each.answer)
    ahead = [*customer.account.figures.values(), *map("\n".join, lines), *_thanks(customer)]
    if said & frozenset[float]().union(*map(_written, ahead)):
        return None  # it may be right, but was not told yet
    return "misquoted"


def right_figure(
    customer: Customer, view: View, heard: Heard, repeated: Iterable[Fact], said: Sequence[str]
) -> str | None:
    """The figure as the customer told it, where the reply holds up another in its place; None if that cannot be told.

    First in what the customer has said last, then in what is asked for again, in all that it told before this reply,
    and on the customer card; it must count the same thing, be said of the same thing, and be the only one that is, or
    the only one near to what is held up.
    said: digests of the lines that were said before, as in `Snapshot.said`. What an offer takes up may be the trainee's
    own figure, if it is not said in the customer's own words.
    """
    offers = any(heard.reading.moves.get(move, 0.0) >= HARDLY for move in OFFERING)
    lines = customer.figured
    just = [lines[digest] for digest in reversed(said[-JUST:]) if digest in lines]
    told = {lines[digest]: None for digest in said if digest in lines}
    for fact in customer.scenario.facts:
        alike = ["\n".join(line) for line in fact.answer]
        if not told.keys().isdisjoint(alike):
            told |= dict.fromkeys(alike)  # the same in other words
    # A number that the customer would give in thanks for an answer is not held to be wrong.
    thanks = _thanks(customer)
    counted = _counted(customer, view).union(*map(_counts, (*told, *thanks)))
    known = known_figures(customer, view).union(*map(_written, (*told, *thanks)))
    slips: dict[tuple[Quantity, str], list[Quantity]] = {}
    for slip in recalled(heard.reply, [*just, *(line for line in told if line not in just)]):
        heard_of = slip.taken_up[:2] in counted or slip.taken_up.value in known
        lately = slip.line in just and (slip.how == "verbatim" or not (offers or (slip.how == "likely" and heard_of)))
        if lately or (slip.how == "verbatim" and not offers):
            slips.setdefault((slip.taken_up, slip.line), []).append(slip.said)
    for (taken_up, _), some in slips.items():
        if (right := _nearest(taken_up, some)) is not None:
            return right.written
    held = [each for each in held_up(heard.reply) if each.plainly or not offers]
    wrong = [
        each for each in held if each.quantity[:2] not in counted and (each.plainly or each.quantity.value not in known)
    ]
    given = quantities(heard.reply)
    right_ones = {each[:2] for each in given} & counted
    counts = {each.value for each in given}  # ten men cost ten times one
    again = ["\n".join(line) for fact in repeated for line in fact.answer]
    recent = [again, *([line] for line in just)]
    for place, pool in enumerate((*recent, told, _on_card(customer)) if wrong else ()):
        for each in wrong:
            likely = [
                (line, other)
                for line in pool
                for other in _with_units(line)
                if other.unit == each.quantity.unit
                and other[:2] not in right_ones
                and each.quantity.value not in {times * other.value for times in counts}
                and max(other.value, each.quantity.value) <= LIKELY * min(other.value, each.quantity.value)
            ]
            found = [other for line, other in likely if _is_meant(each, line, other)]
            alone = not bare(each.clause).strip("、")
            if not found and place < len(recent) and (each.plainly or alone) and each.quantity.unit:
                found = [other for _, other in likely]  # what was told a moment ago, and is asked whether it is so
            if (nearest := _nearest(each.quantity, found)) is not None:
                return nearest.written
    return None


def _was_said(held: Held, known: Iterable[str]) -> bool:
    """Whether a quantity was said of what it is held up for: three breakdowns are not three lathes."""
    said = [(line, each.written) for line in known for each in _with_units(line) if each[:2] == held.quantity[:2]]
    if not _FILLER.sub("", bare(CITES.sub("", held.clause))):
        return bool(said)  # nothing but the figure
    return any(_shared(held.clause, clause_of(line, written)) for line, written in said)


def _nearest(wrong: Quantity, found: Sequence[Quantity]) -> Quantity | None:
    """The one that is meant: the only one, or the only one that a slip of the memory could make of it."""
    near = [each for each in found if max(each.value, wrong.value) <= NEAR * min(each.value, wrong.value)]
    some = near if len({each.value for each in found}) > 1 else found
    return some[0] if len({each.value for each in some}) == 1 else None


def _is_meant(held: Held, line: str, other: Quantity) -> bool:
    """Whether a quantity of a line is that which is held up: what is said of both is the same."""
    if _shared(held.clause, clause_of(line, other.written)):
        return True
    return len(_shared(held.sentence, sentence_of(line, other.written))) >= (1 if held.plainly else ALIKE)


def _shared(one: str, other: str) -> set[str]:
    """The words that two texts share and that are no number and no unit."""
    return {word for word in words(bare(one)) if len(word) >= 2}.intersection(words(bare(other)))


def known_figures(customer: Customer, view: View) -> frozenset[float]:
    """All figures that the trainee can know from the customer card and from what the customer said, or may say."""
    return frozenset[float]().union(*map(_written, _known(customer, view)))


def _counted(customer: Customer, view: View) -> frozenset[tuple[float, str]]:
    """The same figures with what they count."""
    return frozenset[tuple[float, str]]().union(*map(_counts, _known(customer, view)))


def _counts(text: str) -> frozenset[tuple[float, str]]:
    return frozenset(each[:2] for each in _with_units(text))


def _thanks(customer: Customer) -> list[str]:
    """What the customer says to answers, once they are given."""
    return ["\n".join(line) for answer in customer.scenario.answers for line in answer.reply]


def _on_card(customer: Customer) -> list[str]:
    """What the trainee knows before the talk, and the first words of the customer and its objections."""
    scenario = customer.scenario
    said = [*scenario.opening, *scenario.surface[0].say]
    return [scenario.offer, scenario.brief, *customer.account.known, *map("\n".join, said)]


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
