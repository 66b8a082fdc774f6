"""The reader and the model as committed, loaded once."""

from pathlib import Path

import pytest

from state.understanding.encoder import SentenceEncoder
from state.understanding.model import Model, load_model
from state.understanding.reader import SentenceReader, load_reader


@pytest.fixture(scope="session")
def content() -> Path:
    return Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="session")
def reader() -> SentenceReader:
    return load_reader()


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()


@pytest.fixture(scope="session")
def encoder() -> SentenceEncoder:
    return SentenceEncoder(remembered=20_000)
