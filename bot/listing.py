"""Listing: problems of content as people, programs and GitHub read them."""

import json
from collections.abc import Iterator, Sequence
from typing import Any, Literal

from state.content.problems import Problem, errors
from state.content.terms import Lang

Format = Literal["text", "json", "github"]

DOCS = "docs/diagnostics.md"
"""Where every code is explained; each has an anchor of its name there, in small letters."""


def listed(problems: Sequence[Problem], form: Format, lang: Lang) -> Iterator[str]:
    """What is to be printed, piece by piece; `json` is one array and nothing else."""
    if form == "json":
        yield json.dumps([record(problem, lang) for problem in problems], ensure_ascii=False, indent=2)
        return
    for problem in problems:
        yield problem.render(lang) if form == "text" else command(problem, lang)
    yield summary(problems, lang)


def record(problem: Problem, lang: Lang) -> dict[str, Any]:
    """A problem as a JSON object.

    Lines and columns count from 1, in code points; `end_column` is the first behind what is wrong. Both ends are left
    out where the whole file or folder is to blame.
    """
    end = problem.end_column
    return {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        **({} if end is None else {"end_line": problem.line, "end_column": end}),
        "code": problem.code,
        "severity": problem.severity,
        "message": problem.says(lang),
        "fix": _advice(problem, lang),
        "url": f"{DOCS}#{problem.code.lower()}",
    }


def command(problem: Problem, lang: Lang) -> str:
    """A problem as a workflow command, which GitHub Actions shows beside the line."""
    place = {"file": problem.path, "line": problem.line, "col": problem.column, "title": problem.code}
    properties = ",".join(f"{name}={_property(str(value))}" for name, value in place.items())
    message = (" " if lang == "en" else "").join((problem.says(lang), _advice(problem, lang)))
    return f"::{problem.severity} {properties}::{_data(message)}"


def _advice(problem: Problem, lang: Lang) -> str:
    """What to do, with the names that there are to choose from."""
    if not problem.known:
        return problem.fix(lang)
    return (
        f"{problem.fix(lang)} ({problem.offer(lang)})"
        if lang == "en"
        else f"{problem.fix(lang)}（{problem.offer(lang)}）"
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(problems: Sequence[Problem], lang: Lang) -> str:
    """How many there are, in a sentence."""
    wrong = len(errors(problems))
    doubtful = len(problems) - wrong
    if lang == "zh":
        counts = [f"{wrong} 个错误"] * bool(wrong) + [f"{doubtful} 条提醒"] * bool(doubtful)
        return "，".join(counts) + "。" if counts else "没有发现问题。"
    counts = [_counted(wrong, "error")] * bool(wrong) + [_counted(doubtful, "warning")] * bool(doubtful)
    return ", ".join(counts) + "." if counts else "No problems found."


def _counted(number: int, what: str) -> str:
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
