"""Amending: a reply made of several messages, and answers that can be withdrawn until they are on their way.

Old replies are of one message that nobody can edit any more; old answers belong to no reply, and stand.
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

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("turn") as table:
        table.add_column(sa.Column("pieces", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("outgoing") as table:
        table.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        table.add_column(sa.Column("speaker", sa.String(), nullable=True))
        table.add_column(sa.Column("replaces", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
