"""Graphs: a diagram laid out by Graphviz, through the graph machine of `transitions`."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Literal
from xml.sax.saxutils import escape

import graphviz
from transitions import State
from transitions.extensions import GraphMachine
from transitions.extensions.diagrams_graphviz import Graph

from bot.canvas import FONTS
from bot.diagram import ANYWHERE, ENDS, PATH, Diagram, Edge, Node
from bot.texts import Texts

Format = Literal["svg", "png"]

START = "START"  # the dot from which a talk begins; as ANYWHERE, no state's id
MARGIN = "  "
INK, MUTED = "#1E2A32", "#55626C"

_ENDS = {outcome: {"fillcolor": fill, "peripheries": "2"} for outcome, fill in ENDS.items()}
_VISITED = {"color": PATH, "penwidth": "3"}
GRAPH = {"rankdir": "TB", "labelloc": "t", "fontname": FONTS, "nodesep": "0.5", "ranksep": "0.6"}
NODES = {
    "default": {"shape": "box", "style": "rounded,filled", "fillcolor": "white", "color": INK, "fontname": FONTS},
    "anywhere": {"style": "rounded,dashed", "color": MUTED},
    "visited": _VISITED,
    **_ENDS,
    **{f"{outcome} visited": end | _VISITED for outcome, end in _ENDS.items()},
}
EDGES = {
    "default": {"color": MUTED, "fontcolor": INK, "fontname": FONTS, "fontsize": "11", "arrowsize": "0.8"},
    "anywhere": {"style": "dashed"},
    "taken": {"color": PATH, "fontcolor": PATH, "penwidth": "3"},
}


class NoPicture(Exception):
    """Graphviz could not draw; the message says why. missing: whether the program `dot` is not there at all."""

    def __init__(self, why: str = "", *, missing: bool = False) -> None:
        super().__init__(why)
        self.missing = missing


class _State(State):
    def __init__(self, name: str, label: str) -> None:
        super().__init__(name)
        self.label = label


class _Graph(Graph):
    def _convert_state_attributes(self, state: dict[str, Any]) -> str:
        label: str = state["label"]  # in the middle, where the library puts it at the left
        return label


class _Machine(GraphMachine):
    def __init__(self, **config: Any) -> None:
        self.machine_attributes = GRAPH
        self.style_attributes = {"node": {**NODES}, "edge": {**EDGES}}
        super().__init__(**config)

    def _init_graphviz_engine(self, graph_engine: str) -> type[Graph]:
        return _Graph


def picture(drawn: Diagram, say: Texts, form: Format) -> bytes:
    """Draw a diagram. say: the language of what is written about all states. Raises NoPicture."""
    laid = _laid(drawn, say)
    if form == "png":
        laid.graph_attr["dpi"] = "144"
    try:
        with _own_font():
            done: bytes = laid.pipe(form, quiet=True)
    except graphviz.ExecutableNotFound as error:
        raise NoPicture(missing=True) from error
    except graphviz.CalledProcessError as error:
        raise NoPicture(error.stderr.decode(errors="replace").strip()) from error
    return done


def _laid(drawn: Diagram, say: Texts) -> graphviz.Digraph:
    nodes = drawn.nodes
    if any(edge.source == ANYWHERE for edge in drawn.edges):
        nodes = (*nodes, Node(ANYWHERE, say("draw-anywhere"), None, visited=False))
    machine = _Machine(
        states=[_State(node.id, graphviz.escape(node.name)) for node in nodes],
        transitions=[
            {"trigger": f"way_{number}", "source": edge.source, "dest": edge.dest, "label": _label(edge)}
            for number, edge in enumerate(drawn.edges)
        ],
        initial=drawn.initial,
        auto_transitions=False,
        title=drawn.title,
    )
    styles: Any = machine.model_graphs[id(machine)]
    for node in nodes:
        styles.set_node_style(node.id, _style(node))
    for edge in drawn.edges:
        style = "taken" if edge.taken else "anywhere" if edge.source == ANYWHERE else ""
        styles.custom_styles["edge"][edge.source][edge.dest] = style
    laid = styles.get_graph(title=graphviz.escape(drawn.title))
    laid.node(START, label="", shape="point", style="filled", fillcolor=INK, width="0.15")
    laid.edge(START, drawn.initial)
    with laid.subgraph() as bottom:
        bottom.attr(rank="max")
        for node in nodes:
            if node.outcome is not None:
                bottom.node(node.id)
    return laid


def _style(node: Node) -> str:
    if node.id == ANYWHERE:
        return "anywhere"
    return " ".join(filter(None, (node.outcome, "visited" if node.visited else None)))


def _label(edge: Edge) -> str:
    # The margin keeps the words off the edge; \\l begins each line at the left.
    return "".join(f"{MARGIN}{graphviz.escape(line)}\\l" for line in edge.lines)


@contextmanager
def _own_font() -> Iterator[None]:
    """Let Graphviz find the font that score cards are drawn with, so that Chinese can be read on any machine."""
    before = os.environ.get("FONTCONFIG_FILE")
    known, ours = before or "/etc/fonts/fonts.conf", str(resources.files("manimgx_fonts_cjk"))
    with TemporaryDirectory() as folder:
        file = Path(folder) / "fonts.conf"
        include = f'<include ignore_missing="yes">{escape(known)}</include>'
        file.write_text(f"<fontconfig>{include}<dir>{escape(ours)}</dir></fontconfig>", encoding="utf-8")
        os.environ["FONTCONFIG_FILE"] = str(file)
        try:
            yield
        finally:
            del os.environ["FONTCONFIG_FILE"]
            if before is not None:
                os.environ["FONTCONFIG_FILE"] = before
