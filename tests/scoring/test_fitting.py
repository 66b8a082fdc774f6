"""What fitted the customer's type, and what jarred (基础篇 八 5). 王建国 is controlling: results, no detail."""

from state.dialogue.snapshot import Event, Meters
from state.scoring.fitting import MOST, fitting
from state.scoring.quoting import Shown
from tests.customers import customer_of, started, troupe
from tests.scoring.talks import PRICE, saying, talk, turn


def risen(trust: int) -> Meters:
    """How the customer feels after a reply that has won so much trust."""
    before = started(PRICE).meters
    return before.model_copy(update={"trust": before.trust + trust})


def test_what_the_type_values_is_quoted_with_the_move_that_did_it() -> None:
    found = fitting(talk(turn(1, "benefit", reply="您一天多挣七百多。")))
    assert found.fitted == (Shown(1, "benefit", "您一天多挣七百多。"),)
    assert found.jarred == ()


def test_what_the_type_does_not_bear_is_quoted_too() -> None:
    found = fitting(talk(turn(1, "feature", reply="主轴一万二千转，刀库二十四把。")))
    assert found.jarred == (Shown(1, "feature", "主轴一万二千转，刀库二十四把。"),)
    assert found.fitted == ()


def test_another_type_takes_the_same_words_otherwise() -> None:
    found = fitting(talk(turn(1, "feature"), customer=customer_of("zh/lathe_precise")))
    assert [one.move for one in found.fitted] == ["feature"], "an analytical person wants detail"
    assert found.jarred == ()


def test_a_feature_is_forgiven_in_a_reply_that_brings_a_result() -> None:
    found = fitting(saying(("feature", "benefit")))
    assert [one.move for one in found.fitted] == ["benefit"]
    assert found.jarred == ()


def test_a_question_that_got_an_answer_did_not_jar() -> None:
    told = (Event(happened="FactTold", about="cycle_time"),)
    assert fitting(talk(turn(1, "closed_question", events=told))).jarred == ()
    assert [one.move for one in fitting(talk(turn(1, "closed_question"))).jarred] == ["closed_question"]


def test_a_mistake_is_not_forgiven_and_spoils_the_reply() -> None:
    found = fitting(saying(("pressure", "benefit")))
    assert found.fitted == ()
    assert [one.move for one in found.jarred] == ["pressure"]


def test_nobody_is_told_what_was_read_unsurely() -> None:
    found = fitting(saying({"benefit": 0.4}, {"feature": 0.4}, {"pressure": 0.5}))
    assert (found.fitted, found.jarred) == ((), ())


def test_at_most_two_are_shown_those_that_told_most_and_no_move_twice() -> None:
    found = fitting(
        talk(
            turn(1, "benefit", reply="第一句说好处。", after=risen(3)),
            turn(2, "benefit", reply="第二句也说好处。", after=risen(9)),
            turn(3, "solution", reply="第三句给办法。", after=risen(5)),
            turn(4, "evidence", reply="第四句拿证据。", after=risen(7)),
        )
    )
    assert [(one.turn, one.move) for one in found.fitted] == [(2, "benefit"), (4, "evidence")]
    assert len(found.fitted) == MOST


def test_words_that_earn_nothing_are_not_praised() -> None:
    model = customer_of("zh/vmc_price").scenario.models["benefit"]
    assert fitting(talk(turn(1, "benefit", reply=model))).fitted == ()


def test_every_type_says_why_each_of_its_moves_suits_or_jars() -> None:
    for persona in troupe().personas.values():
        assert set(persona.fit.because) == {*persona.fit.suits, *persona.fit.jars}, persona.id
