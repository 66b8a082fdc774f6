"""What earlier versions held comes out of this one as it was; where it does not, that was wanted, and is noted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.scene import help_of
from state.content.terms import OBJECTIONS, PERSONAS
from state.troupe import Troupe
from tests.histories.replaying import (
    FOLDER,
    SHOWN,
    VERSION,
    Note,
    Talked,
    as_note,
    differences,
    history,
    notes,
    surprises,
    talks,
)

VERSIONS = sorted(path.name for path in FOLDER.iterdir() if path.is_dir())


@dataclass(frozen=True)
class Past:
    """What a version has held."""

    version: str
    troupe: Troupe
    talks: list[Talked]

    @property
    def otherwise(self) -> dict[str, list[str]]:
        """In what each talk comes out otherwise now."""
        return {each.session.id: differences(each, self.troupe) for each in self.talks}


@pytest.fixture(scope="module", params=VERSIONS)
def past(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Past]:
    file = tmp_path_factory.mktemp("history") / "records.db"
    with history(FOLDER / request.param, f"sqlite:///{file.as_posix()}") as records:
        yield Past(request.param, *talks(records))


def test_this_version_has_a_history() -> None:
    assert VERSION in VERSIONS, f"record one: python -m tests.histories tests/data/histories/{VERSION}"


def test_talks_come_out_as_they_were_but_for_what_is_noted(past: Past) -> None:
    found = surprises(past.otherwise, notes(FOLDER / past.version))
    assert found == [], f"{len(found)} surprises; python -m tests.histories writes them as a note"


def test_a_history_holds_talks_of_every_sort(past: Past) -> None:
    held, sessions = past.talks, [each.session for each in past.talks]
    assert len(held) >= 24
    assert {each.lang for each in sessions} == {"zh", "en"}
    met = {(each.customer.persona.id, each.customer.objection.id) for each in held}
    assert met == {(persona, objection) for persona in PERSONAS for objection in OBJECTIONS}
    assert {each.outcome for each in sessions} == {"agreed", "deferred", "lost", "left"}
    assert {each.mode for each in sessions} == {"practice", "exam"}
    scenarios = [each.customer.scenario for each in held]
    assert {bool(each.people) for each in scenarios} == {bool(each.telephone) for each in scenarios} == {True, False}
    assert {each.second is not None for each in scenarios} == {True, False}
    assert {bool((each.preparation or {}).get("proof")) for each in sessions} == {True, False}
    assert any((each.preparation or {}).get("spoke_first") for each in sessions)
    assert {each.diagnosis is None for each in sessions} == {True, False}
    rows = [row for each in held for row in each.rows]
    assert any(row.interrupted for row in rows)
    assert any(len(row.pieces or []) > 1 for row in rows), "joined messages"
    assert any(row.reading.get("spoken") for row in rows)
    assert any(each.unsaid for each in held)
    assert any(help_of(each).hints for each in sessions)
    assert any(each.review.moves for each in held)
    assert {each.by for talk in held for each in talk.review.points.values()} == {"coach", "appeal"}
    assert any(len(each.cards) > 1 for each in held)


def test_a_customer_who_feels_otherwise_is_a_surprise(past: Past) -> None:
    talk = past.talks[0]
    start = talk.customer.persona.start
    warmer = start.model_copy(update={"trust": start.trust + 1})
    persona = talk.customer.persona.model_copy(update={"start": warmer})
    found = differences(replace(talk, customer=replace(talk.customer, persona=persona)), past.troupe)
    before, now = talk.rows[0].meters["trust"], talk.rows[0].meters["trust"] + 1
    assert f"turn 1 after trust: {before} -> {now}" in found
    assert len(found) <= SHOWN + 1


def test_a_talk_that_was_kept_otherwise_is_a_surprise(past: Past) -> None:
    talk = past.talks[0]
    first = talk.rows[0].model_copy(update={"says": [{**talk.rows[0].says[0], "text": "嗯？"}, *talk.rows[0].says[1:]]})
    [found] = differences(replace(talk, rows=[first, *talk.rows[1:]]), past.troupe)
    assert found.startswith('turn 1 says 1 text: "嗯？" -> ')


def test_a_rubric_that_weighs_otherwise_is_a_surprise(past: Past) -> None:
    rubric = past.troupe.rubric
    [talk, *_] = [each for each in past.talks if '"argue"' in str(each.cards[0].body).replace("'", '"')]
    dearer = rubric.mistakes["argue"].model_copy(update={"first": rubric.mistakes["argue"].first + 1})
    other = rubric.model_copy(update={"mistakes": {**rubric.mistakes, "argue": dearer}})
    found = differences(talk, replace(past.troupe, rubric=other))
    assert found
    assert all(line.startswith(("card ", "and ")) for line in found)


def test_only_what_is_noted_may_differ_and_what_is_noted_must() -> None:
    found = {"first": ["turn 2 after trust: 40 -> 38"], "second": []}
    why = "An interruption costs two of trust more."
    noted = Note(since="0.2.0", why=why, talks={"first": ["turn 2 after trust: 40 -> 38"]})
    assert surprises(found, [noted]) == []
    assert surprises(found, []) == ["first: turn 2 after trust: 40 -> 38"]
    assert surprises({"first": []}, [noted]) == ["first: noted, and not so: turn 2 after trust: 40 -> 38"]
    assert surprises(found, [noted, noted]) == ["first: noted twice: turn 2 after trust: 40 -> 38"]
    other = {"first": ["turn 2 after trust: 40 -> 37"]}
    assert len(surprises(other, [noted])) == 2


def test_a_note_is_written_for_somebody_to_say_why(tmp_path: Path) -> None:
    found = {"first": ['turn 2 says 1 text: "好：" -> "嗯"'], "second": []}
    written = as_note(found, "0.2.0")
    (tmp_path / "changes.yaml").write_text(written, encoding="utf-8")
    with pytest.raises(ValidationError, match="why"):
        notes(tmp_path)
    (tmp_path / "changes.yaml").write_text(written.replace("why: ''", "why: He is shorter now."), encoding="utf-8")
    [note] = notes(tmp_path)
    assert (note.since, note.talks) == ("0.2.0", {"first": found["first"]})
    assert notes(tmp_path / "none") == []
