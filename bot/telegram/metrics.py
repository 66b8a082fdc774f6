"""Metrics: what is counted and timed while Telegram is served. No label tells of a person or of what was said."""

from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, PlatformCollector, ProcessCollector
from prometheus_client.exposition import choose_encoder

from bot.delivery import Channel, Refused, TryLater
from bot.watching import Stage
from state.records.errors import RecordsUnavailable
from state.records.records import Records
from state.records.tables import Outgoing
from state.understanding.reading import Reading

Result = Literal["taken", "repeated", "records", "fault", "hasty"]
"""What became of an action: carried out; dealt with before; not kept, for the records were away; a fault of ours; not
heard, for there were too many in a minute.
"""

SECONDS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10)
SHARES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 1.0)


@dataclass(frozen=True)
class _Counted:
    """A channel whose messages are counted by what becomes of them."""

    channel: Channel
    outgoing: Counter

    async def ready(self, message: Outgoing) -> bool:
        return await self.channel.ready(message)

    async def show_typing(self, message: Outgoing) -> None:
        await self.channel.show_typing(message)

    async def send(self, message: Outgoing) -> int | None:
        try:
            message_id = await self.channel.send(message)
        except TryLater:
            self.outgoing.labels("put_off").inc()
            raise
        except Refused:
            self.outgoing.labels("failed").inc()
            raise
        self.outgoing.labels("sent").inc()
        return message_id


class Metrics:
    """Counters of one program, for use from any thread, beside what is known of the process itself."""

    def __init__(self) -> None:
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        PlatformCollector(registry=registry)
        self._updates = Counter("duilian_updates", "Updates that came.", ["kind"], registry=registry)
        self._actions = Counter(
            "duilian_actions", "What people did, by what became of it.", ["kind", "result"], registry=registry
        )
        self._refusals = Counter(
            "duilian_webhook_refused", "Deliveries that the webhook refused.", ["reason"], registry=registry
        )
        self._outgoing = Counter("duilian_outgoing", "Messages, by what became of them.", ["result"], registry=registry)
        self._turns = Histogram(
            "duilian_turn_seconds", "How long a stage of a turn took.", ["stage"], buckets=SECONDS, registry=registry
        )
        self._sureness = Histogram(
            "duilian_reading_confidence",
            "Confidence of the surest move that was read in a reply.",
            buckets=SHARES,
            registry=registry,
        )
        self._waiting = Gauge("duilian_outgoing_waiting", "Messages that wait to be sent.", registry=registry)
        self._late = Gauge(
            "duilian_outgoing_late_seconds", "How long the first of them should have been sent.", registry=registry
        )
        self._open = Gauge("duilian_sessions_open", "Talks that are not over.", registry=registry)
        self._reachable = Gauge(
            "duilian_records_reachable", "1 if the records could be read just now.", registry=registry
        )

    def came(self, kind: str) -> None:
        """An update came. kind: as in `updates.KINDS`."""
        self._updates.labels(kind).inc()

    def acted(self, kind: str, result: Result) -> None:
        """A person's action was carried out, or not."""
        self._actions.labels(kind, result).inc()

    def refused(self, reason: str) -> None:
        """The webhook refused a delivery."""
        self._refusals.labels(reason).inc()

    def timed(self, stage: Stage) -> AbstractContextManager[object]:
        """A block that is one stage of a turn."""
        return self._turns.labels(stage).time()

    def read(self, reading: Reading) -> None:
        """A reply was read."""
        self._sureness.observe(max(reading.moves.values()))

    def counted(self, channel: Channel) -> Channel:
        """The same channel, with what becomes of each message counted."""
        return _Counted(channel, self._outgoing)

    def report(self, records: Records, now: datetime, accept: str = "") -> tuple[bytes, str]:
        """All of it, with what waits in the records now; and the type of that text. accept: an HTTP header.

        Where the records are away the rest is told, with what was last known of them.
        """
        try:
            with records.unit() as unit:
                waiting, first = unit.backlog("telegram")
                self._open.set(unit.count_open())
        except RecordsUnavailable:
            self._reachable.set(0)
        else:
            self._reachable.set(1)
            self._waiting.set(waiting)
            self._late.set(max(0.0, (now - first).total_seconds()) if first is not None else 0.0)
        encode, kind = choose_encoder(accept)
        return encode(self.registry), kind
