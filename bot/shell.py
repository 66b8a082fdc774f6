"""What all commands share: their settings, and errors that a person can mend told in a sentence."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

if TYPE_CHECKING:
    from bot.meaning import Sense
    from bot.settings import Settings
    from state.records.records import Records
    from state.understanding.encoder import Encoder
    from state.understanding.reading import Reader

Config = Annotated[Path | None, typer.Option(help="Settings file; config.yaml in this folder if there is one.")]
Input = Annotated[str, typer.Argument(help="A file of JSON Lines, or - for standard input.")]


def settings_from(config: Path | None) -> "Settings":
    """Read the settings file, or end with what is wrong in it."""
    from bot.settings import SettingsError, load_settings

    try:
        return load_settings(config)
    except SettingsError as error:
        fail(str(error))


def ready_reader() -> "Reader":
    """Load the reader, in about a second."""
    from platformdirs import user_cache_path

    from state.understanding.reader import load_reader

    return load_reader(cache=user_cache_path("duilian"))


def ready_encoder() -> "Encoder":
    """Load the sentence encoder, in a tenth of a second."""
    from platformdirs import user_cache_path

    from state.understanding.encoder import load_encoder
    from state.understanding.model import FOLDER
    from state.understanding.trunk import load_trunk

    return load_encoder(FOLDER, load_trunk(FOLDER), user_cache_path("duilian"))


def ready_sense() -> "Sense":
    """Load what tells what sentences mean, in half a second."""
    from platformdirs import user_cache_path

    from bot.meaning import Sense
    from state.understanding.opinions import load_opinions

    return Sense(ready_encoder(), load_opinions(cache=user_cache_path("duilian")))


@contextmanager
def opened(settings: "Settings") -> Iterator["Records"]:
    """The records of the settings' database, closed in the end. Raises RecordsUnavailable."""
    from state.records.records import Records

    with closing(Records(settings.database.address())) as records:
        yield records


@contextmanager
def refused() -> Iterator[None]:
    """Tell in a sentence why labelled replies cannot be learnt from."""
    try:
        yield
    except ValueError as error:
        fail(str(error))


@contextmanager
def told() -> Iterator[None]:
    """Tell errors that a person can mend in a sentence, not in a traceback."""
    from bot.bootstrap import ContentError
    from bot.settings import SettingsError
    from state.records.errors import RecordsUnavailable

    try:
        yield
    except ContentError as error:
        fail(f"the content has errors:\n{error}")
    except (RecordsUnavailable, SettingsError) as error:
        fail(str(error))
    except (BrokenPipeError, KeyboardInterrupt):
        raise typer.Exit(130) from None
    except OSError as error:
        fail(f"{error.filename or ''}: {error.strerror or error}".removeprefix(": "))


@contextmanager
def logging_by(settings: "Settings") -> Iterator[None]:
    """Log as it is set, and log what ends the program, if it is none of what `told` tells in a sentence."""
    import logging

    from bot.bootstrap import ContentError
    from bot.logs import logged
    from bot.masking import mask_of
    from bot.settings import SettingsError
    from state.records.errors import RecordsUnavailable

    with logged(settings.logs, mask_of(settings)):
        try:
            yield
        except (ContentError, RecordsUnavailable, SettingsError, OSError, typer.Exit):
            raise
        except Exception:
            logging.getLogger(__name__).critical("The program broke off.", exc_info=True)
            raise typer.Exit(1) from None


def shown(path: Path) -> str:
    """A path as short as it can be typed from here."""
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()


def complain(problem: str) -> None:
    """Say what is wrong, and go on."""
    typer.echo(problem, err=True)


def fail(problem: str) -> NoReturn:
    """Say what is wrong, and end."""
    typer.echo(f"duilian: {problem}", err=True)
    raise typer.Exit(2)
