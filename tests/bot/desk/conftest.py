"""A desk over a small month of talks: held once by simulated trainees, and given to each test as a copy."""

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.practice import Practice
from bot.settings import Database, Settings, Telegram
from bot.settings import Desk as DeskSettings
from bot.stage import Stage
from state.records.records import Records
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.desk.browsing import SECRET, TOKEN, URL, Browser
from tests.bot.desk.filled import ADMIN, GROUP, HOSTILE, OTHER, hold, joined, staffed
from tests.bot.table import FOLDER
from tests.records.rows import imported

LI, MEI, FAR = "telegram:101", "telegram:102", "telegram:103"


@pytest.fixture(scope="session")
def shelf(tmp_path_factory: pytest.TempPathFactory, reader: Reader, troupe: Troupe) -> Path:
    """Records in which Li and Mei have talked for one coach, and Far for another; one of Li's talks is private."""
    file, now = tmp_path_factory.mktemp("desk") / "desk.db", datetime.now(UTC)
    records = Records(f"sqlite:///{file.as_posix()}")
    records.migrate()
    price, later = troupe.customers["zh/vmc_price"], troupe.customers["zh/fixture_later"]
    with records.unit() as unit:
        staffed(unit, now)
        for who, name, group in ((LI, HOSTILE, GROUP), (MEI, "小梅", GROUP), (FAR, "远方", OTHER)):
            joined(unit, who, name, group, now)
        days = [now - timedelta(days=number) for number in range(5)]
        hold(unit, LI, price, "arguer", days[3], troupe, reader, name="first")
        hold(unit, LI, price, "average", days[1], troupe, reader, name="second")
        hold(unit, LI, later, "expert", days[2], troupe, reader, name="hidden", private=True)
        hold(unit, MEI, later, "expert", days[1], troupe, reader, name="good")
        hold(unit, FAR, price, "arguer", days[1], troupe, reader, name="far")
        for who, name in ((LI, "first"), (FAR, "far")):
            unit.add(imported(user_id=who, id=name, name=HOSTILE, imported_by=ADMIN, imported_at=now))
    records.close()
    return file


@pytest.fixture
def practice(shelf: Path, tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Practice]:
    file = tmp_path / "desk.db"
    shutil.copy(shelf, file)
    records = Records(f"sqlite:///{file.as_posix()}")
    settings = Settings(
        database=Database(url=f"sqlite:///{file.as_posix()}"),
        telegram=Telegram.model_validate({"token": TOKEN}),
        desk=DeskSettings(url=URL),
    )
    yield Practice(records, reader, Stage(records, FOLDER, troupe), settings)
    records.close()


@pytest.fixture
def desk(practice: Practice) -> Desk:
    return Desk(practice, SECRET)


@pytest.fixture
def browser(desk: Desk) -> Browser:
    return Browser(desk_app(desk))
