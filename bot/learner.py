"""Learner: the commands by which what coaches corrected is looked through, learnt, and taken back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.shell import Config, complain, fail, opened, settings_from, told
from state.content.terms import Move

app = typer.Typer(help="Learn from what coaches corrected: look through it, train, compare, go live, go back.")

BY = "terminal:local"

Name = Annotated[str, typer.Argument(help="A reply, as `duilian learn` names it, or all.")]


@app.callback(invoke_without_command=True)
def learn(context: typer.Context, config: Config = None) -> None:
    """List the replies that coaches corrected, or that were upheld on appeal, and nobody has decided about yet."""
    if context.invoked_subcommand is not None:
        return
    from bot.bootstrap import live_troupe
    from bot.learning import proposed

    settings = settings_from(config)
    with told(), opened(settings) as records:
        records.migrate()
        lines = list(proposed(records, live_troupe(records, settings.content.path()).rubric))
    for line in lines or ["Nothing waits that coaches have corrected."]:
        typer.echo(line)


@app.command("accept")
def accept(
    name: Name,
    move: Annotated[Move | None, typer.Option(help="The move that was missed, where an appeal leaves it open.")] = None,
    config: Config = None,
) -> None:
    """Let the reader learn a corrected reply, the next time that it is trained."""
    _decide(name, config, move, accepted=True)


@app.command("refuse")
def refuse(name: Name, config: Config = None) -> None:
    """Keep a corrected reply from the reader. The correction itself stands."""
    _decide(name, config, accepted=False)


@app.command("train")
def train(
    measure: Annotated[
        Path | None,
        typer.Option(help="A folder with a folder of labelled replies for each measuring set; else content.measures."),
    ] = None,
    yes: Annotated[
        bool, typer.Option("--yes", help="Let it go live without asking, unless something is worse.")
    ] = False,
    even_worse: Annotated[
        bool, typer.Option("--even-worse", help="With --yes: go live also where something is worse.")
    ] = False,
    config: Config = None,
) -> None:
    """Fit a head to all examples and what was accepted, show what it changes, and ask whether it goes live.

    Nothing that it learns from is among what measures it: of the coaches' replies, each is read by a head that was
    fitted without its talk.
    """
    from bot.bootstrap import live_troupe
    from bot.comparing import COACHES
    from bot.delivery import now
    from bot.learning import Unlearnt, begin_training, drop, take_live
    from bot.training import Job
    from bot.training import train as do

    settings = settings_from(config)
    sets = measure or settings.content.measuring()
    if even_worse and not yes:
        fail("--even-worse goes with --yes")
    if not sets.is_dir():
        fail(f"name a folder of measuring sets with --measure; there is no {sets.as_posix()}")
    with told(), opened(settings) as records:
        records.migrate()
        troupe = live_troupe(records, settings.content.path())
        try:
            number = begin_training(records, troupe, BY, now())
            with records.unit() as unit:
                row = unit.training(number)
            count = row.replies if row is not None else 0
            typer.echo(f"Learning {count} replies that coaches corrected, beside the examples …")
            job = Job(number, settings.database.address(), str(settings.content.path()), str(sets))
            found = do(records, troupe, job).found
        except Unlearnt as error:
            fail(f"{error}.")
        except ValueError as error:
            fail(str(error))
        typer.echo(f"{'':<22}{'replies':>6}  F1, all labels together          F1, mean of the moves")
        for each in found:
            typer.echo(str(each))
        if not any(each.name == COACHES for each in found):
            typer.echo("Agreement with coaches cannot be measured yet: their replies are of a single talk.")
        worse = ", ".join(each.title for each in found if each.worse)
        if worse and yes and not even_worse:
            fail(f"it is worse on {worse}; nothing was changed (--even-worse lets it go live all the same)")
        live = yes or typer.confirm("Let it go live?")
        if live and worse and not yes:
            live = typer.confirm(f"It is worse on {worse}. Let it go live all the same?")
        with records.unit() as unit:
            if not live:
                drop(unit, number, BY, now())
                typer.echo("Nothing was changed.")
                return
            try:
                note = f"{count} replies that coaches corrected"
                head = take_live(unit, troupe, number, BY, note, now(), even_worse=True)
            except Unlearnt as error:
                fail(f"{error}.")
    typer.echo(f"Head {head} is live; running bots read by it within seconds. `duilian learn back` goes back.")


@app.command("back")
def back(
    number: Annotated[
        int | None, typer.Argument(help="A head's number; 0: the program's own. The one before if none.")
    ] = None,
    config: Config = None,
) -> None:
    """Read by an earlier head again."""
    from bot.delivery import now
    from bot.learning import Unlearnt, go_back

    with told(), opened(settings_from(config)) as records:
        records.migrate()
        try:
            note = go_back(records, number, BY, now())
        except Unlearnt as error:
            fail(f"{error}.")
    typer.echo(f"Live again: {note}.")


@app.command("heads")
def heads(config: Config = None) -> None:
    """List the heads that went live, newest first."""
    from bot.learning import history

    with told(), opened(settings_from(config)) as records:
        records.migrate()
        for line in history(records):
            typer.echo(line)


def _decide(name: str, config: Path | None, move: Move | None = None, *, accepted: bool) -> None:
    from bot.bootstrap import live_troupe
    from bot.delivery import now
    from bot.learning import Unlearnt, judge_proposed

    settings, fate = settings_from(config), "accepted" if accepted else "refused"
    with told(), opened(settings) as records:
        records.migrate()
        rubric = live_troupe(records, settings.content.path()).rubric
        try:
            names = judge_proposed(records, rubric, name, "accepted" if accepted else "refused", BY, now(), move)
        except Unlearnt as error:
            fail(f"{error}.")
    for each in names:
        typer.echo(f"{each} {fate}.")
    if accepted:
        complain("duilian learn train teaches them to the reader.")
