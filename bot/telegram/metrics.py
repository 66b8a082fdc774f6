"""Metrics: what is counted and timed while Telegram is served. No label tells of a person or of what was said."""

import time
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from threading import Lock
from typing import Literal, get_args

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.delivery import Channel
from bot.delivery import now as time_now
from bot.logs import noted
from bot.practice import Practice
from bot.telegram.counting import Counted, Failure
from bot.telegram.updates import KINDS
from bot.watching import Stage
from state.records.errors import Reason, RecordsUnavailable
from state.records.tables import Outgoing
from state.scoring.finding import UNSURE
from state.understanding.reading import Reading

Result = Literal["taken", "repeated", "records", "fault", "hasty"]
"""What became of an action: carried out; dealt with before; not kept, for the records were away; a fault of ours; not
heard, for there were too many in a minute.
"""

Refusal = Literal["secret", "size", "content", "early", "late", "broken off"]
"""Why a delivery was refused: not Telegram's; too large; no update; before and after all is open; it broke off."""

SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 60)
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)
REMEMBERED = 1000
"""People of whose last update it is known when it came."""
ANSWERED = 60.0
"""Seconds; what is said to somebody later than that after an update of theirs is no answer to it."""


class Metrics:
    """Counters of one program, for use from any thread, beside what is known of the process itself."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self.reader_is_loaded = False
        self._asked: OrderedDict[str, float] = OrderedDict()
        self._lock = Lock()
        self._build = Info("duilian_build", "Versions of the program, the reader and the rubric.", registry=registry)
        self._updates = Counter("duilian_updates", "Updates that came.", ["kind"], registry=registry)
        self._in_hand = Gauge("duilian_updates_in_hand", "Updates that came and are not done.", registry=registry)
        self._actions = Counter(
            "duilian_actions", "What people did, by what became of it.", ["kind", "result"], registry=registry
        )
        self._refusals = Counter(
            "duilian_webhook_refused", "Deliveries that the webhook refused.", ["reason"], registry=registry
        )
        self._outgoing = Counter("duilian_outgoing", "Messages, by what became of them.", ["result"], registry=registry)
        self._failures = Counter(
            "duilian_send_failures", "Tries to send that failed, by why.", ["kind"], registry=registry
        )
        self._turns = Histogram(
            "duilian_turn_seconds", "How long a stage of a turn took.", ["stage"], buckets=SECONDS, registry=registry
        )
        self._lateness = Histogram(
            "duilian_outgoing_lateness_seconds",
            "How long after it was due a message had been sent.",
            buckets=SECONDS,
            registry=registry,
        )
        self._sureness = Histogram(
            "duilian_reading_confidence",
            "Confidence of the surest move that was read in a reply.",
            buckets=SHARES,
            registry=registry,
        )
        self._replies = Counter(
            "duilian_replies",
            "Replies, by whether a move in them was read too unsurely to be rated.",
            ["rated"],
            registry=registry,
        )
        self._waiting = Gauge("duilian_outgoing_waiting", "Messages that wait to be sent.", registry=registry)
        self._due = Gauge("duilian_outgoing_due", "Messages that wait though they are due.", registry=registry)
        self._late = Gauge(
            "duilian_outgoing_late_seconds", "How long the first of them should have been sent.", registry=registry
        )
        self._open = Gauge("duilian_sessions_open", "Talks that are not over.", registry=registry)
        self._reachable = Gauge(
            "duilian_records_reachable", "1 if the records could be read just now.", registry=registry
        )
        self._away = Counter(
            "duilian_records_unavailable", "Times that the records could not be used.", ["reason"], registry=registry
        )
        self._connections = Gauge(
            "duilian_records_connections", "Connections to the database.", ["state"], registry=registry
        )
        # What can be counted is there from the start, so that a first failure is a rise.
        for kind, result in product(KINDS, get_args(Result)):
            self._actions.labels(kind, result)
        for reason in get_args(Refusal):
            self._refusals.labels(reason)
        for failure in get_args(Failure):
            self._failures.labels(failure)
        for why in get_args(Reason):
            self._away.labels(why)
        for rated in ("whole", "in part"):
            self._replies.labels(rated)
        for became in ("sent", "put_off", "failed"):
            self._outgoing.labels(became)

    def came(self, kind: str, user_id: str) -> None:
        """An update came from somebody. kind: as in `updates.KINDS`."""
        self._updates.labels(kind).inc()
        with self._lock:
            self._asked.pop(user_id, None)
            self._asked[user_id] = time.monotonic()
            if len(self._asked) > REMEMBERED:
                self._asked.popitem(last=False)

    def in_hand(self) -> AbstractContextManager[object]:
        """A block in which an update is in hand."""
        return self._in_hand.track_inprogress()

    def acted(self, kind: str, result: Result) -> None:
        """A person's action was carried out, or not."""
        self._actions.labels(kind, result).inc()
        noted(result=result)

    def away(self, error: RecordsUnavailable) -> None:
        """The records could not be used."""
        self._away.labels(error.reason).inc()

    def refused(self, reason: Refusal) -> None:
        """The webhook refused a delivery."""
        self._refusals.labels(reason).inc()

    @contextmanager
    def timed(self, stage: Stage) -> Iterator[None]:
        """A block that is one stage of a turn."""
        began = time.perf_counter()
        try:
            yield
        finally:
            seconds = time.perf_counter() - began
            self._turns.labels(stage).observe(seconds)
            noted(ms={stage: 1000 * seconds})

    def read(self, reading: Reading) -> None:
        """A reply was read."""
        self._sureness.observe(max(reading.moves.values()))
        self._replies.labels("in part" if min(reading.moves.values()) < UNSURE else "whole").inc()

    def counted(self, channel: Channel) -> Channel:
        """The same channel, with what becomes of each message counted."""
        return Counted(channel, self)

    def sent(self, message: Outgoing, seconds: float) -> None:
        """A message was sent, which took so long."""
        self._outgoing.labels("sent").inc()
        self._turns.labels("send").observe(seconds)
        self._lateness.observe(max(0.0, (time_now() - message.due_at).total_seconds()))
        with self._lock:
            asked = self._asked.pop(message.user_id, None)
        if asked is not None and (since := time.monotonic() - asked) < ANSWERED:
            self._turns.labels("answer").observe(since)

    def unsent(self, result: Literal["put_off", "failed"], failure: Failure) -> None:
        """A message was not sent: it comes later, or never."""
        self._outgoing.labels(result).inc()
        self._failures.labels(failure).inc()

    def report(self, practice: Practice, now: datetime, accept: str = "") -> tuple[bytes, str]:
        """All of it, with what waits in the records now; and the type of that text. accept: an HTTP header.

        Where the records are away the rest is told, with what was last known of them.
        """
        reader = practice.reader.version if self.reader_is_loaded else ""  # which would be waited for
        rubric = str(practice.troupe.rubric.version)
        self._build.info({"version": _version(), "reader": reader, "rubric": rubric})
        try:
            with practice.records.unit() as unit:
                waiting, due, first = unit.backlog("telegram", now)
                self._open.set(unit.count_open())
        except RecordsUnavailable as error:
            self._reachable.set(0)
            self.away(error)
        else:
            self._reachable.set(1)
            self._waiting.set(waiting)
            self._due.set(due)
            self._late.set(max(0.0, (now - first).total_seconds()) if first is not None else 0.0)
        used, free = practice.records.connections()
        self._connections.labels("used").set(used)
        self._connections.labels("free").set(free)
        encode, kind = choose_encoder(accept)
        return encode(self.registry), kind


def _version() -> str:
    try:
        return version("duilian")
    except PackageNotFoundError:  # run from its folder, without having been installed
        return ""
