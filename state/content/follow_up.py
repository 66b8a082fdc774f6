"""Follow-ups: what a customer says to whoever asks on about a thing that was just told."""

from typing import Annotated

from pydantic import BeforeValidator, Field

from state.content.terms import Entry, Form, Id, Lines, Names, Pursuit, one_or_many

OPENING = "opening"
"""What a follow-up is after that takes up the customer's first words."""
ASKED_ON: frozenset[Form] = frozenset(("why", "who", "when"))
"""What a question must ask for to be gone on about if it asks for no fact again: there are too many kinds of all others
for one line to fit (docs/customers.md).
"""


class FollowUp(Entry):
    """What the customer adds when asked on about what it has just told, where no fact is the answer."""

    after: Names
    """接着什么说：事实或表面异议的 `id`，`opening` 是客户开口那几句。
    What was told: the `id` of a fact or of a surface objection; `opening` are the customer's first words."""
    to: Annotated[tuple[Pursuit, ...], BeforeValidator(one_or_many), Field(min_length=1)] | None = None
    """追问的是什么：why 为什么，who 谁，when 什么时候，how_much 多少，either_or 二选一，yes_no 是不是，
    own_words 哪一样、什么意思；不写就是怎么追问都说。
    What is asked for: a reason, a person, a time, a number, one of two things, yes or no, or what the customer's words
    mean. Left out, whatever is asked."""
    say: Lines
    """客户怎么说。同一样事有许多种问法，这句都要接得上。
    What the customer says; it has to fit many wordings of such a question."""
    by: Id | None = None
    """一屋子几个人时由谁来说；不写就是主谈的那位。
    Who of several people says it; left out, the main speaker."""
