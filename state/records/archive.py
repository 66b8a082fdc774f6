"""Archive: the file that a backup is, a zip with JSON Lines for each table, from which any database can be filled."""

import hashlib
import json
import os
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from errno import EDQUOT, EFBIG, ENOSPC
from pathlib import Path
from tempfile import mkstemp
from typing import IO, Any, Literal

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

FORMAT: Literal["duilian backup 1"] = "duilian backup 1"
MANIFEST = "backup.json"
LARGEST_MANIFEST = 1024 * 1024
"""Bytes; ours have some thousand."""
CHUNK = 1024 * 1024

Line = dict[str, Any]
"""A row: column -> value as JSON has it; a time is in ISO 8601, in UTC."""


class BackupRefused(Exception):
    """A backup that cannot be made or taken. str(error): the sentence; nothing was changed."""


class Table(BaseModel):
    """What a backup says of a table. sha256: of its lines."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    columns: tuple[str, ...]
    rows: int = Field(ge=0)
    sha256: str


class Manifest(BaseModel):
    """What a backup says of itself. revision: the migration that the database was at. database: SQLAlchemy's name."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["duilian backup 1"] = FORMAT
    revision: str
    database: str
    made_at: AwareDatetime
    tables: tuple[Table, ...]

    @property
    def rows(self) -> int:
        """How many rows it holds in all."""
        return sum(table.rows for table in self.tables)


class Writing:
    """A backup that is being written, table by table."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._tables: list[Table] = []

    def table(self, name: str, columns: Iterable[str], rows: Iterable[Line]) -> int:
        """Write all rows of a table, holding one at a time. Returns how many they were."""
        digest, count = hashlib.sha256(), 0
        with self._archive.open(_entry(f"{name}.jsonl"), "w", force_zip64=True) as file:
            for row in rows:
                line = (json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
                digest.update(line)
                file.write(line)
                count += 1
        self._tables.append(Table(name=name, columns=tuple(columns), rows=count, sha256=digest.hexdigest()))
        return count

    def close(self, revision: str, database: str, made_at: datetime) -> Manifest:
        """Write what the backup says of itself, which comes last."""
        manifest = Manifest(revision=revision, database=database, made_at=made_at, tables=tuple(self._tables))
        self._archive.writestr(_entry(MANIFEST), manifest.model_dump_json(indent=1))
        return manifest


@contextmanager
def written(path: Path, *, force: bool) -> Iterator[Writing]:
    """A backup to be written, which is at its place once the block is left, whole, and before that is not there.

    Nobody but who owns it may read it. force: whether it may take the place of a file.
    Raises BackupRefused if there is one, or the disk is full; OSError.
    """
    if not force and path.exists():
        raise BackupRefused(f"{path} is there already. Give another name, or --force to put the backup in its place.")
    descriptor, name = mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
                yield Writing(archive)
            file.flush()
            os.fsync(file.fileno())
        _put(part, path, force=force)
    except OSError as error:
        if error.errno in (ENOSPC, EDQUOT, EFBIG):
            raise BackupRefused(f"There is no room left for {path}. No backup was made.") from error
        raise
    finally:
        with suppress(FileNotFoundError):
            part.unlink()


def _put(part: Path, path: Path, *, force: bool) -> None:
    if not force and path.exists():  # somebody else has put it there meanwhile
        raise BackupRefused(f"{path} is there already. No backup was made.")
    part.replace(path)
    if os.name == "posix":  # the name has to outlive a loss of power as well as what it names
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def _entry(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    return entry


@dataclass(frozen=True)
class Archive:
    """A backup that was found whole."""

    manifest: Manifest
    _archive: zipfile.ZipFile
    _where: str

    def rows(self, table: Table) -> Iterator[Line]:
        """The rows of a table, one at a time. Raises BackupRefused if one is none."""
        with _sound(self._where), self._archive.open(f"{table.name}.jsonl") as file:
            for line in file:
                row = json.loads(line)
                if not isinstance(row, dict) or row.keys() != set(table.columns):
                    raise ValueError("a line is no row of its table")
                yield row


@contextmanager
def opened(path: Path, checked: Callable[[Table], None] = lambda _: None) -> Iterator[Archive]:
    """A backup to be read, after every byte of it was held against what it says of itself.

    checked: is told of each table that was found whole.
    Raises BackupRefused if it is damaged, cut off or no backup; OSError if it cannot be read.
    """
    with path.open("rb") as file:
        with _sound(str(path)):
            archive = zipfile.ZipFile(file)
            manifest = _manifest(archive)
            for table in manifest.tables:
                with archive.open(f"{table.name}.jsonl") as lines:
                    if _measured(lines) != (table.rows, table.sha256):
                        raise ValueError("a table is not what it was")
                checked(table)
        with archive:
            yield Archive(manifest, archive, str(path))


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    entry = archive.getinfo(MANIFEST)
    if entry.file_size > LARGEST_MANIFEST:
        raise ValueError("too large to be ours")
    raw: Mapping[str, object] = json.loads(archive.read(entry))
    if isinstance(raw, dict) and str(raw.get("format", "")).startswith("duilian backup") and raw["format"] != FORMAT:
        raise BackupRefused(f"It was made by a newer Duilian, as '{raw['format']}'. Restore it with that one.")
    manifest = Manifest.model_validate_json(archive.read(entry))
    names = [f"{table.name}.jsonl" for table in manifest.tables]
    if len(set(names)) < len(names) or {*names, MANIFEST} != set(archive.namelist()):
        raise ValueError("other files than it says")
    return manifest


def _measured(file: IO[bytes]) -> tuple[int, str]:
    digest, lines = hashlib.sha256(), 0
    while chunk := file.read(CHUNK):
        digest.update(chunk)
        lines += chunk.count(b"\n")
    return lines, digest.hexdigest()


@contextmanager
def _sound(where: str) -> Iterator[None]:
    """Tell of whatever is wrong with a file that it is no whole backup."""
    try:
        yield
    except _BREAKS as error:
        raise BackupRefused(_BROKEN.format(where=where)) from error


_BREAKS = (
    # Whatever reading a broken zip raises; an OSError is none of it, but the disk's.
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    EOFError,
    KeyError,
    NotImplementedError,
    RuntimeError,
    ValueError,  # and so of JSON, of UTF-8 and of pydantic
)
_BROKEN = "{where} is no backup of Duilian's, or it is damaged or was cut off. Nothing was changed; take another one."
