"""Talks are taken out of the records in each form, hostile words and all, and nothing private with them."""

import csv
import io
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from click.testing import Result
from typer.testing import CliRunner

from bot.actions import Person
from bot.cli import app
from bot.exporting.choosing import Exported, NoTalk, Wanted, chosen, members, person
from bot.exporting.document import Bars, Cell, Document, Form, Paragraph, Speech, Table
from bot.exporting.fonts import typeface
from bot.exporting.html import as_html
from bot.exporting.lines import talks_jsonl
from bot.exporting.pdf import as_pdf
from bot.exporting.plain import as_text
from bot.exporting.report import many_report, talk_report
from bot.exporting.shades import shade
from bot.exporting.tables import BOM, safe, talks_csv, turns_csv
from bot.exporting.visit import visit_record
from bot.exporting.xapi import duration, statements
from bot.texts import texts
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.troupe import Troupe
from state.understanding.reading import Reading
from tests.bot.table import MORNING, Trainee, table
from tests.customers import customer_of, reading_of

ZH, EN = texts("zh"), texts("en")
ASKS, EVIL = "您主要是跟哪家比？", '=HYPERLINK("http://x","<script>alert(1)</script>")\n\u2067זול\u2069'
OFFERS, CLOSES = "拿您的件试切一天，节拍现场记。", "那周四上午您来看试切，行吗？"
SECRET = "这句话谁也不该看到。"


@dataclass(frozen=True)
class Listener:
    """A reader that knows these replies by heart."""

    version: str = "one"
    known: Mapping[str, Reading] = field(
        default_factory=lambda: {
            ASKS: reading_of(ASKS, ("open_question",), asks=("compared_with",)),
            OFFERS: reading_of(OFFERS, ("solution",)),
            CLOSES: reading_of(CLOSES, ("advance",)),
            SECRET: reading_of(SECRET, ("argue",)),
        }
    )

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        return self.known.get(reply) or reading_of(reply, ("feature",))


@pytest.fixture
def table_(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


@pytest.fixture(scope="module")
def practised(tmp_path_factory: pytest.TempPathFactory, troupe: Troupe) -> Iterator[Trainee]:
    """小林 has held a talk of four replies in a group, and one in private; Ann is in the midst of one."""
    folder = tmp_path_factory.mktemp("practised")
    with table(folder, Listener(), troupe) as sitting:
        yield _practised(sitting)


def _practised(table_: Trainee) -> Trainee:
    for line in ("/practice zh/vmc_price", "0", "0", ASKS, EVIL, OFFERS, CLOSES, "/quit"):
        table_.types(line)
    table_.types("/practice zh/lathe_precise")
    for line in ("/private", SECRET, "/quit"):
        table_.types(line)
    with table_.practice.records.unit() as unit:
        unit.join("telegram:7", "一组", "member", MORNING)
        unit.join("telegram:7", "二组", "coach", MORNING)
    table_.person = Person("telegram:8", "telegram", "Ann", "en", chat_id=8)
    for line in ("/practice en/lathe_quote", "What are you comparing us with?"):
        table_.types(line)
    return table_


def taken(trainee: Trainee, **wanted: Any) -> list[Exported]:
    return list(chosen(trainee.practice.records, trainee.practice.troupe, Wanted(**wanted)))


def test_talks_are_chosen_by_talk_by_person_by_group_and_by_day(practised: Trainee) -> None:
    first, private, going_on = every = taken(practised)
    assert [each.held.scenario for each in every] == ["zh/vmc_price", "zh/lathe_precise", "en/lathe_quote"]
    assert [each.groups for each in every] == [("一组",), ("一组",), ()]
    assert taken(practised, session=first.held.id[:8]) == [first]
    with practised.practice.records.unit() as unit:
        assert person(unit, "8") == {"telegram:8"}
        assert members(unit, "一组") == {"telegram:7"}
        assert members(unit, "二组") == frozenset(), "who coaches a group is no member of it"
        with pytest.raises(NoTalk, match="no group '一租'; there are 一组, 二组"):
            members(unit, "一租")
        with pytest.raises(NoTalk, match="nobody in the records is '9'"):
            person(unit, "9")
    assert taken(practised, users=frozenset(("telegram:8",))) == [going_on]
    between = taken(practised, since=private.held.started_at, until=going_on.held.started_at)
    assert between == [private]
    with pytest.raises(NoTalk, match="no talk is called 'xyz'"):
        taken(practised, session="xyz")


def test_a_talk_that_has_not_begun_is_none(table_: Trainee) -> None:
    table_.types("/practice zh/vmc_price")
    assert taken(table_) == []
    for line in ("/quit", "/practice zh/lathe_precise", ASKS):
        table_.types(line)
    assert [each.held.scenario for each in taken(table_)] == ["zh/lathe_precise"]


def test_a_card_is_taken_out_only_once_its_trainee_has_seen_it(table_: Trainee) -> None:
    table_.delivered = False
    for line in ("/practice zh/vmc_price", ASKS, "/quit"):
        table_.types(line)
    [unseen] = taken(table_)
    assert unseen.turns
    assert (unseen.row, unseen.card) == (None, None)
    with table_.practice.records.unit() as unit:
        for row in unit.pending("telegram:7"):
            unit.mark_sent("telegram:7", row.id, None, row.due_at)
    [seen] = taken(table_)
    assert seen.card is not None


def rows(pieces: Iterator[str]) -> list[dict[str, str]]:
    text = "".join(pieces)
    assert text.startswith(BOM)
    return list(csv.DictReader(io.StringIO(text.removeprefix(BOM))))


def test_a_spreadsheet_has_a_row_for_each_reply_and_works_nothing_out(practised: Trainee) -> None:
    turns = rows(turns_csv(taken(practised), EN, practised.practice.troupe))
    assert [row["Trainee said"] for row in turns] == [
        ASKS,
        '\'=HYPERLINK("http://x","<script>alert(1)</script>")\nזול',
        OFFERS,
        CLOSES,
        "What are you comparing us with?",
    ]
    assert [row["Moves"] for row in turns[:2]] == ["open question", "feature"]
    assert [row["Reply no."] for row in turns] == ["1", "2", "3", "4", "1"]
    assert turns[0]["Time"] == f"{(MORNING + timedelta(minutes=4)).astimezone():%Y-%m-%d %H:%M}"
    assert "32 万 6" in turns[0]["Customer answered"]


def test_a_spreadsheet_has_a_row_for_each_talk_with_the_share_of_each_step(practised: Trainee) -> None:
    held, private, going_on = rows(talks_csv(taken(practised), ZH, practised.practice.troupe))
    assert (held["姓名"], held["组"], held["客户"], held["异议"]) == ("小林", "一组", "三十八万八的立加", "价格异议")
    assert (held["结果"], held["句数"], held["私下练的"]) == ("中途离开", "4", "")
    assert held["c 仔细倾听 %"] == "0", "nothing was acknowledged or said back"
    assert held["g 非正式处理 %"] == "", "what does not apply is empty, and no nought"
    assert 0 < int(held["总分"]) < 100
    assert (private["私下练的"], private["客户"]) == ("是", customer_of("zh/lathe_precise").scenario.title)
    assert {private[name] for name in ("方式", "句数", "结果", "总分", "d 读懂异议 %")} == {""}
    assert (going_on["分钟"], going_on["句数"], going_on["总分"]) == ("", "1", "")


@pytest.mark.parametrize("cell", ["=1+1", "+49 1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1+1"])
def test_what_a_spreadsheet_might_work_out_is_kept_from_it(cell: str) -> None:
    assert safe(cell) == "'" + cell
    assert safe("1" + cell) == "1" + cell


def test_a_talk_is_a_line_of_json_with_all_that_was_said(practised: Trainee) -> None:
    held, private, going_on = talks_jsonl(taken(practised))
    assert json.loads(json.dumps(held)) == held
    assert (held["person"], held["scenario"], held["persona"], held["objection"]) == (
        "telegram:7", "zh/vmc_price", "controlling", "price",
    )  # fmt: skip
    first = held["turns"][0]
    assert (first["number"], first["reply"], first["moves"]) == (1, ASKS, {"open_question": 0.95})
    assert {"happened": "FactTold", "about": "compared_with"} in first["events"]
    openings = [list(burst) for burst in customer_of().scenario.opening]
    assert [said["text"] for said in held["opening"]] in openings
    assert held["card"]["outcome"] == "left"
    assert len(held["card"]["steps"]) == 7
    assert private.keys() == {
        "talk", "person", "name", "groups", "scenario", "persona", "objection", "private", "started_at", "ended_at",
    }  # fmt: skip
    assert (private["private"], held["private"]) == (True, False)
    assert (going_on["ended_at"], going_on["card"]) == (None, None)


def test_statements_have_the_shape_that_xapi_asks_for(practised: Trainee) -> None:
    found = list(statements(taken(practised), "https://academy.example/duilian"))
    held, scored, private = found
    assert [each["verb"]["id"].rpartition("/")[2] for each in found] == ["completed", "scored", "completed"]
    for each in found:
        assert UUID(each["id"]).version == 5
        assert UUID(each["context"]["registration"]).version == 5
        assert each["actor"] == {
            "objectType": "Agent",
            "name": "小林",
            "account": {"homePage": "https://telegram.org", "name": "7"},
        }
        assert datetime.fromisoformat(each["timestamp"]).tzinfo is not None
        assert all(re.match(r"https?://", iri) for iri in each["context"]["extensions"])
        assert each["object"]["objectType"] == "Activity"
        assert set(each["object"]["definition"]["name"]) == {"zh-CN"}
        assert re.fullmatch(r"PT(\d+H)?(\d+M)?\d+(\.\d+)?S", each["result"].get("duration", "PT0S"))
        assert set(each) == {"id", "actor", "verb", "object", "result", "context", "timestamp"}
    score = scored["result"]["score"]
    assert (score["min"], score["max"], score["scaled"]) == (0, 100, score["raw"] / 100)
    assert held["result"]["completion"] is False, "the talk was broken off"
    assert held["object"]["id"] == "https://academy.example/duilian/customers/zh/vmc_price"
    assert held["context"]["extensions"]["https://academy.example/duilian/xapi/objection"] == "price"
    assert set(private["result"]) == {"duration"}
    assert held["context"]["registration"] == scored["context"]["registration"]


def test_the_same_talk_gives_the_same_statements_and_another_card_another(practised: Trainee) -> None:
    before = [each["id"] for each in statements(taken(practised))]
    assert [each["id"] for each in statements(taken(practised), "https://elsewhere.example")] == before
    assert len(set(before)) == 3
    with practised.practice.records.unit() as unit:
        card = unit.card("telegram:7", taken(practised)[0].held.id)
        assert card is not None
        unit.add(type(card)(**{**card.model_dump(), "number": 2}))
    after = [each["id"] for each in statements(taken(practised))]
    assert [one == other for one, other in zip(before, after, strict=True)] == [True, False, True]


@pytest.mark.parametrize(
    ("seconds", "written"),
    [(0, "PT0S"), (59.5, "PT59.5S"), (60, "PT1M0S"), (3723.456, "PT1H2M3.46S"), (-1, "PT0S")],
)
def test_lengths_of_time_are_written_as_iso_8601_has_them(seconds: float, written: str) -> None:
    assert duration(timedelta(seconds=seconds)) == written


class Page(HTMLParser):
    """The tags and the words of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.words = ""
        self.attributes: dict[str, str | None] = {}
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes |= dict(attrs)

    def handle_data(self, data: str) -> None:
        self.words += data


def test_a_page_needs_nothing_else_and_shows_words_as_words(practised: Trainee) -> None:
    report = talk_report(taken(practised)[0], ZH, practised.practice.troupe)
    page = Page(as_html(report))
    assert {"script", "img", "link", "iframe", "form", "a"}.isdisjoint(page.tags)
    assert {"src", "href", "onclick"}.isdisjoint(page.attributes)
    assert '=HYPERLINK("http://x","<script>alert(1)</script>")\nזול' in page.words
    assert page.attributes["lang"] == "zh-CN"
    hostile = Document(
        "en", "<b>&", "\"'<i>", (Table(("<u>",), ((Cell("<s>", 0.5),),)), Form((("<q>", "&lt;"),))), "<hr>"
    )
    shown = Page(as_html(hostile))
    assert {"b", "i", "u", "s", "q", "hr"}.isdisjoint(shown.tags)
    assert all(text in shown.words for text in ("<b>&", "\"'<i>", "<u>", "<s>", "<q>", "&lt;", "<hr>"))


def test_a_report_on_a_talk_tells_what_was_won_and_lost_and_what_was_said(practised: Trainee) -> None:
    report = talk_report(taken(practised)[0], ZH, practised.practice.troupe)
    bars = next(block for block in report.blocks if isinstance(block, Bars))
    assert [(name[0], shown) for name, _, shown in bars.rows][2] == ("c", "0%")
    assert ("g", None, "不评") in [(name[0], share, shown) for name, share, shown in bars.rows]
    said = [block for block in report.blocks if isinstance(block, Speech) and block.own]
    assert [speech.text for speech in said] == [ASKS, EVIL.translate({0x2067: None, 0x2069: None}), OFFERS, CLOSES]
    assert said[0].who == "小林 · 第 1 句"
    start = customer_of().persona.start.trust
    gained = taken(practised)[0].turns[0].meters["trust"] - start
    assert said[0].note == f"开放提问　信任 {start + gained}（{gained:+d}）"
    text = as_text(report)
    assert "✗ 没有先认可对方的顾虑，就开始解答了。" in text
    assert "小林 · 第 2 句：=HYPERLINK(" in text


def test_a_report_on_a_private_talk_says_only_that_it_took_place(practised: Trainee) -> None:
    private = taken(practised)[1]
    troupe = practised.practice.troupe
    for written in (
        as_text(talk_report(private, ZH, troupe)),
        as_html(talk_report(private, ZH, troupe)),
        as_text(many_report(taken(practised), "全体", ZH, troupe)),
        as_text(visit_record([private], ZH)),
        json.dumps(list(talks_jsonl([private])), ensure_ascii=False),
        json.dumps(list(statements([private])), ensure_ascii=False),
        "".join(turns_csv([private], ZH, troupe)),
    ):
        assert SECRET not in written
        assert "争辩" not in written
    assert "只有学员自己看得到" in as_text(talk_report(private, ZH, troupe))


def test_a_report_on_many_counts_all_and_scores_what_may_be_seen(practised: Trainee) -> None:
    talks = taken(practised)
    report = many_report(talks, "一组", ZH, practised.practice.troupe)
    form = dict(next(block for block in report.blocks if isinstance(block, Form)).rows)
    assert (form["人数"], form["场次"], form["其中私下练的"]) == ("2", "3", "1")
    assert talks[0].row is not None
    assert form["平均分"] == str(talks[0].row.score)
    people, customers, listed = (block for block in report.blocks if isinstance(block, Table))
    assert [[cell.text for cell in row][:2] for row in people.rows] == [["小林", "2"], ["Ann", "1"]]
    assert [[cell.text for cell in row][1:3] for row in customers.rows] == [["价格异议", "1"]]
    assert [row[3].text for row in listed.rows] == ["中途离开", "私下练的", "没有谈完"]
    nobody = many_report([], "一组", EN, practised.practice.troupe)
    assert nobody.blocks == (Paragraph("Nobody has talked to a customer in this time."),)


def test_a_visit_record_is_filled_from_a_talk_and_names_what_is_blank(practised: Trainee) -> None:
    talk = taken(practised)[0]
    record = visit_record([talk], ZH)
    account, scenario = customer_of().account, customer_of().scenario
    form = dict(next(block for block in record.blocks if isinstance(block, Form)).rows)
    assert (form["客户名称"], form["拜访对象"]) == (account.company, f"{account.person}，{account.title}")
    assert (form["拜访人"], form["拜访方式"], form["洽谈产品"]) == ("小林", "上门", scenario.offer)
    assert form["客户异议"].startswith("报价高：“")
    assert "32 万 6" in form["了解到的情况"]
    assert form["我方的答复和方案"] == f"· {OFFERS}"
    assert form["洽谈结果"] == "中途离开"
    blank = [name for name, value in form.items() if not value]
    assert blank == [
        "决策人",
        "真正的顾虑",
        "下一步",
        "对客户的判断",
        "需要配合的部门和事项",
        "下次拜访日期",
        "主管意见",
    ]
    [named] = [block.text for block in record.blocks if isinstance(block, Paragraph)]
    assert named == f"谈话里看不出来、留着手填的：{'、'.join(blank)}。"
    assert "决策人：＿" in as_text(record)
    assert "Who decides: ___" in as_text(visit_record([talk], EN))


def test_a_pdf_has_every_word_in_a_font_of_its_own_on_as_many_pages_as_it_takes(practised: Trainee) -> None:
    troupe = practised.practice.troupe
    short = as_pdf(talk_report(taken(practised)[0], ZH, troupe), MORNING)
    assert short.startswith(b"%PDF-")
    assert b"/FontFile2" in short
    assert b"/JavaScript" not in short
    long = Document(
        "en",
        "Long",
        "",
        (
            Form((("Name", "\n".join(map(str, range(80)))),), ruled=True),
            Table(("a", "b"), tuple((Cell(str(at)), Cell("1", 0.5)) for at in range(80))),
            Speech("Ann", "word " * 2000, own=True),
        ),
    )
    pages = [len(re.findall(rb"/Type /Page\b", pdf)) for pdf in (short, as_pdf(long, MORNING))]
    assert pages[0] < 4
    assert 5 <= pages[1] <= 9, "80 lines, 80 rows and 2,000 words"


def test_what_the_font_lacks_or_draws_too_wide_is_replaced_or_left_out() -> None:
    known = typeface().known
    assert known("好😀\u202e的 ✗") == "好的 ×"
    assert known("don’t “quote” …") == 'don\'t "quote" ...'
    assert known("“好”") == "“好”"


def test_shades_run_from_reddish_to_teal() -> None:
    assert [shade(share) for share in (-1, 0, 0.5, 1, 2)] == ["#EBCFCB", "#EBCFCB", "#F3E3C3", "#C5DEDC", "#C5DEDC"]


def test_from_the_shell(table_: Trainee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = taken(_practised(table_))[0].held.id
    monkeypatch.setenv("DUILIAN_DATABASE__URL", f"sqlite:///{(tmp_path / 'practice.db').as_posix()}")

    def export(*arguments: str) -> Result:
        return CliRunner().invoke(app, ["export", *arguments])

    lines = export("jsonl", "--group", "一组", "--since", "2026-03-02", "--until", "2026-03-02").stdout.splitlines()
    assert [json.loads(line)["scenario"] for line in lines] == ["zh/vmc_price", "zh/lathe_precise"]
    out = tmp_path / "visit.pdf"
    assert export("visit", "--session", first[:6], "--as", "pdf", "--out", str(out)).exit_code == 0
    assert out.read_bytes().startswith(b"%PDF-")
    assert "<h1>小林</h1>" in export("html", "--person", "7", "--lang", "en").stdout
    refused = export("html", "--session", "nothing")
    assert (refused.exit_code, refused.stdout) == (2, "")
    assert "no talk is called 'nothing'" in refused.stderr
