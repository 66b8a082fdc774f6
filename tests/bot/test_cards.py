"""A kept score card is shown again: as a photo in Telegram, whatever dies or is refused, and by `duilian card`."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.actions import Command, Person, Said
from bot.cards import NoCard, recall
from bot.delivery import now
from bot.practice import Practice
from bot.telegram.sending import COACH
from bot.terminal import person_at_terminal
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table, with_troupe
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_cli import duilian
from tests.telegram import client, faults
from tests.telegram.chats import Message
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
REPLY = "王总，多花六万多谁都得问个为什么。您主要是跟哪家比？"
CAPTION = COACH + "成绩单　王建国 · 三十八万八的立加："


@pytest.fixture
async def unserved(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        yield opened


@pytest.fixture
def lin(telegram: BotApi) -> client.Person:
    return client.Person(telegram, LIN, "小林")


@pytest.fixture
def sitting(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    """Somebody at the terminal, whose records outlive the talk."""
    with table(tmp_path, reader, troupe) as trainee:
        trainee.person = person_at_terminal("zh")
        yield trainee


def finished(practice: Practice) -> str:
    """Let 小林 hold a talk and break it off while nothing can be sent; returns the session's id."""
    person = Person(f"telegram:{LIN}", "telegram", "小林", "zh", LIN)
    for action in (Command("practice", "zh/vmc_price"), Said(REPLY), Command("quit")):
        practice.handle(person, action, now())
    with practice.records.unit() as unit:
        return unit.sessions(person.id, 1)[0].id


def held(trainee: Trainee, scenario: str = "zh/vmc_price") -> str:
    for line in (f"/practice {scenario}", REPLY, "/quit"):
        trainee.types(line)
    with trainee.practice.records.unit() as unit:
        return unit.sessions(trainee.person.id, 1)[0].id


def photo_in(telegram: BotApi, message: Message) -> bytes:
    return telegram.world.files[message.json["photo"][0]["file_id"]].content


async def test_what_was_left_unsent_is_drawn_from_the_records_and_sent_before_the_words(
    telegram: BotApi, unserved: Practice, lin: client.Person
) -> None:
    session = finished(unserved)
    kept = recall(unserved.records, unserved.troupe, f"telegram:{LIN}", session)
    async with served(unserved):
        *_, picture, following = await hears_until(lin, ZH("card-next"))
        await lin.presses(ZH("card-button"))
        words = await hears_until(lin, kept.text()[-20:])
    assert picture.text.startswith(CAPTION)
    assert picture.labels == [ZH("card-button")]
    assert photo_in(telegram, picture) == kept.picture()
    assert [message.text for message in words] == [COACH + kept.text()]
    assert following.text.startswith(COACH + ZH("card-next"))


@pytest.mark.parametrize("fault", [faults.flood(1), faults.BROKEN, faults.DROP], ids=["flood", "broken", "drop"])
async def test_a_picture_that_is_not_taken_is_sent_again_and_before_the_words(
    telegram: BotApi, unserved: Practice, lin: client.Person, fault: faults.Fault
) -> None:
    finished(unserved)
    telegram.plan("sendPhoto", fault)
    async with served(unserved):
        *_, picture, _ = await hears_until(lin, ZH("card-next"))
    assert picture.text.startswith(CAPTION)
    assert len(telegram.calls("sendPhoto")) == 2


async def test_a_picture_that_is_refused_does_not_keep_the_words_back(
    telegram: BotApi, unserved: Practice, lin: client.Person
) -> None:
    finished(unserved)
    telegram.plan("sendPhoto", faults.Refuse(400, "Bad Request: IMAGE_PROCESS_FAILED"))
    async with served(unserved):
        *heard, instead, _ = await hears_until(lin, ZH("card-next"))
        assert instead.text.startswith(CAPTION)
        assert instead.labels == [ZH("card-button")]
        await lin.presses(ZH("card-button"))
        await hears_until(lin, ZH("card-outcome", outcome="left"))
    assert not any("photo" in message.json for message in (*heard, instead))
    assert len(telegram.calls("sendPhoto")) == 1


async def test_a_customer_that_is_gone_meanwhile_costs_the_picture_and_not_the_score(
    telegram: BotApi, unserved: Practice, lin: client.Person
) -> None:
    finished(unserved)
    async with served(with_troupe(unserved, replace(unserved.troupe, customers={}))):
        *_, instead, _ = await hears_until(lin, ZH("card-next"))
        assert instead.text.startswith(CAPTION)
        await lin.presses(ZH("card-button"))
        assert (await lin.hears())[0].text == COACH + ZH("card-gone")
    assert telegram.calls("sendPhoto") == []


async def test_a_picture_that_cannot_be_drawn_keeps_nobody_waiting(
    telegram: BotApi, unserved: Practice, lin: client.Person, caplog: pytest.LogCaptureFixture
) -> None:
    finished(unserved)
    rubric = unserved.troupe.rubric.model_copy(update={"bands": ()})  # a fault of ours, in short
    async with served(with_troupe(unserved, replace(unserved.troupe, rubric=rubric))):
        *_, instead, _ = await hears_until(lin, ZH("card-next"))
    assert instead.text.startswith(CAPTION)
    assert instead.labels == [ZH("card-button")]
    assert "was not drawn: ValueError" in caplog.text
    assert REPLY not in caplog.text


def test_the_terminal_shows_the_last_card_or_one_by_its_id(sitting: Trainee, tmp_path: Path) -> None:
    first = held(sitting)
    second = held(sitting, "zh/lathe_precise")
    url = f"sqlite:///{(tmp_path / 'practice.db').as_posix()}"
    records, troupe = sitting.practice.records, sitting.practice.troupe
    out = tmp_path / "card.png"
    last = duilian("card", "--out", str(out), DUILIAN_DATABASE__URL=url)
    assert last.stdout == recall(records, troupe, "terminal:local", second).text() + "\n"
    with Image.open(BytesIO(out.read_bytes())) as image:
        assert image.width == 1080
    named = duilian("card", first[:8], DUILIAN_DATABASE__URL=url)
    assert "王建国" in named.stdout
    assert ZH("card-first") in named.stdout
    unknown = duilian("card", "nobody", DUILIAN_DATABASE__URL=url)
    assert unknown.returncode == 2
    assert f"{second[:8]}, {first[:8]}" in unknown.stderr
    nowhere = duilian("card", "--out", str(tmp_path / "none" / "card.png"), DUILIAN_DATABASE__URL=url)
    assert nowhere.returncode == 2
    assert "none" in nowhere.stderr


def test_before_the_first_talk_there_is_no_card(tmp_path: Path) -> None:
    done = duilian("card", DUILIAN_DATABASE__URL=f"sqlite:///{(tmp_path / 'new.db').as_posix()}")
    assert done.returncode == 2
    assert "no talk has been scored yet" in done.stderr


def test_a_card_by_a_rubric_that_is_gone_is_to_be_scored_again(sitting: Trainee) -> None:
    held(sitting)
    troupe = sitting.practice.troupe
    rubric = troupe.rubric.model_copy(update={"groups": (), "version": 2})
    with pytest.raises(NoCard, match="scored by rubric 1, which is gone: duilian rescore"):
        recall(sitting.practice.records, replace(troupe, rubric=rubric), "terminal:local")


def test_a_terminal_is_not_sent_pictures(tmp_path: Path, sitting: Trainee) -> None:
    sitting.delivered = False
    held(sitting)
    url = f"sqlite:///{(tmp_path / 'practice.db').as_posix()}"
    done = duilian("practice", given="/help\n", DUILIAN_DATABASE__URL=url, DUILIAN_PRACTICE__PACE="0")
    assert ZH("card-outcome", outcome="left") in done.stdout
    assert CAPTION.removeprefix(COACH) not in done.stdout
