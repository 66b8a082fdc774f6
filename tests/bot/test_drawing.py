"""A customer's machine is drawn as it is: every transition with its guards, and the way that a talk took."""

import html
import os
import re
import shutil
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from PIL import Image

from bot.actions import Person
from bot.diagram import ANYWHERE, OWN, PATH, diagram
from bot.mermaid import mermaid
from bot.terminal import person_at_terminal
from bot.texts import texts
from bot.walking import NoTalk, walked
from state.content.objection import Transition
from state.dialogue.customer import Customer
from state.dialogue.machine import Machine
from state.dialogue.replaying import Hop
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.bot.test_cli import ROOT, duilian
from tests.customers import SCENARIOS, customer_of
from tests.folders import content_with

NAME = "zh/vmc_price"
ASKED = "王总，多花六万多谁都得问个为什么。您主要是跟哪家比？"
RUDE = ["您爱买不买，没钱就别买。", "你懂什么，胡说八道。", "您这人真不识货。"] * 4
EDGE = re.compile(r"^ {4}(\w+) --> (\w+) : (.+)$", re.MULTILINE)
WAY = re.compile(r"(?P<mark>[★•▶]) (?P<triggers>[\w:| ]+?)(?: \((?P<raises>\w+)\))?(?: \[(?P<guards>[^]]+)\])?")
needs_dot = pytest.mark.skipif(shutil.which("dot") is None, reason="Graphviz is not installed")

Drawn = tuple[str, str, bool, tuple[str, ...], str | None, frozenset[str]]
"""Source, destination, whether it is the scenario's own, triggers, what is raised, guards."""


def drawn_in(text: str) -> Counter[Drawn]:
    """The ways in Mermaid text without a talk."""
    found: Counter[Drawn] = Counter()
    for source, dest, label in EDGE.findall(text):
        words = html.unescape(re.sub(r"#(\d+|[a-z]+);", r"&#\1;", label.replace("<br/>", " ")))
        for way in re.split(r" (?=[★•] )", words):
            parts = WAY.fullmatch(way)
            assert parts is not None, way
            guards = frozenset(parts["guards"].split(", ")) if parts["guards"] else frozenset()
            own, triggers = parts["mark"] == OWN, tuple(parts["triggers"].split(" | "))
            found[source, dest, own, triggers, parts["raises"], guards] += 1
    return found


def written_in(content: dict[str, Any], states: list[str], *, own: bool) -> Iterator[Drawn]:
    """The ways as a file of content has them."""
    for way in content.get("transitions", []):
        triggers, sources = ([value] if isinstance(value, str) else value for value in (way["trigger"], way["source"]))
        guards = [f"{name} {asked(value)}" for name, value in way.get("when", {}).items()]
        guards += [f"not {name} {asked(value)}" for name, value in way.get("unless", {}).items()]
        for source in sources:
            assert source == "*" or source in states
            place = ANYWHERE if source == "*" else source
            yield place, way.get("dest", place), own, tuple(triggers), way.get("raises"), frozenset(guards)


def asked(value: object) -> str:
    return "+".join(value) if isinstance(value, list) else str(value).lower()


def with_own(*transitions: dict[str, Any]) -> Customer:
    customer = customer_of(NAME)
    own = tuple(Transition.model_validate(each) for each in transitions)
    scenario = customer.scenario.model_copy(update={"transitions": own})
    return replace(customer, scenario=scenario, machine=Machine(customer.objection, own))


def _of_second(way: dict[str, Any]) -> bool:
    return way["trigger"] == "second" or not {"second_left", "second_open"}.isdisjoint(way.get("when", {}))


@pytest.mark.parametrize("name", SCENARIOS)
def test_every_transition_of_the_files_is_in_the_text_once(name: str) -> None:
    customer = customer_of(name)
    files = (f"{name}.yaml", f"objections/{customer.objection.id}.yaml")
    scenario, objection = (yaml.load((ROOT / "scenarios" / file).read_bytes(), yaml.CSafeLoader) for file in files)
    states = [state["id"] for state in objection["states"]]
    if "second" not in scenario:
        objection["transitions"] = [way for way in objection["transitions"] if not _of_second(way)]
    expected = [*written_in(scenario, states, own=True), *written_in(objection, states, own=False)]
    say = texts(customer.scenario.lang, "terminal")
    text = mermaid(diagram(customer, say), say)
    assert drawn_in(text) == Counter(expected)
    assert f"[*] --> {objection['initial']}" in text
    for state in objection["states"]:
        assert f'state "{state["name"][customer.scenario.lang]}' in text
        assert (f"{state['id']} --> [*]" in text) == ("outcome" in state)
        assert (f"class {state['id']} {state.get('outcome')}" in text) == ("outcome" in state)
    assert "visited" not in text


def test_what_a_label_cannot_hold_is_coded_and_long_ones_are_wrapped() -> None:
    guards = {"only": ["courtesy", "acknowledge", "other"], "learnt": 1, "turns": 4, "told": ["compared_with"]}
    own = {"trigger": ["fact:cycle_time", "answer:payback"], "source": "*", "dest": "weighing", "when": guards}
    customer, say = with_own(own), texts("zh", "terminal")
    [label] = [
        label
        for _, dest, label in EDGE.findall(mermaid(diagram(customer, say), say))
        if dest == "weighing" and OWN in label
    ]
    assert ":" not in label
    assert "fact#58;cycle_time" in label
    assert max(len(line) for edge in diagram(customer, say).edges for line in edge.lines) <= 40
    [(source, *_, found)] = [way for way in drawn_in(mermaid(diagram(customer, say), say)) if way[2]]
    assert source == ANYWHERE
    assert found == {"only courtesy+acknowledge+other", "learnt 1", "turns 4", "told compared_with"}


def test_a_way_from_anywhere_that_was_taken_starts_where_the_talk_was() -> None:
    customer, say = customer_of(NAME), texts("zh", "terminal")
    end = next(way for way in customer.objection.transitions if way.trigger == ("exhausted",))
    drawn = diagram(customer, say, [Hop(3, "objecting", "lost", end)])
    taken = [(edge.source, edge.dest, edge.lines) for edge in drawn.edges if edge.taken]
    assert taken == [("objecting", "lost", ("▶ 第 3 句 exhausted",))]
    assert {node.id for node in drawn.nodes if node.visited} == {"opening", "lost"}


def test_a_state_and_a_way_that_are_gone_since_are_drawn_by_what_is_known_of_them() -> None:
    customer, say = customer_of(NAME), texts("en", "terminal")
    drawn = diagram(customer, say, [Hop(1, "opening", "bargaining", None), Hop(2, "bargaining", "agreed", None)])
    assert [node.name for node in drawn.nodes if node.visited] == ["opening", "agreed", "bargaining"]
    assert [edge.lines for edge in drawn.edges if edge.taken] == [("▶ reply 1",), ("▶ reply 2",)]


def test_a_talk_in_which_nothing_led_anywhere_was_at_the_start() -> None:
    drawn = diagram(customer_of(NAME), texts("zh", "terminal"), [])
    assert [node.id for node in drawn.nodes if node.visited] == ["opening"]
    assert not any(edge.taken for edge in drawn.edges)


@pytest.fixture
def sitting(tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    """Somebody at the terminal, whose records outlive the talk."""
    with table(tmp_path, reader, troupe) as trainee:
        trainee.person = person_at_terminal("zh")
        yield trainee


def held(trainee: Trainee, *replies: str, scenario: str = NAME, private: bool = False) -> str:
    for line in (f"/practice {scenario}", *(("/private",) if private else ()), *replies, "/quit"):
        trainee.types(line)
    with trainee.practice.records.unit() as unit:
        return unit.sessions(trainee.person.id, 1)[0].id


def url(folder: Path) -> dict[str, str]:
    return {"DUILIAN_DATABASE__URL": f"sqlite:///{(folder / 'practice.db').as_posix()}"}


SVG = "{http://www.w3.org/2000/svg}"


def groups(svg: Path, kind: str) -> dict[str, ElementTree.Element]:
    """The nodes or edges of a picture by what they are called."""
    root = ElementTree.parse(svg)
    found = [group for group in root.iter(f"{SVG}g") if group.get("class") == kind]
    return {group.findtext(f"{SVG}title", ""): group for group in found}


def marked(group: ElementTree.Element) -> bool:
    path = group.find(f"{SVG}path")
    assert path is not None
    return (path.get("stroke") or "").upper() == PATH and float(path.get("stroke-width", "1")) > 1


def words(group: ElementTree.Element) -> str:
    return " ".join("".join(text.itertext()).strip() for text in group.iter(f"{SVG}text"))


@needs_dot
def test_a_picture_has_every_state_and_shows_where_a_talk_went(tmp_path: Path, sitting: Trainee) -> None:
    plain, lost = tmp_path / "plain.svg", tmp_path / "lost.svg"
    done = duilian("draw", NAME, "--out", str(plain), **url(tmp_path))
    assert (done.returncode, done.stdout) == (0, f"Drawn: {plain}\n")
    states = {state.id: state for state in customer_of(NAME).objection.states}
    nodes = groups(plain, "node")
    assert nodes.keys() == {*states, ANYWHERE, "START"}
    assert all(words(nodes[id_]).startswith(state.name.zh) for id_, state in states.items())
    edges = groups(plain, "edge")
    assert "START->opening" in edges
    assert "• answer [learnt 1, met true]" in words(edges["objecting->weighing"])
    assert not any(map(marked, edges.values()))

    session = held(sitting, *RUDE)
    with sitting.practice.records.unit() as unit:
        rows = unit.turns(sitting.person.id, session)
    assert rows[-1].state_after == "lost"
    assert duilian("draw", NAME, "--session", session[:8], "--out", str(lost), **url(tmp_path)).returncode == 0
    edges = groups(lost, "edge")
    moved = {f"{row.state_before}->{row.state_after}" for row in rows if row.state_before != row.state_after}
    assert {title for title, edge in edges.items() if marked(edge)} == moved
    assert f"▶ 第 {len(rows)} 句 exhausted" in words(edges["objecting->lost"])
    been = {"opening", *(row.state_after for row in rows)}
    shapes = {
        title for title, node in groups(lost, "node").items() if title not in (ANYWHERE, "START") and marked(node)
    }
    assert shapes == been


@needs_dot
def test_a_png_is_an_image_with_chinese_in_it(tmp_path: Path) -> None:
    out = tmp_path / "drawn.PNG"
    assert duilian("draw", "zh/gantry_mill", "--out", str(out)).returncode == 0
    with Image.open(BytesIO(out.read_bytes())) as image:
        image.load()
        assert image.format == "PNG"
        assert min(image.size) > 1000
        assert len(image.convert("RGB").getcolors(1 << 24) or ()) > 10


def test_the_way_of_a_talk_is_in_the_text_too(tmp_path: Path, sitting: Trainee) -> None:
    session = held(sitting, ASKED)
    done = duilian("draw", NAME, "--session", session, **url(tmp_path))
    assert "opening --> exploring : ▶ 第 1 句 isolate | fact |" in done.stdout
    assert re.findall(r"class (\w+) visited", done.stdout) == ["opening", "exploring"]
    assert done.stderr == ""
    english = duilian("draw", NAME, "--lang", "en", "--session", session, **url(tmp_path))
    assert "▶ reply 1 isolate" in english.stdout
    assert 'state "opening" as opening' in english.stdout


def test_a_customer_that_was_rewritten_since_is_drawn_as_it_is_now(tmp_path: Path, sitting: Trainee) -> None:
    session = held(sitting, ASKED)
    folder = content_with(tmp_path / "content", NAME)
    file = folder / "objections" / "price.yaml"
    text = file.read_text(encoding="utf-8")
    old = "{trigger: [isolate, fact, open_question], source: [opening, objecting], dest: exploring}"
    assert old in text
    file.write_text(text.replace(old, old.replace("]", "]", 1)[:-1] + ", when: {trust: 90}}"), encoding="utf-8")
    done = duilian("draw", NAME, "--session", session, DUILIAN_CONTENT__FOLDER=str(folder), **url(tmp_path))
    assert "opening --> exploring : ▶ 第 1 句<br/>• isolate | fact | open_question<br/>[trust 90]" in done.stdout
    assert "has been rewritten since" in done.stderr


def test_a_talk_that_cannot_be_shown_is_told_in_a_sentence(tmp_path: Path, sitting: Trainee) -> None:
    customer = customer_of(NAME)
    other = held(sitting, ASKED, scenario="zh/lathe_precise")
    own = held(sitting, ASKED, private=True)
    sitting.person = Person("telegram:7", "telegram", "小林", "zh", chat_id=7)
    shut, seen = held(sitting, ASKED, private=True), held(sitting, ASKED)
    sitting.types(f"/practice {NAME}")
    with sitting.practice.records.unit() as unit:
        unsaid = unit.sessions(sitting.person.id, 1)[0].id
    for session, why in (
        ("nobody", f"no talk 'nobody' is in the records; the last with {NAME} are {own[:8]}, {unsaid[:8]}"),
        (other, f"talk {other[:8]} was with another customer: draw zh/lathe_precise instead"),
        (shut, f"talk {shut[:8]} is private"),
        (unsaid, f"nothing has been said in talk {unsaid[:8]} yet"),
    ):
        with pytest.raises(NoTalk) as refused:
            walked(sitting.practice.records, customer, "terminal:local", session)
        assert str(refused.value).startswith(why)
    for session in (own, seen):
        assert [hop.number for hop in walked(sitting.practice.records, customer, "terminal:local", session).hops] == [1]
    done = duilian("draw", NAME, "--session", "nobody", **url(tmp_path))
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("duilian: no talk 'nobody' is in the records; ")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("zh/vmc_prise",), "there is no scenario 'zh/vmc_prise'; did you mean 'zh/vmc_price'?"),
        ((NAME, "--out", "a.jpg"), "a.jpg: the file's name should end in .svg, .png or .mmd."),
        ((NAME, "--out", "none/a.mmd"), "No such file or directory"),
    ],
)
def test_what_cannot_be_drawn_is_told_in_a_sentence(tmp_path: Path, arguments: tuple[str, ...], why: str) -> None:
    done = duilian("draw", *arguments, folder=tmp_path, PYTHONPATH=str(ROOT))
    assert done.returncode == 2
    assert why in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


def test_without_graphviz_it_is_said_what_to_install_and_text_is_still_written(tmp_path: Path) -> None:
    empty, package, out = tmp_path / "bin", tmp_path / "lib", tmp_path / "drawn.mmd"
    empty.mkdir()
    package.mkdir()
    (package / "graphviz.py").write_text("raise ModuleNotFoundError('gone', name='graphviz')\n", encoding="utf-8")
    path = os.pathsep.join((str(package), str(ROOT), *filter(None, sys.path)))
    for environment, name, why in (
        ({"PATH": str(empty)}, "drawn.svg", "On Debian: apt-get install graphviz"),
        ({"PYTHONPATH": path}, "drawn.png", "graphviz is not installed: pip install -e '.[draw]'"),
    ):
        done = duilian("draw", NAME, "--out", str(tmp_path / name), **environment)
        assert done.returncode == 2
        assert why in done.stderr
        assert ".mmd" in done.stderr
        assert not (tmp_path / name).exists()
    assert duilian("draw", NAME, "--out", str(out), PYTHONPATH=path, PATH=str(empty)).returncode == 0
    say, customer = texts("zh", "terminal"), customer_of(NAME)
    assert out.read_text(encoding="utf-8") == mermaid(diagram(customer, say), say)


def test_the_diagram_in_the_docs_is_what_the_command_draws() -> None:
    shown = (ROOT / "docs" / "authoring.md").read_text(encoding="utf-8")
    assert f"```mermaid\n{duilian('draw', NAME).stdout}```\n" in shown
