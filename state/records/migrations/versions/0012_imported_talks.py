"""Real conversations that are kept, and what coaches made of them: two new tables; nothing else changes."""

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

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "imported_talk",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("persona", sa.String(), nullable=True),
        sa.Column("objection", sa.String(), nullable=True),
        sa.Column("outcome", sa.String(), nullable=True),
        sa.Column("reader_version", sa.String(), nullable=False),
        sa.Column("log", sa.JSON(), nullable=False),
        sa.Column("imported_by", sa.String(), nullable=True),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("lang IN ('zh', 'en')", name=op.f("ck_imported_talk_lang")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_imported_talk_user_id")),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_imported_talk")),
    )
    with op.batch_alter_table("imported_talk") as table:
        table.create_index(table.f("ix_imported_talk_imported_at"), ["imported_at"], unique=False)
    op.create_table(
        "imported_mark",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("talk_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("turn", sa.Integer(), nullable=True),
        sa.Column("moves", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("criterion", sa.String(), nullable=True),
        sa.Column("share", sa.Float(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.String(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("withdrawn_by", sa.String(), nullable=True),
        sa.CheckConstraint("kind IN ('comment', 'moves', 'points')", name=op.f("ck_imported_mark_kind")),
        sa.CheckConstraint("share BETWEEN 0 AND 1", name=op.f("ck_imported_mark_share")),
        sa.ForeignKeyConstraint(
            ["user_id", "talk_id"], ["imported_talk.user_id", "imported_talk.id"], name="fk_imported_mark_talk"
        ),
        sa.PrimaryKeyConstraint("user_id", "talk_id", "number", name=op.f("pk_imported_mark")),
    )
