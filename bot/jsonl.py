"""JSON Lines: one object a line in and out; a bad line is named and passed over."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TextIO

Record = dict[str, Any]


class BadLine(ValueError):
    """A line that cannot be worked on; the message says why."""


@contextmanager
def opened(path: str) -> Iterator[Iterable[bytes]]:
    """The lines of a file, or of standard input for `-`."""
    if path == "-":
        yield sys.stdin.buffer
    else:
        with Path(path).open("rb") as file:
            yield file


def each(
    lines: Iterable[bytes], work: Callable[[Record], Record], out: TextIO, complain: Callable[[str], None]
) -> bool:
    """Write what `work` makes of each line's object.

    False if any line was bad: not JSON, no object, or refused by `work` with BadLine. Bad lines go to `complain`.
    """
    good = True
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            print(json.dumps(work(_parse(line)), ensure_ascii=False), file=out, flush=True)
        except BadLine as error:
            good = False
            complain(f"line {number}: {error}")
    return good


def _parse(line: bytes) -> Record:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise BadLine("is not UTF-8 text") from None
    except (json.JSONDecodeError, RecursionError) as error:
        raise BadLine(f"is not valid JSON ({getattr(error, 'msg', 'nested too deeply')})") from None
    if not isinstance(record, dict):
        raise BadLine('should be an object, as {"reply": …}')
    return record


def text_of(record: Record, key: str, default: str | None = None) -> str:
    """A text from a record. Raises BadLine if it is missing (and has no default) or is no text."""
    value = record.get(key, default)
    if not isinstance(value, str):
        raise BadLine(f"'{key}' is missing" if value is None else f"'{key}' should be text")
    return value
