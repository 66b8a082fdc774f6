"""The benchmarks run: each measures something where there is little to measure, and what they find makes a table."""

from pathlib import Path

from bot.bootstrap import load_checked
from state.troupe import Troupe
from state.understanding.reader import SentenceReader
from tests.benchmarks import growth, speed, turn
from tests.benchmarks import reader as reading
from tests.benchmarks.load.crowd import Crowd
from tests.benchmarks.load.server import BotApi
from tests.benchmarks.step import costs_of


def test_the_step_and_the_reader(reader: SentenceReader, troupe: Troupe) -> None:
    costs = costs_of(troupe.customers["zh/vmc_price"], reader, 1)
    assert len(costs.turns) == len(costs.stored) > 3
    assert all(took > 0 for took in (*costs.turns, *costs.stored))
    said = [("zh/vmc_price", reply) for reply in ("您贵姓？", "这台多少钱？")]
    for took in (reading.alone(reader, said), reading.in_batches(reader, said, 2)):
        assert reading.ratio(took, reading.READER, reading.NETWORK) > 0
        assert reading.ratio(took, reading.MATCHING, reading.NETWORKS) > 0


def test_growth(reader: SentenceReader, tmp_path: Path) -> None:
    sessions = growth.by_sessions(tmp_path / "sessions", reader, (20, 40), 3)
    assert sessions[40]["bytes"] >= sessions[20]["bytes"] > 0
    assert all(0 < found["transaction"] < found["turn"] for found in sessions.values())
    assert growth.held_by_talks(tmp_path, growth.Memory(reader), 2) >= 0
    library = load_checked(growth.multiplied(tmp_path, 3, "vmc_price"))
    assert {name for name in library.scenarios if "vmc_price" in name} == {
        "zh/vmc_price", "zh/vmc_price_1", "zh/vmc_price_2",
    }  # fmt: skip


async def test_a_crowd_is_answered_by_an_echo(tmp_path: Path) -> None:
    async with turn.served(turn.ECHO, "polling", tmp_path / "echo") as bot:
        await bot.crowd.ready(10)
        found = await bot.crowd.saturate(10)
        paced = await bot.crowd.paced(0.1, 50)
    assert (len(found.took), found.messages, len(paced.took)) == (10, 10, 5)
    assert found.rate > 0


async def test_the_talk_of_a_crowd_ends_with_the_first_question_after_it() -> None:
    async with BotApi() as api:
        crowd = Crowd(api, [(None, ["一", "二", "三"])])
        await crowd.ready(1)
        chats = [talker.chat for talker in crowd.idle]
        api.heard(chats[1], "🎓 这次谈完了", True)
        assert [talker.chat for talker in crowd.idle] == [chats[0], *chats[2:]]


def test_a_table_says_what_is_reached_and_by_how_much_the_rest_is_missed() -> None:
    rows = [
        speed.at_most("one", "another", 1.05, 1.3),
        speed.at_most("two", "another", 2.6, 1.3),
        speed.Row("three", "nothing", "5 KB"),
    ]
    table = speed.table(rows)
    assert "| one | another | × 1.05 | ≤ 1.3 | reached |" in table
    assert "| two | another | × 2.60 | ≤ 1.3 | missed: 2.0 times |" in table
    assert "| three | nothing | 5 KB |  |  |" in table
    page = f"above\n{speed.BEGIN}\nold\n{speed.END}\nbelow"
    assert speed.written(page, table) == f"above\n{speed.BEGIN}\n{table}{speed.END}\nbelow"


def test_the_readme_has_a_place_for_the_table() -> None:
    assert speed.written(speed.README.read_text(encoding="utf-8"), "").count(speed.BEGIN) == 1
