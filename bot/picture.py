"""The score card as a picture for a phone: what the text card says at length, at a glance."""

from collections import defaultdict
from collections.abc import Sequence

from bot.canvas import LEADING, Canvas
from bot.card import advice, change, points
from bot.charts import AMBER, INK, MUTED, RED, SMALL, TEAL, WHITE, Spoke, feelings, radar
from bot.quotes import shortened
from bot.texts import Texts
from state.content.rubric import Rubric
from state.content.terms import Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Turn
from state.scoring.card import Card, Part

WIDTH = 1080
EDGE, INSET, GAP = 40, 36, 28  # around the panels, within them, between them
LEFT, RIGHT = EDGE + INSET, WIDTH - EDGE - INSET
PAPER = "#F1EFEA"
HEAD, TEXT = 36, 34  # sizes of words
CHART = 300  # height of the lines' chart
MOST_MISTAKES = 3  # kinds of mistakes that are shown


def picture(say: Texts, card: Card, rubric: Rubric, customer: Customer, turns: Sequence[Turn]) -> bytes:
    """Draw a score card: a PNG, 1080 pixels wide and about twice as high."""
    canvas, height = layout(say, card, rubric, customer, turns)
    return canvas.png(height, PAPER)


def layout(say: Texts, card: Card, rubric: Rubric, customer: Customer, turns: Sequence[Turn]) -> tuple[Canvas, float]:
    """Lay a score card out. Returns what is to be painted and how high it is, in pixels."""
    canvas = Canvas(WIDTH)
    y = _head(canvas, say, card, rubric, customer) + GAP
    y = _steps(canvas, say, card, rubric, y) + GAP
    if turns:
        y = _feelings(canvas, say, card, turns, y) + GAP
    y = _mistakes(canvas, say, card, rubric, y) + GAP
    if card.focus is not None:
        y = _focus(canvas, say, advice(rubric, card.focus, say.lang), y) + GAP
    return canvas, y - GAP + EDGE


def _head(canvas: Canvas, say: Texts, card: Card, rubric: Rubric, customer: Customer) -> float:
    beside = 620  # where the score begins
    y = canvas.text(say("picture-head"), LEFT, EDGE, beside - LEFT, SMALL, TEAL, bold=True)
    y = canvas.text(customer.account.person, LEFT, y, beside - LEFT, 56, INK, bold=True)
    y = canvas.text(customer.scenario.title, LEFT, y, beside - LEFT, HEAD, MUTED, lines=2)
    below = canvas.text(f"{card.score}", beside, EDGE - 24, RIGHT - beside - 104, 150, TEAL, bold=True, align="right")
    canvas.text("/100", RIGHT - 96, EDGE + 88, 96, 40, MUTED, align="right")
    band = rubric.band(card.score).name[say.lang]
    below = canvas.text(band, beside, below - 12, RIGHT - beside, 44, INK, bold=True, align="right")
    below = canvas.text(
        say("card-outcome", outcome=card.outcome or "none"), beside, below, RIGHT - beside, SMALL, MUTED, align="right"
    )
    if card.mode == "exam":
        mode = say("card-mode", mode=card.mode)
        below = canvas.text(mode, beside, below, RIGHT - beside, SMALL, MUTED, align="right")
    return max(y, below)


def _steps(canvas: Canvas, say: Texts, card: Card, rubric: Rubric, top: float) -> float:
    y = canvas.text(say("picture-steps"), LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, INK, bold=True)
    names = {entry.id: entry.name[say.lang] for entry in rubric.parts}
    spokes = [Spoke(f"{part.id} {names[part.id]}", _value(say, part), part.share) for part in card.steps]
    return _panel(canvas, top, radar(canvas, LEFT, y, RIGHT, spokes))


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
    return _panel(canvas, top, y)


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
    if card.help:
        told = say("picture-help", cost=sum(aid.cost for aid in card.help))
        y = canvas.text(told, LEFT, y, RIGHT - LEFT, TEXT, INK)
    return _panel(canvas, top, y)


def _numbers(say: Texts, numbers: Sequence[int]) -> str:
    """The first few of some replies' numbers."""
    return say("picture-comma").join(map(str, numbers[:4])) + ("…" if len(numbers) > 4 else "")


def _focus(canvas: Canvas, say: Texts, text: str, top: float) -> float:
    y = canvas.text(say("picture-focus"), LEFT, top + INSET / 2, RIGHT - LEFT, HEAD, WHITE, bold=True)
    y = canvas.text(text, LEFT, y, RIGHT - LEFT, TEXT, WHITE, lines=4)
    return _panel(canvas, top, y, TEAL)


def _panel(canvas: Canvas, top: float, bottom: float, colour: str = WHITE) -> float:
    """Put a panel behind what was drawn; return where it ends."""
    canvas.panel(EDGE, top, WIDTH - EDGE, bottom + INSET / 2, colour)
    return bottom + INSET / 2
