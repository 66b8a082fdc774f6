"""Real conversations are read as they were written down, scored as far as that goes, and marked as imported."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.exporting.html import as_html
from bot.exporting.plain import as_text
from bot.importing.faults import LARGEST, LONGEST, BadLog
from bot.importing.judging import as_json, card_document, hear, judge
from bot.importing.logs import Utterance, called, parsed, read_log
from bot.texts import texts
from state.content.scenario import Scenario
from state.content.terms import Lang, Move
from state.scoring.unscripted import Known
from state.troupe import Troupe
from state.understanding.reading import Reading
from tests.bot.test_cli import duilian
from tests.customers import reading_of

ZH = "客户：太贵了。\n销售：您跟哪家比？\n客户：台州。\n"
SAID = (
    Utterance("customer", "太贵了。", 1),
    Utterance("seller", "您跟哪家比？", 2),
    Utterance("customer", "台州。", 3),
)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_text_is_read_in_the_encodings_that_chinese_is_written_in(encoding: str) -> None:
    log = read_log(ZH.encode(encoding), "talk.txt")
    assert (log.utterances, log.problems) == (SAID, ())


def test_a_table_and_lines_of_json_say_the_same_as_a_text() -> None:
    table = "时间,说话人,内容\r\n9:00,客户,太贵了。\r\n9:01,销售,您跟哪家比？\r\n9:02,客户,台州。\r\n"
    tabs = "Speaker\tText\nCustomer\t太贵了。\nSales\t您跟哪家比？\nClient\t台州。\n"
    lines = (
        '{"role": "buyer", "content": "太贵了。"}\n{"speaker": "me", "text": "您跟哪家比？"}\n\n'
        '{"who": "客户", "text": "台州。"}'
    )
    assert [each.text for each in read_log(table.encode("gb18030"), "a.csv").utterances] == [each.text for each in SAID]
    assert [each.line for each in read_log(table.encode(), "").utterances] == [2, 3, 4]
    assert [each.side for each in read_log(tabs.encode(), "a.tsv").utterances] == ["customer", "seller", "customer"]
    assert [each.line for each in read_log(lines.encode()).utterances] == [1, 2, 4]


def test_what_one_side_says_in_several_lines_is_one_utterance() -> None:
    text = (
        "Sales: Good morning.\n  Price: 42,200 dollars.\n\nSALES： Shall I go on?\n[2026-03-02 09:30] Customer : Yes."
    )
    assert read_log(text.encode()).utterances == (
        Utterance("seller", "Good morning.\nPrice: 42,200 dollars.\nShall I go on?", 1),
        Utterance("customer", "Yes.", 5),
    )
    quoted = 'speaker,text\nsales,"First.\nSecond, ""quoted""."\ncustomer,=1+1\n'
    assert read_log(quoted.encode()).utterances == (
        Utterance("seller", 'First.\nSecond, "quoted".', 2),
        Utterance("customer", "=1+1", 4),
    )


def test_a_time_may_stand_before_a_name_or_behind_it_and_then_the_words_on_lines_of_their_own() -> None:
    copied = (
        "小李 2026/3/2 9:12\r\n您好，\r\n考虑得怎么样？\r\n\r\n王总 2026/3/2 9:13\r\n太贵了\r\n"
        "小李 09:15:01：您跟哪家比？\r\n"
    )
    assert read_log(copied.encode(), names=called(["小李"], ["王总"])).utterances == (
        Utterance("seller", "您好，\n考虑得怎么样？", 2),
        Utterance("customer", "太贵了", 6),
        Utterance("seller", "您跟哪家比？", 7),
    )


def test_how_it_is_written_shows_in_how_it_begins_whatever_the_file_is_called() -> None:
    table, line = "\n说话人,内容\n销售,您好\n", '\n{"speaker": "sales", "text": "您好"}\n'
    for text, name in ((table, "a.txt"), (line, "a.csv"), (table, "a.jsonl"), (line, "通话")):
        [said] = read_log(text.encode(), name).utterances
        assert (said.text, said.line) == ("您好", text[: text.index("您好")].count("\n") + 1)


def test_who_speaks_is_told_so_that_somebody_can_say_which_side_each_is() -> None:
    text = "小李：您好\n王总：太贵了\n小李：您跟哪家比？\n路人：插一句\n客户：嗯\n"
    once = parsed(text)
    assert {each.name: each.side for each in once.speakers} == {
        "小李": None, "王总": None, "路人": None, "客户": "customer",
    }  # fmt: skip
    assert once.speakers[0].name == "小李", "whoever speaks most comes first"
    then = parsed(text, names={"小李": "seller", "王总": "customer", "路人": None, "客户": "customer"})
    assert [each.side for each in then.utterances] == ["seller", "customer", "seller", "customer"]
    assert then.problems == ()


def test_bad_lines_are_named_and_passed_over() -> None:
    text = f"喂？\n销售：您好\n小李：插一句\n小李：再插一句\n没名没姓\n客户：\u202e嗯\n销售：{'长' * (LONGEST + 1)}"
    log = read_log(text.encode())
    assert log.utterances == (Utterance("seller", "您好", 2), Utterance("customer", "嗯", 6))
    assert [problem.line for problem in log.problems] == [1, 3, 4, 5, 7]
    assert "--seller '小李'" in str(log.problems[1])
    both = read_log(text.encode(), names=called(["小李"], []))
    assert both.utterances[0].text == "您好\n插一句\n再插一句\n没名没姓"
    table = "speaker,text\nboss,hm\nsales\nsales,hello\nsales,\n"
    assert [problem.line for problem in read_log(table.encode(), "a.csv").problems] == [2, 3, 5]
    lines = '{"speaker": "sales", "text": "hello"}\n[1]\nnonsense\n{"speaker": 1, "text": "x"}\n{"text": "x"}'
    assert len(read_log(lines.encode()).problems) == 4


@pytest.mark.parametrize(
    ("data", "name", "why"),
    [
        (b"", "", "nobody who sells"),
        ("客户：太贵了。".encode(), "", "nobody who sells"),
        (b"\x00\x01\x02", "a.txt", "no text in UTF-8 or GB18030"),
        (b"\x89PNG\xff\xff\xff", "a.txt", "no text in UTF-8 or GB18030"),
        (b"a" * (LARGEST + 1), "", "larger than 1 MB"),
        (b"a,b\n1,2\n", "a.csv", "first row should name the columns"),
        (b"Sales: a\nCustomer: b\n" * 401, "", "401 times, and 400 is the most"),
    ],
    ids=["empty", "one side", "binary", "picture", "large", "no head", "long"],
)
def test_what_is_no_conversation_is_refused_with_the_reason(data: bytes, name: str, why: str) -> None:
    with pytest.raises(BadLog, match=why):
        read_log(data, name)


@given(
    st.one_of(
        st.binary(max_size=200), st.text(alphabet="销售客户：: \n\r,\t\"'[]{}x1\x1c", max_size=80).map(str.encode)
    ),
    st.sampled_from(["", "a.csv", "a.jsonl", "a.txt"]),
)
def test_no_file_whatever_breaks_it(data: bytes, name: str) -> None:
    try:
        log = read_log(data, name)
    except BadLog:
        return
    assert all(each.text.strip() for each in log.utterances)
    sides = [each.side for each in log.utterances]
    assert all(one != other for one, other in pairwise(sides))


@dataclass
class Listener:
    """A reader that knows a few replies by heart, and notes what the customer had said before each."""

    version: str = "one"
    known: Mapping[str, Sequence[Move]] = field(default_factory=dict)
    before: list[str] = field(default_factory=list)

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        self.before.append(customer)
        return reading_of(reply, self.known.get(reply, ("other",)), lang=lang)


MOVES: Mapping[str, Sequence[Move]] = {
    "您跟哪家比？": ("open_question",),
    "除了价格，<b>还有</b>别的吗？": ("isolate",),
    "这还贵？": ("argue",),
}
TALK = """销售：您跟哪家比？
客户：台州。
客户：便宜六万。
销售：除了价格，<b>还有</b>别的吗？
客户：没有。
销售：这还贵？
"""


def test_each_reply_is_read_after_the_words_of_the_customer_before_it(troupe: Troupe) -> None:
    reader = Listener(known=MOVES)
    found = as_json(judge(hear(read_log(TALK.encode()), "talk.txt", reader), troupe, Known("controlling", "price")))
    assert reader.before == ["", "台州。\n便宜六万。", "没有。"]
    assert (found["imported"], found["file"], found["lang"]) == (True, "talk.txt", "zh")
    assert [(turn["number"], turn["line"], turn["answers"]) for turn in found["turns"]] == [
        (1, 1, ["台州。", "便宜六万。"]), (2, 4, ["没有。"]), (3, 6, []),
    ]  # fmt: skip
    assert found["steps"]["a"] is None, "what was prepared is not known"
    assert found["steps"]["d"] == 100, "it was asked first, and tested"
    assert found["card"]["mistakes"][0]["move"] == "argue"
    assert {"learnt_key", "eased", "expected"} <= set(found["unrated"])
    assert json.loads(json.dumps(found)) == found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_card_says_that_it_was_imported_and_what_could_not_be_judged(troupe: Troupe, lang: Lang) -> None:
    heard = hear(read_log(TALK.encode()), "talk.txt", Listener(known=MOVES))
    imported = judge(heard, troupe, Known("controlling", None))
    text = as_text(card_document(imported, texts(lang), troupe))
    rubric, say = troupe.rubric, texts(lang)
    assert say("import-under") in text
    assert f"· {rubric.criterion('learnt_key').asks[lang]}" in text
    assert f"✓ {rubric.criterion('isolated').yes[lang]}" in text
    assert say("import-unknown") in text
    page = as_html(card_document(imported, say, troupe))
    assert "<b>还有" not in page
    assert "&lt;b&gt;还有" in page


def test_from_the_shell(tmp_path: Path) -> None:
    file = tmp_path / "真实对话.txt"
    file.write_bytes((TALK + "老板：等等\n老板：我来\n").encode("gb18030"))
    done = duilian(
        "import", str(file), "--objection", "price", "--outcome", "lost", "--format", "json", folder=tmp_path
    )
    found = json.loads(done.stdout)
    assert done.returncode == 1
    assert [line.split(":")[0] for line in done.stderr.splitlines()] == ["line 7", "line 8"]
    assert (found["file"], found["objection"], found["outcome"]) == ("真实对话.txt", "price", "lost")
    assert "isolate" in found["turns"][1]["moves"]
    refused = duilian("import", "-", given="客户：喂？", folder=tmp_path)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "nobody who sells" in refused.stderr
