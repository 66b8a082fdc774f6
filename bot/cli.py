"""The command `duilian`. What a command needs is imported within it, so that each starts as fast as it can."""

import gc
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot import database, exporter, learner, measuring, publisher, users, workbench
from bot.doctor import command as doctor
from bot.shell import Config, fail, logging_by, opened, settings_from, told
from state.content.terms import Lang, ObjectionKind, PersonaKind

if TYPE_CHECKING:
    from state.records.tables import Verdict

app = typer.Typer(
    help="对练 Duilian: practise objection handling against scripted customers.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
app.add_typer(workbench.app)
app.add_typer(measuring.app)
app.add_typer(publisher.app)
app.add_typer(exporter.app)
app.add_typer(doctor.app)
app.add_typer(database.app, name="db")
app.add_typer(users.app, name="users")
app.add_typer(learner.app, name="learn")
appeals = typer.Typer(help="See which appeals against score cards wait; uphold or refuse them.")
app.add_typer(appeals, name="appeals", invoke_without_command=True)

Appeal = Annotated[str, typer.Argument(metavar="ID", help="An appeal, by its id or how that begins.")]
Note = Annotated[str, typer.Option(help="A word to the trainee.")]


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

    settings = settings_from(config)
    with told():
        service = open_practice(settings)
    try:
        person = person_at_terminal(lang or lang_of(service, "terminal:local") or settings.practice.lang)
        if not scenario and (persona or objection):
            fitting = service.troupe.who(person.lang, persona, objection)
            if not fitting:
                fail(f"no customer in {person.lang} is {persona or 'of any type'} with objection {objection or 'any'}")
            scenario = fitting[0].id
        if lang is not None:
            speak(service, person, lang)
        terminal = Terminal(service, person, Console(highlight=False, soft_wrap=not sys.stdout.isatty()))
        with told():
            asyncio.run(terminal.run(Command("exam" if exam else "practice", scenario)))
    finally:
        service.records.close()


@app.command()
def telegram(
    webhook: Annotated[
        bool | None,
        typer.Option(
            "--webhook/--polling",
            help="How updates come: Telegram delivers them, or they are fetched.",
            show_default=False,
        ),
    ] = None,
    config: Config = None,
) -> None:
    """Serve Telegram until stopped; by polling, unless the settings or --webhook say otherwise."""
    from bot.settings import SettingsError
    from bot.telegram.address import address_of

    settings = settings_from(config)
    if webhook is not None:
        settings = settings.by("webhook" if webhook else "polling")
    if not settings.telegram.token.get_secret_value():
        fail("there is no token. Get one from @BotFather and set DUILIAN_TELEGRAM__TOKEN.")
    if settings.telegram.mode == "webhook":
        try:
            address_of(settings.telegram)
        except SettingsError as error:
            fail(str(error))

    import asyncio  # only now that the settings are right: the rest takes seconds

    from bot.bootstrap import open_practice
    from bot.telegram.application import serve

    with told(), logging_by(settings):
        service = open_practice(settings)
        try:
            asyncio.run(serve(service))
        finally:
            service.records.close()


@app.command()
def desk(config: Config = None) -> None:
    """Serve the coach's desk in a browser until stopped, and print a link by which you come in as an admin."""
    import asyncio

    from bot.bootstrap import open_practice
    from bot.desk.serving import serve

    settings = settings_from(config)
    with told(), logging_by(settings):
        service = open_practice(settings)
        try:
            asyncio.run(serve(service, lambda link: typer.echo(f"The desk is open: {link}\nCtrl-C closes it.")))
        finally:
            service.records.close()


@app.command()
def card(
    session: Annotated[str, typer.Argument(help="A talk, by its id or how that begins; left out, the last.")] = "",
    out: Annotated[Path | None, typer.Option(help="A file for the card as a picture (PNG).")] = None,
    config: Config = None,
) -> None:
    """Show the score card of a talk that was held in this terminal, and draw it."""
    from bot.bootstrap import live_troupe
    from bot.cards import NoCard, recall

    settings = settings_from(config)
    with told(), opened(settings) as records:
        records.migrate()
        troupe = live_troupe(records, settings.content.path())
        try:
            kept = recall(records, troupe, "terminal:local", session)
        except NoCard as error:
            fail(f"{error}.")
        if out is not None:
            out.write_bytes(kept.picture())
        typer.echo(kept.text())


@appeals.callback()
def list_appeals(context: typer.Context, config: Config = None) -> None:
    """See which appeals against score cards wait; uphold or refuse them."""
    if context.invoked_subcommand is not None:
        return
    from bot.bootstrap import live_troupe
    from bot.deciding import waiting

    settings = settings_from(config)
    with told(), opened(settings) as records:
        troupe = live_troupe(records, settings.content.path())
        for line in list(waiting(records, troupe)) or ["No appeal waits."]:
            typer.echo(line)


@appeals.command("uphold")
def uphold(appeal: Appeal, note: Note = "", config: Config = None) -> None:
    """Let a criterion count as met; the talk is scored again, and the old card kept."""
    _decide(appeal, "upheld", note, config)


@appeals.command("refuse")
def refuse(appeal: Appeal, note: Note = "", config: Config = None) -> None:
    """Let a score card stand."""
    _decide(appeal, "refused", note, config)


def _decide(appeal: str, verdict: "Verdict", note: str, config: Path | None) -> None:
    from bot.bootstrap import live_troupe
    from bot.deciding import Undecided, decide
    from bot.delivery import now

    settings = settings_from(config)
    with told(), opened(settings) as records:
        troupe = live_troupe(records, settings.content.path())
        try:
            typer.echo(decide(records, troupe, appeal, verdict, note, "terminal:local", now()))
        except Undecided as error:
            fail(f"{error}.")


@app.command()
def progress(
    lang: Annotated[Lang | None, typer.Option(help="Language of the text and of the customer offered.")] = None,
    config: Config = None,
) -> None:
    """Show how practice in this terminal is getting on: step by step, drills, the goal, and whom to meet next."""
    from bot.bootstrap import live_troupe
    from bot.delivery import now
    from bot.progress import progress_of, progress_screen
    from bot.texts import texts

    settings, who = settings_from(config), "terminal:local"
    with told(), opened(settings) as records:
        records.migrate()
        troupe = live_troupe(records, settings.content.path())
        with records.unit() as unit:
            user = unit.user(who)
            spoken = lang or (user.lang if user is not None else settings.practice.lang)
            busy = unit.open_session(who) is not None
            known = progress_of(unit, who, spoken, troupe, now(), busy=busy)
    say = texts(spoken)
    how = say("next-command", scenario=known.offer.customer.id) if known.offer is not None else ""
    typer.echo(progress_screen(say, known, how).text)


def main() -> None:
    """Run the command."""
    for stream in (sys.stdout, sys.stderr):  # a Windows console may have another encoding than Chinese needs
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # a file's name may hold any bytes
    gc.set_threshold(20_000, 20, 20)  # content is read into trees without cycles: looking for those took a third
    app()
