"""The commands by which whoever runs Duilian looks after the database."""

from pathlib import Path
from typing import Annotated

import typer

from bot.shell import Config, fail, opened, settings_from, told

app = typer.Typer(
    help="Look after the database: bring it to this version, back it up, restore it.", no_args_is_help=True
)

File = Annotated[Path, typer.Argument(metavar="FILE", help="A backup, as duilian-2026-03-02.zip.", dir_okay=False)]


@app.command("status")
def status(config: Config = None) -> None:
    """See which version the database is at, and how many rows each table has."""
    from state.records.schema import revisions

    with told(), opened(settings_from(config)) as records:
        held = records.holding()
    newest = revisions()[-1]
    if held.revision is None:
        fail("the database has no tables yet. `duilian db upgrade` makes them.")
    for name, rows in sorted(held.rows.items()):
        _count(name, rows)
    older = "" if held.revision == newest else f" of {newest}; `duilian db upgrade` brings it there"
    typer.echo(f"{held.total:,} rows; revision {held.revision}{older}")


@app.command("upgrade")
def upgrade(config: Config = None) -> None:
    """Bring the database to this version of the program."""
    with told(), opened(settings_from(config)) as records:
        records.migrate()
    typer.echo("The database is up to date.")


@app.command("backup")
def back_up(
    file: File,
    force: Annotated[bool, typer.Option("--force", help="Put it in the place of a file that is there.")] = False,
    config: Config = None,
) -> None:
    """Write all that the database holds to a file, while the bot runs.

    It can be restored into SQLite and PostgreSQL alike, by this version of Duilian and by later ones.
    """
    from bot.delivery import now
    from state.records.archive import BackupRefused

    with told(), opened(settings_from(config)) as records:
        try:
            made = records.back_up(file, now(), _count, force=force)
        except BackupRefused as error:
            fail(str(error))
    size = file.stat().st_size
    typer.echo(f"{made.rows:,} rows of revision {made.revision} are in {file} ({size / 1024:,.0f} KiB).")


@app.command("restore")
def restore(
    file: File,
    replace: Annotated[bool, typer.Option("--replace", help="Remove what the database holds, all of it.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    config: Config = None,
) -> None:
    """Put all that a backup holds into an empty database, and bring that to this version. Stop the bot before.

    If anything is wrong, the database stays as it was.
    """
    from state.records.archive import BackupRefused

    with told(), opened(settings_from(config)) as records:
        if replace and not yes:
            held = records.holding()
            newer = f" (also {', '.join(held.strange)}, which this version does not know)" if held.strange else ""
            typer.confirm(f"Remove all {held.total:,} rows that the database holds{newer}?", abort=True)
        try:
            made = records.restore(file, _count, replace=replace)
        except BackupRefused as error:
            fail(str(error))
    typer.echo(f"{made.rows:,} rows are back, as they were on {made.made_at:%Y-%m-%d %H:%M} UTC.")


def _count(table: str, rows: int) -> None:
    typer.echo(f"{rows:>12,}  {table}")
