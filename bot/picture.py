"""The score card as a picture for a phone: what the text card says at length, at a glance."""

from collections import defaultdict
from collections.abc import Sequence

from bot.canvas import LEADING, Canvas
from bot.card import advice, change, compared, corrected, points, upheld
from bot.charts import AMBER, INK, MUTED, PALE, RED, SMALL, TEAL, WHITE, Spoke, feelings, radar
from bot.quotes import shortened
from bot.texts import Texts
from state.content.rubric import Rubric
from state.content.terms import Move
from state.dialogue.snapshot import Turn
from state.scoring.card import Card, Part
from state.scoring.feedback import Feedback, feedback
from state.scoring.talk import Talk

WIDTH = 1080
EDGE, INSET, GAP = 40, 36, 28  # around the panels, within them, between them
LEFT, RIGHT = EDGE + INSET, WIDTH - EDGE - INSET
BESIDE = 600  # where the score begins
PAPER = "#F1EFEA"
HEAD, TEXT = 36, 34  # sizes of words
CHART = 300  # height of the lines' chart
MOST_MISTAKES = 3  # kinds of mistakes that are shown


def picture(say: Texts, card: Card, rubric: Rubric, talk: Talk, before: Sequence[int], private: bool) -> bytes:
    """Draw the score card of a talk: a PNG, 1080 pixels wide and about twice as high.

    before: the scores of the trainee's last few talks before this, the last first.
    private: whether the talk was kept from the coach.
    """
    canvas, height = layout(say, card, rubric, talk, before, private)
    return canvas.png(height, PAPER)


def layout(
    say: Texts, card: Card, rubric: Rubric, talk: Talk, before: Sequence[int], private: bool
) -> tuple[Canvas, float]:
    """Lay a score card out. Returns what is to be painted and how high it is, in pixels."""
    canvas = Canvas(WIDTH)
    y = max(_about(canvas, say, card, talk, private), _result(canvas, say, card, rubric, before)) + GAP
    y = _steps(canvas, say, card, rubric, y) + GAP
    if talk.turns:
        y = _feelings(canvas, say, card, talk.turns, y) + GAP
    y = _mistakes(canvas, say, card, rubric, y) + GAP
    taken = feedback(talk, card, rubric)
    if taken.work:
        y = _lessons(canvas, say, rubric, taken, _model(card, talk, taken), y) + GAP
    return canvas, y - GAP + EDGE


def _about(canvas: Canvas, say: Texts, card: Card, talk: Talk, private: bool) -> float:
    """Whose talk it was, and what else is to be known of the card."""
    customer, width = talk.customer, BESIDE - LEFT
    y = canvas.text(say("picture-head"), LEFT, EDGE, width, SMALL, TEAL, bold=True)
    y = canvas.text(customer.account.person, LEFT, y, width, 56, INK, bold=True)
    y = canvas.text(customer.scenario.title, LEFT, y, width, HEAD, MUTED, lines=2) + 12
    if count := len(upheld(card, talk)):
        y = canvas.text(say("picture-upheld", count=count), LEFT, y, width, SMALL, TEAL)
    if count := corrected(card, talk):
        said = say("picture-corrected", count=count, machine=card.machine if card.machine is not None else card.score)
        y = canvas.text(said, LEFT, y, width, SMALL, TEAL)
    if private:
        y = canvas.text(say("card-private"), LEFT, y, width, SMALL, TEAL)
    return y


def _result(canvas: Canvas, say: Texts, card: Card, rubric: Rubric, before: Sequence[int]) -> float:
    width = RIGHT - BESIDE
    y = canvas.text(f"{card.score}", BESIDE, EDGE - 24, width - 104, 150, TEAL, bold=True, align="right")
    canvas.text("/100", RIGHT - 96, EDGE + 88, 96, 40, MUTED, align="right")
    band = rubric.band(card.score).name[say.lang]
    y = canvas.text(band, BESIDE, y - 12, width, 44, INK, bold=True, align="right")
    notes = [say("card-outcome", outcome=card.outcome or "none")]
    if card.mode == "exam":
        notes.append(say("card-mode", mode=card.mode))
    if before:
        notes.append(compared(say, card.score, before[0]).rstrip("。."))
    for note in notes:
        y = canvas.text(note, BESIDE, y, width, SMALL, MUTED, align="right")
    return y


def _steps(canvas: Canvas, say: Texts, card: Card, rubric: Rubric, top: float) -> float:
    y = canvas.text(say("picture-steps"), LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    names = {entry.id: entry.name[say.lang] for entry in rubric.parts}
    spokes = [Spoke(f"{part.id} {names[part.id]}", _value(say, part), part.share) for part in card.steps]
    return panel(canvas, top, radar(canvas, LEFT, y, RIGHT, spokes))


def _value(say: Texts, part: Part) -> str:
    return say("picture-unrated") if part.share is None else f"{points(part.points)}/{part.of}"


def _feelings(canvas: Canvas, say: Texts, card: Card, turns: Sequence[Turn], top: float) -> float:
    y = canvas.text(say("picture-feelings"), LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    middle = y + SMALL * LEADING / 2
    canvas.line(((LEFT, middle), (LEFT + 60, middle)), TEAL, 6)
    canvas.dot((LEFT + 30, middle), 9, TEAL)
    canvas.text(say("picture-trust"), LEFT + 76, y, 300, SMALL, TEAL, bold=True)
    second = LEFT + 400
    canvas.line(((second, middle), (second + 60, middle)), AMBER, 4)
    canvas.dot((second + 30, middle), 9, AMBER, inside=WHITE)
    y = canvas.text(say("picture-patience"), second + 76, y, 300, SMALL, AMBER, bold=True) + 24
    feelings(canvas, LEFT, y, RIGHT, y + CHART, turns, card.turning)
    y += CHART + 12
    turn = next((turn for turn in turns if turn.number == card.turning), None)
    if turn is not None:
        canvas.dot((LEFT + 16, y + TEXT * LEADING / 2), 16, TEAL, inside=WHITE)
        told = say("picture-turning", turn=turn.number, change=change(turn))
        y = canvas.text(told, LEFT + 48, y, RIGHT - LEFT - 48, TEXT, INK, bold=True)
        quote = say("picture-quote", quote=shortened(turn.reply, say.lang))
        y = canvas.text(quote, LEFT + 48, y, RIGHT - LEFT - 48, TEXT, INK, lines=2)
    return panel(canvas, top, y)


def _mistakes(canvas: Canvas, say: Texts, card: Card, rubric: Rubric, top: float) -> float:
    costs, replies = defaultdict[Move, int](int), defaultdict[Move, list[int]](list)
    for slip in card.mistakes:
        costs[slip.move] += slip.cost
        replies[slip.move].append(slip.turn)
    title = say("picture-mistakes", cost=sum(costs.values()))
    y = canvas.text(title, LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    dearest = sorted(costs, key=lambda move: -costs[move])
    for move in dearest[:MOST_MISTAKES]:
        canvas.text(f"−{costs[move]}", LEFT, y, 92, TEXT, RED, bold=True)
        reason, count = rubric.mistakes[move].reason[say.lang].rstrip("。."), len(replies[move])
        line = say("picture-mistake", reason=reason, count=count, turns=_numbers(say, replies[move]))
        y = canvas.text(line, LEFT + 100, y, RIGHT - LEFT - 100, TEXT, INK, lines=2)
    rest = sum(len(replies[move]) for move in dearest[MOST_MISTAKES:])
    if rest:
        y = canvas.text(say("picture-more", count=rest), LEFT + 100, y, RIGHT - LEFT - 100, TEXT, MUTED)
    if card.uncounted:
        turns = sorted({each.turn for each in card.uncounted})
        cost = sum(each.cost for each in card.uncounted)
        told = say("picture-uncounted", count=len(turns), turns=_numbers(say, turns), cost=cost)
        y = canvas.text(told, LEFT, y, RIGHT - LEFT, TEXT, INK)
    if card.help:
        told = say("picture-help", cost=sum(aid.cost for aid in card.help))
        y = canvas.text(told, LEFT, y, RIGHT - LEFT, TEXT, INK)
    return panel(canvas, top, y)


def _numbers(say: Texts, numbers: Sequence[int]) -> str:
    """The first few of some replies' numbers."""
    return say("picture-comma").join(map(str, numbers[:4])) + ("…" if len(numbers) > 4 else "")


def _model(card: Card, talk: Talk, taken: Feedback) -> tuple[int, str] | None:
    """What could have been said and in which reply, 0 for no single one."""
    if taken.contrast is not None:
        return taken.contrast.turn or 0, taken.contrast.good
    good = talk.customer.scenario.models.get(card.instead) if card.instead is not None else None
    return (0, good) if good is not None else None


def _lessons(
    canvas: Canvas, say: Texts, rubric: Rubric, taken: Feedback, model: tuple[int, str] | None, top: float
) -> float:
    first, *further = taken.work
    title = say("picture-focus", count=len(taken.work))
    y = canvas.text(title, LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, WHITE, bold=True)
    y = canvas.text(advice(rubric, first, say.lang), LEFT, y, RIGHT - LEFT, TEXT, WHITE, lines=4)
    if model is not None:
        turn, good = model
        start, left = y + 16, LEFT + 28
        y = canvas.text(say("picture-model", turn=turn), left, start, RIGHT - left, SMALL, PALE)
        quote = say("picture-quote", quote=shortened(good, say.lang, times=2))
        y = canvas.text(quote, left, y, RIGHT - left, TEXT, WHITE, lines=4)
        canvas.line(((LEFT + 4, start + 6), (LEFT + 4, y - 4)), PALE, 6)
    if further:
        y = canvas.text(say("picture-focus-also"), LEFT, y + 16, RIGHT - LEFT, SMALL, WHITE, bold=True)
    for criterion in further:
        canvas.dot((LEFT + 8, y + SMALL * LEADING / 2), 6, PALE)
        y = canvas.text(advice(rubric, criterion, say.lang), LEFT + 28, y, RIGHT - LEFT - 28, SMALL, WHITE, lines=3)
    return panel(canvas, top, y, TEAL)


def panel(canvas: Canvas, top: float, bottom: float, colour: str = WHITE) -> float:
    """Put a panel behind what was drawn from `top` to `bottom`; return where it ends."""
    canvas.panel(EDGE, top, WIDTH - EDGE, bottom + INSET / 2, colour)
    return bottom + INSET / 2
