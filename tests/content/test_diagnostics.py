"""Every diagnostic is worded in both languages, and explained in the docs with an example that is tried here."""

from os.path import normpath
from pathlib import Path
from string import Formatter

import pytest

from bot.checking import check_content
from bot.meaning import Sense
from bot.shell import ready_sense
from state.content.composing import ENTRIES
from state.content.diagnostics import DIAGNOSTICS, PARTS
from state.content.diagnostics.meaning import MEANING
from state.content.problems import MOST
from state.content.sources import LIMIT
from tests.content.folders import FILES, WHOLE, write
from tests.content.mending import sections, shown


def test_no_code_is_given_twice() -> None:
    assert len(DIAGNOSTICS) == sum(map(len, PARTS))


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_both_wordings_name_the_same_things(code: str) -> None:
    for said in (DIAGNOSTICS[code].says, DIAGNOSTICS[code].fix):
        named = [{name for _, name, _, _ in Formatter().parse(text) if name} for text in (said.en, said.zh)]
        assert named[0] == named[1]


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_both_wordings_are_sentences(code: str) -> None:
    for said in (DIAGNOSTICS[code].says, DIAGNOSTICS[code].fix):
        assert said.en.endswith(".")
        assert said.zh.endswith("。")
    assert DIAGNOSTICS[code].fix.en[0].isupper() or DIAGNOSTICS[code].fix.en == "{fix}."


@pytest.mark.parametrize("code", sorted(set(DIAGNOSTICS) | set(sections())))
def test_the_docs_say_of_every_code_and_no_other_what_it_means_and_what_to_do(code: str) -> None:
    assert code in DIAGNOSTICS
    means, do, *_ = sections()[code].strip().split("\n\n")
    assert means.startswith("*Warning:*") == (DIAGNOSTICS[code].severity == "warning")
    assert do.startswith("*What to do:* ")


# Each is broken and mended

UNSHOWN: dict[str, tuple[str, str]] = {
    "D003": ("accounts/zh_forge.yaml", FILES["accounts/zh_forge.yaml"] + "#" * LIMIT),
    "D049": ("zh/laser_payback.yaml", FILES["zh/laser_payback.yaml"].replace("trust: 30", f"trust: {'9' * 5000}")),
    "D057": ("../laser_payback.yaml", FILES["zh/laser_payback.yaml"]),
    "D088": ("accounts/zh_forge.yaml", FILES["accounts/zh_forge.yaml"] + "extra:\n" + "  - 好\n" * ENTRIES),
    "D089": ("accounts/zh_forge.yaml", FILES["accounts/zh_forge.yaml"] + "title: 厂长\n" * (MOST + 1)),
}
"""What is too long to be shown in the docs, or lies outside the content: the file, and what it holds when broken."""

ALONG = {"D062": {"D060"}, "D085": {"D084"}, "D089": {"D008"}, "D104": {"D084"}, "D105": {"D084"}}
"""What else is wrong if such a thing is."""

ELSEWHERE = {"D016", "D064", "D067"}
"""What is told where something is lacking, and not where something asks for it."""


@pytest.fixture(scope="module")
def sense() -> Sense:
    return ready_sense()


def test_what_the_examples_mend_is_right(tmp_path: Path, sense: Sense) -> None:
    assert [found.render() for found in check_content(write(tmp_path, WHOLE), [], sense=sense)] == []


@pytest.mark.parametrize("code", DIAGNOSTICS)
def test_every_code_has_an_example_that_is_broken_in_this_way_alone(
    tmp_path: Path, code: str, request: pytest.FixtureRequest
) -> None:
    if code in UNSHOWN:
        name, text = UNSHOWN[code]
        folder = write(tmp_path / "content", WHOLE | {name: text})
    else:
        folder, name = shown()[code].folder(tmp_path / "content")
    problems = check_content(
        folder,
        [folder / name] if code == "D057" else [],
        request.getfixturevalue("reader") if code in ("D084", "D085", "D104", "D105") else None,
        request.getfixturevalue("sense") if code in MEANING else None,
    )
    told = "\n".join(found.render() for found in problems)
    assert {found.code for found in problems} == {code} | ALONG.get(code, set()), told
    if code not in ELSEWHERE:
        assert {found.path for found in problems if found.code == code} == {normpath(folder / name)}, told
