"""Fixtures for all tests: the Bot API server on loopback, the real reader, the real customers."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.bootstrap import load_troupe
from state.troupe import Troupe
from state.understanding.reader import load_reader
from state.understanding.reading import Reader
from tests.customers import FAMILIAR
from tests.telegram.server import BotApi

SCENARIOS = Path(__file__).parent.parent / "scenarios"


@pytest.fixture
async def telegram() -> AsyncIterator[BotApi]:
    """A loopback Bot API server; calls that Telegram would not accept fail the test."""
    async with BotApi() as server:
        yield server
    server.assert_valid()


@pytest.fixture(scope="session")
def reader(troupe: Troupe, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The reader that ships, loaded once; the customers that most tests meet are ready, so that none waits for that.

    What examples mean is shared by all processes of a run.
    """
    found = load_reader(cache=tmp_path_factory.getbasetemp().parent / "meanings")
    found.prepare(troupe.customers[name].scenario for name in FAMILIAR)
    return found


@pytest.fixture(scope="session")
def troupe() -> Troupe:
    """The customers that ship."""
    return load_troupe(SCENARIOS)
