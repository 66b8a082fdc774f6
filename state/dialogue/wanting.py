"""Wanting: what a customer can say to a question to which nothing in the scenario is the answer."""

import re

from state.content.terms import KINDS, MISTAKES, Form, Move
from state.dialogue.snapshot import Heard
from state.understanding.wording import last_question, tags

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
    if found in (["yes_no"], ["when"]) and tags(re.split("[，,]", last_question(heard.reply))[-1]):
        return []  # whatever it is asked of, it is the offer that is answered
    if "small_talk" in found and not reading.moves.keys() <= IDLE:
        found.remove("small_talk")
    # Whoever asks for a view wants to hear one, if the customer has any; so with a question of no certain form.
    own = [move for move in ("open_question", "closed_question") if move in reading.moves]
    if "broad" in reading.forms:
        first = [form for form in found if form == "own_words"]
        return [*first, *own, *found, "unknown"]
    return [*found, *own, "unknown"]
