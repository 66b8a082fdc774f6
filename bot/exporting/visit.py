"""Visit records (拜访记录表, 深度篇 七): the form to be filled in after each visit, as far as a talk fills it."""

from collections.abc import Iterable, Iterator
from itertools import chain

from bot.exporting.choosing import Exported
from bot.exporting.document import Block, Document, Form, NewPage, Paragraph
from bot.exporting.tables import clock
from bot.quotes import shortened
from bot.texts import Texts
from state.content.terms import TRAITS, Move
from state.scoring.card import quoted
from state.scoring.talk import Talk

OFFERED: tuple[Move, ...] = ("solution", "evidence", "reassure", "benefit", "expert_advice", "concede")
"""Moves that put something on the table, which somebody else may have to keep."""
MOST = 8  # lines of one field
QUOTED = 4  # times as many words as a card quotes
BY_HAND = ("departments", "next_date", "opinion")
"""Fields of the form that no talk fills: who else has to do what (深度篇 七 3), the date, and what the manager says."""


def visit_record(talks: list[Exported], say: Texts) -> Document:
    """A visit record for each talk, each on a page of its own. What the talk does not tell is blank, and named.

    Where a talk is private, or its customer is gone, the form is nearly empty.
    """
    forms = [(NewPage(), *_record(each, say)) for each in talks]
    blocks = tuple(chain.from_iterable(forms))[1:]
    return Document(say.lang, say("visit-title"), say("visit-under"), blocks, say("visit-foot"))


def _record(each: Exported, say: Texts) -> Iterator[Block]:
    known = dict(_known(each, say))
    fields = (
        "date", "seller", "way", "company", "place", "trade", "met", "decider", "purpose", "product",
        "objection", "concern", "learnt", "offered", "outcome", "next", "judged", *BY_HAND,
    )  # fmt: skip
    rows = [(say("visit-field", field=field), _capital(known.get(field, ""))) for field in fields]
    yield Form(tuple(rows), ruled=True)
    blanks = [name for name, value in rows if not value]
    yield Paragraph(say("visit-blank", fields=say("export-comma").join(blanks)), "quiet")


def _known(each: Exported, say: Texts) -> Iterator[tuple[str, str]]:
    """What can be told of a talk, field by field."""
    yield "date", clock(each.held.started_at)
    yield "seller", each.name or each.held.user_id
    customer, talk = each.customer, each.talk
    if customer is None:
        return
    scenario, account = customer.scenario, customer.account
    yield "company", account.company
    yield "place", account.place
    yield "trade", account.trade
    people = [(one.name, one.title) for one in scenario.people] or [(account.person, account.title)]
    yield "met", "\n".join(say("visit-person", person=person, title=title) for person, title in people)
    yield "way", say("visit-way", way="telephone" if scenario.telephone else "visit")
    yield "purpose", scenario.brief
    yield "product", scenario.offer
    if talk is None or each.session is None:
        return
    yield "objection", _objection(talk, each, say)
    if talk.end.confided:
        yield "concern", scenario.concern.is_
    yield "decider", "\n".join(_deciders(talk))
    yield "learnt", "\n".join(_lines(_learnt(talk), say))
    yield "offered", "\n".join(_lines(_offered(talk), say))
    yield "outcome", say("export-outcome", outcome=each.session.outcome) if each.session.outcome else ""
    yield "next", _next(talk, say)
    yield "judged", _judged(talk, say)


def _objection(talk: Talk, each: Exported, say: Texts) -> str:
    """What the customer held against it, in the order in which it was said, by the first words that are known."""
    scenario, opening = talk.customer.scenario, _joined(said.line for said in each.opening)
    names = {surface.id: surface.name for surface in scenario.surface}
    first = names.pop(scenario.surface[0].id)
    later = dict.fromkeys(
        scenario.second.name if event.happened == "SecondRaised" and scenario.second is not None else names[event.about]
        for turn in talk.turns
        for event in turn.events
        if event.happened == "SecondRaised" or (event.happened == "ExcuseRaised" and event.about in names)
    )
    said = say("visit-said", name=first, words=shortened(opening, say.lang, QUOTED)) if opening else first
    return "\n".join((said, *later))


def _deciders(talk: Talk) -> Iterator[str]:
    """Who has the last word, if the trainee has found out."""
    told = set(talk.end.told)
    scenario = talk.customer.scenario
    if any(fact.decides and fact.id in told for fact in scenario.facts):
        yield from (person.name for person in scenario.people if person.decides)


def _learnt(talk: Talk) -> Iterator[str]:
    """What the customer told when asked, in the customer's words."""
    facts = {fact.id: fact for fact in talk.customer.scenario.facts}
    for turn in talk.turns:
        for event in turn.events:
            if event.happened == "FactTold" and event.about in facts:
                bubbles = {bubble for burst in facts[event.about].answer for bubble in burst}
                said = [each.text for each in turn.says if each.text in bubbles] or [each.text for each in turn.says]
                yield _joined(said)


def _offered(talk: Talk) -> Iterator[str]:
    """What the trainee put on the table, in the trainee's words."""
    for turn in talk.turns:
        spans = {quoted(turn, move) for move in OFFERED if move in turn.reading.moves}
        if spans:
            yield ("；" if turn.reading.lang == "zh" else "; ").join(sorted(spans, key=turn.reply.find))


def _next(talk: Talk, say: Texts) -> str:
    """What was agreed to be done next: the last such proposal and what was answered to it; '' if nothing was."""
    proposed = [turn for turn in talk.turns if "advance" in turn.reading.moves]
    if not proposed or talk.end.outcome not in ("agreed", "deferred"):
        return ""
    last = proposed[-1]
    answer = _joined(said.line for said in last.says)
    words, answered = (shortened(text, say.lang, QUOTED) for text in (last.reply, answer))
    return say("visit-next", words=words, answer=answered)


def _judged(talk: Talk, say: Texts) -> str:
    """What the trainee took the customer for after the talk (基础篇 八 3)."""
    judged = talk.diagnosis.judged if talk.diagnosis is not None else None
    if judged is None:
        return ""
    return say("export-comma").join(
        say("visit-trait", trait=trait, holds="yes" if trait in judged else "no") for trait in TRAITS
    )


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _joined(bubbles: Iterable[str]) -> str:
    """Bubbles as one text: sentences in Chinese follow each other without a space."""
    listed = list(bubbles)
    return ("" if any("\u4e00" <= char <= "\u9fff" for text in listed for char in text) else " ").join(listed)


def _lines(found: Iterator[str], say: Texts) -> list[str]:
    return [f"· {shortened(line, say.lang, QUOTED)}" for line in dict.fromkeys(found)][:MOST]
