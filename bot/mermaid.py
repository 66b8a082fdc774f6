"""Mermaid: a diagram as the text of a `stateDiagram-v2`, which GitHub, GitLab and many editors show as a picture.

Not by the engine for it in `transitions`, which marks no end of a talk, gives states styles that only Graphviz knows,
and shows no way that was taken. An edge of Mermaid's state diagrams cannot be coloured: the numbers of replies mark it.
"""

import json
from collections.abc import Iterator

from bot.diagram import ANYWHERE, ENDS, PATH, Diagram
from bot.texts import Texts

INDENT = "    "
# What would end a label, or be taken for something else than text.
_CODES = str.maketrans({"#": "#35;", ":": "#58;", ";": "#59;", '"': "#quot;", "<": "#lt;", ">": "#gt;"})


def mermaid(drawn: Diagram, say: Texts) -> str:
    """Write a diagram out, ending in a line break. say: the language of what is written about all states."""
    return f"---\ntitle: {json.dumps(drawn.title, ensure_ascii=False)}\n---\nstateDiagram-v2\n" + "".join(
        f"{INDENT}{line}\n" for line in _body(drawn, say)
    )


def _body(drawn: Diagram, say: Texts) -> Iterator[str]:
    for node in drawn.nodes:
        yield f'state "{_text(node.name)}" as {node.id}'
    if any(edge.source == ANYWHERE for edge in drawn.edges):
        yield f'state "{_text(say("draw-anywhere"))}" as {ANYWHERE}'
    yield f"[*] --> {drawn.initial}"
    for edge in drawn.edges:
        yield f"{edge.source} --> {edge.dest} : {'<br/>'.join(_text(line.strip()) for line in edge.lines)}"
    for node in drawn.nodes:
        if node.outcome is not None:
            yield f"{node.id} --> [*]"
    yield from _colours(drawn)


def _colours(drawn: Diagram) -> Iterator[str]:
    for outcome, fill in ENDS.items():
        yield f"classDef {outcome} fill:{fill}"
    if any(node.visited for node in drawn.nodes):
        yield f"classDef visited stroke:{PATH},stroke-width:4px"
    for node in drawn.nodes:
        if node.outcome is not None:
            yield f"class {node.id} {node.outcome}"
        if node.visited:
            yield f"class {node.id} visited"


def _text(words: str) -> str:
    return words.translate(_CODES)
