"""Credit: what is said again, copied or heaped up earns nothing; mistakes always count."""

from datetime import UTC, datetime

from state.content.terms import Move
from state.dialogue.snapshot import Event, Meters, Turn
from state.scoring.credit import credited
from state.understanding.reading import Reading

METERS = Meters(trust=40, patience=60, interest=30)
MODEL = "六万二除以一天多挣的七百多块，大约九十天。"


def turn(number: int, reply: str, moves: dict[Move, str], *events: Event) -> Turn:
    """A turn whose moves are each shown by words of the reply."""
    spans = {move: (reply.index(words), reply.index(words) + len(words)) for move, words in moves.items()}
    return Turn(
        number=number,
        reply=reply,
        reading=Reading(moves=dict.fromkeys(moves, 0.95), spans=spans),
        interrupted=False,
        state_before="a",
        state_after="a",
        before=METERS,
        after=METERS,
        says=(),
        events=events,
        at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def test_a_sentence_said_before_earns_nothing_and_what_is_new_beside_it_does() -> None:
    first = turn(1, "您有这个顾虑很正常。", {"acknowledge": "您有这个顾虑很正常"})
    second = turn(
        2,
        "您有这个顾虑很正常。现在一个月做多少件？",
        {"acknowledge": "您有这个顾虑很正常", "closed_question": "现在一个月做多少件"},
    )
    (one, two), (void,) = credited([first, second], [])
    assert one == first
    assert list(two.reading.moves) == ["closed_question"]
    assert (void.turn, void.why, void.quote) == (2, "repeated", "您有这个顾虑很正常。")


def test_short_words_may_come_again() -> None:
    turns = [turn(number, "明白了，您说。", {"acknowledge": "明白了"}) for number in (1, 2)]
    assert credited(turns, []) == (tuple(turns), ())


def test_a_copied_model_reply_earns_neither_moves_nor_answers() -> None:
    copied = turn(1, MODEL, {"evidence": MODEL}, Event(happened="ConcernEased", about="pays_back"))
    (bare,), (void,) = credited([copied], [MODEL])
    assert not bare.reading.moves
    assert not bare.happened("ConcernEased")
    assert void.why == "copied"
    own = turn(1, "六万二，一天多挣七百，三个月就回来了。", {"evidence": "三个月就回来了"})
    assert credited([own], [MODEL]) == ((own,), ())


def test_a_volley_of_questions_is_none() -> None:
    reply = "您最看重什么？现在怎么做的？预算有多少？谁来拍板？我理解您。"
    volley = turn(1, reply, {"open_question": "您最看重什么", "map_decision": "谁来拍板", "acknowledge": "我理解您"})
    (bare,), (void,) = credited([volley], [])
    assert list(bare.reading.moves) == ["acknowledge"]
    assert void.why == "heaped"


def test_what_is_enumerated_is_one_question() -> None:
    reply = "除了省在哪里、稳不稳、够不够，还有什么让您下不了手？要是都对得上，是不是就能往前走？"
    asking = turn(1, reply, {"isolate": "还有什么让您下不了手？"})
    assert credited([asking], []) == ((asking,), ())


def test_a_mistake_counts_however_it_was_said() -> None:
    turns = [turn(number, "您根本不懂行，别乱讲。", {"argue": "您根本不懂行，别乱讲"}) for number in (1, 2)]
    (_, again), _ = credited(turns, [])
    assert list(again.reading.moves) == ["argue"]
