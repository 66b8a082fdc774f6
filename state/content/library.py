"""The library: everything that a folder of content holds, read at once and never changed."""

import hashlib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar

from state.content.case import Case
from state.content.drill import Drill
from state.content.examples import Examples
from state.content.loading import load_source
from state.content.meanings import Meanings
from state.content.objection import Objection
from state.content.persona import Persona
from state.content.problems import Problem, errors
from state.content.rubric import Moves, Rubric
from state.content.scenario import Account, Scenario
from state.content.sources import LIMIT, Source
from state.content.terms import Entry

T = TypeVar("T", bound=Entry)

KINDS: dict[str, type[Entry]] = {
    "moves": Moves,
    "handbook": Rubric,
    "personas": Persona,
    "objections": Objection,
    "accounts": Account,
    "zh": Scenario,
    "en": Scenario,
    "drills": Drill,
    "examples": Examples,
    "meanings": Meanings,
    "cases": Case,
}
"""What the files are, by their name or folder."""


HANDBOOK = "handbook.yaml"
"""The file by which a folder of content is known."""


@dataclass(frozen=True)
class Library:
    """All content but what the reader learns from.

    personas, objections, accounts: by the file's name, which is the id.
    scenarios: by path, as `zh/laser_payback`. drills: by the file's name, as `zh_isolate`.
    version: 12 hex digits that change with any file (not with its line ends).
    sources: the files by path without `.yaml`, as `personas/amiable`; by these are places found.
    """

    moves: Moves
    rubric: Rubric
    personas: Mapping[str, Persona]
    objections: Mapping[str, Objection]
    accounts: Mapping[str, Account]
    scenarios: Mapping[str, Scenario]
    drills: Mapping[str, Drill]
    version: str
    sources: Mapping[str, Source] = field(repr=False, compare=False)

    def content_version(self, scenario_id: str) -> str:
        """12 hex digits that change with the scenario's file and those of its account, persona and objection.

        Raises KeyError if there is no such scenario, or if it refers to a file that is not there.
        """
        scenario = self.scenarios[scenario_id]
        names = (
            scenario_id,
            f"accounts/{scenario.account}",
            f"personas/{scenario.persona}",
            f"objections/{scenario.objection}",
        )
        return _version((name, self.sources[name]) for name in names)


def load_library(folder: Path) -> tuple[Library | None, list[Problem]]:
    """Read a folder of content: the library, or None if any file has an error; and all problems found.

    What lies between files (names that refer to nothing, states without an end) is for `check_library`.
    """
    problems: list[Problem] = []
    sources: dict[str, Source] = {}

    def one(name: str, kind: type[T]) -> T | None:
        loaded = load_source(folder / f"{name}.yaml", kind)
        problems.extend(loaded.problems)
        if loaded.source:
            sources[name] = loaded.source
        return loaded.entry

    def several(part: str, kind: type[T]) -> dict[str, T]:
        names = sorted(path.stem for path in (folder / part).glob("*.yaml"))
        found = ((name, one(f"{part}/{name}", kind)) for name in names)
        return {name: entry for name, entry in found if entry is not None}

    moves, rubric = one("moves", Moves), one("handbook", Rubric)
    personas, objections = several("personas", Persona), several("objections", Objection)
    accounts, drills = several("accounts", Account), several("drills", Drill)
    scenarios = {f"{lang}/{name}": entry for lang in ("zh", "en") for name, entry in several(lang, Scenario).items()}
    problems += _strangers(folder)
    if moves is None or rubric is None or errors(problems):
        return None, problems
    version = _version(sources.items())
    return Library(moves, rubric, personas, objections, accounts, scenarios, drills, version, sources), problems


def load_examples(
    folder: Path, voices: Collection[str] | None = None
) -> tuple[Mapping[str, Examples] | None, list[Problem]]:
    """Read the labelled examples in a folder of content, by the file's name; None if a file has an error.

    voices: the names of the files that are read, as far as they are there; None: all.
    """
    problems: list[Problem] = []
    examples: dict[str, Examples] = {}
    for path in sorted((folder / "examples").glob("*.yaml")):
        if voices is not None and path.stem not in voices:
            continue
        loaded = load_source(path, Examples, limit=2 * LIMIT)
        problems += loaded.problems
        if loaded.source and loaded.entry:
            problems += _labels(loaded.source, loaded.entry)
            examples[path.stem] = loaded.entry
    return None if errors(problems) else examples, problems


def load_meanings(folder: Path) -> tuple[Mapping[str, Meanings] | None, list[Problem]]:
    """Read the meanings in a folder of content, by the file's name; None if a file has an error."""
    loaded = {path.stem: load_source(path, Meanings) for path in sorted((folder / "meanings").glob("*.yaml"))}
    problems = [problem for each in loaded.values() for problem in each.problems]
    meanings = {name: each.entry for name, each in loaded.items() if each.entry is not None}
    return None if errors(problems) else meanings, problems


def load_cases(folder: Path) -> tuple[Mapping[str, tuple[Case, Source]] | None, list[Problem]]:
    """Read the cases in a folder of content with their files, by the file's name; None if a file has an error."""
    loaded = {path.stem: load_source(path, Case) for path in sorted((folder / "cases").glob("*.yaml"))}
    problems = [problem for each in loaded.values() for problem in each.problems]
    cases = {name: (each.entry, each.source) for name, each in loaded.items() if each.entry and each.source}
    return None if errors(problems) else cases, problems


def _labels(source: Source, examples: Examples) -> list[Problem]:
    """What the types cannot say about labels: an id names one reply, and `other` stands alone."""
    problems = []
    first: dict[str, int] = {}
    for index, reply in enumerate(examples.replies):
        loc = ("replies", index)
        if reply.id in first:
            problems.append(source.problem("D053", (*loc, "id"), reply.id, first=first[reply.id]))
        first.setdefault(reply.id, source.node((*loc, "id")).line)
        if "other" in reply.moves and len(reply.moves) > 1:
            problems.append(source.problem("D081", (*loc, "moves")))
    return problems


def _strangers(folder: Path) -> list[Problem]:
    """Files that look like content but are not read; an author would wonder why they do nothing."""
    found = (path for path in folder.rglob("*") if path.suffix.lower() in (".yaml", ".yml"))
    return [Problem(path.as_posix(), 1, 1, "D021") for path in sorted(found) if not is_read(path, folder)]


def is_read(path: Path, folder: Path) -> bool:
    """Whether a file is read, by its name and its place in a folder of content."""
    parts = path.relative_to(folder).with_suffix("").parts
    alone = parts[0] in ("moves", "handbook")
    return path.suffix == ".yaml" and parts[0] in KINDS and len(parts) == (1 if alone else 2)


def _version(files: Iterable[tuple[str, Source]]) -> str:
    listing = "\n".join(sorted(f"{name} {source.digest}" for name, source in files))
    return hashlib.sha256(listing.encode(errors="surrogateescape")).hexdigest()[:12]
