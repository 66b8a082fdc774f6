"""Training: a head is fitted to all examples and what was accepted, and compared; in this process or in one of its own.

It takes minutes of all processors, so the desk has it done by `python -m bot.training`, which leaves them to whatever
else wants them. How it gets on stands in the records alone: whoever began it may end meanwhile.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

from platformdirs import user_cache_path

from bot.delivery import now
from bot.learning import BEAT, Unlearnt
from bot.logs import logged
from bot.masking import mask_of
from bot.settings import Database, Logs, Settings
from bot.texts import texts
from state.records.errors import RecordsUnavailable
from state.records.queueing import Message
from state.records.records import Records
from state.records.schooling import Stage
from state.troupe import Troupe

if TYPE_CHECKING:
    from bot.comparing import Compared
    from state.content.examples import Examples
    from state.understanding.reading import Reader

NICE = 10
"""By how much a training leaves the processors to others, 0–19."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Job:
    """A claimed training, and what it takes. measures: a folder of measuring sets. home: the desk's address, or ''.

    logs: how it logs, as in the settings.
    """

    number: int
    database: str
    content: str
    measures: str
    home: str = ""
    logs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Learnt:
    """What came of it. body: the head. found: what it changes, set by set, and with the coaches if it can be told."""

    body: str
    found: "list[Compared]"


def start(records: Records, settings: Settings, number: int) -> None:
    """Have a claimed training done by a process of its own; that it died is kept in the records."""
    job = Job(
        number,
        settings.database.address(),
        str(settings.content.path()),
        str(settings.content.measuring()),
        settings.desk.url,
        settings.logs.model_dump(),
    )
    # What the database's address holds may be a secret: it goes where no list of processes shows it.
    process = subprocess.Popen(
        [sys.executable, "-m", "bot.training"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        start_new_session=True,  # a Ctrl-C in the terminal of the desk is not meant for it
    )

    def watch() -> None:
        process.communicate(json.dumps(vars(job)).encode())
        with suppress(RecordsUnavailable), records.unit() as unit:
            if unit.fail_training(number, "crashed", now()):
                log.warning("Training %s broke off with %s.", number, process.returncode)

    Thread(target=watch, name="training", daemon=True).start()


def train(records: Records, troupe: Troupe, job: Job, stopped: Callable[[], None] = lambda: None) -> Learnt:
    """Do a claimed training, and keep what comes of it, or that it broke off.

    stopped: called once it shows that somebody stopped it.
    Raises Unlearnt if it was stopped meanwhile; ContentError, ValueError, RecordsUnavailable, OSError if it broke off.
    """
    try:
        with _beating(records, job.number, stopped) as reach:
            learnt = _learn(records, troupe, job, reach)
        with records.unit() as unit:
            found = [each.model_dump(mode="json") for each in learnt.found]
            if not unit.end_training(job.number, found, learnt.body, now()):
                raise Unlearnt("it was stopped", "stopped")
    except BaseException:
        with suppress(RecordsUnavailable), records.unit() as unit:
            unit.fail_training(job.number, "crashed", now())
        raise
    return learnt


def _learn(records: Records, troupe: Troupe, job: Job, reach: "Callable[[Stage], None]") -> Learnt:
    from bot.comparing import on_sets, sets_in, with_coaches
    from bot.evaluating import labelled_files
    from bot.proposing import accepted, examples_of
    from state.understanding.reader import load_reader
    from state.understanding.tuning.heads import fit_head, read_replies
    from state.understanding.tuning.lessons import labelled

    with records.unit() as unit:
        row = unit.training(job.number)
        assert row is not None, "it was claimed"
        replies, live = accepted(unit, troupe, row.at), unit.live_head()
    sets = sets_in(Path(job.measures), labelled_files)
    shipped, own, cache = load_reader(), read_replies(Path(job.content)), user_cache_path("duilian")

    def fit(more: "Sequence[Examples]") -> str:
        return fit_head([*own, *labelled(more)], cache=cache, say=lambda _: None).text()

    def reader(head: str) -> "Reader":
        return shipped.by(head) if head else shipped

    used, body = reader(live.body if live is not None else ""), fit(examples_of(replies, troupe))
    reach("measuring")
    found = list(on_sets(sets, used, reader(body)))
    reach("coaches")
    coached = with_coaches(replies, troupe, used, fit, reader)
    return Learnt(body, [*found, *([coached] if coached is not None else [])])


@contextmanager
def _beating(records: Records, number: int, stopped: Callable[[], None]) -> "Iterator[Callable[[Stage], None]]":
    """Show every few seconds that a training is alive.

    Gives what notes where it is, and raises Unlearnt if it was stopped. stopped: see `train`.
    """
    ended = Event()

    def beat() -> None:
        alive = True
        while alive and not ended.wait(BEAT):
            with suppress(RecordsUnavailable), records.unit() as unit:
                alive = unit.beat(number, now())
        if not alive:
            stopped()

    def reach(stage: Stage) -> None:
        with records.unit() as unit:
            if not unit.beat(number, now(), stage):
                raise Unlearnt("it was stopped", "stopped")

    thread = Thread(target=beat, name="beat", daemon=True)
    thread.start()
    try:
        yield reach
    finally:
        ended.set()
        thread.join()


def main() -> None:
    """Do the training that standard input names, as JSON."""
    job = Job(**json.load(sys.stdin))
    settings = Settings(database=Database(url=job.database), logs=Logs.model_validate(job.logs))
    with logged(settings.logs, mask_of(settings)):
        _run(job)


def _run(job: Job) -> None:
    from bot.bootstrap import live_troupe

    if hasattr(os, "nice"):
        os.nice(NICE)
    records = Records(job.database)
    try:
        with records.unit() as unit:  # what is loaded first takes a while
            unit.beat(job.number, now())
        train(records, live_troupe(records, Path(job.content)), job, lambda: os._exit(0))
        _tell(records, job, "done")
    except Unlearnt as why:
        log.info("Training %s: %s.", job.number, why)
    except Exception:  # whoever began it learns of it at the desk, and why stands in the log
        log.exception("Training %s broke off.", job.number)
        with suppress(RecordsUnavailable):  # which may be what broke it off
            _tell(records, job, "failed")
        sys.exit(1)
    finally:
        records.close()


def _tell(records: Records, job: Job, how: str) -> None:
    """Let whoever began a training know in the chat, if they have one."""
    with records.unit() as unit:
        row = unit.training(job.number)
        user = unit.user(row.by) if row is not None else None
        if user is not None and user.channel == "telegram":
            say = texts(user.lang)
            link = f"\n{job.home}/learning" if job.home else ""
            unit.queue(user.id, [Message("coach", say("learn-told", how=how) + link, now())])


if __name__ == "__main__":
    main()
