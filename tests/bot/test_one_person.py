"""What one person does touches that person's rows alone, found by the person's id, so that a database may be spread
over many machines by it, and nobody waits for anybody.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import Engine, event

from bot.actions import Command, Person
from bot.practice import Practice
from bot.settings import Settings
from bot.stage import Stage
from bot.texts import texts
from state.records.records import Records
from state.records.tables import metadata
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests import postgres
from tests.bot.table import FOLDER, Trainee

ZH = texts("zh")
KEYS = {
    name: "id" if name == "user" else "user_id"
    for name, table in metadata.tables.items()
    if name == "user" or "user_id" in table.c
}
"""Every table about people, and the column by which it is theirs."""
FOR_ALL = {"publication", "content_file", "trained_head"}
"""What all read and nobody changes in a talk: a distributed database keeps it on every machine."""
TABLE = re.compile(r'\b(FROM|JOIN|INTO|UPDATE)\s+"?(\w+)"?(?:\s+AS\s+(\w+))?')

Statement = tuple[str, Sequence[Mapping[str, Any]]]


@pytest.fixture
def trainee(reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    """小林, of many on a PostgreSQL."""
    with postgres.fresh("migrated") as url:
        records = Records(url)
        practice = Practice(records, reader, Stage(records, FOLDER, troupe), Settings())
        for number in (6, 8):
            somebody = Trainee(practice, Person(f"telegram:{number}", "telegram", "别人", "zh", chat_id=number))
            somebody.orders(Command("practice", "zh/vmc_price"))
            somebody.says("您主要是跟哪家比觉得贵？")
        yield Trainee(practice, Person("telegram:7", "telegram", "小林", "zh", chat_id=7))
        records.close()


@contextmanager
def statements() -> Iterator[list[Statement]]:
    """What reaches the database within the block."""
    seen: list[Statement] = []

    def see(_connection: Any, _cursor: Any, sql: str, values: Any, *_rest: Any) -> None:
        seen.append((" ".join(sql.split()), values if isinstance(values, list) else [values]))

    event.listen(Engine, "before_cursor_execute", see)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", see)


def elsewhere(statement: Statement, user_id: str) -> list[str]:
    """The tables of a statement whose rows are not looked for, or put, under this person's id alone."""
    sql, rows = statement
    found = []
    for verb, name, alias in TABLE.findall(sql):
        table = alias or name
        if name in FOR_ALL and verb in ("FROM", "JOIN"):
            continue
        key = KEYS.get(name)
        keyed = rf'"?{table}"?\.{key} = (%\((\w+)\)s|"?(\w+)"?\.{"(?:user_id|id)"}\b)'
        own = re.search(keyed, sql) if key is not None else None
        if verb == "INTO" and key is not None:
            owners = [value for row in rows for given, value in row.items() if given.partition("__")[0] == key]
            if set(owners) != {user_id}:
                found.append(name)
        elif own is None or (own[2] is not None and any(row[own[2]] != user_id for row in rows)):
            found.append(name)
    return found


def test_what_is_looked_for_is_found() -> None:
    lost = "SELECT turn.reply FROM turn JOIN session ON session.id = turn.session_id WHERE turn.user_id = %(u)s"
    assert elsewhere((lost, [{"u": "telegram:7"}]), "telegram:7") == ["session"]
    assert elsewhere((lost, [{"u": "telegram:8"}]), "telegram:7") == ["turn", "session"]
    assert (
        elsewhere(('UPDATE "user" SET name=%(n)s WHERE "user".id = %(u)s', [{"u": "telegram:7"}]), "telegram:7") == []
    )
    assert elsewhere(("INSERT INTO turn (user_id) VALUES (%(user_id)s)", [{"user_id": "x"}]), "telegram:7") == ["turn"]
    assert elsewhere(("DELETE FROM chore", [{}]), "telegram:7") == ["chore"]


def test_every_statement_of_a_talk_has_the_trainees_key(trainee: Trainee) -> None:
    with statements() as seen:
        trainee.orders(Command("start"))
        trainee.orders(Command("practice", "zh/vmc_price"))
        trainee.presses("价格异议")
        trainee.presses(ZH("pick-done", count=1))
        for reply in ("您好，王总，我是做加工中心的小林。", "您主要是跟哪家比觉得贵？", "你说得不对。"):
            trainee.says(reply)
        trainee.orders(Command("hint"))
        trainee.orders(Command("undo"))
        trainee.says("那是我没说清楚。您最担心的是哪一块？")
        trainee.orders(Command("quit"))
        trainee.presses("价格异议")
        for name in ("progress", "goal", "rubric", "status", "drill", "help"):
            trainee.orders(Command(name))
    assert len(seen) > 150
    assert {name: sql for sql, rows in seen for name in elsewhere((sql, rows), "telegram:7")} == {}
