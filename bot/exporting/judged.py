"""Judged: a score card as blocks of a document: the score, the steps, every point with its reason, what to work on."""

from collections.abc import Iterable, Iterator

from bot.advising import model_lines
from bot.card import advice, points
from bot.exporting.document import Bars, Block, Finding, Heading, Mark, Paragraph
from bot.missing import missed
from bot.quotes import shortened
from bot.texts import Texts
from state.content.rubric import Rubric
from state.scoring.card import Card, Judged, Part
from state.scoring.feedback import feedback
from state.scoring.review import Review
from state.scoring.talk import Talk

QUOTED = 3  # times as many words as a card in a chat quotes


def score_blocks(say: Texts, card: Card, rubric: Rubric) -> Iterator[Block]:
    """The score with its band, and how far each step and group was taken."""
    band = rubric.band(card.score)
    yield Paragraph(say("card-score", score=card.score, band=band.name[say.lang]), "strong")
    yield Paragraph(band.says[say.lang])
    names = {part.id: part.name[say.lang] for part in rubric.parts}
    yield Bars(tuple((_named(part, names), part.share, _percent(say, part)) for part in _parts(card)))


def reason_blocks(say: Texts, card: Card, rubric: Rubric, review: Review | None = None) -> Iterator[Block]:
    """Every criterion that was rated, with its reason and the words that showed it; then what cost points besides.

    A criterion that the rubric no longer has is passed over.
    """
    known = {criterion.id for part in rubric.parts for criterion in part.criteria}
    names = {part.id: part.name[say.lang] for part in rubric.parts}
    yield Heading(say("report-heading", what="points"))
    for part in _parts(card):
        rated = [item for item in part.criteria if item.share is not None and item.criterion in known]
        if rated and part.id in names:
            won = say("report-points", points=points(part.points), of=part.of)
            yield Heading(f"{_named(part, names)}　{won}", 3)
            yield from (_finding(say, item, rubric, review or Review()) for item in rated)
    yield from _costs(say, card, rubric)


def lesson_blocks(say: Texts, talk: Talk, card: Card, rubric: Rubric) -> Iterator[Block]:
    """What to do differently, and the reply that would have been good; nothing if there is nothing."""
    try:
        taken = feedback(talk, card, rubric)
    except KeyError:  # the card is of another rubric
        return
    known = {criterion.id for part in rubric.parts for criterion in part.criteria}
    lines = [advice(rubric, criterion, say.lang) for criterion in taken.work if criterion in known]
    if taken.contrast is not None:
        lines += model_lines(say, taken.contrast)
    elif card.instead is not None and card.instead in talk.customer.scenario.models:
        lines.append(say("card-model", model=talk.customer.scenario.models[card.instead]))
    if lines:
        yield Heading(say("report-heading", what="next"))
        yield from map(Paragraph, lines)


def _parts(card: Card) -> tuple[Part, ...]:
    return (*card.steps, *(part for part in card.groups if part.share is not None))


def _named(part: Part, names: dict[str, str]) -> str:
    name = names.get(part.id, part.id)
    return f"{part.id}　{name}" if len(part.id) == 1 else name


def _percent(say: Texts, part: Part) -> str:
    return say("report-unrated") if part.share is None else f"{part.share * 100:.0f}%"


def _finding(say: Texts, item: Judged, rubric: Rubric, review: Review) -> Finding:
    criterion, share = rubric.criterion(item.criterion), item.share or 0.0
    mark: Mark = "good" if share >= 1 else "half" if share > 0 else "bad"
    reason = criterion.yes[say.lang] if share >= 1 else missed(say, criterion, item)
    ruling = review.points.get(item.criterion)
    if ruling is not None and ruling.by == "coach":
        reason = say("report-corrected", reason=reason, why=ruling.reason)
    elif ruling is not None and share >= 1:
        reason = say("report-upheld", reason=reason)
    return Finding(mark, reason, _quoted(say, item.turn, item.quote))


def _costs(say: Texts, card: Card, rubric: Rubric) -> Iterator[Block]:
    slips = [
        (slip.cost, rubric.mistakes[slip.move].reason[say.lang], slip.turn, slip.quote)
        for slip in card.mistakes
        if slip.move in rubric.mistakes
    ]
    voids = [(each.cost, rubric.unearned[each.why].reason[say.lang], each.turn, each.quote) for each in card.uncounted]
    yield from _cost(say, "mistakes", slips)
    yield from _cost(say, "uncounted", voids)
    yield from _cost(
        say, "help", [(aid.cost, say("report-aid", aid=aid.level or "retry"), aid.turn, "") for aid in card.help]
    )


def _cost(say: Texts, what: str, costs: Iterable[tuple[int, str, int, str]]) -> Iterator[Block]:
    listed = list(costs)
    if listed:
        yield Heading(say("report-heading", what=what), 3)
    for cost, reason, turn, quote in listed:
        yield Finding("bad", say("card-mistake", cost=cost, reason=reason), _quoted(say, turn, quote))


def _quoted(say: Texts, turn: int | None, quote: str) -> str:
    if turn is None:
        return ""
    if not quote:
        return say("report-turn", turn=turn)
    return say("card-quote", turn=turn, quote=shortened(quote, say.lang, QUOTED)).strip()
