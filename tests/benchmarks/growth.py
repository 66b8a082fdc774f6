"""Growth: whether a turn takes longer the more is stored and the more customers there are, and what an open talk holds.

`python -m tests.benchmarks.growth [SESSIONS …]`. The stored sessions are copies, made within SQLite, of one that
was held here, with the documents that no other talk's turn reads left empty and long messages cut short. A turn is
`Practice.handle` without Telegram.
"""

import gc
import itertools
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from platformdirs import user_cache_path

from bot.actions import Command, Person, Said
from bot.bootstrap import load_checked
from bot.practice import Practice
from bot.settings import Rules, Settings
from bot.stage import Stage
from bot.watching import Stage as Part
from state.content.scenario import Scenario
from state.content.terms import Lang
from state.records.records import Records
from state.troupe import Troupe, cast
from state.understanding.reader import SentenceReader, load_reader
from state.understanding.reading import Reader, Reading
from tests.bot.table import FOLDER
from tests.customers import troupe as shipped

SESSIONS = (100, 10_000, 1_000_000)
EACH = 10
"""Sessions of a person."""
COPIES = 50
"""How often each customer is there where there are many: forty become two thousand."""
TURNS, WARM = 90, 5
EMPTIED = {
    "turn": ("reading", "says", "events", "pieces"), "card": ("body",), "session": ("snapshot", "before"),
    "outgoing": ("buttons",),
}  # fmt: skip


@dataclass
class Watch:
    """Keeps how long the stages of turns took, in seconds."""

    took: dict[str, list[float]] = field(default_factory=dict)

    @contextmanager
    def _timing(self, stage: str) -> Iterator[None]:
        begun = time.perf_counter()
        yield
        self.took.setdefault(stage, []).append(time.perf_counter() - begun)

    def timed(self, stage: Part) -> AbstractContextManager[object]:
        return self._timing(stage)

    def read(self, reading: Reading) -> None:
        """A reply was read."""


@dataclass
class Memory:
    """A reader that reads nothing twice, where it is not the reader that is measured."""

    reader: Reader
    _known: dict[tuple[str, str | None], Reading] = field(default_factory=dict)

    @property
    def version(self) -> str:
        return self.reader.version

    def read(self, reply: str, *, lang: Lang, customer: str = "", scenario: Scenario | None = None) -> Reading:
        key = (reply, scenario.title if scenario is not None else None)
        if key not in self._known:
            self._known[key] = self.reader.read(reply, lang=lang, customer=customer, scenario=scenario)
        return self._known[key]


class Talker:
    """Somebody who goes through model conversations, one customer after another; everything said arrives at once."""

    def __init__(self, practice: Practice, customers: Sequence[str], number: int = 1) -> None:
        self._practice, self._customers = practice, itertools.cycle(customers)
        self._person = Person(f"telegram:{number}", "telegram", "学员", "zh", chat_id=number)
        self._updates = itertools.count(10**9)
        self._left: list[str] = []

    def takes_a_turn(self) -> float:
        """Say the next thing; seconds that it took."""
        if not self._left or not self._talks():
            name = next(self._customers)
            if self._talks():
                self._does(Command("quit"))
            self._does(Command("practice", name))
            model = self._practice.troupe.customers[name].scenario.talks
            assert model is not None
            self._left = list(model.expert)
        said = Said(self._left.pop(0), message=next(self._updates))
        begun = time.perf_counter()
        self._practice.handle(self._person, said, datetime.now(UTC), next(self._updates))
        took = time.perf_counter() - begun
        self._hears()
        return took

    def _talks(self) -> bool:
        with self._practice.records.unit() as unit:
            session = unit.open_session(self._person.id)
            return session is not None and session.phase in ("prepare", "talk")

    def _does(self, action: Command) -> None:
        self._practice.handle(self._person, action, datetime.now(UTC), next(self._updates))
        self._hears()

    def _hears(self) -> None:
        with self._practice.records.unit() as unit:
            for row in unit.pending(self._person.id):
                unit.mark_sent(self._person.id, row.id, next(self._updates), datetime.now(UTC))


def practice_in(folder: Path, reader: Reader, troupe: Troupe, content: Path = FOLDER) -> tuple[Practice, Watch]:
    """A practice with records of its own, and what watches it."""
    folder.mkdir(parents=True, exist_ok=True)
    records, watch = Records(f"sqlite:///{(folder / 'growth.db').as_posix()}"), Watch()
    records.migrate()
    return Practice(records, reader, Stage(records, content, troupe), Settings(practice=Rules(pace=0)), watch), watch


def fill(practice: Practice, file: Path, sessions: int) -> None:
    """Copy a talk so many times, for other people, over a year before now."""
    model = Talker(practice, ["zh/vmc_price"], 1)
    for _ in range(2):
        model.takes_a_turn()
    model._does(Command("quit"))
    for _ in range(3):  # what is asked afterwards
        model._practice.handle(model._person, Said("0", message=1), datetime.now(UTC), next(model._updates))
        model._hears()
    practice.records.close()  # for now: nobody else may have the file open
    with closing(sqlite3.connect(file, isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = OFF")
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA cache_size = -400000")
        database.execute("BEGIN")
        database.execute("CREATE TEMP TABLE n (i INTEGER PRIMARY KEY)")
        database.execute(
            "INSERT INTO n WITH RECURSIVE c(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM c WHERE i < ?) SELECT i FROM c",
            (sessions,),
        )
        _copy(database, "user", f"SELECT i FROM n WHERE i % {EACH} = 0", sessions)
        for table in ("session", "turn", "card", "result", "outgoing", "seen_update"):
            _copy(database, table, "SELECT i FROM n", sessions)
        database.execute("COMMIT")
        database.execute("ANALYZE")
        database.execute("PRAGMA journal_mode = WAL")


def _copy(database: sqlite3.Connection, table: str, numbers: str, sessions: int) -> None:
    """Rows of the model's for each number: another person's, of another session, at another time."""
    columns = [row[1] for row in database.execute(f"PRAGMA table_info({table})")]
    # People are spread over the whole file, as those who come back each day are.
    person = f"'telegram:' || (1000 + (n.i * 7919) % {max(1, sessions // EACH)})"
    if table == "user":
        person = f"'telegram:' || (999 + n.i / {EACH})"
    place = f"(n.i / {max(1, sessions // EACH)})"  # of a person's sessions
    made = {
        "user_id": person,
        "session_id": "printf('%032x', n.i)",
        **({"id": "printf('%032x', n.i)"} if table == "session" else {}),
        **({"id": person, "chat_id": f"999 + n.i / {EACH}"} if table == "user" else {}),
        **({"id": f"t.id + {place} * 100"} if table == "outgoing" else {}),
        **({"update_id": f"t.update_id + {place} * 1000"} if table == "seen_update" else {}),
        **({"text": "substr(t.text, 1, 30)"} if table == "outgoing" else {}),
        **{column: f"CASE WHEN t.{column} IS NULL THEN NULL ELSE '{{}}' END" for column in EMPTIED.get(table, ())},
    }
    if table == "user":
        made.pop("user_id")
    chosen = ", ".join(made.get(column, f"t.{column}") if column in made else f't."{column}"' for column in columns)
    named = ", ".join(f'"{column}"' for column in columns)
    whose = "t.id" if table == "user" else "t.user_id"
    query = f"INSERT INTO {table} ({named}) SELECT {chosen} FROM ({numbers}) n CROSS JOIN {table} t"
    database.execute(f"{query} WHERE {whose} = 'telegram:1'")


def by_sessions(
    folder: Path, reader: Reader, sizes: Sequence[int] = SESSIONS, turns: int = TURNS
) -> dict[int, dict[str, float]]:
    """For each number of stored sessions, medians in seconds of a turn, and its transaction; and the file's bytes.

    A turn in one file is followed by the same in the next, so that a machine that slows down does so for all.
    """
    talkers, found = [], {}
    for size in sizes:
        practice, watch = practice_in(folder / str(size), reader, shipped())
        file, begun = folder / str(size) / "growth.db", time.perf_counter()
        fill(practice, file, size)
        found[size] = {"filled": time.perf_counter() - begun, "bytes": float(file.stat().st_size)}
        watch.took.clear()
        number = 1000 + max(1, size // EACH) // 2
        talkers.append((size, Talker(practice, ["zh/vmc_price", "zh/fixture_later"], number), watch, practice))
    whole: dict[int, list[float]] = {size: [] for size in sizes}
    for number in range(turns + WARM):
        for size, talker, watch, _ in talkers:
            if number == WARM:  # what comes before is to warm up
                watch.took.clear()
            took = talker.takes_a_turn()
            if number >= WARM:
                whole[size].append(took)
    for size, _, watch, practice in talkers:
        practice.records.close()
        found[size] |= {"turn": median(whole[size]), "transaction": median(watch.took["transaction"])}
    return found


def multiplied(folder: Path, copies: int, names: str = "*") -> Path:
    """The shipped content with each customer so many times, under other names. names: of their files, as a pattern."""
    content = folder / "scenarios"
    shutil.copytree(FOLDER, content, ignore=shutil.ignore_patterns("examples", "meanings", "cases", "schema"))
    for lang in ("zh", "en"):
        for file in sorted((content / lang).glob(f"{names}.yaml")):
            text = file.read_text(encoding="utf-8")
            account = next(line for line in text.splitlines() if line.startswith("account:")).split()[1]
            told = (content / "accounts" / f"{account}.yaml").read_text(encoding="utf-8")
            for number in range(1, copies):
                own = f"{account[:34]}_{number}"
                renamed = _renamed(told, "company", number).replace(f"id: {account}", f"id: {own}", 1)
                (content / "accounts" / f"{own}.yaml").write_text(renamed, encoding="utf-8")
                copy = _renamed(text, "title", number).replace(f"account: {account}", f"account: {own}", 1)
                (content / lang / f"{file.stem[:34]}_{number}.yaml").write_text(copy, encoding="utf-8")
    return content


def _renamed(text: str, key: str, number: int) -> str:
    lines = text.splitlines(keepends=True)
    found = next((i for i, line in enumerate(lines) if line.startswith(f"{key}:")), None)
    if found is not None:
        lines[found] = f"{lines[found].rstrip()} {number}\n"
    return "".join(lines)


def by_scenarios(
    folder: Path, reader: SentenceReader, copies: int = COPIES, turns: int = TURNS
) -> dict[int, dict[str, float]]:
    """For the shipped customers and for so many times as many: turn, loading, memory of content, the first reply."""
    found: dict[int, dict[str, float]] = {}
    talkers = []
    many = multiplied(folder, copies)
    for content in (FOLDER, many):
        cache = folder / f"cache{len(found)}"
        begun = time.perf_counter()
        library = load_checked(content, cache)
        read = time.perf_counter() - begun
        del library
        begun = time.perf_counter()
        troupe = cast(load_checked(content, cache))
        kept = time.perf_counter() - begun
        size = len(troupe.customers)
        found[size] = {"read": read, "kept": kept, "bytes": float(weighed(content, cache))}
        practice, watch = practice_in(folder / f"of{size}", reader, troupe, content)
        talkers.append((size, Talker(practice, ["zh/vmc_price", "zh/fixture_later"]), watch, practice))
    whole: dict[int, list[float]] = {size: [] for size in found}
    for number in range(turns + WARM):
        for size, talker, _, _ in talkers:
            took = talker.takes_a_turn()
            if number >= WARM:
                whole[size].append(took)
    for size, _, _, practice in talkers:
        found[size]["turn"] = median(whole[size])
        new = [each.scenario for each in list(practice.troupe.customers.values())[-5:]]
        begun = time.perf_counter()
        reader.prepare(replace_all(new))
        found[size]["first"] = (time.perf_counter() - begun) / len(new)
        practice.records.close()
    return found


def weighed(content: Path, cache: Path) -> int:
    """Bytes of memory that content takes in a process of its own, which has it from the cache."""
    code = (
        "import sys; from pathlib import Path; from bot.bootstrap import cast, load_checked; "
        "from tests.benchmarks.growth import resident; before = resident(); "
        "kept = cast(load_checked(Path(sys.argv[1]), Path(sys.argv[2]))); print(resident() - before)"
    )
    made = subprocess.run(
        [sys.executable, "-c", code, str(content), str(cache)], check=True, capture_output=True, text=True
    )
    return int(made.stdout)


def replace_all(scenarios: Sequence[Scenario]) -> list[Scenario]:
    """Copies, which the reader has never met."""
    return [each.model_copy() for each in scenarios]


def held_by_talks(folder: Path, reader: Reader, talks: int = 1_000) -> float:
    """Bytes that the process holds more for each open talk, when so many are open; none of it belongs to one."""
    practice, _ = practice_in(folder / "open", reader, shipped())
    for number in range(min(talks, 100)):  # what is loaded once
        Talker(practice, ["zh/vmc_price"], 10**6 + number).takes_a_turn()
    gc.collect()
    before = resident()
    for number in range(talks):
        Talker(practice, ["zh/vmc_price"], 1 + number).takes_a_turn()
    gc.collect()
    practice.records.close()
    return max(0.0, (resident() - before) / talks)


def resident() -> int:
    """Bytes of memory that this process has."""
    fields = Path("/proc/self/statm").read_text().split()
    return int(fields[1]) * 4096


def main() -> None:
    """Print all."""
    sizes = tuple(map(int, sys.argv[1:])) or SESSIONS
    reader = load_reader(cache=user_cache_path("duilian"))
    reader.prepare(customer.scenario for customer in shipped().customers.values())
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        show("sessions", by_sessions(folder, reader, sizes))
        print(f"an open talk holds {held_by_talks(folder, Memory(reader)) / 1024:.2f} KB")
        show("scenarios", by_scenarios(folder, reader))


def show(what: str, found: Mapping[int, Mapping[str, float]]) -> None:
    """Print a line for each size."""
    for size, figures in found.items():
        print(f"{size:>9} {what}:", ", ".join(f"{name} {value:.4g}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
