"""Imports: real conversations brought in from outside, and what coaches made of them.

They have tables of their own, so that nothing that looks over talks, means, assignments or examples can meet them.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Literal

import sqlmodel
from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, String, Text, delete, func
from sqlmodel import Field, col, select

from state.content.terms import Lang, ObjectionKind, Outcome, PersonaKind
from state.records.tables import JSON_OR_NULL, Row


class ImportedTalk(Row, table=True):
    """A real conversation of a person with a customer. It is no practice, and counts nowhere.

    id: follows from what was said, so that nothing is kept twice. name: of the file, '' if the words were pasted.
    persona, objection, outcome: what is known of it besides its words. imported_by: a user's id.
    log: the conversation with what was read in it, as `bot.importing.keeping` writes it; its score follows from that.
    """

    __tablename__ = "imported_talk"
    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("lang IN ('zh', 'en')", name="lang"),
        Index(None, "imported_at"),
    )

    user_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    name: str
    lang: Lang = Field(sa_type=String)
    persona: PersonaKind | None = Field(default=None, sa_type=String)
    objection: ObjectionKind | None = Field(default=None, sa_type=String)
    outcome: Outcome | None = Field(default=None, sa_type=String)
    reader_version: str
    log: dict[str, Any] = Field(sa_type=JSON)
    imported_by: str | None = None
    imported_at: datetime


class ImportedMark(Row, table=True):
    """A coach's word about an imported conversation, or a correction of what the machine makes of it.

    number: from 1 within the conversation. kind: a `comment`; `moves`, what a reply does; `points`, how far a criterion
    was met. turn: the reply that it is about, if it is one. moves: all that the reply makes. criterion, share: of its
    points, how much is earned, 0–1. text: the comment, or why. by: a user's id; none once that is forgotten.
    withdrawn_at: since when a correction no longer holds, and by whom.
    """

    __tablename__ = "imported_mark"
    __table_args__ = (
        ForeignKeyConstraint(
            ["user_id", "talk_id"], ["imported_talk.user_id", "imported_talk.id"], name="fk_imported_mark_talk"
        ),
        CheckConstraint("kind IN ('comment', 'moves', 'points')", name="kind"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share"),
    )

    user_id: str = Field(primary_key=True)
    talk_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: Literal["comment", "moves", "points"] = Field(sa_type=String)
    turn: int | None = None
    moves: list[str] | None = Field(default=None, sa_type=JSON_OR_NULL)
    criterion: str | None = None
    share: float | None = None
    text: str = Field(sa_type=Text)
    by: str | None = None
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None


class Imports:
    """The part of a unit that knows real conversations."""

    _database: sqlmodel.Session

    def imported(self, user_id: str, talk_id: str) -> ImportedTalk | None:
        """One conversation of a person."""
        return self._database.get(ImportedTalk, (user_id, talk_id))

    def imports(self, users: Collection[str] | None, limit: int, offset: int = 0) -> list[ImportedTalk]:
        """The conversations of these people (none: everybody's), what was imported last first."""
        wanted = select(ImportedTalk).order_by(
            col(ImportedTalk.imported_at).desc(), col(ImportedTalk.user_id), col(ImportedTalk.id)
        )
        if users is not None:
            wanted = wanted.where(col(ImportedTalk.user_id).in_(users))
        return list(self._database.exec(wanted.limit(limit).offset(offset)))

    def import_marks(self, user_id: str, talk_id: str) -> list[ImportedMark]:
        """What was written about a conversation and corrected in it, withdrawn too, in order."""
        whose = (ImportedMark.user_id == user_id, ImportedMark.talk_id == talk_id)
        return list(self._database.exec(select(ImportedMark).where(*whose).order_by(col(ImportedMark.number))))

    def mark_import(self, mark: ImportedMark) -> ImportedMark:
        """Keep a comment or a correction, with the next number of its conversation.

        The conversation's row is held until the unit ends, so that no two marks get the same number.
        """
        whose = (ImportedTalk.user_id == mark.user_id, ImportedTalk.id == mark.talk_id)
        self._database.exec(select(ImportedTalk.id).where(*whose).with_for_update()).one()
        marks = (ImportedMark.user_id == mark.user_id, ImportedMark.talk_id == mark.talk_id)
        last = self._database.exec(select(func.max(ImportedMark.number)).where(*marks)).one() or 0
        mark.number = last + 1
        self._database.add(mark)
        self._database.flush()
        return mark

    def remove_import(self, user_id: str, talk_id: str) -> None:
        """Remove a conversation with all that was made of it."""
        marks = delete(ImportedMark).where(col(ImportedMark.user_id) == user_id, col(ImportedMark.talk_id) == talk_id)
        talk = delete(ImportedTalk).where(col(ImportedTalk.user_id) == user_id, col(ImportedTalk.id) == talk_id)
        for each in (marks, talk):
            self._database.exec(each)

    def expire_imports(self, before: datetime, limit: int) -> int:
        """Remove at most so many conversations that were imported before, and return how many."""
        old = select(ImportedTalk.user_id, ImportedTalk.id).where(ImportedTalk.imported_at < before)
        keys = list(self._database.exec(old.limit(limit).with_for_update(skip_locked=True)))
        for key in keys:
            self.remove_import(*key)
        return len(keys)
