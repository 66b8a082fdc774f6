"""Whatever is said, to whichever customer: the engine holds to its rules."""

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.dialogue.replaying import replay
from state.dialogue.snapshot import Heard, Snapshot, Step, Turn
from state.dialogue.step import step
from tests.customers import NOW, SCENARIOS, customer_of, played, started
from tests.dialogue.replies import replies

Talked = tuple[str, int, list[Heard]]  # the scenario's id, for a failing example should be short enough to read

SEEDS = st.integers(-(2**63), 2**63 - 1)


@st.composite
def talks(draw: st.DrawFn, longest: int = 12) -> Talked:
    scenario = draw(st.sampled_from(SCENARIOS))
    return scenario, draw(SEEDS), draw(st.lists(replies(customer_of(scenario)), min_size=1, max_size=longest))


def steps(talked: Talked) -> list[Step]:
    scenario, seed, heards = talked
    customer = customer_of(scenario)
    snapshot, taken = started(customer, seed), list[Step]()
    for heard in heards:
        if snapshot.outcome is not None:
            break
        taken.append(step(customer, snapshot, heard, NOW))
        snapshot = taken[-1].snapshot
    return taken


@settings(max_examples=100, deadline=None)
@given(talks())
def test_meters_stay_in_range_and_no_reply_goes_unanswered(talked: Talked) -> None:
    for taken in steps(talked):
        meters = taken.snapshot.meters
        assert all(0 <= meter <= 100 for meter in (meters.trust, meters.patience, meters.interest))
        assert taken.says
        assert all(say.text.strip() for say in taken.says)


@settings(max_examples=100, deadline=None)
@given(talks())
def test_the_same_is_never_said_twice_in_a_row(talked: Talked) -> None:
    bubbles = [say.text for taken in steps(talked) for say in taken.says]
    assert all(one != other for one, other in pairwise(bubbles))


@settings(max_examples=50, deadline=None)
@given(talks())
def test_a_snapshot_survives_being_stored(talked: Talked) -> None:
    for taken in steps(talked):
        assert Snapshot.model_validate_json(taken.snapshot.model_dump_json()) == taken.snapshot


@settings(max_examples=50, deadline=None)
@given(talks())
def test_stored_turns_rebuild_the_snapshot(talked: Talked) -> None:
    scenario, seed, heards = talked
    customer = customer_of(scenario)
    turns, end = played(customer, heards, started(customer, seed))
    stored = [Turn.model_validate_json(turn.model_dump_json()) for turn in turns]
    assert replay(customer, started(customer, seed), stored) == end


@settings(max_examples=50, deadline=None)
@given(talks())
def test_the_same_talk_goes_the_same_way(talked: Talked) -> None:
    assert steps(talked) == steps(talked)


@settings(max_examples=50, deadline=None)
@given(talks())
def test_what_is_known_only_grows_and_each_thing_is_known_once(talked: Talked) -> None:
    before: Sequence[Sequence[str]] = ((), (), ())
    for taken in steps(talked):
        known = (taken.snapshot.told, taken.snapshot.answered, taken.snapshot.excuses)
        for earlier, later in zip(before, known, strict=True):
            assert list(later[: len(earlier)]) == list(earlier)
            assert len(set(later)) == len(later)
        before = known


@settings(max_examples=50, deadline=None)
@given(talks(longest=4))
def test_an_ended_talk_takes_no_more_replies(talked: Talked) -> None:
    scenario, _, heards = talked
    taken = steps(talked)[-1].snapshot.model_copy(update={"outcome": "lost"})
    with pytest.raises(ValueError, match="ended"):
        step(customer_of(scenario), taken, heards[0], NOW)


@pytest.mark.parametrize("scenario", SCENARIOS)
def test_no_talk_outlasts_the_customer_s_time(scenario: str) -> None:
    customer = customer_of(scenario)

    @settings(max_examples=5, deadline=None)
    @given(st.lists(replies(customer), min_size=customer.scenario.turns, max_size=customer.scenario.turns))
    def ends(heards: list[Heard]) -> None:
        _, end = played(customer, heards)
        assert end.outcome is not None

    ends()
