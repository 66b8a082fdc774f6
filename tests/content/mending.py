"""Mending: the examples of docs/diagnostics.md, in which something is broken and mended again."""

import re
from dataclasses import dataclass
from pathlib import Path

from tests.content.folders import WHOLE, write

DOCS = Path(__file__).parents[2] / "docs" / "diagnostics.md"
SHIPPED = Path(__file__).parents[2] / "scenarios"
_SECTION = re.compile(r"^### (D\d{3})\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
_BLOCK = re.compile(r"^```diff\n--- ([^\n]+)\n\+\+\+ ([^\n]+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE = re.compile(r"(?P<name>.+?)(?P<folder>/)?(?: \((?P<encoding>.+)\))?")


@dataclass(frozen=True)
class Example:
    """A file that is broken, and as what it lies there once it is mended. parts: (broken, mended) lines."""

    broken: str
    mended: str
    parts: tuple[tuple[str, str], ...]

    def folder(self, folder: Path) -> tuple[Path, str]:
        """Write the content with the broken file into a folder -> the folder, and the file's name."""
        named = _FILE.fullmatch(self.broken)
        assert named is not None
        files = _small() if self.mended.partition(" ")[0] in WHOLE else _shipped(self.mended)
        text = self._break(files.pop(self.mended.partition(" ")[0]))
        write(folder, files)
        path = folder / named["name"]
        path.parent.mkdir(exist_ok=True)
        if named["folder"]:
            path.mkdir()
        else:
            path.write_bytes(text.encode(named["encoding"] or "utf-8"))
        return folder, named["name"]

    def _break(self, text: str) -> str:
        places = []
        for broken, mended in self.parts:
            assert text.count(mended) == 1, f"{mended!r} stands {text.count(mended)} times in {self.mended}"
            places.append((text.index(mended), broken, mended))
        for place, broken, mended in sorted(places, reverse=True):
            text = text[:place] + broken + text[place + len(mended) :]
        return text


def sections() -> dict[str, str]:
    """What the docs say of each code."""
    found = _SECTION.findall(DOCS.read_text(encoding="utf-8"))
    assert len({code for code, _ in found}) == len(found)
    return dict(found)


def shown() -> dict[str, Example]:
    """The examples that the docs show, by code."""
    blocks = {code: _BLOCK.search(text) for code, text in sections().items()}
    return {code: Example(block[1], block[2], _parts(block[3])) for code, block in blocks.items() if block}


def _parts(text: str) -> tuple[tuple[str, str], ...]:
    hunks = [hunk.splitlines() for hunk in re.split(r"^@@\n", text, flags=re.MULTILINE) if hunk]
    assert all(line[0] in " -+" for hunk in hunks for line in hunk)
    return tuple((_side(hunk, " -"), _side(hunk, " +")) for hunk in hunks)


def _side(hunk: list[str], marks: str) -> str:
    return "".join(f"{line[1:]}\n" for line in hunk if line[0] in marks)


def _small() -> dict[str, str]:
    return dict(WHOLE)


def _shipped(name: str) -> dict[str, str]:
    """A customer that ships, with what every customer needs."""
    paths = [path for part in (".", "personas", "objections", "accounts") for path in (SHIPPED / part).glob("*.yaml")]
    return {path.relative_to(SHIPPED).as_posix(): path.read_text(encoding="utf-8") for path in (*paths, SHIPPED / name)}
