"""An admin decides at the desk what the reader learns, has it trained, and lets it go live or back."""

import html
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from bot.comparing import Compared, compared
from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.learning import LOST, begin_training
from bot.proposing import Proposal, accepted, proposals
from bot.settings import Content
from bot.texts import texts
from state.content.terms import MOVES
from state.records.reviewing import Correction
from state.records.schooling import Training
from state.understanding.evaluation import Agreement, Evaluation
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, HOSTILE
from tests.bot.test_learning import few
from tests.records.rows import appeal

ZH = texts("zh")
PAGE = "/learning"
NOW = datetime.now(UTC)


@pytest.fixture
async def admin(desk: Desk, browser: Browser) -> Browser:
    """An admin at the page, with one of Li's replies and two of Mei's corrected by a coach."""
    with desk.practice.records.unit() as unit:
        for who, talk, turn in ((LI, "first", 1), (MEI, "good", 1), (MEI, "good", 2)):
            unit.correct((who, talk), turn=turn, moves=["isolate"], reason=f"问到底了 {HOSTILE}", by=COACH, at=NOW)
    await browser.comes_in(desk, ADMIN)
    await browser.opens(PAGE)
    return browser


def found(desk: Desk) -> list[Proposal]:
    with desk.practice.records.unit() as unit:
        return proposals(unit, desk.practice.troupe.rubric)


def fates(desk: Desk) -> dict[str, str | None]:
    return {each.key: each.row.example for each in found(desk)}


def learnable(desk: Desk) -> int:
    with desk.practice.records.unit() as unit:
        return sum(map(len, accepted(unit, desk.practice.troupe).values()))


async def accepts(browser: Browser, *keys: str, do: str = "accept", **fields: str) -> httpx.Response:
    return await browser.sends(PAGE, do=do, **{f"reply.{key}": "on" for key in keys}, **fields)


def done(desk: Desk, *changes: tuple[int, int]) -> int:
    """A training that is done and has changed, set by set, how many of 100 replies are rightly read."""

    def of(right: int) -> Evaluation:
        agreement = {move: Agreement() for move in MOVES} | {"isolate": Agreement(right=right, missed=100 - right)}
        return Evaluation(agreement, 100)

    sets = [
        compared(name, "zh", of(one), of(two)) for name, (one, two) in zip(("plain", "hard"), changes, strict=False)
    ]
    number = begin_training(desk.practice.records, desk.practice.troupe, ADMIN, datetime.now(UTC))
    with desk.practice.records.unit() as unit:
        assert unit.end_training(number, [each.model_dump(mode="json") for each in sets], "{}", datetime.now(UTC))
    return number


def training(desk: Desk) -> Training:
    with desk.practice.records.unit() as unit:
        row = unit.training()
    assert row is not None
    return row


def live(desk: Desk) -> tuple[int, str]:
    """The number of the head in use and who let it go live; 0 for the program's own."""
    with desk.practice.records.unit() as unit:
        head = unit.live_head()
    return (head.number, head.by) if head is not None else (0, "")


async def test_what_coaches_corrected_is_shown_with_what_was_read_and_accepted_refused_and_undone(
    desk: Desk, admin: Browser
) -> None:
    one, two, three = (each.key for each in found(desk))
    page = (await admin.opens(PAGE)).text
    assert HOSTILE not in page
    assert html.escape(HOSTILE) in page.replace("&#34;", "&quot;")
    for each in found(desk):
        assert html.escape(each.turn.reply) in page.replace("&#34;", "&quot;").replace("&#39;", "&#x27;")
        assert f"#turn-{each.turn.number}" in page
    assert ZH("learn-coach", name="王教练") in page

    assert (await accepts(admin)).status_code == 422, "nothing was ticked"
    assert (await accepts(admin, one, two)).status_code == 303
    assert (await accepts(admin, three, do="refuse")).status_code == 303
    assert fates(desk) == {one: "accepted", two: "accepted", three: "refused"}
    assert {each.row.example_by for each in found(desk)} == {ADMIN}
    again = await accepts(admin, one)
    assert (again.status_code, ZH("learn-undecided", why="gone") in again.text) == (422, True)
    assert (await accepts(admin, two, three, do="undo")).status_code == 303
    assert fates(desk) == {one: "accepted", two: None, three: None}
    assert learnable(desk) == 1


async def test_what_was_upheld_on_appeal_is_proposed_with_the_move_that_was_missed(desk: Desk, admin: Browser) -> None:
    rubric = desk.practice.troupe.rubric
    with desk.practice.records.unit() as unit:
        turns = [row for row in unit.turns(LI, "second") if "restate" not in row.reading["moves"]]
        kept = {"user_id": LI, "session_id": "second", "state": "upheld", "decided_by": COACH, "decided_at": NOW}
        unit.add(appeal(**kept, criterion="restated", id="a1", turn=turns[0].number))
        bare = next(row for row in turns if not {"solution", "evidence", "reassure"} & row.reading["moves"].keys())
        unit.add(appeal(**kept, criterion="concrete", id="a2", turn=bare.number))
        unit.add(appeal(**kept, criterion="eased", id="a3", turn=turns[0].number))
        unit.add(appeal(**kept, criterion="isolated", id="a4", turn=None))
        unit.add(appeal(**{**kept, "session_id": "first", "criterion": "restated"}, id="a5", turn=1))
        unit.add(appeal(**{**kept, "session_id": "first", "state": "refused"}, criterion="for_him", id="a6", turn=2))
        read = set(turns[0].reading["moves"]) - {"other"}
    upheld = {each.criterion: each for each in found(desk) if each.criterion}
    assert set(upheld) == {"restated", "concrete", "eased"}, (
        "a whole talk, a corrected reply and a refusal teach nothing"
    )
    assert set(upheld["restated"].moves) == read | {"restate"}
    assert set(upheld["concrete"].choices) == set(rubric.criterion("concrete").moves)

    page = (await admin.opens(PAGE)).text
    assert page.count(ZH("learn-from-appeal")) == 3
    assert ZH("learn-unclear") in page
    concrete, eased, restated = upheld["concrete"].key, upheld["eased"].key, upheld["restated"].key
    for key, fields in ((concrete, {}), (concrete, {f"move.{concrete}": "argue"}), (eased, {})):
        sent = await accepts(admin, key, restated, **fields)
        assert (sent.status_code, ZH("learn-undecided", why="move") in sent.text) == (422, True)
    assert {fates(desk)[key] for key in (concrete, eased, restated)} == {None}
    assert (await accepts(admin, concrete, restated, **{f"move.{concrete}": "evidence"})).status_code == 303
    assert (await accepts(admin, eased, do="refuse")).status_code == 303
    labels = {each.criterion: set(each.moves) for each in found(desk) if each.criterion}
    assert labels["concrete"] == (set(bare.reading["moves"]) - {"other"}) | {"evidence"}
    assert learnable(desk) == 2


async def test_one_training_runs_at_a_time_is_told_of_when_it_breaks_off_and_can_be_begun_again(
    desk: Desk, admin: Browser
) -> None:
    records, troupe = desk.practice.records, desk.practice.troupe
    none = await admin.sends(PAGE, do="train")
    assert ZH("learn-fault", why="nothing") in none.text
    await accepts(admin, found(desk)[0].key)
    number = begin_training(records, troupe, ADMIN, datetime.now(UTC))
    page = (await admin.opens(PAGE)).text
    assert ZH("learn-stop") in page
    assert ZH("learn-train") not in page
    second = await admin.sends(PAGE, do="train")
    assert (second.status_code, ZH("learn-fault", why="runs") in second.text) == (422, True)
    assert (await admin.sends(PAGE, do="stop", number=str(number))).status_code == 303
    assert (training(desk).error, training(desk).decided_by) == ("stopped", ADMIN)
    with records.unit() as unit:
        assert not unit.end_training(number, [], "{}", datetime.now(UTC)), "what was stopped brings nothing any more"

    number = begin_training(records, troupe, ADMIN, datetime.now(UTC))
    with records.unit() as unit:
        unit.beat(number, datetime.now(UTC) - LOST - timedelta(seconds=1))
    assert "断了" in (await admin.opens(PAGE)).text
    assert begin_training(records, troupe, ADMIN, datetime.now(UTC)) == number + 1
    with records.unit() as unit:
        lost = unit.training(number)
    assert lost is not None
    assert (lost.state, lost.error) == ("failed", "lost")


async def test_a_change_for_the_worse_takes_a_second_yes_and_all_of_it_can_be_taken_back(
    desk: Desk, admin: Browser
) -> None:
    one, two, three = (each.key for each in found(desk))
    await accepts(admin, one, two)
    number = str(done(desk, (90, 92), (80, 70)))
    page = (await admin.opens(PAGE)).text
    assert "0.889 → 0.824 (−0.065)" in page, "the set on which it is worse"
    assert ZH("learn-is", verdict="worse") in page
    title = ZH("learn-set", name="hard", lang="zh")
    assert ZH("learn-is-worse", titles=title) in page
    asked = await admin.sends(PAGE, do="live", number=number)
    assert (asked.status_code, live(desk)) == (422, (0, ""))
    assert ZH("learn-worse", titles=title) in asked.text
    assert (await admin.sends(PAGE, do="live", number=number, sure="yes")).status_code == 303
    assert live(desk) == (1, ADMIN)
    assert (training(desk).state, training(desk).head, training(desk).decided_by) == ("live", 1, ADMIN)
    assert (await admin.sends(PAGE, do="live", number=number, sure="yes")).status_code == 422, "it is decided"

    assert (await accepts(admin, one, do="undo")).status_code == 422, "it is learnt by what is in use"
    await accepts(admin, three)
    assert (await accepts(admin, three, do="undo")).status_code == 303
    assert (await admin.sends(PAGE, do="back", number="0")).status_code == 303
    assert live(desk) == (2, ADMIN)
    assert (await accepts(admin, one, do="undo")).status_code == 303, "what is in use has not learnt it any more"
    assert (await admin.sends(PAGE, do="back", number="1")).status_code == 303
    with desk.practice.records.unit() as unit:
        assert [head.body for head in unit.heads()] == ["{}", "", "{}"]


@pytest.mark.parametrize("what", ["better", "other", "changed", "dropped"])
async def test_what_was_learnt_goes_live_at_one_yes_unless_things_have_changed(
    what: str, desk: Desk, admin: Browser
) -> None:
    one, two, _ = (each.key for each in found(desk))
    await accepts(admin, one, two)
    number = str(done(desk, (90, 92)))
    if what == "other":
        await admin.sends(PAGE, do="live", number=number)
        number = str(done(desk, (90, 92)))
        await admin.sends(PAGE, do="back", number="0")
    elif what == "changed":
        await accepts(admin, two, do="undo")
    elif what == "dropped":
        await admin.sends(PAGE, do="drop", number=number)
    before = live(desk)[0]
    sent = await admin.sends(PAGE, do="live", number=number)
    if what == "better":
        assert (sent.status_code, live(desk)) == (303, (1, ADMIN))
        return
    assert (sent.status_code, live(desk)[0]) == (422, before)
    assert ZH("learn-fault", why="gone" if what == "dropped" else what) in sent.text


def with_folders(desk: Desk, content: Path, measures: Path) -> Browser:
    """A browser at the same desk, whose settings name other folders."""
    places = Content(folder=str(content), measures=str(measures))
    settings = desk.practice.settings.model_copy(update={"content": places})
    return Browser(desk_app(replace(desk, practice=replace(desk.practice, settings=settings))))


async def trained(browser: Browser) -> None:
    """Begin a training in a process of its own, and wait until it has ended."""
    sent = await browser.sends(PAGE, do="train")
    assert sent.status_code == 303, sent.text
    [thread] = [each for each in threading.enumerate() if each.name == "training"]
    thread.join(timeout=300)


async def test_it_is_trained_in_a_process_of_its_own_and_goes_live(tmp_path: Path, desk: Desk, admin: Browser) -> None:
    await accepts(admin, *(each.key for each in found(desk)))
    browser = with_folders(desk, *few(tmp_path))
    await browser.comes_in(desk, ADMIN)
    await browser.opens(PAGE)
    await trained(browser)
    row = training(desk)
    assert (row.state, row.replies, row.by, row.error) == ("done", 3, ADMIN, None)
    sets = [Compared.model_validate(each) for each in row.found or ()]
    assert [(each.name, each.lang, each.replies) for each in sets] == [("plain", "zh", 60), ("coaches", None, 3)]
    with desk.practice.records.unit() as unit:
        [told] = [message.text for message in unit.pending(ADMIN)]
    assert told.startswith(ZH("learn-told", how="done"))
    page = (await browser.opens(PAGE)).text
    assert ZH("learn-coaches") in page
    fields: dict[str, Any] = {"do": "live", "number": str(row.number), "sure": "yes"}
    assert (await browser.sends(PAGE, **fields)).status_code == 303
    assert live(desk) == (1, ADMIN)
    with desk.practice.records.unit() as unit:
        [head] = unit.heads()
    assert (head.note, head.taught_at) == (ZH("learn-note", count=3), row.at)
    assert len(head.body) > 10_000


async def test_that_a_training_crashed_is_told(tmp_path: Path, desk: Desk, admin: Browser) -> None:
    await accepts(admin, found(desk)[0].key)
    (tmp_path / "sets").mkdir()
    browser = with_folders(desk, tmp_path / "nowhere", tmp_path / "sets")
    await browser.comes_in(desk, ADMIN)
    await browser.opens(PAGE)
    await trained(browser)
    assert (training(desk).state, training(desk).error) == ("failed", "crashed")
    assert ZH("learn-train") in (await browser.opens(PAGE)).text
    (tmp_path / "sets").rmdir()
    assert ZH("learn-unmeasured", path=(tmp_path / "sets").as_posix()) in (await browser.opens(PAGE)).text


async def test_a_corrected_reply_that_is_withdrawn_is_no_longer_proposed(desk: Desk, admin: Browser) -> None:
    key = found(desk)[0].key
    await accepts(admin, key)
    with desk.practice.records.unit() as unit:
        row = next(each for each in unit.corrections(LI, "first") if isinstance(each, Correction))
        unit.withdraw_correction((LI, "first"), row.number, COACH, NOW)
    assert key not in fates(desk)
    assert learnable(desk) == 0
