"""Contents: customers, fonts and reader, which come with the program or from whoever wrote customers."""

import time
from collections.abc import Iterator
from contextlib import closing

from bot.doctor.finding import Case, Finding, Values
from bot.doctor.keeping import readable
from state.content.problems import errors
from state.records.errors import RecordsUnavailable
from state.records.looking import look
from state.records.records import Records

SAMPLE = "对练 Duilian 12%"
SENTENCE, MOVE = "给您便宜两万", "concede"
"""What a salesman says, and the move that it is beyond doubt."""


def content(case: Case) -> Iterator[Finding]:
    """Whether the folder of content is sound, and what of it is live."""
    from bot.checking import check_content

    folder = case.settings.content.path()
    problems = check_content(folder, [])
    wrong = errors(problems)
    first = wrong[0] if wrong else problems[0] if problems else None
    values: Values = {"folder": folder.as_posix()}
    if first is not None:
        values |= {"count": len(wrong or problems), "place": f"{first.path}:{first.line}", "code": first.code}
    if wrong:
        yield Finding("content", "error", "doctor-content-wrong", "doctor-content-do", values)
        return
    if problems:
        yield Finding("content", "warning", "doctor-content-warned", "doctor-content-do", values)
    yield from _live(case, values)


def _live(case: Case, values: Values) -> Iterator[Finding]:
    """What is live, held against the folder, if there is a database to ask."""
    from bot.publishing import content_of
    from state.content.library import load_library

    folder = case.settings.content.path()
    library, _ = load_library(folder)
    assert library is not None, "it has no errors"
    values["customers"] = len(library.scenarios)
    try:
        if not readable(look(case.settings.database.address())):
            yield Finding("content", "ok", "doctor-content-ok", values=values)
            return
        with closing(Records(case.settings.database.address())) as records, records.unit() as unit:
            live = unit.live()
    except RecordsUnavailable:  # of which the database's own finding tells
        yield Finding("content", "ok", "doctor-content-ok", values=values)
        return
    files, _ = content_of(folder, library)
    if live is None or live.files == files:
        yield Finding("content", "ok", "doctor-content-ok", values=values)
        return
    names = sorted(name for name in live.files.keys() | files.keys() if live.files.get(name) != files.get(name))
    values |= {"count": len(names), "place": ", ".join(names[:3]), "number": live.number}
    unseen = live.folder != files
    says = "doctor-content-unseen" if unseen else "doctor-content-differs"
    yield Finding(
        "content", "warning", says, "doctor-content-unseen-do" if unseen else "doctor-content-differs-do", values
    )


def fonts(case: Case) -> Iterator[Finding]:
    """Whether a card's words can be drawn, in both languages."""
    from bot.canvas import Canvas

    canvas = Canvas(400)
    try:
        canvas.text(SAMPLE, 20, 20, 360, 32, "#000000", bold=True)
        drawn = "".join(words.text for words in canvas.words)
        canvas.png(80, "#ffffff")
    except (OSError, ImportError) as error:
        yield Finding("fonts", "error", "doctor-fonts-wrong", "doctor-install-do", {"problem": str(error)})
        return
    if drawn != SAMPLE:
        yield Finding("fonts", "error", "doctor-fonts-lack", "doctor-install-do")
    else:
        yield Finding("fonts", "ok", "doctor-fonts-ok")


def reader(case: Case) -> Iterator[Finding]:
    """Whether the reader loads, and reads what nobody could misread."""
    from bot.shell import ready_reader

    began = time.perf_counter()
    try:
        found = ready_reader()
    except (OSError, ImportError) as error:
        yield Finding("reader", "error", "doctor-reader-wrong", "doctor-install-do", {"problem": str(error)})
        return
    seconds = time.perf_counter() - began
    moves = found.read(SENTENCE, lang="zh").moves
    values: Values = {"version": found.version, "ms": round(1000 * seconds), "sentence": SENTENCE}
    if next(iter(moves)) != MOVE:
        yield Finding("reader", "error", "doctor-reader-misreads", "doctor-install-do", values)
    else:
        yield Finding("reader", "ok", "doctor-reader-ok", values=values)
