"""Buttons of others: whoever presses what was offered to somebody else, or makes it up, sees and changes nothing."""

import ast
import inspect
import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from itertools import product
from pathlib import Path
from typing import Any, get_args

import pytest

from bot import buttons, screens
from bot.actions import Chosen, Person, action_of
from bot.assigning import assign
from bot.commenting import comment, key_of
from bot.settings import Limits, Settings
from bot.tasks import Wish
from state.records.tables import Appeal, Invitation
from state.records.tables import Session as SessionRow
from state.records.unit import Unit
from state.troupe import Troupe
from tests.bot.table import Trainee, table
from tests.bot.test_rescoring import ARGUES, ASKS, Listener
from tests.records.rows import correction, drill_round, goal, imported
from tests.records.rows import user as row_of

GROUP, OTHER = "七号组", "别的组"
CODE = "let-me-in"
MARKS = ("被看的人", "评语只给他", "附言只给他", "理由只给他", "文件只给他", ARGUES)
"""What is in the records of the person whose buttons are pressed, and is shown to nobody who presses them."""
EACH = 24
"""Made up presses of each kind, for each who presses."""


def questions() -> set[str]:
    """What buttons begin with: whatever `press` compares it to, and the questions that a session waits with."""
    found = set(get_args(screens.Question))
    for node in ast.walk(ast.parse(inspect.getsource(buttons.press))):
        if isinstance(node, ast.Compare) and isinstance(node.left, ast.Name) and node.left.id == "question":
            value = eval(ast.unparse(node.comparators[0]), vars(buttons))
            found |= {value} if isinstance(value, str) else set(value)
    return found


def test_all_kinds_of_buttons_are_known() -> None:
    assert {"lang", "customer", "menu", "hint", "undo", "appeal", "review", "answer", "invite", "forget", "private",
            "scenario", "assign", "assigned", "whatif", "drill", "expect", "judge"} <= questions()  # fmt: skip


@dataclass
class Room:
    """Whoever is watched, at a table; whose coach; and ids of what is theirs."""

    seven: Trainee
    coach: Trainee
    ids: list[str]
    offered: list[str]

    def person(self, number: int, name: str) -> Trainee:
        who = Person(f"telegram:{number}", "telegram", name, "zh", chat_id=number)
        return Trainee(self.seven.practice, who, self.seven.now)

    def kept(self) -> tuple[Any, ...]:
        """All that is on record of those who are watched, and what is everybody's."""
        with self.seven.practice.records.unit() as unit:
            people = [unit.everything(who.person.id) for who in (self.seven, self.coach)]
            invitations = [row.model_dump() for row in unit.invitations(self.seven.now - timedelta(days=1))]
            return people, invitations, unit.live_number(), unit.members_of([GROUP]), unit.groups()


def joined(unit: Unit, number: int, name: str, role: str, group: str, at: Any) -> None:
    unit.add(row_of(id=f"telegram:{number}", chat_id=number, name=name, role=role, created_at=at, seen_at=at))
    unit.join(f"telegram:{number}", group, "coach" if role == "coach" else "member", at)


@pytest.fixture
def phase() -> str:
    return "talk"


@pytest.fixture
def room(phase: str, tmp_path: Path, troupe: Troupe) -> Iterator[Room]:
    """Somebody of whom there is something of every kind, and who is in a talk, or before one."""
    settings = Settings(limits=Limits(talks=0))
    with table(tmp_path, Listener(), troupe, settings) as seven:
        seven.person = Person("telegram:7", "telegram", MARKS[0], "zh", chat_id=7)
        coach = Trainee(seven.practice, Person("telegram:11", "telegram", "王教练", "zh", chat_id=11))
        at = seven.now
        with seven.practice.records.unit() as unit:
            joined(unit, 11, "王教练", "coach", GROUP, at)
            joined(unit, 12, "赵教练", "coach", OTHER, at)
            joined(unit, 8, "路人", "trainee", OTHER, at)
        lines = ("/practice zh/vmc_price", ASKS, ARGUES, "/quit", "/appeal", "/goal", "/drill", "/reminders", "/menu")
        for line in lines:
            seven.types(line)
        own = _things(seven, coach)
        for line in ("/review", "/invite", "/assign", "/desk"):
            coach.types(line)
        for line in ("/forget", "/practice zh/vmc_price"):
            seven.types(line)
        if phase == "talk":
            seven.says(ASKS)
            seven.types("/hint")
        seven.now = coach.now = max(seven.now, coach.now)
        with seven.practice.records.unit() as unit:
            ids = [each.id for each in unit.sessions("telegram:7", 9)]
        told = [*seven.heard, *coach.heard]
        offered = [button["data"] for message in told for button in message.buttons or []]
        yield Room(seven, coach, [*own, *ids, *(each[:8] for each in ids)], list(dict.fromkeys(offered)))


def _things(seven: Trainee, coach: Trainee) -> list[str]:
    """What coaches made of somebody's talk; returns the ids by which buttons could name it."""
    practice, at = seven.practice, seven.now
    with practice.records.unit() as unit:
        [session] = unit.sessions("telegram:7", 1)
        unit.join("telegram:7", GROUP, "member", at)
        unit.invite(Invitation(code=CODE, group_name=GROUP, allowed=9, made_by="telegram:11", made_at=at,
                               expires_at=at + timedelta(days=900)))  # fmt: skip
        whose = {"user_id": "telegram:7", "session_id": session.id}
        unit.add(Appeal(**whose, criterion="restated", id="a" * 32, turn=1, made_at=at))
        unit.add(goal(user_id="telegram:7", set_at=at, until=at + timedelta(days=900)))
        unit.add(drill_round(user_id="telegram:7"))
        unit.add(correction(**whose, reason=MARKS[3], by="telegram:11"))
        unit.add(imported(user_id="telegram:7", name=MARKS[4], imported_by="telegram:11"))
        teacher = unit.user("telegram:11")
        assert teacher is not None
        made = comment(unit, practice.troupe, teacher, "coach", (session.user_id, session.id), MARKS[1], at, 1)
        wish = Wish("customer", ["zh/vmc_price"], note=MARKS[2])
        [given] = assign(unit, practice.troupe, "coach", teacher, GROUP, (), wish, at)
        key = key_of((session.user_id, session.id))
        return [key, given.id, given.batch, str(made.number), CODE, GROUP, "telegram:7", "7"]


def presses(room: Room, question: str) -> list[str]:
    """Buttons that begin so: those that were offered to others, and made up ones with ids of others."""
    there = [data for data in room.offered if data.partition("/")[0] == question]
    words = ["", "ask", "list", "off", "on", "page", "past", "back", "due", "exam", "practice", "all", "1", "2", "-"]
    ways = ["0", "+", "paper", "menu", "zh/vmc_price", "restated", "restated/1", "t0", "t1", "c1", "m1", "k0", "w1",
            "a.restated", "q.restated.2", "p0", "t.1.7", "a.9.365", "1.c.restate.principle"]  # fmt: skip
    tags, values = [*words, *room.ids, *ways], [*ways, *words, *room.ids]
    made = [f"{question}/{tag}/{value}" for tag, value in product(tags, values)]
    drawn = random.Random(question).sample(made, EACH)
    return [data[:64] for data in (*there, *drawn)]


@pytest.mark.parametrize(("number", "name", "phase"), [(8, "路人", "talk"), (12, "赵教练", "prepare")])
def test_buttons_of_others_show_and_change_nothing(number: int, name: str, room: Room) -> None:
    other, before = room.person(number, name), room.kept()
    pressed = 0
    for question in sorted(questions()):
        other.types("/quit")
        for at, data in enumerate(presses(room, question)):
            if at == EACH // 2:
                other.types("/practice zh/lathe_precise")  # in a talk of one's own, too
            other.does(Chosen(data, 1))
            pressed += 1
        assert room.kept() == before, question
    told = "\n".join(str(row.text) + str(row.buttons) for row in other.heard)
    assert not [mark for mark in MARKS if mark in told]
    assert pressed > len(questions()) * EACH
    assert len({data.partition("/")[0] for data in room.offered}) >= 12, "what was offered is of many kinds"


def test_whoever_may_is_shown_it_so_that_the_marks_are_the_right_ones(room: Room) -> None:
    before = room.kept()
    key = room.ids[0]
    said = room.coach.does(Chosen(f"review/{key}/t1"))
    assert MARKS[0] in said[0]
    assert MARKS[1] in said[0]
    assert MARKS[3] in said[0]
    assert ARGUES in "\n".join(room.coach.does(Chosen(f"review/{key}/t2")))
    assert room.kept() != before


def test_made_up_buttons_do_no_harm_to_whoever_presses_them(room: Room) -> None:
    """Whatever stands on a button, a press is taken: nothing breaks off, and a talk goes on."""
    other = room.person(8, "路人")
    odd = ["", "/", "//", "///", "a" * 64, "\x00/\x00/\x00", "drill/\ufffd/1", "review/x.y/t-1", "menu/exam/all.99999",
           "menu/practice/all.٣", "review//p99999999999", "scenario/page/²", "whatif//99999999999999999999", "undo/'/",
           "invite/t.9999.999/" + "字" * 10, "goal/-1/a.b.c.d", "assign/x/p99999999", "answer/x/99999999999999999999",
           "private/%/on", "card/%/", "card/_/", "assigned/' OR 1=1 --/paper", "card/' OR '1'='1/"]  # fmt: skip
    for data in odd:
        other.does(Chosen(data, 1))
        action = action_of("/status")
        assert action is not None
        assert other.does(action)
    with room.seven.practice.records.unit() as unit:
        held: list[SessionRow] = unit.sessions("telegram:8", 9)
    assert held == []
