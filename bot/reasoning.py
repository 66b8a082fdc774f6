"""Reasons as text: what a reply was read as, why it was good or bad, and how the customer took it, without figures."""

from collections.abc import Iterator

from bot.quotes import shortened
from bot.texts import Texts
from state.content.terms import MISTAKES
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Happened
from state.scoring.reasons import Reasons
from state.troupe import Troupe

GOOD: tuple[Happened, ...] = ("FactTold", "ConcernEased", "SecondMet")
BAD: tuple[Happened, ...] = (
    "FactGuarded", "FactRepeated", "QuestionMissed", "AnswerRepeated", "ExcuseRaised", "DiscountInvited",
    "Interrupted", "Repeated", "TooLong", "TooShort", "Interrogated", "Overlooked",
)  # fmt: skip


def reasons_text(say: Texts, found: Reasons, troupe: Troupe, customer: Customer, reply: str) -> str:
    """Write out why a reply was good or bad."""
    blocks = [
        "\n".join((say("why-head", quote=shortened(reply, say.lang)), *_read(say, found, troupe, customer, reply))),
        "\n".join(_judged(say, found, troupe, customer)),
        _felt(say, found, customer),
    ]
    return "\n\n".join(block for block in blocks if block)


def _read(say: Texts, found: Reasons, troupe: Troupe, customer: Customer, reply: str) -> Iterator[str]:
    """The moves, in the order in which they were said."""
    names = {move.id: move.name[say.lang] for move in troupe.moves.moves}
    for move, words in sorted(found.moves, key=lambda read: reply.find(read[1])):
        yield say("why-move", name=names[move], quote=shortened(words, say.lang))
    for move, words in found.perhaps:
        texts = {"name": names[move], "quote": shortened(words, say.lang), "person": customer.account.person}
        yield say("why-perhaps", **texts)
    if not found.moves and not found.perhaps:
        yield say("why-unsure")


def _judged(say: Texts, found: Reasons, troupe: Troupe, customer: Customer) -> Iterator[str]:
    person = customer.account.person
    for criterion in found.good:
        yield say("card-yes", reason=criterion.yes[say.lang])
    for what in found.happened:
        if what in GOOD:
            yield say("card-yes", reason=say("why-happened", what=what, person=person))
    for move, _ in found.moves:
        if move in MISTAKES and move in troupe.rubric.mistakes:
            yield say("card-no", reason=troupe.rubric.mistakes[move].reason[say.lang])
    for criterion in found.bad:
        yield say("card-no", reason=criterion.no[say.lang])
    for what in found.happened:
        if what in BAD:
            yield say("card-no", reason=say("why-happened", what=what, person=person))


def _felt(say: Texts, found: Reasons, customer: Customer) -> str:
    person = customer.account.person
    if not found.felt:
        return say("why-unmoved", person=person)
    changes = (say("why-change", what=f"{meter}-{change}") for meter, change in found.felt)
    return say("why-felt", person=person, changes=say("why-comma").join(changes))
