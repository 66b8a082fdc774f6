"""Fixtures for all tests: the Bot API server on loopback, the real reader, the real customers."""

import gc
import os
from collections.abc import AsyncIterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.bootstrap import load_troupe
from bot.shell import ready_encoder, ready_reader
from state.troupe import Troupe
from state.understanding.encoder import Encoder
from state.understanding.reading import Reader
from tests import postgres
from tests.customers import FAMILIAR
from tests.telegram.server import BotApi

SCENARIOS = Path(__file__).parent.parent / "scenarios"


def pytest_configure(config: pytest.Config) -> None:
    """What sentences mean is found out once for all processes of a run, the commands under test among them."""
    gc.set_threshold(20_000, 20, 20)  # as `duilian` does itself
    if "PYTEST_XDIST_WORKER" not in os.environ:  # workers have it from whoever started them
        folder = TemporaryDirectory(prefix="duilian-tests-", ignore_cleanup_errors=True)
        config.add_cleanup(folder.cleanup)
        os.environ["XDG_CACHE_HOME"] = folder.name
        # Of its own, and short: the path of a socket has little room.
        server = TemporaryDirectory(prefix="pg-", ignore_cleanup_errors=True)
        config.add_cleanup(server.cleanup)
        config.add_cleanup(lambda: postgres.stop_shared(Path(server.name)))
        os.environ[postgres.FOLDER] = server.name


@pytest.fixture
async def telegram() -> AsyncIterator[BotApi]:
    """A loopback Bot API server; calls that Telegram would not accept fail the test."""
    async with BotApi() as server:
        yield server
    server.assert_valid()


@pytest.fixture(scope="session")
def reader(troupe: Troupe) -> Reader:
    """The reader that ships, loaded once; the customers that most tests meet are ready, so that none waits for that.

    Workers begin at different places, so that each finds done what another has come to before it.
    """
    worker = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    first = worker * len(FAMILIAR) // int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    found = ready_reader()
    found.prepare(troupe.customers[name].scenario for name in (*FAMILIAR[first:], *FAMILIAR[:first]))
    return found


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    """The sentence encoder that ships, loaded once."""
    return ready_encoder()


@pytest.fixture(scope="session")
def troupe() -> Troupe:
    """The customers that ship."""
    return load_troupe(SCENARIOS)
