"""What customers had nothing to say to is told to whoever writes them, as content to add; nothing of private talks."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import yaml

from bot.gaps import Comparison, heard, overview, proposals, report
from bot.texts import texts
from state.content.library import Library, load_library
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.troupe import Troupe
from state.understanding.encoder import Encoder
from state.understanding.reading import Reader, Reading
from tests.bot.table import MORNING, Trainee, table
from tests.bot.test_cli import ROOT, duilian
from tests.folders import content_with

VMC = "zh/vmc_price"
PERMIT, LICENCE = "厂里的环评手续办下来没有？", "车间的环评手续批下来了吗？"
BANK = "您跟哪个银行打交道？"
AWARDS = "我们是行业前三的企业，拿过很多奖"
MATCHED = "现在干一件得几分钟？"
HOSTILE = "您车间用的刀具: 'A' 还是 #2？\u202e"


@pytest.fixture(scope="module")
def library() -> Library:
    found, _ = load_library(ROOT / "scenarios")
    assert found is not None
    return found


@pytest.fixture
def li(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe) as trainee:
        yield trainee


def holds(trainee: Trainee, *replies: str, who: str = "li", scenario: str = VMC, private: bool = False) -> None:
    """Hold a talk and break it off."""
    trainee.person = replace(trainee.person, id=f"telegram:{who}")
    trainee.types(f"/practice {scenario}")
    if private:
        trainee.types("/private")
    for reply in replies:
        trainee.says(reply)
    trainee.types("/quit")


@pytest.fixture
def comparison(library: Library, reader: Reader, encoder: Encoder) -> Comparison:
    return Comparison(library, reader, encoder.encode)


def lines_of(trainee: Trainee, comparison: Comparison, lang: Lang = "zh", name: str = VMC) -> list[str]:
    return list(report(heard(trainee.practice.records, name), comparison, texts(lang, "terminal")))


def proposed(trainee: Trainee, comparison: Comparison) -> list[str]:
    return list(proposals(heard(trainee.practice.records), comparison, texts("zh", "terminal")))


def test_what_matched_nothing_is_told_with_how_often_and_by_how_many(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT, MATCHED, BANK)
    holds(li, LICENCE, AWARDS, who="wu")
    told = lines_of(li, comparison)
    assert told[0] == "zh/vmc_price　三十八万八的立加　2 次谈话，2 位学员"
    assert told[2:4] == ["问了，对不上任何事实：2 组，3 次", f"  2 次，2 人　{PERMIT}"]
    assert told[4].strip() == LICENCE
    assert told[5].strip().startswith("没有相近的，最像 facts: ")
    assert told[6] == f"  1 次，1 人　{BANK}"
    assert "说了，对不上任何解答：1 组，1 次" in told
    assert f"  1 次，1 人　{AWARDS}" in told
    assert not any(MATCHED in line for line in told)


def test_facts_and_answers_that_no_talk_came_to_are_named(li: Trainee, comparison: Comparison) -> None:
    holds(li, MATCHED)
    told = lines_of(li, comparison)
    [unasked] = [line for line in told if line.startswith("这些谈话里没人问到")]
    asked = {fact.id for fact in comparison.library.scenarios[VMC].facts} - {"cycle_time"}
    assert set(unasked.partition("：")[2].split(", ")) == asked
    [ungiven] = [line for line in told if line.startswith("这些谈话里没人说到")]
    assert ungiven.count(", ") == len(comparison.library.scenarios[VMC].answers) - 1
    assert "没有要列的缺口。" in told


def test_of_a_private_talk_nothing_is_told(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT, private=True)
    assert heard(li.practice.records) == {}
    holds(li, BANK)
    assert not any(PERMIT in line for line in lines_of(li, comparison))
    assert any(BANK in line for line in lines_of(li, comparison))


def test_only_what_was_said_since_counts(li: Trainee) -> None:
    holds(li, PERMIT)
    later = li.now = MORNING + timedelta(days=9)
    holds(li, BANK)
    assert [text for text, _ in heard(li.practice.records, since=later)[VMC].missed["asked"]] == [BANK]


def test_what_was_said_seldom_is_left_out_and_counted(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT, BANK)
    holds(li, PERMIT)
    told = lines_of(li, replace(comparison, least=2))
    assert f"  2 次，1 人　{PERMIT}" in told
    assert not any(BANK in line for line in told)
    assert "说得太少没列的还有 1 组；--least 1 全列出来。" in told


def test_what_the_customer_has_learnt_since_is_left_out(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT, BANK)
    scenario = comparison.library.scenarios[VMC]
    fact = scenario.facts[0].model_copy(update={"id": "permit", "asked": (PERMIT, "环评批了没有？")})
    taught = scenario.model_copy(update={"facts": (*scenario.facts, fact)})
    library = replace(comparison.library, scenarios={**comparison.library.scenarios, VMC: taught})
    told = lines_of(li, replace(comparison, library=library))
    assert not any(PERMIT in line for line in told)
    assert "有 1 句当时对不上，照现在的文件已经对得上，不列。" in told


def test_the_proposal_is_yaml_under_the_entry_it_is_near_to_or_a_new_one_to_be_filled_in(
    li: Trainee, comparison: Comparison
) -> None:
    scenario, source = comparison.library.scenarios[VMC], comparison.library.sources[VMC]
    without = scenario.facts[0].model_copy(update={"asked": scenario.facts[0].asked[:2]})
    assert without.id == "compared_with"
    poorer = scenario.model_copy(update={"facts": (without, *scenario.facts[1:])})
    holds(li, PERMIT, AWARDS)
    missed = heard(li.practice.records)
    missed[VMC].missed["asked"] += [
        ("您是拿谁家的报价来跟我们比", "wu")
    ]  # as if it had been read as a question for no fact
    deaf = replace(
        comparison,
        library=replace(comparison.library, scenarios={**comparison.library.scenarios, VMC: poorer}),
        reader=Deaf(),
    )
    lines = list(proposals(missed, deaf, texts("zh", "terminal")))
    content = yaml.safe_load("\n".join(lines))
    assert content["facts"] == [
        {"id": "compared_with", "asked": ["您是拿谁家的报价来跟我们比"]},
        {"id": None, "asked": [PERMIT], "answer": None},
    ]
    assert content["answers"] == [{"id": None, "means": [AWARDS], "reply": None}]
    last = scenario.facts[0].asked[-1]
    line = next(number for number, text in enumerate(source.lines, start=1) if text.strip() == f"- {last}")
    assert f"第 {line} 行" in lines[2]
    assert source.lines[line - 1].startswith("      - "), "what is proposed is indented as the file is"
    assert lines[4] == "      - 您是拿谁家的报价来跟我们比"


class Deaf:
    """A reader to whom no sentence matches anything."""

    version = "deaf"

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        return Reading(moves={"other": 1.0})


def test_whatever_was_typed_is_good_yaml_and_commands_no_terminal(li: Trainee, comparison: Comparison) -> None:
    holds(li, HOSTILE)
    [fact] = yaml.safe_load("\n".join(proposed(li, comparison)))["facts"]
    assert fact["asked"] == ["您车间用的刀具: 'A' 还是 #2？"]
    assert "\u202e" not in "\n".join(lines_of(li, comparison))


def test_the_overview_has_a_line_for_each_customer_that_has_gaps_the_worst_first(
    li: Trainee, comparison: Comparison
) -> None:
    holds(li, PERMIT, scenario="zh/lathe_precise")
    holds(li, PERMIT, LICENCE, BANK)
    holds(li, "您好", scenario="zh/fixture_later")
    say = texts("zh", "terminal")
    vmc, lathe, how = overview(heard(li.practice.records), comparison, say)
    assert vmc == f"zh/vmc_price　1 次谈话，问的 2 组，说的 0 组，共 3 次：“{PERMIT}” 2 次，“{BANK}” 1 次"
    assert lathe.startswith("zh/lathe_precise　1 次谈话，问的 1 组")
    assert how == "细看一位：duilian gaps zh/vmc_price"
    documents = list(yaml.safe_load_all("\n".join(proposed(li, comparison))))
    assert [len(document["facts"]) for document in documents] == [2, 1]


def test_a_customer_that_is_gone_and_a_reading_of_another_version_are_told(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT)
    holds(li, BANK)
    with li.practice.records.unit() as unit:
        [(_, first), _] = unit.said()
        first.reading = {**first.reading, "moves": {"hum": 0.9}}
    told = lines_of(li, comparison, "en")
    assert "1 reply was passed over, for this version does not understand what was stored of it." in told
    library = replace(comparison.library, scenarios={})
    lines = list(overview(heard(li.practice.records), replace(comparison, library=library), texts("en", "terminal")))
    assert lines[-1] == "Passed over, for the customer is no longer there: zh/vmc_price"


def test_the_report_is_in_english_too(li: Trainee, comparison: Comparison) -> None:
    holds(li, PERMIT, AWARDS)
    told = lines_of(li, comparison, "en")
    assert told[0] == "zh/vmc_price  三十八万八的立加  1 talk, 1 trainee"
    assert told[2] == "Asked, and matched no fact: 1 group, once"
    assert told[3] == f"  1 × by 1  {PERMIT}"
    assert "Offered, and matched no answer: 1 group, once" in told


def test_the_command_proposes_what_check_accepts_once_it_is_filled_in_and_then_it_is_no_gap(
    li: Trainee, tmp_path: Path
) -> None:
    holds(li, PERMIT, LICENCE)
    content = content_with(tmp_path / "scenarios", VMC)
    where = {
        "DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'practice.db').as_posix()}",
        "DUILIAN_CONTENT__FOLDER": str(content),
    }
    told = duilian("gaps", VMC, "--yaml", **where)
    assert told.returncode == 0, told.stderr
    path, heading, *lines = told.stdout.splitlines()
    assert path == f"# {(content / 'zh' / 'vmc_price.yaml').as_posix()}"
    assert heading == "facts:"
    file = content / "zh" / "vmc_price.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("facts:\n", "\n".join([heading, *lines, ""]), 1), encoding="utf-8")
    unfinished = duilian("check", str(content), **where)
    assert unfinished.returncode == 1, "who pastes it and goes on without filling it in is told"
    filled = (
        "\n".join([heading, *lines, ""]).replace("- id:", "- id: power", 1).replace("answer:", "answer: 315 千伏安。")
    )
    file.write_text(text.replace("facts:\n", filled, 1), encoding="utf-8")
    done = duilian("check", str(content), **where)
    assert done.returncode == 0, done.stdout
    after = duilian("gaps", VMC, "--least", "1", **where)
    assert "没有要列的缺口。" in after.stdout
    assert "有 2 句当时对不上，照现在的文件已经对得上，不列。" in after.stdout


def test_without_talks_or_gaps_it_says_so_in_a_sentence(tmp_path: Path) -> None:
    where = {
        "DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'empty.db').as_posix()}",
        "DUILIAN_CONTENT__FOLDER": str(content_with(tmp_path / "content", VMC)),
    }
    told = duilian("gaps", **where)
    assert (told.returncode, told.stdout) == (0, "还没有谈话可看（私下练的不算）。\n")
    told = duilian("gaps", VMC, "--since", "7", "--lang", "en", "--yaml", **where)
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr == "There are no talks of the last 7 days to look at (private ones do not count).\n"
    refused = duilian("gaps", "zh/vmc_prise", **where)
    assert refused.returncode == 2
    assert "did you mean 'zh/vmc_price'?" in refused.stderr
