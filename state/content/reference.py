"""Reference: a page for each type of YAML file, key by key, in both languages, made from the types themselves.

`python -m state.content.reference [FOLDER [CONTENT]]` writes the pages, to docs/reference, with examples
from scenarios, if none is given.
What is said of a key stands under it in its type, its first lines in Chinese and the others in English.
"""

import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from state.content.excerpts import Schema, samples_of, top_of
from state.content.keys import PARTS, TEXT, Said, Writer, fenced
from state.content.library import KINDS
from state.content.loading import load
from state.content.rubric import Moves
from state.content.schemas import AsWritten
from state.content.sources import Source, read
from state.content.terms import USUAL
from state.content.usual import usual


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


def pages(content: Path) -> dict[str, str]:
    """File name -> text of each page. content: a folder of content that has the samples.

    Raises OSError or KeyError if it has not.
    """
    schemas = {name: _schema(kind) for name, kind in _kinds().items()}
    used = Counter(name for schema in schemas.values() for name in schema.get("$defs", {}))
    shared = {name for name, count in used.items() if count > 1} - {TEXT}
    sources = {name: _source(content, page.sample) for name, page in PAGES.items()}
    samples = samples_of(schemas, sources)
    for name, page in PAGES.items():
        for other in page.others:
            samples = {**samples_of({name: schemas[name]}, {name: _source(content, other)}), **samples}
    made = {}
    for name, page in PAGES.items():
        writer = Writer(schemas[name], shared, samples)
        head = [f"# {page.title.zh} {page.title.en}", "", page.about.zh, page.about.en, ""]
        head += [f"`scenarios/{'`, `scenarios/'.join(page.files.split(', '))}`", "", *_NOTE, ""]
        body = [*writer.table(schemas[name]), *fenced(top_of(sources[name]))]
        made[f"{name}.md"] = "\n".join([*head, *body, *writer.sections(schemas[name])]) + "\n"
    made["usual.md"] = _usual()
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


def _usual() -> str:
    about = Said(
        "哪个销售都会问的话：每样有二十来种现成的问法，写在哪条事实的 `usual` 下，就由哪条来答。",
        "What any seller asks: each in some twenty wordings, answered by the fact under whose `usual` its name stands.",
    )
    lines = [
        "# 谁都会问的话 Usual questions",
        "",
        about.zh,
        about.en,
        "",
        *_NOTE,
        "",
        "| `usual` | 中文里如 | in English as |",
    ]
    lines += ["|---|---|---|", *(f"| `{name}` | {usual('zh')[name][0]} | {usual('en')[name][0]} |" for name in USUAL)]
    return "\n".join(lines) + "\n"


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
    title = Said("谁都会问的话，事实的 `usual` 里写", "What any seller asks, for `usual` of a fact")
    lines.append(f"| [谁都会问的话 Usual questions](usual.md) | | {title} |")
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
        lines += [*Writer(schema, shared, samples).table(schema["$defs"][name]), *fenced(samples.get(name, []))]
    lines += ['## <a id="lines"></a>说法 Texts', "", *_LINES, ""]
    moves, _ = load(content / "moves.yaml", Moves)
    lines += ['## <a id="move"></a>话步 Moves', "", "| 标识 Id | 叫什么 Name | 意思 What it is |", "|---|---|---|"]
    for move in moves.moves if moves is not None else ():
        lines.append(f"| `{move.id}` | {move.name.zh}<br>{move.name.en} | {Said(move.means.zh, move.means.en)} |")
    return "\n".join(lines) + "\n"


def main(folder: Path, content: Path) -> None:
    """Write all pages to a folder, with line ends that do not depend on the system."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages(content).items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    given = [Path(each) for each in sys.argv[1:]]
    main(*given[:1] or [Path("docs/reference")], *given[1:2] or [Path("scenarios")])
