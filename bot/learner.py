"""Learner: the commands by which what coaches corrected is looked through, learnt, and taken back."""

from pathlib import Path
from typing import Annotated

import typer

from bot.shell import Config, complain, fail, opened, settings_from, told

app = typer.Typer(help="Learn from what coaches corrected: look through it, train, compare, go live, go back.")

BY = "terminal:local"
MEASURED = Path("tests/data/replies")
"""Where the labelled replies that measure the reader are, from the project's folder."""

Name = Annotated[str, typer.Argument(help="A reply, as `duilian learn` names it, or all.")]


@app.callback(invoke_without_command=True)
def learn(context: typer.Context, config: Config = None) -> None:
    """List the replies whose moves coaches corrected and about which nobody has decided yet."""
    if context.invoked_subcommand is not None:
        return
    from bot.learning import proposed

    with told(), opened(settings_from(config)) as records:
        records.migrate()
        lines = list(proposed(records))
    for line in lines or ["Nothing waits that coaches have corrected."]:
        typer.echo(line)


@app.command("accept")
def accept(name: Name, config: Config = None) -> None:
    """Let the reader learn a corrected reply, the next time that it is trained."""
    _decide(name, config, accepted=True)


@app.command("refuse")
def refuse(name: Name, config: Config = None) -> None:
    """Keep a corrected reply from the reader. The correction itself stands."""
    _decide(name, config, accepted=False)


@app.command("train")
def train(
    measure: Annotated[
        Path, typer.Option(help="A folder with a folder of labelled replies for each measuring set.")
    ] = MEASURED,
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
    from platformdirs import user_cache_path

    from bot.bootstrap import live_troupe
    from bot.delivery import now
    from bot.evaluating import labelled_files
    from bot.learning import accepted, examples_of, go_live, on_sets, sets_in, with_coaches
    from state.content.examples import Examples
    from state.understanding.reader import load_reader
    from state.understanding.reading import Reader
    from state.understanding.tuning.heads import fit_head, read_replies
    from state.understanding.tuning.lessons import labelled

    settings = settings_from(config)
    if even_worse and not yes:
        fail("--even-worse goes with --yes")
    with told(), opened(settings) as records:
        records.migrate()
        troupe = live_troupe(records, settings.content.path())
        replies = accepted(records, troupe)
        count = sum(map(len, replies.values()))
        if not count:
            fail("nothing was accepted that coaches have corrected; see duilian learn")
        if not measure.is_dir():
            fail(f"name a folder of measuring sets with --measure; there is no {measure.as_posix()} in this folder")
        sets = sets_in(measure, labelled_files)
        shipped, own = load_reader(), read_replies(settings.content.path())
        with records.unit() as unit:
            live = unit.live_head()

        def fit(more: "list[Examples]") -> str:
            return fit_head([*own, *labelled(more)], cache=user_cache_path("duilian"), say=lambda _: None).text()

        def reader(head: str) -> Reader:
            return shipped.by(head) if head else shipped

        typer.echo(f"Learning {count} replies that coaches corrected, beside {len(own)} examples …")
        used, body = reader(live.body if live is not None else ""), fit(examples_of(replies, troupe))
        found = list(on_sets(sets, used, reader(body)))
        coached = with_coaches(replies, troupe, used, lambda more: fit(list(more)), reader)
        typer.echo(f"{'':<22}{'replies':>6}  F1, all labels together          F1, mean of the moves")
        for line in [*found, *([coached] if coached is not None else [])]:
            typer.echo(str(line))
        if coached is None:
            typer.echo("Agreement with coaches cannot be measured yet: their replies are of a single talk.")
        worse = [each for each in [*found, *([coached] if coached is not None else [])] if each.worse]
        if not (yes or typer.confirm("Let it go live?")):
            typer.echo("Nothing was changed.")
            return
        if worse:
            names = ", ".join(each.name for each in worse)
            if yes and not even_worse:
                fail(f"it is worse on {names}; nothing was changed (--even-worse lets it go live all the same)")
            if not yes and not typer.confirm(f"It is worse on {names}. Let it go live all the same?"):
                typer.echo("Nothing was changed.")
                return
        number = go_live(records, body, BY, f"{count} replies that coaches corrected", now())
    typer.echo(f"Head {number} is live; running bots read by it within seconds. `duilian learn back` goes back.")


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


def _decide(name: str, config: Path | None, *, accepted: bool) -> None:
    from bot.delivery import now
    from bot.learning import Unlearnt, judge_proposed

    fate = "accepted" if accepted else "refused"
    with told(), opened(settings_from(config)) as records:
        records.migrate()
        try:
            names = judge_proposed(records, name, "accepted" if accepted else "refused", BY, now())
        except Unlearnt as error:
            fail(f"{error}.")
    for each in names:
        typer.echo(f"{each} {fate}.")
    if accepted:
        complain("duilian learn train teaches them to the reader.")
