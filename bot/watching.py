"""Watching: whoever runs a practice may be told how long its stages take and how sure its reader is."""

from contextlib import AbstractContextManager, nullcontext
from typing import Literal, Protocol

from state.understanding.reading import Reading

Stage = Literal["read", "act", "transaction", "whole"]
"""Of a turn: reading a reply; what is done about it, step and scoring among it; the transaction around that, with
waiting for other writers; all that an update takes."""


class Watcher(Protocol):
    """Is told, from any thread. It learns nothing that tells of a person."""

    def timed(self, stage: Stage) -> AbstractContextManager[object]:
        """A block that is one stage of a turn."""

    def read(self, reading: Reading) -> None:
        """A reply was read."""


class Nobody:
    """A watcher that keeps nothing, where nobody asks."""

    def timed(self, stage: Stage) -> AbstractContextManager[object]:
        """A block that is not timed."""
        return nullcontext()

    def read(self, reading: Reading) -> None:
        """A reply was read, and nobody asks how."""
