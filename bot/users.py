"""The commands by which whoever runs Duilian sees who uses it, and changes roles and groups."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell import Config, fail, opened, settings_from, told
from state.records.tables import Role

if TYPE_CHECKING:
    from bot.settings import Settings
    from state.records.records import Records

app = typer.Typer(help="See who uses it; set roles, put people into groups, remove what is kept of them.")

Who = Annotated[
    str, typer.Argument(metavar="ID", help="As `duilian users` lists it; of a Telegram id, the number will do.")
]
Group = Annotated[str, typer.Argument(help="A group, by its name.")]


@contextmanager
def _records(config: Path | None) -> "Iterator[tuple[Records, Settings]]":
    from bot.roster import Unchanged

    settings = settings_from(config)
    with told(), opened(settings) as records:
        records.migrate()
        try:
            yield records, settings
        except Unchanged as error:
            fail(f"{error}.")


@app.callback(invoke_without_command=True)
def users(context: typer.Context, config: Config = None) -> None:
    """See who uses it; set roles, put people into groups, remove what is kept of them."""
    if context.invoked_subcommand is not None:
        return
    from bot.roster import listed

    with _records(config) as (records, settings), records.unit() as unit:
        for line in list(listed(unit, settings.access)) or ["Nobody has used it yet."]:
            typer.echo(line)


@app.command("role")
def give_role(
    who: Who, role: Annotated[Role, typer.Argument(help="What they may do from now on.")], config: Config = None
) -> None:
    """Set somebody's role. Whom the settings name as coach or admin, stays that."""
    from bot import roster

    with _records(config) as (records, settings), records.unit() as unit:
        typer.echo(roster.give_role(unit, settings.access, who, role))


@app.command("add")
def put(
    who: Who,
    group: Group,
    coach: Annotated[
        bool, typer.Option("--coach", help="They coach it, and become a coach if they were none.")
    ] = False,
    new: Annotated[bool, typer.Option("--new", help="Make the group if there is none.")] = False,
    config: Config = None,
) -> None:
    """Put somebody into a group."""
    from bot import roster
    from bot.delivery import now

    with _records(config) as (records, _), records.unit() as unit:
        typer.echo(roster.put(unit, who, group, now(), coach=coach, new=new))


@app.command("remove")
def take_out(who: Who, group: Group, config: Config = None) -> None:
    """Take somebody out of a group. They go on practising."""
    from bot import roster

    with _records(config) as (records, _), records.unit() as unit:
        typer.echo(roster.take_out(unit, who, group))


@app.command("forget")
def forget(
    who: Who, yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False, config: Config = None
) -> None:
    """Remove all that is kept of somebody, as /forget does; where people come by invitation, they are out."""
    from bot.roster import named

    with _records(config) as (records, _):
        with records.unit() as unit:
            own = named(unit, who).id
        if not yes:
            typer.confirm(f"Remove all that is kept of {own}? It cannot be brought back", abort=True)
        with records.unit() as unit:
            unit.forget(own)
        typer.echo(f"Nothing is kept of {own} any more.")
