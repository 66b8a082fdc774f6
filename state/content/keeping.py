"""Keeping: a checked library is kept as JSON, so that the next start need not read and check every file anew."""

import json
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from pydantic import BaseModel

from state.content.library import KINDS, Library
from state.content.nodes import Node
from state.content.sources import Source

PARTS = ("personas", "objections", "accounts", "scenarios", "drills")
NOWHERE = Node(1, 1, 0, None)
"""What a kept library knows of the places in its files."""
_UNREAD = ("examples", "meanings", "cases")
_KINDS: dict[str, type[BaseModel]] = {**KINDS, "scenarios": KINDS["zh"], "rubric": KINDS["handbook"]}


class Kept:
    """The library of one folder of content as it was last checked, in a file of `cache`.

    It holds as long as no file of the content and nothing of the program was changed. What cannot be read is not
    there, and what cannot be written is not kept.
    """

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder = folder
        name = blake2b(str(folder.resolve()).encode(errors="surrogateescape"), digest_size=8).hexdigest()
        self._file = cache / "content" / f"{name}.json"
        try:  # before anything is read: what changes meanwhile must not be taken for what was read
            self._key = self._told()
        except OSError:
            self._key = ""

    def library(self) -> Library | None:
        """What was kept, without the places in the files; None if anything was changed since."""
        with suppress(OSError, ValueError, KeyError, TypeError, AttributeError):
            read = json.loads(self._file.read_bytes())
            if self._key and read["key"] == self._key:
                return _read(read["library"])
        return None

    def keep(self, library: Library) -> None:
        """Keep a library that was read from the folder, and in which there is no error."""
        with suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            with NamedTemporaryFile("w", dir=self._file.parent, delete=False, encoding="utf-8") as made:
                try:
                    json.dump({"key": self._key, "library": _written(library)}, made, ensure_ascii=False)
                    made.flush()
                    Path(made.name).replace(self._file)
                except BaseException:
                    Path(made.name).unlink()
                    raise

    def _told(self) -> str:
        """What tells these files, and this program, from all others. Raises OSError."""
        digest = sha256(_program().encode())
        for path in sorted(self._folder.rglob("*")):
            if path.suffix.lower() in (".yaml", ".yml"):
                name = path.relative_to(self._folder)
                digest.update(f"\0{name.as_posix()}\0".encode(errors="surrogateescape"))
                if name.parts[0] not in _UNREAD:
                    digest.update(sha256(path.read_bytes()).digest())
        return digest.hexdigest()


def _written(library: Library) -> dict[str, Any]:
    """A library as `json.dumps` takes it."""
    return {
        "moves": _plain(library.moves),
        "rubric": _plain(library.rubric),
        "version": library.version,
        "sources": {name: [source.path, source.digest] for name, source in library.sources.items()},
        **{part: {name: _plain(each) for name, each in getattr(library, part).items()} for part in PARTS},
    }


def _plain(entry: BaseModel) -> str:
    return entry.model_dump_json(exclude_unset=True, by_alias=True)


def _read(kept: dict[str, Any]) -> Library:
    def several(part: str) -> dict[str, Any]:
        return {name: _KINDS[part].model_validate_json(text) for name, text in kept[part].items()}

    moves, rubric = (_KINDS[one].model_validate_json(kept[one]) for one in ("moves", "rubric"))
    sources = {name: Source(path, (), NOWHERE, digest) for name, (path, digest) in kept["sources"].items()}
    parts = {part: several(part) for part in PARTS}
    return Library(moves=moves, rubric=rubric, version=kept["version"], sources=sources, **parts)  # type: ignore[arg-type]


@cache
def _program() -> str:
    """A digest of the program, as far as content is read and checked by it."""
    digest = sha256()
    for path in _modules():
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _modules() -> Iterator[Path]:
    package = Path(__file__).parents[1]
    for part in ("content", "dialogue", "scoring", "understanding"):
        yield from sorted((package / part).glob("*.py"))
