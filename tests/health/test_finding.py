"""What is disputed with one customer stands out, and what stands out says what it points at."""

import pytest

from state.health.comparing import compare
from state.health.doubting import SEVERAL, doubts
from state.health.finding import PointsAt, findings
from state.health.talked import MET, MISSED, Doubt, Doubted, Talked
from tests.health.talks import talked

PEOPLE, OTHERS = 20, 9


def met(here: str = MET) -> list[Talked]:
    """Everybody talks to this customer once, and to others, with whom they meet the criterion."""
    return [
        talked(f"p{who}", name, here if name == "here" else MET)
        for who in range(PEOPLE)
        for name in ("here", *(f"other{number}" for number in range(OTHERS)))
    ]


def doubted(people: int, doubt: Doubt, scenario: str = "here", talks: int = 1) -> list[Doubted]:
    return [
        Doubted(f"p{who}", f"{scenario}{talk}", scenario, "calm", doubt)
        for who in range(people)
        for talk in range(talks)
    ]


def stands_out(rows: list[Doubted], scenario: str = "here") -> bool:
    return doubts(rows, compare(met()))[scenario][0].stands_out


def test_what_several_people_dispute_with_one_customer_stands_out() -> None:
    assert stands_out(doubted(SEVERAL, "open"))
    assert not stands_out(doubted(SEVERAL - 1, "open", talks=9))


def test_what_is_disputed_with_everybody_does_not() -> None:
    rows = doubted(SEVERAL, "open")
    for number in range(OTHERS):
        rows += doubted(SEVERAL, "open", f"other{number}")
    assert not stands_out(rows)
    assert not stands_out(rows, "other1")


def test_a_talk_that_is_disputed_twice_counts_once_in_what_is_usual() -> None:
    [own] = doubts(doubted(SEVERAL, "upheld") + doubted(SEVERAL, "corrected"), compare(met()))["here"]
    assert (own.people, dict(own.talks)) == (SEVERAL, {"upheld": SEVERAL, "corrected": SEVERAL})


@pytest.mark.parametrize(
    ("rows", "points_at"),
    [
        ([], "closed"),
        (doubted(1, "upheld"), "closed"),
        (doubted(2, "upheld"), "misjudged"),
        (doubted(2, "upheld") + doubted(2, "refused"), "closed"),
        (doubted(1, "refused"), "closed"),
        (doubted(4, "corrected"), "misjudged"),
        (doubted(4, "refused"), "unclear"),
        (doubted(4, "open") + doubted(3, "upheld"), "undecided"),
    ],
)
def test_what_a_missed_criterion_points_at(rows: list[Doubted], points_at: PointsAt) -> None:
    compared = compare(met(MISSED))
    [own] = findings(compared, doubts(rows, compared))["here"]
    assert own.missed is not None
    assert own.points_at == points_at


def test_where_some_manage_it_is_hard_rather_than_closed() -> None:
    talks = [each._replace(verdicts=MET) if each.user_id in ("p0", "p1", "p2") else each for each in met(MISSED)]
    compared = compare(talks)
    assert findings(compared, {})["here"][0].points_at == "hard"


def test_what_is_only_disputed_is_a_finding_too() -> None:
    compared = compare(met())
    assert findings(compared, doubts(doubted(1, "open"), compared)) == {}
    [own] = findings(compared, doubts(doubted(4, "refused"), compared))["here"]
    assert (own.missed, own.points_at) == (None, "unclear")
