"""The commands by which talks are taken out of the records, and real conversations are judged; imports are within."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from bot.shell import Config, complain, fail, opened, ready_reader, refused, settings_from, told
from state.content.terms import Lang, ObjectionKind, PersonaKind

if TYPE_CHECKING:
    from bot.exporting.choosing import Exported, Wanted
    from bot.exporting.document import Document
    from bot.importing.judging import Imported
    from bot.texts import Texts
    from state.records.records import Records
    from state.troupe import Troupe

app = typer.Typer()

Format = Literal["csv", "jsonl", "html", "pdf", "xapi", "visit"]
Form = Literal["text", "html", "pdf"]


@app.command("export")
def export(
    form: Annotated[Format, typer.Argument(metavar="FORMAT", help="csv, jsonl, html, pdf, xapi or visit.")],
    session: Annotated[str, typer.Option(help="One talk, by its id or how that begins.")] = "",
    person: Annotated[str, typer.Option(help="One person's talks; the id as `duilian users` lists it.")] = "",
    group: Annotated[str, typer.Option(help="The talks of a group's members.")] = "",
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Begun on this day or later.")] = None,
    until: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Begun on this day or before.")] = None,
    rows: Annotated[Literal["talks", "turns"], typer.Option(help="csv: a row for each talk, or each reply.")] = "talks",
    written: Annotated[Form, typer.Option("--as", help="visit: how the record is written.")] = "text",
    home: Annotated[str, typer.Option(help="xapi: the address under which ours is named; else the setting.")] = "",
    lang: Annotated[Lang | None, typer.Option(help="Language of heads and reports.")] = None,
    out: Annotated[Path | None, typer.Option(help="A file; standard output if none.")] = None,
    config: Config = None,
) -> None:
    """Take talks out: as tables (csv), whole (jsonl), as a report (html, pdf), as statements (xapi), as visit records.

    Of a private talk there is only that it took place, and a card only once its trainee has seen it.
    """
    from bot.bootstrap import live_troupe
    from bot.exporting.choosing import NoTalk, chosen
    from bot.texts import texts

    settings = settings_from(config)
    if person and group:
        fail("--person and --group exclude each other")
    _writable(form == "pdf" or written == "pdf", out)
    with told(), opened(settings) as records:
        records.migrate()
        troupe = live_troupe(records, settings.content.path())
        say = texts(lang or settings.practice.lang)
        try:
            wanted = _wanted(records, session, person, group, since, until)
            talks = chosen(records, troupe, wanted)
        except NoTalk as error:
            fail(f"{error}.")
        if form == "csv":
            from bot.exporting.tables import talks_csv, turns_csv

            _write((talks_csv if rows == "talks" else turns_csv)(talks, say, troupe), out)
        elif form in ("jsonl", "xapi"):
            from bot.exporting.xapi import home_of

            _write(_json(form, talks, home_of(home, settings.export.xapi_home)), out)
        else:
            document = _document(form, list(talks), session, group, person, say, troupe)
            _publish(document, written if form == "visit" else "html" if form == "html" else "pdf", out)


@app.command("import")
def import_(
    path: Annotated[str, typer.Argument(metavar="FILE", help="A conversation, or - for standard input.")],
    lang: Annotated[Lang | None, typer.Option(help="The language it was held in; as its words show, if none.")] = None,
    persona: Annotated[PersonaKind | None, typer.Option(help="The type of customer, if that is known.")] = None,
    objection: Annotated[ObjectionKind | None, typer.Option(help="The kind of objection, if that is known.")] = None,
    outcome: Annotated[
        Literal["agreed", "deferred", "lost"] | None, typer.Option(help="How it ended, if that is known.")
    ] = None,
    seller: Annotated[
        list[str] | None, typer.Option(help="What the seller is called in it, besides 销售, Sales….")
    ] = None,
    customer: Annotated[
        list[str] | None, typer.Option(help="What the customer is called, besides 客户, Customer….")
    ] = None,
    written: Annotated[
        Literal["text", "json", "html", "pdf"], typer.Option("--format", help="How the score card is written.")
    ] = "text",
    out: Annotated[Path | None, typer.Option(help="A file; standard output if none.")] = None,
    keep: Annotated[
        str, typer.Option(metavar="PERSON", help="Keep it as this person's; the id as `duilian users` lists it.")
    ] = "",
    config: Config = None,
) -> None:
    """Score a real conversation by the same rubric, as far as that goes without a script.

    With --keep it stays in the records, marked as imported, and on the desk; it counts as no practice. Else nothing is
    kept.

    CSV, JSON Lines, or plain text with 销售： and 客户：, Sales: and Customer: before what is said. Bad lines are named
    and passed over; then the exit status is 1.
    """
    import json

    from bot.bootstrap import live_troupe, load_troupe
    from bot.importing.faults import LARGEST, BadLog
    from bot.importing.judging import as_json, card_document, hear, judge
    from bot.importing.logs import called, file_name, read_log
    from bot.roster import Unchanged, named
    from bot.texts import texts
    from state.scoring.unscripted import Known

    settings = settings_from(config)
    _writable(written == "pdf", out)
    with told(), refused(), ExitStack() as stack:
        whom, records = "", None
        if keep:
            records = stack.enter_context(opened(settings))
            records.migrate()
            try:
                with records.unit() as unit:
                    whom = named(unit, keep).id
            except Unchanged as error:
                fail(f"{error}.")
        try:
            log = read_log(_read(path, LARGEST + 1), path, called(seller or (), customer or ()))
        except BadLog as error:
            fail(f"{path}: {error}.")
        folder = settings.content.path()
        troupe = live_troupe(records, folder) if records is not None else load_troupe(folder)
        reader, name = ready_reader(), "-" if path == "-" else file_name(path)
        imported = judge(hear(log, name, reader, lang), troupe, Known(persona, objection, outcome))
        for problem in log.problems:
            complain(str(problem))
        if written == "json":
            _write([json.dumps(as_json(imported), ensure_ascii=False, indent=1) + "\n"], out)
        else:
            _publish(card_document(imported, texts(imported.heard.lang), troupe), written, out)
        if records is not None:
            complain(_kept(records, whom, imported, reader.version))
    raise typer.Exit(1 if log.problems else 0)


def _kept(records: "Records", whom: str, imported: "Imported", reader_version: str) -> str:
    """Keep a conversation on behalf of whoever runs Duilian, and return what is to be said about it."""
    from bot.delivery import now
    from bot.importing.keeping import keep

    with records.unit() as unit:
        _, name = keep(unit, "terminal:local", "admin", whom, imported, reader_version, now())
    return f"Kept as a conversation of {whom}: {name}"


def _read(path: str, most: int) -> bytes:
    if path == "-":
        return sys.stdin.buffer.read(most)
    with Path(path).open("rb") as file:
        return file.read(most)


def _writable(is_binary: bool, out: Path | None) -> None:
    if is_binary and out is None and sys.stdout.isatty():
        fail("a PDF is nothing for a terminal. Name a file: --out report.pdf")


def _wanted(
    records: "Records", session: str, person: str, group: str, since: datetime | None, until: datetime | None
) -> "Wanted":
    """What is asked for. Days are those of the clock of this machine."""
    from bot.exporting import choosing

    users = None
    if person or group:
        with records.unit() as unit:
            users = choosing.person(unit, person) if person else choosing.members(unit, group)
    end = (until + timedelta(days=1)).astimezone() if until is not None else None
    return choosing.Wanted(session, users, since.astimezone() if since is not None else None, end)


def _json(form: Format, talks: "Iterable[Exported]", home: str) -> Iterator[str]:
    import json

    from bot.exporting.lines import talks_jsonl
    from bot.exporting.xapi import array, statements

    if form == "jsonl":
        for each in talks_jsonl(talks):
            yield json.dumps(each, ensure_ascii=False) + "\n"
        return
    yield from array(statements(talks, home))


def _document(
    form: Format, talks: "list[Exported]", session: str, group: str, person: str, say: "Texts", troupe: "Troupe"
) -> "Document":
    from bot.exporting.report import many_report, talk_report
    from bot.exporting.visit import visit_record

    if not talks and (session or form == "visit"):
        fail("that talk has not begun" if session else "there is no talk to fill a record from")
    if form == "visit":
        return visit_record(talks, say)
    if session:
        return talk_report(talks[0], say, troupe)
    title = group or (talks[0].name if person and talks else person)
    return many_report(talks, title or say("report-everybody"), say, troupe)


def _publish(document: "Document", form: Form, out: Path | None) -> None:
    """Write a document in one of its forms."""
    from bot.delivery import now
    from bot.exporting.html import as_html
    from bot.exporting.pdf import as_pdf
    from bot.exporting.plain import as_text

    if form != "pdf":
        _write([as_html(document) if form == "html" else as_text(document)], out)
    elif out is None:
        sys.stdout.buffer.write(as_pdf(document, now()))
    else:
        out.write_bytes(as_pdf(document, now()))


def _write(pieces: Iterable[str], out: Path | None) -> None:
    if out is None:
        for piece in pieces:
            sys.stdout.write(piece)
        return
    with out.open("w", encoding="utf-8", newline="") as file:
        file.writelines(pieces)
