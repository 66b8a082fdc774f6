"""Publisher: the commands by which content goes live, is switched off and on, or is taken back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.shell import Config, complain, fail, opened, settings_from, shown, told
from state.content.problems import errors
from state.content.terms import Lang

if TYPE_CHECKING:
    from bot.publishing import Checked
    from state.content.problems import Problem
    from state.records.tables import Publication

app = typer.Typer()

BY = "terminal:local"
PAST = 10


@app.command()
def publish(
    paths: Annotated[
        list[Path] | None, typer.Argument(help="Files of content; what was changed in the folder if none.")
    ] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = "en",
    config: Config = None,
) -> None:
    """Check content and let it go live, in a running bot too; what has errors changes nothing."""
    from bot.bootstrap import load_checked
    from bot.delivery import now
    from bot.publishing import publish as go_live
    from bot.stage import open_stage

    settings = settings_from(config)
    with told():
        library = load_checked(settings.content.path())
        with opened(settings) as records:
            records.migrate()
            with records.unit() as unit:
                before = unit.live_number()
            stage = open_stage(records, settings.content.path(), library)
            for path in paths or []:
                if not path.is_file():
                    fail(f"{path}: there is no such file")
                sent = stage.check(path.name, path.read_bytes())
                _accept(path, sent.problems, sent.checked, lang)
                if sent.checked is not None and sent.checked.changed:
                    with records.unit() as unit:
                        go_live(unit, sent.checked, BY, now())
            with records.unit() as unit:
                made = [each for each in unit.publications(len(paths or []) + 1) if each.number > before]
            stage.refresh(at_once=True)
    for each in reversed(made):
        typer.echo(f"Version {each.number} is live: {each.note}.")
    if not made:
        typer.echo("All of it is live already.")
    for name in sorted(stage.troupe.unfinished):
        account = f"accounts/{stage.troupe.customers[name].account.id}"
        files = " ".join(shown(settings.content.path() / f"{each}.yaml") for each in (name, account))
        complain(f"{name} is not offered until it is filled in: duilian check {files}")


@app.command()
def scenarios(
    off: Annotated[list[str] | None, typer.Option("--off", help="No longer offer this scenario.")] = None,
    on: Annotated[list[str] | None, typer.Option("--on", help="Offer it again.")] = None,
    back: Annotated[int | None, typer.Option("--back", help="Let the content of this version be live again.")] = None,
    config: Config = None,
) -> None:
    """List what is live and the versions before it; switch scenarios off and on, go back to an earlier version."""
    from bot.curating import by_whom
    from bot.delivery import now
    from bot.publishing import go_back, load_texts, switch, texts_of
    from state.content.checks import unfinished

    with told(), opened(settings_from(config)) as records:
        records.migrate()
        with records.unit() as unit:
            live = unit.live()
            if live is None:
                fail("nothing was published yet; `duilian publish` does it")
            if back is not None and go_back(unit, back, BY, now()) is None:
                fail(f"there is no version {back} before the one that is live")
            for name, switched in [*((each, False) for each in off or []), *((each, True) for each in on or [])]:
                if switch(unit, name, BY, now(), on=switched) is None:
                    fail(f"there is no scenario '{name}', or it is {'on' if switched else 'off'} already")
            live = unit.live() or live
            library, _ = load_texts(texts_of(unit, live))
            for line in _listed(live, unfinished(library) if library is not None else frozenset()):
                typer.echo(line)
            typer.echo("")
            for each in unit.publications(PAST):
                typer.echo(f"{each.number:>4}  {each.at:%Y-%m-%d %H:%M}  {by_whom(unit, each)}  {each.note}")


def _accept(path: Path, problems: "tuple[Problem, ...]", checked: "Checked | None", lang: Lang) -> None:
    """Show what is wrong with a file, and end if it cannot go live."""
    for problem in problems:
        typer.echo(problem.render(lang), err=True)
    if checked is not None and checked.unfilled and not errors(problems):
        fail(f"{path}: nothing was published; fill in first what is named above")
    if checked is None or not checked.sound:
        if not problems:
            fail(f"{path}: a customer has lang, persona and objection; an account has company; a drill has items")
        fail(f"{path}: nothing was published")


def _listed(live: "Publication", unfinished: frozenset[str]) -> list[str]:
    """A line for each customer: whether it is offered. unfinished: those in whom something is still to be filled in."""
    names = sorted(live.customers)
    width = max(map(len, names), default=0)
    lines = []
    for name in names:
        offered = "off" if name in live.off else "to fill in" if name in unfinished else "on"
        lines.append(f"{offered:<{10 if unfinished else 4}} {name:<{width}}  {live.customers[name]}")
    return lines
