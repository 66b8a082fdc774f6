"""A talk with several people, as somebody at the table sees it: names, never who decides, and who was spoken to."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.actions import Command
from bot.card import card_text
from bot.recollection import recap
from bot.replaying import play, replay
from bot.texts import texts
from bot.ways import ways_text
from state.dialogue.snapshot import Turn
from state.scoring.card import score
from state.scoring.talk import Talk
from state.scoring.whatif import Way
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.customers import customer_of

ROOM, DECIDES = "zh/control_retrofit", "说了算的）"
ASKED = "秦师傅，师傅们怎么看二号机？"


@pytest.fixture
def trainee(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as sitting:
        yield sitting


@pytest.fixture
def played(reader: Reader) -> list[Turn]:
    return play(customer_of(ROOM), [ASKED], 0, reader)[0]


def test_the_customers_card_tells_who_is_in_the_room_and_not_who_decides_or_what_each_wants(trainee: Trainee) -> None:
    card = next(text for text in trainee.types(f"/practice {ROOM}") if text.startswith("客户卡"))
    for person in customer_of(ROOM).scenario.people:
        assert f"· {person.name}，{person.title}\n" in card
        assert person.wants not in card
    assert DECIDES not in card
    assert "在场的人" not in next(text for text in trainee.types("/quit") + trainee.types("/practice zh/vmc_price"))


def test_each_bubble_bears_a_name_also_when_it_is_told_again(trainee: Trainee) -> None:
    trainee.types(f"/practice {ROOM}")
    said = trainee.types(ASKED)
    assert said[-1].startswith("秦师傅：")
    assert ("customer", said[-1]) in recap(trainee.practice, trainee.person)
    trainee.says("段总您好，我先听您说。")
    undone = trainee.orders(Command("undo"))
    assert any(f"  {said[-1]}" in text for text in undone)
    assert said[-1] in "\n".join(text for _, text in recap(trainee.practice, trainee.person))


def test_scripts_and_other_ways_show_the_names_too(reader: Reader, troupe: Troupe, played: list[Turn]) -> None:
    shown = replay({"scenario": ROOM, "lang": "zh", "replies": [ASKED]}, troupe, reader)["turns"][0]["says"]
    assert shown == [say.line for say in played[0].says]
    assert shown[0].startswith("秦师傅：")
    way = Way(turn=played[0], score=50, outcome=None)
    assert f"  {shown[0]}" in ways_text(texts("zh"), troupe.moves, way, way)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_score_card_tells_what_each_wanted_who_decides_and_who_was_spoken_to(
    lang: str, reader: Reader, troupe: Troupe
) -> None:
    customer = customer_of(ROOM if lang == "zh" else "en/case_packer")
    assert customer.scenario.talks is not None
    for replies, mark in ((customer.scenario.talks.expert, "✓"), (customer.scenario.talks.novice, "✗")):
        turns, end = play(customer, list(replies), 0, reader)
        talk = Talk(customer=customer, turns=tuple(turns), end=end)
        say = texts(customer.scenario.lang)
        card = card_text(say, score(talk, troupe.rubric), troupe.rubric, talk, (), (), private=False)
        for person in customer.scenario.people:
            [line] = [line for line in card.split("\n") if line.startswith(f"{mark} {person.name}")]
            assert line.endswith(person.wants)
            assert ("who decides" in line or DECIDES in line) == person.decides
