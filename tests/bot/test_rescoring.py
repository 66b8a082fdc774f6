"""Finished talks are scored again, and it is told what changes before or as it is kept."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.rescoring import rescore
from state.content.rubric import Rubric
from state.content.scenario import Scenario
from state.content.terms import Lang, Move
from state.records.tables import Card
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading
from tests.bot.table import MORNING, Trainee, table, with_troupe
from tests.bot.test_cli import duilian
from tests.customers import customer_of, reading_of
from tests.folders import content_with

ASKS, RESTATES, ARGUES = "您主要是跟哪家比？", "您是说贵在比台州多六万二，对吗？", "这还贵？是您不懂行。"
LATER = MORNING + timedelta(days=30)


@dataclass(frozen=True)
class Listener:
    """A reader that knows a few replies by heart, and what to call what answers no words of the customer."""

    version: str = "one"
    known: Mapping[str, Sequence[Move]] = field(
        default_factory=lambda: {ASKS: ("open_question",), RESTATES: ("restate",), ARGUES: ("argue",)}
    )
    unspoken: Sequence[Move] = ()

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        return reading_of(reply, (*self.known[reply], *(() if customer else self.unspoken)), lang=lang)


@pytest.fixture
def trainee(tmp_path: Path, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, Listener(), troupe) as sitting:
        yield sitting


def holds(trainee: Trainee, *replies: str, scenario: str = "zh/vmc_price") -> str:
    """Hold a talk and break it off; returns the session's id."""
    trainee.types(f"/practice {scenario}")
    for reply in replies:
        trainee.says(reply)
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    trainee.types("/quit")
    return session.id


def again(trainee: Trainee, reader: Reader | None = None, *, dry: bool = False, at: datetime = LATER) -> list[str]:
    return list(rescore(trainee.practice.records, trainee.practice.troupe, reader, at, dry=dry))


def cards(trainee: Trainee, session: str) -> list[Card]:
    with trainee.practice.records.unit() as unit:
        return unit.cards_of(trainee.person.id, session)


def changed(trainee: Trainee, **changes: Any) -> Rubric:
    """Let the rubric be another from now on. changes: what differs in it beside its version."""
    rubric = trainee.practice.troupe.rubric
    rubric = rubric.model_copy(update={"version": rubric.version + 1, **changes})
    trainee.practice = with_troupe(trainee.practice, replace(trainee.practice.troupe, rubric=rubric))
    return rubric


def dearer(trainee: Trainee) -> Mapping[Move, Any]:
    """What mistakes cost, were arguing much dearer."""
    mistakes = trainee.practice.troupe.rubric.mistakes
    return {**mistakes, "argue": mistakes["argue"].model_copy(update={"first": mistakes["argue"].first + 20})}


def test_on_the_same_rubric_nothing_changes_and_nothing_is_stored(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    assert again(trainee) == [
        "sessions: 1; with another score: 0; with the same score and another card: 0; as before: 1; passed over: 0",
        "cards stored: 0; the old ones are kept",
    ]
    assert len(cards(trainee, session)) == 1


def test_what_would_change_is_told_before_anything_is_stored(trainee: Trainee) -> None:
    holds(trainee, ASKS, RESTATES)
    session = holds(trainee, ASKS, RESTATES, ARGUES)
    [before] = cards(trainee, session)
    cost = trainee.practice.troupe.rubric.mistakes["argue"].first
    changed(trainee, mistakes=dearer(trainee))
    change, *summary = again(trainee, dry=True)
    found = re.fullmatch(rf"{session}  telegram:7  {before.score} -> (\d+) \((-\d+)\)  (.+)", change)
    assert found is not None
    assert int(found[1]) == before.score + int(found[2]) < before.score
    assert found[3] == f"rubric 1 -> 2; argue in reply 3 -{cost} -> -{cost + 20}"
    assert summary == [
        "sessions: 2; with another score: 1; with the same score and another card: 1; as before: 0; passed over: 0",
        "nothing was stored",
    ]
    assert [card.model_dump() for card in cards(trainee, session)] == [before.model_dump()]


def test_the_new_card_is_shown_and_the_old_one_kept_with_its_versions(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, ARGUES)
    [before] = cards(trainee, session)
    changed(trainee, mistakes=dearer(trainee))
    assert again(trainee)[-1] == "cards stored: 1; the old ones are kept"
    newest, oldest = cards(trainee, session)
    assert oldest.model_dump() == before.model_dump()
    assert (oldest.rubric_version, newest.rubric_version) == (1, 2)
    assert (newest.number, newest.made_at) == (2, LATER)
    assert newest.score < before.score
    assert newest.reader_version == "one"
    assert newest.content_version == customer_of("zh/vmc_price").version
    assert f"最近一次 {newest.score} 分" in trainee.types("/status")[0]
    assert again(trainee)[-1] == "cards stored: 0; the old ones are kept", "a second time there is nothing to do"


def test_by_default_scoring_goes_by_what_was_read_at_the_time(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    trainee.practice = replace(trainee.practice, reader=Listener("two", {ASKS: ("argue",), RESTATES: ("argue",)}))
    assert "as before: 1" in again(trainee)[0]
    assert len(cards(trainee, session)) == 1


def test_a_reader_may_read_anew_and_the_talk_stays_as_it_was(trainee: Trainee) -> None:
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        held = [turn.model_dump() for turn in unit.turns(trainee.person.id, session)]
    deaf = Listener("two", {ASKS: ("open_question",), RESTATES: ("argue",)})
    change, *_ = again(trainee, deaf)
    assert "reader one -> two; " in change
    assert "restated 4/4 -> 0/4" in change
    cost = trainee.practice.troupe.rubric.mistakes["argue"].first
    assert f"argue in reply 2 0 -> -{cost}" in change
    assert RESTATES not in change
    assert [card.reader_version for card in cards(trainee, session)] == ["two", "one"]
    with trainee.practice.records.unit() as unit:
        assert [turn.model_dump() for turn in unit.turns(trainee.person.id, session)] == held


def test_a_reply_is_read_anew_after_the_words_that_it_was_read_after_before(trainee: Trainee) -> None:
    trainee.practice = replace(trainee.practice, reader=Listener(unspoken=("dismiss",)))
    session = holds(trainee, ASKS, RESTATES)
    with trainee.practice.records.unit() as unit:
        read = [list(turn.reading["moves"]) for turn in unit.turns(trainee.person.id, session)]
    assert read == [["open_question", "dismiss"], ["restate"]]
    assert "as before: 1" in again(trainee, Listener(unspoken=("dismiss",)))[0]


def test_a_talk_whose_customer_is_gone_is_passed_over(trainee: Trainee, troupe: Troupe) -> None:
    gone = holds(trainee, ASKS)
    kept = holds(trainee, ARGUES, scenario="zh/lathe_precise")
    left = {name: customer for name, customer in troupe.customers.items() if name != "zh/vmc_price"}
    trainee.practice = with_troupe(trainee.practice, replace(troupe, customers=left))
    changed(trainee)
    first, *summary = again(trainee)
    assert first == f"{gone}  telegram:7  passed over: there is no scenario 'zh/vmc_price' any more"
    assert summary[0].endswith("; passed over: 1")
    assert [len(cards(trainee, session)) for session in (gone, kept)] == [1, 2]


def test_a_criterion_that_is_gone_is_named_and_passed_over(trainee: Trainee) -> None:
    holds(trainee, ASKS, RESTATES)
    steps = trainee.practice.troupe.rubric.steps
    assert [criterion.id for criterion in steps[3].criteria[:2]] == ["asked_first", "isolated"]
    reading = steps[3].model_copy(update={"criteria": (steps[3].criteria[0], *steps[3].criteria[2:])})
    changed(trainee, steps=(*steps[:3], reading, *steps[4:]))
    told = again(trainee, dry=True)
    assert "isolated 0/8 -> not asked" in told[0]
    assert "criteria of old cards that the rubric no longer has, passed over: isolated" in told


def test_a_customer_rewritten_since_is_told(trainee: Trainee, troupe: Troupe) -> None:
    session = holds(trainee, ASKS, RESTATES)
    customer = troupe.customers["zh/vmc_price"]
    other = customer.objection.model_copy(update={"weights": {"c": 5.0}})
    rewritten = replace(customer, version="newer", objection=other)
    customers = {**troupe.customers, customer.id: rewritten}
    trainee.practice = with_troupe(trainee.practice, replace(troupe, customers=customers))
    told = again(trainee)
    assert "customer rewritten; " in told[0]
    assert "weight of c 0.6 -> 3" in told[0]
    assert cards(trainee, session)[0].content_version == "newer"


def test_a_rubric_that_changed_without_its_version_is_told(trainee: Trainee) -> None:
    holds(trainee, ASKS, ARGUES)
    changed(trainee, mistakes=dearer(trainee), version=1)
    told = again(trainee, dry=True)
    assert any("raise `version` in handbook.yaml above 1" in line for line in told)


def test_what_cannot_be_understood_any_more_is_passed_over_without_a_word_of_it(trainee: Trainee) -> None:
    broken = holds(trainee, RESTATES)
    holds(trainee, ASKS)
    with trainee.practice.records.unit() as unit:
        [turn] = unit.turns(trainee.person.id, broken)
        turn.reading = {**turn.reading, "moves": {"hum": 0.9}}
    told = again(trainee)
    assert told[0] == f"{broken}  telegram:7  passed over: this version does not understand what was stored of it"
    assert "as before: 1; passed over: 1" in told[1]


def test_a_talk_without_a_card_is_not_given_one(trainee: Trainee) -> None:
    holds(trainee)
    trainee.types("/practice zh/vmc_price")
    trainee.says(ASKS)
    changed(trainee)
    assert again(trainee)[0].startswith("sessions: 0;")


def test_the_command_tells_and_stores(trainee: Trainee, tmp_path: Path) -> None:
    session = holds(trainee, ASKS, ARGUES)
    content = content_with(tmp_path / "scenarios", "zh/vmc_price")
    rubric = content / "handbook.yaml"
    text = rubric.read_text(encoding="utf-8")
    changed = text.replace("version: 1", "version: 2").replace("    first: 12\n", "    first: 1\n")
    rubric.write_text(changed, encoding="utf-8")
    where = {
        "DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'practice.db').as_posix()}",
        "DUILIAN_CONTENT__FOLDER": str(content),
    }
    told = duilian("rescore", "--dry-run", **where)
    assert told.returncode == 0, told.stderr
    assert "argue in reply 2 -12 -> -1" in told.stdout.splitlines()[0]
    assert told.stdout.endswith("nothing was stored\n")
    assert len(cards(trainee, session)) == 1
    kept = duilian("rescore", **where)
    assert kept.stdout.splitlines()[0] == told.stdout.splitlines()[0]
    assert [card.rubric_version for card in cards(trainee, session)] == [2, 1]


def test_a_database_without_tables_is_told_in_a_sentence(tmp_path: Path) -> None:
    told = duilian("rescore", DUILIAN_DATABASE__URL=f"sqlite:///{(tmp_path / 'empty.db').as_posix()}")
    assert told.returncode == 2
    assert "duilian db upgrade" in told.stderr
