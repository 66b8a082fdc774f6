"""Watching: what a real talk leaves in the metrics, and a dashboard and alerts that ask for nothing else."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from itertools import combinations
from pathlib import Path
from typing import Any

import httpx
import pytest
import yaml
from prometheus_client.parser import text_string_to_metric_families

from bot.practice import Practice
from bot.settings import Watching
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.telegram_process import free_port, hears_until, practice_at, served
from tests.telegram import faults
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

FILES = Path(__file__).parents[2] / "docs" / "deployment"
DASHBOARD: dict[str, Any] = json.loads((FILES / "grafana.json").read_text(encoding="utf-8"))
RULES = yaml.safe_load((FILES / "prometheus-rules.yaml").read_text(encoding="utf-8"))["groups"][0]["rules"]
BY_PROMETHEUS = {"instance", "job", "le"}
"""Labels that it puts on by itself, and that of every histogram."""
ZH = texts("zh")
Series = dict[str, list[dict[str, str]]]


async def scraped(port: int) -> Series:
    """What a scrape finds: the labels of each series, by its name."""
    async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{port}") as http:
        text = (await http.get("/metrics")).text
    found: Series = {}
    for family in text_string_to_metric_families(text):
        for sample in family.samples:
            found.setdefault(sample.name, []).append({**sample.labels, "=": str(sample.value)})
    return found


def value(series: Series, name: str, **labels: str) -> float:
    [found] = [each for each in series.get(name, []) if labels.items() <= each.items()]
    return float(found["="])


@pytest.fixture
async def practice(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        watching = Watching(port=free_port())
        practice = replace(opened, settings=opened.settings.model_copy(update={"watching": watching}))
        async with served(practice):
            await telegram.until(lambda: telegram.calls("getUpdates"), 5, "a bot that hears")
            yield practice


def asked(expression: str) -> list[tuple[str, dict[str, tuple[str, str]], set[str]]]:
    """The series that a query asks for: name, matchers (label -> operator, value), and the labels it groups by."""
    groups = {label.strip() for by in re.findall(r"\bby \(([^)]*)\)", expression) for label in by.split(",")}
    found = []
    for name, inside in re.findall(r"\b((?:duilian|process)_\w+)(?:\{([^}]*)\})?", expression):
        matchers = {label: (sign, held) for label, sign, held in re.findall(r'(\w+)(=~|!=|=)"([^"]*)"', inside)}
        found.append((name, matchers, groups))
    return found


def queries() -> list[str]:
    shown = [target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]]
    chosen = [
        re.sub(r"label_values\((\w+), \w+\)", r"\1", variable["definition"])
        for variable in DASHBOARD["templating"]["list"]
        if variable["type"] == "query"
    ]
    return [*shown, *chosen, *(rule["expr"] for rule in RULES)]


async def test_dashboard_and_alerts_ask_for_what_a_real_talk_leaves(
    telegram: BotApi, practice: Practice, reader: Reader
) -> None:
    lin = Person(telegram, LIN, "小林")
    for line in ("/practice zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, "正在和王建国谈")
    planned = [faults.flood(1), faults.BROKEN, faults.DROP, faults.Refuse(400, "Bad Request: message is too long")]
    for fault in planned:
        telegram.plan("sendMessage", fault)
    await lin.says("王总您好，您觉得贵，主要是跟哪家比？")
    await lin.says("/status")
    await hears_until(lin, "正在和王建国谈", timeout=15)
    await lin.blocks()
    await lin.says("/help")
    port = practice.settings.watching.port
    async with asyncio.timeout(10):
        while not value(there := await scraped(port), "duilian_send_failures_total", kind="unreachable"):
            await asyncio.sleep(0.02)
    failed = {kind: value(there, "duilian_send_failures_total", kind=kind) for kind in ("flood", "server", "refused")}
    assert failed == {"flood": 1, "server": 2, "refused": 1}
    stages = {each["stage"] for each in there["duilian_turn_seconds_count"]}
    assert stages == {"read", "act", "transaction", "whole", "send", "answer"}
    assert value(there, "duilian_turn_seconds_count", stage="read") == 1
    assert value(there, "duilian_reading_confidence_count") == 1
    assert sum(float(each["="]) for each in there["duilian_replies_total"]) == 1
    async with asyncio.timeout(10):  # the last update is in hand a moment longer than its answer needs
        while value(await scraped(port), "duilian_updates_in_hand"):
            await asyncio.sleep(0.02)
    assert value(there, "duilian_sessions_open") == 1
    [build] = there["duilian_build_info"]
    assert build["reader"] == reader.version
    assert build["rubric"] == str(practice.troupe.rubric.version)
    for expression in queries():
        for name, matchers, groups in asked(expression):
            assert name in there, expression
            labels = set().union(*there[name])
            assert {*matchers, *groups} - BY_PROMETHEUS <= labels, expression
            for label, (sign, held) in matchers.items():
                if label not in BY_PROMETHEUS:
                    values = {each[label] for each in there[name]}
                    assert set(held.split("|") if sign == "=~" else [held]) <= values, expression
    shown = {name for expression in queries() for name, _, _ in asked(expression)}
    ours = {name for name in there if name.startswith("duilian_") and not name.endswith(("_created", "_sum", "_count"))}
    assert ours <= shown, "what is counted is shown"


def test_what_is_counted_tells_of_nobody() -> None:
    every = {label for expression in queries() for _, _, groups in asked(expression) for label in groups}
    assert every <= {"le", "stage", "result", "kind", "reason", "state", "instance", "version", "reader", "rubric"}


def test_the_dashboard_imports_as_it_is() -> None:
    assert DASHBOARD["schemaVersion"] >= 36
    panels = DASHBOARD["panels"]
    assert len({panel["id"] for panel in panels}) == len(panels)
    assert len({panel["title"] for panel in panels}) == len(panels)
    for panel in panels:
        place = panel["gridPos"]
        assert 0 <= place["x"] < place["x"] + place["w"] <= 24
        assert place["h"] > 0 <= place["y"]
        references = [target["refId"] for target in panel["targets"]]
        assert len(set(references)) == len(references) > 0
        for source in (panel["datasource"], *(target["datasource"] for target in panel["targets"])):
            assert source == {"type": "prometheus", "uid": "${datasource}"}
    for one, other in combinations((panel["gridPos"] for panel in panels), 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        assert beside or one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
    names = {variable["name"] for variable in DASHBOARD["templating"]["list"]}
    used = set(re.findall(r"\$\{?(\w+)", json.dumps(DASHBOARD))) - {"__rate_interval"}
    assert used == names == {"datasource", "instance"}
    for expression in queries():
        assert all(expression.count(one) == expression.count(other) for one, other in ("()", "{}", "[]"))


def test_alerts_have_what_prometheus_wants_and_say_what_it_is_about() -> None:
    assert len({rule["alert"] for rule in RULES}) == len(RULES)
    page = (FILES.parent / "watching.md").read_text(encoding="utf-8")
    for rule in RULES:
        assert set(rule) <= {"alert", "expr", "for", "labels", "annotations"}
        assert rule["labels"]["severity"] in ("critical", "warning")
        assert rule["annotations"]["summary"]
        assert re.fullmatch(r"\d+[smh]", rule.get("for", "1m"))
        assert f"`{rule['alert']}`" in page, "what to do about it is told"
