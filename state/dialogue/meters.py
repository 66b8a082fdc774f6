"""Meters: what each move does to a customer's trust, patience and interest (基础篇 八 5)."""

import math
from collections.abc import Collection, Iterable

from state.content.terms import MISTAKES, Effect, Form, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Event, Heard, Meters, Snapshot, digest_of
from state.understanding.reading import Reading

SURELY = 0.45  # a mistake read with less confidence than this is none: nobody is blamed for what may not be so
CERTAINLY = 0.92  # with this confidence it is always felt
BEYOND_DOUBT = 0.97  # with this one even where somebody plainly wants to know something, or to be understood
TONES: frozenset[Move] = frozenset(("argue", "dismiss", "pressure", "disparage", "improper"))
"""Mistakes of tone, which people hear differently; what is given away or promised is plain to everybody."""
DOUBTFUL = TONES | {"concede"}
"""What may be none where a fact is asked for or an answer given: who only names a price gives nothing away."""
PLAIN: frozenset[Form] = frozenset(
    ("repair", "quote", "small_talk", "own_words", "why", "either_or", "who", "when", "how_much")
)
"""Forms of a reply that wants to know, or to be understood."""
UNBEARABLE = 2.0  # times the length that the persona bears, from where on it costs the most
HAPPENING_EFFECTS = {
    "FactTold": Effect(trust=2, interest=2),
    "FactGuarded": Effect(patience=-1),
    "FactRepeated": Effect(trust=-1, patience=-3),
    "QuestionMissed": Effect(patience=-1),
    "IncidentMet": Effect(trust=2, patience=1),
    "ConcernEased": Effect(trust=6, patience=3, interest=10),
    "AnswerRepeated": Effect(patience=-2),
    "ExcuseAnswered": Effect(patience=-2),
    "Confided": Effect(trust=4, patience=6, interest=6),
    "Interrupted": Effect(trust=-4, patience=-8),
    "Repeated": Effect(trust=-5, patience=-10, interest=-3),
    "TooShort": Effect(patience=-3, interest=-2),
    "Interrogated": Effect(trust=-2, patience=-5),
}


def felt(reading: Reading, made: Collection[Move]) -> frozenset[Move]:
    """The mistakes of a reply that a customer feels.

    made: the moves of the replies before it, without what was let pass. People let a doubtful tone pass until something
    was said that is beyond doubt, and wherever what is said is to the point: it asks for a fact or gives an answer,
    sets a misunderstanding right, or plainly wants to know something.
    """
    found = _read_from(SURELY, reading)
    if not PLAIN.isdisjoint(reading.forms):
        return found - (TONES - _read_from(BEYOND_DOUBT, reading))
    # Two doubtful ones of the same words bear each other out.
    none = math.prod(1 - reading.moves[move] for move in found)
    to_the_point = bool(reading.asked or reading.answers)
    if to_the_point or (none > 1 - CERTAINLY and TONES.isdisjoint(made)):
        return found - ((DOUBTFUL if to_the_point else TONES) - _read_from(CERTAINLY, reading))
    return found


def overlooked(reading: Reading, made: Collection[Move]) -> frozenset[Move]:
    """The mistakes of a reply that a customer lets pass, for they may be none. made: as for `felt`."""
    return _read_from(SURELY, reading) - felt(reading, made)


def _read_from(least: float, reading: Reading) -> frozenset[Move]:
    return frozenset(move for move, sure in reading.moves.items() if move in MISTAKES and sure >= least)


def moved_by(heard: Heard, before: Snapshot, customer: Customer) -> Meters:
    """Meters after the moves of a reply alone.

    A move gains in proportion to how surely it was read, and less each time it is made again; what it costs is felt
    in full each time. The same words again gain nothing; a mistake that may be none costs nothing.
    """
    again = digest_of(heard.reply) in before.heard
    mistakes = felt(heard.reading, before.made)
    trust, patience, interest = 0.0, 0.0, 0.0
    for move, confidence in heard.reading.moves.items():
        if move in MISTAKES and move not in mistakes:
            continue
        share = 0.0 if again else confidence / (1 + before.made.get(move, 0))
        for effects in (customer.persona.effects, customer.objection.effects):
            effect = effects.get(move)
            if effect is None:
                continue
            trust += effect.trust * (share if effect.trust > 0 else 1)
            patience += effect.patience * (share if effect.patience > 0 else 1)
            interest += effect.interest * (share if effect.interest > 0 else 1)
    return _changed(before.meters, trust, patience, interest)


def moved_on(meters: Meters, events: Iterable[Event], heard: Heard, customer: Customer) -> Meters:
    """Meters after what happened besides the moves: facts told, answers that ease, an interruption, length."""
    trust, patience, interest = 0.0, 0.0, 0.0
    for event in events:
        effect = HAPPENING_EFFECTS.get(event.happened)
        if effect is not None:
            trust, patience, interest = (
                trust + effect.trust,
                patience + effect.patience,
                interest + effect.interest,
            )
        elif event.happened == "TooLong":
            times = heard.reading.length / customer.persona.length[customer.scenario.lang].long
            patience -= 4 + 8 * (min(times, UNBEARABLE) - 1)
    return _changed(meters, trust, patience, interest)


def _changed(meters: Meters, trust: float, patience: float, interest: float) -> Meters:
    return Meters(
        trust=_within(meters.trust + trust),
        patience=_within(meters.patience + patience),
        interest=_within(meters.interest + interest),
    )


def _within(value: float) -> int:
    return max(0, min(100, int(value + 0.5)))
