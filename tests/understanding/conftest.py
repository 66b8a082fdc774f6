"""The content and the model as committed, loaded once."""

from pathlib import Path

import pytest

from state.understanding.model import Model, load_model


@pytest.fixture(scope="session")
def content() -> Path:
    return Path(__file__).parents[2] / "scenarios"


@pytest.fixture(scope="session")
def model() -> Model:
    return load_model()
