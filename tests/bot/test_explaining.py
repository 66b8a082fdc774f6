"""The reason for a reply may follow each reply of a practice, if the trainee wants it; never in an exam."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.practice import Practice
from bot.recollection import recap
from bot.settings import Rules, Settings
from bot.telegram.sending import COACH
from bot.texts import texts
from state.dialogue.customer import Customer
from state.dialogue.snapshot import Heard, Say
from state.dialogue.step import begin, step
from state.troupe import Troupe
from tests.bot.table import MORNING, Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.bot.test_helping import ASKS, HEARS, RUDE, Listener, session, turns
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

FIRST, MORE = "六万多不是小数。", "您慢慢讲，我记着。"
ZH, EN = texts("zh"), texts("en")


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


def opens(trainee: Trainee, command: str = "/practice zh/vmc_price") -> None:
    for line in (command, "0", "0"):
        trainee.types(line)


def voices(trainee: Trainee, reply: str) -> list[str]:
    """Who speaks in answer to a reply, each bubble."""
    first = len(trainee.heard)
    trainee.says(reply)
    return [row.voice for row in trainee.heard[first:]]


def test_nobody_is_told_unasked_unless_it_is_wanted(trainee: Trainee) -> None:
    opens(trainee)
    assert set(voices(trainee, HEARS)) == {"customer"}


def test_the_reason_that_why_gives_follows_the_answer_to_each_reply(trainee: Trainee) -> None:
    assert trainee.types("/why on") == [ZH("why-on")]
    opens(trainee)
    for reply in (HEARS, ASKS, RUDE):
        *answer, coach = voices(trainee, reply)
        assert set(answer) == {"customer"}
        assert coach == "coach"
        unasked = trainee.last.text
        assert unasked.startswith(ZH("why-head", quote=reply))
        assert trainee.types("/why") == [unasked]


def test_it_is_kept_for_the_next_talk_until_it_is_turned_off(trainee: Trainee) -> None:
    trainee.types("/why on")
    for _ in range(2):
        opens(trainee)
        assert voices(trainee, HEARS)[-1] == "coach"
        trainee.types("/quit")
    opens(trainee)
    assert trainee.types("/why off") == [ZH("why-off")]
    assert set(voices(trainee, HEARS)) == {"customer"}
    assert trainee.types("/why")[0].startswith(ZH("why-head", quote=HEARS)), "asked for, it is still given"


@pytest.mark.parametrize(
    ("typed", "said"), [("开", "why-on"), ("ＯＮ", "why-on"), ("关", "why-off"), ("Off", "why-off")]
)
def test_it_is_turned_on_and_off_in_either_language(trainee: Trainee, typed: str, said: str) -> None:
    assert trainee.types(f"/why {typed}") == [ZH(said)]


def test_an_exam_stays_without_it(trainee: Trainee) -> None:
    trainee.types("/why on")
    opens(trainee, "/exam zh/vmc_price")
    assert set(voices(trainee, RUDE)) == {"customer"}
    assert trainee.types("/why on") == [ZH("why-on")]
    assert set(voices(trainee, HEARS)) == {"customer"}
    assert trainee.types("/why") == [ZH("exam-refuses")]


def test_the_reply_that_ends_a_talk_is_explained_before_it_is_looked_back_on(trainee: Trainee) -> None:
    trainee.types("/why on")
    opens(trainee)
    while session(trainee).phase == "talk":
        said = trainee.says(RUDE)
    reason, ended, asked = said[-3:]
    assert reason.startswith(ZH("why-head", quote=RUDE))
    assert ended == ZH("talk-ended", outcome="lost")
    assert asked.startswith(ZH("kind-ask"))


def talkative(customer: Customer, reply: str) -> int:
    """A seed with which the customer answers this first reply in several bubbles."""

    def answer(seed: int) -> tuple[Say, ...]:
        heard = Heard(reply=reply, reading=Listener().read(reply, lang="zh"), interrupted=False)
        return step(customer, begin(customer, seed, MORNING).snapshot, heard, MORNING).says

    return next(seed for seed in range(1000) if len(answer(seed)) > 1)


def test_a_reason_neither_holds_up_the_answer_to_a_reply_that_cuts_in_nor_what_follows_it(
    tmp_path: Path, troupe: Troupe
) -> None:
    with table(tmp_path, Listener(), troupe, Settings(practice=Rules(pace=10))) as trainee:
        for line in ("/why on", "/practice zh/tool_crib"):
            trainee.types(line)
        with trainee.practice.records.unit() as unit:
            open_ = unit.open_session(trainee.person.id)
            assert open_ is not None
            open_.seed = talkative(troupe.customers["zh/tool_crib"], f"{FIRST}\n{MORE}")
        for line in ("0", "0"):
            trainee.types(line)
        trainee.delivered = False
        trainee.says(FIRST)
        trainee.now -= timedelta(seconds=59)  # a second later the customer has not begun, so nothing is cut
        trainee.says(MORE)
        with trainee.practice.records.unit() as unit:
            first, *rest = unit.pending(trainee.person.id)
            assert rest[0].voice == "customer", "it is still to say something when it is cut short"
            [reason] = [row.text for row in rest if row.voice == "coach"]
            assert rest[-1].voice == "coach", "it follows the answer"
            assert reason.startswith(ZH("why-head", quote=f"{FIRST} {MORE}")), "both are one reply"
            unit.mark_sent(trainee.person.id, first.id, None, first.due_at)
        trainee.now = first.due_at - timedelta(seconds=59)
        trainee.says(RUDE)
        assert turns(trainee)[-1].interrupted
        with trainee.practice.records.unit() as unit:
            waiting = unit.pending(trainee.person.id)
        assert max(row.due_at for row in waiting[: len(rest)]) == trainee.now
        assert [row.due_at for row in waiting] == sorted(row.due_at for row in waiting)


def test_the_talk_is_recalled_without_it(trainee: Trainee) -> None:
    trainee.types("/why on")
    opens(trainee)
    trainee.says(HEARS)
    assert {who for who, _ in recap(trainee.practice, trainee.person)} == {"customer", "trainee"}


def test_in_english(tmp_path: Path, troupe: Troupe) -> None:
    with table(tmp_path, Listener(), troupe, lang="en") as ann:
        assert ann.types("/why on") == [EN("why-on")]
        opens(ann, "/practice en/lathe_quote")
        assert ann.says("Well, whatever.")[-1].startswith('You said "Well, whatever.", which was read as:\n')


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, Listener(), troupe) as opened, served(opened):
        yield opened


async def test_in_telegram_the_coach_says_it_and_not_the_customer(telegram: BotApi, practice: Practice) -> None:
    lin = Person(telegram, LIN, "小林")
    await lin.says("/why on")
    assert [said.text for said in await lin.hears()] == [COACH + ZH("why-on")]
    await lin.says("/practice zh/vmc_price")
    await lin.hears(2)
    await lin.says(HEARS)
    begins, *answer, reason = await hears_until(lin, ZH("why-head", quote=HEARS))
    assert begins.text == COACH + ZH("talk-begins", person="王建国")
    assert answer
    assert not any(bubble.text.startswith(COACH) for bubble in answer)
    assert reason.text.startswith(COACH + ZH("why-head", quote=HEARS))
