"""A real conversation is kept as one of a person's: they are told, coaches correct it, and it counts nowhere."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.commenting import Unwritten
from bot.correcting import Uncorrected
from bot.importing.judging import Imported, hear, judge
from bot.importing.keeping import Kept, keep, kept, remove
from bot.importing.logs import read_log
from bot.importing.marking import comment, correct_moves, correct_points, withdraw
from bot.mydata import kept as data_of
from bot.rights import NotAllowed
from bot.texts import texts
from state.records.records import Records
from state.records.reviews import Key
from state.records.surveying import Scope
from state.scoring.unscripted import Known
from state.troupe import Troupe
from tests.bot.desk.filled import ADMIN, COACH, GROUP, OTHER, RIVAL, joined, staffed
from tests.bot.test_cli import duilian
from tests.bot.test_importing import MOVES, TALK, Listener

LI, MEI, FAR = "telegram:101", "telegram:102", "telegram:103"
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ZH = texts("zh")


@pytest.fixture
def records(tmp_path: Path) -> Iterator[Records]:
    """Li and Mei have a coach, and Far another."""
    records = Records(f"sqlite:///{(tmp_path / 'kept.db').as_posix()}")
    records.migrate()
    with records.unit() as unit:
        staffed(unit, NOW)
        for who, name, group in ((LI, "小李", GROUP), (MEI, "小梅", GROUP), (FAR, "远方", OTHER)):
            joined(unit, who, name, group, NOW)
    yield records
    records.close()


@pytest.fixture
def imported(troupe: Troupe) -> Imported:
    heard = hear(read_log(TALK.encode()), "talk.txt", Listener(known=MOVES))
    return judge(heard, troupe, Known("controlling", "price"))


@pytest.fixture
def talk(records: Records, imported: Imported) -> Key:
    with records.unit() as unit:
        return keep(unit, COACH, "coach", LI, imported, "one", NOW)


def stands(records: Records, troupe: Troupe, talk: Key) -> Kept:
    with records.unit() as unit:
        row = unit.imported(*talk)
        assert row is not None
        return kept(unit, troupe, row)


def told(records: Records, who: str = LI) -> list[str]:
    with records.unit() as unit:
        return [row.text for row in unit.pending(who)]


def test_what_is_kept_scores_as_it_did_when_it_was_read(
    records: Records, troupe: Troupe, imported: Imported, talk: Key
) -> None:
    found = stands(records, troupe, talk)
    assert found.imported.card == imported.card
    assert found.imported.heard == imported.heard
    assert found.imported.talk.turns == imported.talk.turns
    [news] = told(records)
    assert news.startswith("王教练把你和客户的一段真实对话（talk.txt，3 句）")
    assert f"{imported.card.score} 分" in news


def test_the_same_words_are_kept_once_for_each_person(records: Records, imported: Imported, talk: Key) -> None:
    with records.unit() as unit:
        assert keep(unit, ADMIN, "admin", LI, imported, "one", NOW) == talk
        assert keep(unit, COACH, "coach", MEI, imported, "one", NOW) == (MEI, talk[1])
        assert [(row.user_id, row.imported_by) for row in unit.imports(None, 9)] == [(LI, COACH), (MEI, COACH)]
        assert unit.imports([FAR], 9) == []
    assert len(told(records)) == 1


def test_it_is_kept_by_whoever_reviews_the_persons_talks_alone(records: Records, imported: Imported) -> None:
    may_not = ((RIVAL, "coach", LI), (LI, "trainee", LI), (COACH, "coach", "telegram:9"), (COACH, "coach", COACH))
    for by, role, whom in may_not:
        with records.unit() as unit, pytest.raises(NotAllowed):
            keep(unit, by, role, whom, imported, "one", NOW)  # type: ignore[arg-type]
    with records.unit() as unit:
        assert unit.imports(None, 9) == []


def test_an_admin_keeps_their_own_but_nobody_judges_their_own(
    records: Records, troupe: Troupe, imported: Imported
) -> None:
    with records.unit() as unit:
        own = keep(unit, ADMIN, "admin", ADMIN, imported, "one", NOW)
    assert told(records, ADMIN) == []
    with records.unit() as unit, pytest.raises(NotAllowed):
        correct_moves(unit, troupe, ADMIN, "admin", own, 1, ["isolate"], "是", NOW)


def test_it_counts_in_nothing_that_looks_over_talks(records: Records, troupe: Troupe, talk: Key) -> None:
    with records.unit() as unit:
        correct_moves(unit, troupe, COACH, "coach", talk, 1, ["isolate"], "问清楚了", NOW)
        scope = Scope((LI,), None)
        assert unit.listed(scope, 9) == []
        assert unit.results(scope, 9) == []
        assert unit.held_by([LI]) == []
        assert unit.scored() == []
        assert list(unit.said()) == []
        assert unit.count_to_review([LI], COACH) == (0, 0)
        assert unit.judged_talks([LI]) == []
        assert list(unit.corrected_replies()) == []


def test_a_correction_scores_it_anew_and_can_be_taken_back(
    records: Records, troupe: Troupe, imported: Imported, talk: Key
) -> None:
    with records.unit() as unit:
        correct_moves(unit, troupe, COACH, "coach", talk, 3, ["acknowledge"], "这一句是在接话", NOW)
    found = stands(records, troupe, talk).imported
    assert found.card.mistakes == ()
    assert found.card.score > imported.card.score
    assert found.card.machine == imported.card.score
    assert [list(turn.reading.moves) for turn in found.talk.turns] == [["open_question"], ["isolate"], ["argue"]]
    assert "理由：这一句是在接话" in told(records)[-1]
    assert (
        ZH("correction-score", before=imported.card.score, after=found.card.score, change="some") in told(records)[-1]
    )
    with records.unit() as unit:
        withdraw(unit, troupe, COACH, "coach", talk, 1, NOW)
    assert stands(records, troupe, talk).imported.card == imported.card
    with records.unit() as unit, pytest.raises(Uncorrected):
        withdraw(unit, troupe, COACH, "coach", talk, 1, NOW)


def test_points_can_be_corrected_but_not_of_what_nobody_can_judge(records: Records, troupe: Troupe, talk: Key) -> None:
    with records.unit() as unit:
        correct_points(unit, troupe, COACH, "coach", talk, "isolated", 0.0, "只是随口一问", NOW)
    [judged] = [each for each in stands(records, troupe, talk).imported.card.judged if each.criterion == "isolated"]
    assert judged.share == 0
    for criterion in ("learnt_key", "expected", "nonsense"):
        with records.unit() as unit, pytest.raises(Uncorrected):
            correct_points(unit, troupe, COACH, "coach", talk, criterion, 1.0, "是", NOW)
    with records.unit() as unit, pytest.raises(Uncorrected):
        correct_moves(unit, troupe, COACH, "coach", talk, 4, ["isolate"], "没有这一句", NOW)
    with records.unit() as unit, pytest.raises(Uncorrected):
        correct_moves(unit, troupe, COACH, "coach", talk, 1, ["isolate"], " \u202e ", NOW)


def test_a_comment_reaches_whose_conversation_it_is(records: Records, troupe: Troupe, talk: Key) -> None:
    with records.unit() as unit:
        comment(unit, troupe, COACH, "coach", talk, "先接住，再问", NOW, 2)
    assert told(records)[-1].splitlines() == [
        "王教练看了你真实对话（talk.txt）里的第 2 句：",
        "“除了价格，<b>还有</b>别的吗？”",
        "先接住，再问",
    ]
    for turn, words in ((4, "好"), (None, " "), (None, "长" * 1501)):
        with records.unit() as unit, pytest.raises(Unwritten):
            comment(unit, troupe, COACH, "coach", talk, words, NOW, turn)
    with records.unit() as unit, pytest.raises(NotAllowed):
        comment(unit, troupe, RIVAL, "coach", talk, "好", NOW)


def test_whoever_imported_it_removes_it_and_so_does_an_admin(records: Records, imported: Imported, talk: Key) -> None:
    with records.unit() as unit:
        unit.join(RIVAL, GROUP, "coach", NOW)
    with records.unit() as unit, pytest.raises(NotAllowed):
        remove(unit, RIVAL, "coach", talk, NOW)
    for by, role in ((COACH, "coach"), (ADMIN, "admin")):
        with records.unit() as unit:
            keep(unit, COACH, "coach", LI, imported, "one", NOW)
            remove(unit, by, role, talk, NOW)  # type: ignore[arg-type]
            assert unit.imported(*talk) is None
        assert told(records)[-1].endswith("把你的一段真实对话（talk.txt）删掉了，评语和改判也一起删了。")


def test_a_coach_who_is_forgotten_leaves_the_conversation_without_a_name(
    records: Records, troupe: Troupe, talk: Key
) -> None:
    with records.unit() as unit:
        comment(unit, troupe, COACH, "coach", talk, "好", NOW)
        correct_moves(unit, troupe, RIVAL, "admin", talk, 1, ["isolate"], "问清楚了", NOW)
        withdraw(unit, troupe, COACH, "coach", talk, 2, NOW)
    done = json.loads(data_of(records, COACH, NOW))["done_for_others"]
    assert [row["text"] for row in done["imported_mark"]] == ["好", "问清楚了"]
    with records.unit() as unit:
        unit.forget(COACH)
    found = stands(records, troupe, talk)
    assert found.row.imported_by is None
    assert [(mark.text, mark.by, mark.withdrawn_by) for mark in found.marks] == [
        ("好", None, None),
        ("问清楚了", RIVAL, None),
    ]


def test_what_is_old_goes(records: Records, talk: Key) -> None:
    with records.unit() as unit:
        assert unit.expire_imports(NOW, 9) == 0
        assert unit.expire_imports(NOW + timedelta(seconds=1), 9) == 1
        assert unit.imported(*talk) is None


def test_from_the_shell_it_is_kept_for_somebody_on_record(records: Records, troupe: Troupe, tmp_path: Path) -> None:
    (tmp_path / "真实.txt").write_bytes(TALK.encode("gb18030"))
    database = {"DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'kept.db').as_posix()}"}
    done = duilian("import", "真实.txt", "--keep", "101", "--format", "json", folder=tmp_path, **database)
    with records.unit() as unit:
        [row] = unit.imports(None, 9)
    assert done.returncode == 0, done.stderr
    assert done.stderr == f"Kept as a conversation of {LI}: {row.id}\n"
    assert (row.user_id, row.name, row.imported_by) == (LI, "真实.txt", "terminal:local")
    assert stands(records, troupe, (LI, row.id)).imported.card.score == json.loads(done.stdout)["score"]
    nobody = duilian("import", "真实.txt", "--keep", "999", folder=tmp_path, **database)
    assert (nobody.returncode, nobody.stdout) == (2, "")
    assert "999" in nobody.stderr
