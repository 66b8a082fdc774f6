"""Diagrams: a customer's states and the ways between them as plain values, with the way that a talk took."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.guarding import conditions
from bot.texts import Texts
from bot.wrapping import is_chinese, wrapped
from state.content.objection import Transition
from state.content.terms import Outcome
from state.dialogue.customer import Customer
from state.dialogue.replaying import Hop

ANYWHERE = "ANYWHERE"
"""Stands for every state from which the talk can go on. No state of an author's has capitals in its id."""

ENDS: dict[Outcome, str] = {"agreed": "#C5DEDC", "deferred": "#F3E3C3", "lost": "#EBCFCB"}
"""The colour of each end of a talk."""
PATH = "#17666B"
"""The colour of the way that a talk took."""

WIDTH = 32
"""Columns of a line on an edge, its indent apart; a Chinese character takes two."""
GLUE = "\u00a0"
INDENT = "    "
OWN, SHARED = "★", "•"


@dataclass(frozen=True)
class Node:
    """A state. name: as people call it, with the id if that is another word. visited: whether the talk was in it."""

    id: str
    name: str
    outcome: Outcome | None
    visited: bool


@dataclass(frozen=True)
class Edge:
    """All ways from one state to another. source: a state's id or ANYWHERE.

    lines: what is written beside it, wrapped: each way in the order in which they are tried, with the numbers of the
        replies that took it. One of the scenario's own is marked OWN. taken: whether any was.
    """

    source: str
    dest: str
    lines: tuple[str, ...]
    taken: bool


@dataclass(frozen=True)
class Diagram:
    """A machine as it is drawn."""

    title: str
    initial: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]


def diagram(customer: Customer, say: Texts, hops: Sequence[Hop] | None = None) -> Diagram:
    """The machine of a customer, its own transitions among the objection's.

    say: the language of states' names. hops: the way that a talk took; None: no talk is shown.
    """
    been = set() if hops is None else {customer.machine.initial, *(hop.dest for hop in hops)}
    states = [
        Node(state.id, _name(state.id, state.name[say.lang]), state.outcome, state.id in been)
        for state in customer.objection.states
    ]
    gone = sorted(been - {state.id for state in states})  # in which an older version of the customer was
    return Diagram(
        title=say(
            "draw-title",
            scenario=customer.id,
            title=customer.scenario.title,
            own=OWN if customer.scenario.transitions else "none",
        ),
        initial=customer.machine.initial,
        nodes=(*states, *(Node(id_, id_, None, visited=True) for id_ in gone)),
        edges=tuple(_edges(customer, say, hops or ())),
    )


def _name(id_: str, name: str) -> str:
    return name if name == id_ else f"{name} {id_}"


def _edges(customer: Customer, say: Texts, hops: Sequence[Hop]) -> Iterator[Edge]:
    ways: defaultdict[tuple[str, str], list[Transition]] = defaultdict(list)
    for source, way in _ways(customer):
        ways[source, way.dest or source].append(way)
    for hop in hops:  # a way from anywhere that was taken is drawn from where the talk then was
        between = ways[hop.source, hop.dest]
        if hop.way is not None and hop.way not in between:
            between.append(hop.way)
    for (source, dest), between in ways.items():
        here = [hop for hop in hops if (hop.source, hop.dest) == (source, dest)]
        untold = [hop for hop in here if hop.way is None]
        lines = _lines(_took(say, untold)) if untold else []
        for way in between:
            took = _took(say, [hop for hop in here if hop.way == way])
            mark = OWN if way in customer.scenario.transitions else "" if took else SHARED
            lines += _lines(mark, took, _way(way))
        yield Edge(source, dest, tuple(lines), taken=bool(here))


def _ways(customer: Customer) -> Iterator[tuple[str, Transition]]:
    """Every transition with each state that it leaves from."""
    machine = customer.machine
    states = [state.id for state in customer.objection.states if state.outcome is None]
    for state in states:
        yield from ((state, way) for way in machine.ways(state) if "*" not in way.source)
    yield from ((ANYWHERE, way) for way in machine.ways(states[0]) if "*" in way.source)


def _way(way: Transition) -> str:
    """What sets a transition off, what the customer brings up, and its guards, glued where no line should end."""
    guards = ", ".join(guard.replace(" ", GLUE) for guard in conditions(way))
    if len(guards) + len("[]") <= WIDTH:
        guards = guards.replace(" ", GLUE)
    raised = f"{GLUE}({way.raises})" if way.raises else ""
    return f"{GLUE}| ".join(way.trigger) + raised + (f" [{guards}]" if guards else "")


def _took(say: Texts, hops: Sequence[Hop]) -> str:
    """The replies that took a way; '' if none did."""
    numbers = dict.fromkeys(str(hop.number) for hop in hops)
    return say("draw-taken", count=len(numbers), replies=say("draw-comma").join(numbers)) if numbers else ""


def _lines(*parts: str) -> list[str]:
    """What is said of a way, wrapped; all lines but the first are indented."""
    lines = wrapped(" ".join(filter(None, parts)), _fits, lines=99)
    return [INDENT * bool(index) + line.replace(GLUE, " ") for index, line in enumerate(lines)]


def _fits(line: str) -> bool:
    return sum(2 if is_chinese(character) else 1 for character in line) <= WIDTH
