"""A coach sees their own groups, and nothing of another by any address."""

from datetime import UTC, datetime

import pytest

from bot.desk.desk import Desk
from bot.desk.routes import routes
from state.records.queueing import Message
from tests.bot.desk.browsing import Browser
from tests.bot.desk.conftest import FAR, LI, MEI
from tests.bot.desk.filled import ADMIN, COACH, GROUP, OTHER, RIVAL

PATHS = [path for route in routes().routes if "{trainee}" in (path := getattr(route, "path", ""))]
"""Every address at which there is somebody's."""
ADMINS = ("/learning",)
"""Every address that is for admins alone."""


def test_there_are_addresses_to_try() -> None:
    assert len(PATHS) >= 2


@pytest.mark.parametrize("path", PATHS)
async def test_of_somebody_elses_trainee_there_is_nothing(path: str, desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    own = path.format(trainee=LI, talk="first", turn=1)
    assert (await browser.opens(own)).status_code != 404
    for trainee, talk in ((FAR, "far"), (FAR, "first"), (RIVAL, "far"), (ADMIN, "first"), ("telegram:9", "far")):
        assert (await browser.opens(path.format(trainee=trainee, talk=talk, turn=1))).status_code == 404


@pytest.mark.parametrize(
    "address",
    [f"/?group={OTHER}", f"/talks?group={OTHER}", f"/talks?trainee={FAR}", f"/talks/{LI}/first?beside=far",
     f"/customers?group={OTHER}", f"/customers/zh/vmc_price?group={OTHER}", f"/talks/{LI}/far",
     f"/talks/{LI}/first?beside=good", f"/talks/{LI}/first?beside=hidden"],
)  # fmt: skip
async def test_nor_by_what_stands_behind_an_address(address: str, desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    assert (await browser.opens(address)).status_code == 404


async def test_lists_hold_ones_own_groups_alone(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    for address in ("/", "/?days=0", "/talks", f"/?group={GROUP}"):
        page = (await browser.opens(address)).text
        assert "小梅" in page
        assert "远方" not in page
        assert OTHER not in page
        assert "赵教练" not in page


async def test_an_admin_sees_all(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, ADMIN)
    page = (await browser.opens("/")).text
    assert "小梅" in page
    assert "远方" in page
    assert (await browser.opens(f"/talks/{FAR}/far")).status_code == 200
    assert "小梅" not in (await browser.opens(f"/?group={OTHER}")).text
    assert (await browser.opens("/?group=nobody")).status_code == 404


async def test_whoever_leaves_the_group_is_out_of_sight(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    with desk.practice.records.unit() as unit:
        unit.leave_group(MEI, GROUP)
    assert (await browser.opens(f"/talks/{MEI}/good")).status_code == 404
    assert "小梅" not in (await browser.opens("/?days=0")).text


async def test_of_a_private_talk_it_is_told_that_it_took_place(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    with desk.practice.records.unit() as unit:
        replies = [turn.reply for turn in unit.turns(LI, "hidden")]
        assert replies
    page = (await browser.opens(f"/talks/{LI}/hidden")).text
    assert not any(reply in page for reply in replies)
    assert 'id="card"' not in page
    listed = (await browser.opens(f"/people/{LI}")).text
    assert f"/talks/{LI.replace(':', '%3A')}/first" in listed
    assert "/hidden" not in listed


async def test_the_trainee_is_the_first_to_see_a_score(desk: Desk, browser: Browser) -> None:
    await browser.comes_in(desk, COACH)
    assert 'class="lead"' in (await browser.opens(f"/talks/{LI}/second")).text
    before = (await browser.opens("/")).text
    with desk.practice.records.unit() as unit:
        unit.queue(LI, [Message("coach", "成绩单", datetime.now(UTC), session_id="second")])
    assert 'class="lead"' not in (await browser.opens(f"/talks/{LI}/second")).text
    assert "/second" in before
    assert "/second" not in (await browser.opens("/")).text


@pytest.mark.parametrize("path", ADMINS)
async def test_what_is_for_admins_is_not_there_for_coaches(path: str, desk: Desk, browser: Browser) -> None:
    assert (await browser.opens(path)).headers["location"].endswith("/sign-in")
    await browser.comes_in(desk, COACH)
    home = (await browser.opens("/")).text
    assert (await browser.opens(path)).status_code == 404
    assert (await browser.sends(path, do="back", number="0")).status_code == 404
    assert path not in home
    await browser.comes_in(desk, ADMIN)
    assert (await browser.opens(path)).status_code == 200
    assert path in (await browser.opens("/")).text
