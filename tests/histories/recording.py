"""Recording: talks of every sort, held by the program as it stands with simulated trainees."""

import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal
from uuid import uuid4

from bot.actions import Edited, Person, Said
from bot.bootstrap import load_checked
from bot.correcting import correct_moves, correct_points
from bot.deciding import decide
from bot.practice import Practice
from bot.scene import snapshot_of
from bot.settings import Rules, Settings
from bot.shell import ready_reader
from bot.stage import open_stage
from bot.trainees import Kind, phrases, trainee
from state.content.examples import Examples
from state.content.library import load_examples
from state.records.records import Records
from state.records.tables import Appeal, Session
from state.understanding.reader import SentenceReader
from tests.bot.table import FOLDER, MORNING, Trainee

BACKUP = "records.zip"
SECOND = timedelta(seconds=1)

Way = Literal["exam", "first", "prepared", "diagnosed", "hint", "undo", "joined", "edited", "cut", "spoken", "left"]
"""What a talk is beside its words: an exam; the trainee speaks first; what was asked before and after it is answered; a
hint is taken; a reply taken back, joined by another message, changed, or said before the customer has finished, or
spoken; the trainee leaves."""


@dataclass(frozen=True)
class Plan:
    """A talk to hold: with whom, by which kind of trainee, and in which ways."""

    scenario: str
    kind: Kind
    ways: tuple[Way, ...] = ()


PLANS = (
    Plan("zh/vmc_price", "expert", ("prepared", "diagnosed")),
    Plan("zh/vmc_price", "discounter", ("exam", "diagnosed")),
    Plan("zh/turnmill_bearing", "expert", ("prepared", "hint", "diagnosed")),
    Plan("zh/laser_kitchen", "average", ("undo", "diagnosed")),
    Plan("zh/zero_point_call", "expert", ("prepared", "spoken", "diagnosed")),
    Plan("zh/horizontal_accuracy", "average", ("first", "cut", "diagnosed")),
    Plan("zh/gear_process", "expert", ("exam", "prepared", "diagnosed")),
    Plan("zh/tool_crib", "expert", ("diagnosed",)),
    Plan("zh/tool_crib", "arguer"),
    Plan("zh/fixture_later", "expert", ("joined", "prepared")),
    Plan("zh/fixture_later", "silent", ("diagnosed",)),
    Plan("zh/lathe_precise", "interrogator", ("left",)),
    Plan("zh/lathe_precise", "expert", ("edited", "prepared", "diagnosed")),
    Plan("zh/control_retrofit", "expert", ("prepared", "diagnosed")),
    Plan("zh/robot_loading", "expert", ("hint", "undo", "prepared", "diagnosed")),
    Plan("zh/service_contract", "random", ("exam", "diagnosed")),
    Plan("zh/service_contract", "expert", ("cut", "prepared", "diagnosed")),
    Plan("en/dealer_service", "expert", ("prepared", "diagnosed")),
    Plan("en/pallet_questions", "average", ("joined", "diagnosed")),
    Plan("en/tool_presetter", "expert", ("exam", "prepared", "diagnosed")),
    Plan("en/spectrometer_fine", "expert", ("first", "undo", "diagnosed")),
    Plan("en/second_robot", "discounter", ("left", "hint")),
    Plan("en/second_robot", "expert", ("prepared",)),
    Plan("en/sliding_head", "expert", ("cut", "prepared", "diagnosed")),
    Plan("en/automation_cell", "average", ("edited",)),
    Plan("en/automation_cell", "expert", ("prepared", "diagnosed")),
    Plan("en/workholding_polite", "interrogator", ("diagnosed",)),
    Plan("en/dryer_call", "expert", ("spoken", "prepared", "diagnosed")),
    Plan("en/press_brake", "expert", ("prepared", "hint", "diagnosed")),
    Plan("en/press_brake", "arguer", ("exam",)),
    Plan("en/lathe_quote", "random", ("cut", "diagnosed")),
    Plan("en/retrofit_controls", "expert", ("joined", "undo", "prepared", "diagnosed")),
)


@dataclass
class Holder:
    """Holds talks one after another at one table."""

    sitting: Trainee
    examples: list[Examples]
    seed: int = 0
    messages: int = 0
    held: list[tuple[str, str]] = field(default_factory=list)

    def hold(self, plan: Plan) -> None:
        """Hold a talk from the customer's card to the score card."""
        self.seed += 1
        sitting, customer = self.sitting, self.sitting.practice.troupe.customers[plan.scenario]
        said = phrases(self.examples, customer.scenario.lang, customer.objection.id)
        answer = trainee(plan.kind, customer, self.seed, said)
        sitting.types(f"/{'exam' if 'exam' in plan.ways else 'practice'} {plan.scenario}")
        if "first" not in plan.ways:
            for line in ("1 3", "1 2") if "prepared" in plan.ways else ("0", "0"):
                sitting.types(line)
        session = self._session()
        self.held.append((session.user_id, session.id))
        while session.phase in ("prepare", "talk"):
            text = answer(snapshot_of(session)) if session.snapshot is not None else _hello(customer.scenario.lang)
            turn = snapshot_of(session).turn + 1 if session.snapshot is not None else 1
            if "left" in plan.ways and turn == 4:
                sitting.types("/quit")
                return
            if "hint" in plan.ways and turn in (2, 3):
                sitting.types("/hint")
                sitting.types("/hint")
            self._say(text, plan.ways if turn % 3 else ())
            if "undo" in plan.ways and turn == 3:
                sitting.types("/undo")
            session = self._session()
        answers = (str(self.seed % 5 + 1), str(self.seed % 3 + 1), ("1 3", "4", "2")[self.seed % 3])
        for line in answers if "diagnosed" in plan.ways else ("0", "0", "0"):
            sitting.types(line)
        assert self._session().phase == "done"

    def _say(self, text: str, ways: tuple[Way, ...]) -> None:
        sitting, self.messages = self.sitting, self.messages + 2
        first = Said(text, self.messages, seconds=len(text) / 6 if "spoken" in ways else None)
        if "cut" in ways:
            self._cut_short(first)
        elif "joined" in ways or "edited" in ways:
            sitting.delivered = False
            middle = len(text) // 2
            sitting.does(Said(text[:middle] if "joined" in ways else f"{text[:middle]}…", self.messages))
            sitting.now -= timedelta(minutes=1) - SECOND
            more = Said(text[middle:], self.messages + 1) if "joined" in ways else Edited(text, self.messages)
            sitting.does(more)
            sitting.delivered = True
            self._deliver()
        else:
            sitting.does(first)

    def _cut_short(self, said: Said) -> None:
        """Say something, and more once the first bubble of the answer has been sent, if others are to come."""
        sitting = self.sitting
        sitting.delivered = False
        sitting.does(said)
        burst = self._deliver(1)
        sitting.delivered = True
        if len(burst) > 1 and self._session().phase == "talk":
            sitting.now = burst[0] - timedelta(seconds=59)  # what is done takes place a minute later
            sitting.says("等一下，我先说。" if self._session().lang == "zh" else "Sorry, let me stop you there.")
        self._deliver()

    def _deliver(self, most: int | None = None) -> list[datetime]:
        """Send what waits, or the first of it. Returns when each of what waited was due."""
        sitting = self.sitting
        with sitting.practice.records.unit() as unit:
            waiting = unit.pending(sitting.person.id)
            for row in waiting[:most]:
                unit.mark_sent(sitting.person.id, row.id, None, row.due_at)
            return [row.due_at for row in waiting]

    def _session(self) -> Session:
        with self.sitting.practice.records.unit() as unit:
            return unit.sessions(self.sitting.person.id, 1)[0]


def _hello(lang: str) -> str:
    return "您好，上次的方案您看了吗？" if lang == "zh" else "Good morning. Have you had a look at our proposal?"


def record(folder: Path) -> None:
    """Hold all talks, let coaches judge some, and keep a backup of the records in a folder."""
    with TemporaryDirectory() as made, closing(Records(f"sqlite:///{Path(made, 'records.db').as_posix()}")) as records:
        records.migrate()
        with _content(Path(made)) as content:
            _hold_all(records, content)
        folder.mkdir(parents=True, exist_ok=True)
        records.back_up(folder / BACKUP, MORNING, lambda _table, _rows: None)


@contextmanager
def _content(folder: Path) -> Iterator[Path]:
    """The content that ships, with no other customers than those talked to: a history need not hold the rest."""
    content = folder / "scenarios"
    wanted = {plan.scenario for plan in PLANS}
    shutil.copytree(FOLDER, content, ignore=shutil.ignore_patterns("zh", "en", "drills", "cases", "examples", "schema"))
    for name in wanted:
        (content / name).parent.mkdir(exist_ok=True)
        shutil.copy(FOLDER / f"{name}.yaml", content / f"{name}.yaml")
    yield content


def _hold_all(records: Records, content: Path) -> None:
    stage = open_stage(records, content, load_checked(content))
    reader = ready_reader()
    assert isinstance(reader, SentenceReader)
    reader.prepare(customer.scenario for customer in stage.troupe.customers.values())
    practice = Practice(records, reader, stage, Settings(practice=Rules(pace=1)))
    examples, _ = load_examples(FOLDER)
    assert examples is not None
    talks = []
    for number, lang in enumerate(("zh", "en"), start=1):
        person = Person(f"telegram:{number}", "telegram", ("小林", "Robin")[number - 1], lang, chat_id=number)
        holder = Holder(Trainee(practice, person), list(examples.values()), seed=100 * number)
        for plan in PLANS:
            if plan.scenario.startswith(lang):
                holder.hold(plan)
        talks.append(holder.held)
    _judge(practice, talks)


def _judge(practice: Practice, talks: list[list[tuple[str, str]]]) -> None:
    """Let a coach correct moves and points of some talks, and uphold an appeal against another."""
    records, troupe, at = practice.records, practice.troupe, MORNING + timedelta(days=7)
    coach = Trainee(practice, Person("telegram:3", "telegram", "Jo", "en", chat_id=3), at)
    coach.types("/start")
    for first, second, third, *_ in talks:
        with records.unit() as unit:
            by = unit.user("telegram:3")
            assert by is not None
            correct_moves(unit, troupe, by, "admin", first, 1, ("acknowledge", "open_question"), "Both, I find.", at)
            correct_points(unit, troupe, by, "admin", second, "restated", 0.5, "Half of it was said again.", at)
            id_ = uuid4().hex
            user, session = third
            unit.add(Appeal(user_id=user, session_id=session, criterion="isolated", id=id_, turn=2, made_at=at))
        decide(records, troupe, id_, "upheld", "So it was.", "telegram:3", at)
