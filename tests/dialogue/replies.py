"""Replies drawn at random: any moves, facts, answers and words, as the properties of the engine are tried with."""

from hypothesis import strategies as st

from state.content.scenario import Scenario, Second, Surface
from state.content.terms import MOVES, Move
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard
from state.understanding.reading import Match, Reading

CONFIDENCE = st.floats(0.0, 1.0, allow_nan=False)
WORDS = st.one_of(
    st.sampled_from(("", " ", "嗯", "您主要是跟谁家比？", "Fair point.", "好" * 400)),  # repetition must come up too
    st.text(st.characters(exclude_categories=["Cs"]), max_size=30),  # surrogates are no text that Telegram sends
)
READ_MOVES: st.SearchStrategy[dict[Move, float]] = st.dictionaries(
    st.sampled_from(MOVES), CONFIDENCE, min_size=1, max_size=5
)


def _matches(ids: list[str]) -> st.SearchStrategy[tuple[Match, ...]]:
    match = st.builds(Match, id=st.sampled_from(ids), confidence=CONFIDENCE, span=st.just((0, 0)))
    return st.lists(match, max_size=2, unique_by=lambda match: match.id).map(tuple)


def _raised(scenario: Scenario) -> list[Surface | Second]:
    return [*scenario.surface, *([scenario.second] if scenario.second else [])]


def replies(customer: Customer) -> st.SearchStrategy[Heard]:
    """Replies to a customer, with matches among what it knows and something that it does not."""
    scenario = customer.scenario
    reading = st.builds(
        Reading,
        moves=READ_MOVES,
        asked=_matches([fact.id for fact in scenario.facts] + ["of_another_customer"]),
        answers=_matches([answer.id for answer in scenario.answers] + ["of_another_customer"]),
        surface=_matches([raised.id for raised in _raised(scenario)] + ["of_another_customer"]),
        length=st.integers(0, 2000),
        lang=st.just(scenario.lang),
    )
    return st.builds(Heard, reply=WORDS, reading=reading, interrupted=st.booleans())
