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
    from state.records.tables import Verdict
    from state.understanding.reading import Reader

app = typer.Typer(
    help="对练 Duilian: practise objection handling against scripted customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
database = typer.Typer(help="Look after the database.", no_args_is_help=True)
app.add_typer(database, name="db")
appeals = typer.Typer(help="See which appeals against score cards wait; uphold or refuse them.")
app.add_typer(appeals, name="appeals", invoke_without_command=True)

Config = Annotated[Path | None, typer.Option(help="Settings file; config.yaml in this folder if there is one.")]
Appeal = Annotated[str, typer.Argument(metavar="ID", help="An appeal, by its id or how that begins.")]
Note = Annotated[str, typer.Option(help="A word to the trainee.")]
Input = Annotated[str, typer.Argument(help="A file of JSON Lines, or - for standard input.")]


@app.command()
def practice(
    scenario: Annotated[str, typer.Argument(help="A customer, as zh/vmc_price; left out, you choose.")] = "",
    lang: Annotated[Lang | None, typer.Option(help="Language of the interface and of the customers.")] = None,
    persona: Annotated[PersonaKind | None, typer.Option(help="A customer of this type.")] = None,
    objection: Annotated[ObjectionKind | None, typer.Option(help="A customer with this kind of objection.")] = None,
    exam: Annotated[bool, typer.Option("--exam", help="An exam: no help, no second try, alike for everybody.")] = False,
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
            asyncio.run(terminal.run(Command("exam" if exam else "practice", scenario)))
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
    encoder: Annotated[bool, typer.Option("--encoder", help="Fit the whole network anew, not only its head.")] = False,
    alone: Annotated[
        bool, typer.Option("--alone", help="With --encoder: one network, without teachers, in a tenth of the time.")
    ] = False,
    out: Annotated[Path | None, typer.Option(help="Folder for what is fitted; that of the program if none.")] = None,
    config: Config = None,
) -> None:
    """Teach the reader the labelled examples: its head in a minute; its whole network (extra `train`) in hours."""
    content = _settings(config).content.path()
    if not encoder:
        from state.understanding.tuning.heads import build_head

        with _told(), _refused():
            build_head(content, out, say=typer.echo)
        return
    try:
        from state.understanding.tuning.course import tune
    except ModuleNotFoundError as error:
        _fail(f"{error.name} is not installed: pip install -e '.[train]'")
    with _told(), _refused():
        tune(content, out, alone=alone, say=typer.echo)


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
    config: Config = None,
) -> None:
    """Hold the reader against labelled replies, or the scoring against graded scripts."""
    settings = _settings(config)
    with _told():
        if scoring or gaming:
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


def _trials(paths: list[Path], settings: "Settings", scoring: bool, gaming: bool) -> Iterator[str]:
    from bot import simulating, trials
    from bot.bootstrap import load_troupe
    from bot.jsonl import BadLine
    from state.validity import validity

    troupe = load_troupe(settings.content.path())

    def scripts(own: Path) -> list[trials.Script]:
        if not paths and not own.is_dir():
            _fail(f"name files of graded scripts, or folders of them; there is no {own.as_posix()} in this folder.")
        try:
            return trials.read_scripts(paths or [own], troupe)
        except BadLine as error:
            _fail(str(error))

    graded = scripts(trials.MEASURING) if scoring else []
    gamed = scripts(trials.DEVELOPMENT) if gaming else []
    reader = _reader()
    if scoring:
        yield validity(trials.graded(graded, troupe, reader))
        yield simulating.order(simulating.climbs(graded, troupe, reader))
    if gaming:
        yield trials.gaming(gamed, troupe, reader)


@app.command()
def rescore(
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Tell what would change, and store nothing.")] = False,
    anew: Annotated[bool, typer.Option("--reader", help="Read the replies anew, by the present reader.")] = False,
    config: Config = None,
) -> None:
    """Score finished talks again by the present rubric: whose score changes, by how much, why. Old cards are kept."""
    from bot.bootstrap import load_troupe
    from bot.delivery import now
    from bot.rescoring import rescore
    from state.records.records import Records

    settings = _settings(config)
    with _told():
        troupe = load_troupe(settings.content.path())
        records = Records(settings.database.address())
        try:
            for line in rescore(records, troupe, _reader() if anew else None, now(), dry=dry_run):
                typer.echo(line)
        finally:
            records.close()


@app.command()
def card(
    session: Annotated[str, typer.Argument(help="A talk, by its id or how that begins; left out, the last.")] = "",
    out: Annotated[Path | None, typer.Option(help="A file for the card as a picture (PNG).")] = None,
    config: Config = None,
) -> None:
    """Show the score card of a talk that was held in this terminal, and draw it."""
    from bot.bootstrap import load_troupe
    from bot.cards import NoCard, recall
    from state.records.records import Records

    settings = _settings(config)
    with _told():
        troupe = load_troupe(settings.content.path())
        records = Records(settings.database.address())
        try:
            records.migrate()
            kept = recall(records, troupe, "terminal:local", session)
        except NoCard as error:
            _fail(f"{error}.")
        finally:
            records.close()
        if out is not None:
            out.write_bytes(kept.picture())
        typer.echo(kept.text())


@appeals.callback()
def list_appeals(context: typer.Context, config: Config = None) -> None:
    """See which appeals against score cards wait; uphold or refuse them."""
    if context.invoked_subcommand is not None:
        return
    from bot.bootstrap import load_troupe
    from bot.deciding import waiting
    from state.records.records import Records

    settings = _settings(config)
    with _told():
        troupe = load_troupe(settings.content.path())
        records = Records(settings.database.address())
        try:
            for line in list(waiting(records, troupe)) or ["No appeal waits."]:
                typer.echo(line)
        finally:
            records.close()


@appeals.command("uphold")
def uphold(appeal: Appeal, note: Note = "", config: Config = None) -> None:
    """Let a criterion count as met; the talk is scored again, and the old card kept."""
    _decide(appeal, "upheld", note, config)


@appeals.command("refuse")
def refuse(appeal: Appeal, note: Note = "", config: Config = None) -> None:
    """Let a score card stand."""
    _decide(appeal, "refused", note, config)


def _decide(appeal: str, verdict: "Verdict", note: str, config: Path | None) -> None:
    from bot.bootstrap import load_troupe
    from bot.deciding import Undecided, decide
    from bot.delivery import now
    from state.records.records import Records

    settings = _settings(config)
    with _told():
        troupe = load_troupe(settings.content.path())
        records = Records(settings.database.address())
        try:
            typer.echo(decide(records, troupe, appeal, verdict, note, "terminal:local", now()))
        except Undecided as error:
            _fail(f"{error}.")
        finally:
            records.close()


@app.command()
def progress(
    lang: Annotated[Lang | None, typer.Option(help="Language of the text and of the customer offered.")] = None,
    config: Config = None,
) -> None:
    """Show how practice in this terminal is getting on: step by step, the goal, and whom to meet next."""
    from bot.bootstrap import load_troupe
    from bot.delivery import now
    from bot.progress import progress_of, progress_screen
    from bot.texts import texts
    from state.records.records import Records

    settings, who = _settings(config), "terminal:local"
    with _told():
        troupe = load_troupe(settings.content.path())
        records = Records(settings.database.address())
        try:
            records.migrate()
            with records.unit() as unit:
                user = unit.user(who)
                spoken = lang or (user.lang if user is not None else settings.practice.lang)
                busy = unit.open_session(who) is not None
                known = progress_of(unit, who, spoken, troupe, now(), busy=busy)
        finally:
            records.close()
    say = texts(spoken)
    how = say("next-command", scenario=known.offer.customer.id) if known.offer is not None else ""
    typer.echo(progress_screen(say, known, how).text)


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
def _refused() -> Iterator[None]:
    """Tell in a sentence why labelled replies cannot be learnt from."""
    try:
        yield
    except ValueError as error:
        _fail(str(error))


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
