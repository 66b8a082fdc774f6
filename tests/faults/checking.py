"""What must hold of every talk, and of every chat, after all that went wrong."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, pairwise

from bot.scene import restored, snapshot_of, talk_from
from bot.telegram.sending import shown
from state.dialogue.customer import Customer
from state.dialogue.replaying import replay
from state.dialogue.snapshot import Meters
from state.dialogue.step import begin, leave
from state.records.records import Records
from state.records.tables import Card, Outgoing, Session, Turn
from state.records.unit import Unit
from state.scoring.card import score
from state.troupe import Troupe
from tests.faults.people import LOST, Trainee
from tests.telegram.chats import Json
from tests.telegram.faults import Drop
from tests.telegram.journal import Call
from tests.telegram.server import BotApi

TELLS = ("sendMessage", "sendPhoto", "editMessageText")

UNHEARD_S = 5.0
"""So long python-telegram-bot waits for an answer; where a busy machine gives it later, the call is made again."""
NEAR_S = 10.0
"""How long before and after a repeat that nothing explains it is told what else went wrong."""


@dataclass
class Found:
    """What came of it all. wrong: what should not be, a sentence each."""

    wrong: list[str]
    talks: int = 0
    turns: int = 0
    cards: int = 0
    sent: int = 0
    repeated: int = 0
    told_off: int = 0
    counted_all_the_same: int = 0


@dataclass
class Examiner:
    """Looks over records and chats.

    faults: when something happened that may make a bubble come twice, as (from, until) in seconds of `time.time()`.
    lost: the updates whose senders were told that they do not count.
    """

    telegram: BotApi
    records: Records
    troupe: Troupe
    faults: list[tuple[float, float]]
    lost: set[int]

    def examined(self, people: list[Trainee]) -> Found:
        """Everything that is wrong, and how much there was."""
        found = Found([])
        for person in people:
            with self.records.unit() as unit:
                found.wrong += [f"{person.person.user['first_name']}: {each}" for each in self._of(unit, person, found)]
        return found

    def _of(self, unit: Unit, trainee: Trainee, found: Found) -> Iterator[str]:
        user = f"telegram:{trainee.person.user['id']}"
        sessions = sorted(unit.sessions(user, 100), key=lambda session: session.started_at)
        found.talks += len(sessions)
        seen = {row["update_id"] for row in unit.everything(user)[0]["seen_update"]}
        turns: list[Turn] = []
        for session in sessions:
            own = unit.turns(user, session.id)
            turns += own
            yield from self._talk(session, own, unit.cards_of(user, session.id))
            found.cards += len(unit.cards_of(user, session.id))
        found.turns += len(turns)
        yield from self._heard(trainee, turns, seen, ended=any(talk.outcome not in (None, "left") for talk in sessions))
        yield from self._taken(trainee, seen, found)
        yield from self._chat(trainee, self._rows(unit, user), found)

    def _talk(self, session: Session, turns: list[Turn], cards: list[Card]) -> Iterator[str]:
        """A talk follows from its seed and its turns, and was scored once."""
        customer: Customer = self.troupe.customers[session.scenario]
        if [turn.number for turn in turns] != list(range(1, len(turns) + 1)):
            yield f"the turns are numbered {[turn.number for turn in turns]}"
        if session.phase != "done":
            yield f"the talk is still in its {session.phase}"
        if len(cards) != (1 if turns else 0):
            yield f"{len(turns)} turns were scored {len(cards)} times"
        if session.snapshot is None:
            return
        first = begin(
            customer, session.seed, session.started_at, spoken_to="spoke_first" in (session.preparation or {})
        )
        start = Meters.model_validate(customer.persona.start.model_dump())
        kept = snapshot_of(session)
        again = replay(customer, first.snapshot, restored(turns, start))
        if kept.outcome == "left":
            again = leave(again, kept.at)
        if again.model_copy(update={"at": kept.at}) != kept:
            yield "the snapshot is not what the turns lead to"
        for card in cards:
            if score(talk_from(session, customer, turns), self.troupe.rubric).model_dump(mode="json") != card.body:
                yield "the card is not what the talk comes to"

    def _heard(self, trainee: Trainee, turns: list[Turn], seen: set[int], *, ended: bool) -> Iterator[str]:
        """Every message that was taken is in one turn, in the order in which it came.

        ended: whether the customer had decided, so that what came after that was answered as what it was.
        """
        heard = [piece[0] for turn in turns for piece in turn.pieces or []]
        yield from (
            f"message {message} was heard {times} times" for message, times in Counter(heard).items() if times > 1
        )
        for turn in turns:
            written = [piece[0] for piece in turn.pieces or []]
            if written != sorted(written):
                yield f"turn {turn.number} has its messages as {written}"
        taken = [[message for message, update in said.messages if update in seen] for said in trainee.said]
        wanted = [message for group in taken for message in group]
        missing = [message for message in wanted if message not in heard]
        if missing and not (ended and wanted[-len(missing) :] == missing):
            yield f"messages {missing} were taken, and nobody heard them: {wanted} became {heard}"
        if set(heard) - set(wanted):
            yield f"the customer heard {set(heard) - set(wanted)}, which was never said to him"
        # What was told not to count, and counted all the same, came when it came.
        sure = {message for said in trainee.said for message, update in said.messages if update not in self.lost}
        heard = [message for message in heard if message in sure]
        places = [next(place for place, group in enumerate(taken) if message in group) for message in heard]
        if places != sorted(places):
            yield f"what was said in the order {taken} was heard as {heard}"
        for group in taken:
            own = [message for message in heard if message in group]
            if own not in ([each for each in group if each in own], sorted(own)):
                yield f"what came in the order {group} was heard as {own}"

    def _taken(self, trainee: Trainee, seen: set[int], found: Found) -> Iterator[str]:
        """Every update was taken once, unless its sender was told that it does not count; and no other."""
        ids = {update["update_id"] for update in trainee.updates}
        pressed = {_press(update) for update in trainee.updates if update["update_id"] in seen}
        untaken = [update for update in trainee.updates if update["update_id"] not in seen]
        # A button that is pressed again at once is answered, and does nothing.
        missing = {each["update_id"] for each in untaken if _press(each) is None or _press(each) not in pressed}
        if missing - self.lost:
            yield f"updates {missing - self.lost} were never taken"
        told = sum(_text(call) in LOST for call in self._carried_out(trainee.person.chat.id))
        if told < len(missing):
            yield f"updates {missing} do not count, which was told {told} times"
        if seen - ids:
            yield f"updates {seen - ids} were taken and never sent"
        found.told_off += len(ids & self.lost)
        found.counted_all_the_same += len(seen & self.lost)
        if once := {each for each in seen & self.lost if self.telegram.world.webhook.tries[each] == 1}:
            yield f"updates {once} came once, and counted though that was denied"

    def _chat(self, trainee: Trainee, rows: list[Outgoing], found: Found) -> Iterator[str]:
        """The chat shows what was to be said, in order; one bubble comes twice only where a fault lay between."""
        said = [call for call in self._carried_out(trainee.person.chat.id) if _text(call) not in LOST]
        found.sent += len(said)
        waiting = [row.id for row in rows if row.sent_at is None]
        if waiting:
            yield f"messages {waiting} were not sent: {[row.error for row in rows if row.sent_at is None]}"
        if [row.id for row in rows] != list(range(1, len(rows) + 1)):
            yield f"the messages are numbered {[row.id for row in rows]}"
        if [row.sent_at for row in rows] != sorted(row.sent_at for row in rows if row.sent_at is not None):
            yield "the messages were not sent in order"
        yield from self._order([shown(row) for row in rows], said, found)

    def _order(self, wanted: list[str], said: list[Call], found: Found) -> Iterator[str]:
        """What was said is what was wanted, in order; more of the same in a row only where a fault explains it."""
        runs = [(text, len(list(same))) for text, same in groupby(wanted)]
        heard = [(text, list(same)) for text, same in groupby(said, _text)]
        if [text for text, _ in runs] != [text for text, _ in heard]:
            calls = "\n".join(f"{call} {type(call.fault).__name__}" for call in said)
            told, meant = ([text[:40] for text, _ in each] for each in (heard, runs))
            yield f"the chat was told {told} and not {meant}:\n{calls}"
            return
        for (text, times), (_, calls) in zip(runs, heard, strict=True):
            more = len(calls) - times
            found.repeated += max(0, more)
            if not 0 <= more <= sum(self._is_explained(*pair) for pair in pairwise(calls)):
                came = f"{text!r} came {len(calls)} times and not {times}"
                yield f"{came}: {[str(call) for call in calls]}, {self._near(calls)}"

    def _carried_out(self, chat: int) -> list[Call]:
        calls = (call for call in self._by_chat.get(chat, []) if call.method in TELLS)
        return [call for call in calls if call.result is not None or "not modified" in call.description]

    @property
    def _by_chat(self) -> dict[int, list[Call]]:
        if not hasattr(self, "_sorted"):
            self._sorted: dict[int, list[Call]] = {}
            for call in self.telegram.journal:
                self._sorted.setdefault(call.parameters.get("chat_id", 0), []).append(call)
        return self._sorted

    def _is_explained(self, one: Call, other: Call) -> bool:
        """Whether the bot could not know that the first had arrived: its answer was lost or late, or something
        died since.
        """
        if isinstance(one.fault, Drop) or (other.at - one.at).total_seconds() >= UNHEARD_S:
            return True
        first, last = one.at.timestamp(), other.at.timestamp()
        return any(begun <= last and first <= ended for begun, ended in self.faults)

    def _near(self, calls: list[Call]) -> str:
        """Which faults there were about that time."""
        first, last = calls[0].at.timestamp() - NEAR_S, calls[-1].at.timestamp() + NEAR_S
        near = [datetime.fromtimestamp(begun, UTC) for begun, ended in self.faults if begun <= last and first <= ended]
        return f"faults at {', '.join(f'{at:%H:%M:%S.%f}' for at in near)}"

    @staticmethod
    def _rows(unit: Unit, user: str) -> list[Outgoing]:
        return [Outgoing.model_validate(row) for row in unit.everything(user)[0]["outgoing"]]


def _press(update: Json) -> tuple[int, str] | None:
    """Which button was pressed; None if none was."""
    query = update.get("callback_query")
    return (query["message"]["message_id"], query["data"]) if query else None


def _text(call: Call) -> str:
    text = call.parameters.get("text") or call.parameters.get("caption", "")
    return str(text)
