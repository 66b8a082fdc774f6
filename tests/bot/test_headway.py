"""Progress as a picture: what it says, that nothing runs over, and how it comes in Telegram."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.actions import Person as Somebody
from bot.charts import WHITE
from bot.delivery import now
from bot.headway import SHOWN, headway, layout, progress_picture
from bot.picture import LEFT, RIGHT, WIDTH
from bot.practice import Practice
from bot.progress import Progress
from bot.telegram.sending import COACH
from bot.texts import Texts, texts
from state.progress.history import STEPS, Held
from state.troupe import Troupe
from state.understanding.reading import Reader
from tests.bot.table import Trainee, table
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def held(number: int, score: int, scenario: str = "", **shares: float) -> Held:
    rated = shares or dict.fromkeys(STEPS, 0.5)
    return Held(
        MONDAY + timedelta(days=number), scenario or f"zh/{number}", score, {s: rated[s] for s in STEPS if s in rated}
    )


def progress(troupe: Troupe, *talks: Held) -> Progress:
    return Progress(list(talks), [], {}, None, None, troupe.rubric, MONDAY)


def words(say: Texts, known: Progress) -> list[str]:
    return [each.text for each in layout(say, known)[0].words]


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("count", [1, 2, 7, 60])
def test_it_is_a_picture_and_no_words_run_over(troupe: Troupe, lang: str, count: int) -> None:
    say = texts("zh" if lang == "zh" else "en")
    known = progress(troupe, *(held(number, 100 * number // count) for number in range(count)))
    canvas, height = layout(say, known)
    for line in canvas.words:
        assert LEFT - line.face.size / 2 <= line.left <= line.right <= RIGHT + 1, line.text
        assert line.bottom < height
    with Image.open(BytesIO(headway(say, known))) as image:
        assert (image.format, image.width, abs(image.height - height) < 1) == ("PNG", WIDTH, True)


def test_the_last_talks_keep_their_numbers(troupe: Troupe) -> None:
    said = words(texts("zh"), progress(troupe, *(held(number, 50) for number in range(1, 27))))
    assert texts("zh")("headway-scores", count=SHOWN) in said
    assert "26" in said
    assert "6" not in said, "the sixth is not among the last twenty"


def test_a_step_says_its_level_or_that_it_was_not_rated(troupe: Troupe) -> None:
    said = words(texts("zh"), progress(troupe, held(1, 40, a=0.25), held(2, 40, a=0.75)))
    assert "50% ·" in said, "two talks are too few for a trend"
    assert said.count("–") == len(STEPS) - 1


def test_what_falls_is_told_apart_from_what_rises(troupe: Troupe) -> None:
    falling = [held(number, 50, a=1 - number / 10, b=number / 10) for number in range(8)]
    said = words(texts("zh"), progress(troupe, *falling))
    assert sum(text.endswith("↘") for text in said) == 1
    assert sum(text.endswith("↗") for text in said) == 1


def test_a_customer_met_again_is_a_ring(troupe: Troupe) -> None:
    """Talks that are no longer shown count too: their customers were met."""
    talks = [held(0, 50, "zh/early"), *(held(number, 50) for number in range(1, SHOWN)), held(30, 50, "zh/early")]
    canvas, _ = layout(texts("zh"), progress(troupe, *talks))
    svg = canvas.svg(100, WHITE).decode()
    alone, _ = layout(texts("zh"), progress(troupe, *talks[1:-1], held(30, 50, "zh/other")))
    assert svg.count(f'fill="{WHITE}"') == alone.svg(100, WHITE).decode().count(f'fill="{WHITE}"') + 1


def test_without_a_score_there_is_nothing_to_draw(tmp_path: Path, reader: Reader, troupe: Troupe) -> None:
    with table(tmp_path, reader, troupe) as trainee:
        records = trainee.practice.records
        assert progress_picture(records, troupe, trainee.person.id, trainee.now) is None
        trainee.types("/progress")
        assert trainee.last.format == "plain"
        assert progress_picture(records, troupe, trainee.person.id, trainee.now) is None


async def test_in_telegram_it_is_a_picture_with_the_next_customer_below(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    zh = texts("zh")
    async with practice_at(telegram, tmp_path, reader, troupe) as practice, served(practice):
        lin = Person(telegram, LIN, "小林")
        scored(practice)
        await lin.says("/progress")
        [shown] = await hears_until(lin, zh("progress-head", talks=1, days=1))
        assert "photo" in shown.json
        assert shown.text.startswith(COACH)
        assert len(shown.labels) == 1
        await lin.presses(shown.labels[0])
        await hears_until(lin, zh("brief-known"))


async def test_what_cannot_be_drawn_comes_in_words(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe
) -> None:
    """Of a customer who is gone there is no score card to draw; its caption and its button come all the same."""
    zh = texts("zh")
    gone = {name: each for name, each in troupe.customers.items() if name != "zh/vmc_price"}
    async with practice_at(telegram, tmp_path, reader, troupe) as practice:
        trainee = scored(practice, delivered=False)
        assert trainee.heard[-1].format == "plain"
    async with practice_at(telegram, tmp_path, reader, replace(troupe, customers=gone)) as practice, served(practice):
        lin = Person(telegram, LIN, "小林")
        [*_, card] = await hears_until(lin, "成绩单")
        assert "photo" not in card.json
        assert card.labels == [zh("card-button")]


def scored(practice: Practice, *, delivered: bool = True) -> Trainee:
    """Somebody who has talked and been scored a moment ago."""
    trainee = Trainee(practice, Somebody(f"telegram:{LIN}", "telegram", "小林", "zh", LIN), now(), delivered)
    trainee.now -= timedelta(hours=1)
    for line in ("/practice zh/vmc_price", "0", "0", "您主要是跟哪家比？", "/quit"):
        trainee.types(line)
    return trainee
