"""Publishing: content that was checked goes live, is switched off and on, or is taken back; nothing is ever lost."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.settings import Limits
from state.content.checks import check_library
from state.content.library import Library, load_library
from state.content.problems import Problem, errors
from state.content.sources import read
from state.records.tables import Publication
from state.records.unit import Unit
from state.scoring.tests import TESTS

LARGEST = 256_000
"""Bytes of a file that may be sent in; the largest customer of the library has 215,000."""
LONGEST = 60  # characters of a name; any that content can have is shorter, and no disk takes just any
ENDINGS = (".yaml", ".yml")
"""How the name of a file ends that is looked at; anything else is no content."""
NAMED = 5  # files that a note names one by one
FOLDER = "folder"
"""By whom it is where files in the folder of content had changed."""

Texts = Mapping[str, str]
"""Files' texts by their path without `.yaml`, as `zh/vmc_price`."""


@dataclass(frozen=True)
class Checked:
    """Files that were checked beside all others. problems: with an error among them nothing of it may go live.

    files, customers: of the whole content as it would be. texts: of the files that are new, by their digests.
    changed: the paths of the files that are new, other than before, or gone.
    folder: path -> digest of the folder of content as it was read for this, None if it was not.
    unfilled: placeholders in a file that was sent in, or in the account of a customer that was; with any it may not
    go live either. In the folder they may stand, where others are at work too: there such a customer is not offered.
    """

    problems: tuple[Problem, ...]
    files: Mapping[str, str]
    customers: Mapping[str, str]
    texts: Mapping[str, str]
    changed: tuple[str, ...]
    folder: Mapping[str, str] | None = None
    unfilled: tuple[Problem, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether it may go live."""
        return not errors(self.problems) and not self.unfilled


def largest(limits: Limits) -> int:
    """Bytes of a file that is looked at."""
    return min(LARGEST, limits.upload * 1000)


def content_of(folder: Path, library: Library) -> tuple[dict[str, str], dict[str, str]]:
    """The files of a library that was read from a folder, path -> digest; and their texts by digest.

    Raises OSError or UnicodeDecodeError if one was changed since in such a way that it cannot be read.
    """
    files = files_of(library)
    texts = {digest: (folder / f"{name}.yaml").read_text(encoding="utf-8-sig") for name, digest in files.items()}
    return files, texts


def files_of(library: Library) -> dict[str, str]:
    """The files that a library was read from, path -> digest."""
    return {name: source.digest for name, source in library.sources.items()}


def customers_of(library: Library) -> dict[str, str]:
    """The content version of each scenario."""
    return {name: library.content_version(name) for name in library.scenarios}


@contextmanager
def laid_out(texts: Texts) -> Iterator[Path]:
    """A folder of content with these files, for as long as the block lasts."""
    with TemporaryDirectory(prefix="duilian-") as made:
        folder = Path(made)
        for name, text in texts.items():
            path = folder / f"{name}.yaml"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8", newline="")
        yield folder


def load_texts(texts: Texts) -> tuple[Library | None, list[Problem]]:
    """The library that these files make, checked; None if they have an error. Problems name files by their paths."""
    with laid_out(texts) as folder:
        library, problems = load_library(folder)
        if library is not None:
            problems = [*problems, *check_library(library, TESTS)]
        return None if errors(problems) else library, [problem.within(folder) for problem in problems]


def texts_of(unit: Unit, publication: Publication, only: Iterable[str] | None = None) -> dict[str, str]:
    """The texts of a publication's files, or of some of them. Raises KeyError if one was not kept."""
    names = publication.files.keys() if only is None else [name for name in only if name in publication.files]
    kept = unit.contents({publication.files[name] for name in names})
    return {name: kept[publication.files[name]] for name in names}


def is_content(name: str) -> bool:
    """Whether a file's name is one that content has."""
    return name.lower().endswith(ENDINGS)


def place_of(name: str, data: bytes) -> tuple[str | None, list[Problem]]:
    """Where a file that was sent in belongs, as `zh/my_customer`, by its name and what is in it; and its problems.

    None: it cannot be read, or is neither customer nor account nor drill.
    """
    with TemporaryDirectory(prefix="duilian-") as made:
        file = Path(made) / "sent.yaml"
        file.write_bytes(data)
        source, found = read(file, limit=LARGEST)
    problems = [replace(problem, path=name) for problem in found]
    root = source.root.plain() if source else None
    if not isinstance(root, dict) or errors(problems):
        return None, problems
    stem = Path(name).stem[:LONGEST]
    if "persona" in root and "objection" in root and root.get("lang") in ("zh", "en"):
        return f"{root['lang']}/{stem}", problems
    if "company" in root:
        return f"accounts/{stem}", problems
    return f"drills/{stem}" if "items" in root else None, problems


def check_sent(live: Texts, path: str, data: bytes, files: Mapping[str, str]) -> Checked:
    """Check a file that was sent in and could be read beside what is live.

    live: the texts of all that is. files: their digests. path: as `place_of` found it.
    """
    library, checked = _checked({**live, path: data.decode("utf-8-sig")}, files)
    if library is None:
        return checked
    scenario = library.scenarios.get(path)
    own = {f"{path}.yaml"} | ({f"accounts/{scenario.account}.yaml"} if scenario is not None else set())
    return replace(
        checked, unfilled=tuple(each for each in checked.problems if each.code == "D090" and each.path in own)
    )


def check_folder(folder: Path, live: Texts, files: Mapping[str, str], seen: Mapping[str, str]) -> Checked:
    """Check what was changed in a folder of content since it was `seen`, beside what is live and was not.

    seen, files: path -> digest, of the folder as it was and of what is live.
    """
    library, problems = load_library(folder)
    if library is None:
        return Checked(tuple(problems), files, {}, {}, ())
    now, texts = content_of(folder, library)
    merged = dict(live)
    for name in seen.keys() - now.keys():
        merged.pop(name, None)
    merged |= {name: texts[digest] for name, digest in now.items() if seen.get(name) != digest}
    return replace(_checked(merged, files)[1], folder=now)


def _checked(texts: Texts, files: Mapping[str, str]) -> tuple[Library | None, Checked]:
    library, problems = load_texts(texts)
    if library is None:
        return None, Checked(tuple(problems), files, {}, {}, ())
    digests = files_of(library)
    changed = sorted(name for name in digests.keys() | files.keys() if digests.get(name) != files.get(name))
    new = {digests[name]: texts[name] for name in changed if name in digests}
    return library, Checked(tuple(problems), digests, customers_of(library), new, tuple(changed))


def publish(unit: Unit, checked: Checked, by: str, at: datetime) -> Publication:
    """Let checked content go live.

    Raises sqlalchemy.exc.IntegrityError if somebody else published at the same moment.
    """
    last = unit.live()
    unit.keep_contents(checked.texts)
    off = [] if last is None else [name for name in last.off if name in checked.customers]
    made = Publication(
        number=1 if last is None else last.number + 1,
        at=at,
        by=by,
        note=_note(checked.changed),
        files=dict(checked.files),
        folder=dict(checked.folder) if checked.folder is not None else dict(last.folder) if last is not None else {},
        customers=dict(checked.customers),
        off=off,
    )
    unit.add(made)
    return made


def switch(unit: Unit, scenario: str, by: str, at: datetime, *, on: bool) -> Publication | None:
    """Offer a scenario, or no longer; None if there is no such scenario, or it is so already."""
    last = unit.live()
    if last is None or scenario not in last.customers or (scenario in last.off) != on:
        return None
    off = [name for name in last.off if name != scenario] if on else sorted([*last.off, scenario])
    return _again(unit, last, last, by, at, f"{'+' if on else '-'}{scenario}", off)


def go_back(unit: Unit, number: int, by: str, at: datetime) -> Publication | None:
    """Let an earlier publication be live again, as a new one; None if there is none of that number or it is live."""
    last, wanted = unit.live(), unit.publication(number)
    if last is None or wanted is None or wanted.number == last.number:
        return None
    return _again(unit, last, wanted, by, at, f"#{number}", wanted.off)


def _again(
    unit: Unit, last: Publication, of: Publication, by: str, at: datetime, note: str, off: list[str]
) -> Publication:
    made = Publication(
        number=last.number + 1,
        at=at,
        by=by,
        note=note,
        files=of.files,
        folder=last.folder,
        customers=of.customers,
        off=list(off),
    )
    unit.add(made)
    return made


def _note(changed: tuple[str, ...]) -> str:
    more = len(changed) - NAMED
    return ", ".join(changed[:NAMED]) + (f" (+{more})" if more > 0 else "")
