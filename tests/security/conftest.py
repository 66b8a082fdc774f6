"""The desk of the desk's own tests: a month of talks, its coaches and an admin."""

from tests.bot.desk.conftest import browser, desk, practice, shelf

__all__ = ["browser", "desk", "practice", "shelf"]
