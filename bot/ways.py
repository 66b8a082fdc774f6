"""Two ways of one turn as text: what was said, how it was read, what the customer made of it, what it scores."""

from collections.abc import Iterator

from bot import screens
from bot.texts import Texts
from state.content.rubric import Moves
from state.dialogue.snapshot import Turn
from state.scoring.whatif import Way

MUCH = 6  # points of a meter (0–100) from which on it moved a lot


def ways_text(say: Texts, moves: Moves, held: Way, tried: Way) -> str:
    """Write out the way that a turn went, and then the one that it would have gone."""
    gained = tried.score - held.score
    signed = f"{gained:+d}".replace("-", "−")
    return "\n\n".join(
        (
            "\n".join((say("whatif-held"), *_way(say, moves, held), say("whatif-score", score=held.score))),
            "\n".join(
                (
                    say("whatif-tried"),
                    *_way(say, moves, tried),
                    say("whatif-scored", score=tried.score, change=gained, signed=signed),
                )
            ),
        )
    )


def _way(say: Texts, moves: Moves, way: Way) -> Iterator[str]:
    turn = way.turn
    yield say("whatif-reply", reply=" ".join(turn.reply.split()))
    names = [move.name[say.lang] for move in moves.moves if move.id in turn.reading.moves]
    yield say("whatif-read", moves=say("whatif-comma").join(names))
    yield say("whatif-answer")
    yield from (f"  {bubble.line}" for bubble in turn.says)
    yield say("whatif-felt", **_felt(turn))
    if way.outcome is not None:
        yield screens.ended(say, way.outcome).text


def _felt(turn: Turn) -> dict[str, str]:
    """How each meter moved in a turn, as the texts name it."""
    before, after = turn.before.model_dump(), turn.after.model_dump()
    return {name: _moved(after[name] - before[name]) for name in before}


def _moved(change: int) -> str:
    if change == 0:
        return "same"
    size = "lot" if abs(change) >= MUCH else "bit"
    return f"{'up' if change > 0 else 'down'}-{size}"
