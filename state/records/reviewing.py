"""What coaches make of talks: comments, corrections, scores of their own; and what they ask people to practise.

Rows of these tables are never changed but in what their docstrings name, and never removed while the trainee is known:
they are the record of who judged what, when, and why.
"""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import JSON, CheckConstraint, ForeignKeyConstraint, Index, String, Text, text
from sqlmodel import Field

from state.content.terms import Mode, Task
from state.records.tables import JSON_OR_NULL, Row, of_session

Judged = Literal["moves", "points"]
Way = Literal["link", "app"]
"""How somebody comes to the desk: by a link from the chat, or as a Mini App."""

UNDONE = "done_at IS NULL AND cancelled_at IS NULL"


class Comment(Row, table=True):
    """A word about a talk or one of its turns, by a coach, or by the trainee in answer.

    number: from 1 within the talk. turn: the reply that it is about; none: the whole. by: a user's id.
    to: the number of the comment that it answers, if any.
    """

    __table_args__ = (of_session(table="comment"), Index(None, "at"))

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    turn: int | None = None
    by: str | None = None
    to: int | None = None
    text: str = Field(sa_type=Text)
    at: datetime


class Correction(Row, table=True):
    """A coach's judgement in the place of the machine's; of several about the same thing, the newest that stands holds.

    number: from 1 within the talk. kind: `moves`, what a reply does, or `points`, how far a criterion was met.
    turn: the reply; for points the one that shows it, if a single one does. moves: all that the reply makes.
    criterion, share: of the points, how much of them is earned, 0–1. reason: why, as the trainee may read it.
    by: a user's id; none once that is forgotten. withdrawn_at: since when it no longer holds, and by whom.
    example: what became of the corrected reply as an example for the reader: none if nobody has decided,
    `accepted` or `refused`, by whom and when.
    """

    __table_args__ = (
        of_session(table="correction"),
        CheckConstraint("kind IN ('moves', 'points')", name="kind"),
        CheckConstraint("share BETWEEN 0 AND 1", name="share"),
        CheckConstraint("example IN ('accepted', 'refused')", name="example"),
        Index(None, "at"),
    )

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    kind: Judged = Field(sa_type=String)
    turn: int | None = None
    moves: list[str] | None = Field(default=None, sa_type=JSON_OR_NULL)
    criterion: str | None = None
    share: float | None = None
    reason: str = Field(sa_type=Text)
    by: str | None = None
    at: datetime
    withdrawn_at: datetime | None = None
    withdrawn_by: str | None = None
    example: Literal["accepted", "refused"] | None = Field(default=None, sa_type=String)
    example_by: str | None = None
    example_at: datetime | None = None


class BlindScore(Row, table=True):
    """A coach's own score of a talk, given without sight of the machine's or another's, for calibration.

    coach_id: who is asked. asked_by: a user's id. shares: criterion -> 0–1, or none for "not rated"; none until done.
    """

    __tablename__ = "blind_score"
    __table_args__ = (of_session(table="blind_score"), Index(None, "coach_id"))

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    coach_id: str = Field(primary_key=True)
    asked_by: str | None = None
    asked_at: datetime
    shares: dict[str, float | None] | None = Field(default=None, sa_type=JSON_OR_NULL)
    done_at: datetime | None = None


class Assignment(Row, table=True):
    """What a trainee is asked to practise.

    id: made by the caller, random. batch: the same for all who were given it at once. group_name: the group that it was
    given to, if it was given to one. made_by: a user's id; none once that is forgotten.
    task: `customer` (one talk with each of subjects), `drill` (a whole round of each), `goal` (subjects: one step,
    reached at `least`), `certificate` (a pass with each of subjects, scored `least` or more, in an exam).
    mode: of the talks. least: the score, or percent of the step's points, that is asked for; 0 if none is.
    due_at: none if there is no hurry. note: a word to the trainee. reminded_at: when they were last reminded.
    done_at: when it was fulfilled. cancelled_at: when it was taken back.
    results: by what it was fulfilled: [subject, score or percent, when in ISO 8601] for each; none until then.
    """

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("task IN ('customer', 'drill', 'goal', 'certificate')", name="task"),
        CheckConstraint("mode IN ('practice', 'exam')", name="mode"),
        CheckConstraint("least BETWEEN 0 AND 100", name="least"),
        Index(None, "batch"),
        Index("ix_assignment_undone", "due_at", sqlite_where=text(UNDONE), postgresql_where=text(UNDONE)),
    )

    user_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    batch: str
    group_name: str | None = None
    task: Task = Field(sa_type=String)
    subjects: list[Any] = Field(sa_type=JSON)
    mode: Mode = Field(default="practice", sa_type=String)
    least: int = 0
    note: str = Field(default="", sa_type=Text)
    made_by: str | None = None
    made_at: datetime
    due_at: datetime | None = None
    reminded_at: datetime | None = None
    done_at: datetime | None = None
    cancelled_at: datetime | None = None
    results: list[Any] | None = Field(default=None, sa_type=JSON_OR_NULL)


class SignIn(Row, table=True):
    """A link by which somebody comes to the desk, once. digest: SHA-256 of the secret in it, in hex."""

    __tablename__ = "sign_in"
    __table_args__ = (ForeignKeyConstraint(["user_id"], ["user.id"]),)

    user_id: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    made_at: datetime
    expires_at: datetime
    used_at: datetime | None = None


class Stay(Row, table=True):
    """That somebody is signed in at the desk in one browser, until then. It is removed when they sign out.

    digest: SHA-256 of what that browser's cookie holds, in hex.
    """

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("way IN ('link', 'app')", name="way"),
    )

    user_id: str = Field(primary_key=True)
    digest: str = Field(primary_key=True)
    way: Way = Field(sa_type=String)
    begun_at: datetime
    ends_at: datetime
