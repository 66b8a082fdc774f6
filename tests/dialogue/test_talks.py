"""Every talk in tests/talks goes as its file says."""

import pytest

from state.understanding.reading import Reader
from tests.dialogue.playing import play
from tests.dialogue.talk_files import TalkFile, talks

FILES = talks()


def _cases(*, written_down: bool) -> list[object]:
    several = {name for name, file in FILES.items() if len(file.scenario) > 1}
    return [
        pytest.param(name, scenario, file, id=f"{name}-{scenario}" if name in several else name)
        for name, file in FILES.items()
        if file.written_down == written_down
        for scenario in file.scenario
    ]


@pytest.mark.parametrize(("name", "scenario", "file"), _cases(written_down=True))
def test_a_talk_goes_as_its_moves_are_written_down(name: str, scenario: str, file: TalkFile) -> None:
    play(name, scenario, file, reader=None)


@pytest.mark.parametrize(("name", "scenario", "file"), _cases(written_down=False))
def test_a_talk_goes_as_its_words_are_read(name: str, scenario: str, file: TalkFile, reader: Reader) -> None:
    play(name, scenario, file, reader)
