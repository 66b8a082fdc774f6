"""Certificates: earned by exams alone, sent as PDF, to be had again, and to be checked by whoever coaches."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import Chosen, Person
from bot.assigning import settle
from bot.certificate import Certificate, NoCertificate, certificate_of, save_certificate
from bot.sheet import drawn
from bot.tasks import Wish
from bot.telegram.sending import COACH
from bot.texts import texts
from state.content.terms import Lang
from state.records.reviewing import Assignment
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table
from tests.bot.telegram_process import practice_at, served
from tests.bot.test_access import another
from tests.bot.test_assigning import HOSTILE, OPEN, OURS, ZHOU, at, gives, person, reads, talks_to_the_end
from tests.bot.test_rescoring import Listener
from tests.telegram.client import Person as Somebody
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
CUSTOMER = "zh/vmc_price"


@pytest.fixture
def coach(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    """老周, who coaches 小林."""
    with table(tmp_path, Listener(), troupe, OPEN) as sitting:
        for number, name in ((ZHOU, "老周"), (7, "小林"), (8, "小安")):
            another(sitting, number, name).types("/help")
        with sitting.practice.records.unit() as unit:
            unit.join(f"telegram:{ZHOU}", OURS, "coach", MORNING)
            unit.join("telegram:7", OURS, "member", MORNING)
        zhou = another(sitting, ZHOU, "老周")
        reads(zhou)
        yield zhou


def earned(coach: Trainee) -> tuple[Trainee, Assignment]:
    """小林 with a certificate, and what it is for."""
    [row] = gives(coach, Wish("certificate", [CUSTOMER]), 7)
    lin = at(coach, 7)
    lin.types(f"/practice {CUSTOMER}")
    talks_to_the_end(lin)
    assert ZH("certificate-caption") not in [message.text for message in lin.heard], "it was no exam"
    lin.types("/practice")
    lin.presses(ZH("assigned-entry", count=1))
    lin.presses(ZH("task-meet-button", mode="exam", person=person(coach)))
    talks_to_the_end(lin)
    return lin, row


def code(row: Assignment) -> str:
    return "-".join(row.id[at : at + 4].upper() for at in (0, 4, 8))


def words_in(pdf: bytes, folder: Path) -> str:
    (folder / "page.pdf").write_bytes(pdf)
    told = subprocess.run(["pdftotext", "page.pdf", "-"], cwd=folder, capture_output=True, check=True, timeout=60)
    return told.stdout.decode()


def test_an_exam_with_each_customer_earns_it_and_it_stays_to_be_had(coach: Trainee) -> None:
    lin, row = earned(coach)
    sent = lin.last
    assert (sent.format, sent.about, sent.text) == ("certificate", row.id, ZH("certificate-caption"))
    assert [text for text in reads(coach) if text.startswith("小林")] != []
    lin.types("/progress")
    lin.presses(ZH("certificate-again", day=f"{lin.now.astimezone():%Y-%m-%d}"))
    assert (lin.last.format, lin.last.about) == ("certificate", row.id)
    pdf = certificate_of(lin.practice.records, lin.practice.troupe, lin.person.id, row.id)
    assert pdf.startswith(b"%PDF-")
    assert b"/Count 1\n" in pdf


def test_nobody_elses_certificate_and_none_that_was_not_earned_is_to_be_had(coach: Trainee) -> None:
    lin, row = earned(coach)
    [waiting] = gives(coach, Wish("certificate", [CUSTOMER]), 7)
    [drill] = gives(coach, Wish("drill", ["zh_objection_kind"]), 7)
    with coach.practice.records.unit() as unit:
        unit.finish_assignment(drill, coach.now, [])
    an = at(coach, 8, "小安")
    assert an.does(Chosen(f"assigned/{row.id}/paper")) == [ZH("stale")]
    for name in (waiting.id, drill.id, "", "x"):
        with pytest.raises(NoCertificate):
            certificate_of(lin.practice.records, lin.practice.troupe, lin.person.id, name)


def test_a_coach_checks_a_code_however_it_is_written(coach: Trainee) -> None:
    lin, row = earned(coach)
    reads(coach)
    for written in (code(row), code(row).lower(), code(row).replace("-", " "), row.id[:12]):
        [told] = coach.types(f"/assign {written}")
        assert told.startswith(ZH("certificate-genuine", code=code(row), name="小林", day="")[:20])
        assert person(coach) in told
    for wrong in (code(row)[:-1], "3F2A-91BC-7D04", row.id, "%" * 12, "<b>"):
        assert coach.types(f"/assign {wrong}") == [ZH("certificate-unknown", code=wrong[:40])]
    assert lin.types(f"/assign {code(row)}") == [ZH("assign-staff")]
    lin.types("/forget")
    lin.presses(ZH("forget-button"))
    assert coach.types(f"/assign {code(row)}") == [ZH("certificate-unknown", code=code(row))]


def test_what_it_says_stands_whatever_is_done_later(coach: Trainee) -> None:
    lin, _ = earned(coach)
    with coach.practice.records.unit() as unit:
        [first] = unit.done_assignments("telegram:7", 1)
        assert settle(unit, coach.practice.troupe, "telegram:7", coach.now + timedelta(days=1)) == []
    lin.types(f"/exam {CUSTOMER}")
    talks_to_the_end(lin)
    with coach.practice.records.unit() as unit:
        [again] = unit.done_assignments("telegram:7", 1)
    assert (again.results, again.done_at) == (first.results, first.done_at)
    [[subject, score, _]] = first.results or []
    assert subject == CUSTOMER
    assert isinstance(score, int)


def test_in_a_terminal_it_is_written_as_a_file(coach: Trainee, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    lin, row = earned(coach)
    records, troupe = lin.practice.records, lin.practice.troupe
    told = save_certificate(records, troupe, lin.person, row.id)
    [file] = tmp_path.glob("*.pdf")
    assert str(file) in told
    assert file.read_bytes().startswith(b"%PDF-")
    nobody = Person("terminal:local", "terminal", "", "zh")
    assert save_certificate(records, troupe, nobody, row.id) == texts("zh", "terminal")("certificate-gone")


@pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler is not here")
@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 20])
def test_the_page_says_whom_what_when_and_how_it_is_checked(lang: Lang, count: int, tmp_path: Path) -> None:
    say = texts(lang)
    passed = [(f"王建国 · 第 {number} 位", 60 + number, f"2026-03-{number + 1:02}") for number in range(count)]
    page = Certificate(HOSTILE, passed, 60, HOSTILE * 4, MORNING.astimezone(), "3F2A-91BC-7D04")
    found = words_in(drawn(say, page), tmp_path)
    assert "<b>&_*[`{x}" in found
    for name, score, day in passed:
        assert name in re.sub(r"\s*[・·]\s*", " · ", found)
        assert say("certificate-score", score=score) in found
        assert day in found
    assert say("certificate-check", code="3F2A-91BC-7D04") in found


async def test_in_telegram_it_comes_as_a_file(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> None:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as practice, served(practice):
        lin = Somebody(telegram, LIN, "小林")
        await lin.says("/help")
        await lin.hears()
        results = [[CUSTOMER, 82, MORNING.isoformat()]]
        made = {"task": "certificate", "subjects": [CUSTOMER], "mode": "exam", "results": results}
        row = Assignment(
            user_id=f"telegram:{LIN}", id="3f2a91bc7d04", batch="b", made_at=MORNING, done_at=MORNING, **made
        )
        with practice.records.unit() as unit:
            unit.assign([row])
        await lin.says("/progress")
        await lin.sees(ZH("progress-none"))
        await lin.presses(ZH("certificate-again", day=f"{MORNING.astimezone():%Y-%m-%d}"))
        sent = await lin.sees(COACH + ZH("certificate-caption"), timeout=30)
        assert sent.json["document"]["file_name"] == "duilian-certificate.pdf"
        assert telegram.world.files[sent.json["document"]["file_id"]].content.startswith(b"%PDF-")
