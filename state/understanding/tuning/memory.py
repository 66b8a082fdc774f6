"""Memory: what the network said of replies, kept between runs, so that only new ones need be read."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from state.understanding.model import NETWORK
from state.understanding.network import digest_of
from state.understanding.trunk import FILES
from state.understanding.tuning.lessons import Labelled

Halves = NDArray[np.float16]
BYTES = 16


def place(folder: Path, weights: Path) -> Path:
    """The file, in a folder for what can be done again, of what the network in a folder of weights says.

    Raises OSError if there is none.
    """
    return folder / f"seen-{digest_of(weights, (*FILES, NETWORK))}.npz"


def key(reply: Labelled) -> bytes:
    """What tells one reply, with what is looked at of what was said before it, from all others."""
    return blake2b(f"{reply.context}\0{reply.reply}".encode("utf-8", "replace"), digest_size=BYTES).digest()


def recall(path: Path) -> dict[bytes, Halves]:
    """What is kept, by the replies' keys; nothing if the file cannot be read."""
    with suppress(OSError, ValueError, KeyError, BadZipFile), path.open("rb") as file, np.load(file) as kept:
        return dict(zip(map(bytes, kept["keys"]), kept["rows"], strict=True))
    return {}


def remember(path: Path, rows: Mapping[bytes, Halves]) -> None:
    """Keep this and nothing else; where nothing can be written, it will be read again."""
    new = path.with_suffix(".new.npz")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        keys = np.frombuffer(b"".join(rows), np.uint8).reshape(-1, BYTES)
        np.savez(new, keys=keys, rows=np.stack(list(rows.values())))
        new.replace(path)
