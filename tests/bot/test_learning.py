"""Replies that coaches corrected are looked through, learnt, measured, used, and unlearnt."""

import json
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import numpy as np
import pytest
import yaml

from bot.bootstrap import ComingReader
from bot.comparing import compared, with_coaches
from bot.learning import Unlearnt, go_back, go_live, history, judge_proposed, proposed
from bot.proposing import Proposal, accepted, examples_of
from state.content.examples import Examples
from state.content.terms import MOVES, Lang
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.evaluation import Agreement, Evaluation
from state.understanding.head import plain
from state.understanding.reader import SentenceReader
from tests.bot.test_cli import ROOT, duilian
from tests.bot.test_rescoring import ASKS
from tests.folders import content_with
from tests.records.conftest import kind, records, url
from tests.records.rows import LI, NOON, correction, session, turn, user

__all__ = ["kind", "records", "url"]
ADMIN = "terminal:local"
SAID = ("那我周三带样件过来试切", "周四上午我过来一趟", "下周一我把方案送过去", "明天我叫工程师跟您约时间")


@pytest.fixture
def taught(records: Records) -> Records:
    """Four talks with a reply each, which coaches call a next step."""
    with records.unit() as unit:
        unit.add(user())
        for i, said in enumerate(SAID):
            unit.add(session(id=f"talk{i}-0000", phase="done", scenario="zh/vmc_price"))
            unit.add(turn(session_id=f"talk{i}-0000", reply=said))
            unit.add(correction(session_id=f"talk{i}-0000", moves=["advance"], at=NOON + timedelta(minutes=i)))
    return records


def names(records: Records, troupe: Troupe) -> list[str]:
    return [line.split()[0] for line in proposed(records, troupe.rubric) if not line.startswith(" ")]


def learnable(records: Records, troupe: Troupe) -> dict[Lang, list[Proposal]]:
    with records.unit() as unit:
        return accepted(unit, troupe)


def test_what_waits_is_listed_with_what_was_read_and_what_the_coach_says_until_it_is_decided(
    taught: Records, troupe: Troupe
) -> None:
    with taught.unit() as unit:
        unit.add(correction(session_id="talk0-0000", number=2, moves=["advance", "acknowledge"], reason="先认了\n再约"))
    lines = list(proposed(taught, troupe.rubric))
    assert "talk0-00/1  2026-03-02  zh/vmc_price  nobody" in lines
    assert f"    reply:    {SAID[0]}" in lines
    assert "    read as:  open_question" in lines
    assert "    coach:    acknowledge, advance  (先认了 再约)" in lines, "the newest correction of a reply is the one"
    assert judge_proposed(taught, troupe.rubric, "talk1-00/1", "refused", ADMIN, NOON) == ["talk1-00/1"]
    with pytest.raises(Unlearnt, match="talk1-00/1"):
        judge_proposed(taught, troupe.rubric, "talk1-00/1", "accepted", ADMIN, NOON)
    assert sorted(judge_proposed(taught, troupe.rubric, "all", "accepted", ADMIN, NOON)) == [
        "talk0-00/1",
        "talk2-00/1",
        "talk3-00/1",
    ]
    assert names(taught, troupe) == []


def test_what_was_withdrawn_or_taken_back_is_no_example(taught: Records, troupe: Troupe) -> None:
    with taught.unit() as unit:
        unit.add(session(id="talk4-0000", phase="done"))
        unit.add(turn(session_id="talk4-0000", reply="收回的", taken_back=True))
        unit.add(correction(session_id="talk4-0000"))
        unit.add(session(id="talk5-0000", phase="done"))
        unit.add(turn(session_id="talk5-0000"))
        unit.add(correction(session_id="talk5-0000", withdrawn_at=NOON))
    assert names(taught, troupe) == [f"talk{i}-00/1" for i in range(4)]


def test_accepted_replies_are_examples_of_the_customers_kind(taught: Records, troupe: Troupe) -> None:
    with taught.unit() as unit:
        unit.add(session(id="gone-0000", phase="done", scenario="zh/nobody_there"))
        unit.add(turn(session_id="gone-0000"))
        unit.add(correction(session_id="gone-0000"))
        unit.add(turn(session_id="talk0-0000", number=2, reply="那您先试试", says=[{"text": "再说"}]))
        unit.add(turn(session_id="talk0-0000", number=3, reply=ASKS))
        unit.add(correction(session_id="talk0-0000", number=2, turn=3, moves=["open_question"]))
    judge_proposed(taught, troupe.rubric, "all", "accepted", ADMIN, NOON)
    [of] = examples_of(learnable(taught, troupe), troupe)
    assert (of.author, of.lang, len(of.replies)) == ("coaches_zh", "zh", 5)
    scenario = troupe.customers["zh/vmc_price"].scenario
    assert {(each.persona, each.objection) for each in of.replies} == {(scenario.persona, scenario.objection)}
    [after] = [each for each in of.replies if each.reply == ASKS]
    assert (after.customer, after.moves) == ("再说", ("open_question",))


def test_agreement_is_measured_by_heads_that_have_not_learnt_the_talk(
    taught: Records, troupe: Troupe, reader: SentenceReader
) -> None:
    judge_proposed(taught, troupe.rubric, "all", "accepted", ADMIN, NOON)
    replies, fitted = learnable(taught, troupe), list[set[str]]()

    def fit(more: Sequence[Examples]) -> str:
        fitted.append({reply.reply for of in more for reply in of.replies})
        return ""

    found = with_coaches(replies, troupe, reader, fit, lambda _: reader)
    assert [set(SAID) - learnt for learnt in fitted] == [{said} for said in SAID]
    assert found is not None
    assert found.replies == 4
    assert found.micro[0] == found.micro[1]
    one = {"zh": replies["zh"][:1]}
    assert with_coaches(one, troupe, reader, fit, lambda _: reader) is None, (
        "of one talk nothing would be left to learn"
    )


def test_a_head_is_worse_where_f1_falls_by_more_than_half_a_point() -> None:
    def of(right: int, wrong: int) -> Evaluation:
        agreement = {move: Agreement() for move in MOVES} | {"advance": Agreement(right=right, wrong=wrong)}
        return Evaluation(agreement, right + wrong)

    assert not compared("plain", "zh", of(90, 10), of(90, 10)).worse
    assert not compared("plain", "zh", of(900, 100), of(899, 101)).worse
    assert compared("plain", "zh", of(90, 10), of(85, 15)).worse
    assert not compared("plain", "zh", of(85, 15), of(90, 10)).worse


def test_a_head_that_goes_live_is_read_by_at_once_and_taken_back(records: Records, reader: SentenceReader) -> None:
    loading: Future[SentenceReader] = Future()
    loading.set_result(reader)
    coming = ComingReader(loading)
    eager = plain()
    bias = np.zeros(len(MOVES), np.float32)
    bias[MOVES.index("pressure")] = 20.0
    body = replace(eager, bias=bias).text()

    def follows() -> tuple[str, bool]:
        with records.unit() as unit:
            coming.follow(unit)
        return coming.version, "pressure" in coming.read(ASKS, lang="zh").moves

    shipped = follows()
    assert shipped == (reader.version, False)
    with pytest.raises(Unlearnt, match="no other"):
        go_back(records, None, ADMIN, NOON)
    with records.unit() as unit:
        assert go_live(unit, body, ADMIN, "4 replies", NOON) == 1
    version, presses = follows()
    assert presses
    assert version != shipped[0]
    assert go_back(records, None, ADMIN, NOON) == "as it came with the program"
    assert follows() == shipped
    assert go_back(records, 1, ADMIN, NOON) == "4 replies"
    assert follows() == (version, True)
    with pytest.raises(Unlearnt, match="no head 9"):
        go_back(records, 9, ADMIN, NOON)
    assert [line.split()[0] for line in history(records)] == ["3", "2", "1", "0"]


def few(folder: Path) -> tuple[Path, Path]:
    """A copy of the content with few examples, from which a head is fitted in seconds, and a measuring set."""
    content, measure = content_with(folder / "content", "zh/vmc_price", "zh/fixture_later"), folder / "sets" / "plain"
    (content / "examples").mkdir()
    measure.mkdir(parents=True)
    for author, kept in (("zh_13", content / "examples"), ("zh_01", content / "examples"), ("zh_19", measure)):
        voice = yaml.safe_load((ROOT / "scenarios" / "examples" / f"{author}.yaml").read_text(encoding="utf-8"))
        voice["replies"] = voice["replies"][:60]
        (kept / f"{author}.yaml").write_text(yaml.safe_dump(voice, allow_unicode=True), encoding="utf-8")
    return content, measure.parent


def test_from_the_shell(tmp_path: Path, troupe: Troupe) -> None:
    folder, measure = few(tmp_path)
    address = f"sqlite:///{(tmp_path / 'd.db').as_posix()}"
    records = Records(address)
    records.migrate()
    with records.unit() as unit:
        unit.add(user())
        for i, said in enumerate(SAID):
            unit.add(session(id=f"talk{i}-0000", phase="done", scenario="zh/vmc_price"))
            unit.add(turn(session_id=f"talk{i}-0000", reply=said))
            unit.add(correction(session_id=f"talk{i}-0000", moves=["advance"]))
    judge_proposed(records, troupe.rubric, "all", "accepted", ADMIN, NOON)
    settings = {"DUILIAN_DATABASE__URL": address, "DUILIAN_CONTENT__FOLDER": str(folder)}
    done = duilian("learn", "train", "--measure", str(measure), given="y\ny\n", **settings)
    assert done.returncode == 0, done.stderr
    assert "Learning 4 replies that coaches corrected, beside the examples" in done.stdout
    lines = [line for line in done.stdout.splitlines() if "->" in line]
    assert [line.split("  ")[0] for line in lines] == ["plain, zh", "corrected by coaches"]
    assert "Head 1 is live" in done.stdout
    with records.unit() as unit:
        live = unit.live_head()
    records.close()
    assert live is not None
    assert live.note == "4 replies that coaches corrected"
    assert len(live.body) > 10_000
    assert LI not in live.note


def test_whose_records_are_gone_breaks_off_with_a_line_in_the_log(tmp_path: Path) -> None:
    job = {"number": 1, "database": f"sqlite:///{(tmp_path / 'none.db').as_posix()}", "content": "", "measures": ""}
    done = subprocess.run(
        [sys.executable, "-m", "bot.training"], input=json.dumps(job), capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 1
    [line] = done.stderr.splitlines()
    assert json.loads(line)["event"] == "Training 1 broke off."
    assert "duilian db upgrade" in json.loads(line)["exception"]
