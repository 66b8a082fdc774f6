"""Trainings of the reader, and rulings of people with which the machine by itself once agreed, in new tables. Upheld
appeals become examples for the reader: older ones await a decision. When the replies were gathered that a head has
learnt is not known of heads that went live before.
"""

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

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "training",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("by", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("beat_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stage", sa.String(), nullable=False),
        sa.Column("replies", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("against", sa.Integer(), nullable=False),
        sa.Column("found", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("error", sa.String(), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by", sa.String(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("head", sa.Integer(), nullable=True),
        sa.CheckConstraint("state IN ('running', 'failed', 'done', 'live', 'dropped')", name=op.f("ck_training_state")),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_training")),
    )
    op.create_table(
        "agreed",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("about", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_agreed_session"),
        sa.PrimaryKeyConstraint("user_id", "session_id", "about", name=op.f("pk_agreed")),
    )
    with op.batch_alter_table("trained_head") as table:
        table.add_column(sa.Column("taught_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("appeal") as table:
        table.add_column(sa.Column("moves", sa.JSON(none_as_null=True), nullable=True))
        table.add_column(sa.Column("example", sa.String(), nullable=True))
        table.add_column(sa.Column("example_by", sa.String(), nullable=True))
        table.add_column(sa.Column("example_at", sa.DateTime(timezone=True), nullable=True))
