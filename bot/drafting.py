"""Drafting: a new customer's account and scenario, in sentences that can be played at once and are to be replaced.

What they are made of is in `templates/*.yaml`, and in the persona's own lines.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from string import Template
from typing import Any

import yaml

from state.content.objection import Objection
from state.content.persona import Persona
from state.content.scenario import Scenario
from state.content.schemas import schema_line
from state.content.terms import Lang, Lines, ObjectionKind, PersonaKind

TEMPLATES = Path(__file__).with_name("templates")
FLOW = ("in", "on", "when", "after", "to")
"""Keys whose values are written in one line."""

Change = Callable[[str], Any]


@dataclass(frozen=True)
class Draft:
    """What is decided of a new customer. name: an id. company, person, product: '' where it is not known yet."""

    lang: Lang
    name: str
    persona: PersonaKind
    objection: ObjectionKind
    difficulty: int = 1
    company: str = ""
    person: str = ""
    product: str = ""

    @property
    def id(self) -> str:
        """The scenario's id."""
        return f"{self.lang}/{self.name}"


def paths(lang: Lang, name: str) -> tuple[str, str]:
    """Where a customer's account and scenario are, within the folder of content."""
    return f"accounts/{lang}_{name}.yaml", f"{lang}/{name}.yaml"


def taken(folder: Path, lang: Lang, name: str) -> Path | None:
    """A file that is there already and would have to be overwritten."""
    return next((folder / path for path in paths(lang, name) if (folder / path).exists()), None)


def free_name(folder: Path, lang: Lang, base: str) -> str:
    """The name itself, or with the first number that makes it a new one."""
    names = (base if number == 1 else f"{base}_{number}" for number in count(1))
    return next(name for name in names if taken(folder, lang, name) is None)


def drafted(draft: Draft, persona: Persona, objection: Objection) -> dict[str, str]:
    """The text of each file of a new customer, by its path within the folder of content; the account comes first."""
    given = yaml.safe_load((TEMPLATES / f"{draft.lang}.yaml").read_text(encoding="utf-8"))
    voice = given["personas"][draft.persona]
    slots = {
        **given["unknown"],
        **{key: value for key in ("company", "person", "product") if (value := getattr(draft, key))},
        **{key: voice[key] for key in ("greets", "seen")},
        **voice[draft.objection],
        "name": draft.name,
        "persona": draft.persona,
        "persona_name": persona.name[draft.lang],
        "objection_name": objection.name[draft.lang],
    }

    def filled(value: Any) -> Any:
        return _each(value, lambda text: Template(text).substitute(slots))

    scenario = {
        **_merged(given["objections"][draft.objection], given["scenario"]),
        "lang": draft.lang,
        "persona": draft.persona,
        "objection": draft.objection,
        "account": f"{draft.lang}_{draft.name}",
        "difficulty": draft.difficulty,
        "lines": [
            {"in": ["opening", "objecting"], "say": voice[draft.objection]["insists"]},
            *_borrowed(persona, objection, draft.lang),
        ],
    }
    account = {"id": f"{draft.lang}_{draft.name}", "lang": draft.lang, **given["account"]}
    at_account, at_scenario = paths(draft.lang, draft.name)
    ordered = {key: scenario[key] for key in Scenario.model_fields if key in scenario}
    return {
        at_account: _file(at_account, filled(given["account_head"]), filled(account), filled(given["account_notes"])),
        at_scenario: _file(at_scenario, filled(given["head"]), filled(ordered), filled(given["notes"])),
    }


def write(folder: Path, files: Mapping[str, str]) -> None:
    """Write new files, all or none. Raises OSError, as FileExistsError where there is one already."""
    written: list[Path] = []
    try:
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(exist_ok=True)
            with path.open("x", encoding="utf-8", newline="\n") as file:
                written.append(path)
                file.write(text)
    except OSError:
        for path in written:
            path.unlink()
        raise


def _borrowed(persona: Persona, objection: Objection, lang: Lang) -> Iterator[dict[str, Any]]:
    """Places for each state after the objection was raised, with what any customer of this type says there."""
    for state in objection.states:
        if state.id in ("opening", "objecting"):
            continue
        said = _said(persona, lang, state=state.id)
        unmet = _said(persona, lang, raised="not_yet") if state.id == "weighing" else []
        if unmet:
            yield {"in": state.id, "when": {"met": False}, "say": unmet}
        if said:
            yield {"in": state.id, "when": {"met": True}, "say": said} if unmet else {"in": state.id, "say": said}


def _said(persona: Persona, lang: Lang, state: str = "", raised: str = "") -> list[Any]:
    """What a persona says in a state whatever was said, or on what a transition raises."""
    for place in persona.lines.get(lang, ()):
        if (place.in_ or ("",)) == (state,) and (place.on or ("",)) == (raised,) and not place.when.given():
            return _as_written(place.say)
    return []


def _as_written(lines: Lines) -> list[Any]:
    return [burst[0] if len(burst) == 1 else list(burst) for burst in lines]


def _merged(one: Any, other: Any) -> Any:
    """Both of two parts of a template: keys of either, items of the first before those of the other."""
    if isinstance(one, dict):
        both = {key: _merged(one[key], other[key]) for key in one if key in other}
        return one | other | both
    return [*one, *other]


def _each(value: Any, change: Change) -> Any:
    """The value with each of its texts changed."""
    if isinstance(value, dict):
        return {key: _each(item, change) for key, item in value.items()}
    if isinstance(value, list):
        return [_each(item, change) for item in value]
    return change(value) if isinstance(value, str) else value


def _file(name: str, head: str, content: Mapping[str, Any], notes: Mapping[str, str]) -> str:
    """A file of content: the line that names its schema, a head, and the content with notes."""
    lines = [schema_line(name.removesuffix(".yaml")), *_comment(head), *_block(content, "", dict(notes), 0)]
    return "\n".join(lines) + "\n"


def _block(content: Mapping[str, Any], path: str, notes: dict[str, str], indent: int) -> Iterator[str]:
    """Keys and values as an author would write them. notes: by path, as `facts.asked`; each stands once."""
    pad = " " * indent
    for key, value in content.items():
        here = f"{path}.{key}" if path else key
        note = notes.pop(here, "")
        if not path and note:
            yield ""
        yield from (f"{pad}{line}" for line in _comment(note))
        if isinstance(value, dict) and key not in FLOW:
            yield f"{pad}{key}:"
            yield from _block(value, here, notes, indent + 2)
        elif isinstance(value, list) and key not in FLOW:
            yield f"{pad}{key}:"
            for item in value:
                yield from _item(item, here, notes, indent + 2)
        else:
            yield f"{pad}{key}: {_inline(value)}"


def _item(item: Any, path: str, notes: dict[str, str], indent: int) -> Iterator[str]:
    if not isinstance(item, dict):
        yield f"{' ' * indent}- {_inline(item)}"
        return
    first, *rest = _block(item, path, notes, indent + 2)
    yield f"{' ' * indent}- {first.lstrip()}"
    yield from rest


def _inline(value: Any, *, within: bool = False) -> str:
    """A value in one line, in double quotes where YAML needs quotes. within: it stands in brackets, or is not alone."""
    if isinstance(value, list):
        return f"[{', '.join(_inline(item, within=True) for item in value)}]"
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_inline(item, within=True)}' for key, item in value.items())}}}"
    dumped = yaml.safe_dump([value], allow_unicode=True, default_flow_style=within, width=float("inf"))
    shown = dumped.strip()[1:-1] if within else dumped.strip().removeprefix("- ")
    return json.dumps(value, ensure_ascii=False) if shown.startswith("'") else shown


def _comment(text: str) -> list[str]:
    return [f"# {line}" for line in text.splitlines()]
