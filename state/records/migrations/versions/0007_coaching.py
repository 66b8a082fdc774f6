"""Comments, corrections, blind scores, assignments, links to the desk: new tables; what is there stays as it is."""

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

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "assignment",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("batch", sa.String(), nullable=False),
        sa.Column("group_name", sa.String(), nullable=True),
        sa.Column("task", sa.String(), nullable=False),
        sa.Column("subjects", sa.JSON(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("made_by", sa.String(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("mode IN ('practice', 'exam')", name=op.f("ck_assignment_mode")),
        sa.CheckConstraint("task IN ('customer', 'drill', 'goal', 'certificate')", name=op.f("ck_assignment_task")),
        sa.CheckConstraint("least BETWEEN 0 AND 100", name=op.f("ck_assignment_least")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_assignment_user_id")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_assignment")),
    )
    op.create_index(op.f("ix_assignment_batch"), "assignment", ["batch"], unique=False)
    op.create_index(
        "ix_assignment_undone",
        "assignment",
        ["due_at"],
        unique=False,
        sqlite_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL AND cancelled_at IS NULL"),
    )

    op.create_table(
        "sign_in",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_sign_in_user_id")),
        sa.PrimaryKeyConstraint("user_id", "digest", name=op.f("pk_sign_in")),
    )
    op.create_table(
        "blind_score",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("coach_id", sa.String(), nullable=False),
        sa.Column("asked_by", sa.String(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shares", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_blind_score_session"
        ),
        sa.PrimaryKeyConstraint("user_id", "session_id", "coach_id", name=op.f("pk_blind_score")),
    )
    op.create_index(op.f("ix_blind_score_coach_id"), "blind_score", ["coach_id"], unique=False)

    op.create_table(
        "comment",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("to", sa.Integer(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_comment_session"
        ),
        sa.PrimaryKeyConstraint("user_id", "session_id", "number", name=op.f("pk_comment")),
    )
    op.create_index(op.f("ix_comment_at"), "comment", ["at"], unique=False)

    op.create_table(
        "correction",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("moves", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("criterion", sa.String(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.Column("example", sa.String(), nullable=True),
        sa.Column("example_by", sa.String(), nullable=True),
        sa.Column("example_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("example IN ('accepted', 'refused')", name=op.f("ck_correction_example")),
        sa.CheckConstraint("kind IN ('moves', 'points')", name=op.f("ck_correction_kind")),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_correction_share")),
        sa.ForeignKeyConstraint(
            ["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_correction_session"
        ),
        sa.PrimaryKeyConstraint("user_id", "session_id", "number", name=op.f("pk_correction")),
    )
    op.create_index(op.f("ix_correction_at"), "correction", ["at"], unique=False)
