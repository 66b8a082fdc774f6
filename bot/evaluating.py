"""Evaluating: labelled replies, questions and statements from files, and a report on each set of them."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from bot.bootstrap import ContentError
from state.content.examples import Examples
from state.content.loading import load_source
from state.content.problems import Problem, errors
from state.content.questions import Questions
from state.content.scenario import Scenario
from state.content.sources import LIMIT
from state.understanding.matched import matching_report
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


def matches(folder: Path, scenarios: Mapping[str, Scenario], reader: Reader) -> str:
    """A report on a folder of questions and statements, whose files are named as the scenarios: zh_vmc_price.yaml.

    Raises ContentError if a file is wrong, FileNotFoundError if there is none.
    """
    sets, problems = [], list[Problem]()
    for file in sorted(folder.glob("*.yaml")):
        name = file.stem.replace("_", "/", 1)
        loaded = load_source(file, Questions)
        problems += errors(loaded.problems)
        if name in scenarios and loaded.entry is not None:
            sets.append((name, scenarios[name], loaded.entry))
    if problems:
        raise ContentError(problems)
    if not sets:
        raise FileNotFoundError(2, "there are no questions to the customers of the content", str(folder))
    return matching_report(reader, sets)


def _sets(paths: Sequence[Path], by_author: bool) -> Iterator[tuple[str, list[Examples]]]:
    for path in paths:
        sets: dict[str, list[Examples]] = {}
        for of in labelled_files(path):
            sets.setdefault(of.author if by_author else f"{path.name}, {of.lang}", []).append(of)
        yield from sets.items()
