"""What the reader hears in plain replies, none of which is among the examples."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from state.content.terms import MOVES, Move
from state.understanding.reader import SentenceReader, load_reader

PLAIN: tuple[tuple[Move, str], ...] = (
    ("courtesy", "您好，打扰您了"),
    ("courtesy", "Thanks for seeing me this morning"),
    ("acknowledge", "您的担心我完全理解，换了谁都会有这个顾虑"),
    ("acknowledge", "I completely understand, that is a fair concern"),
    ("restate", "所以您的意思是，主要怕交期赶不上，对吗？"),
    ("restate", "So what you're saying is that downtime is what worries you most, right?"),
    ("open_question", "您觉得现在这条线最头疼的是什么？"),
    ("open_question", "How do you handle the finishing at the moment?"),
    ("closed_question", "你们现在一个月做多少件？"),
    ("closed_question", "How many parts do you make in a month?"),
    ("isolate", "除了价格，您还有别的顾虑吗？"),
    ("isolate", "Apart from the price, is there anything else holding you back?"),
    ("isolate", "If we could sort out the delivery, would you go ahead?"),
    ("map_decision", "这个采购除了您，还要谁点头？"),
    ("map_decision", "Who else has to approve this purchase?"),
    ("feature", "主轴是一万二千转的，带三十把刀的刀库"),
    ("feature", "It has a 40-tool magazine and a 15 kW spindle"),
    ("advantage", "线轨摩擦小，所以跑得比硬轨快，也不容易发热"),
    ("advantage", "The heavier bed damps the vibration, so the surface comes out smoother"),
    ("benefit", "这样您每个月能省下一个操作工的工资"),
    ("benefit", "That would save you about two thousand pounds a month on scrap"),
    ("evidence", "这是第三方的检测报告，您可以自己核对"),
    ("evidence", "Here is the measured data from a customer who has run it for two years, you can ring him"),
    ("solution", "要不先付三成，剩下的分十二期付"),
    ("solution", "We could lease it to you and train your operators on site"),
    ("reassure", "保修三年，出了故障四小时之内到现场"),
    ("reassure", "If it fails the acceptance test we take it back and refund you in full"),
    ("expert_advice", "您这个材料容易粘刀，建议把转速降下来，加大冷却液的压力"),
    (
        "expert_advice",
        "On stainless I'd drop the cutting speed and raise the feed a little, that stops the work hardening",
    ),
    ("go_informal", "晚上我请您吃个饭，咱们私下慢慢聊"),
    ("go_informal", "Why don't we grab a beer after work and talk it over, just the two of us?"),
    ("advance", "那我下周二上午带合同过来，您看方便吗？"),
    ("advance", "Shall I come by on Tuesday with the contract for you to sign?"),
    ("argue", "一点都不贵，您根本不懂这个行业"),
    ("argue", "That's simply not true, you are wrong about that"),
    ("concede", "那我给您打九折"),
    ("concede", "Okay, I can give you a ten percent discount"),
    ("overpromise", "我们的机器绝对不会坏，用一百年都没问题"),
    ("overpromise", "This machine will never break down, I guarantee it is perfect"),
    ("disparage", "他们家的机器就是垃圾，用半年就坏"),
    ("disparage", "Their machines are junk, they fall apart within a year"),
    ("pressure", "今天不签，明天就涨价了，您可别后悔"),
    ("pressure", "If you don't sign today the price goes up tomorrow"),
    ("dismiss", "这个您不用担心，没什么大不了的"),
    ("dismiss", "Never mind that, let's look at the brochure instead"),
    ("improper", "哥们儿，别磨叽了，痛快点"),
    ("improper", "Come on buddy, don't be such a cheapskate"),
    ("other", "好的"),
    ("other", "哈哈"),
    ("other", "ok"),
    ("other", "Let me think"),
)


def test_plain_replies_are_read_for_what_they_do(reader: SentenceReader) -> None:
    misread = [(move, reply) for move, reply in PLAIN if move not in reader.read(reply, lang="zh").moves]
    assert len(misread) <= 2, misread  # no reader is perfect; docs/reader.md says how good this one is


def test_every_move_has_a_plain_reply_in_each_language() -> None:
    assert {move for move, reply in PLAIN if reply.isascii()} == set(MOVES)
    assert {move for move, reply in PLAIN if not reply.isascii()} == set(MOVES)


@pytest.mark.parametrize(
    "reply",
    ["除了价格，您还有别的顾虑吗？", "Apart from the price, is there anything else holding you back?"],
)
def test_isolating_is_no_closed_question_besides(reader: SentenceReader, reply: str) -> None:
    assert "closed_question" not in reader.read(reply, lang="zh").moves


def test_a_question_apart_from_the_isolating_one_still_counts(reader: SentenceReader) -> None:
    moves = reader.read("你们现在一个月做多少件？除了价格，您还有别的顾虑吗？", lang="zh").moves
    assert {"isolate", "closed_question"} <= set(moves)


@pytest.mark.parametrize("reply", ["好", "可以。", "嗯嗯", "哈哈哈", "Yes", "ok!", "Right.", "👍", "", "  \n", "……"])
def test_a_bare_assent_is_other_alone(reader: SentenceReader, reply: str) -> None:
    reading = reader.read(reply, lang="zh")
    assert list(reading.moves) == ["other"]


def test_spans_quote_the_words_that_made_the_move(reader: SentenceReader) -> None:
    reply = "谢谢您抽时间见我。那我给您打九折，行不行？"
    reading = reader.read(reply, lang="zh")
    start, end = reading.spans["concede"]
    assert "打九折" in reply[start:end]
    start, end = reading.spans["courtesy"]
    assert reply[start:end].startswith("谢谢")


@pytest.mark.parametrize(
    ("reply", "lang", "length"),
    [
        ("这台 VMC 每班多出 80 件！", "zh", 12),
        ("It's a 12,000 rpm spindle - fast.", "en", 6),
        ("CNC 这个我不懂", "zh", 8),
        ("👍👍", "zh", 0),
        ("", "en", 0),
    ],
)
def test_language_and_length_are_those_of_the_reply(reader: SentenceReader, reply: str, lang: str, length: int) -> None:
    reading = reader.read(reply, lang="en" if lang == "en" else "zh")
    assert (reading.lang, reading.length) == (lang, length)


def test_a_reply_in_the_other_language_is_told_by_its_script(reader: SentenceReader) -> None:
    assert reader.read("Who signs this off?", lang="zh").lang == "en"
    assert reader.read("这件事谁签字？", lang="en").lang == "zh"


@settings(max_examples=60, deadline=None)
@given(reply=st.one_of(st.text(max_size=80), st.text(alphabet="，。？! ,.?\n好吗ok9", max_size=80)))
def test_any_text_gives_a_reading(reader: SentenceReader, reply: str) -> None:
    reading = reader.read(reply, lang="zh")
    assert reading.moves
    assert "other" not in reading.moves or len(reading.moves) == 1
    assert list(reading.moves.values()) == sorted(reading.moves.values(), reverse=True)
    for start, end in reading.spans.values():
        assert 0 <= start < end <= len(reply)
        assert reply[start].strip()
        assert reply[end - 1].strip()


@pytest.mark.parametrize(
    "reply",
    [
        "贵" * 5000,
        "a b, " * 1000,
        "？" * 5000,
        "\u202eمرحبا، كم السعر؟",
        "\x00\x07价格\x1b[0m",
        "\ud800 lone",
        "🙂" * 5000,
    ],
)
def test_odd_and_endless_texts_give_a_reading(reader: SentenceReader, reply: str) -> None:
    assert reader.read(reply, lang="zh").moves


def test_the_same_reply_reads_the_same_in_any_order_and_thread(reader: SentenceReader) -> None:
    replies = [reply for _, reply in PLAIN]
    first = [reader.read(reply, lang="zh") for reply in replies]
    fresh = load_reader()
    with ThreadPoolExecutor(4) as pool:
        again = list(pool.map(lambda reply: fresh.read(reply, lang="zh"), reversed(replies)))
    assert first == again[::-1]
    assert reader.version == fresh.version


def test_importing_the_reader_loads_no_model() -> None:
    code = "import sys, state.understanding.reader; sys.exit('onnxruntime' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
