"""Texts: what the interface says in zh and en, kept in Fluent files beside this module."""

from functools import cache
from pathlib import Path
from typing import Literal

from fluent.runtime import FluentBundle, FluentResource

from bot.cleaning import isolated
from state.content.terms import Lang

Channel = Literal["telegram", "terminal"]

_PLURAL_RULES = {"zh": "zh-CN", "en": "en-GB"}


class Texts:
    """The interface's texts in one language, for people who tap buttons or for those who only type."""

    def __init__(self, lang: Lang, channel: Channel = "telegram") -> None:
        self.lang = lang
        self._channel = channel
        # Fluent would isolate every value; here only those are that run from right to left.
        self._bundle = FluentBundle([_PLURAL_RULES[lang]], use_isolating=False)
        for file in files(lang):
            self._bundle.add_resource(FluentResource(file.read_text(encoding="utf-8")))

    @property
    def taps(self) -> bool:
        """Whether those who read them tap buttons."""
        return self._channel == "telegram"

    def __call__(self, key: str, /, **values: str | int) -> str:
        """Say something.

        Raises LookupError if there is no such text or a value that it needs is missing: a fault of the program.
        """
        pattern = self._bundle.get_message(key).value if self._bundle.has_message(key) else None
        if pattern is None:
            raise LookupError(f"no text '{key}' in {self.lang}.ftl")
        given = {name: isolated(value) if isinstance(value, str) else value for name, value in values.items()}
        text, errors = self._bundle.format_pattern(pattern, {"channel": self._channel, **given})
        if errors:
            raise LookupError(f"text '{key}' in {self.lang}.ftl: {errors[0]}")
        return str(text)


def files(lang: Lang) -> list[Path]:
    """Where a language's texts stand: `zh.ftl`, and beside it, each for a part of the interface, `PART.zh.ftl`."""
    folder = Path(__file__).parent
    return [folder / f"{lang}.ftl", *sorted(folder.glob(f"*.{lang}.ftl"))]


@cache
def texts(lang: Lang, channel: Channel = "telegram") -> Texts:
    """The texts in a language for a channel, loaded once."""
    return Texts(lang, channel)
