"""Amending: a reply made of several messages, and answers that can be withdrawn until they are on their way.

Old replies are of one message that nobody can edit any more; old answers belong to no reply, and stand.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0002"


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("turn") as table:
        table.add_column(sa.Column("pieces", sa.JSON(none_as_null=True), nullable=True))
    with op.batch_alter_table("outgoing") as table:
        table.add_column(sa.Column("turn", sa.Integer(), nullable=True))
        table.add_column(sa.Column("speaker", sa.String(), nullable=True))
        table.add_column(sa.Column("replaces", sa.BigInteger(), nullable=True))
        table.add_column(sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True))
