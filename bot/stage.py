"""The stage: which customers are on now, kept true to what was published, and those whom somebody still talks to."""

import logging
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy.exc import IntegrityError

from bot.publishing import (
    FOLDER,
    Checked,
    check_folder,
    check_sent,
    content_of,
    customers_of,
    load_texts,
    place_of,
    publish,
    texts_of,
)
from state.content.library import Library
from state.content.problems import Problem, errors
from state.content.scenario import Scenario
from state.dialogue.customer import Customer
from state.records.records import Records
from state.records.tables import Publication
from state.records.unit import Unit
from state.troupe import Troupe, cast

EVERY = 2.0
"""Seconds that what was looked at counts as being so still."""

log = logging.getLogger(__name__)
Prepare = Callable[[Iterable[Scenario]], None]
Follow = Callable[[Unit], None]
Signature = Mapping[str, tuple[int, int]]


@dataclass(frozen=True)
class Sent:
    """What came of checking a file that was sent in. path: where it belongs, None if it is none of ours.

    problems: its own or, once it could be read, of the whole content with it. checked: the latter, if it came to that.
    """

    path: str | None
    problems: tuple[Problem, ...]
    checked: Checked | None = None


class Stage:
    """The troupe that is on, for use from any thread. What others publish, and what changes in the folder, is noticed
    within seconds of the next action.

    number: the publication that the troupe came from, 0 if there was none. prepare: makes a reader ready for scenarios.
    follow: looks, at the same times, whether others changed what the reader reads by.
    """

    def __init__(
        self, records: Records, folder: Path, troupe: Troupe, number: int = 0, prepare: Prepare | None = None
    ) -> None:
        self.troupe = troupe
        self.problems: tuple[Problem, ...] = ()
        self._records = records
        self._folder = folder
        self._number = number
        self.prepare = prepare
        self.follow: Follow | None = None
        self._lock = threading.Lock()
        self._looked = time.monotonic()
        self._signature = _signature(folder)
        self._earlier: dict[tuple[str, str], Customer | None] = {}

    def customer(self, unit: Unit, scenario: str, version: str) -> Customer | None:
        """A customer as a session began with him; None if he was never published so."""
        now = self.troupe.customers.get(scenario)
        if now is not None and now.version == version:
            return now
        if (scenario, version) not in self._earlier:
            self._earlier[scenario, version] = _as_he_was(unit, scenario, version)
        return self._earlier[scenario, version]

    def refresh(self, *, at_once: bool = False) -> None:
        """Look at what was published and at the folder, unless it was done just now or is being done.

        Raises RecordsUnavailable.
        """
        if not at_once and time.monotonic() - self._looked < EVERY:
            return
        if not self._lock.acquire(blocking=at_once):
            return
        try:
            self._take_over()
            self._look_at_folder()
            self._looked = time.monotonic()
        finally:
            self._lock.release()

    def check(self, name: str, data: bytes) -> Sent:
        """Check a file that was sent in, beside what is live. Raises RecordsUnavailable."""
        path, problems = place_of(name, data)
        if path is None:
            return Sent(None, tuple(problems))
        with self._records.unit() as unit:
            live = unit.live()
            texts = texts_of(unit, live) if live is not None else {}
        checked = check_sent(texts, path, data, live.files if live is not None else {})
        return Sent(path, checked.problems, checked)

    def _take_over(self) -> None:
        with self._records.unit() as unit:
            number = unit.live_number()
            live = unit.live() if number > self._number else None
            texts = texts_of(unit, live) if live is not None else {}
            if self.follow is not None:
                self.follow(unit)
        if live is not None:
            library, problems = load_texts(texts)
            if library is None:  # made by a version whose content this one does not take
                log.error("Publication %s cannot be used here: %s", live.number, problems[0].render())
            else:
                self._show(library, live)
            self._number = live.number

    def _show(self, library: Library, live: Publication) -> None:
        before = self.troupe.customers
        found = cast(library)
        # One who is the same stays the same to the reader, which has made itself ready for him.
        same = {name: old for name, old in before.items() if _version(found, name) == old.version}
        self.troupe = replace(found, customers={**found.customers, **same}, off=frozenset(live.off))
        new = [each for name, each in self.troupe.customers.items() if name not in same]
        if self.prepare is not None and new:
            scenarios = [each.scenario for each in new]
            threading.Thread(target=self.prepare, args=(scenarios,), name="prepare", daemon=True).start()
        log.info("Publication %s is live: %s", live.number, live.note)

    def _look_at_folder(self) -> None:
        signature = _signature(self._folder)
        if signature == self._signature:
            return
        self._signature = signature
        with self._records.unit() as unit:
            live = unit.live()
            texts = texts_of(unit, live) if live is not None else {}
        if live is None:
            return
        checked = check_folder(self._folder, texts, live.files, live.folder)
        self.problems = checked.problems
        if not checked.sound:
            for problem in errors(checked.problems):
                log.warning("%s", problem.render())
            log.warning("The folder of content was changed and has errors, so that nothing of it is live yet.")
        elif checked.changed:
            _publish(self._records, checked)
            self._take_over()


def open_stage(records: Records, folder: Path, library: Library, prepare: Prepare | None = None) -> Stage:
    """What is live: the last publication, with what was changed in the folder since; or the folder, published now.

    library: what was read from the folder, and checked. Raises RecordsUnavailable.
    """
    files, texts = content_of(folder, library)
    with records.unit() as unit:
        live = unit.live()
        known = texts_of(unit, live) if live is not None and live.folder != files else {}
    if live is None:
        _publish(records, Checked((), files, customers_of(library), texts, tuple(sorted(files)), files))
    elif live.folder != files:
        checked = check_folder(folder, known, live.files, live.folder)
        if checked.sound and checked.changed:
            _publish(records, checked)
    with records.unit() as unit:
        live = unit.live()
        if live is not None and live.files == files:
            return Stage(records, folder, replace(cast(library), off=frozenset(live.off)), live.number, prepare)
    stage = Stage(records, folder, cast(library), 0, prepare)
    stage.refresh(at_once=True)
    return stage


def _publish(records: Records, checked: Checked) -> None:
    """Let what was changed in the folder go live. What somebody else publishes at the same moment goes first."""
    try:
        with records.unit() as unit:
            publish(unit, checked, FOLDER, datetime.now(UTC))
    except IntegrityError:
        log.info("Somebody else published at the same moment.")


def _as_he_was(unit: Unit, scenario: str, version: str) -> Customer | None:
    found = unit.published_with(scenario, version)
    if found is None:
        return None
    library, _ = load_texts(texts_of(unit, found, [name for name in found.files if _is_for(name, scenario)]))
    return None if library is None else cast(library).customers.get(scenario)


def _version(troupe: Troupe, name: str) -> str | None:
    customer = troupe.customers.get(name)
    return customer.version if customer is not None else None


def _signature(folder: Path) -> Signature:
    """What tells whether any file of a folder of content was touched: sizes and times."""
    found = {}
    for path in folder.glob("*.yaml"):
        found[path.name] = path
    for part in ("personas", "objections", "accounts", "zh", "en", "drills"):
        found |= {f"{part}/{path.name}": path for path in (folder / part).glob("*.yaml")}
    signature = {}
    for name, path in found.items():
        try:
            stat = path.stat()
        except OSError:  # removed at this moment; the next look will not find it
            continue
        signature[name] = (stat.st_mtime_ns, stat.st_size)
    return signature


def _is_for(name: str, scenario: str) -> bool:
    """Whether a file is needed for one customer; accounts are few and small."""
    part = name.partition("/")[0]
    return name == scenario or part not in ("zh", "en", "drills")
