"""Folders: a small folder of content that is right in everything, and ways to write it with one thing wrong."""

from pathlib import Path

from state.content.terms import MOVES

TESTS = ("made", "made_before")
"""The names of tests that a criterion of this folder may use."""

MARK = "»"
"""In a text, stands before the place where a problem is expected."""

ACCOUNT = """\
# yaml-language-server: $schema=../schema/account.json
id: zh_forge
lang: zh
company: 宏远锻造厂
trade: 锻件粗加工
place: 无锡
person: 周师傅
title: 厂长
known:
  - 三十多人，两班倒。
  - 上周看过报价。
figures:
  班次: 12:30
"""

PERSONA = """\
# yaml-language-server: $schema=../schema/persona.json
id: amiable
name: {zh: 平易型, en: amiable}
section: 基础篇 八 5
about: {zh: 好说话。, en: Easy to talk to.}
method: {zh: 慢慢来。, en: Take your time.}
start: {trust: 40, patience: 60, interest: 30}
effects:
  acknowledge: {trust: 5}
length:
  zh: {short: 4, long: 80}
fit: {suits: [acknowledge], jars: [pressure]}
pace: 6
lines:
  zh:
    - say: 嗯，您接着说。
    - {on: [not_yet], say: 先别急着定。}
"""

OBJECTION = """\
# yaml-language-server: $schema=../schema/objection.json
id: price
name: {zh: 价格异议, en: price objection}
section: 提高篇 五 2
about: {zh: 嫌贵。, en: Too dear.}
handling: {zh: 先问跟什么比。, en: Ask what it is compared with.}
initial: objecting
states:
  - {id: objecting, stage: exchange, name: {zh: 提异议, en: objecting}}
  - {id: exploring, stage: exchange, name: {zh: 探讨, en: exploring}}
  - {id: agreed, stage: conclusion, outcome: agreed, name: {zh: 谈成, en: agreed}}
  - {id: lost, stage: conclusion, outcome: lost, name: {zh: 谈崩, en: lost}}
transitions:
  - {trigger: [isolate, fact], source: objecting, dest: exploring}
  - {trigger: advance, source: exploring, dest: agreed, when: {met: true}}
  - {trigger: advance, source: exploring, raises: not_yet}
  - {trigger: exhausted, source: "*", dest: lost}
  - {trigger: timeout, source: "*", dest: lost}
"""

SCENARIO = """\
# yaml-language-server: $schema=../schema/scenario.json
title: 激光机多久回本
lang: zh
persona: amiable
objection: price
account: zh_forge
difficulty: 1
offer: 激光切割机，48 万
brief: 去谈激光机。
proof:
  - {id: payback, name: 回本测算, fits: true}
  - {id: catalogue, name: 样本册}
  - {id: award, name: 证书}
concern:
  is: 看不出多久回本。
  confided: 我就是算不出多久回本。
  enough: 1
  others:
    - 没有钱
    - 不信售后
surface:
  - {id: dear, name: 价格高, say: 太贵了。}
facts:
  - id: present_machine
    asked: [你们现在用什么机床？, 这道工序怎么做？]
    answer: 两台老等离子。
    trust: 30
answers:
  - id: saves
    means: [一年能省八万打磨费, 两年就回本, 省下一个打磨工]
    reply: 这么算倒有数了。
opening: 你们这机器太贵了。
lines:
  - in: agreed
    on: advance
    say: 行，就这么定。
  - {in: lost, say: 算了吧。}
models:
  acknowledge: 您嫌贵我理解。
  open_question: 您是跟什么比？
  isolate: 除了价格还有别的吗？
  evidence: 我带了测算表。
  advance: 周四我带样件来？
talks:
  expert: [您嫌贵我理解。, 除了价钱还卡在哪儿？, 一年省下八万。, 周四带样件来试切？]
  novice: [我们的机器最好。, 您再看看样本。, 一点不贵。, 那改天吧。]
judgement:
  real: true
  able: true
  growing: false
  why: {real: 等离子干不过来。, able: 厂长说了算。, growing: 没有新活。}
"""


def changed(text: str, *changes: tuple[str, str]) -> str:
    """The text with each old part, which must stand there once, replaced by the new one."""
    for old, new in changes:
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in the text"
        text = text.replace(old, new)
    return text


DRILL = (
    """\
# yaml-language-server: $schema=../schema/drill.json
title: 开放还是封闭
lang: zh
kind: open_closed
section: 提高篇 五 3d
intro: 这一问是开放的还是封闭的？
items:
"""
    + "".join(f"  - {{shows: 第{number}问, answer: open, why: 能展开答。}}\n" for number in range(1, 10))
    + """\
  - shows: 您看行不行？
    answer: closed
    why: 只能答行或者不行。
"""
)


def _moves() -> str:
    entries = (
        f"  - {{id: {move}, name: {{zh: 话, en: talk}}, means: {{zh: 话, en: talk}}, section: 五}}\n" for move in MOVES
    )
    return "# yaml-language-server: $schema=schema/moves.json\nmoves:\n" + "".join(entries)


def _handbook() -> str:
    steps = (
        f"""\
  - id: {step}
    name: {{zh: 步骤, en: step}}
    section: 五
    principle: {{zh: 原则, en: principle}}
    advice: {{zh: 建议, en: advice}}
    criteria:
      - id: {step}_one
        asks: {{zh: 做了吗, en: Was it done?}}
        section: 五
        test: made
        points: 5
        yes: {{zh: 做了, en: done}}
        no: {{zh: 没做, en: not done}}
"""
        for step in "abcdefg"
    )
    return (
        "# yaml-language-server: $schema=schema/rubric.json\nversion: 1\nsteps:\n"
        + "".join(steps)
        + """\
groups: []
mistakes:
  argue: {first: 5, again: 3, reason: {zh: 争辩, en: argued}}
unearned:
  repeated: {first: 2, again: 5, reason: {zh: 重复, en: said before}}
  copied: {first: 3, again: 6, reason: {zh: 照抄, en: copied}}
  heaped: {first: 3, again: 6, reason: {zh: 太多, en: too much}}
help: {principle: 1, direction: 2, example: 4, retry: 3}
bands:
  - {at: 0, name: {zh: 低, en: low}, says: {zh: 再练, en: practise}}
  - {at: 60, name: {zh: 中, en: fair}, says: {zh: 不错, en: good}}
"""
    )


HESITANT = changed(
    SCENARIO,
    ("objection: price", "objection: hidden"),
    (
        "  - {id: dear, name: 价格高, say: 太贵了。}\n",
        "  - {id: dear, name: 价格高, say: 太贵了。}\n  - {id: later, name: 不急, say: 不急。}\n",
    ),
    (
        "asked: [你们现在用什么机床？, 这道工序怎么做？]\n    answer: 两台老等离子。\n    trust: 30\n",
        """\
asked: [你们现在用什么机床？, 车间里现有哪些机床？, 现在用的是什么设备？, 机床是哪年买的？]
    answer: 两台老等离子。
  - id: who_decides
    asked: [这事最后谁拍板？, 这件事您一个人能定吗？, 最后由谁来定？, 要报给哪位领导批？]
    answer: 我哥说了算。
  - id: complaints
    asked: [客户投诉过质量吗？, 有没有客户退过货？, 客户对质量有什么意见？, 退货多不多？]
    answer: 退过两回。
""",
    ),
)

SPOKEN = (
    DRILL.partition("items:\n")[0].replace("open_closed", "isolate")
    + "items:\n"
    + "".join(
        f"  - {{shows: 客户第{number}句, why: 先探再答。, model: 除了第{number}句还有吗？, bad: 第{number}句好办。}}\n"
        for number in range(1, 11)
    )
)

COLD = "  - {trigger: advance, source: exploring, dest: lost, when: {trust_below: 20}}\n"

EXAMPLES = """\
# yaml-language-server: $schema=../schema/examples.json
author: zh_01
lang: zh
replies:
  - id: zh_01-001
    persona: amiable
    objection: price
    customer: 你们这机器太贵了。
    reply: 您是跟哪家比，觉得贵在什么地方？
    moves: [open_question]
  - id: zh_01-002
    persona: amiable
    objection: hidden
    customer: 再看看吧。
    reply: 您的担心很有道理，我理解。除了价格，您还有别的顾虑吗？
    moves: [acknowledge, isolate]
"""

CASE = """\
# yaml-language-server: $schema=../schema/case.json
scenario: zh/laser_hesitant
version: 0123456789ab
seed: 7
replies: [您是跟哪家比，觉得贵在什么地方？]
reply: 1
moves: [open_question]
agrees: true
"""

FILES = {
    "moves.yaml": _moves(),
    "handbook.yaml": _handbook(),
    "accounts/zh_forge.yaml": ACCOUNT,
    "accounts/en_mill.yaml": ACCOUNT.replace("id: zh_forge", "id: en_mill").replace("lang: zh", "lang: en"),
    "personas/amiable.yaml": PERSONA,
    "objections/price.yaml": OBJECTION,
    "zh/laser_payback.yaml": SCENARIO,
    "drills/zh_open.yaml": DRILL,
}
"""The smallest content in which there is something of everything that a program needs."""

WHOLE = FILES | {
    "objections/hidden.yaml": changed(
        OBJECTION,
        ("id: price", "id: hidden"),
        (
            "  - {trigger: advance, source: exploring, dest: agreed",
            f"{COLD}  - {{trigger: advance, source: exploring, dest: agreed",
        ),
    ),
    "zh/laser_hesitant.yaml": HESITANT,
    "drills/zh_isolate.yaml": SPOKEN,
    "examples/zh_01.yaml": EXAMPLES,
    "cases/zh_compared.yaml": CASE,
}
"""The same and something of everything else."""


def unmarked(text: str) -> tuple[str, int, int]:
    """The text without its mark, and the mark's line and column, 1-based."""
    assert text.count(MARK) == 1
    before = text.partition(MARK)[0].split("\n")
    return text.replace(MARK, ""), len(before), len(before[-1]) + 1


def write(folder: Path, files: dict[str, str]) -> Path:
    """Write files by their path; line ends as given."""
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
    return folder
