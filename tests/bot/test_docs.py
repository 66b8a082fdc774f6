"""The docs: pictures and pages that they show are there, and small enough to be loaded anywhere."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
PICTURES = sorted((ROOT / "docs" / "pictures").iterdir())
LINK = re.compile(r'\]\(([^)\s]+)\)|(?:src|href)="([^"]+)"')


def anchors(page: Path) -> set[str]:
    """What a page can be linked to at: its ids, and its headings as GitHub names them."""
    text = page.read_text(encoding="utf-8")
    headings = re.findall(r"^#+ (.+)$", text, flags=re.MULTILINE)
    slugs = {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}
    return slugs | set(re.findall(r'<a id="([^"]+)"', text))


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_within_the_docs_leads_somewhere(page: Path) -> None:
    for one, other in LINK.findall(page.read_text(encoding="utf-8")):
        link = one or other
        if link.startswith(("http:", "https:", "mailto:")):
            continue
        file, _, anchor = link.partition("#")
        there = page.parent / file if file else page
        assert there.exists(), link
        assert not anchor or anchor in anchors(there), link


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
def test_every_picture_is_shown_and_small(picture: Path) -> None:
    assert picture.stat().st_size < 150_000
    shown = "".join(page.read_text(encoding="utf-8") for page in PAGES)
    assert f"pictures/{picture.name}" in shown
