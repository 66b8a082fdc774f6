"""The reader that talks without written-down moves are read by; loaded once, and only if a test asks for it."""

import pytest

from state.understanding.reading import Reader


@pytest.fixture(scope="session")
def reader() -> Reader:
    from state.understanding.reader import load_reader  # takes a second that engine tests need not wait for

    return load_reader()
