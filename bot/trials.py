"""Trials of the scoring: graded scripts are played and scored, as they are and as somebody would who games it."""

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from bot.jsonl import BadLine, Record
from bot.replaying import customer_of, play
from state.content.terms import Lang, Move
from state.dialogue.customer import Customer
from state.scoring.card import score
from state.scoring.talk import Talk
from state.troupe import Troupe
from state.understanding.reading import Reader
from state.validity import Graded

DEVELOPMENT, MEASURING = Path("tests/data/scripts/development"), Path("tests/data/scripts/measuring")
"""Where the graded scripts of this project are, from its folder: those that choices are made by, and the others."""
GAIN = 5
"""Points that no way of gaming the score may bring on the mean."""

PERFECT: Mapping[Lang, str] = {
    "zh": "您有这个顾虑很正常，主要担心哪一点？可以先试切、写进验收条款，对您来说每月省两万，您看周四方便吗？",
    "en": "That's a fair worry, what is it about? We can cut your part first, it goes into the acceptance terms, "
    "it saves you two thousand a month; would Thursday suit you?",
}
KEYWORDS: Mapping[Lang, str] = {
    "zh": "理解、复述、顾虑、决策人、特征、优点、利益、证据、方案、保修、专家建议、下一步、谢谢。",
    "en": "Understand, restate, concern, decision maker, feature, advantage, benefit, evidence, solution, warranty, "
    "advice, next step, thank you.",
}
QUESTIONS: Mapping[Lang, str] = {
    "zh": "您最看重什么？为什么？现在怎么做？谁负责？预算多少？几时要？谁来定？跟谁比？还有别的顾虑吗？您怎么看？",
    "en": "What matters most to you? Why? How do you do it now? Who runs it? What's the budget? When is it needed? "
    "Who decides? What do you compare it with? Is there anything else? What do you think?",
}
SORRY: Mapping[Lang, str] = {"zh": "非常抱歉，真的对不起。", "en": "I'm so sorry, I do apologise. "}


@dataclass(frozen=True)
class Script:
    """A graded script and the customer that it is played against. seed: decides between the customer's words."""

    record: Record
    customer: Customer
    replies: list[str]
    seed: int = 0

    @property
    def lang(self) -> Lang:
        """The language of the customer."""
        return self.customer.scenario.lang


@dataclass(frozen=True)
class Played:
    """How a script went. score: 0–100. heard: the replies that there was time for before the talk ended."""

    score: int
    heard: tuple[str, ...]


def read_scripts(paths: Sequence[Path], troupe: Troupe) -> list[Script]:
    """Graded scripts, one JSON object a line, from files or folders of them.

    Raises BadLine for a line that is none, FileNotFoundError if there are no files.
    """
    files = [file for path in paths for file in (sorted(path.glob("*.jsonl")) if path.is_dir() else [path])]
    if not files:
        raise FileNotFoundError(2, "there are no scripts", str(paths[0]))
    found = []
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
            try:
                record = json.loads(line)
                if record["grade"] not in (1, 2, 3, 4):
                    raise BadLine("'grade' should be 1, 2, 3 or 4")
                found.append(
                    Script(record, customer_of(record, troupe, " ".join(record["replies"])), record["replies"])
                )
            except (KeyError, TypeError, json.JSONDecodeError, BadLine) as error:
                raise BadLine(f"{file}, line {number}: {error}") from error
    return found


def graded(scripts: Sequence[Script], troupe: Troupe, reader: Reader) -> list[Graded]:
    """Every script with its score."""
    return [
        Graded(
            id=script.record["id"],
            lang=script.lang,
            persona=script.record["persona"],
            objection=script.record["objection"],
            grade=script.record["grade"],
            score=points,
        )
        for script, points in zip(scripts, scores(scripts, troupe, reader), strict=True)
    ]


def gaming(scripts: Sequence[Script], troupe: Troupe, reader: Reader) -> str:
    """What each way of gaming the score gains, in points: the mean over all scripts, and the most."""
    honest = np.array(scores(scripts, troupe, reader))
    lines = [f"{'':<34}{'mean gain':>10}{'at most':>9}   over {GAIN} in"]
    for name, attack in ATTACKS.items():
        gains = (
            np.array(scores([replace(script, replies=attack(script)) for script in scripts], troupe, reader)) - honest
        )
        lines.append(
            f"{name:<34}{gains.mean():>+10.1f}{gains.max():>+9.0f}   {np.mean(gains > GAIN):.0%} of {len(gains)}"
        )
    return "\n".join(lines)


def _copied(script: Script) -> list[str]:
    models = script.customer.scenario.models
    return [script.replies[0], *(models[move] for move in SHOWN if move in models), *script.replies[1:]]


SHOWN: tuple[Move, ...] = ("isolate", "benefit")
"""Moves whose model replies are copied: those that cards show most often."""

ATTACKS: Mapping[str, Callable[[Script], list[str]]] = {
    "one perfect sentence throughout": lambda script: [PERFECT[script.lang]] * len(script.replies),
    "a perfect sentence with each reply": lambda script: [f"{said} {PERFECT[script.lang]}" for said in script.replies],
    "every keyword in one message": lambda script: [KEYWORDS[script.lang], *script.replies],
    "ten questions in one message": lambda script: [QUESTIONS[script.lang], *script.replies],
    "an apology with each reply": lambda script: [SORRY[script.lang] + said for said in script.replies],
    "the model replies shown last time": _copied,
}


def scores(scripts: Sequence[Script], troupe: Troupe, reader: Reader) -> list[int]:
    """The score of each script, 0–100."""
    return [each.score for each in played(scripts, troupe, reader)]


def played(scripts: Sequence[Script], troupe: Troupe, reader: Reader) -> list[Played]:
    """Each script as it goes."""

    def one(script: Script) -> Played:
        turns, end = play(script.customer, script.replies, script.seed, reader)
        card = score(Talk(customer=script.customer, turns=tuple(turns), end=end), troupe.rubric)
        return Played(card.score, tuple(turn.reply for turn in turns))

    with ThreadPoolExecutor() as pool:
        return list(pool.map(one, scripts))
