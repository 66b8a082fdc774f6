"""My data: all that is kept of a person, as one JSON file; docs/privacy.md says what its keys mean."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from bot.actions import Person
from bot.delivery import now
from bot.practice import Practice
from bot.recollection import lang_of
from bot.texts import texts
from state.records.records import Records

NAME = "duilian-mydata"

FEELINGS = {
    "session": ("snapshot", "before"),
    "turn": ("reading", "state_before", "state_after", "meters", "events"),
}
"""By table, what the customer makes of it, which is shown once the talk is over: until then it is to be found out."""


def kept(records: Records, user_id: str, now: datetime) -> bytes:
    """All that is kept of a person, as UTF-8. Raises RecordsUnavailable."""
    with records.unit() as unit:
        about, done = unit.everything(user_id)
    open_ = {row["id"] for row in about["session"] if row["phase"] != "done"}
    told = {table: [_told(table, row, open_) for row in rows] for table, rows in about.items()}
    whole = {"made_at": now, "user_id": user_id, **told, "done_for_others": done}
    return (json.dumps(whole, ensure_ascii=False, indent=2, default=_written) + "\n").encode()


def save_data(practice: Practice, person: Person) -> str:
    """Write the file into the working folder, beside any earlier one, and return what is to be said about it."""
    at = now()
    say = texts(lang_of(practice, person.id) or person.lang, person.channel)
    file = Path(f"{NAME}-{at.astimezone():%Y%m%d-%H%M%S}.json")
    try:
        with file.open("xb") as written:
            written.write(kept(practice.records, person.id, at))
    except OSError as error:
        return say("mydata-unwritten", path=str(file), why=error.strerror or str(error))
    return say("mydata-written", path=str(file.absolute()))


def _told(table: str, row: Mapping[str, Any], open_: set[str]) -> dict[str, Any]:
    session = row["id"] if table == "session" else row.get("session_id")
    hidden = FEELINGS.get(table, ()) if session in open_ else ()
    return {name: value for name, value in row.items() if name not in hidden}


def _written(value: object) -> str:
    if isinstance(value, datetime):
        return value.isoformat()
    raise TypeError(type(value).__name__)
