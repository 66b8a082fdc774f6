"""How each talk ended and which criteria were missed in it, beside its figures, filled from the newest cards."""

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

revision = "0013"
down_revision = "0012"

PORTION = 500
HALF = 0.5  # share of a criterion's points under which it was missed


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("result") as batch:
        batch.add_column(sa.Column("outcome", sa.String(), nullable=True))
        batch.add_column(sa.Column("asked", sa.Text(), nullable=True))
        batch.add_column(sa.Column("verdicts", sa.Text(), nullable=True))
    names = ("user_id", "session_id", "outcome", "asked", "verdicts")
    result = sa.table("result", *(sa.column(name, sa.String()) for name in names))
    own = (result.c.user_id == sa.bindparam("whose"), result.c.session_id == sa.bindparam("talk"))
    keep = sa.update(result).where(*own).values({name: sa.bindparam(f"new_{name}") for name in names[2:]})
    cards = sa.text(
        "SELECT r.user_id AS whose, r.session_id AS talk, s.outcome, c.body FROM result r "
        "JOIN session s ON s.user_id = r.user_id AND s.id = r.session_id "
        "JOIN card c ON c.user_id = r.user_id AND c.session_id = r.session_id AND c.number = r.number "
        "WHERE r.asked IS NULL LIMIT :portion"
    ).columns(body=sa.JSON())
    connection = op.get_bind()
    while rows := connection.execute(cards, {"portion": PORTION}).mappings().all():
        connection.execute(keep, [_in_figures(dict(row)) for row in rows])


def _in_figures(row: dict[str, object]) -> dict[str, object]:
    body = row["body"]
    groups = [body.get(kind) for kind in ("steps", "groups")] if isinstance(body, dict) else []
    judged = [each for parts in groups for part in _dicts(parts) for each in _dicts(part.get("criteria"))]
    verdicts = {str(each.get("criterion")): _verdict(each.get("share")) for each in judged}
    told = {"new_asked": " ".join(verdicts), "new_verdicts": "".join(verdicts.values()), "new_outcome": row["outcome"]}
    return {"whose": row["whose"], "talk": row["talk"], **told}


def _verdict(share: object) -> str:
    return "-" if not isinstance(share, (int, float)) else "0" if share < HALF else "1"


def _dicts(value: object) -> list[dict[str, object]]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []
