"""Reviewed: a talk as a coach sees it, page by page: how it went, each reply, each criterion, each appeal."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import ValidationError

from bot.card import points
from bot.citing import cited
from bot.commenting import key_of
from bot.correcting import move_names, share_name
from bot.missing import missed
from bot.quotes import shortened
from bot.rulings import review_of
from bot.scene import Scene, talk_from
from bot.texts import Texts
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn
from state.records.overseeing import Overseen
from state.records.reviewing import Comment, Correction
from state.records.tables import Appeal, Session
from state.scoring.card import Card, Judged, score
from state.scoring.talk import Talk
from state.troupe import Troupe


@dataclass(frozen=True)
class Open:
    """A talk that a coach has open. talk: as it was read, with what people found; card: by that and today's rubric.

    machine: the card that the machine alone would give. names: users' ids -> what they are called.
    """

    session: Session
    troupe: Troupe
    talk: Talk
    card: Card
    machine: Card
    comments: Sequence[Comment]
    corrections: Sequence[Correction]
    appeals: Sequence[Appeal]
    names: Mapping[str, str]

    @property
    def key(self) -> str:
        """The talk as its buttons carry it."""
        return key_of((self.session.user_id, self.session.id))

    @property
    def trainee(self) -> str:
        """What the trainee is called."""
        return self.names[self.session.user_id]

    @property
    def customer(self) -> Customer:
        """Who was spoken to."""
        return self.talk.customer

    def correction(self, *, turn: int | None = None, criterion: str | None = None) -> Correction | None:
        """The correction that holds of a reply's moves, or of a criterion."""
        standing = [row for row in self.corrections if row.withdrawn_at is None]
        found = (
            row
            for row in reversed(standing)
            if (row.criterion == criterion if criterion else row.kind == "moves" and row.turn == turn)
        )
        return next(found, None)

    def judged(self, criterion: str) -> Judged | None:
        """A criterion as it stands, if it is asked of the talk."""
        return next((each for each in self.card.judged if each.criterion == criterion), None)


def opened(scene: Scene, overseen: Overseen) -> Open | None:
    """A talk with all that was made of it; None if the customer is gone, or this version does not understand it."""
    session, unit, troupe = overseen.held.session, scene.unit, scene.troupe
    assert session is not None, "nobody opens a private one"
    customer = troupe.customers.get(session.scenario)
    if customer is None:
        return None
    key = (session.user_id, session.id)
    comments, corrections, appeals = unit.comments(*key), unit.corrections(*key), unit.appeals(*key)
    try:
        talk = talk_from(session, customer, overseen.turns)
    except ValidationError:
        return None
    talk = replace(talk, review=review_of(appeals, corrections))
    wrote = [*(row.by for row in comments), *(row.by for row in corrections)]
    whose = {session.user_id, *(each for each in wrote if each is not None)}
    names = {user.id: user.name for each in whose if (user := unit.user(each)) is not None}
    card, machine = score(talk, troupe.rubric), score(talk.unreviewed, troupe.rubric)
    return Open(session, troupe, talk, card, machine, comments, corrections, appeals, names)


def whole_page(say: Texts, open_: Open) -> str:
    """How a talk went as a whole, with what was written about all of it."""
    session, card = open_.session, open_.card
    lines = [
        say(
            "review-head",
            trainee=open_.trainee,
            person=open_.customer.account.person,
            scenario=open_.customer.scenario.title,
            at=session.started_at.astimezone().strftime("%m-%d %H:%M"),
        ),
        say("card-score", score=card.score, band=open_.troupe.rubric.band(card.score).name[say.lang]),
        say("card-outcome", outcome=card.outcome or "none"),
        say("card-mode", mode=card.mode),
    ]
    if card.machine is not None:
        lines.append(say("card-machine", machine=card.machine))
    lines += (_step(say, open_, part.id, part.share) for part in card.steps)
    return "\n\n".join(("\n".join(lines), *_written(say, open_, None)))


def turn_page(say: Texts, open_: Open, number: int) -> str:
    """One reply: what it answered, what it does, what it did to the customer, and what the customer said."""
    read = open_.talk.turns[number - 1]
    shown = open_.talk.reviewed.turns[number - 1]
    before = open_.talk.turns[number - 2].says if number > 1 else ()
    head = say("review-turn", trainee=open_.trainee, turn=number, turns=len(open_.talk.turns))
    person = open_.customer.account.person
    said = [*(say("review-customer", person=person, line=each.line) for each in before)]
    said.append(say("review-trainee", trainee=open_.trainee, reply=shown.reply))
    answered = [say("review-customer", person=person, line=each.line) for each in shown.says]
    blocks = [head, "\n".join(said), "\n".join(_did(say, open_, read, shown)), "\n".join(answered)]
    return "\n\n".join((*(block for block in blocks if block), *_written(say, open_, number)))


def criterion_line(say: Texts, open_: Open, judged: Judged) -> str:
    """A criterion as it stands, with what the machine alone found if that is something else."""
    criterion = open_.troupe.rubric.criterion(judged.criterion)
    if judged.share is None:
        return say("review-unrated", asks=criterion.asks[say.lang])
    reason = criterion.yes[say.lang] if judged.share >= 1 else missed(say, criterion, judged)
    return say("review-criterion", points=points(judged.points), of=judged.of, reason=reason)


def criterion_page(say: Texts, open_: Open, judged: Judged) -> str:
    """One criterion: what it asks, what was found, by which words, and by whom."""
    criterion = open_.troupe.rubric.criterion(judged.criterion)
    machine = next((each for each in open_.machine.judged if each.criterion == judged.criterion), None)
    lines = [
        criterion.asks[say.lang],
        say("review-section", section=cited(criterion.section, say.lang)),
        criterion_line(say, open_, judged),
    ]
    if judged.turn is not None and judged.quote:
        lines.append(say("card-quote", turn=judged.turn, quote=shortened(judged.quote, say.lang)))
    if machine is not None and machine.share != judged.share:
        lines.append(say("review-by-machine", share=share_name(say, machine.share)))
    ruled = open_.correction(criterion=judged.criterion)
    if ruled is not None:
        lines.append(_by(say, open_, "review-corrected-by", ruled.by, ruled.reason))
    return "\n".join(lines)


def appeal_page(say: Texts, open_: Open, appeal: Appeal) -> str:
    """An appeal: what the trainee says was done, and in which reply."""
    judged = open_.judged(appeal.criterion)
    head = say("review-appeal-head", trainee=open_.trainee)
    claim = [criterion_page(say, open_, judged)] if judged is not None else [say("review-not-asked")]
    if appeal.turn is not None and appeal.turn <= len(open_.talk.turns):
        return "\n\n".join((head, *claim, turn_page(say, open_, appeal.turn)))
    return "\n\n".join((head, *claim, say("appeal-whole")))


def _step(say: Texts, open_: Open, step: str, share: float | None) -> str:
    name = next(each.name[say.lang] for each in open_.troupe.rubric.steps if each.id == step)
    if share is None:
        return say("card-step-unrated", id=step, name=name)
    return say("review-step", id=step, name=name, percent=round(share * 100))


def _did(say: Texts, open_: Open, read: Turn, shown: Turn) -> Iterator[str]:
    names = move_names(say, open_.troupe, shown.reading.moves)
    yield say("review-moves", moves=names)
    correction = open_.correction(turn=read.number)
    if correction is not None:
        yield say("review-by-machine", share=move_names(say, open_.troupe, read.reading.moves))
        yield _by(say, open_, "review-corrected-by", correction.by, correction.reason)
    before, after = shown.before.model_dump(), shown.after.model_dump()
    meters = (say("review-meter", meter=name, before=before[name], after=after[name]) for name in before)
    yield say("list-comma").join(meters)
    states = {state.id: state.name[say.lang] for state in open_.customer.objection.states}
    left, entered = (states.get(state, state) for state in (shown.state_before, shown.state_after))
    yield say("review-state", before=left, after=entered, changed="yes" if left != entered else "no")


def _written(say: Texts, open_: Open, turn: int | None) -> Iterator[str]:
    """What was written about a reply, or about the whole."""
    for row in open_.comments:
        if row.turn == turn:
            yield _by(say, open_, "review-comment-by", row.by, row.text)


def _by(say: Texts, open_: Open, key: str, by: str | None, text: str) -> str:
    return say(key, name=open_.names.get(by or "", say("review-somebody")), text=text)
