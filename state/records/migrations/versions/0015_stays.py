"""Stays at the desk: a new table. Whoever was signed in before has to sign in once more."""

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

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "stay",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("way", sa.String(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("way IN ('link', 'app')", name=op.f("ck_stay_way")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_stay_user_id")),
        sa.PrimaryKeyConstraint("user_id", "digest", name=op.f("pk_stay")),
    )
