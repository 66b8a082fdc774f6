"""Bootstrap: settings, content, reader and records joined into the practice that a shell serves."""

import atexit
import os
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from bot.practice import Practice
from bot.publishing import files_of, load_texts, texts_of
from bot.settings import Settings
from bot.stage import open_stage
from state.content.checks import check_library
from state.content.keeping import Kept
from state.content.library import Library, load_library
from state.content.loading import load
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.problems import Problem, errors
from state.content.scenario import Scenario
from state.content.terms import OBJECTIONS, PERSONAS, Lang, ObjectionKind, PersonaKind
from state.records.records import Records
from state.records.unit import Unit
from state.scoring.tests import TESTS
from state.troupe import Troupe, cast
from state.understanding.reading import Reading

if TYPE_CHECKING:
    from state.understanding.reader import SentenceReader


LATER = 0.4
"""Seconds in which a program may begin to serve before the reader's loading takes half of the interpreter from it."""


class ContentError(Exception):
    """The content has errors. problems: all of them."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(problem.render() for problem in problems))
        self.problems = problems


@dataclass
class ComingReader:
    """A reader that loads in a thread of its own while the first screens are looked at; waits for it when asked.

    It reads by the head that is live in the records, once `follow` has seen it.
    wanted: set once somebody waits for it.
    """

    loading: "Future[SentenceReader]"
    wanted: Event = field(default_factory=Event)
    _number: int = 0
    _head: str = ""
    _now: "tuple[str, SentenceReader] | None" = None

    @property
    def version(self) -> str:
        """The version of the reader."""
        return self._reader().version

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        """Read a reply; see `Reader.read`."""
        return self._reader().read(reply, lang=lang, customer=customer, scenario=scenario)

    def follow(self, unit: Unit) -> None:
        """See which head is live now."""
        live = unit.live_head(after=self._number)
        if live is not None:
            self._number, self._head = live.number, live.body

    def _reader(self) -> "SentenceReader":
        self.wanted.set()
        shipped, head = self.loading.result(), self._head
        if not head:
            return shipped
        now = self._now
        if now is None or now[0] != head:  # two threads may both make it, and both make the same
            now = self._now = (head, shipped.by(head))
        return now[1]

    def prepare(self, scenarios: Iterable[Scenario]) -> None:
        """Make it ready for scenarios; see `SentenceReader.prepare`."""
        self.loading.result().prepare(scenarios)


def coming_reader(troupe: Troupe) -> ComingReader:
    """Begin to load the reader, and then to make it ready for these customers."""
    loading: Future[SentenceReader] = Future()
    coming = ComingReader(loading)

    def load() -> None:
        coming.wanted.wait(LATER)
        from state.understanding.reader import load_reader

        try:
            reader = load_reader(cache=user_cache_path("duilian"))
            loading.set_result(reader)
            scenarios = [customer.scenario for customer in troupe.customers.values()]
            first = os.getpid() % max(1, len(scenarios))  # of workers that begin together each finds others' work done
            reader.prepare((*scenarios[first:], *scenarios[:first]))
        except BaseException as error:  # whoever waits for it must learn of it
            if not loading.done():
                loading.set_exception(error)
            raise

    thread = Thread(target=load, name="reader", daemon=True)

    def end() -> None:
        # A thread that is still in the network's code when Python goes would take the whole process down with it.
        coming.wanted.set()
        if loading.exception() is None:
            loading.result().close()
        thread.join()

    atexit.register(end)
    thread.start()
    return coming


def load_troupe(folder: Path) -> Troupe:
    """Bring a folder of content to life, as `load_kept` has it. Raises ContentError if anything in it is wrong."""
    return cast(load_kept(folder))


def live_troupe(records: Records, folder: Path) -> Troupe:
    """What is live; what the folder holds if nothing was published. Raises ContentError, RecordsUnavailable.

    Where the folder holds the same as is live, it is taken from the cache, a tenth of the work.
    """
    kept = Kept(folder, user_cache_path("duilian")).library()
    with records.unit() as unit:
        live = unit.live()
        known = kept if live is not None and kept is not None and live.files == files_of(kept) else None
        texts = texts_of(unit, live) if live is not None and known is None else {}
    if live is None:
        return cast(load_kept(folder))
    library, problems = (known, []) if known is not None else load_texts(texts)
    if library is None:
        raise ContentError(errors(problems))
    return replace(cast(library), off=frozenset(live.off))


def load_kept(folder: Path) -> Library:
    """A folder of content, without the places in its files, where it was checked before; see `load_checked`."""
    return load_checked(folder, user_cache_path("duilian"))


def load_checked(folder: Path, cache: Path | None = None) -> Library:
    """Load and check a folder of content. Raises ContentError if anything in it is wrong.

    cache: a folder in which it is kept for the next time, a tenth of the work, and taken from without the places in its
    files; None: everything is read and checked anew.
    """
    kept = Kept(folder, cache) if cache is not None else None
    known = kept.library() if kept is not None else None
    if known is not None:
        return known
    library, problems = load_library(folder)
    if library is not None:
        problems = [*problems, *check_library(library, TESTS)]
    if library is None or errors(problems):
        raise ContentError(errors(problems))
    if kept is not None:
        kept.keep(library)
    return library


def load_kinds(folder: Path) -> tuple[dict[PersonaKind, Persona], dict[ObjectionKind, Objection]]:
    """Load the types of people and the kinds of objection of a folder of content, and nothing else of it.

    Raises ContentError.
    """
    personas = {kind: load(folder / "personas" / f"{kind}.yaml", Persona) for kind in PERSONAS}
    objections = {kind: load(folder / "objections" / f"{kind}.yaml", Objection) for kind in OBJECTIONS}
    problems = [problem for _, found in (*personas.values(), *objections.values()) for problem in errors(found)]
    if problems:
        raise ContentError(problems)
    return (
        {kind: persona for kind, (persona, _) in personas.items() if persona is not None},
        {kind: objection for kind, (objection, _) in objections.items() if objection is not None},
    )


def open_practice(settings: Settings) -> Practice:
    """Open everything that practice needs. Close its records when done.

    Raises ContentError; RecordsUnavailable if the database cannot be opened.
    """
    folder = settings.content.path()
    library = load_kept(folder)
    records = Records(settings.database.address())
    try:
        records.migrate()
        stage = open_stage(records, folder, library)
    except BaseException:
        records.close()
        raise
    reader = coming_reader(stage.troupe)
    stage.prepare, stage.follow = reader.prepare, reader.follow
    with records.unit() as unit:
        reader.follow(unit)
    return Practice(records, reader, stage, settings)
