"""Practice in a terminal, through a real pseudo-terminal and through a pipe."""

import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.customers import troupe

pexpect = pytest.importorskip("pexpect", reason="there is no pseudo-terminal here")
# A child of a process in which other tests have trained networks; it goes on to another program at once.
pytestmark = pytest.mark.filterwarnings("ignore:os.fork:RuntimeWarning")
ROOT = Path(__file__).parents[2]
PROMPT = "你 ›"
Start = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start `duilian practice` on a database that outlives it."""
    running: list[pexpect.spawn[str]] = []

    def start(*arguments: str, pace: str = "0") -> "pexpect.spawn[str]":
        environment = {
            **{key: value for key, value in os.environ.items() if not key.startswith("DUILIAN_")},
            "DUILIAN_DATABASE__URL": f"sqlite:///{(tmp_path / 'terminal.db').as_posix()}",
            "DUILIAN_PRACTICE__PACE": pace,
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "TERM": "xterm",
        }
        child = pexpect.spawn(
            sys.executable, ["-m", "bot", "practice", *arguments], cwd=str(ROOT), env=environment,
            encoding="utf-8", timeout=20, dimensions=(50, 120),
        )  # fmt: skip
        running.append(child)
        return child

    yield start
    for child in running:
        child.close(force=True)


def test_who_leaves_at_once_leaves_in_good_order(start: Start) -> None:
    child = start("--lang", "zh")  # while customers are still being made ready in the background
    child.expect(PROMPT)
    child.sendline("/quit")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_to_quit_a_drill_tells_how_it_went_and_does_not_leave(start: Start) -> None:
    child = start("--lang", "zh")
    child.expect("挑一位客户")
    child.expect(PROMPT)
    child.sendline("/drill zh_open_closed")
    child.expect("1/10")
    child.sendline("1")
    child.expect("2/10")
    child.sendline("/quit")
    child.expect("做了 1 题")
    child.sendline("/quit")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_a_whole_visit(start: Start) -> None:
    child = start("--lang", "zh")
    child.expect("挑一位客户")
    child.expect(PROMPT)
    child.sendline(str(1 + [customer.id for customer in troupe().who("zh")].index("zh/vmc_price")))
    child.expect("客户卡")
    child.expect("准备一")
    child.sendline("1")
    child.expect("准备二")
    child.sendline("0")
    child.expect("谈话开始")
    child.sendline("王总，您说贵，主要是跟哪家比？")
    child.expect("台州")
    child.sendline("/hint")
    child.expect("提示")
    child.sendline("/status")
    child.expect("说了 1 句")
    child.sendline("/quit")
    child.expect("成绩单")
    child.expect("下次只改一件事")
    child.sendline("/quit")
    child.expect(pexpect.EOF)
    child.wait()
    assert child.exitstatus == 0


def test_english_customers_by_kind(start: Start) -> None:
    child = start("--lang", "en", "--objection", "genuine")
    child.expect("Customer card")
    child.expect("Getting ready, 1 of 2")
    child.sendline("0")
    child.expect("Getting ready, 2 of 2")
    child.sendline("0")
    child.expect("The talk begins")


def test_an_exam_from_the_start(start: Start) -> None:
    child = start("zh/vmc_price", "--lang", "zh", "--exam")
    child.expect("这次是考试")
    child.expect(PROMPT)
    child.sendline("a")
    child.expect("要等成绩单出来以后")
    child.sendline("王总，您说贵，主要是跟哪家比？")
    child.expect("谈话开始")
    child.expect(PROMPT)
    child.sendline("/hint")
    child.expect("考试里没有这个")


def test_an_exam_asked_for_in_the_middle_of_a_practice_is_refused(start: Start) -> None:
    child = start("zh/vmc_price", "--lang", "zh")
    child.expect("准备一")
    child.expect(PROMPT)
    child.sendline("王总，您说贵，主要是跟哪家比？")
    child.expect("谈话开始")
    child.sendintr()
    child.expect(pexpect.EOF)
    again = start("--exam")
    again.expect("接着上次")
    again.expect("只能按练习算")


def test_the_prompt_speaks_the_language_that_was_just_chosen(start: Start) -> None:
    child = start("--lang", "zh")
    child.expect(PROMPT)
    child.sendline("/language en")
    child.expect("you ›")


def test_ctrl_c_and_kill_lose_nothing(start: Start) -> None:
    child = start("zh/vmc_price", "--lang", "zh")
    child.expect("准备一")
    child.expect(PROMPT)
    child.sendline("王总，您说贵，主要是跟哪家比？")
    child.expect("台州")
    child.sendintr()
    child.expect(pexpect.EOF)
    again = start()
    again.expect("跟哪家比")
    again.expect("台州")
    again.expect("接着上次")
    again.expect(PROMPT)
    again.sendline("您现在一件要多长时间？")
    again.expect("11 分钟")
    again.kill(9)
    again.expect(pexpect.EOF)
    third = start()
    third.expect("11 分钟")
    third.expect("接着上次")
    third.expect(PROMPT)
    third.sendline("/status")
    third.expect("说了 2 句")


def test_a_question_left_open_is_asked_again(start: Start) -> None:
    child = start("zh/vmc_price", "--lang", "zh")
    child.expect("准备一")
    child.expect(PROMPT)
    child.sendline("1")
    child.expect("准备二")
    child.sendintr()
    child.expect(pexpect.EOF)
    again = start()
    again.expect("正在准备见王建国")
    again.expect("准备二")


def test_what_was_not_yet_said_when_killed_is_said_at_the_next_start(
    start: Start,
) -> None:
    child = start("zh/vmc_price", "--lang", "zh", pace="3")
    child.expect("准备一")
    child.expect(PROMPT)
    child.sendline("王总，您说贵，主要是跟哪家比？")
    child.expect("谈话开始")  # the answer is due many seconds later
    child.kill(9)
    child.expect(pexpect.EOF)
    again = start(pace="3")
    again.expect("接着上次")
    again.expect("台州")
