"""What people ruled of talks is tried against the present content and reader, and written as content."""

from datetime import timedelta
from pathlib import Path

import yaml

from bot.casebook import export, replay, rulings
from bot.cases import tried
from state.content.case import Case
from state.content.loading import load_source
from state.content.scenario import Scenario
from state.content.terms import Lang, Move
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading
from tests.bot.desk.filled import GROUP, hold, joined, staffed
from tests.records.conftest import kind, records, url
from tests.records.rows import NOON, appeal, correction

__all__ = ["kind", "records", "url"]
MEI = "telegram:102"


class Other:
    """A reader that reads everything as one move."""

    version = "other"

    def __init__(self, move: Move) -> None:
        self.move = move

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        return Reading(moves={self.move: 1.0}, length=len(reply), lang=lang)


def lines(records: Records, troupe: Troupe, reader: Reader, *, dry: bool = False) -> list[tuple[str, bool]]:
    return list(replay(records, troupe, reader, NOON + timedelta(days=1), dry=dry))


def test_every_ruling_that_stands_is_tried_and_what_was_agreed_on_once_is_told_apart(
    records: Records, troupe: Troupe, reader: Reader, tmp_path: Path
) -> None:
    customer = troupe.customers["zh/vmc_price"]
    with records.unit() as unit:
        staffed(unit, NOON)
        joined(unit, MEI, "小梅", GROUP, NOON)
        hold(unit, MEI, customer, "expert", NOON, troupe, reader, name="open0000")
        hold(unit, MEI, customer, "expert", NOON, troupe, reader, name="hidden00", private=True)
        first, second, *_ = unit.turns(MEI, "open0000")
        read = list(first.reading["moves"])
        second.reply = f"我是小梅，{second.reply}"
        wrong = "improper" if "improper" not in second.reading["moves"] else "argue"
        unit.add(correction(user_id=MEI, session_id="open0000", turn=first.number, moves=read))
        unit.add(correction(user_id=MEI, session_id="open0000", number=2, turn=second.number, moves=[wrong]))
        unit.add(correction(user_id=MEI, session_id="open0000", number=3, turn=2, moves=["other"], withdrawn_at=NOON))
        unit.add(correction(user_id=MEI, session_id="hidden00", turn=1, moves=[wrong]))
        whose = {"user_id": MEI, "session_id": "open0000", "decided_at": NOON}
        unit.add(appeal(**whose, criterion="informal", id="a1", turn=None, state="refused"))
        unit.add(appeal(**whose, criterion="let_finish", id="a2", turn=None, state="upheld"))

    with records.unit() as unit:
        found = {each.name: each.case for each in rulings(unit, troupe)}
    assert set(found) == {"open0000/1", "open0000/2", "open0000/let_finish"}, "what stands, and nothing private"
    *told, total = lines(records, troupe, reader)
    assert [line.split()[0] for line, _ in told] == ["open0000/2", "open0000/let_finish"]
    assert f"misses: ruled reply 2 {wrong}; found " in told[0][0]
    assert "found not rated" in told[1][0]
    assert total[0] == "rulings: 3; the machine agrees: 1; still misses: 2; no longer agrees: 0"
    assert not any(once for _, once in told)

    *worse, total = lines(records, troupe, Other("courtesy"))
    assert [(line.split()[0], once) for line, once in worse] == [
        ("open0000/1", True), ("open0000/2", False), ("open0000/let_finish", False)
    ]  # fmt: skip
    assert "no longer agrees (it did on 2026-03-03)" in worse[0][0]

    folder = tmp_path / "cases"
    written = list(export(records, troupe, reader, folder))
    assert len(written) == 3
    assert list(export(records, troupe, reader, folder)) == [], "what is there stays"
    texts = [path.read_text(encoding="utf-8") for path in written]
    assert not any(name in text for name in ("小梅", "王教练", MEI, "open0000") for text in texts)
    assert any("我是某某，" in text for text in texts)
    cases = [load_source(path, Case).entry for path in written]
    assert [case.agrees for case in cases if case is not None] == [True, False, False]
    assert {case.version for case in cases if case is not None} == {customer.version}


def test_nothing_is_kept_in_a_dry_run(records: Records, troupe: Troupe, reader: Reader) -> None:
    with records.unit() as unit:
        staffed(unit, NOON)
        joined(unit, MEI, "小梅", GROUP, NOON)
        hold(unit, MEI, troupe.customers["zh/vmc_price"], "expert", NOON, troupe, reader, name="open0000")
        first = unit.turns(MEI, "open0000")[0]
        unit.add(correction(user_id=MEI, session_id="open0000", turn=first.number, moves=list(first.reading["moves"])))
    lines(records, troupe, reader, dry=True)
    assert not any(once for _, once in lines(records, troupe, Other("courtesy"), dry=True))
    lines(records, troupe, reader)
    assert any(once for _, once in lines(records, troupe, Other("courtesy"), dry=True))


def test_a_criterion_is_tried_by_playing_the_talk_anew(troupe: Troupe, reader: Reader) -> None:
    customer = troupe.customers["zh/vmc_price"]
    path = Path(__file__).parents[2] / "scenarios" / "cases" / "zh_vmc_price_restated.yaml"
    case = Case.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    assert tried(case, customer, troupe.rubric, reader).agrees
    silent = case.model_copy(update={"replies": tuple("嗯" for _ in case.replies)})
    assert not tried(silent, customer, troupe.rubric, reader).agrees
    refused = case.model_copy(update={"share": 0.0})
    assert not tried(refused, customer, troupe.rubric, reader).agrees
