"""Voice messages: written down by a service on loopback, heard by the customer, and judged by how they were said."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from bot.hearing import Ear, NotHeard, Transcript, transcript
from bot.practice import Practice
from bot.rescoring import again, stored
from bot.scene import read_in
from bot.settings import Speech
from bot.telegram.sending import COACH
from bot.texts import texts
from state.troupe import Troupe
from state.understanding.reading import Reader, Reading, Spoken
from state.understanding.speech import fillers, plain, spoken
from tests.bot.telegram_process import hears_until, practice_at, served
from tests.customers import customer_of
from tests.telegram import wire
from tests.telegram.client import Person
from tests.telegram.examples import LIN
from tests.telegram.server import BotApi
from tests.telegram.serving import serve

ZH = texts("zh")
# 30 characters are said in it, in the ten seconds of `timed`: 180 a minute.
SAID = "王总您好，呃，多花六万多谁都得问个为什么。您觉得贵，嗯，主要是跟哪家比？"
KEY = "sk-not-to-be-seen"
SOUND = b"OggS" + bytes(range(256))
WANG = {"limit": 120, "spoken_to": "yes", "person": "王建国"}
UNHEARD = COACH + ZH("unseen", kind="unheard", **WANG)


def timed(text: str, start: float = 0.5, end: float = 10.5) -> Response:
    segments = [{"id": 0, "start": start, "end": 4.0, "text": ""}, {"id": 1, "start": 4.2, "end": end, "text": ""}]
    return JSONResponse({"task": "transcribe", "language": "chinese", "text": text, "segments": segments})


@dataclass
class Service:
    """Plays a speech-to-text service. asked: the forms that came, with what was in the file."""

    answer: Callable[[dict[str, str]], Response] = lambda form: timed(SAID)
    asked: list[dict[str, str]] = field(default_factory=list)
    hangs: asyncio.Event | None = None
    url: str = ""

    async def transcribe(self, request: Request) -> Response:
        form = await wire.parameters(request)
        values = {name: value for name, value in form.items() if isinstance(value, str)}
        file = form["file"]
        assert isinstance(file, wire.Upload)
        values |= {"sound": file.content.hex(), "name": file.name, "mime": file.mime}
        self.asked.append({**values, "key": request.headers.get("authorization", "")})
        if self.hangs is not None:
            await self.hangs.wait()
        return self.answer(values)

    @property
    def settings(self) -> Speech:
        return Speech.model_validate({"url": self.url, "key": KEY, "timeout": 3})


@asynccontextmanager
async def serving(service: Service) -> AsyncIterator[Service]:
    app = Starlette(routes=[Route("/v1/audio/transcriptions", service.transcribe, methods=["POST"])])
    server, port = await serve(app)
    service.url = f"http://127.0.0.1:{port}/v1"
    yield service
    if service.hangs is not None:
        service.hangs.set()
    await server.shutdown()


@pytest.fixture
async def service() -> AsyncIterator[Service]:
    async with serving(Service()) as served_there:
        yield served_there


@pytest.fixture
async def practice(
    telegram: BotApi, tmp_path: Path, reader: Reader, troupe: Troupe, service: Service
) -> AsyncIterator[Practice]:
    async with practice_at(telegram, tmp_path, reader, troupe) as opened:
        hearing = replace(opened, settings=opened.settings.model_copy(update={"speech": service.settings}))
        async with served(hearing):
            yield hearing


@pytest.fixture
async def talking(telegram: BotApi, practice: Practice) -> Person:
    lin = Person(telegram, LIN, "小林")
    for line in ("/practice zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, "正在和王建国谈")
    return lin


async def speaks(person: Person, seconds: int = 12) -> None:
    about = person.telegram.world.keep(wire.Upload("voice.ogg", SOUND, "audio/ogg"))
    await person.sends(voice=about | {"duration": seconds, "mime_type": "audio/ogg"})


async def turns(person: Person) -> str:
    await person.says("/status")
    return (await hears_until(person, "正在和王建国谈"))[-1].text.split("，")[1]


async def test_what_is_spoken_is_shown_heard_and_kept_with_how_it_was_said(
    practice: Practice, service: Service, talking: Person, reader: Reader, troupe: Troupe
) -> None:
    await speaks(talking)
    heard, *_ = await talking.hears(2)
    assert heard.text == COACH + f"听到的是：“{SAID}”\n用了 10 秒，每分钟约 180 字；口头语 2 处：呃、嗯。"
    assert "typing" in talking.chat.actions
    [asked] = service.asked
    assert asked["sound"] == SOUND.hex()
    assert (asked["model"], asked["language"], asked["name"], asked["mime"]) == (
        "whisper-1",
        "zh",
        "voice.ogg",
        "audio/ogg",
    )
    assert asked["key"] == f"Bearer {KEY}"
    assert await turns(talking) == "说了 1 句"
    with practice.records.unit() as unit:
        session = unit.open_session(f"telegram:{LIN}")
        assert session is not None
        [turn] = unit.turns(session.user_id, session.id)
    assert turn.reply == SAID
    assert Reading.model_validate(turn.reading).spoken == Spoken(seconds=10.0, pace=180.0, fillers=("呃", "嗯"))
    await talking.says("/quit")
    await hears_until(talking, ZH("card-next"))
    await talking.presses(ZH("card-button"))
    card = (await talking.hears())[0].text
    assert "电话礼仪：语音" in card
    assert troupe.rubric.criterion("fluent").no["zh"] in card
    with practice.records.unit() as unit:
        kept = stored(unit, troupe, session.user_id, session.id)
    rescored = again(kept, troupe, reader, turn.at)
    assert rescored.new == rescored.old  # read anew, it still sounded as it did


async def test_an_exam_does_not_tell_how_it_was_said_until_it_is_over(telegram: BotApi, practice: Practice) -> None:
    lin = Person(telegram, LIN, "小林")
    for line in ("/exam zh/vmc_price", "0", "0", "/status"):
        await lin.says(line)
    await hears_until(lin, "正在和王建国谈")
    await speaks(lin)
    assert (await lin.hears())[0].text == COACH + f"听到的是：“{SAID}”"


async def test_a_typed_talk_has_nothing_to_be_judged_by_ear(practice: Practice, talking: Person) -> None:
    await talking.says("王总，您主要是跟哪家比？")
    await talking.says("/quit")
    assert "电话礼仪：语音" not in "\n".join(m.text for m in await hears_until(talking, ZH("card-next")))


@pytest.mark.parametrize(
    "answer",
    [
        lambda form: Response(status_code=500),
        lambda form: Response(b"<html>not here</html>", status_code=200),
        lambda form: JSONResponse(["text"]),
        lambda form: JSONResponse({"text": None}),
        lambda form: JSONResponse({"text": " …。\u200b"}),
        lambda form: JSONResponse({"text": form["prompt"]}),
        lambda form: Response(b"[" * 100_000),
        lambda form: Response(b"x" * (2 << 20)),
        lambda form: Response(status_code=302, headers={"location": "http://127.0.0.1:9/"}),
    ],
    ids=["500", "no JSON", "a list", "no text", "no words", "an echo", "deep", "without end", "elsewhere"],
)
async def test_whatever_else_the_service_answers_nothing_was_heard(
    service: Service, answer: Callable[[dict[str, str]], Response]
) -> None:
    service.answer = answer
    with pytest.raises(NotHeard):
        await Ear(service.settings).hear(SOUND, "zh")


async def test_a_service_that_is_not_there_or_cannot_be_is_told_of(service: Service) -> None:
    for url in ("http://127.0.0.1:9/v1", "http://[", "https://x.invalid"):
        with pytest.raises(NotHeard):
            await Ear(service.settings.model_copy(update={"url": url})).hear(SOUND, "zh")


async def test_a_model_that_tells_no_times_is_asked_without_and_remembered(service: Service) -> None:
    def answer(form: dict[str, str]) -> Response:
        if form["response_format"] == "verbose_json":
            return JSONResponse({"error": {"message": "response_format is not compatible"}}, 400)
        return JSONResponse({"text": SAID})

    service.answer, ear = answer, Ear(service.settings)
    assert [await ear.hear(SOUND, "zh") for _ in range(2)] == [Transcript(SAID)] * 2
    assert [form["response_format"] for form in service.asked] == ["verbose_json", "json", "json"]


@pytest.mark.parametrize("segments", [None, "x", [], [{}], [{"start": "0", "end": 1}], [{"start": 5, "end": 5}], [3]])
def test_times_that_make_no_sense_are_none(segments: object) -> None:
    assert transcript(json.dumps({"text": "好的", "segments": segments}).encode()) == Transcript("好的")


async def test_who_is_not_heard_is_asked_to_say_it_again_and_what_comes_next_waits(
    telegram: BotApi, service: Service, talking: Person, caplog: pytest.LogCaptureFixture
) -> None:
    service.hangs = asyncio.Event()  # longer than it is given
    await speaks(talking)
    await talking.says("/help")  # waits its turn, and is not lost
    assert [m.text for m in await talking.hears(2, timeout=15)] == [UNHEARD, COACH + ZH("help")]
    service.hangs.set()
    service.answer = lambda form: Response(status_code=500)
    await speaks(talking)
    assert [m.text for m in await talking.hears()] == [UNHEARD]
    telegram.world.files.clear()
    await talking.sends(voice={"file_id": "gone", "file_unique_id": "g", "duration": 3})
    assert [m.text for m in await talking.hears()] == [UNHEARD]
    assert await turns(talking) == "说了 0 句"
    assert "status 500" in caplog.text
    assert KEY not in caplog.text
    assert SAID not in caplog.text


async def test_what_is_too_long_to_listen_to_is_not_fetched(
    telegram: BotApi, service: Service, talking: Person
) -> None:
    await speaks(talking, seconds=121)
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="long-voice", **WANG)]
    large = {"file_id": "f", "file_unique_id": "g", "duration": 9, "file_size": 21 << 20}
    await talking.sends(voice=large)
    assert [m.text for m in await talking.hears()] == [COACH + ZH("unseen", kind="long-voice", **WANG)]
    assert telegram.calls("getFile") == []
    assert service.asked == []


async def test_a_transcript_too_long_for_a_reply_is_not_heard_by_the_customer(
    service: Service, talking: Person
) -> None:
    service.answer = lambda form: timed("很长的话。" * 400)
    await speaks(talking)
    _, told = await talking.hears(2)
    assert told.text == COACH + ZH("too-long-reply", limit=1500)
    assert await turns(talking) == "说了 0 句"


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [
        ("嗯，我明白您的意思。", "zh", []),
        ("我明白，嗯，您的意思，那个，就是说，先看看。", "zh", ["嗯", "那个", "就是说"]),
        ("那个价格就是这个价。然后我们再谈。", "zh", []),
        ("呃呃我们那个那个机床，怎么说呢，额……", "zh", ["呃呃", "那个那个", "怎么说呢", "额"]),
        (
            "Um, I mean, the umbrella price, er, is, you know, like, fine.",
            "en",
            ["Um", "I mean", "er", "you know", "like"],
        ),
        ("I like what you know about it. We err on the safe side.", "en", []),
    ],
)
def test_fillers_are_told_from_words(text: str, lang: str, found: list[str]) -> None:
    spans = fillers(text, "zh" if lang == "zh" else "en")
    assert [text[slice(*span)] for span in spans] == found
    left = plain(text, "zh" if lang == "zh" else "en")
    assert len(left) == len(text)
    assert all(not left[slice(*span)].strip() for span in spans)


def test_a_pace_is_told_only_of_what_is_long_enough() -> None:
    assert spoken("好的，您说。", "zh", 3.0).pace is None
    assert spoken("价" * 50, "zh", 10.0).pace == 300.0
    assert spoken("so " * 20, "en", 10.0).pace == 120.0
    assert spoken("价" * 50, "zh", 0.0).pace is None


def test_fillers_are_not_read_as_words_and_what_is_read_stands_where_it_stood(reader: Reader) -> None:
    customer, without = customer_of(), plain(SAID, "zh")
    heard, typed = read_in([], SAID, customer, reader, 10.0), read_in([], without, customer, reader)
    assert heard.moves == typed.moves
    assert heard.spans == typed.spans
    assert typed.spoken is None
    assert Reading.model_validate(heard.model_dump(mode="json")) == heard
