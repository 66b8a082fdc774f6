"""All pages of the desk, found by following every link, and read as a browser's parser reads them."""

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import parse_qsl, urljoin, urlsplit

from bot.desk.showing import FOLDER
from tests.bot.desk.browsing import Browser

TEMPLATES = FOLDER / "templates"

TAGS = frozenset(
    re.findall(r"<([a-z][a-z0-9]*)", "".join(file.read_text(encoding="utf-8") for file in TEMPLATES.glob("*.html")))
)
"""What our templates are made of; of these `script` is on one page alone."""


@dataclass
class Form:
    """A form as it stands on a page. fields: each name with what it is filled with."""

    path: str
    method: str
    fields: dict[str, str] = field(default_factory=dict)


class Page(HTMLParser):
    """A page: its elements, its words, where it leads, and its forms."""

    def __init__(self, path: str, markup: str) -> None:
        super().__init__()
        self.path, self.words = path, ""
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.links: list[str] = []
        self.forms: list[Form] = []
        self.shown: list[str] = []  # what stands in attributes that are read out or filled in
        self.feed(markup)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        assert len(given) == len(attrs), (tag, attrs)
        self.elements.append((tag, given))
        self.shown += [value for name, value in attrs if value and name in ("value", "aria-label", "title", "label")]
        if tag == "a" and given.get("href"):
            self.links.append(urljoin(self.path, str(given["href"])))
        elif tag == "form":
            self.forms.append(Form(urljoin(self.path, given.get("action") or ""), given.get("method") or "get"))
        elif self.forms and given.get("name"):
            self.forms[-1].fields.setdefault(str(given["name"]), given.get("value") or "")

    def handle_data(self, data: str) -> None:
        self.words += data


def strange(page: Page, tags: frozenset[str] = TAGS, style: str = "none") -> list[str]:
    """What no template of ours writes: an element, an attribute that runs, an address outside the desk.

    style: what may stand in the attribute of that name, as a pattern.
    """
    found = []
    for tag, given in page.elements:
        if tag not in tags or (tag == "script" and page.path != "/desk/app"):
            found.append(tag)
        found += [f"{tag} {name}" for name in given if name.startswith("on") or name in ("srcdoc", "evil")]
        found += [f"{tag} style"] if not re.fullmatch(style, given.get("style") or "none") else []
        for name in ("href", "src", "action", "formaction"):
            where = urlsplit(urljoin(page.path, given.get(name) or "/desk/"))
            if where.scheme or where.netloc or not where.path.startswith("/desk"):
                found.append(f"{tag} {name}={given[name]}")
    return found


async def crawled(browser: Browser, start: str = "/desk/") -> dict[str, Page]:
    """Every page of the desk that can be reached from the first one, by address. Files are left out."""
    pages, waiting, seen = dict[str, Page](), [start], {start}
    while waiting:
        path = waiting.pop()
        answer = await browser.opens(path.removeprefix("/desk"))
        assert answer.status_code in (200, 303, 307), (path, answer.status_code)
        pages[path] = page = Page(path, answer.text)
        for link in page.links:
            address = link.partition("#")[0]
            shape = _shape(address)
            if address.startswith("/desk") and "/export" not in address and shape not in seen:
                seen.add(shape)
                waiting.append(address)
    return pages


def _shape(address: str) -> str:
    """Addresses that differ only in how a list is filtered lead to the same page; of each filter one is enough."""
    parts = urlsplit(address)
    return f"{parts.path}?{'&'.join(sorted(name for name, _ in parse_qsl(parts.query)))}"
