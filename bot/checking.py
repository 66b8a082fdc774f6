"""Checking: the problems of a folder of content, or of some of its files."""

from collections.abc import Sequence
from pathlib import Path

from state.content.checks import check_library
from state.content.library import load_examples, load_library, load_meanings
from state.content.problems import Problem, errors
from state.scoring.tests import TESTS


def check_content(folder: Path, paths: Sequence[Path]) -> list[Problem]:
    """Check content. A folder among `paths` that holds `handbook.yaml` is content of its own; else `folder` is checked.

    Files can only be judged beside those that they refer to, so all is read, and what concerns `paths` is returned.
    """
    own = [path for path in paths if (path / "handbook.yaml").is_file()]
    if own:
        return [problem for path in own for problem in _problems(path)]
    found = _problems(folder)
    if not paths:
        return found
    return [problem for problem in found if any(_concerns(problem, path) for path in paths)]


def _problems(folder: Path) -> list[Problem]:
    library, problems = load_library(folder)
    if library is not None and not errors(problems):
        problems = [*problems, *check_library(library, TESTS)]
    return [*problems, *load_examples(folder)[1], *load_meanings(folder)[1]]


def _concerns(problem: Problem, path: Path) -> bool:
    place = Path(problem.path).resolve()
    return place == path.resolve() or path.resolve() in place.parents
