"""Evaluating: labelled replies from files, and a report on each set of them."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.bootstrap import ContentError
from state.content.examples import Examples
from state.content.loading import load_source
from state.content.problems import Problem, errors
from state.content.sources import LIMIT
from state.understanding.reading import Reader
from state.understanding.report import comparison, judge, report


def labelled_files(path: Path) -> list[Examples]:
    """All files of labelled replies in a folder, or the one; errors as in `reports`."""
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


def reports(paths: Sequence[Path], reader: Reader, *, errors: int, by_author: bool) -> Iterator[str]:
    """A report on each path and language, or on each author. errors: how many misread replies each shows.

    Raises ContentError if a file is wrong, FileNotFoundError if there is none.
    """
    for title, examples in _sets(paths, by_author):
        yield report(title, judge(reader, examples), errors)


def comparisons(paths: Sequence[Path], one: Reader, two: Reader, *, by_author: bool) -> Iterator[str]:
    """Two readers held against each other on each path and language, or on each author; errors as in `reports`."""
    for title, examples in _sets(paths, by_author):
        yield comparison(title, judge(one, examples), judge(two, examples))


def _sets(paths: Sequence[Path], by_author: bool) -> Iterator[tuple[str, list[Examples]]]:
    for path in paths:
        sets: dict[str, list[Examples]] = {}
        for of in labelled_files(path):
            sets.setdefault(of.author if by_author else f"{path.name}, {of.lang}", []).append(of)
        yield from sets.items()
