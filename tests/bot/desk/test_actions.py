"""What a coach does at the desk: each form does what it says, for one's own trainees alone, and they hear of it."""

import html
from datetime import UTC, datetime, timedelta

import pytest

from bot.commenting import answer
from bot.correcting import as_it_stands
from bot.desk.desk import Desk
from bot.texts import texts
from state.scoring.agreement import shares_of
from state.scoring.card import Card
from tests.bot.desk.browsing import SECRET, Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, GROUP, HOSTILE, OTHER
from tests.records.rows import appeal

ZH = texts("zh")
TALK = f"/talks/{LI}/first"
SENT = [
    {"do": "comment", "text": "好"},
    {"do": "moves", "turn": "1", "move.isolate": "on", "reason": "是"},
    {"do": "points", "criterion": "calm", "share": "none", "reason": "是"},
    {"do": "withdraw", "number": "1"},
    {"do": "rule", "criterion": "isolate", "verdict": "refused"},
    {"do": "ask", f"coach.{ADMIN}": "on"},
]


def told(desk: Desk, who: str = LI) -> list[str]:
    """What waits to be sent to somebody."""
    with desk.practice.records.unit() as unit:
        return [row.text for row in unit.pending(who)]


def card(desk: Desk, who: str = LI, talk: str = "first") -> Card:
    """The newest card."""
    with desk.practice.records.unit() as unit:
        row = unit.card(who, talk)
    assert row is not None
    return Card.model_validate(row.body)


def stands(desk: Desk) -> int:
    """The score of Li's first talk by the present rubric."""
    with desk.practice.records.unit() as unit:
        return as_it_stands(unit, desk.practice.troupe, (LI, "first"), datetime.now(UTC)).score


def lost(desk: Desk) -> str:
    """A criterion of Li's first talk that was read out of words and not met."""
    rubric = desk.practice.troupe.rubric
    from state.scoring.tests import RECORDED

    return next(
        one.criterion
        for one in card(desk).judged
        if one.share == 0 and rubric.criterion(one.criterion).test not in RECORDED
    )


async def test_a_comment_reaches_the_trainee_and_its_answer_the_page(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens(TALK)
    sent = await browser.sends(TALK, do="comment", turn="2", text=f"先问清楚 {HOSTILE}")
    assert (sent.status_code, sent.headers["location"].partition("#")[2]) == (303, "turn-2")
    [message] = told(desk)
    assert "王教练" in message
    assert f"先问清楚 {HOSTILE}" in message
    with desk.practice.records.unit() as unit:
        trainee = unit.user(LI)
        assert trainee is not None
        [row] = unit.comments(LI, "first")
        assert (row.turn, row.by) == (2, COACH)
        answer(unit, desk.practice.troupe, trainee, "trainee", (LI, "first"), row.number, "我下次问", datetime.now(UTC))
    page = (await browser.opens(TALK)).text
    assert HOSTILE not in page
    turn = page.split('id="turn-2"')[1].split('id="turn-3"')[0]
    assert f"先问清楚 {html.escape(HOSTILE)}" in turn.replace("&#34;", "&quot;")
    assert "我下次问" in turn.split('class="comment answer"')[1]
    back = await browser.sends(TALK, do="answer", number="2", text="好，等你")
    assert back.status_code == 303
    assert "好，等你" in told(desk)[-1]


async def test_moves_are_corrected_scored_anew_and_taken_back(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    before = stands(desk)
    form = (await browser.opens(f"{TALK}?moves=1")).text
    assert 'name="move.isolate"' in form.split('id="turn-1"')[1].split('id="turn-2"')[0]
    fields = {"do": "moves", "turn": "1", "move.isolate": "on", "move.acknowledge": "on", "reason": "他认了，也问了"}
    assert (await browser.sends(TALK, **fields)).status_code == 303
    now = card(desk)
    assert now.machine == before
    assert now.score != before
    assert "他认了，也问了" in told(desk)[-1]
    page = (await browser.opens(TALK)).text
    assert ZH("card-machine", machine=before) in page
    assert ZH("desk-points", score=now.score) in page
    with desk.practice.records.unit() as unit:
        [row] = unit.corrections(LI, "first")
        assert row.moves == ["acknowledge", "isolate"]
    assert (await browser.sends(TALK, do="withdraw", number="1")).status_code == 303
    assert card(desk).score == before
    again = await browser.sends(TALK, do="withdraw", number="1")
    assert again.status_code == 422


async def test_points_are_corrected_and_what_was_typed_is_kept_where_it_cannot_be(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    name, before = lost(desk), stands(desk)
    await browser.opens(f"{TALK}?points={name}")
    wrong = await browser.sends(TALK, do="points", criterion=name, share="full", reason=" ")
    assert wrong.status_code == 422
    part = wrong.text.split(f'id="criterion-{name}"')[1].split("</form>")[0]
    assert ZH("review-no-reason") in part
    assert 'value="full" required checked' in part
    unchosen = await browser.sends(TALK, do="points", criterion=name, reason=HOSTILE)
    assert ZH("desk-no-share") in unchosen.text
    assert HOSTILE not in unchosen.text
    assert "小李" in unchosen.text.split(f'id="criterion-{name}"')[1].split("</textarea>")[0]
    assert (told(desk), stands(desk)) == ([], before)
    right = await browser.sends(TALK, do="points", criterion=name, share="full", reason="第二句做到了")
    assert right.headers["location"].endswith(f"#criterion-{name}")
    assert shares_of(card(desk))[name] == 1
    assert card(desk).machine == before
    assert "第二句做到了" in told(desk)[-1]
    assert "第二句做到了" in (await browser.opens(TALK)).text


@pytest.mark.parametrize("verdict", ["upheld", "refused"])
async def test_an_appeal_is_decided(verdict: str, desk: Desk, browser: Browser) -> None:
    name = lost(desk)
    with desk.practice.records.unit() as unit:
        unit.add(appeal(user_id=LI, session_id="first", criterion=name))
    await browser.comes_in(desk, COACH)
    assert 'value="upheld"' in (await browser.opens(TALK)).text
    assert (await browser.sends(TALK, do="rule", criterion=name, verdict=verdict, note="看过了")).status_code == 303
    with desk.practice.records.unit() as unit:
        [row] = unit.appeals(LI, "first")
        assert (row.state, row.note, row.decided_by) == (verdict, "看过了", COACH)
    assert "看过了" in told(desk)[-1]
    assert shares_of(card(desk))[name] == (1 if verdict == "upheld" else 0)
    twice = await browser.sends(TALK, do="rule", criterion=name, verdict="upheld")
    assert (twice.status_code, ZH("review-decided-before") in twice.text) == (422, True)


@pytest.mark.parametrize("fields", SENT, ids=lambda fields: fields["do"])
async def test_nothing_is_done_for_others_nor_by_a_forged_form(
    fields: dict[str, str], desk: Desk, browser: Browser
) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens(TALK)
    for who, talk in ((FAR, "far"), (LI, "far"), (LI, "hidden")):
        assert (await browser.sends(f"/talks/{who}/{talk}", **fields)).status_code == 404
    assert (await browser.sends(TALK, **{**fields, "form": "forged"})).status_code == 403
    assert told(desk) == told(desk, FAR) == told(desk, ADMIN) == []
    assert (await browser.sends(TALK, do="nothing")).status_code == 404


async def test_who_runs_the_program_comments_without_being_on_record(desk: Desk, browser: Browser) -> None:
    await browser.opens(f"/in/{SECRET}")
    assert (await browser.sends(f"/in/{SECRET}")).status_code == 303
    await browser.opens(TALK)
    assert (await browser.sends(TALK, do="comment", turn="", text="不错")).status_code == 303
    assert "不错" in told(desk)[-1]
    assert "不错" in (await browser.opens(TALK)).text.split('id="whole"')[1]


async def test_a_group_is_asked_to_practise_and_let_off(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    page = (await browser.opens("/assign")).text
    assert "小梅" in page
    assert not any(name in page for name in ("远方", OTHER, HOSTILE))
    due = (datetime.now().astimezone() + timedelta(days=3)).date().isoformat()
    wanted = {"whom": f"group:{GROUP}", "task": "customer", "mode": "exam", "least": "60", "due": due}
    none = await browser.sends("/assign", **wanted, note=f"加油 {HOSTILE}")
    assert none.status_code == 422
    assert ZH("desk-unassignable", why="subjects", subjects=20, most=300) in none.text
    assert HOSTILE not in none.text
    assert f'value="{due}"' in none.text
    assert "加油" in none.text
    for change in ({"due": "2020-01-01"}, {"due": "soon"}, {"least": "101"}, {"whom": ""}, {"task": "other"}):
        fields = {**wanted, "customer.zh/vmc_price": "on", **change}
        assert (await browser.sends("/assign", **fields)).status_code == 422
    assert told(desk) == []
    given = await browser.sends("/assign", **wanted, note="加油", **{"customer.zh/vmc_price": "on"})
    assert given.status_code == 303
    assert all("加油" in told(desk, who)[-1] for who in (LI, MEI))
    assert told(desk, FAR) == []
    with desk.practice.records.unit() as unit:
        [row] = unit.open_assignments(MEI)
        kept = (row.task, row.subjects, row.mode, row.least, row.made_by)
        assert kept == ("customer", ["zh/vmc_price"], "exam", 60, COACH)
        assert row.due_at is not None
        assert row.due_at.astimezone().date().isoformat() == due
        batch = row.batch
    shown = (await browser.opens(f"/assign?batch={batch}")).text.split(f'id="batch-{batch}"')[1]
    assert "小梅" in shown
    assert ZH("task-nothing") in shown
    assert (await browser.sends("/assign", do="back", batch=batch)).status_code == 303
    with desk.practice.records.unit() as unit:
        assert unit.open_assignments(MEI) == unit.open_assignments(LI) == []
    assert (await browser.sends("/assign", do="back", batch=batch)).status_code == 404


async def test_nobody_elses_people_can_be_asked(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    await browser.opens("/assign")
    fields = {"task": "goal", "step": "c"}
    for whom in (f"group:{OTHER}", f"person:{FAR}"):
        assert (await browser.sends("/assign", **fields, whom=whom)).status_code == 404
    assert (await browser.sends("/assign", **fields, whom=f"person:{MEI}", form="forged")).status_code == 403
    assert told(desk, FAR) == told(desk, MEI) == []
    assert (await browser.sends("/assign", **fields, whom=f"person:{MEI}")).status_code == 303
    assert len(told(desk, MEI)) == 1
