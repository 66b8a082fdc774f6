"""The command `duilian`. What a command needs is imported within it, so that each starts as fast as it can."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from state.content.terms import Lang, ObjectionKind, PersonaKind

if TYPE_CHECKING:
    from bot.settings import Settings
    from state.understanding.reading import Reader

app = typer.Typer(
    help="对练 Duilian: practise objection handling against scripted customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(database, name="db")

Config = Annotated[Path | None, typer.Option(help="Settings file; config.yaml in this folder if there is one.")]
Input = Annotated[str, typer.Argument(help="A file of JSON Lines, or - for standard input.")]


@app.command()
def practice(
    scenario: Annotated[str, typer.Argument(help="A customer, as zh/vmc_price; left out, you choose.")] = "",
    lang: Annotated[Lang | None, typer.Option(help="Language of the interface and of the customers.")] = None,
    persona: Annotated[PersonaKind | None, typer.Option(help="A customer of this type.")] = None,
    objection: Annotated[ObjectionKind | None, typer.Option(help="A customer with this kind of objection.")] = None,
    config: Config = None,
) -> None:
    """Talk to a customer in this terminal. Ctrl-C leaves; the next time you go on where you were."""
    import asyncio

    from rich.console import Console

    from bot.actions import Command
    from bot.bootstrap import open_practice
    from bot.recollection import lang_of, speak
    from bot.terminal import Terminal, person_at_terminal

    settings = _settings(config)
    with _told():
        service = open_practice(settings)
    try:
        person = person_at_terminal(lang or lang_of(service, "terminal:local") or settings.practice.lang)
        if not scenario and (persona or objection):
            fitting = service.troupe.who(person.lang, persona, objection)
            if not fitting:
                _fail(f"no customer in {person.lang} is {persona or 'of any type'} with objection {objection or 'any'}")
            scenario = fitting[0].id
        if lang is not None:
            speak(service, person, lang)
        terminal = Terminal(service, person, Console(highlight=False, soft_wrap=not sys.stdout.isatty()))
        with _told():
            asyncio.run(terminal.run(Command("practice", scenario)))
    finally:
        service.records.close()


@app.command()
def telegram(config: Config = None) -> None:
    """Serve Telegram by polling, until stopped."""
    import asyncio

    from bot.bootstrap import open_practice
    from bot.telegram.application import serve

    settings = _settings(config)
    if not settings.telegram.token.get_secret_value():
        _fail("there is no token. Get one from @BotFather and set DUILIAN_TELEGRAM__TOKEN.")
    with _told():
        service = open_practice(settings)
        try:
            asyncio.run(serve(service))
        finally:
            service.records.close()


@app.command()
def analyse(path: Input = "-", config: Config = None) -> None:
    """Label replies: {"reply": …} a line in, the same with moves and confidence out."""
    from bot import analysing, jsonl

    _settings(config)
    reader = _reader()
    with _told(), jsonl.opened(path) as lines:
        good = jsonl.each(lines, lambda record: analysing.analyse(record, reader), sys.stdout, _complain)
    raise typer.Exit(0 if good else 1)


@app.command()
def replay(path: Input = "-", config: Config = None) -> None:
    """Play scripts of replies: {"lang", "persona", "objection", "replies": […]} a line in, score cards out."""
    from bot import jsonl, replaying
    from bot.bootstrap import load_troupe

    settings = _settings(config)
    with _told():
        troupe = load_troupe(settings.content.path())
    reader = _reader()
    with _told(), jsonl.opened(path) as lines:
        good = jsonl.each(lines, lambda record: replaying.replay(record, troupe, reader), sys.stdout, _complain)
    raise typer.Exit(0 if good else 1)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; the whole content if none.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = "en",
    config: Config = None,
) -> None:
    """Check content: file:line:column, what is wrong, what would be right."""
    from bot.checking import check_content

    problems = check_content(_settings(config).content.path(), paths or [])
    for problem in problems:
        typer.echo(problem.render(lang))
    failed = sum(problem.severity == "error" for problem in problems)
    if not problems:
        typer.echo({"zh": "没有发现问题。", "en": "No problems found."}[lang])
    raise typer.Exit(1 if failed else 0)


@app.command()
def train(
    out: Annotated[Path | None, typer.Option(help="Folder for the weights; those of the program if none.")] = None,
    config: Config = None,
) -> None:
    """Fit the reader's network anew to the labelled examples and scenarios (needs the extra `train`; half an hour)."""
    try:
        from state.understanding.tuning.course import tune
    except ModuleNotFoundError as error:
        _fail(f"{error.name} is not installed: pip install -e '.[train]'")
    with _told():
        tune(_settings(config).content.path(), out, say=typer.echo)


@app.command()
def evaluate(
    paths: Annotated[list[Path], typer.Argument(help="Files of labelled replies, or folders of them.")],
    errors: Annotated[int, typer.Option(help="How many misread replies to show.", min=0)] = 0,
    by_author: Annotated[bool, typer.Option("--by-author", help="Each author apart, and not each language.")] = False,
    config: Config = None,
) -> None:
    """Hold the reader against labelled replies: precision, recall and F1 of each move, and where it goes wrong."""
    from bot.evaluating import reports

    _settings(config)
    reader = _reader()
    with _told():
        for text in reports(paths, reader, errors=errors, by_author=by_author):
            typer.echo(text + "\n")


@database.command("upgrade")
def upgrade(config: Config = None) -> None:
    """Bring the database to this version of the program."""
    from state.records.records import Records

    with _told():
        records = Records(_settings(config).database.address())
        try:
            records.migrate()
        finally:
            records.close()
    typer.echo("The database is up to date.")


def main() -> None:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may have another encoding than Chinese needs
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8")
    app()


def _settings(config: Path | None) -> "Settings":
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings(config)
    except SettingsError as error:
        _fail(str(error))


def _reader() -> "Reader":
    from state.understanding.reader import load_reader

    return load_reader()


@contextmanager
def _told() -> Iterator[None]:
    """Tell errors that a person can mend in a sentence, not in a traceback."""
    from bot.bootstrap import ContentError
    from bot.settings import SettingsError
    from state.records.errors import RecordsUnavailable

    try:
        yield
    except ContentError as error:
        _fail(f"the content has errors:\n{error}")
    except (RecordsUnavailable, SettingsError) as error:
        _fail(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        raise typer.Exit(130) from None
    except OSError as error:
        _fail(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


def _complain(problem: str) -> None:
    typer.echo(problem, err=True)


def _fail(problem: str) -> NoReturn:
    typer.echo(f"duilian: {problem}", err=True)
    raise typer.Exit(2)
