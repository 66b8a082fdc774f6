"""Reference: a page for each type of YAML file, key by key, in both languages, made from the types themselves.

`python -m state.content.reference [FOLDER [CONTENT]]` writes the pages, to docs/reference, with examples
from scenarios, if none is given.
What is said of a key stands under it in its type, its first lines in Chinese and the others in English.
"""

import json
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, TypeAdapter

from state.content.library import KINDS
from state.content.loading import load
from state.content.rubric import Moves
from state.content.schemas import AsWritten
from state.content.sources import Loc, Source, read
from state.content.terms import Id, Lines, Move, Names

Schema = Mapping[str, Any]

PARTS = "parts"
"""The page of what files of several types have in common."""
SHOWN = 14  # lines of an example
LISTED = 3  # items of a list in it
CHINESE = re.compile("[\u4e00-\u9fff]")


class Said(NamedTuple):
    """The same thing in both languages."""

    zh: str
    en: str

    def __str__(self) -> str:
        return f"{self.zh}<br>{self.en}".replace("|", "\\|")


@dataclass(frozen=True)
class Page:
    """What a page is about. files: where such files are. sample: the one that examples are taken from.

    others: files for examples of what the sample does not have.
    """

    title: Said
    about: Said
    files: str
    sample: str
    others: tuple[str, ...] = ()


PAGES: Mapping[str, Page] = {
    "scenario": Page(
        Said("场景", "Scenario"),
        Said(
            "一个客户、一个异议，以及他知道的、会说的一切。",
            "One customer with one objection, and all that he knows and says.",
        ),
        "zh/NAME.yaml, en/NAME.yaml",
        "zh/vmc_price",
        ("zh/laser_kitchen", "zh/control_retrofit", "zh/zero_point_call"),
    ),
    "account": Page(
        Said("客户资料", "Account"),
        Said("客户是哪家公司，要见的是谁。", "The firm, and the person who is met there."),
        "accounts/NAME.yaml",
        "accounts/zh_weifang_knuckle",
    ),
    "drill": Page(
        Said("小练习", "Drill"),
        Said(
            "谈话之外的短练习，一问一答。", "A short exercise beside whole talks, a question and an answer at a time."
        ),
        "drills/NAME.yaml",
        "drills/zh_isolate",
    ),
    "objection": Page(
        Said("异议", "Objection"),
        Said(
            "五类异议各一份，所有场景共用：怎么一步步谈下去。",
            "One for each of the five kinds, for all scenarios: how such a talk goes.",
        ),
        "objections/KIND.yaml",
        "objections/price",
    ),
    "persona": Page(
        Said("性格", "Persona"),
        Said(
            "四种性格各一份，所有场景共用：听了什么会怎样、常说什么。",
            "One for each of the four types, for all scenarios: what moves such a person, and what he says.",
        ),
        "personas/TYPE.yaml",
        "personas/amiable",
    ),
    "rubric": Page(
        Said("评分规则", "Rubric"),
        Said("成绩单按它算。", "What score cards are made by."),
        "handbook.yaml",
        "handbook",
    ),
    "moves": Page(
        Said("话步", "Moves"),
        Said(
            "一句话里能做的事，一样是一个话步；讲给学员听。", "The things that a reply can do, in words for trainees."
        ),
        "moves.yaml",
        "moves",
    ),
    "examples": Page(
        Said("标好的话", "Examples"),
        Said(
            "学员的话和里面的话步，判读照着学。", "Replies with the moves that they make, from which the reader learns."
        ),
        "examples/NAME.yaml",
        "examples/zh_01",
    ),
    "meanings": Page(
        Said("意思", "Meanings"),
        Said(
            "说法不同、意思一样的问题和回答，判读照着学。",
            "Questions and answers that come to the same, from which the reader learns what does.",
        ),
        "meanings/NAME.yaml",
        "meanings/zh_01",
    ),
    "case": Page(
        Said("案例", "Cases"),
        Said(
            "教练裁定过的谈话，`duilian check --talks` 照着跑；由 `duilian cases --export` 写出。",
            "What coaches ruled of talks; `duilian check --talks` tries it, `duilian cases --export` writes it.",
        ),
        "cases/NAME.yaml",
        "cases/zh_vmc_price_restated",
        ("cases/en_lathe_quote_reassured",),
    ),
}

_TEXT = "Text"  # said in both languages: told in the line where it is used, for it is everywhere


def pages(content: Path) -> dict[str, str]:
    """File name -> text of each page. content: a folder of content that has the samples.

    Raises OSError or KeyError if it has not.
    """
    schemas = {name: _schema(kind) for name, kind in _kinds().items()}
    used = Counter(name for schema in schemas.values() for name in schema.get("$defs", {}))
    shared = {name for name, count in used.items() if count > 1} - {_TEXT}
    sources = {name: _source(content, page.sample) for name, page in PAGES.items()}
    samples = _samples(schemas, sources)
    for name, page in PAGES.items():
        for other in page.others:
            samples = {**_samples({name: schemas[name]}, {name: _source(content, other)}), **samples}
    made = {}
    for name, page in PAGES.items():
        writer = _Writer(schemas[name], shared, samples)
        head = [f"# {page.title.zh} {page.title.en}", "", page.about.zh, page.about.en, ""]
        head += [f"`scenarios/{'`, `scenarios/'.join(page.files.split(', '))}`", "", *_NOTE, ""]
        body = [*writer.table(schemas[name]), *_fenced(_top(sources[name]))]
        made[f"{name}.md"] = "\n".join([*head, *body, *writer.sections(schemas[name])]) + "\n"
    made[f"{PARTS}.md"] = _parts(schemas, shared, samples, content)
    made["README.md"] = _index()
    return dict(sorted(made.items()))


_NOTE = (
    "<!-- 由程序生成，别在这里改：改 state/content 里的类型，再 `make schemas`。"
    " Made from the types in state/content by `make schemas`. -->",
)


def _kinds() -> dict[str, Any]:
    return {kind.__name__.lower(): kind for kind in KINDS.values()}


def _schema(kind: Any) -> Schema:
    schema: Schema = TypeAdapter(kind).json_schema(by_alias=True, schema_generator=AsWritten)
    return schema


def _source(content: Path, name: str) -> Source:
    source, problems = read(content / f"{name}.yaml")
    if source is None:
        raise OSError("; ".join(problem.render() for problem in problems))
    return source


def _index() -> str:
    lines = [
        "# 每个键 Every key",
        "",
        "内容文件里能写的每个键：写什么、必不必填、什么意思。",
        "Every key of the files of content: what to write, whether it is needed, what it is.",
        "",
        *_NOTE,
        "",
        "| 页 Page | 文件 Files | 是什么 What they are |",
        "|---|---|---|",
    ]
    for name, page in PAGES.items():
        files = "<br>".join(f"`scenarios/{each}`" for each in page.files.split(", "))
        lines.append(f"| [{page.title.zh} {page.title.en}]({name}.md) | {files} | {page.about} |")
    about = Said(
        "台词、条件、转移、加减分：好几种文件里都有。", "Lines, conditions, transitions, effects: in several files."
    )
    lines.append(f"| [共用的部分 Parts]({PARTS}.md) | | {about} |")
    lines += ["", "怎么写一个客户 How to write a customer: [authoring.md](../authoring.md)", ""]
    return "\n".join(lines)


_LINES = (
    "只有一种说法，直接写；有几种，写成列表，轮着说。一种说法要分几条消息发，再套一层列表。每条最多 600 字。",
    "A single text is written as it is, several as a list, of which one is said. One that comes as a burst of bubbles",
    "is a list within the list. A bubble has up to 600 characters.",
    "",
    "```yaml",
    "answer: 两台老机器。",
    "```",
    "",
    "```yaml",
    "say:",
    "  - 参数样本上都有。",
    "  - [嗯。, 说重点。]    # 两条消息 two bubbles",
    "```",
)

_SHARED: Mapping[str, Said] = {
    "Place": Said(
        "台词 Lines for one place",
        "哪种情形下说什么。合适的几处里，条件最多的那处说话。\n"
        "Of the places that fit, those with the most conditions speak.",
    ),
    "Guards": Said("条件 Conditions", "写了几条就都要满足。\nAll that are written must hold."),
    "Transition": Said(
        "转移 Transition", "从哪个状态，因为什么，走到哪个状态。\nFrom which state, on what, to which state."
    ),
    "Effect": Said(
        "加减分 Effect", "一个话步让信任、耐心、兴趣各加减几分。\nWhat a move does to trust, patience and interest."
    ),
}
"""Headings and first words of the page of parts, in its order."""


def _parts(schemas: Mapping[str, Schema], shared: set[str], samples: Mapping[str, list[str]], content: Path) -> str:
    lines = ["# 共用的部分 Parts", "", *_NOTE, ""]
    for name in sorted(shared, key=[*_SHARED].index):
        heading, about = _SHARED[name]
        schema = next(schema for schema in schemas.values() if name in schema.get("$defs", {}))
        lines += [f'## <a id="{name.lower()}"></a>{heading}', "", about, ""]
        lines += [*_Writer(schema, shared, samples).table(schema["$defs"][name]), *_fenced(samples.get(name, []))]
    lines += ['## <a id="lines"></a>说法 Texts', "", *_LINES, ""]
    moves, _ = load(content / "moves.yaml", Moves)
    lines += ['## <a id="move"></a>话步 Moves', "", "| 标识 Id | 叫什么 Name | 意思 What it is |", "|---|---|---|"]
    for move in moves.moves if moves is not None else ():
        lines.append(f"| `{move.id}` | {move.name.zh}<br>{move.name.en} | {Said(move.means.zh, move.means.en)} |")
    return "\n".join(lines) + "\n"


@dataclass(frozen=True)
class _Writer:
    """Writes tables of keys. root: the schema that `$ref` refers to."""

    root: Schema
    shared: set[str]
    samples: Mapping[str, list[str]]

    def table(self, schema: Schema) -> list[str]:
        """Every key of an object."""
        lines = ["| 键 Key | 写什么 What to write | 必填 Needed | 意思 What it is |", "|---|---|---|---|"]
        needed = schema.get("required", [])
        for key, value in schema["properties"].items():
            must = Said("必填", "yes") if key in needed else _optional(value)
            lines.append(f"| `{key}` | {self.words(value)} | {must} | {described(value['description'])} |")
        return [*lines, ""]

    def sections(self, schema: Schema) -> Iterator[str]:
        """A section for each type of object that a file has within, with its keys and an example."""
        for name, path, said in dict.fromkeys(self._inner(schema, "")):
            zh, en = described(said)
            yield from (f'## <a id="{name.lower()}"></a>`{path}`', "", zh, en, "")
            yield from self.table(self.root["$defs"][name])
            yield from _fenced(self.samples.get(name, []))

    def _inner(self, schema: Schema, path: str, seen: frozenset[str] = frozenset()) -> Iterator[tuple[str, str, str]]:
        for key, value in schema["properties"].items():
            name = _referred(value)
            if name is None or name in self.shared or name == _TEXT or name in seen:
                continue
            here = f"{path}.{key}" if path else key
            yield name, here, value["description"]
            yield from self._inner(self.root["$defs"][name], here, seen | {name})

    def words(self, schema: Schema) -> Said:
        """What is to be written, in words."""
        for known, said in _KNOWN:
            if all(schema.get(key) == value for key, value in known.items()):
                return said
        if "$ref" in schema:
            return self._link(schema["$ref"].rpartition("/")[2])
        if "anyOf" in schema:
            return self.words(next(each for each in schema["anyOf"] if each.get("type") != "null"))
        if "enum" in schema:
            return _choice(schema["enum"])
        match schema.get("type"):
            case "array":
                return self._list(schema)
            case "object":
                key = self.words(schema["propertyNames"]) if "propertyNames" in schema else Said("名目", "a name")
                value = self.words(schema["additionalProperties"])
                return Said(f"一样一行，{key.zh}：{value.zh}", f"a line for each, {key.en}: {value.en}")
            case "boolean":
                return Said("`true` 或 `false`", "`true` or `false`")
            case "integer":
                return Said(f"整数{_range(schema, '，')}", f"a whole number{_range(schema, ', ')}")
            case "number":
                return Said(f"数字{_range(schema, '，')}", f"a number{_range(schema, ', ')}")
        most = schema.get("maxLength")
        return Said(f"文字，最多 {most} 字", f"text, up to {most} characters") if most else Said("文字", "text")

    def _list(self, schema: Schema) -> Said:
        least, most, item = schema.get("minItems"), schema.get("maxItems"), self.words(schema["items"])
        if least == most and least is not None:
            return Said(f"列表，正好 {least} 项：{item.zh}", f"a list of just {least}: {item.en}")
        if most:
            return Said(f"列表，{least or 0}–{most} 项：{item.zh}", f"a list of {least or 0}–{most}: {item.en}")
        if least and least > 1:
            return Said(f"列表，至少 {least} 项：{item.zh}", f"a list of {least} or more: {item.en}")
        return Said(f"列表：{item.zh}", f"a list: {item.en}")

    def _link(self, name: str) -> Said:
        if name == _TEXT:
            return Said("文字，中英文各一份：`{zh: …, en: …}`", "text in both languages")
        page = f"{PARTS}.md" if name in self.shared else ""
        return Said(f"[这些键]({page}#{name.lower()})", f"[these keys]({page}#{name.lower()})")


def _known() -> Iterator[tuple[Schema, Said]]:
    """What has a name of its own, by what its schema says, and how it is called."""

    def schema(of: Any, *keys: str) -> Schema:
        found = TypeAdapter(of).json_schema(schema_generator=AsWritten)
        return {key: found[key] for key in keys}

    which = f"{PARTS}.md#move"
    yield schema(Move, "enum"), Said(f"一个话步（[有哪些]({which})）", f"a move ([which]({which}))")
    one_or_many = Annotated[tuple[Move, ...], BeforeValidator(lambda value: value)]
    yield (
        schema(one_or_many, "anyOf"),
        Said(f"一个话步，或几个话步的列表（[有哪些]({which})）", f"one or several moves ([which]({which}))"),
    )
    says = f"{PARTS}.md#lines"
    yield schema(Lines, "anyOf"), Said(f"一种或几种[说法]({says})", f"one or several [texts]({says})")
    yield schema(Names, "anyOf"), Said("一个名字，或名字的列表", "a name or a list of names")
    yield schema(Id, "pattern"), Said("标识：小写英文字母、数字、`_`", "small English letters, digits and `_`")


_KNOWN = tuple(_known())


def _referred(schema: Schema) -> str | None:
    """The type of object that a value is, or consists of."""
    if "$ref" in schema:
        return str(schema["$ref"].rpartition("/")[2])
    within = [*schema.get("anyOf", []), schema.get("items"), schema.get("additionalProperties")]
    return next((name for each in within if isinstance(each, dict) and (name := _referred(each))), None)


def _choice(names: list[str]) -> Said:
    listed = [f"`{name}`" for name in names]
    if len(listed) == 1:
        return Said(listed[0], listed[0])
    return Said("、".join(listed[:-1]) + f" 或 {listed[-1]}", ", ".join(listed[:-1]) + f" or {listed[-1]}")


def _range(schema: Schema, before: str) -> str:
    """The limits of a number, after a comma."""
    low, high = schema.get("minimum"), schema.get("maximum")
    if "exclusiveMinimum" in schema:
        low = f"> {schema['exclusiveMinimum']:g}"
        return f"{before}{low}" + (f", ≤ {high:g}" if high is not None else "")
    if low is not None and high is not None:
        return f"{before}{low:g}–{high:g}" if low >= 0 else f"{before}−{-low:g} … {high:g}"
    return f"{before}≥ {low:g}" if low is not None else ""


def _optional(schema: Schema) -> Said:
    default = schema.get("default")
    if isinstance(default, bool) or (isinstance(default, int | float | str) and default != ""):
        shown = json.dumps(default, ensure_ascii=False)
        return Said(f"可不写，当作 `{shown}`", f"no; `{shown}` if left out")
    return Said("可不写", "no")


def described(text: str) -> Said:
    """What is said of a key: its first lines with Chinese in them, and the others."""
    lines = text.split("\n")
    count = next((index for index, line in enumerate(lines) if not CHINESE.search(line)), len(lines))
    return Said("".join(lines[:count]), " ".join(lines[count:]))


def _fenced(lines: list[str]) -> list[str]:
    return ["```yaml", *lines, "```", ""] if lines else []


def _top(source: Source) -> list[str]:
    """The first lines of a file, as an example of the whole."""
    written = [line for line in source.lines if line.strip() and not line.lstrip().startswith("#")]
    return _shortened(written)


def _samples(schemas: Mapping[str, Schema], sources: Mapping[str, Source]) -> dict[str, list[str]]:
    """Name of a type of object -> an example of it: the first with the most keys in any of the files."""
    best: dict[str, tuple[int, list[str]]] = {}
    for kind, schema in schemas.items():
        source = sources[kind]
        for name, loc in _occurrences(schema, schema, source, ()):
            keys = len(source.node(loc).plain())
            if keys > best.get(name, (0, []))[0]:
                best[name] = (keys, _excerpt(source, loc))
    return {name: lines for name, (_, lines) in best.items()}


def _occurrences(root: Schema, schema: Schema, source: Source, loc: Loc) -> Iterator[tuple[str, Loc]]:
    """Where in a file each type of object occurs."""
    value = source.node(loc).value
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        if isinstance(value, dict):
            yield name, loc
        schema = root["$defs"][name]
    for option in schema.get("anyOf", []):
        yield from _occurrences(root, option, source, loc)
    if isinstance(value, list) and "items" in schema:
        for index in range(len(value)):
            yield from _occurrences(root, schema["items"], source, (*loc, index))
    if isinstance(value, dict):
        every = schema.get("additionalProperties")
        for key in value:
            of = schema.get("properties", {}).get(key, every)
            if isinstance(of, dict):
                yield from _occurrences(root, of, source, (*loc, key))


def _excerpt(source: Source, loc: Loc) -> list[str]:
    """The lines in which an object is written, below those of the keys that it lies under."""
    above = sorted({source.node(loc[: depth + 1], key=True).line for depth in range(len(loc))})
    node = source.node(loc)
    lines = [source.lines[number - 1] for number in above if number < node.line]
    for number, line in enumerate(source.lines[node.line - 1 :], start=node.line):
        if number > node.line and line.strip() and _indent(line) < node.column - 1:
            break
        if line.strip() and not line.lstrip().startswith("#"):
            lines.append(line)
    return _shortened(lines)


def _shortened(lines: list[str]) -> list[str]:
    """Without the later items of long lists, and no more than fit an example."""
    kept = list[str]()
    counts: dict[int, int] = {}
    dropping: int | None = None
    for line in lines:
        indent = _indent(line)
        counts = {at: count for at, count in counts.items() if at <= indent}
        if dropping is not None and indent >= dropping and (indent > dropping or line.lstrip().startswith("- ")):
            continue
        dropping = None
        if line.lstrip().startswith("- "):
            counts[indent] = counts.get(indent, 0) + 1
            if counts[indent] > LISTED:
                kept.append(f"{' ' * indent}- …")
                dropping = indent
                continue
        else:
            counts.pop(indent, None)
        kept.append(line)
    return kept if len(kept) <= SHOWN else [*kept[:SHOWN], f"{' ' * _indent(kept[SHOWN])}# …"]


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def main(folder: Path, content: Path) -> None:
    """Write all pages to a folder, with line ends that do not depend on the system."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(content).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    main(*given[:1] or [Path("docs/reference")], *given[1:2] or [Path("scenarios")])
