"""A talk may be marked private before it begins; from then on nobody but its trainee is told more than that it was."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.actions import Chosen
from bot.cards import recall
from bot.deciding import waiting
from bot.practice import Practice
from bot.telegram.sending import COACH
from bot.texts import texts
from state.records.overseeing import Held, Overseen
from state.records.tables import Appeal, Session
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_rescoring import ARGUES, ASKS, Listener, again, cards, changed, dearer
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


def session_of(trainee: Trainee) -> Session:
    with trainee.practice.records.unit() as unit:
        return unit.sessions(trainee.person.id, 1)[0]


@pytest.fixture
def hidden(trainee: Trainee) -> Session:
    """A talk held in private."""
    for line in ("/practice zh/vmc_price", "/private", ASKS, ARGUES, "/quit"):
        trainee.types(line)
    return session_of(trainee)


def test_a_talk_is_made_private_and_public_again_until_it_begins(trainee: Trainee) -> None:
    assert trainee.types("/private") == [ZH("private-none")]
    trainee.types("/practice zh/vmc_price")
    assert ZH("private-how") in trainee.last.text
    assert not session_of(trainee).private
    on, asked = trainee.types("/private")
    assert on == ZH("private-on")
    assert asked.startswith(ZH("expect-ask"))
    assert ZH("private-back") in asked
    assert session_of(trainee).private
    assert trainee.types("/private")[0] == ZH("private-off")
    assert not session_of(trainee).private
    trainee.types("1")
    said = trainee.presses(ZH("private-close"))
    assert said[0] == ZH("private-on")
    assert said[1].startswith(ZH("proof-ask"))
    trainee.types("0")
    assert trainee.types("/private") == [ZH("private-kept")]
    assert session_of(trainee).private


def test_a_button_pressed_twice_does_not_undo_itself(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    tag = session_of(trainee).id[:8]
    for _ in range(2):
        assert trainee.does(Chosen(f"private/{tag}/on"))[0] == ZH("private-on")
    assert session_of(trainee).private
    for data in ("private/00000000/off", f"private/{tag}/maybe", "private//off"):
        assert trainee.does(Chosen(data)) == [ZH("stale")]
    assert session_of(trainee).private


def test_a_talk_that_has_begun_is_not_made_private(trainee: Trainee) -> None:
    trainee.types("/practice zh/vmc_price")
    button = ZH("private-close")
    trainee.says(ASKS)
    assert trainee.types("/private") == [ZH("private-late")]
    assert trainee.presses(button) == [ZH("private-late")]
    assert not session_of(trainee).private


def test_its_trainee_sees_the_card_and_others_that_it_took_place(trainee: Trainee, hidden: Session) -> None:
    [card] = trainee.presses(ZH("card-button"))
    assert card.startswith("成绩单")
    assert ASKS in card
    assert "第 1 句" in card
    assert ZH("card-private") in card.split("\n")
    kept = recall(trainee.practice.records, trainee.practice.troupe, trainee.person.id)
    assert kept.private
    assert ZH("card-private") in kept.text().split("\n")
    with trainee.practice.records.unit() as unit:
        [listed] = unit.recent_sessions(10)
        read = unit.oversee(hidden.user_id, hidden.id)
    assert listed == Held("telegram:7", hidden.id, "zh/vmc_price", hidden.started_at, hidden.ended_at, session=None)
    assert hidden.started_at > MORNING
    assert read == Overseen(listed)


def test_the_next_talk_is_as_usual(trainee: Trainee, hidden: Session) -> None:
    trainee.types("/practice zh/vmc_price")
    assert session_of(trainee).id != hidden.id
    assert not session_of(trainee).private
    for line in (ASKS, "/quit"):
        trainee.types(line)
    assert ZH("card-private") not in recall(trainee.practice.records, trainee.practice.troupe, trainee.person.id).text()


def test_scoring_again_tells_of_it_that_its_score_changes_and_no_more(trainee: Trainee, hidden: Session) -> None:
    changed(trainee, mistakes=dearer(trainee))
    told, summary, _ = again(trainee)
    assert told == f"{hidden.id}  telegram:7  private: another score"
    assert "with another score: 1" in summary
    assert len(cards(trainee, hidden.id)) == 2


def test_nobody_could_decide_an_appeal(trainee: Trainee, hidden: Session) -> None:
    assert trainee.last.text == ZH("card-next")
    assert not any(button["label"] == ZH("appeal-button") for button in trainee.last.buttons or [])
    assert trainee.types("/appeal") == [ZH("appeal-private")]
    assert trainee.does(Chosen(f"appeal/{hidden.id[:8]}/restated/1")) == [ZH("appeal-private")]
    with trainee.practice.records.unit() as unit:
        assert unit.open_appeals() == []


def test_the_list_of_appeals_would_tell_no_more_than_that_it_took_place(trainee: Trainee, hidden: Session) -> None:
    at, key = MORNING, {"user_id": hidden.user_id, "session_id": hidden.id}
    with trainee.practice.records.unit() as unit:
        unit.add(Appeal(**key, criterion="restated", id="a" * 32, turn=1, made_at=at))
    held = f"{hidden.started_at:%Y-%m-%d %H:%M}"
    listed = list(waiting(trainee.practice.records, trainee.practice.troupe))
    assert listed == [f"aaaaaaaa  {held}  telegram:7 小林  zh/vmc_price  private"]


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened, served(opened):
        yield opened


async def test_in_telegram_it_is_one_tap_before_the_talk(telegram: BotApi, practice: Practice) -> None:
    lin = Person(telegram, LIN, "小林")
    await lin.says("/practice zh/vmc_price")
    asked = (await hears_until(lin, ZH("private-how")))[-1]
    await lin.presses(ZH("private-close"))
    assert await lin.sees(ZH("private-back")) is asked
    assert lin.overhears() == [], "the question itself says how it stands"
    assert asked.labels[-1] == ZH("private-open")
    await lin.says(ASKS)
    await lin.says("/quit")
    *_, picture, following = await hears_until(lin, ZH("card-next"))
    assert picture.labels == [ZH("card-button")]
    assert following.text == COACH + ZH("card-next")
    await lin.presses(ZH("card-button"))
    [card] = await lin.hears()
    assert ASKS in card.text
    assert ZH("card-private") in card.text
    with practice.records.unit() as unit:
        [held] = unit.recent_sessions(10)
    assert (held.user_id, held.scenario, held.session) == (f"telegram:{LIN}", "zh/vmc_price", None)
