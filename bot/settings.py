"""Settings: `config.yaml` and the environment over it, made into one typed object."""

import os
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any, Literal

from platformdirs import user_data_path
from pydantic import Field, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from state.content.loading import load
from state.content.problems import Problem, errors, nearest
from state.content.terms import Entry, Lang

PREFIX = "DUILIAN_"
UNKNOWN = "D030"  # a key that is not known, among what can be wrong in a file
Mode = Literal["polling", "webhook"]
"""How updates come from Telegram: they are fetched, or it delivers them."""


class SettingsError(Exception):
    """The settings are wrong; the message says where, what, and what would be right."""


class Rate(Entry):
    """How fast Telegram is written to. all, chat: messages a second in all and in one chat. group: a minute in one."""

    all: Annotated[float, Field(gt=0)] = 30
    chat: Annotated[float, Field(gt=0)] = 1
    group: Annotated[float, Field(gt=0)] = 20


class Webhook(Entry):
    """How Telegram reaches the bot. url: from outside, over HTTPS. listen, port: here, where a proxy passes it on.

    secret: by which deliveries are known to be Telegram's; empty: one derived from the token.
    """

    url: str = ""
    listen: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8080
    secret: SecretStr = SecretStr("")


class Telegram(Entry):
    """How to reach Telegram. base_url, base_file_url: another Bot API server, as `http://127.0.0.1:8081/bot`."""

    token: SecretStr = SecretStr("")
    base_url: str = "https://api.telegram.org/bot"
    base_file_url: str = "https://api.telegram.org/file/bot"
    rate: Rate = Rate()
    mode: Mode = "polling"
    webhook: Webhook = Webhook()


class Database(Entry):
    """Where the records are kept; an empty url means a SQLite file in the user's data folder."""

    url: str = ""

    def address(self) -> str:
        """The url, or that of the default file."""
        return self.url or f"sqlite:///{(user_data_path('duilian', appauthor=False) / 'duilian.db').as_posix()}"


class Rules(Entry):
    """How practice runs.

    pace: factor on the customer's pauses, 0 for none. expire_hours: a talk left alone for so long ends.
    longest_reply: characters of one reply that a customer reads.
    remind_days: days without use after which a person is reminded, once; 0 for no reminders at all.
    digest: whether coaches and admins have the week summed up on Monday, unless they want no more of it.
    lang: for people whose language is neither Chinese nor English, or not known.
    retention_days: for how long talks are kept after they ended, with all that belongs to them; 0: for ever.
    """

    pace: Annotated[float, Field(ge=0, le=10)] = 1.0
    expire_hours: Annotated[int, Field(ge=1, le=24 * 365)] = 72
    longest_reply: Annotated[int, Field(ge=100, le=4000)] = 1500
    remind_days: Annotated[int, Field(ge=0, le=365)] = 14
    digest: bool = True
    lang: Lang = "zh"
    retention_days: Annotated[int, Field(ge=0, le=36_500)] = 0


class Limits(Entry):
    """How much one person may ask for, so that nobody takes what is there for all. Far above what practice needs.

    messages: a minute in Telegram, presses of buttons and changes counted; 0: however many.
    talks: a day by this machine's clock, begun in Telegram; 0: however many.
    upload: KB of a file that is sent in, at the desk or in the chat.
    """

    messages: Annotated[int, Field(ge=0, le=6000)] = 60
    talks: Annotated[int, Field(ge=0, le=10_000)] = 50
    upload: Annotated[int, Field(ge=1, le=1000)] = 1000


class Access(Entry):
    """Who may practise, everybody or who was invited; and who is admin or coach whatever the records say.

    admins, coaches: Telegram ids.
    contact: whom somebody without an invitation asks for one, as `@zhang`; '' to speak of coach and admin.
    """

    mode: Literal["open", "invite"] = "open"
    contact: str = ""
    admins: tuple[int, ...] = ()
    coaches: tuple[int, ...] = ()


class Speech(Entry):
    """The service that writes down what voice messages say; without a url, people are asked to type.

    url: where its `/audio/transcriptions` are, as OpenAI has them, e.g. `https://api.openai.com/v1`.
    model: by its name there.
    timeout: seconds for one message, with fetching it from Telegram. longest: seconds of a message that is listened to.
    """

    url: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    key: SecretStr = SecretStr("")
    model: Annotated[str, Field(min_length=1)] = "whisper-1"
    timeout: Annotated[float, Field(ge=1, le=60)] = 15.0
    longest: Annotated[int, Field(ge=5, le=600)] = 120


class Desk(Entry):
    """The coach's desk in a browser. url: its public address, ending in /desk; empty: the bot gives out no links to it.

    listen, port: where `duilian desk` serves it. By webhook it is served where the webhook is.
    """

    url: Annotated[str, Field(pattern=r"^(https?://[^\s/?#]+/desk)?$")] = ""
    listen: str = "127.0.0.1"
    port: Annotated[int, Field(ge=1, le=65535)] = 8090


class Export(Entry):
    """How talks are taken out. xapi_home: the address under which xAPI names what is ours, as on `duilian export`."""

    xapi_home: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""


class Content(Entry):
    """Where the scenarios are; an empty folder means those that came with the program.

    measures: where the labelled replies are that measure the reader, a folder a set; empty: beside the program.
    """

    folder: str = ""
    measures: str = ""

    def path(self) -> Path:
        """The folder of content."""
        return Path(self.folder) if self.folder else Path(__file__).resolve().parent.parent / "scenarios"

    def measuring(self) -> Path:
        """The folder of measuring sets."""
        return Path(self.measures) if self.measures else Path(__file__).resolve().parent.parent / "tests/data/replies"


class Logs(Entry):
    """What is logged, on stderr. format: lines for people or JSON objects; auto: text in a terminal, JSON elsewhere."""

    format: Literal["auto", "text", "json"] = "auto"
    level: Literal["debug", "info", "warning", "error"] = "info"


class Watching(Entry):
    """Where probes and metrics are served while updates come by polling; by webhook they are where that is.

    port: 0 for nowhere.
    """

    listen: str = "127.0.0.1"
    port: Annotated[int, Field(ge=0, le=65535)] = 0


class Settings(Entry):
    """Everything that can be set."""

    telegram: Telegram = Telegram()
    database: Database = Database()
    practice: Rules = Rules()
    limits: Limits = Limits()
    access: Access = Access()
    speech: Speech = Speech()
    desk: Desk = Desk()
    export: Export = Export()
    content: Content = Content()
    logs: Logs = Logs()
    watching: Watching = Watching()

    def by(self, mode: Mode) -> "Settings":
        """The same, with updates coming this way."""
        return self.model_copy(update={"telegram": self.telegram.model_copy(update={"mode": mode})})


def load_settings(file: Path | None = None, environment: Mapping[str, str] | None = None) -> Settings:
    """Read the settings: from `file`, else from a `config.yaml` in the working folder, if there is one.

    Raises SettingsError.
    """
    if file is not None and not file.is_file():
        raise SettingsError(f"{file}: there is no such file. Copy config.example.yaml to start one.")
    path = file or Path("config.yaml")
    settings = Settings()
    if path.is_file():
        read, problems = load(path, Settings)
        if read is None or errors(problems):
            raise SettingsError("\n".join(_hushed(problem).render() for problem in problems))
        settings = read
    values = settings.model_dump(exclude_unset=True)
    for name, value in sorted((os.environ if environment is None else environment).items()):
        if name.upper().startswith(PREFIX):
            _put(values, name.upper().removeprefix(PREFIX).lower().split("__"), value)
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        raise SettingsError("\n".join(_explain(item) for item in error.errors())) from None


def _put(values: dict[str, Any], keys: list[str], value: str) -> None:
    """Set one value from the environment; lists are written with commas, in brackets or not."""
    *sections, last = keys
    for key in sections:
        inner = values.get(key)
        values[key] = dict(inner) if isinstance(inner, dict) else {}
        values = values[key]
    is_list = keys in (["access", "admins"], ["access", "coaches"])
    values[last] = [part.strip() for part in value.strip("[] ").split(",") if part.strip()] if is_list else value


def _hushed(problem: Problem) -> Problem:
    """A problem of the file that shows nothing of what is written there, which may be a secret in the wrong place.

    Of what was written only the name of a setting that there is not is told, if it looks like one.
    """
    is_name = problem.code == UNKNOWN and re.fullmatch("[a-z_]{1,30}", problem.value)
    return replace(problem, quoted="", value=problem.value if is_name else "…")


def _explain(error: ErrorDetails) -> str:
    """One error of a variable as a sentence. The value is never shown: it may be a secret."""
    keys = [str(key) for key in error["loc"]]
    variable = PREFIX + "__".join(key.upper() for key in keys)
    if error["type"] != "extra_forbidden":
        return f"{variable}: {error['msg']}."
    known = _known(keys[:-1])
    near = nearest(keys[-1], known)
    hint = f" Did you mean {PREFIX}{'__'.join([*keys[:-1], near]).upper()}?" if near else ""
    return f"{variable}: no setting is called '{'.'.join(keys)}'.{hint} Known here: {', '.join(known)}."


def _known(sections: list[str]) -> list[str]:
    model: Any = Settings
    for section in sections:
        model = model.model_fields[section].annotation
    return list(model.model_fields)
