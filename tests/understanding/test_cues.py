"""Cues: each must be right wherever the labelled examples show it, nearly."""

from collections import Counter
from pathlib import Path

import pytest

from state.content.library import load_examples
from state.content.terms import Move
from state.understanding.cues import CUES, cued, is_bare


def test_every_cue_is_right_in_95_of_100_examples(content: Path) -> None:
    examples, _ = load_examples(content)
    assert examples is not None
    shown: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for author in examples.values():
        for reply in author.replies:
            for cue in CUES:
                if cue.pattern.search(reply.reply):
                    shown[cue.pattern.pattern] += 1
                    right[cue.pattern.pattern] += cue.move in reply.moves
    wrong = {cue: f"{right[cue]} of {count}" for cue, count in shown.items() if right[cue] < 0.95 * count}
    assert not wrong


@pytest.mark.parametrize(
    ("reply", "move", "words"),
    [
        ("除了价格，您还有别的顾虑吗？", "isolate", "除了价格，您还有别的顾虑吗"),
        ("要是价格谈拢了，您是不是就能定下来？", "isolate", "要是价格谈拢了，您是不是就能定"),
        ("apart from price, is there anything else?", "isolate", "apart from price, is there anything else"),
        ("If we sort the price, could you go ahead?", "isolate", "If we sort the price, could you"),
        ("so who signs off on that?", "map_decision", "who signs"),
        ("王总您好！", "courtesy", "您好"),
    ],
)
def test_a_cue_quotes_its_words(reply: str, move: Move, words: str) -> None:
    start, end = cued(reply)[move]
    assert reply[start:end] == words


@pytest.mark.parametrize("reply", ["Who decides it's done?", "Read who decides what's a wearing part."])
def test_who_decides_about_a_word_is_no_cue(reply: str) -> None:
    assert "map_decision" not in cued(reply)


@pytest.mark.parametrize("reply", ["好的", "嗯，可以", "OK!!", "哈哈哈哈", "yes, sure", "Let me think."])
def test_bare_assents_are_bare(reply: str) -> None:
    assert is_bare(reply)


@pytest.mark.parametrize("reply", ["好的，那我明天过来", "不可以", "okay but why?", "可以分期", ""])
def test_an_assent_with_something_behind_it_is_not(reply: str) -> None:
    assert not is_bare(reply)
