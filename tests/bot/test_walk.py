"""The walk that takes pictures says what it lacks before it begins."""

from pathlib import Path

import pytest

from tests.bot.walk.__main__ import main


def test_without_chromium_it_says_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("DUILIAN_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "pictures")])
    assert stopped.value.code == 2
    assert "without chromium. On Debian: apt-get install chromium\n" in capsys.readouterr().err
    assert not (tmp_path / "pictures").exists()
