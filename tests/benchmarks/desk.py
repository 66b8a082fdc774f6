"""How fast the desk answers with 100,000 stored turns on SQLite: the median of each page, in milliseconds.

The talks are rows alone; each is as large as one that is held here, with its turns and its card.
"""

import asyncio
import statistics
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx

from bot.desk.desk import Desk
from bot.desk.routes import desk_app
from bot.practice import Practice
from bot.settings import Settings
from bot.stage import Stage
from state.records.records import Records
from state.records.tables import Card, Session, Turn
from state.troupe import Troupe
from state.understanding.reader import load_reader
from tests.bot.desk.browsing import SECRET, Browser
from tests.bot.desk.filled import hold, joined
from tests.bot.table import FOLDER
from tests.customers import troupe as shipped

TURNS, PEOPLE, TIMES, OLDEST = 100_000, 300, 15, 360
JUDGED = 500
"""Talks that coaches commented on, every third of them corrected, too."""
MODEL = "telegram:1"


def fill(records: Records, troupe: Troupe, practice: Practice) -> int:
    """Talks of many people over a year. Returns how many turns there are."""
    now, customers = datetime.now(UTC), sorted(troupe.customers)
    with records.unit() as unit:
        joined(unit, MODEL, "样板", "样板组", now)
        held = hold(unit, MODEL, troupe.customers["zh/vmc_price"], "average", now, troupe, practice.reader, name="0")
        turns, card = unit.turns(MODEL, held.id), unit.card(MODEL, held.id)
        assert card is not None
        for number in range(2, PEOPLE + 2):
            joined(unit, f"telegram:{number}", f"学员{number}", f"第{number % 10}组", now)
    count, place = len(turns), 0
    while count < TURNS:
        with records.unit() as unit:
            for _ in range(200):
                place += 1
                who, name = f"telegram:{2 + place % PEOPLE}", f"talk{place}"
                at = now - timedelta(days=place * 7 % OLDEST, minutes=place % 600)
                met = troupe.customers[customers[place % len(customers)]]
                own = {"user_id": who, "content_version": met.version}
                when = {"scenario": met.id, "started_at": at, "updated_at": at, "ended_at": at}
                unit.add(Session(**{**held.model_dump(), **own, **when, "id": name}))
                for turn in turns:
                    unit.add(Turn(**{**turn.model_dump(), "user_id": who, "session_id": name}))
                score = (card.score + place * 13) % 101
                made = {"session_id": name, "score": score, "body": varied(card.body, place)}
                unit.add(Card(**{**card.model_dump(), **own, **made}))
                count += len(turns)
    return count


def varied(body: dict[str, Any], place: int) -> dict[str, Any]:
    """A card's body in which some criteria were missed that were not, and the other way about."""

    def part(old: dict[str, Any]) -> dict[str, Any]:
        criteria = [
            {**each, "share": (1.0 if (place * 31 + number * 17) % 5 > 1 else 0.0)}
            for number, each in enumerate(old["criteria"])
        ]
        return {**old, "criteria": criteria}

    return {**body, "steps": [part(each) for each in body["steps"]], "groups": [part(each) for each in body["groups"]]}


def judge(records: Records, troupe: Troupe) -> None:
    """Let a coach look at the first talks."""
    now = datetime.now(UTC)
    asked = [each.id for part in troupe.rubric.parts for each in part.criteria]
    with records.unit() as unit:
        for place in range(1, JUDGED + 1):
            talk = f"telegram:{2 + place % PEOPLE}", f"talk{place}"
            unit.add_comment(talk, "看过了", by=MODEL, at=now)
            if place % 3 == 0:
                criterion = asked[place % len(asked)]
                unit.correct(talk, reason="是", by=MODEL, at=now, criterion=criterion, share=0.5)


async def measure(browser: Browser, path: str) -> tuple[float, float]:
    """Median and slowest of some answers."""
    took = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        answer: httpx.Response = await browser.opens(path)
        took.append((time.perf_counter() - begun) * 1000)
        assert answer.status_code == 200, path
    return statistics.median(took), max(took)


async def main() -> None:
    """Fill a database, and ask for each page."""
    with tempfile.TemporaryDirectory() as folder:
        records, troupe = Records(f"sqlite:///{Path(folder).as_posix()}/desk.db"), shipped()
        records.migrate()
        practice = Practice(records, load_reader(), Stage(records, FOLDER, troupe), Settings())
        begun = time.perf_counter()
        count = fill(records, troupe, practice)
        print(f"{count} turns in {time.perf_counter() - begun:.0f} s; {PEOPLE} people")
        browser = Browser(desk_app(Desk(practice, SECRET)), "http://127.0.0.1:8090")
        await browser.opens(f"/in/{SECRET}")
        await browser.sends(f"/in/{SECRET}")
        for path in (
            "/", "/?days=0", "/?group=第3组", "/?objection=price&days=90", "/talks", "/talks?days=0&page=20",
            "/talks?days=0&customer=zh/vmc_price", "/customers", "/customers?days=0", "/customers/zh/vmc_price?days=0",
            "/people/telegram:5", f"/talks/{MODEL}/0", f"/talks/{MODEL}/0?beside=model",
            f"/talks/{MODEL}/0/others", f"/talks/{MODEL}/0/others?sort=best",
        ):  # fmt: skip
            median, slowest = await measure(browser, path)
            print(f"{median:6.0f} ms  (slowest {slowest:.0f})  {path}")
        judge(records, troupe)
        begun = time.perf_counter()
        await browser.opens("/agreement")
        print(f"{(time.perf_counter() - begun) * 1000:6.0f} ms  /agreement, the first time over {JUDGED} judged talks")
        for path in ("/agreement", "/", "/?days=0"):
            median, slowest = await measure(browser, path)
            print(f"{median:6.0f} ms  (slowest {slowest:.0f})  {path}, over {JUDGED} judged talks")
        records.close()


if __name__ == "__main__":
    asyncio.run(main())
