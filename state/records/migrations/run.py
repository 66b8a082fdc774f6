"""Run: what Alembic does for us, on a connection and within a transaction of ours."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, Engine

from state.records.schema import MIGRATIONS, VERSIONS, revisions


def run(connection: Connection, versions: Path = VERSIONS, to: str = "head") -> None:
    """Run the migrations of a folder that a database lacks. to: the last one to run."""
    command.upgrade(_config(connection, versions), to)


def draft(engine: Engine, message: str, versions: Path = VERSIONS) -> Path:
    """Write the next migration, with what the tables have and the database has not. Returns its file."""
    number = f"{int(max(revisions(versions), default='0')) + 1:04}"
    with engine.begin() as connection:
        command.revision(_config(connection, versions), message, autogenerate=True, rev_id=number)
    return next(versions.glob(f"{number}_*.py"))


def _config(connection: Connection, versions: Path) -> Config:
    config = Config(attributes={"connection": connection})
    for option, value in {
        "script_location": str(MIGRATIONS),
        "version_locations": str(versions),
        "path_separator": "os",
        "file_template": "%(rev)s_%(slug)s",
    }.items():
        config.set_main_option(option, value.replace("%", "%%"))
    return config
