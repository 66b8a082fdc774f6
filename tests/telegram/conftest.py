"""What tests of the loopback server share: a person, python-telegram-bot's Bot, and raw HTTP."""

from collections.abc import AsyncIterator

import httpx
import pytest
from telegram import Bot

from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi


@pytest.fixture
def lin(telegram: BotApi) -> Person:
    return Person(telegram, LIN, "小林")


@pytest.fixture
async def bot(telegram: BotApi, lin: Person) -> AsyncIterator[Bot]:
    async with Bot(telegram.token, telegram.base_url, telegram.base_file_url) as made:
        yield made


@pytest.fixture
async def raw(telegram: BotApi) -> AsyncIterator[httpx.AsyncClient]:
    """Calls that no library would make."""
    async with httpx.AsyncClient(base_url=f"{telegram.base_url}{telegram.token}/") as http:
        yield http
