"""The manners of the telephone: crisp questions of a call, typed or spoken (基础篇 五 4.2)."""

from collections.abc import Callable, Iterator

from state.content.rubric import Criterion
from state.content.terms import Hitch
from state.dialogue.snapshot import Turn
from state.scoring.finding import NOT_RATED, QUARRELSOME, UNSURE, Finding
from state.scoring.talk import Talk, slipped, sureness
from state.understanding.telephone import apologises, asks_again, asks_to_hold, closes, holds, opens


def call_opened(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the first reply greets, thanks, says who is speaking or asks whether it is a good time."""
    return _civil(talk.turns[0], criterion, opens) if talk.turns else NOT_RATED


def call_closed(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the last reply thanks or takes leave.

    Does not apply to a call that is not over or was cut short, nor where the customer agreed before there was time.
    """
    if not talk.turns or talk.end.outcome in (None, "lost"):
        return NOT_RATED
    found = _civil(talk.turns[-1], criterion, closes)
    return NOT_RATED if talk.end.outcome == "agreed" and not found.share else found


def line_repaired(talk: Talk, criterion: Criterion) -> Finding:
    """Whether, when the line was bad, it was politely asked what had been said, or offered to ring back."""
    return _each(talk, "bad_line", lambda turn: Finding(float(asks_again(turn.reply)), turn))


def waiting_excused(talk: Talk, criterion: Criterion) -> Finding:
    """Whether a customer who had been kept waiting heard that one was sorry."""
    return _each(talk, "waited", lambda turn: Finding(float(apologises(turn.reply)), turn))


def complaint_heard(talk: Talk, criterion: Criterion) -> Finding:
    """Whether a complaint was taken in (`moves`) before anything was said to it, without a quarrel or cutting in."""
    return _each(talk, "complaint", lambda turn: _heard_out(turn, criterion))


def held_politely(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the customer was asked to hold, or told for how long, each time, or thanked or excused to afterwards."""
    held = [(place, turn) for place, turn in enumerate(talk.turns) if holds(turn.reply)]
    if not held:
        return NOT_RATED
    rude = [
        turn
        for place, turn in held
        if not asks_to_hold(turn.reply) and not any(map(_excuses, talk.turns[place + 1 : place + 2]))
    ]
    return Finding(1 - len(rude) / len(held), rude[0] if rude else held[0][1])


def _excuses(turn: Turn) -> bool:
    return apologises(turn.reply) or closes(turn.reply)


def _heard_out(turn: Turn, criterion: Criterion) -> Finding:
    quarrel = slipped(turn, QUARRELSOME)
    if quarrel is not None or turn.interrupted:
        return Finding(0.0, turn, quarrel)
    if sureness(turn, QUARRELSOME) > 0:
        return NOT_RATED
    return _civil(turn, criterion, apologises)


def _civil(turn: Turn, criterion: Criterion, says: Callable[[str], bool]) -> Finding:
    """Whether a reply makes any of `moves` or says it in so many words; not rated where that is too unsure."""
    sure = sureness(turn, criterion.moves)
    if sure >= UNSURE or says(turn.reply):
        return Finding(1.0, turn)
    return NOT_RATED if sure > 0 else Finding(0.0, turn)


def _each(talk: Talk, hitch: Hitch, judge: Callable[[Turn], Finding]) -> Finding:
    """The share of replies to this hitch that are good; not rated where it never came, or nobody had time to reply."""
    found = [judged for turn in _replies_to(talk, hitch) if (judged := judge(turn)).share is not None]
    if not found:
        return NOT_RATED
    worst = min(found, key=lambda finding: finding.share or 0.0)
    return Finding(sum(finding.share or 0.0 for finding in found) / len(found), worst.turn, worst.move)


def _replies_to(talk: Talk, hitch: Hitch) -> Iterator[Turn]:
    for before, turn in zip(talk.turns, talk.turns[1:], strict=False):
        if any(event.happened == "IncidentArose" and event.about == hitch for event in before.events):
            yield turn
