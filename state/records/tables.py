"""Tables: every row about a trainee is keyed by the trainee first, so that no two contend for one."""

from datetime import datetime
from typing import Any, Literal

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKeyConstraint,
    Index,
    MetaData,
    String,
    Text,
    text,
)
from sqlalchemy.orm import registry
from sqlmodel import Field, SQLModel

from state.content.terms import Lang, Mode, Outcome, StepId

Channel = Literal["telegram", "terminal"]
Role = Literal["trainee", "coach", "admin"]
Phase = Literal["prepare", "talk", "diagnose", "done"]
Voice = Literal["customer", "coach"]
Format = Literal["plain", "html", "picture", "file", "certificate"]
GroupRole = Literal["member", "coach"]
Verdict = Literal["upheld", "refused"]

# Named constraints, because a migration can only change what it can name.
metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

JSON_OR_NULL = JSON(none_as_null=True)
"""A missing document is SQL's NULL, not the JSON text `null`."""

OPEN = "phase <> 'done'"
PENDING = "sent_at IS NULL AND failed_at IS NULL"
UNDECIDED = "state = 'open'"

DIGEST = "digest"
"""What a message is about that sums up a coach's week."""


class Row(SQLModel, registry=registry(metadata=metadata)):
    """The base of every table.

    Times are aware and come back in UTC; a naive one is refused when it is written.
    JSON columns hold what `json.dumps` takes. To change one, assign a new value: changes within are not seen.
    """


def of_session(*, table: str) -> ForeignKeyConstraint:
    """Tie the rows of a table to the session that they belong to, by `user_id` and `session_id`."""
    return ForeignKeyConstraint(
        ["user_id", "session_id"], ["session.user_id", "session.id"], name=f"fk_{table}_session"
    )


class User(Row, table=True):
    """A person. id: channel and number, as `telegram:12345` or `terminal:local`.

    chat_id: where Telegram messages go; none in a terminal. dialog: which menu or question is open, if any.
    role: by an invitation or `duilian users`; the settings may name a higher one.
    reasons: whether each reply in practice is followed by why it was good or bad.
    closed_at: since when nothing can be sent, as the bot was blocked or the account is gone; none if it can.
    remind: whether to be reminded after a long absence. reminded_at: when that was done last.
    digest: whether a coach wants the week summed up. digested_at: when that was done last, or there was nothing to say.
    menu: what the menu button of the chat was made to open, as `zh https://bot.example.org/desk/app`; '' if nothing.
    """

    __table_args__ = (
        CheckConstraint("lang IN ('zh', 'en')", name="lang"),
        CheckConstraint("role IN ('trainee', 'coach', 'admin')", name="role"),
    )

    id: str = Field(primary_key=True)
    channel: Channel = Field(sa_type=String)
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    name: str
    lang: Lang = Field(sa_type=String)
    role: Role = Field(default="trainee", sa_type=String)
    dialog: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    reasons: bool = False
    remind: bool = True
    digest: bool = True
    menu: str = ""
    created_at: datetime
    seen_at: datetime
    closed_at: datetime | None = None
    reminded_at: datetime | None = None
    digested_at: datetime | None = None


class Group(Row, table=True):
    """Trainees and the coaches who see how they get on. name: as people call it, which is its key too."""

    __tablename__ = "trainee_group"

    name: str = Field(primary_key=True)
    made_at: datetime


class Membership(Row, table=True):
    """That somebody belongs to a group. role: `coach` of it, or a `member`, whose talks its coaches see."""

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        ForeignKeyConstraint(["group_name"], ["trainee_group.name"]),
        CheckConstraint("role IN ('member', 'coach')", name="role"),
        Index(None, "group_name"),
    )

    user_id: str = Field(primary_key=True)
    group_name: str = Field(primary_key=True)
    role: GroupRole = Field(default="member", sa_type=String)
    since: datetime


class Invitation(Row, table=True):
    """A code that lets people in. group_name: the group that it leads to, if any. role: that it gives, never takes.

    allowed, used: how many people may take it, and have. made_by: a user's id; none once that is forgotten.
    """

    __table_args__ = (
        ForeignKeyConstraint(["group_name"], ["trainee_group.name"]),
        CheckConstraint("role IN ('trainee', 'coach', 'admin')", name="role"),
        CheckConstraint("used BETWEEN 0 AND allowed", name="used"),
    )

    code: str = Field(primary_key=True)
    group_name: str | None = None
    role: Role = Field(default="trainee", sa_type=String)
    allowed: int
    used: int = 0
    made_by: str | None = None
    made_at: datetime
    expires_at: datetime
    revoked_at: datetime | None = None


class Acceptance(Row, table=True):
    """That somebody took an invitation, which is done once."""

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        ForeignKeyConstraint(["code"], ["invitation.code"]),
    )

    user_id: str = Field(primary_key=True)
    code: str = Field(primary_key=True)
    at: datetime


class Session(Row, table=True):
    """One talk with one customer; a trainee has at most one whose phase is not `done`.

    id: made by the caller, random. scenario: as `zh/laser_payback`.
    content_version, reader_version: what it was held and read by. seed: what the customer's choices hang on.
    preparation, diagnosis: the trainee's answers before and after the talk, none if skipped.
    snapshot: the customer as it is now, none before the talk begins.
    before: the customer before the last reply; none where there is no reply that could be taken back or added to.
    help: a `Help`, none if there was no talk of any.
    private: nobody but the trainee may see more of it than that it took place; settled before the talk begins.
    """

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("phase IN ('prepare', 'talk', 'diagnose', 'done')", name="phase"),
        CheckConstraint("mode IN ('practice', 'exam')", name="mode"),
        Index("ix_session_open", "user_id", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
        Index(None, "user_id", "started_at"),
        Index(None, "started_at"),
    )

    user_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    scenario: str
    content_version: str
    reader_version: str
    lang: Lang = Field(sa_type=String)
    seed: int = Field(sa_type=BigInteger)
    phase: Phase = Field(default="prepare", sa_type=String)
    mode: Mode = Field(default="practice", sa_type=String)
    private: bool = False
    preparation: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    snapshot: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    help: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    diagnosis: dict[str, Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    outcome: Outcome | None = Field(default=None, sa_type=String)
    started_at: datetime
    updated_at: datetime
    ended_at: datetime | None = None


class Turn(Row, table=True):
    """A reply and what the customer made of it. number: 1 for the first reply of its session.

    taken_back: it was unsaid, and no longer belongs to the talk; what is said instead has its number.
    pieces: the messages that the reply is made of, in order: [what the channel calls it, its text, how many seconds it
    took to say if it was spoken]; none in talks of before they were kept.
    reading: a `Reading`. interrupted: whether it came in before the customer had finished.
    state_before, state_after: the customer's state. meters: name -> 0–100, after the reply.
    says: what the customer answered, bubble by bubble. events: what happened, in order.
    """

    __table_args__ = (of_session(table="turn"),)

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    taken_back: bool = Field(default=False, primary_key=True)
    at: datetime
    reply: str = Field(sa_type=Text)
    pieces: list[Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    reading: dict[str, Any] = Field(sa_type=JSON)
    interrupted: bool = False
    state_before: str
    state_after: str
    meters: dict[str, int] = Field(sa_type=JSON)
    says: list[Any] = Field(sa_type=JSON)
    events: list[Any] = Field(sa_type=JSON)


class Card(Row, table=True):
    """A score card; a session has one for each time that it was scored. score: 0–100.

    number: from 1; the card with the highest is the one shown, the others are kept.
    rubric_version, reader_version, content_version: what it was scored by, what had read the replies, and the customer.
    """

    __table_args__ = (
        of_session(table="card"),
        CheckConstraint("score BETWEEN 0 AND 100", name="score"),
    )

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    rubric_version: int
    reader_version: str
    content_version: str
    score: int
    body: dict[str, Any] = Field(sa_type=JSON)
    made_at: datetime


class Appeal(Row, table=True):
    """A trainee's word against a score card: that a criterion was met; one for each criterion of a session.

    id: made by the caller, random. turn: the reply that met it; none if not a single one did.
    state: open until it is decided: when, by whom (a user's id), and with which note.
    example: what became of the reply as an example for the reader, once upheld: none if nobody has decided, `accepted`
    (then moves are all that it makes) or `refused`, by whom and when.
    """

    __table_args__ = (
        of_session(table="appeal"),
        CheckConstraint("state IN ('open', 'upheld', 'refused')", name="state"),
        # As with what is to be sent, only what waits is indexed.
        Index("ix_appeal_open", "made_at", sqlite_where=text(UNDECIDED), postgresql_where=text(UNDECIDED)),
    )

    user_id: str = Field(primary_key=True)
    session_id: str = Field(primary_key=True)
    criterion: str = Field(primary_key=True)
    id: str
    turn: int | None = None
    state: Literal["open"] | Verdict = Field(default="open", sa_type=String)
    made_at: datetime
    decided_at: datetime | None = None
    decided_by: str | None = None
    note: str | None = Field(default=None, sa_type=Text)
    moves: list[str] | None = Field(default=None, sa_type=JSON_OR_NULL)
    example: Literal["accepted", "refused"] | None = Field(default=None, sa_type=String)
    example_by: str | None = None
    example_at: datetime | None = None


class Goal(Row, table=True):
    """What a trainee wants to reach; the one with the highest number is in force, the others are what came before.

    target: percent of the step's points. per_week: talks. set_at, until: when it begins and ends to count.
    """

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("target BETWEEN 0 AND 100", name="target"),
    )

    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    step: StepId = Field(sa_type=String)
    target: int
    per_week: int
    set_at: datetime
    until: datetime


class DrillRound(Row, table=True):
    """A round of a drill, from its first answer on; one that was broken off stays as far as it went.

    number: from 1, of all the trainee's rounds. drill: its name, as `zh_isolate`. content_version: `Drill.version`.
    items: how many the round has; answered: how many of them so far; correct: how many of those were right, or heard
    to be. answers: `{"item": Item.key, "right": bool}` for each answered, in the order in which they were asked.
    """

    __tablename__ = "drill_round"
    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        CheckConstraint("lang IN ('zh', 'en')", name="lang"),
        CheckConstraint("correct BETWEEN 0 AND answered AND answered BETWEEN 1 AND items", name="counts"),
    )

    user_id: str = Field(primary_key=True)
    number: int = Field(primary_key=True)
    drill: str
    content_version: str
    lang: Lang = Field(sa_type=String)
    items: int
    answered: int
    correct: int
    answers: list[dict[str, Any]] = Field(sa_type=JSON)
    started_at: datetime
    updated_at: datetime


class SeenUpdate(Row, table=True):
    """An update that was dealt with. It refers to no user: it is noted before its sender is known."""

    __tablename__ = "seen_update"

    user_id: str = Field(primary_key=True)
    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    at: datetime


class Outgoing(Row, table=True):
    """A message to a user, kept until it is sent. id: rises by one for each of the user's messages.

    session_id: the talk it belongs to, if any. turn: the reply in that talk that it answers, if any.
    buttons: as the channel draws them. speaker: whose name is shown with it, if anybody's.
    replaces: what the channel calls the message in whose place it is to be shown, if any.
    format: how the text is written; `picture` is the score card of the talk, or the progress, as a picture, and `file`
    all that is kept of the user, and `certificate` the one of an assignment, each made when it is sent, with the text
    beside it. about: the id of that assignment, or `DIGEST`.
    due_at: not to be sent before. taken_at: when it was first on its way; from then on it may have arrived.
    taken_by, taken_until: the worker that is sending it, and until when no other does.
    message_id: what the channel called it once sent.
    attempts: how often sending was tried. error: the last failure. failed_at: when it was given up.
    """

    __table_args__ = (
        ForeignKeyConstraint(["user_id"], ["user.id"]),
        of_session(table="outgoing"),
        CheckConstraint("voice IN ('customer', 'coach')", name="voice"),
        CheckConstraint("format IN ('plain', 'html', 'picture', 'file', 'certificate')", name="format"),
        # Only what is unsent is indexed: it stays as small as the queue, however long the history grows.
        Index(
            "ix_outgoing_pending",
            "user_id",
            "due_at",
            sqlite_where=text(PENDING),
            postgresql_where=text(PENDING),
        ),
    )

    user_id: str = Field(primary_key=True)
    id: int = Field(primary_key=True, sa_type=BigInteger)
    session_id: str | None = None
    voice: Voice = Field(sa_type=String)
    text: str = Field(sa_type=Text)
    format: Format = Field(default="plain", sa_type=String)
    buttons: list[Any] | None = Field(default=None, sa_type=JSON_OR_NULL)
    turn: int | None = None
    speaker: str | None = None
    replaces: int | None = Field(default=None, sa_type=BigInteger)
    about: str | None = None
    due_at: datetime
    taken_at: datetime | None = None
    taken_by: str | None = None
    taken_until: datetime | None = None
    sent_at: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    attempts: int = 0
    failed_at: datetime | None = None
    error: str | None = Field(default=None, sa_type=Text)


class Chore(Row, table=True):
    """What one worker does for all, as reminding people.

    worker: who began it last. begun_at: when; by that, others see whether it is time again.
    """

    name: str = Field(primary_key=True)
    worker: str
    begun_at: datetime


class ContentFile(Row, table=True):
    """A file of content that was ever live. digest: of its text, whatever its line ends."""

    __tablename__ = "content_file"

    digest: str = Field(primary_key=True)
    text: str = Field(sa_type=Text)


class Publication(Row, table=True):
    """Content that went live; the one with the highest number is live now. number: from 1.

    by: a user's id, or `folder` if files in the folder of content had changed. note: which files, for a person.
    files: path without `.yaml` -> digest. folder: the same of the folder of content when it was last looked at.
    customers: scenario -> content version. off: scenarios that are not offered.
    """

    number: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})
    at: datetime
    by: str
    note: str
    files: dict[str, str] = Field(sa_type=JSON)
    folder: dict[str, str] = Field(sa_type=JSON)
    customers: dict[str, str] = Field(sa_type=JSON)
    off: list[str] = Field(sa_type=JSON)
