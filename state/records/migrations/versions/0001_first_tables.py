"""The first tables: users, goals, sessions, turns, cards, appeals, updates seen, messages. There are no old rows."""

# Rules for every migration:
# - Once released it is never edited; the next one puts right what it got wrong.
# - The docstring says what becomes of old rows. A new column is nullable or has a server_default.
# - It imports nothing of Duilian: the tables go on changing, what was done to them does not.
# - It runs on SQLite and PostgreSQL alike; what exists is altered in op.batch_alter_table, for SQLite's sake.
# - The version before must be able to go on with the new tables; what it reads is dropped one version later.
# - It does not hold a large table for long: fill a new column in a step of its own.
# - There is no way down: whoever must go back restores the backup made before.

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "seen_update",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("update_id", sa.BigInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("user_id", "update_id", name=op.f("pk_seen_update")),
    )
    op.create_table(
        "user",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("chat_id", sa.BigInteger(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("dialog", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("reasons", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lang IN ('zh', 'en')", name=op.f("ck_user_lang")),
        sa.CheckConstraint("role IN ('trainee', 'coach', 'admin')", name=op.f("ck_user_role")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user")),
    )
    op.create_table(
        "session",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("content_version", sa.String(), nullable=False),
        sa.Column("reader_version", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("phase", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("private", sa.Boolean(), nullable=False),
        sa.Column("preparation", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("snapshot", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("before", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("help", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("diagnosis", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("phase IN ('prepare', 'talk', 'diagnose', 'done')", name=op.f("ck_session_phase")),
        sa.CheckConstraint("mode IN ('practice', 'exam')", name=op.f("ck_session_mode")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_session_user_id")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_session")),
    )
    op.create_index(
        "ix_session_open",
        "session",
        ["user_id"],
        unique=True,
        sqlite_where=sa.text("phase <> 'done'"),
        postgresql_where=sa.text("phase <> 'done'"),
    )
    op.create_index("ix_session_started_at", "session", ["started_at"])
    op.create_index("ix_session_user_id_started_at", "session", ["user_id", "started_at"])
    op.create_table(
        "appeal",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('open', 'upheld', 'refused')", name=op.f("ck_appeal_state")),
        sa.ForeignKeyConstraint(["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_appeal_session"),
        sa.PrimaryKeyConstraint("user_id", "session_id", "criterion", name=op.f("pk_appeal")),
    )
    op.create_index(
        "ix_appeal_open",
        "appeal",
        ["made_at"],
        sqlite_where=sa.text("state = 'open'"),
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "card",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("rubric_version", sa.Integer(), nullable=False),
        sa.Column("reader_version", sa.String(), nullable=False),
        sa.Column("content_version", sa.String(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("body", sa.JSON(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 100", name=op.f("ck_card_score")),
        sa.ForeignKeyConstraint(["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_card_session"),
        sa.PrimaryKeyConstraint("user_id", "session_id", "number", name=op.f("pk_card")),
    )
    op.create_table(
        "goal",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("target", sa.Integer(), nullable=False),
        sa.Column("per_week", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("target BETWEEN 0 AND 100", name=op.f("ck_goal_target")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_goal_user_id")),
        sa.PrimaryKeyConstraint("user_id", "number", name=op.f("pk_goal")),
    )
    op.create_table(
        "outgoing",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=True),
        sa.Column("voice", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("format", sa.String(), nullable=False),
        sa.Column("buttons", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("error", sa.Text(), nullable=True),
        sa.CheckConstraint("format IN ('plain', 'html', 'picture')", name=op.f("ck_outgoing_format")),
        sa.CheckConstraint("voice IN ('customer', 'coach')", name=op.f("ck_outgoing_voice")),
        sa.ForeignKeyConstraint(
            ["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_outgoing_session"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_outgoing_user_id")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_outgoing")),
    )
    op.create_index(
        "ix_outgoing_pending",
        "outgoing",
        ["user_id", "due_at"],
        sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
    )
    op.create_table(
        "turn",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("taken_back", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reply", sa.Text(), nullable=False),
        sa.Column("reading", sa.JSON(), nullable=False),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("state_before", sa.String(), nullable=False),
        sa.Column("state_after", sa.String(), nullable=False),
        sa.Column("meters", sa.JSON(), nullable=False),
        sa.Column("says", sa.JSON(), nullable=False),
        sa.Column("events", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_turn_session"),
        sa.PrimaryKeyConstraint("user_id", "session_id", "number", "taken_back", name=op.f("pk_turn")),
    )
