"""Hearing: what a voice message says, written down by a service with OpenAI's `/audio/transcriptions`.

The sound goes to that service and nowhere else, and is not kept.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import httpx

from bot.cleaning import cleaned
from bot.settings import Speech
from state.content.terms import Lang
from state.understanding.repetition import letters

LARGEST = 20 * 1024 * 1024
"""Bytes of a file that a bot can fetch from Telegram."""
MOST = 1024 * 1024
"""Bytes of an answer; two minutes of speech with the time of each word are a tenth of that."""
IN_PLACE: Mapping[Lang, str] = {"zh": "嗯，呃，那个，就是说，我想想。", "en": "Um, er, you know, like, let me think."}
"""Words that come before, for the service: without them it leaves out what fills a pause."""

ECHOED = 5
"""Letters of those words, from which on nobody says them by chance in this order."""


class NotHeard(Exception):
    """Nothing could be made out; the message says why, and quotes nobody."""


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was said. seconds: from the first word to the last; None if the service does not tell."""

    text: str
    seconds: float | None = None


@dataclass
class Ear:
    """Writes down what is said, one message at a time or several. How long it takes is for the caller to bound."""

    settings: Speech
    _timed: bool = True  # whether the service tells the times; some of its models do not

    async def hear(self, sound: bytes, lang: Lang) -> Transcript:
        """Write down what is said in a voice message (Ogg Opus). lang: of the speaker, most likely. Raises NotHeard."""
        try:
            async with httpx.AsyncClient(timeout=self.settings.timeout) as client:
                status, body = await self._ask(client, sound, lang)
                if self._timed and status in (400, 422):
                    status, body = await self._ask(client, sound, lang, timed=False)
                    self._timed = not 200 <= status < 300  # if that went well, it was what it could not do
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:  # the last: a key that fits in no header
            raise NotHeard(type(error).__name__) from error
        if not 200 <= status < 300:
            raise NotHeard(f"status {status}")
        found = transcript(body)
        if len(said := letters(found.text)) >= ECHOED and said in letters(IN_PLACE[lang]):
            raise NotHeard("only what it was given to go on from")  # which it makes of silence
        return found

    async def _ask(
        self, client: httpx.AsyncClient, sound: bytes, lang: Lang, *, timed: bool | None = None
    ) -> tuple[int, bytes]:
        timed = self._timed if timed is None else timed
        key = self.settings.key.get_secret_value()
        form = {
            "model": self.settings.model,
            "language": lang,
            "prompt": IN_PLACE[lang],
            "response_format": "verbose_json" if timed else "json",
        }
        body = b""
        async with client.stream(
            "POST",
            f"{self.settings.url.rstrip('/')}/audio/transcriptions",
            data=form,
            files={"file": ("voice.ogg", sound, "audio/ogg")},
            headers={"Authorization": f"Bearer {key}"} if key else {},
        ) as response:
            async for part in response.aiter_bytes():
                body += part
                if len(body) > MOST:
                    raise NotHeard("an answer without end")
        return response.status_code, body


def transcript(body: bytes) -> Transcript:
    """What an answer says. Raises NotHeard for one that says nothing."""
    try:
        answer = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise NotHeard("an answer that is no JSON") from error
    text = answer.get("text") if isinstance(answer, dict) else None
    if not isinstance(text, str):
        raise NotHeard("an answer without a text")
    if not any(map(str.isalnum, text := cleaned(text))):
        raise NotHeard("no words")
    return Transcript(text, _speech(answer.get("segments")))


def _speech(segments: Any) -> float | None:
    """Seconds from where the first segment starts to where the last ends; None unless all of them tell."""
    if not isinstance(segments, list) or not all(isinstance(segment, dict) for segment in segments):
        return None
    starts = [_time(segment.get("start")) for segment in segments]
    ends = [_time(segment.get("end")) for segment in segments]
    known = [time for time in (*starts, *ends) if time is not None]
    if not known or len(known) < 2 * len(segments) or known[0] >= max(known):
        return None
    return max(known) - known[0]


def _time(value: object) -> float | None:
    """A time in seconds from the start; None for what cannot be one."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 86_400 else None
