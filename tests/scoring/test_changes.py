"""What makes one card of a talk differ from another is told criterion by criterion."""

from state.content.rubric import Rubric
from state.scoring.card import score
from state.scoring.changes import changes
from tests.customers import customer_of, troupe
from tests.scoring.talks import saying

RUBRIC = troupe().rubric
TALK = saying(("restate", "open_question"), ("argue",), ("argue",))


def rubric(**steps: dict[str, object]) -> Rubric:
    """The rubric with some steps changed."""
    return RUBRIC.model_copy(
        update={"steps": tuple(step.model_copy(update=steps.get(step.id, {})) for step in RUBRIC.steps)}
    )


def told(changed: Rubric) -> list[str]:
    return list(changes(score(TALK, RUBRIC), score(TALK, changed)))


def test_between_a_card_and_itself_there_is_nothing_to_tell() -> None:
    assert told(RUBRIC) == []


def test_points_are_told_by_their_criterion() -> None:
    first, restated, finish = RUBRIC.steps[2].criteria
    assert told(rubric(c={"criteria": (first, restated.model_copy(update={"points": 8}), finish)})) == [
        "restated 4/4 -> 8/8"
    ]


def test_a_criterion_that_is_gone_or_new_or_not_rated_is_told() -> None:
    first, restated, finish = RUBRIC.steps[2].criteria
    renamed = restated.model_copy(update={"id": "said_back"})
    unrated = first.model_copy(update={"test": "let_finish"})
    assert told(rubric(c={"criteria": (unrated, renamed, finish)})) == [
        "acknowledged_first 8/8 -> not rated",
        "restated 4/4 -> not asked",
        "said_back not asked -> 4/4",
    ]


def test_another_weight_is_told() -> None:
    assert customer_of().objection.weights["d"] == 1.2
    assert told(rubric(d={"weight": 2.0})) == ["weight of d 1.2 -> 2.4"]


def test_what_a_mistake_costs_is_told_by_the_reply_that_made_it() -> None:
    argue = RUBRIC.mistakes["argue"]
    dearer = argue.model_copy(update={"again": argue.again + 2})
    argue_apart = RUBRIC.model_copy(update={"mistakes": {**RUBRIC.mistakes, "argue": dearer}})
    assert told(argue_apart) == [f"argue in reply 3 -{argue.again} -> -{argue.again + 2}"]
    forgiven = {move: cost for move, cost in RUBRIC.mistakes.items() if move != "argue"}
    assert told(RUBRIC.model_copy(update={"mistakes": forgiven})) == [
        f"argue in reply 2 -{argue.first} -> 0",
        f"argue in reply 3 -{argue.again} -> 0",
    ]
