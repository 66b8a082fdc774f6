"""Commands that teach the reader, and hold reader and scores against what people say; imports are within each."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell import Config, Input, complain, fail, opened, ready_reader, refused, settings_from, told

if TYPE_CHECKING:
    from bot.settings import Settings
    from state.content.examples import Examples

app = typer.Typer()


@app.command()
def analyse(path: Input = "-", config: Config = None) -> None:
    """Label replies: {"reply": …} a line in, the same with moves and confidence out."""
    from bot import analysing, jsonl

    settings_from(config)
    reader = ready_reader()
    with told(), jsonl.opened(path) as lines:
        good = jsonl.each(lines, lambda record: analysing.analyse(record, reader), sys.stdout, complain)
    raise typer.Exit(0 if good else 1)


@app.command()
def train(
    encoder: Annotated[bool, typer.Option("--encoder", help="Fit the networks anew, not only the head.")] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="With --encoder: the moves without teachers, in a tenth of the time.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="The layers for moves learn what is new to them, from where they stand.")
    ] = False,
    keep: Annotated[
        float,
        typer.Option(
            min=0.0, max=1.0, help="With --resume: how much the layers as they stand count in what comes of it."
        ),
    ] = 0.0,
    out: Annotated[Path | None, typer.Option(help="Folder for what is fitted; that of the program if none.")] = None,
    config: Config = None,
) -> None:
    """Teach the reader the labelled examples: its head in a minute; what is new to its network in an hour, or all
    of its networks in many (extra `train`).
    """
    if resume and (encoder or alone):
        fail("--resume goes on from where the network stands, --encoder begins anew; take one of them")
    if alone and not encoder:
        fail("--alone goes with --encoder")
    if keep and not resume:
        fail("--keep goes with --resume")
    content = settings_from(config).content.path()
    if not (encoder or resume):
        from platformdirs import user_cache_path

        from state.understanding.tuning.heads import build_head

        with told(), refused():
            build_head(content, out, say=typer.echo, cache=user_cache_path("duilian"))
        return
    try:
        from state.understanding.tuning.course import tune
        from state.understanding.tuning.resuming import resume as go_on
    except ModuleNotFoundError as error:
        fail(f"{error.name} is not installed: pip install -e '.[train]'")
    with told(), refused():
        if encoder:
            tune(content, out, alone=alone, say=typer.echo)
        else:
            go_on(content, out, keep=keep, say=typer.echo)


@app.command()
def cases(
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Do not keep with which rulings the machine agrees now.")
    ] = False,
    export: Annotated[
        bool, typer.Option("--export", help="Write the rulings into the content's folder cases/, without names.")
    ] = False,
    config: Config = None,
) -> None:
    """Hold the machine against every correction and upheld appeal: where it misses, and where it no longer agrees."""
    from platformdirs import user_cache_path

    from bot.bootstrap import live_troupe
    from bot.casebook import export as write
    from bot.casebook import replay
    from bot.delivery import now
    from state.understanding.reader import load_reader

    settings, lost = settings_from(config), False
    with told(), opened(settings) as records:
        records.migrate()
        troupe, shipped = live_troupe(records, settings.content.path()), load_reader(cache=user_cache_path("duilian"))
        if export:
            for path in write(records, troupe, shipped, settings.content.path() / "cases"):
                typer.echo(path.as_posix())
            return
        with records.unit() as unit:
            live = unit.live_head()
        reader = shipped.by(live.body) if live is not None and live.body else shipped
        for line, once in replay(records, troupe, reader, now(), dry=dry_run):
            typer.echo(line)
            lost = lost or once
    raise typer.Exit(1 if lost else 0)


@app.command()
def evaluate(
    context: typer.Context,
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files of labelled replies or graded scripts, or folders of them.")
    ] = None,
    errors: Annotated[int, typer.Option(help="How many misread replies to show.", min=0)] = 0,
    by_author: Annotated[bool, typer.Option("--by-author", help="Each author apart, and not each language.")] = False,
    compare: Annotated[
        tuple[Path, Path] | None, typer.Option(help="Two folders of weights, A and B, to hold against each other.")
    ] = None,
    scoring: Annotated[
        bool, typer.Option("--scoring", help="Hold the scores of graded scripts to their grades.")
    ] = False,
    gaming: Annotated[
        bool, typer.Option("--gaming", help="What can be gained by gaming the score of scripts.")
    ] = False,
    matching: Annotated[
        Path | None, typer.Option(help="A folder of questions and statements that should match a scenario's or not.")
    ] = None,
    config: Config = None,
) -> None:
    """Hold the reader against labelled replies or questions, or the scoring against graded scripts."""
    settings = settings_from(config)
    with told():
        if matching:
            texts = _matches(matching, settings)
        elif scoring or gaming:
            texts = _trials(paths or [], settings, scoring, gaming)
        else:
            if not paths:
                context.fail("Missing argument 'paths'.")
            texts = _readings(paths, errors, by_author, compare)
        for text in texts:
            typer.echo(text + "\n")


def _readings(paths: list[Path], errors: int, by_author: bool, compare: tuple[Path, Path] | None) -> Iterator[str]:
    from bot.evaluating import comparisons, reports
    from state.understanding.reader import load_reader

    if compare:
        one, two = map(load_reader, compare)
        return comparisons(paths, one, two, by_author=by_author)
    return reports(paths, load_reader(), errors=errors, by_author=by_author)


def _matches(folder: Path, settings: "Settings") -> Iterator[str]:
    from bot.bootstrap import load_troupe
    from bot.evaluating import matches

    customers = load_troupe(settings.content.path()).customers
    yield matches(folder, {name: customer.scenario for name, customer in customers.items()}, ready_reader())


def _trials(paths: list[Path], settings: "Settings", scoring: bool, gaming: bool) -> Iterator[str]:
    from bot import simulating, trials
    from bot.bootstrap import load_troupe
    from bot.jsonl import BadLine
    from state.validity import validity

    troupe = load_troupe(settings.content.path())

    def scripts(own: Path) -> list[trials.Script]:
        if not paths and not own.is_dir():
            fail(f"name files of graded scripts, or folders of them; there is no {own.as_posix()} in this folder.")
        try:
            return trials.read_scripts(paths or [own], troupe)
        except BadLine as error:
            fail(str(error))

    graded = scripts(trials.MEASURING) if scoring else []
    gamed = scripts(trials.DEVELOPMENT) if gaming else []
    reader = ready_reader()
    if scoring:
        yield validity(trials.graded(graded, troupe, reader))
        customers = [troupe.customers[name] for name in sorted({script.customer.id for script in graded})]
        yield simulating.order(simulating.climbs(customers, unlearnt(settings), troupe, reader))
    if gaming:
        yield trials.gaming(gamed, troupe, reader)


def unlearnt(settings: "Settings") -> list["Examples"]:
    """The labelled replies of voices from whom the reader has not learnt; of all if there is none of these."""
    from state.content.library import load_examples
    from state.understanding.tuning.heads import HELD_OUT

    folder = settings.content.path()
    examples, problems = load_examples(folder, HELD_OUT)
    if examples == {}:
        examples, problems = load_examples(folder)
    if not examples:
        fail("\n".join(problem.render() for problem in problems) or "there are no labelled replies in the content")
    return list(examples.values())
