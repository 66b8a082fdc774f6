"""What each talk came to, in figures: a new table, filled from the newest card of each talk that is not private."""

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

revision = "0009"
down_revision = "0008"

STEPS = "abcdefg"
PORTION = 500


def upgrade() -> None:
    """Change the tables."""
    result = op.create_table(
        "result",
        sa.Column("user_id", sa.String(), nullable=False),
        sa.Column("session_id", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("scenario", sa.String(), nullable=False),
        sa.Column("mode", sa.String(), nullable=False),
        *(sa.Column(step, sa.Float(), nullable=True) for step in STEPS),
        sa.CheckConstraint("mode IN ('practice', 'exam')", name=op.f("ck_result_mode")),
        sa.ForeignKeyConstraint(["user_id", "session_id"], ["session.user_id", "session.id"], name="fk_result_session"),
        sa.PrimaryKeyConstraint("user_id", "session_id", name=op.f("pk_result")),
    )
    op.create_index(op.f("ix_result_at"), "result", ["at"], unique=False)
    op.create_index(op.f("ix_result_user_id_at"), "result", ["user_id", "at"], unique=False)
    cards = op.get_bind().execute(
        sa.text(
            "SELECT c.user_id, c.session_id, c.number, c.score, coalesce(s.ended_at, s.updated_at) AS at, s.scenario, "
            "s.mode, c.body FROM card c JOIN session s ON s.user_id = c.user_id AND s.id = c.session_id "
            "WHERE NOT s.private AND c.number = (SELECT max(o.number) FROM card o WHERE o.user_id = c.user_id "
            "AND o.session_id = c.session_id)"
        ).columns(at=sa.DateTime(timezone=True), body=sa.JSON())
    )
    for portion in cards.mappings().partitions(PORTION):
        op.bulk_insert(result, [_in_figures(dict(row)) for row in portion])


def _in_figures(row: dict[str, object]) -> dict[str, object]:
    body = row.pop("body")
    steps = body.get("steps") if isinstance(body, dict) else None
    parts = [part for part in steps if isinstance(part, dict)] if isinstance(steps, list) else []
    shares = {part.get("id"): part.get("share") for part in parts}
    return {**row, **{step: shares.get(step) for step in STEPS}}
