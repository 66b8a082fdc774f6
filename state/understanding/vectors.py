"""Vectors of sentences, kept in files between runs, so that the same ones need not be encoded at every start."""

from collections.abc import Callable, Sequence
from contextlib import suppress
from hashlib import blake2b
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from state.understanding.lexicon import Floats

PART = 128
"""Sentences that are kept together: whoever is stopped while many are encoded has done a part of it for the next, and
of a group in which one was changed most stay."""
MOST = 24_000
"""Files that are kept, of up to 200 KB each; a customer has some eighteen, so that thirteen hundred find room."""
_SUFFIX = ".npy"


class Vectors:
    """A folder of vectors that a network gave. What cannot be read is encoded anew, what cannot be written is not kept.

    network: what tells it from all others. Callable from any thread, and by several programs at once.
    """

    def __init__(self, folder: Path, network: str, most: int = MOST) -> None:
        self._folder = folder
        self._network = network
        self._most = most

    def of(self, sentences: Sequence[str], encode: Callable[[Sequence[str]], Floats]) -> Floats:
        """The vectors of sentences, one at least, (sentences, width): those that are kept, or what `encode` makes."""
        return np.concatenate([self._part(part, encode) for part in _parts(sentences)])

    def has(self, sentences: Sequence[str]) -> bool:
        """Whether the vectors of all sentences are kept."""
        return all(self._path(part).exists() for part in _parts(sentences))

    def _part(self, sentences: Sequence[str], encode: Callable[[Sequence[str]], Floats]) -> Floats:
        path = self._path(sentences)
        with suppress(OSError, ValueError, EOFError):
            kept = np.load(path)
            if kept.dtype == np.float32 and kept.ndim == 2 and len(kept) == len(sentences):
                return np.asarray(kept, dtype=np.float32)
        made = encode(sentences)
        with suppress(OSError):
            self._keep(path, made)
        return made

    def _path(self, sentences: Sequence[str]) -> Path:
        text = "\0".join((self._network, *sentences))
        return self._folder / (blake2b(text.encode("utf-8", "replace"), digest_size=16).hexdigest() + _SUFFIX)

    def _keep(self, path: Path, vectors: Floats) -> None:
        self._folder.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=self._folder, delete=False) as file:
            try:
                np.save(file, vectors)
                file.flush()
                Path(file.name).replace(path)
            except BaseException:
                Path(file.name).unlink()
                raise
        self._forget()

    def _forget(self) -> None:
        """Remove the oldest files, those of customers that were rewritten since above all."""
        dated = []
        for file in self._folder.glob(f"*{_SUFFIX}"):
            with suppress(OSError):  # another program may have removed it
                dated.append((file.stat().st_mtime_ns, file))
        for _, file in sorted(dated)[: -self._most]:
            file.unlink(missing_ok=True)


def _parts(sentences: Sequence[str]) -> list[Sequence[str]]:
    return [sentences[start : start + PART] for start in range(0, len(sentences), PART)]
