"""What no file can say by itself is checked between them."""

from pathlib import Path
from typing import NamedTuple

import pytest

from state.content.checks import check_library
from state.content.library import load_library
from state.content.problems import Problem
from tests.content.folders import FILES, TESTS, changed, unmarked, write

SCENARIO, OBJECTION, PERSONA = "zh/laser_payback.yaml", "objections/price.yaml", "personas/amiable.yaml"
ACCOUNT, HANDBOOK, MOVES = "accounts/zh_forge.yaml", "handbook.yaml", "moves.yaml"
DRILL = "drills/zh_open.yaml"

STRAY = "  - {id: stray, stage: exchange, name: {zh: 游离, en: stray}}\n"
LOST = "  - {id: lost, stage: conclusion, outcome: lost, name: {zh: 谈崩, en: lost}}\n"
TO_STRAY = "transitions:\n  - {trigger: argue, source: objecting, dest: stray}\n"
AT_STRAY = "  - {in: stray, say: 扯远了。}\n"


def check(folder: Path, files: dict[str, str]) -> list[Problem]:
    library, problems = load_library(write(folder, files))
    assert library is not None, "\n".join(found.render() for found in problems)
    return problems + check_library(library, TESTS)


def test_a_folder_that_is_right_has_no_problems(tmp_path: Path) -> None:
    assert [found.render() for found in check(tmp_path, FILES)] == []


class Case(NamedTuple):
    """A file, what is changed in it (with a mark where the problem is), and the problem."""

    file: str
    changes: tuple[tuple[str, str], ...]
    code: str
    value: str = ""
    near: str | None = None


ODD = {
    "a guard that knows no such fact": Case(
        SCENARIO,
        (("  - {in: lost, ", "  - {when: {told: »prezent_machine}, in: lost, "),),
        "D014",
        "prezent_machine",
        "present_machine",
    ),
    "a line on no such fact": Case(
        SCENARIO, (("on: advance", "on: [advance, »fact:present]"),), "D014", "present", "present_machine"
    ),
    "a line on no such answer": Case(SCENARIO, (("on: advance", "on: »answer:save"),), "D015", "save", "saves"),
    "a line on nothing that happens": Case(SCENARIO, (("on: advance", "on: »advanse"),), "D013", "advanse", "advance"),
    "a line in no state": Case(SCENARIO, (("in: agreed", "in: »agred"),), "D012", "agred", "agreed"),
    "a persona's line in no state of any objection": Case(
        PERSONA, (("{on: [not_yet]", "{in: »explored, on: [not_yet]"),), "D012", "explored", "exploring"
    ),
    "a persona's line on nothing that is raised": Case(
        PERSONA, (("[not_yet]", "[not_yet, »not_yett]"),), "D013", "not_yett", "not_yet"
    ),
    "no such account": Case(SCENARIO, (("account: zh_forge", "account: »zh_forg"),), "D017", "zh_forg", "zh_forge"),
    "a persona without a file": Case(SCENARIO, (("persona: amiable", "persona: »analytical"),), "D018", "analytical"),
    "an objection without a file": Case(SCENARIO, (("objection: price", "objection: »genuine"),), "D019", "genuine"),
    "an unknown trigger": Case(
        OBJECTION, (("trigger: [isolate, fact]", "trigger: [isolate, »facts]"),), "D013", "facts", "fact"
    ),
    "an unknown source": Case(
        OBJECTION, (("source: objecting,", "source: »objectng,"),), "D012", "objectng", "objecting"
    ),
    "an unknown dest": Case(OBJECTION, (("dest: exploring", "dest: »explorng"),), "D012", "explorng", "exploring"),
    "an unknown initial state": Case(
        OBJECTION, (("initial: objecting", "initial: »objection"),), "D012", "objection", "objecting"
    ),
    "meters high and low at once": Case(OBJECTION, (("{met: true}", "{trust: »60, trust_below: 60}"),), "D065"),
    "a line when a meter is high and low": Case(
        SCENARIO, (("  - {in: lost, ", "  - {when: {trust: »70, trust_below: 50}, in: lost, "),), "D065"
    ),
    "conditions that exclude each other": Case(
        OBJECTION, (("when: {met: true}", "when: {met: »true}, unless: {answered: 1}"),), "D066", "met: true"
    ),
    "a trigger and a condition that exclude each other": Case(
        OBJECTION,
        (("dest: agreed, when: {met: true}", "dest: agreed, when: {met: true, only: »courtesy}"),),
        "D066",
        "only: courtesy",
    ),
    "a line on a move with another alone": Case(
        SCENARIO,
        (("    on: advance\n", "    on: advance\n    when: {only: »[courtesy, other]}\n"),),
        "D066",
        "only: [courtesy, other]",
    ),
    "a line after more replies than there are": Case(
        SCENARIO, (("  - {in: lost, ", "  - {when: {turns: »21}, in: lost, "),), "D067", "turns: 21"
    ),
    "a transition behind one that takes everything": Case(
        OBJECTION,
        (
            (
                "  - {trigger: advance, source: exploring, raises: not_yet}\n",
                "  - {trigger: advance, source: exploring, raises: not_yet}\n"
                "  - »{trigger: advance, source: exploring, dest: lost, when: {trust_below: 20}}\n",
            ),
        ),
        "D068",
    ),
    "a transition behind one that asks for less": Case(
        OBJECTION,
        (
            (
                "dest: agreed, when: {met: true}}\n",
                "dest: agreed, when: {met: true}}\n"
                "  - »{trigger: advance, source: exploring, dest: lost, when: {met: true, trust: 60}}\n",
            ),
        ),
        "D068",
    ),
    "a transition out of an end": Case(
        OBJECTION, (("source: exploring, raises", "source: [exploring, »agreed], raises"),), "D069", "agreed"
    ),
    "no test of the name": Case(
        HANDBOOK,
        (
            (
                "id: c_one\n        asks: {zh: 做了吗, en: Was it done?}\n        section: 五\n        test: made",
                "id: c_one\n        asks: {zh: 做了吗, en: Was it done?}\n        section: 五\n        test: »mede",
            ),
        ),
        "D020",
        "mede",
        "made",
    ),
    "a criterion's id twice": Case(HANDBOOK, (("- id: g_one", "- id: »f_one"),), "D053", "f_one"),
    "steps out of order": Case(
        HANDBOOK,
        (("steps:", "»steps:"), ("- id: g\n", "- id: h\n"), ("- id: f\n", "- id: g\n"), ("- id: h\n", "- id: f\n")),
        "D077",
    ),
    "a cost for what is no mistake": Case(HANDBOOK, (("  argue: {first", "  »restate: {first"),), "D079", "restate"),
    "bands that do not begin at 0": Case(HANDBOOK, (("bands:", "»bands:"), ("at: 0", "at: 10")), "D078"),
    "bands that fall": Case(HANDBOOK, (("bands:", "»bands:"), ("at: 60", "at: 0")), "D078"),
    "a move that is not explained": Case(
        MOVES,
        (
            (
                "moves:\n  - {id: courtesy, name: {zh: 话, en: talk}, means: {zh: 话, en: talk}, section: 五}\n",
                "»moves:\n",
            ),
        ),
        "D080",
        "courtesy",
    ),
    "a move explained twice": Case(
        MOVES,
        (
            (
                "{id: other,",
                "{id: other, name: {zh: 话, en: talk}, means: {zh: 话, en: talk}, section: 五}\n  - {id: »isolate,",
            ),
        ),
        "D053",
        "isolate",
    ),
    "an id unlike the file's name": Case(ACCOUNT, (("id: zh_forge", "id: »zh_forger"),), "D050", "zh_forger"),
    "an account in the other language": Case(
        SCENARIO, (("account: zh_forge", "account: »en_mill"),), "D052", "en_mill"
    ),
    "lengths in the wrong order": Case(PERSONA, (("zh: {short: 4, long: 80}", "zh: »{short: 80, long: 80}"),), "D082"),
    "no length for the language": Case(PERSONA, (("length:\n  zh:", "»length:\n  en:"),), "D055", "zh"),
    "no proof that fits": Case(SCENARIO, (("proof:", "»proof:"), ("回本测算, fits: true", "回本测算")), "D070"),
    "only proof that fits": Case(
        SCENARIO, (("proof:", "»proof:"), ("样本册}", "样本册, fits: true}"), ("证书}", "证书, fits: true}")), "D071"
    ),
    "no model of isolating": Case(
        SCENARIO, (("models:", "»models:"), ("  isolate: 除了价格还有别的吗？\n", "")), "D072", "isolate"
    ),
    "no model of an answer": Case(
        SCENARIO,
        (("models:", "»models:"), ("  evidence: 我带了测算表。\n", "")),
        "D072",
        "evidence / solution / benefit / reassure / expert_advice",
    ),
    "an answer that cannot be chosen": Case(DRILL, (("answer: closed", "answer: »close"),), "D086", "close", "closed"),
    "an item without an answer": Case(
        DRILL, (("  - shows: 您看行不行？\n    answer: closed\n", "  - »shows: 您看行不行？\n"),), "D086"
    ),
    "an item twice": Case(DRILL, (("shows: 您看行不行？", "shows: »第9问"),), "D054", "第9问"),
    "no talks": Case(
        SCENARIO,
        (
            ("title: 激光机", "»title: 激光机"),
            ("talks:\n", ""),
            ("  expert: [您嫌贵我理解。, 除了价钱还卡在哪儿？, 一年省下八万。, 周四带样件来试切？]\n", ""),
            ("  novice: [我们的机器最好。, 您再看看样本。, 一点不贵。, 那改天吧。]\n", ""),
        ),
        "D083",
    ),
    "more answers asked for than there are": Case(SCENARIO, (("enough: 1", "enough: »2"),), "D073", "2"),
    "more than there are, by default": Case(SCENARIO, (("  enough: 1\n", ""), ("answers:", "»answers:")), "D073", "2"),
    "a fact's id twice": Case(
        SCENARIO,
        (("answers:\n", "  - {id: »present_machine, asked: [几个人？, 几班倒？], answer: 三十来个。}\nanswers:\n"),),
        "D053",
        "present_machine",
    ),
    "a proof's id twice": Case(SCENARIO, (("{id: award,", "{id: »payback,"),), "D053", "payback"),
    "a sentence for two things": Case(SCENARIO, (("两年就回本", "»这道工序怎么做"),), "D054", "这道工序怎么做"),
    "a near miss that gives an answer": Case(
        SCENARIO, (("\nanswers:\n", "\nnear_misses: {means: [»两年就回本]}\nanswers:\n"),), "D054", "两年就回本"
    ),
    "a near miss that asks for a fact": Case(
        SCENARIO, (("\nanswers:\n", "\nnear_misses: {asked: [»这道工序怎么做]}\nanswers:\n"),), "D054", "这道工序怎么做"
    ),
    "a bubble too long": Case(
        SCENARIO, (("reply: 这么算倒有数了。", "reply: [好, [好, »" + "好" * 201 + "]]"),), "D075", "好" * 201
    ),
    "a gap left": Case(SCENARIO, (("brief: 去谈激光机。", "brief: »去谈 TODO。"),), "D076", "TODO"),
    "a gap left in brackets": Case(ACCOUNT, (("place: 无锡", "place: »无锡<街道>"),), "D076", "<街道>"),
    "a gap left in braces": Case(ACCOUNT, (("place: 无锡", "place: »'{place}'"),), "D076", "{place}"),
    "a placeholder left": Case(
        SCENARIO,
        (("两台老等离子。", "两台»【填：哪年的】等离子。"),),
        "D090",
        "【填：哪年的】",
    ),
    "a placeholder left in English": Case(
        ACCOUNT, (("company: 宏远锻造厂", 'company: "Acme »[[fill: Ltd or Inc]]"'),), "D090", "[[fill: Ltd or Inc]]"
    ),
    "a state that is never reached": Case(
        OBJECTION,
        (
            (LOST, LOST + STRAY.replace("id: ", "id: »")),
            ("transitions:\n", "transitions:\n  - {trigger: advance, source: stray, dest: agreed}\n"),
        ),
        "D060",
        "stray",
    ),
    "a state without a way out": Case(
        OBJECTION, ((LOST, LOST + STRAY.replace("id: ", "id: »")), ("transitions:\n", TO_STRAY)), "D061", "stray"
    ),
}


@pytest.mark.parametrize("case", ODD.values(), ids=ODD.keys())
def test_one_thing_that_does_not_fit_is_one_problem_at_its_place(tmp_path: Path, case: Case) -> None:
    text, line, column = unmarked(changed(FILES[case.file], *case.changes))
    problems = check(tmp_path, FILES | {case.file: text})
    assert [(found.path, found.code, found.line, found.column, found.value, found.near) for found in problems] == [
        ((tmp_path / case.file).as_posix(), case.code, line, column, case.value, case.near)
    ], "\n".join(found.render() for found in problems)


def test_every_placeholder_is_found_at_its_own_place_and_none_in_comments(tmp_path: Path) -> None:
    text = changed(
        FILES[ACCOUNT],
        ("place: 无锡", "place: 【填：市】，【填：区】   # 【填：不算】"),
        ("  - 三十多人，两班倒。", "  - '【填：几\n    人】'\n  - \"\\u3010填：几班】\""),
        ("  班次: 12:30", "  班次: |\n    早\n    晚【填：几点】"),
    )
    places = [(found.code, found.line, found.column, found.value) for found in check(tmp_path, FILES | {ACCOUNT: text})]
    assert places == [
        ("D090", 6, 8, "【填：市】"),
        ("D090", 6, 14, "【填：区】"),
        ("D090", 10, 6, "【填：几 人】"),
        ("D090", 12, 5, "【填：几班】"),
        ("D090", 17, 6, "【填：几点】"),
    ]


def codes(problems: list[Problem]) -> list[tuple[str, str]]:
    return sorted((found.code, found.value) for found in problems)


@pytest.mark.parametrize("forgotten", ["timeout", "exhausted"])
def test_every_state_must_say_what_happens_at_the_end_of_patience_and_of_time(tmp_path: Path, forgotten: str) -> None:
    text = changed(FILES[OBJECTION], (f'{forgotten}, source: "*"', f"{forgotten}, source: exploring"))
    [found] = check(tmp_path, FILES | {OBJECTION: text})
    assert (found.code, found.value, found.line, found.column) == ("D063", "objecting", 9, 10)
    assert found.says() == f"the state 'objecting' leads nowhere on '{forgotten}'."


def test_an_end_must_be_reached_by_talking_not_by_the_clock_alone(tmp_path: Path) -> None:
    text = changed(FILES[OBJECTION], ("source: exploring, dest: agreed", "source: exploring, dest: objecting"))
    assert codes(check(tmp_path, FILES | {OBJECTION: text})) == [("D060", "agreed"), ("D062", "")]


def test_a_transition_that_an_earlier_one_always_forestalls_leads_nowhere(tmp_path: Path) -> None:
    text = changed(
        FILES[OBJECTION],
        ("dest: agreed, when: {met: true}", "dest: objecting"),
        ("raises: not_yet", "raises: not_yet, dest: agreed"),
    )
    assert codes(check(tmp_path, FILES | {OBJECTION: text})) == [("D060", "agreed"), ("D062", ""), ("D068", "")]


def test_a_scenarios_own_transitions_come_first(tmp_path: Path) -> None:
    own = "transitions:\n  - {trigger: advance, source: exploring, dest: objecting}\n"
    problems = check(tmp_path, FILES | {SCENARIO: FILES[SCENARIO] + own})
    assert codes(problems) == [("D060", "agreed"), ("D062", "")]


def test_a_condition_of_an_objection_that_a_scenario_cannot_meet_is_told_in_the_scenario(tmp_path: Path) -> None:
    text = changed(FILES[OBJECTION], ("when: {met: true}", "when: {met: true, learnt: 1}"))
    [found] = check(tmp_path, FILES | {OBJECTION: text})
    assert (found.code, found.value, found.path) == ("D067", "learnt: 1", (tmp_path / SCENARIO).as_posix())
    assert found.quoted == "facts:"
    assert f"{(tmp_path / OBJECTION).as_posix()}:15" in found.says()


def test_where_no_state_counts_answers_none_is_waited_for(tmp_path: Path) -> None:
    text = changed(
        FILES[OBJECTION],
        ("{id: objecting, stage: exchange,", "{id: objecting, stage: exchange, counts: false,"),
        ("{id: exploring, stage: exchange,", "{id: exploring, stage: exchange, counts: false,"),
    )
    [found] = check(tmp_path, FILES | {OBJECTION: text})
    assert (found.code, found.value, found.line) == ("D067", "met: true", 15)
    assert "counts: false" in found.says("zh")


def test_a_scenarios_own_transition_may_come_before_the_objections(tmp_path: Path) -> None:
    own = "transitions:\n  - {trigger: advance, source: exploring, raises: not_yet, when: {trust: 10}}\n"
    assert check(tmp_path, FILES | {SCENARIO: FILES[SCENARIO] + own}) == []


def test_a_scenarios_own_transitions_can_save_an_objections_dead_end(tmp_path: Path) -> None:
    objection = changed(FILES[OBJECTION], (LOST, LOST + STRAY), ("transitions:\n", TO_STRAY))
    own = "transitions:\n  - {trigger: acknowledge, source: stray, dest: exploring}\n"
    assert check(tmp_path, FILES | {OBJECTION: objection, SCENARIO: FILES[SCENARIO] + own}) == []


def test_a_scenarios_own_transition_is_checked_in_its_own_file(tmp_path: Path) -> None:
    marked = FILES[SCENARIO] + "transitions:\n  - {trigger: »fact:presnt_machine, source: exploring, dest: objecting}\n"
    text, line, column = unmarked(marked)
    [found] = check(tmp_path, FILES | {SCENARIO: text})
    assert (found.code, found.line, found.column, found.near) == ("D014", line, column, "present_machine")


def test_an_objection_is_checked_though_no_scenario_uses_it(tmp_path: Path) -> None:
    genuine = changed(FILES[OBJECTION], ("id: price", "id: genuine"), ("dest: exploring", "dest: exploding"))
    [found] = check(tmp_path, FILES | {"objections/genuine.yaml": genuine})
    assert (found.code, found.path) == ("D012", (tmp_path / "objections/genuine.yaml").as_posix())


def test_a_problem_of_an_objection_is_told_once_however_many_scenarios_use_it(tmp_path: Path) -> None:
    objection = changed(FILES[OBJECTION], ("dest: exploring", "dest: exploding"))
    files = FILES | {OBJECTION: objection, "zh/second.yaml": FILES[SCENARIO]}
    assert codes(check(tmp_path, files)) == [("D012", "exploding")]


def test_what_a_transition_raises_needs_a_line(tmp_path: Path) -> None:
    files = FILES | {PERSONA: changed(FILES[PERSONA], ("    - {on: [not_yet], say: 先别急着定。}\n", ""))}
    [found] = check(tmp_path, files)
    assert (found.code, found.value, found.line, found.path) == (
        "D016",
        "not_yet",
        33,
        (tmp_path / SCENARIO).as_posix(),
    )
    assert f"{(tmp_path / OBJECTION).as_posix()}:16" in found.says()


def test_every_state_needs_something_that_can_be_said_whatever_was_done(tmp_path: Path) -> None:
    files = FILES | {PERSONA: changed(FILES[PERSONA], ("- say: 嗯", "- in: exploring\n      say: 嗯"))}
    assert codes(check(tmp_path, files)) == [("D064", "objecting")]


def test_the_last_words_may_depend_on_what_was_done(tmp_path: Path) -> None:
    persona = changed(FILES[PERSONA], ("- say: 嗯", "- in: [objecting, exploring]\n      say: 嗯"))
    scenario = changed(FILES[SCENARIO], ("  - in: agreed\n    on: advance\n    say: 行，就这么定。\n", ""))
    assert check(tmp_path / "right", FILES | {PERSONA: persona}) == []
    assert codes(check(tmp_path / "wrong", FILES | {PERSONA: persona, SCENARIO: scenario})) == [("D064", "agreed")]


def test_a_scenario_lies_in_the_folder_of_its_language(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != SCENARIO}
    [found] = check(tmp_path, files | {"en/laser_payback.yaml": FILES[SCENARIO]})
    assert (found.code, found.line, found.column, found.value) == ("D051", 3, 7, "zh")


def test_a_file_has_a_name_that_can_be_an_id(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if name != SCENARIO}
    [found] = check(tmp_path, files | {"zh/Laser-Payback.yaml": FILES[SCENARIO]})
    assert (found.code, found.value) == ("D056", "Laser-Payback")


def test_what_is_said_in_ones_own_words_needs_a_good_and_a_bad_example(tmp_path: Path) -> None:
    items = "".join(f"  - {{shows: 第{number}句, why: 好。, model: 好的, bad: 坏的}}\n" for number in range(9))
    text = changed(FILES[DRILL], ("kind: open_closed", "kind: isolate")).partition("items:\n")[0]
    missing = "  - {shows: 第十句, why: 好。, model: 好的}\n"
    [found] = check(tmp_path, FILES | {DRILL: f"{text}items:\n{items}{missing}"})
    assert (found.code, found.line) == ("D087", 17)


@pytest.mark.parametrize("kind", ["hidden", "false"])
def test_a_customer_with_excuses_needs_two(tmp_path: Path, kind: str) -> None:
    objection = changed(FILES[OBJECTION], ("id: price", f'id: "{kind}"'))
    scenario = changed(FILES[SCENARIO], ("objection: price", f'objection: "{kind}"'))
    [found] = check(tmp_path, FILES | {f"objections/{kind}.yaml": objection, SCENARIO: scenario})
    assert (found.code, found.line, found.column) == ("D074", 21, 1)


@pytest.mark.parametrize("name", ["zh/draft.yml", "drafts/laser.yaml", "zh/old/laser.yaml", "notes.yaml"])
def test_a_file_that_would_not_be_read_is_a_warning(tmp_path: Path, name: str) -> None:
    [found] = check(tmp_path, FILES | {name: FILES[SCENARIO]})
    assert (found.code, found.severity, found.path) == ("D021", "warning", (tmp_path / name).as_posix())
