"""Correcting: a figure that a reply holds up to the customer is held against what the customer said."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from state.content.follow_up import OPENING
from state.content.scenario import Fact
from state.content.terms import Move
from state.dialogue.customer import Customer
from state.dialogue.guards import View
from state.dialogue.ledger import Numbers, numbers_of
from state.dialogue.snapshot import Heard
from state.dialogue.wanting import HARDLY
from state.understanding.citing import CITES, CLAUSE, OWN, SUM, Held, bare, cited, clause_of, held_up, sentence_of
from state.understanding.figures import Quantity, figures, quantities
from state.understanding.recalling import LIKELY, SUPPOSES, Recalled, loose, recalled, reckoned
from state.understanding.vocabulary import words

OFFERING: frozenset[Move] = frozenset(
    ("solution", "reassure", "advance", "feature", "advantage", "benefit", "evidence", "expert_advice", "concede")
)
"""In what a figure may be the trainee's own."""
PROMISING: frozenset[Move] = frozenset(("solution", "reassure", "advance", "expert_advice", "concede"))
"""In what even the first figure may be."""
NEAR = 2
"""How many times as much or as little the one of several is that is meant."""
ALIKE = 2
"""Words that two sentences must share to speak of the same thing, if their clauses share none."""
LONG = 3
"""Digits of a number, noughts at its ends not counted, from which on another but for one is no number by chance."""
TENFOLD = 10
"""How many times as much or as little a number may be that is another but for a digit."""
JUST = 4
"""Lines back to which the customer's last words are looked for."""
_FILLER = re.compile(
    r"[的是吧吗呢啊哦嗯对没错不这那个价钱数\W]|\b(it|it's|is|isn't|was|wasn't|that|that's|the|a|at|for|of|so|and|right|correct|yes|price"
    r"|your|you|they|i)\b",
    re.IGNORECASE,
)
"""What a clause may say beside a figure without saying what it is of."""
_DIFFERS = re.compile(
    r"(差|多|少|贵|便宜)[了出]?[{]|[{]\s?(more|less|over|under|higher|lower|dearer|cheaper|apart)\b|\b(difference|gap)\b.*[{]",
    re.IGNORECASE,
)
"""A figure, for which a brace stands, that is called that by which two others differ."""


def checked(customer: Customer, view: View, heard: Heard) -> str | None:
    """Whether figures held against the customer are right: `confirmed`, `misquoted`, or None: that cannot be told."""
    said = cited(heard.reply)
    told = known_numbers(customer, view).values
    if said <= told:
        # Two right figures may be set to the wrong things.
        plain = len(figures(heard.reply)) == 1 and {"why", "who", "when", "how_much", "either_or"}.isdisjoint(
            heard.reading.forms
        )
        held = [each for each in held_up(heard.reply) if each.plainly]
        known = _texts(customer, view) if plain else []
        return "confirmed" if plain and held and all(_was_said(each, known) for each in held) else None
    if said & customer.ledger.ahead.values:
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
    if not figures(heard.reply) and not quantities(heard.reply):
        return None
    offers, promises = (
        any(heard.reading.moves.get(move, 0.0) >= HARDLY for move in some) for some in (OFFERING, PROMISING)
    )
    ledger = customer.ledger
    lines = ledger.lines
    just = [lines[digest] for digest in reversed(said[-JUST:]) if digest in lines]
    told = {lines[digest]: None for digest in said if digest in lines}
    for alike in ledger.retold:
        if not told.keys().isdisjoint(alike):
            told |= dict.fromkeys(alike)  # the same in other words
    found = recalled(heard.reply, [*just, *(line for line in told if line not in just)])
    held = [each for each in held_up(heard.reply) if each.plainly or not offers]
    # A number that the customer would give in thanks for an answer is not held to be wrong.
    known = known_numbers(customer, view) | ledger.thanks | numbers_of(told)
    right = _recalled(found, just, known, offers=offers, promises=promises) or _difference(heard.reply, told)
    if right is not None:
        return right
    again = ["\n".join(line) for fact in repeated for line in fact.answer]
    right = _otherwise(heard.reply, held, [again, *([line] for line in just)], [list(told), ledger.card], known)
    if right is not None:
        return right
    plainly = {each.quantity for each in held if each.plainly}
    return _misremembered(heard.reply, [*told, *ledger.card], known, None if not offers else plainly)


def _recalled(
    found: Iterable[Recalled], just: Collection[str], known: Numbers, *, offers: bool, promises: bool
) -> str | None:
    """The figure that was said last, or in the same words before, and is taken up with another number."""
    slips: dict[tuple[Quantity, str], list[Quantity]] = {}
    for slip in found:
        heard_of = slip.taken_up[:2] in known.counts or slip.taken_up.value in known.values
        if slip.how != "verbatim" and _is_left(slip.taken_up, known):
            continue
        own = promises if slip.how == "echoed" else offers
        lately = slip.line in just and (slip.how == "verbatim" or not (own or (slip.how == "likely" and heard_of)))
        if lately or (slip.how == "verbatim" and not offers):
            slips.setdefault((slip.taken_up, slip.line), []).append(slip.said)
    rights = (_nearest(taken_up, some) for (taken_up, _), some in slips.items())
    return next((right.written for right in rights if right is not None), None)


def _is_left(each: Quantity, known: Numbers) -> bool:
    """Whether a quantity is that by which two known ones of its kind differ: eight of fourteen lathes, but for six."""
    same = [value for value, unit in known.counts if unit == each.unit]
    return any(each.value == one - other for one in same for other in same)


def _difference(reply: str, lines: Iterable[str]) -> str | None:
    """That by which two figures of a reply differ, as it was told, where the reply gets a digit of it wrong."""
    given = quantities(reply)
    for clause in CLAUSE.split(reply):
        for mine in quantities(clause):
            if len(_significant(mine.value)) < 2 or not _DIFFERS.search(clause.replace(mine.written, "{")):
                continue
            others = {each.value for each in given} - {mine.value}
            apart = {abs(one - other) * of for one in others for other in others for of in (1, 10_000)}  # 144，我们216
            right = {
                each.value: each.written
                for line in lines
                for each in _with_units(line)
                if _slip(each.value, mine.value) and (each.unit == mine.unit or (loose(each) and loose(mine)))
                if any(abs(each.value - one) <= 0.001 * one for one in apart)
            }
            if len(right) == 1 and not reckoned(mine.value, (), {*others, *(10_000 * one for one in others)}):
                return next(iter(right.values()))
    return None


def _otherwise(
    reply: str, held: Iterable[Held], recent: Sequence[Sequence[str]], others: Sequence[Sequence[str]], known: Numbers
) -> str | None:
    """The figure for which another is held up, in the first of some pools of lines in which there is one.

    recent: what was asked for again and said last; one that is held up plainly or alone may be any there.
    """
    wrong = [
        each
        for each in held
        if each.quantity[:2] not in known.counts and (each.plainly or each.quantity.value not in known.values)
    ]
    given = quantities(reply)
    right = {each[:2] for each in given} & known.counts
    counts = {each.value for each in given}  # ten men cost ten times one
    for place, pool in enumerate((*recent, *others) if wrong else ()):
        for each in wrong:
            likely = [
                (line, other)
                for line in pool
                for other in _with_units(line)
                if other.unit == each.quantity.unit
                and other[:2] not in right
                and each.quantity.value not in {times * other.value for times in counts}
                and max(other.value, each.quantity.value) <= LIKELY * min(other.value, each.quantity.value)
            ]
            meant = [other for line, other in likely if _is_meant(each, line, other)]
            alone = not bare(each.clause).strip("、")
            if not meant and place < len(recent) and (each.plainly or alone) and each.quantity.unit:
                meant = [other for _, other in likely]
            if (nearest := _nearest(each.quantity, meant)) is not None:
                return nearest.written
    return None


def _misremembered(reply: str, lines: Iterable[str], known: Numbers, only: Collection[Quantity] | None) -> str | None:
    """The one number of the customer's that a long one is but for a digit, whatever is said of it: 26,040 of 23,040.

    only: quantities that are looked at; None: all.
    """
    given = {each.value for each in quantities(reply)}
    of = [each for line in lines for each in _with_units(line) if each.value not in given]
    sums = known.values | {each.value for each in of}
    for clause in CLAUSE.split(reply):
        if any(rule.search(clause) for rule in (OWN, SUM, SUPPOSES)):
            continue
        for mine in quantities(clause):
            if len(_significant(mine.value)) < LONG or mine.value in sums or (only is not None and mine not in only):
                continue
            meant = {
                each.value: each.written
                for each in of
                if _slip(each.value, mine.value) and (each.unit == mine.unit or (loose(each) and loose(mine)))
            }
            if len(meant) == 1 and not reckoned(mine.value, sums, given - {mine.value}):
                return next(iter(meant.values()))
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
    slips = [each for each in near if _slip(each.value, wrong.value)]
    for some in (found, near, slips):
        if len({each.value for each in some}) == 1:
            return some[0]
    return None


def _slip(one: float, other: float) -> bool:
    """Whether two numbers differ by one digit, or by two that are changed round: 23,400 and 32,400."""
    if max(one, other) > TENFOLD * min(one, other):
        return False
    mine, theirs = _significant(one), _significant(other)
    apart = [place for place, pair in enumerate(zip(mine, theirs, strict=False)) if pair[0] != pair[1]]
    if len(mine) != len(theirs) or not apart:
        return False
    first, last = apart[0], apart[-1]
    turned = last == first + 1 and (mine[first], mine[last]) == (theirs[last], theirs[first])
    return len(apart) == 1 or turned


def _significant(value: float) -> str:
    """The digits of a number without the noughts at its ends."""
    return f"{value:f}".strip("0").replace(".", "").strip("0")


def _is_meant(held: Held, line: str, other: Quantity) -> bool:
    """Whether a quantity of a line is that which is held up: what is said of both is the same."""
    if _shared(held.clause, clause_of(line, other.written)):
        return True
    return len(_shared(held.sentence, sentence_of(line, other.written))) >= (1 if held.plainly else ALIKE)


def _shared(one: str, other: str) -> set[str]:
    """The words that two texts share and that are no number and no unit."""
    return {word for word in words(bare(one)) if len(word) >= 2}.intersection(words(bare(other)))


def known_numbers(customer: Customer, view: View) -> Numbers:
    """All numbers that the trainee can know from the customer card and from what the customer said, or may say."""
    return customer.ledger.known(view.told, second=view.second_open)


def _texts(customer: Customer, view: View) -> list[str]:
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


_with_units = lru_cache(maxsize=2**14)(quantities)
"""The quantities of a text of a scenario's: the same are asked for in each turn. Some 500 bytes each."""
