"""Forgetting: all that is kept of a person, to be shown or removed, and what is removed because it is old.

Whatever table has a column `user_id` is meant, and whatever has `session_id` beside it goes with the talk: so a new
table needs no word here.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlmodel
from sqlalchemy import ColumnElement, Table, Text, cast, delete, func, or_, select, tuple_, update
from sqlmodel import col

from state.records import imports, results, reviewing, schooling  # noqa: F401 their tables are looked through too
from state.records.tables import DIGEST, Invitation, Outgoing, SeenUpdate, Session, User, metadata

NOBODY = "nobody"
"""In the place of a user's id, where a publication was made by somebody who is forgotten."""

TRACES = (
    ("appeal", "decided_by", None),
    ("appeal", "example_by", None),
    ("assignment", "made_by", None),
    ("blind_score", "asked_by", None),
    ("comment", "by", None),
    ("correction", "by", None),
    ("correction", "withdrawn_by", None),
    ("correction", "example_by", None),
    ("imported_mark", "by", None),
    ("imported_mark", "withdrawn_by", None),
    ("imported_talk", "imported_by", None),
    ("invitation", "made_by", None),
    ("publication", "by", NOBODY),
    ("trained_head", "by", NOBODY),
    ("training", "by", NOBODY),
    ("training", "decided_by", None),
)
"""Where a person's id stands in what is not about them, and what takes its place: others' appeals stay decided."""

OWN = (("blind_score", "coach_id"),)
"""What a person gave about others that is nothing without them."""

SHOWN: Mapping[str, Sequence[str]] = {
    "appeal": ("id", "state", "decided_at", "note"),
    "assignment": ("id", "task", "subjects", "made_at"),
    "blind_score": ("asked_at",),
    "comment": ("text", "at"),
    "correction": ("kind", "reason", "at"),
    "imported_mark": ("kind", "text", "at"),
    "imported_talk": ("imported_at",),
    "invitation": tuple(Invitation.model_fields),
    "publication": ("number", "at", "note"),
    "trained_head": ("number", "at", "note"),
    "training": ("number", "at", "state"),
}
"""What a person is shown of that; of others' appeals not whose they are, nor of what."""


def about(user_id: str) -> Iterator[tuple[Table, ColumnElement[bool]]]:
    """Every table that holds something of a person, with which rows; what refers to others first."""
    for table in reversed(metadata.sorted_tables):
        if table.name == User.__tablename__:
            yield table, table.c.id == user_id
        elif "user_id" in table.c:
            yield table, table.c.user_id == user_id


def everything(database: sqlmodel.Session, user_id: str) -> dict[str, list[dict[str, Any]]]:
    """All rows about a person by table, the person's own first, each in the order of its key."""
    found = {}
    for table, own in reversed(list(about(user_id))):
        rows = database.connection().execute(select(table).where(own).order_by(*table.primary_key.columns))
        found[table.name] = [dict(row._mapping) for row in rows]
    return found


def traces(database: sqlmodel.Session, user_id: str) -> dict[str, list[dict[str, Any]]]:
    """What a person did that is not about them, by table."""
    found = {}
    for name, shown in SHOWN.items():
        table = metadata.tables[name]
        theirs = or_(*(table.c[column] == user_id for of, column, _ in TRACES if of == name))
        wanted = select(*(table.c[each] for each in shown)).where(theirs)
        rows = database.connection().execute(wanted.order_by(*table.primary_key.columns))
        found[name] = [dict(row._mapping) for row in rows]
    return found


def forget(database: sqlmodel.Session, user_id: str) -> None:
    """Remove every row about a person, what waits to be sent too; what they did for others loses their name.

    What coaches were shown of their talks goes too.

    Rows of the person that were read in this unit are no longer to be used.
    """
    database.flush()
    database.expunge_all()
    for name, column, instead in TRACES:
        table = metadata.tables[name]
        database.connection().execute(update(table).where(table.c[column] == user_id).values({column: instead}))
    # What coaches were shown of the person bears buttons that lead to the person's talks (`bot.commenting.key_of`).
    leads = cast(metadata.tables["outgoing"].c.buttons, Text).contains(
        f".{user_id.removeprefix('telegram:')}/", autoescape=True
    )
    database.connection().execute(delete(Outgoing).where(leads))
    # A digest names many; it was read when it came, and nothing leads back to it.
    database.connection().execute(delete(Outgoing).where(col(Outgoing.about) == DIGEST))
    for name, column in OWN:
        table = metadata.tables[name]
        database.connection().execute(delete(table).where(table.c[column] == user_id))
    for table, own in about(user_id):
        database.connection().execute(delete(table).where(own))


def expire_talks(database: sqlmodel.Session, before: datetime, limit: int) -> int:
    """Remove at most so many talks that ended before, with all that belongs to them, and return how many.

    One that was never ended counts from when something was last said in it.
    """
    last = func.coalesce(col(Session.ended_at), col(Session.updated_at))
    old = select(col(Session.user_id), col(Session.id)).where(last < before).order_by(last).limit(limit)
    # Another worker that is at it has taken its own; on SQLite there is but one writer.
    keys = [tuple(key) for key in database.connection().execute(old.with_for_update(skip_locked=True))]
    if not keys:
        return 0
    for table in reversed(metadata.sorted_tables):
        if "session_id" in table.c:
            database.connection().execute(delete(table).where(tuple_(table.c.user_id, table.c.session_id).in_(keys)))
    own = tuple_(col(Session.user_id), col(Session.id)).in_(keys)
    return database.connection().execute(delete(Session).where(own)).rowcount


def expire_messages(database: sqlmodel.Session, before: datetime, limit: int) -> int:
    """Remove at most so many messages of no talk that were sent or given up before, and return how many."""
    key = (col(Outgoing.user_id), col(Outgoing.id))
    done = func.coalesce(col(Outgoing.sent_at), col(Outgoing.failed_at))
    old = select(*key).where(col(Outgoing.session_id).is_(None), done < before).limit(limit)
    return database.connection().execute(delete(Outgoing).where(tuple_(*key).in_(old))).rowcount


def expire_updates(database: sqlmodel.Session, before: datetime, limit: int) -> int:
    """Remove at most so many of the updates that were seen before, and return how many."""
    key = (col(SeenUpdate.user_id), col(SeenUpdate.update_id))
    old = select(*key).where(col(SeenUpdate.at) < before).limit(limit)
    return database.connection().execute(delete(SeenUpdate).where(tuple_(*key).in_(old))).rowcount
