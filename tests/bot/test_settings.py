"""Settings: the file, the environment over it, and errors that say what to do."""

from pathlib import Path

import pytest

from bot.settings import Settings, SettingsError, load_settings

EXAMPLE = Path(__file__).parents[2] / "config.example.yaml"


def test_the_example_holds_every_setting_with_its_default() -> None:
    written = load_settings(EXAMPLE, {})
    assert written.model_dump() == Settings().model_dump()
    text = EXAMPLE.read_text(encoding="utf-8")
    for section, values in Settings().model_dump().items():
        assert f"{section}:" in text
        for name, value in values.items():
            assert f"\n  {name}:" in text
            assert all(f"\n    {inner}:" in text for inner in (value if isinstance(value, dict) else ()))


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("practice: {pace: 2, lang: en}\naccess: {admins: [1]}\n", encoding="utf-8")
    settings = load_settings(
        file, {"DUILIAN_PRACTICE__PACE": "0", "DUILIAN_ACCESS__ADMINS": "7, 8", "DUILIAN_ACCESS__COACHES": "[9]"}
    )
    assert settings.practice.pace == 0
    assert settings.practice.lang == "en"
    assert settings.access.admins == (7, 8)
    assert settings.access.coaches == (9,)


def test_an_unknown_key_names_place_and_nearest(tmp_path: Path) -> None:
    file = tmp_path / "config.yaml"
    file.write_text("practice:\n  paec: 2\n", encoding="utf-8")
    with pytest.raises(SettingsError, match=r"config.yaml:2:3: .*paec.*Did you mean 'pace'"):
        load_settings(file, {})


def test_an_unknown_variable_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="Did you mean DUILIAN_TELEGRAM__TOKEN"):
        load_settings(None, {"DUILIAN_TELEGRAM__TOKN": "1:a"})


def test_an_unknown_variable_within_a_section_names_the_nearest() -> None:
    with pytest.raises(SettingsError, match="Did you mean DUILIAN_TELEGRAM__WEBHOOK__SECRET"):
        load_settings(None, {"DUILIAN_TELEGRAM__WEBHOOK__SECERT": "a"})


def test_a_file_that_was_asked_for_must_be_there(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"config.example.yaml"):
        load_settings(tmp_path / "none.yaml", {})


def test_a_secret_is_in_no_error_and_no_representation() -> None:
    secrets = {"DUILIAN_TELEGRAM__TOKEN": "12345:hush", "DUILIAN_TELEGRAM__WEBHOOK__SECRET": "hush"}
    settings = load_settings(None, secrets)
    assert "hush" not in repr(settings)
    with pytest.raises(SettingsError) as caught:
        load_settings(None, {**secrets, "DUILIAN_TELEGRAM__MODE": "12345:hush"})
    assert "hush" not in str(caught.value)


def test_the_default_database_is_in_the_users_data_folder() -> None:
    assert Settings().database.address().startswith("sqlite:///")
    assert Settings().database.address().endswith("duilian.db")
