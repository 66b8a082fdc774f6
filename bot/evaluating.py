"""Evaluating: labelled replies from files, and a report on each set of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.bootstrap import ContentError
from state.content.examples import Examples
from state.content.loading import load_source
from state.content.problems import Problem, errors
from state.content.sources import LIMIT
from state.understanding.reading import Reader
from state.understanding.report import judge, report


def reports(paths: Sequence[Path], reader: Reader, *, errors: int, by_author: bool) -> Iterator[str]:
    """A report on each path and language, or on each author. errors: how many misread replies each shows.

    Raises ContentError if a file is wrong, FileNotFoundError if there is none.
    """
    for path in paths:
        sets: dict[str, list[Examples]] = {}
        for of in _labelled(path):
            sets.setdefault(of.author if by_author else f"{path.name}, {of.lang}", []).append(of)
        for title, examples in sets.items():
            yield report(title, judge(reader, examples), errors)


def _labelled(path: Path) -> list[Examples]:
    files = sorted(path.glob("*.yaml")) if path.is_dir() else [path]
    if not files or not files[0].is_file():
        raise FileNotFoundError(2, "there are no labelled replies", str(path))
    found, problems = list[Examples](), list[Problem]()
    for file in files:
        loaded = load_source(file, Examples, limit=2 * LIMIT)
        problems += errors(loaded.problems)
        found += [loaded.entry] if loaded.entry is not None else []
    if problems:
        raise ContentError(problems)
    return found
