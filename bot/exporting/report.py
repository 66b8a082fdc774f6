"""Reports: one talk from beginning to end with its card, or how a group or a person is getting on."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from statistics import mean

from bot.exporting.choosing import Exported
from bot.exporting.document import Bars, Block, Cell, Document, Form, Heading, Paragraph, Speech, Table
from bot.exporting.judged import lesson_blocks, reason_blocks, score_blocks
from bot.exporting.tables import clock
from bot.texts import Texts
from state.dialogue.snapshot import Say
from state.records.tables import Session, Turn
from state.troupe import Troupe

LISTED = 500  # talks of a report on many that are listed one by one, the last ones


def talk_report(each: Exported, say: Texts, troupe: Troupe) -> Document:
    """A talk: who and when, the card with every reason, what to work on, and all that was said.

    Of a private talk it says that it took place and was private, and no more.
    """
    session = each.session
    return Document(
        lang=say.lang,
        title=say("report-talk", scenario=each.title, name=each.name or each.held.user_id),
        under=say("report-under"),
        blocks=tuple(_talk(each, session, say, troupe)) if session is not None else _private(each, say),
        foot=say("report-foot", talk=each.held.id, rubric=each.card.rubric if each.card else troupe.rubric.version),
    )


def many_report(talks: Iterable[Exported], title: str, say: Texts, troupe: Troupe) -> Document:
    """Several people's talks: each person's steps, each customer's results, and the list of talks.

    title: a group's name, a person's, or what else they have in common. A private talk is counted, and no more.
    """
    known = sorted(talks, key=lambda each: each.held.started_at)
    blocks = tuple(_many(known, say, troupe)) if known else (Paragraph(say("report-none")),)
    return Document(say.lang, say("report-many", title=title), say("report-under"), blocks, say("report-foot-many"))


def _private(each: Exported, say: Texts) -> tuple[Block, ...]:
    return (Form(tuple(_about(each, say))), Paragraph(say("report-private")))


def _talk(each: Exported, session: Session, say: Texts, troupe: Troupe) -> Iterator[Block]:
    yield Form((*_about(each, say), *_held(session, say)))
    if each.card is not None:
        yield Heading(say("report-heading", what="score"))
        yield from score_blocks(say, each.card, troupe.rubric)
        if each.talk is not None:
            yield from lesson_blocks(say, each.talk, each.card, troupe.rubric)
        yield from reason_blocks(say, each.card, troupe.rubric, each.review)
    else:
        yield Paragraph(say("report-no-card"), "quiet")
    yield Heading(say("report-heading", what="words"))
    yield from _said(each, say, troupe)


def _about(each: Exported, say: Texts) -> Iterator[tuple[str, str]]:
    customer = each.customer
    yield say("export-label", what="trainee"), each.name or each.held.user_id
    if customer is not None:
        account = customer.account
        yield (
            say("export-label", what="customer"),
            say("export-met", person=account.person, title=account.title, company=account.company),
        )
        yield say("export-label", what="type"), customer.persona.name[say.lang]
        yield say("export-label", what="objection"), customer.objection.name[say.lang]
    yield say("export-label", what="when"), _when(each, say)


def _held(session: Session, say: Texts) -> Iterator[tuple[str, str]]:
    yield say("export-label", what="mode"), say("export-mode", mode=session.mode)
    yield say("export-label", what="outcome"), say("export-outcome", outcome=session.outcome or "none")


def _when(each: Exported, say: Texts) -> str:
    at = clock(each.held.started_at)
    return at if each.took is None else say("export-took", at=at, minutes=max(1, round(each.took.total_seconds() / 60)))


def _said(each: Exported, say: Texts, troupe: Troupe) -> Iterator[Block]:
    who = each.customer.account.person if each.customer is not None else say("export-label", what="customer")
    names = {str(entry.id): entry.name[say.lang] for entry in troupe.moves.moves}
    trust = each.customer.persona.start.trust if each.customer is not None else None
    yield from (_bubble(said, who) for said in each.opening)
    for turn in each.turns:
        yield Speech(
            say("report-reply", name=each.name or each.held.user_id, turn=turn.number),
            turn.reply,
            own=True,
            note=_note(turn, trust, names, say),
        )
        yield from (_bubble(Say.model_validate(said), who) for said in turn.says)
        trust = turn.meters["trust"]


def _bubble(said: Say, who: str) -> Speech:
    return Speech(said.by or who, said.text, own=False)


def _note(turn: Turn, trust: int | None, names: dict[str, str], say: Texts) -> str:
    moves = say("export-comma").join(names.get(move, move) for move in turn.reading["moves"])
    now = turn.meters["trust"]
    change = f"{now - trust:+d}".replace("-", "−") if trust is not None else ""
    return say("report-note", moves=moves, trust=now, change=change, changed="yes" if change else "no")


def _many(talks: Sequence[Exported], say: Texts, troupe: Troupe) -> Iterator[Block]:
    scores = [each.row.score for each in talks if each.row is not None]
    private = sum(each.session is None for each in talks)
    rows = [
        ("period", say("report-period", since=clock(talks[0].held.started_at), until=clock(talks[-1].held.started_at))),
        ("people", str(len({each.held.user_id for each in talks}))),
        ("talks", str(len(talks))),
        *([("private", str(private))] if private else []),
        ("mean", f"{mean(scores):.0f}" if scores else "–"),
    ]
    yield Form(tuple((say("export-label", what=what), value) for what, value in rows))
    if scores:
        yield from _steps(talks, say, troupe)
        yield from _customers(talks, say)
    yield Heading(say("report-heading", what="talks"))
    if len(talks) > LISTED:
        yield Paragraph(say("report-last", count=LISTED), "quiet")
    yield _listed(talks[-LISTED:], say)


def _steps(talks: Sequence[Exported], say: Texts, troupe: Troupe) -> Iterator[Block]:
    """The steps of all, weakest first to be seen, and of each person."""
    steps = [(step.id, step.name[say.lang]) for step in troupe.rubric.steps]
    everybody = {step: _mean(talks, step) for step, _ in steps}
    yield Heading(say("report-heading", what="steps"))
    yield Bars(
        tuple(
            (f"{step}　{name}", share, say("report-unrated") if share is None else f"{share * 100:.0f}%")
            for step, name in steps
            for share in (everybody[step],)
        )
    )
    rated = {step: share for step, share in everybody.items() if share is not None}
    if rated:
        weakest = min(rated, key=lambda step: rated[step])
        yield Paragraph(say("report-weakest", step=weakest, name=dict(steps)[weakest]))
    people = defaultdict[str, list[Exported]](list)
    for each in talks:
        people[each.held.user_id].append(each)
    if len(people) > 1:
        yield Heading(say("report-heading", what="people"))
        head = (
            say("export-label", what="trainee"),
            say("export-label", what="talks"),
            say("export-label", what="mean"),
        )
        yield Table(
            (*head, *(step for step, _ in steps)),
            tuple(_person(of, [step for step, _ in steps]) for of in people.values()),
        )


def _person(talks: Sequence[Exported], steps: Iterable[str]) -> tuple[Cell, ...]:
    scores = [each.row.score for each in talks if each.row is not None]
    shares = [_mean(talks, step) for step in steps]
    cells = (Cell("–" if share is None else f"{share * 100:.0f}", share) for share in shares)
    average = Cell(f"{mean(scores):.0f}") if scores else Cell("–")
    return (Cell(talks[0].name or talks[0].held.user_id), Cell(str(len(talks))), average, *cells)


def _mean(talks: Iterable[Exported], step: str) -> float | None:
    shares = [
        part.share
        for each in talks
        if each.card is not None
        for part in each.card.steps
        if part.id == step and part.share is not None
    ]
    return mean(shares) if shares else None


def _customers(talks: Sequence[Exported], say: Texts) -> Iterator[Block]:
    """Each customer's results, the worst first."""
    by_customer = defaultdict[str, list[Exported]](list)
    for each in talks:
        if each.row is not None:
            by_customer[each.held.scenario].append(each)
    rows = sorted(by_customer.values(), key=lambda of: mean(each.row.score for each in of if each.row is not None))
    yield Heading(say("report-heading", what="customers"))
    head = ("customer", "objection", "talks", "mean", "agreed")
    yield Table(
        tuple(say("export-label", what=what) for what in head), tuple(_customer(of, say) for of in rows), wide=(1,)
    )


def _customer(talks: Sequence[Exported], say: Texts) -> tuple[Cell, ...]:
    first = talks[0]
    score = mean(each.row.score for each in talks if each.row is not None)
    agreed = sum(each.session is not None and each.session.outcome == "agreed" for each in talks)
    objection = first.customer.objection.name[say.lang] if first.customer is not None else ""
    return (
        Cell(first.title),
        Cell(objection),
        Cell(str(len(talks))),
        Cell(f"{score:.0f}", score / 100),
        Cell(str(agreed)),
    )


def _listed(talks: Iterable[Exported], say: Texts) -> Table:
    head = ("trainee", "customer", "when", "outcome", "score")
    return Table(
        tuple(say("export-label", what=what) for what in head), tuple(_line(each, say) for each in talks), wide=(1,)
    )


def _line(each: Exported, say: Texts) -> tuple[Cell, ...]:
    session, row = each.session, each.row
    result = say("export-outcome", outcome="private" if session is None else session.outcome or "none")
    score = Cell(str(row.score), row.score / 100) if row is not None else Cell("–")
    when = clock(each.held.started_at)
    return Cell(each.name or each.held.user_id), Cell(each.title), Cell(when), Cell(result), score
