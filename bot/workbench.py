"""Commands of those who write customers, try them and look after them. What each needs is imported within it."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from bot.listing import Format, listed
from bot.measuring import unlearnt
from bot.shell import (
    Config,
    Input,
    complain,
    fail,
    opened,
    ready_encoder,
    ready_reader,
    ready_sense,
    settings_from,
    shown,
    told,
)
from state.content.problems import errors, nearest
from state.content.terms import Lang, ObjectionKind, PersonaKind

app = typer.Typer()


@app.command()
def replay(path: Input = "-", config: Config = None) -> None:
    """Play scripts of replies: {"lang", "persona", "objection", "replies": […]} a line in, score cards out."""
    from bot import jsonl, replaying
    from bot.bootstrap import load_troupe

    settings = settings_from(config)
    with told():
        troupe = load_troupe(settings.content.path())
    reader = ready_reader()
    with told(), jsonl.opened(path) as lines:
        good = jsonl.each(lines, lambda record: replaying.replay(record, troupe, reader), sys.stdout, complain)
    raise typer.Exit(0 if good else 1)


@app.command()
def check(
    paths: Annotated[list[Path] | None, typer.Argument(help="Files or folders; the whole content if none.")] = None,
    lang: Annotated[Lang, typer.Option(help="Language of the messages.")] = "en",
    talks: Annotated[
        bool, typer.Option("--talks", help="Also play how an expert and a novice talk to each customer, and the cases.")
    ] = False,
    meaning: Annotated[
        bool,
        typer.Option("--meaning", help="Also find what its sentences mean to the reader; slow the first time."),
    ] = False,
    form: Annotated[
        Format, typer.Option("--format", help="For people, for programs, or as annotations in GitHub Actions.")
    ] = "text",
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    config: Config = None,
) -> None:
    """Check content: file:line:column, what is wrong, what would be right."""
    from bot.checking import check_content

    settings = settings_from(config)
    reader, sense = ready_reader() if talks else None, ready_sense() if meaning else None
    if meaning and not paths:
        complain(
            "正在看每句话的意思，第一次要几分钟。"
            if lang == "zh"
            else "Reading every sentence; the first time takes minutes."
        )
    problems = check_content(settings.content.path(), paths or [], reader, sense)
    for text in listed(problems, form, lang):
        typer.echo(text)
    raise typer.Exit(1 if (problems if strict else errors(problems)) else 0)


@app.command("try")
def try_customer(
    name: Annotated[str, typer.Argument(help="A scenario, as zh/vmc_price.")],
    seed: Annotated[int, typer.Option(help="Decides between the customer's alternatives.")] = 0,
    lang: Annotated[Lang | None, typer.Option(help="Language of what is shown; the customer's if none.")] = None,
    config: Config = None,
) -> None:
    """Talk to a customer with everything laid open; what you save in its files counts at once. Nothing is kept."""
    from rich.console import Console

    from bot.bootstrap import load_kept
    from bot.texts import texts
    from bot.trying import Trial

    folder = settings_from(config).content.path()
    with told():
        library = load_kept(folder)
    _known("scenario", [name], library.scenarios)
    console = Console(highlight=False, soft_wrap=not sys.stdout.isatty())
    say = texts(lang or library.scenarios[name].lang, "terminal")
    Trial(folder, library, name, ready_reader(), console, say, seed).run(_typed(say("prompt")))


@app.command("new")
def new_customer(
    lang: Annotated[Lang | None, typer.Option(help="Language of the customer, and of the questions.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of its files: small English letters, digits and _.")] = None,
    persona: Annotated[PersonaKind | None, typer.Option(help="Type of person.")] = None,
    objection: Annotated[ObjectionKind | None, typer.Option(help="Kind of objection.")] = None,
    difficulty: Annotated[int | None, typer.Option(help="1 easy, 2 middling, 3 hard.", min=1, max=3)] = None,
    product: Annotated[str | None, typer.Option(help="What is for sale; '' leaves it for later.")] = None,
    company: Annotated[str | None, typer.Option(help="The customer's firm; '' leaves it for later.")] = None,
    person: Annotated[str | None, typer.Option(help="Who is met there; '' leaves it for later.")] = None,
    config: Config = None,
) -> None:
    """Begin a customer that can be played at once: asks what no option says, and writes scenario and account."""
    from bot.bootstrap import load_kinds
    from bot.drafting import drafted, write
    from bot.intake import Given, Intake, Refused
    from bot.texts import texts
    from state.content.checks import gaps
    from state.content.sources import read

    settings = settings_from(config)
    say, folder = texts(lang or settings.practice.lang, "terminal"), settings.content.path()
    if not folder.is_dir():
        fail(say("new-no-folder", path=folder.as_posix()))

    def answers() -> Iterator[str]:
        yield from _typed("› ")
        if sys.stdin.isatty():  # Ctrl-C or Ctrl-D, not an answer
            raise typer.Exit(130)

    with told():
        personas, objections = load_kinds(folder)
        given = Given(name, persona, objection, difficulty, company, person, product)
        try:
            draft = Intake(folder, personas, objections, say, answers(), typer.echo).draft(given)
        except Refused as refused:
            fail(str(refused))
    files = drafted(draft, personas[draft.persona], objections[draft.objection])
    try:
        write(folder, files)
    except OSError as error:
        fail(say("new-unwritten", path=error.filename or folder.as_posix(), why=error.strerror or str(error)))
    paths = [shown(folder / file) for file in files]
    left = sum(len(list(gaps(source))) for file in files if (source := read(folder / file)[0]) is not None)
    typer.echo(say("new-written", account=paths[0], scenario=paths[1], left=left))
    with_config = f" --config {config}" if config else ""
    typer.echo(say("new-next", id=draft.id, files=" ".join(paths), config=with_config))


def _typed(prompt: str) -> Iterator[str]:
    """What is typed, line by line, until the end of input or Ctrl-C."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    from prompt_toolkit import PromptSession

    prompting: PromptSession[str] = PromptSession()
    with suppress(EOFError, KeyboardInterrupt):
        while True:
            yield prompting.prompt(prompt)


@app.command()
def draw(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario, as zh/vmc_price.")],
    out: Annotated[
        Path | None, typer.Option(help="A file ending in .svg, .png or .mmd; left out, Mermaid text is shown.")
    ] = None,
    session: Annotated[
        str, typer.Option(help="A talk with this customer, by its id or how that begins, whose way is shown.")
    ] = "",
    lang: Annotated[Lang | None, typer.Option(help="Language of the states' names; the customer's if none.")] = None,
    config: Config = None,
) -> None:
    """Draw a customer's machine as it now is: states, transitions with their guards, and the way that a talk took."""
    from bot.bootstrap import load_kept
    from bot.diagram import diagram
    from bot.drawing import Undrawn, drawn_as, ending_of
    from bot.texts import texts
    from bot.walking import NoTalk, walked
    from state.troupe import cast

    settings = settings_from(config)
    with told():
        try:
            ending = ending_of(out) if out is not None else "mmd"
            library = load_kept(settings.content.path())
            _known("scenario", [name], library.scenarios)
            customer, hops = cast(library).customers[name], None
            if session:
                with opened(settings) as records:
                    records.migrate()
                    walk = walked(records, customer, "terminal:local", session)
                if walk.rewritten:
                    complain("The customer has been rewritten since; what is shown is the way through it as it now is.")
                hops = walk.hops
            say = texts(lang or customer.scenario.lang, "terminal")
            drawn = drawn_as(ending, diagram(customer, say, hops), say)
        except (NoTalk, Undrawn) as error:
            fail(f"{error}".rstrip(".") + ".")
        if out is None:
            typer.echo(drawn.decode(), nl=False)
        else:
            out.write_bytes(drawn)
            typer.echo(f"Drawn: {out}")


@app.command()
def simulate(
    names: Annotated[list[str] | None, typer.Argument(help="Scenarios, as zh/vmc_price.", show_default=False)] = None,
    everyone: Annotated[bool, typer.Option("--all", help="Every scenario.")] = False,
    talks: Annotated[int, typer.Option(help="Talks of each kind of trainee with each customer.", min=1)] = 10,
    kinds: Annotated[
        list[str] | None, typer.Option("--as", help="Only this kind of trainee; can be given several times.")
    ] = None,
    chart: Annotated[
        Path | None, typer.Option(help="A file ending in .png or .svg for the outcomes and points as a picture.")
    ] = None,
    keep: Annotated[
        str, typer.Option(metavar="GROUP", help="Keep the talks in the records, as those of a new group's members.")
    ] = "",
    lang: Annotated[Lang, typer.Option(help="Language of the report, and of the group's members.")] = "en",
    config: Config = None,
) -> None:
    """Let trainees of every kind talk to customers: who wins, with how many points, and what nobody ever hears."""
    from rich.console import Console

    from bot import outcomes, rehearsing
    from bot.bootstrap import load_kept
    from bot.keeping import keep_group
    from bot.stage import open_stage
    from bot.texts import texts
    from bot.trainees import KINDS
    from state.content.sources import placed
    from state.troupe import cast

    settings = settings_from(config)
    with told():
        library = load_kept(settings.content.path())
    troupe = cast(library)
    asked = sorted(troupe.customers) if everyone else names or []
    if not asked:
        fail("name scenarios, or take --all")
    _known("scenario", asked, troupe.customers)
    _known("kind of trainee", kinds or [], KINDS)
    form = outcomes.form_of(chart) if chart is not None else None
    if chart is not None and form is None:
        fail(f"{chart}: the file's name should end in .png or .svg")
    played = [kind for kind in KINDS if not kinds or kind in kinds]
    if keep:
        with told(), opened(settings) as records:
            records.migrate()
            with records.unit() as unit:
                taken = keep in unit.groups()
        if taken:
            fail(f"there is a group '{keep}' already; name a new one, or take a database of its own")
    say, reader, examples = texts(lang, "terminal"), ready_reader(), unlearnt(settings)
    console, done = Console(), list[rehearsing.Rehearsal]()
    for name in asked:
        rehearsal = rehearsing.rehearse(troupe.customers[name], examples, troupe, reader, talks, played)
        console.print(rehearsing.table(rehearsal, say))
        for remark in rehearsing.remarks(rehearsal, placed(library.sources[name]), say):
            typer.echo(f"  {remark}")
        done.append(rehearsal)
    if chart is not None and form is not None:
        with told():
            chart.write_bytes(outcomes.chart(done, say, form))
        typer.echo(f"Drawn: {chart}")
    if keep:
        with told(), opened(settings) as records:
            open_stage(records, settings.content.path(), library)  # the talks can be read as long as it is known
            typer.echo(say("rehearse-kept", **keep_group(records, keep, done, troupe, reader.version, say)))
    raise typer.Exit(0 if all(rehearsal.sound for rehearsal in done) else 1)


def _known(what: str, names: Iterable[str], known: Iterable[str]) -> None:
    """End with a sentence if one of the names is not known."""
    for name in names:
        if name not in known:
            near = nearest(name, list(known))
            fail(f"there is no {what} '{name}'" + (f"; did you mean '{near}'?" if near else ""))


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

    settings = settings_from(config)
    with told():
        troupe = load_troupe(settings.content.path())
        with opened(settings) as records:
            for line in rescore(records, troupe, ready_reader() if anew else None, now(), dry=dry_run):
                typer.echo(line)


@app.command()
def gaps(
    name: Annotated[str, typer.Argument(metavar="SCENARIO", help="A scenario, as zh/vmc_price; left out, all.")] = "",
    since: Annotated[
        int | None, typer.Option(help="Only what was said in so many days up to now.", min=1, max=36_500)
    ] = None,
    least: Annotated[int, typer.Option(help="Only groups that came up at least so often.", min=1)] = 2,
    only_yaml: Annotated[
        bool, typer.Option("--yaml", help="Print what could be added as YAML, and nothing else.")
    ] = False,
    lang: Annotated[Lang | None, typer.Option(help="Language of the report; that of the settings if none.")] = None,
    config: Config = None,
) -> None:
    """Show what trainees asked and offered that a customer had nothing to say to, as YAML to add. Nothing is changed.

    Private talks are left out.
    """
    from datetime import timedelta

    from bot.bootstrap import load_kept
    from bot.delivery import now
    from bot.gaps import Comparison, heard, overview, proposals, report
    from bot.texts import texts

    settings = settings_from(config)
    say = texts(lang or settings.practice.lang, "terminal")
    with told():
        library = load_kept(settings.content.path())
        _known("scenario", [name] if name else [], library.scenarios)
        with opened(settings) as records:
            records.migrate()
            found = heard(records, name, now() - timedelta(days=since) if since else None)
        if not found:
            typer.echo(say("gaps-no-talks", days=since or 0), err=only_yaml)
            return
        comparison = Comparison(library, ready_reader(), ready_encoder().encode, least)
        show = proposals if only_yaml else report if name else overview
        lines = 0
        for line in show(found, comparison, say):
            typer.echo(line)
            lines += 1
        if not lines:
            complain(say("gaps-whole", least=least))
