"""Runs migrations on the connection that `state.records.schema` hands over, within its transaction."""

from typing import Any, Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext
from sqlmodel import AutoString, UTCDateTime

from state.records import reviewing, schooling  # noqa: F401 their tables belong to the schema
from state.records.tables import metadata


def render(kind: str, thing: Any, _context: AutogenContext) -> str | Literal[False]:
    """Write SQLModel's types as SQLAlchemy's own in a drafted migration, so that it outlives SQLModel's."""
    if kind == "type" and isinstance(thing, UTCDateTime):
        return "sa.DateTime(timezone=True)"
    if kind == "type" and isinstance(thing, AutoString):
        return "sa.String()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    render_item=render,
)
context.run_migrations()
