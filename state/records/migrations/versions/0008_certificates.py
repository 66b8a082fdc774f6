"""Certificates: a new format of messages, what one is about, by what an assignment was done; old rows have none."""

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

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("assignment") as table:
        table.add_column(sa.Column("results", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("outgoing") as table:
        table.add_column(sa.Column("about", sa.String(), nullable=True))
        table.drop_constraint(op.f("ck_outgoing_format"), type_="check")
        table.create_check_constraint(
            op.f("ck_outgoing_format"), "format IN ('plain', 'html', 'picture', 'file', 'certificate')"
        )
