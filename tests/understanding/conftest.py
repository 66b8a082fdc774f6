"""The reader and the model as committed, loaded once."""

from pathlib import Path

import pytest

from state.understanding.encoder import Encoder, load_encoder
from state.understanding.model import FOLDER, Model, load_model
from state.understanding.reader import SentenceReader, load_reader
from state.understanding.trunk import load_trunk


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
def encoder() -> Encoder:
    return load_encoder(FOLDER, load_trunk(FOLDER))
