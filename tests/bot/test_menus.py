"""Whom to practise with: every customer is found by every way through the menus, and a button stays one of its time."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from bot.actions import Chosen
from bot.menus import KINDS
from bot.screens import PAGE
from bot.texts import texts
from state.records.tables import Outgoing
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table, with_troupe
from tests.bot.telegram_process import practice_at, served
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

LONGEST_DATA = 64  # bytes that a button can carry in Telegram


@pytest.fixture(params=["zh", "en"])
def trainee(request: pytest.FixtureRequest, tmp_path: Path, reader: Reader, troupe: Troupe) -> Iterator[Trainee]:
    with table(tmp_path, reader, troupe, lang=request.param) as sitting:
        yield sitting


def buttons(message: Outgoing) -> list[dict[str, Any]]:
    return message.buttons or []


def presses(trainee: Trainee, data: str) -> Outgoing:
    trainee.does(Chosen(data, 5))
    return trainee.last


def customers_behind(trainee: Trainee, data: str) -> list[str]:
    """The scenarios on all pages of the list that a button leads to."""
    found: list[str] = []
    seen = set()
    while data and data not in seen:
        seen.add(data)
        page = presses(trainee, data)
        listed = [each["data"] for each in buttons(page) if each["data"].startswith("customer/")]
        assert 0 < len(listed) <= PAGE
        found += [each.split("/", 2)[2] for each in listed]
        onward = [each["data"] for each in buttons(page) if each["label"].endswith("›")]
        data = onward[0] if onward else ""
    return found


@pytest.mark.parametrize("by", KINDS)
def test_every_customer_is_of_one_kind(trainee: Trainee, by: str) -> None:
    trainee.types("/practice")
    kinds = presses(trainee, f"menu/practice/{by}")
    assert kinds.replaces == 5
    found = [scenario for kind in buttons(kinds)[:-1] for scenario in customers_behind(trainee, kind["data"])]
    assert sorted(found) == sorted(each.id for each in trainee.practice.troupe.who(trainee.person.lang))


def test_no_two_kinds_of_customers_are_called_the_same(trainee: Trainee) -> None:
    for by in KINDS:
        labels = [
            each["label"].split("（")[0].split(" (")[0] for each in buttons(presses(trainee, f"menu/practice/{by}"))
        ]
        assert len(set(labels)) == len(labels) > 2


def test_all_of_them_are_on_the_pages_of_one_list(trainee: Trainee) -> None:
    everybody = [each.id for each in trainee.practice.troupe.who(trainee.person.lang)]
    assert customers_behind(trainee, "menu/practice/all.0") == everybody


def test_a_number_means_the_list_that_is_shown(trainee: Trainee) -> None:
    trainee.types("/practice")
    shown = presses(trainee, "menu/practice/objection.hidden.0")
    second = buttons(shown)[1]["data"].split("/", 2)[2]
    brief = trainee.types("2")[0]
    assert trainee.practice.troupe.customers[second].account.person in brief


def test_back_leads_home_and_every_button_fits(trainee: Trainee) -> None:
    trainee.types("/practice")
    home, seen, waiting = trainee.last.text, set(), [each["data"] for each in buttons(trainee.last)]
    while waiting:
        data = waiting.pop()
        assert len(data.encode()) <= LONGEST_DATA
        if data in seen or not data.startswith("menu/") or data.endswith("random"):
            continue
        seen.add(data)
        page = presses(trainee, data)
        waiting += [each["data"] for each in buttons(page)]
    assert presses(trainee, "menu/practice/home").text == home
    assert len(seen) > sum(map(len, KINDS.values()))


def test_chance_does_not_bring_the_same_customer_twice(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    two = {name: troupe.customers[name] for name in ("zh/vmc_price", "zh/lathe_precise")}
    with table(tmp_path, reader, replace(troupe, customers=two)) as trainee:
        met = []
        for _ in range(8):
            trainee.does(Chosen("menu/practice/random", 5))
            with trainee.practice.records.unit() as unit:
                session = unit.open_session(trainee.person.id)
            assert session is not None
            met.append(session.scenario)
            trainee.types("/quit")
    assert set(met) == set(two)
    assert all(one != other for one, other in pairwise(met))


def test_an_exam_from_the_menu_is_an_exam(trainee: Trainee) -> None:
    trainee.types("/exam")
    of_kind = presses(trainee, "menu/exam/difficulty.1.0")
    assert texts(trainee.person.lang)("mode-is", mode="exam") in of_kind.text
    trainee.does(Chosen(buttons(of_kind)[0]["data"], 5))
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    assert session.mode == "exam"


@pytest.mark.parametrize(
    "value",
    ["all.99", "persona.controlling.9", "persona.martian.0", "weather", "all", "persona.controlling", "all.-1", ""],
)
def test_a_page_that_is_not_there_is_out_of_date(trainee: Trainee, value: str) -> None:
    assert trainee.does(Chosen(f"menu/practice/{value}", 5)) == [texts(trainee.person.lang)("stale")]


def test_in_a_talk_the_menu_leads_back_to_it(trainee: Trainee) -> None:
    trainee.types("/practice")
    first = presses(trainee, "menu/practice/all.0")
    trainee.does(Chosen(buttons(first)[0]["data"], 5))
    trainee.types("0")
    trainee.types("0")
    trainee.does(Chosen("menu/practice/all.0", 5))
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    person = trainee.practice.troupe.customers[session.scenario].account.person
    assert trainee.last.text == texts(trainee.person.lang)("talk-busy", person=person)


def test_without_customers_it_is_said_who_can_add_some(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    with table(tmp_path, reader, troupe) as trainee:
        nobody = replace(trainee, practice=with_troupe(trainee.practice, replace(troupe, customers={})))
        assert nobody.types("/start")[-1].endswith(texts("zh")("menu-empty"))


def test_a_newcomer_is_in_a_talk_at_one_tap(trainee: Trainee) -> None:
    [welcome] = trainee.types("/start")
    [button] = buttons(trainee.last)
    brief, begins, *opening = trainee.does(Chosen(button["data"], 5))
    with trainee.practice.records.unit() as unit:
        session = unit.open_session(trainee.person.id)
    assert session is not None
    customer = trainee.practice.troupe.customers[session.scenario]
    assert customer.account.person in welcome
    assert customer.account.company in brief
    assert begins == texts(trainee.person.lang)("talk-begins", person=customer.account.person)
    assert opening
    assert (session.phase, customer.scenario.difficulty, customer.scenario.telephone) == ("talk", 1, False)
    assert trainee.heard[-len(opening) - 2].replaces is None, "the welcome stays"
    assert trainee.types("/start") == [texts(trainee.person.lang)("talk-busy", person=customer.account.person)]


async def test_menus_are_turned_in_place(telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    zh = texts("zh")
    async with practice_at(telegram, tmp_path, reader, troupe) as practice, served(practice):
        lin = Person(telegram, LIN, "小林")
        await lin.says("/practice")
        [home] = await lin.hears()
        await lin.presses(zh("menu-by", by="persona"))
        await lin.sees(zh("menu-by", by="persona"))
        await lin.presses(troupe.personas["amiable"].name["zh"])
        await lin.sees(troupe.who("zh", persona="amiable")[0].account.company)
        await lin.presses(zh("menu-back"))
        await telegram.until(lambda: home.text.endswith(zh("menu-by", by="persona")), 5, "the kinds again", lin.chat)
        await lin.presses(zh("menu-back"))
        await telegram.until(lambda: zh("menu-home", mode="practice") in home.text, 5, "home again", lin.chat)
        assert lin.overhears() == [], "nothing was sent anew"
        assert len(telegram.calls("editMessageText")) >= 3


async def test_a_message_that_is_gone_is_sent_anew(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    zh = texts("zh")
    async with practice_at(telegram, tmp_path, reader, troupe) as practice, served(practice):
        lin = Person(telegram, LIN, "小林")
        await lin.says("/practice")
        [home] = await lin.hears()
        home.deleted = True
        lin.presses_on(home, home.buttons[1])
        brief = (await lin.hears())[0]
        assert zh("brief-known") in brief.text
