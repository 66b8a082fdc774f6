"""What is written, or changed, before the customer has begun to answer still belongs to the reply."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from bot.actions import Action, Command, Edited, Said
from bot.actions import Person as Somebody
from bot.scene import restored
from bot.settings import Rules, Settings
from bot.telegram.sending import COACH, CUSTOMER
from bot.texts import texts
from state.dialogue.replaying import replay
from state.dialogue.snapshot import Meters, Snapshot
from state.dialogue.step import begin
from state.records.tables import Outgoing, Session, Turn
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

ZH = texts("zh")
PERSON = "王建国"
FIRST, SECOND = "王总您好，", "您觉得贵，主要是跟哪家比？"
SECOND_AT_MOST = timedelta(seconds=1)


@pytest.fixture
def talking(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    """A trainee in an exam, whose customers all start alike; the opening has been heard."""
    with table(tmp_path, reader, troupe, Settings(practice=Rules(pace=10, longest_reply=100))) as trainee:
        for line in ("/exam zh/vmc_price", "0", "0"):
            trainee.types(line)
        trainee.delivered = False
        yield trainee


def soon(trainee: Trainee, action: Action) -> list[str]:
    """Do something a second after the last thing."""
    trainee.now -= timedelta(minutes=1) - SECOND_AT_MOST
    return trainee.does(action)


def session_of(trainee: Trainee) -> Session:
    with trainee.practice.records.unit() as unit:
        [session] = unit.sessions(trainee.person.id, 1)
    return session


def turns_of(trainee: Trainee) -> list[Turn]:
    with trainee.practice.records.unit() as unit:
        return unit.turns(trainee.person.id, session_of(trainee).id)


def waiting(trainee: Trainee) -> list[Outgoing]:
    with trainee.practice.records.unit() as unit:
        return unit.pending(trainee.person.id)


def told(turn: Turn) -> dict[str, object]:
    """All of a turn that does not depend on when it was and in how many messages."""
    return turn.model_dump(exclude={"user_id", "session_id", "at", "pieces"})


def test_two_messages_in_a_row_are_one_reply(talking: Trainee) -> None:
    talking.does(Said(FIRST, 1))
    withdrawn = {row.id for row in waiting(talking)}
    soon(talking, Said(SECOND, 2))
    [turn] = turns_of(talking)
    assert turn.reply == f"{FIRST}\n{SECOND}"
    assert turn.pieces == [[1, FIRST, None], [2, SECOND, None]]
    said = [row.text for row in waiting(talking)]
    assert said == [say["text"] for say in turn.says]
    assert withdrawn, "the customer was about to answer the first message"
    talking.delivered = True
    talking.types("/quit")
    for line in ("/exam zh/vmc_price", "0", "0"):
        talking.types(line)
    talking.does(Said(f"{FIRST}\n{SECOND}", 9))
    assert [told(each) for each in turns_of(talking)] == [told(turn)], "as if it had come in one message"


def test_what_was_heard_can_be_rebuilt(talking: Trainee, troupe: Troupe) -> None:
    talking.does(Said(FIRST, 1))
    soon(talking, Said(SECOND, 2))
    soon(talking, Edited("您觉得贵，是跟哪家比的？", 2))
    session = session_of(talking)
    customer = troupe.customers[session.scenario]
    start = begin(customer, session.seed, session.started_at).snapshot
    turns = restored(turns_of(talking), Meters.model_validate(customer.persona.start.model_dump()))
    assert replay(customer, start, turns) == Snapshot.model_validate(session.snapshot)


def test_once_the_customer_has_begun_it_is_a_reply_of_its_own(talking: Trainee) -> None:
    talking.does(Said(FIRST, 1))
    first = waiting(talking)[0]
    talking.now = first.due_at - SECOND_AT_MOST
    soon(talking, Said(SECOND, 2))
    assert [turn.reply for turn in turns_of(talking)] == [FIRST, SECOND]
    assert first.text in [row.text for row in waiting(talking)], "what was due stays to be sent"


def test_what_is_on_its_way_is_not_withdrawn(talking: Trainee) -> None:
    talking.does(Said(FIRST, 1))
    with talking.practice.records.unit() as unit:
        first = unit.pending(talking.person.id)[0]
        unit.put_off(talking.person.id, first.id, "try again", first.due_at)  # it may have arrived all the same
        taken = unit.next_to_send(talking.person.id, "terminal", first.due_at)
    assert taken is not None
    assert taken.taken_at == first.due_at
    soon(talking, Said(SECOND, 2))
    assert [turn.reply for turn in turns_of(talking)] == [FIRST, SECOND]
    with talking.practice.records.unit() as unit, pytest.raises(LookupError):
        unit.withdraw(unit.turns(talking.person.id, session_of(talking).id)[0])


def test_a_changed_message_counts_until_it_is_answered(talking: Trainee) -> None:
    talking.does(Said("便宜两万卖给您", 1))
    soon(talking, Edited(SECOND, 1))
    [turn] = turns_of(talking)
    assert turn.reply == SECOND
    assert [event for event in turn.events if event.get("kind") == "discount"] == []
    talking.now = waiting(talking)[0].due_at
    before = session_of(talking).snapshot
    assert talking.does(Edited("算了，便宜三万", 1)) == [ZH("edit-late", person=PERSON)]
    assert talking.does(Edited(SECOND, 1)) == [], "what the customer heard is what it says"
    assert talking.does(Edited("什么时候说过的别的话", 77)) == [], "it was never said to the customer"
    assert session_of(talking).snapshot == before
    assert [turn.reply for turn in turns_of(talking)] == [SECOND]


def test_a_change_of_one_message_of_two_leaves_the_other(talking: Trainee) -> None:
    talking.does(Said(FIRST, 1))
    soon(talking, Said("您跟谁比？", 2))
    soon(talking, Edited("王总好，", 1))
    [turn] = turns_of(talking)
    assert turn.pieces == [[1, "王总好，", None], [2, "您跟谁比？", None]]


def test_what_becomes_too_long_leaves_the_reply_as_it_was(talking: Trainee) -> None:
    talking.does(Said("您" * 60, 1))
    soon(talking, Said("好" * 60, 2))
    assert waiting(talking)[-1].text == ZH("too-long-reply", limit=100)
    assert [turn.reply for turn in turns_of(talking)] == ["您" * 60]


def test_the_rest_of_a_reply_that_ended_the_talk_still_belongs_to_it(talking: Trainee) -> None:
    number = 0
    while session_of(talking).phase == "talk":
        number += 1
        assert number < 40, "rudeness ends any talk"
        talking.delivered = True
        talking.does(Command("status"))  # what was said before has been heard
        talking.delivered = False
        talking.does(Said("你懂什么，爱买不买。", number))
    last = turns_of(talking)[-1]
    ended = ZH("talk-ended", outcome="lost")
    assert ended in [row.text for row in waiting(talking)]
    soon(talking, Said("对不起，刚才那句发错人了。", number + 1))
    [again] = [turn for turn in turns_of(talking) if turn.number == last.number]
    assert again.reply == "你懂什么，爱买不买。\n对不起，刚才那句发错人了。"
    assert len(turns_of(talking)) == last.number
    assert [row.text for row in waiting(talking)].count(ended) == (session_of(talking).phase == "diagnose")


def test_reasons_for_each_reply_are_those_of_the_whole(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    with table(tmp_path, reader, troupe, Settings(practice=Rules(pace=10))) as trainee:
        for line in ("/practice zh/vmc_price", "0", "0", "/why on"):
            trainee.types(line)
        trainee.delivered = False
        trainee.does(Said(FIRST, 1))
        soon(trainee, Said(SECOND, 2))
        reasons = [row.text for row in waiting(trainee) if row.voice == "coach"]
        assert len(reasons) == 1
        assert SECOND[:4] in reasons[0]


def test_after_taking_a_reply_back_the_next_can_be_of_two_messages_too(
    tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    with table(tmp_path, reader, troupe, Settings(practice=Rules(pace=10))) as trainee:
        for line in ("/practice zh/vmc_price", "0", "0", "便宜两万卖给您", "/undo"):
            trainee.types(line)
        trainee.delivered = False
        trainee.does(Said(FIRST, 1))
        soon(trainee, Said(SECOND, 2))
        assert [turn.reply for turn in turns_of(trainee)] == [f"{FIRST}\n{SECOND}"]


async def test_in_telegram(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    async with practice_at(telegram, tmp_path, reader, troupe, pace=0) as quick, served(quick):
        lin = Person(telegram, LIN, "小林")
        await lin.says("/practice zh/vmc_price")
        await lin.says("0")
        await lin.says("0")
        await lin.says("/status")  # in order: the opening, of one bubble or more, is over then
        await hears_until(lin, "正在和王建国谈")
    async with practice_at(telegram, tmp_path, reader, troupe, pace=1) as practice, served(practice):
        first = await lin.says(FIRST)
        await lin.says(SECOND)
        await lin.edits(first, "王总好，")
        answer = (await lin.hears(timeout=20))[0]
        assert answer.text.startswith(f"{CUSTOMER}{PERSON}：")
        trainee = Trainee(practice, Somebody(f"telegram:{LIN}", "telegram", "小林", "zh", LIN))
        [turn] = turns_of(trainee)
        assert turn.reply == f"王总好，\n{SECOND}"
        await lin.edits(first, "王总，便宜两万")
        heard = [message.text for message in await lin.hears(1 + len(turn.says) - 1, timeout=20)]
        assert COACH + ZH("edit-late", person=PERSON) in heard
