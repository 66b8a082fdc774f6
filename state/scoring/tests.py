"""Tests: the crisp yes/no questions that criteria ask of a talk, by the name that the rubric gives them."""

from collections.abc import Callable, Collection, Mapping, Sequence

from state.content.rubric import Criterion
from state.content.terms import MISTAKES, Lang, Move
from state.dialogue.snapshot import Turn
from state.scoring.finding import NOT_RATED, QUARRELSOME, UNSURE, Finding, Test
from state.scoring.talk import Talk, overlooked_in, slipped, sureness
from state.scoring.telephone import (
    call_closed,
    call_opened,
    complaint_heard,
    held_politely,
    line_repaired,
    waiting_excused,
)
from state.understanding.reading import Spoken

PRODUCT: tuple[Move, ...] = ("feature", "advantage")
ENOUGH_KEY_FACTS = 2
PACE: Mapping[Lang, tuple[int, int]] = {"zh": (140, 300), "en": (100, 190)}
"""Characters (zh) or words (en) a minute that are easily followed on the telephone. The handbook gives no figure."""
FILLERS: Mapping[Lang, float] = {"zh": 0.03, "en": 0.05}
"""Fillers for each character or word, from which on they are noticed: about twice as many as people use anyway."""
LISTENED_TO = 30.0  # seconds; about what a listener keeps in mind of one turn
SUITING_SHARE = 0.6  # of the replies; not every reply can bring what the type values most


def _shown(talk: Talk, moves: Collection[Move]) -> tuple[Turn, Move] | None:
    """The turn and the move that show most surely that any of these moves was made."""
    return max(
        ((turn, move) for turn in talk.turns for move in moves if move in turn.reading.moves),
        key=lambda shown: shown[0].reading.moves[shown[1]],
        default=None,
    )


def made(talk: Talk, criterion: Criterion) -> Finding:
    """Whether any of `moves` was made."""
    shown = _shown(talk, criterion.moves)
    if shown is None:
        return Finding(0.0)
    return Finding(1.0, *shown) if shown[0].reading.moves[shown[1]] >= UNSURE else NOT_RATED


def made_before(talk: Talk, criterion: Criterion) -> Finding:
    """Whether any of `moves` was made no later than the first of `than`."""
    other = talk.first(criterion.than)
    sure = (turn for turn in talk.making(criterion.moves) if sureness(turn, criterion.moves) >= UNSURE)
    good = next((turn for turn in sure if other is None or turn.number <= other.number), talk.first(criterion.moves))
    if good is None:
        return Finding(0.0, other, _of(other, criterion.than))
    if other is None or good.number <= other.number:
        return _rated(1.0, good, criterion.moves)
    return _rated(0.0, other, criterion.than)


def made_after(talk: Talk, criterion: Criterion) -> Finding:
    """Whether any of `moves` was made in or after the turn in which the first of `than` was."""
    ground = talk.first(criterion.than)
    good = [turn for turn in talk.making(criterion.moves) if ground is not None and turn.number >= ground.number]
    if not good:
        early = talk.first(criterion.moves)
        return Finding(0.0, early, _of(early, criterion.moves))
    surest = max(good, key=lambda turn: sureness(turn, criterion.moves))
    return _rated(1.0, surest, criterion.moves)


def never(talk: Talk, criterion: Criterion) -> Finding:
    """Whether none of `moves`, which are mistakes, was made by somebody who did say something."""
    made = [(turn, move) for turn in talk.turns if (move := slipped(turn, criterion.moves)) is not None]
    if made:
        return Finding(0.0, *made[0])
    if _shown(talk, criterion.moves) is not None:
        return NOT_RATED
    did = any(set(turn.reading.moves) - {"other"} - overlooked_in(turn) for turn in talk.turns)
    return Finding(1.0 if did else 0.0)


def sober(talk: Talk, criterion: Criterion) -> Finding:
    """Whether something (`than`) was put forward without any of `moves`; does not apply if nothing was."""
    if _shown(talk, (*criterion.than, *criterion.moves)) is None:
        return NOT_RATED
    return never(talk, criterion)


def calm(talk: Talk, criterion: Criterion) -> Finding:
    """The share of replies that do something and do not quarrel, push or brush off."""
    if not talk.turns:
        return NOT_RATED
    bad = [turn for turn in talk.turns if slipped(turn, QUARRELSOME) or set(turn.reading.moves) == {"other"}]
    worst = next((turn for turn in bad if slipped(turn, QUARRELSOME)), bad[0] if bad else None)
    return Finding(1 - len(bad) / len(talk.turns), worst, _of(worst, QUARRELSOME))


def first_reply(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the first reply does something and makes no mistake."""
    if not talk.turns:
        return NOT_RATED
    first = talk.turns[0]
    slip = slipped(first, tuple(MISTAKES))
    return Finding(0.0 if slip or "other" in first.reading.moves else 1.0, first, slip)


def let_finish(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the trainee never cut in; applies only where the customer's bubbles came with pauses, so if it did."""
    cut = next((turn for turn in talk.turns if turn.interrupted), None)
    return NOT_RATED if cut is None else Finding(0.0, cut)


def learnt_key(talk: Talk, criterion: Criterion) -> Finding:
    """The share of the needed number of key facts that was brought out."""
    keys = {fact.id for fact in talk.customer.scenario.facts if fact.key}
    if not keys:
        return NOT_RATED
    told = [(turn, event.about) for turn in talk.turns for event in turn.events if event.happened == "FactTold"]
    found = [turn for turn, fact in told if fact in keys]
    return Finding(min(1.0, len(found) / min(ENOUGH_KEY_FACTS, len(keys))), found[0] if found else None)


def not_chased(talk: Talk, criterion: Criterion) -> Finding:
    """Whether at most one further excuse was drawn out: full for none, half for one, nothing for more.

    Nothing for whoever never asked what was behind them: to be sent away at once is no way out of the circle.
    """
    if talk.first(("open_question", "isolate")) is None:
        return Finding(0.0)
    chased = [turn for turn in talk.turns if turn.happened("ExcuseRaised")]
    return Finding(max(0.0, 1 - len(chased) / 2), chased[-1] if chased else None)


def confided(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the customer confided the real concern."""
    turn = next((turn for turn in talk.turns if turn.happened("Confided")), None)
    return Finding(0.0 if turn is None else 1.0, turn)


def eased(talk: Talk, criterion: Criterion) -> Finding:
    """The share of the needed number of answers to the real concern that was given."""
    given = [(turn, event.about) for turn in talk.turns for event in turn.events if event.happened == "ConcernEased"]
    answers = {about for _, about in given}
    return Finding(min(1.0, len(answers) / talk.customer.scenario.concern.enough), given[0][0] if given else None)


def met_second(talk: Talk, criterion: Criterion) -> Finding:
    """Whether what came up at the end was met, or forestalled; half where it was only accepted, restated or tested.

    Does not apply where it neither came up nor was forestalled, nor where nothing was said after it.
    """
    raised = next((turn for turn in talk.turns if turn.happened("SecondRaised")), None)
    met = next((turn for turn in talk.turns if turn.happened("SecondMet")), None)
    if met is not None:
        return Finding(1.0, met)
    after = None if raised is None else next((turn for turn in talk.turns if turn.number > raised.number), None)
    return NOT_RATED if after is None else Finding(0.5 if talk.end.second == "taken_up" else 0.0, after)


def found_decider(talk: Talk, criterion: Criterion) -> Finding:
    """Whether it was found out who of several people decides; does not apply where there is only one."""
    scenario = talk.customer.scenario
    if not scenario.people:
        return NOT_RATED
    telling = {fact.id for fact in scenario.facts if fact.decides}
    told = ((turn, event) for turn in talk.turns for event in turn.events if event.happened == "FactTold")
    turn = next((turn for turn, event in told if event.about in telling), None)
    return Finding(0.0 if turn is None else 1.0, turn)


def won_each(talk: Talk, criterion: Criterion) -> Finding:
    """The share of several people who heard something to their own benefit; does not apply where there is only one."""
    scenario = talk.customer.scenario
    if not scenario.people:
        return NOT_RATED
    given, shown = list[str](), None
    for turn in talk.turns:
        fresh = [event.about for event in turn.events if event.happened == "ConcernEased"]
        if scenario.won_by([*given, *fresh]) > scenario.won_by(given):
            shown = turn
        given += fresh
    return Finding(len(scenario.won_by(given)) / len(scenario.people), shown)


def consensus(talk: Talk, criterion: Criterion) -> Finding:
    """Full for an agreement, half for a deferral, nothing for a loss; does not apply to a talk that did not end."""
    if talk.end.outcome is None:
        return NOT_RATED
    share = {"agreed": 1.0, "deferred": 0.5, "lost": 0.0, "left": 0.0}[talk.end.outcome]
    return Finding(share)


def informal(talk: Talk, criterion: Criterion) -> Finding:
    """Whether a private talk was offered; applies only where the scenario says that it is in place."""
    return made(talk, criterion) if talk.customer.scenario.informal else NOT_RATED


def suits(talk: Talk, criterion: Criterion) -> Finding:
    """The share of replies that bring what the type values, measured against what can be asked for."""
    fit = talk.customer.persona.fit
    if not talk.turns:
        return NOT_RATED
    good = list(talk.making(fit.suits))
    jarring = sum(1 for turn in talk.making(fit.jars) if turn not in good)
    share = (len(good) - jarring / 2) / len(talk.turns) / SUITING_SHARE
    return Finding(max(0.0, min(1.0, share)), good[0] if good else None, _of(good[0] if good else None, fit.suits))


def bearable(talk: Talk, criterion: Criterion) -> Finding:
    """The share of replies that were neither too long nor too thin for this customer."""
    if not talk.turns:
        return NOT_RATED
    bad = [turn for turn in talk.turns if turn.happened("TooLong") or turn.happened("TooShort")]
    return Finding(1 - len(bad) / len(talk.turns), bad[0] if bad else None)


def carried_through(talk: Talk, criterion: Criterion) -> Finding:
    """The share of replies on the product after which, in the same or the next reply, comes a benefit."""
    product = list(talk.making(PRODUCT))
    if not product:
        return NOT_RATED
    gains = {turn.number for turn in talk.making(("benefit", "evidence"))}
    dangling = [turn for turn in product if not {turn.number, turn.number + 1} & gains]
    shown = dangling[0] if dangling else product[0]
    return Finding(1 - len(dangling) / len(product), shown, _of(shown, PRODUCT))


def not_recited(talk: Talk, criterion: Criterion) -> Finding:
    """Full where no reply is of the product and of nothing that it gives the customer; nothing where every second is.

    The gain must be in the same reply (提高篇 九 4): what comes later does not make a recital an argument.
    Whoever values detail has asked for it: there it does not apply.
    """
    if not talk.turns or "feature" in talk.customer.persona.fit.suits:
        return NOT_RATED
    product = (turn for turn in talk.making(PRODUCT) if sureness(turn, PRODUCT) >= UNSURE)
    bare = [turn for turn in product if "benefit" not in turn.reading.moves]
    shown = bare[0] if bare else None
    return Finding(max(0.0, 1 - 2 * len(bare) / len(talk.turns)), shown, _of(shown, PRODUCT))


def not_canned(talk: Talk, criterion: Criterion) -> Finding:
    """Whether no reply or answer was given twice; does not apply to a single reply."""
    if len(talk.turns) < 2:
        return NOT_RATED
    again = next((turn for turn in talk.turns if turn.happened("Repeated") or turn.happened("AnswerRepeated")), None)
    return Finding(1.0 if again is None else 0.0, again)


def expected(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the preparation named the kind of objection; half if it named nearly all kinds to be safe."""
    if talk.preparation is None:
        return NOT_RATED
    hit = talk.customer.objection.id in talk.preparation.objections
    return Finding((0.5 if len(talk.preparation.objections) > 2 else 1.0) if hit else 0.0)


def brought_proof(talk: Talk, criterion: Criterion) -> Finding:
    """The share of what was brought that fits the concern."""
    if talk.preparation is None:
        return NOT_RATED
    fits = {proof.id for proof in talk.customer.scenario.proof if proof.fits}
    brought = set(talk.preparation.proof)
    return Finding(len(brought & fits) / len(brought) if brought else 0.0)


def named_kind(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the diagnosis names the kind of objection."""
    if talk.diagnosis is None or talk.diagnosis.kind is None:
        return NOT_RATED
    return Finding(1.0 if talk.diagnosis.kind == talk.customer.objection.id else 0.0)


def named_concern(talk: Talk, criterion: Criterion) -> Finding:
    """Whether the diagnosis names the real concern."""
    if talk.diagnosis is None or talk.diagnosis.concern is None:
        return NOT_RATED
    return Finding(1.0 if talk.diagnosis.concern == 0 else 0.0)


def paced(talk: Talk, criterion: Criterion) -> Finding:
    """The share of spoken replies that were neither hurried nor dragging; does not apply where no pace can be told."""
    measured = [turn for turn in talk.turns if turn.reading.spoken is not None and turn.reading.spoken.pace is not None]
    return _share_of(
        measured, lambda turn, how: PACE[turn.reading.lang][0] <= (how.pace or 0) <= PACE[turn.reading.lang][1]
    )


def fluent(talk: Talk, criterion: Criterion) -> Finding:
    """The share of spoken replies whose pauses were not filled again and again; does not apply to typed ones."""

    def clean(turn: Turn, how: Spoken) -> bool:
        return len(how.fillers) <= max(1, turn.reading.length * FILLERS[turn.reading.lang])

    return _share_of(_spoken(talk), clean)


def brief(talk: Talk, criterion: Criterion) -> Finding:
    """The share of spoken replies that somebody who only hears them can take in; does not apply to typed ones."""
    return _share_of(_spoken(talk), lambda turn, how: how.seconds <= LISTENED_TO)


TESTS: Mapping[str, Test] = {
    test.__name__: test
    for test in (
        made, made_before, made_after, never, sober, calm, first_reply, let_finish, learnt_key, not_chased, confided,
        eased, met_second, found_decider, won_each, consensus, informal, suits, bearable, carried_through, not_recited,
        not_canned, expected, brought_proof, named_kind, named_concern, paced, fluent, brief, call_opened,
        line_repaired, held_politely, waiting_excused, complaint_heard, call_closed,
    )
}  # fmt: skip

RECORDED = frozenset(test.__name__ for test in (consensus, expected, brought_proof, named_kind, named_concern))
"""The tests that go by what was picked and how the talk ended. It stands in the records; no words can be misread."""

SCRIPTED = frozenset(
    test.__name__
    for test in (
        first_reply, let_finish, learnt_key, not_chased, confided, eased, met_second, found_decider, won_each,
        informal, bearable, expected, brought_proof, named_kind, named_concern,
    )
)  # fmt: skip
"""The tests that go by what only a scripted customer makes known: its facts, what satisfies it, what it bears, when it
brought the objection up."""
TYPED = frozenset(test.__name__ for test in (suits, not_recited))
"""The tests that go by the type of customer."""


def _spoken(talk: Talk) -> list[Turn]:
    return [turn for turn in talk.turns if turn.reading.spoken is not None]


def _share_of(turns: Sequence[Turn], good: Callable[[Turn, Spoken], bool]) -> Finding:
    """The share of spoken turns that were good, shown by the first that was not; not rated where there are none."""
    if not turns:
        return NOT_RATED
    bad = [turn for turn in turns if turn.reading.spoken is not None and not good(turn, turn.reading.spoken)]
    return Finding(1 - len(bad) / len(turns), bad[0] if bad else None)


def _rated(share: float, turn: Turn, moves: Collection[Move]) -> Finding:
    """A finding that hangs on these moves in this turn; not rated where they were read unsurely."""
    return Finding(share, turn, _of(turn, moves)) if sureness(turn, moves) >= UNSURE else NOT_RATED


def _of(turn: Turn | None, moves: Collection[Move]) -> Move | None:
    """The one of these moves that a turn makes most surely."""
    if turn is None:
        return None
    return max(
        (move for move in moves if move in turn.reading.moves), key=lambda move: turn.reading.moves[move], default=None
    )
