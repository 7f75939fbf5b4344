"""Settings are changed one by one; nonsense is refused and the rest of the file stays."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from interviewer.cli.settings_checks import check, warning
from interviewer.errors import SettingsError
from interviewer.settings import paths, user_settings
from interviewer.settings.settings_file import change, settings
from tests.support.commands import one_line, run


def test_a_setting_is_set_and_forgotten(tmp_path: Path) -> None:
    """Comments and other settings stay."""
    file = tmp_path / "settings.toml"
    file.write_text('# mine\nmodel = "tiny.en"\n')
    change("voice", 'Zoë "Z"', file)
    change("words_per_minute", "150", file)
    assert user_settings.load(file).voice == 'Zoë "Z"'
    assert user_settings.load(file).words_per_minute == 150
    change("voice", None, file)
    change("words_per_minute", None, file)
    assert file.read_text() == '# mine\nmodel = "tiny.en"\n'


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("speech", "festival"),
        ("words_per_minute", "-5"),
        ("words_per_minute", "9" * 5000),
        ("tempo", "1"),
    ],
)
def test_nonsense_is_refused(tmp_path: Path, name: str, value: str) -> None:
    """Nothing is written."""
    file = tmp_path / "settings.toml"
    with pytest.raises(SettingsError):
        change(name, value, file)
    assert not file.exists()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('mode = "practice"\nwords_per_minute = ' + "9" * 5000, 2),
        ("mode = " + "[" * 5000, 1),
        ('\ufeffmodel = "base"\n\nwords_per_minute = 900\n', 3),
    ],
)
def test_every_refusal_names_file_and_line(tmp_path: Path, text: str, line: int) -> None:
    """Numbers without end, brackets without end, behind a byte-order mark too."""
    file = tmp_path / "settings.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError, match=rf"settings\.toml:{line}"):
        user_settings.load(file)


def test_a_changed_setting_stays_on_its_line(tmp_path: Path) -> None:
    """So that what is said of the others' lines is right."""
    file = tmp_path / "settings.toml"
    file.write_text('model = "base"\nvoice = "a"\nmode = "practice"\n')
    change("voice", "b", file)
    assert file.read_text().splitlines()[1] == 'voice = "b"'


def test_a_negative_value_is_a_value() -> None:
    """And not an option that does not exist."""
    fault = one_line(run("settings", "set", "words_per_minute", "-5"))
    assert "Choose between" in fault


def test_where_values_come_from_is_shown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The default, the file, the environment."""
    file = tmp_path / "settings.toml"
    file.write_text('\ufeffmodel = "tiny.en"\n', encoding="utf-8")
    monkeypatch.setenv("INTERVIEWER_MODE", "practice")
    sources = {setting.name: setting.source for setting in settings(file)}
    assert sources["model"] == "settings.toml"
    assert sources["mode"] == "INTERVIEWER_MODE"
    assert sources["voice"] == "default"


def test_a_mistake_in_the_file_is_shown_with_its_line(isolated: Path) -> None:
    """File and line, in one line."""
    isolated.mkdir()
    (isolated / "settings.toml").write_text('model = "base"\nwords_per_minute = -5\n')
    assert "settings.toml:2" in one_line(run("settings"))


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("modle", "base", "Did you mean mode or model?"),
        ("pack", "behavoral", "Did you mean behavioral"),
        ("model", "tiny.enn", "Did you mean tiny.en"),
        ("interview", "2026-13-40", "'2026-13-40' is not a day"),
        ("interview", "tomorow", "'tomorow' is not a day"),
        ("interview", "2020-01-02", "2020-01-02 is in the past"),
        ("words_per_minute", "fast", "'fast' is not a whole number"),
        ("mode", "hard", "'hard' is not one of 'realistic', 'practice'"),
    ],
)
def test_a_value_that_names_nothing_is_refused_by_the_command(
    name: str, value: str, said: str
) -> None:
    """With what was probably meant, and nothing is written."""
    assert said in one_line(run("settings", "set", name, value))
    assert not paths.settings_file().exists()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("pack", "behavioral"),
        ("pack", ""),
        ("model", "tiny.en"),
        ("model", "large-v3"),
        ("model", "~/weights/mine"),
        ("interview", f"{datetime.now().astimezone().date() + timedelta(days=9)}"),
    ],
)
def test_what_names_something_is_accepted(name: str, value: str) -> None:
    """Known names, paths, and days to come."""
    check(name, value)


@pytest.mark.parametrize(
    ("name", "value"), [("voice", "nobody"), ("microphone", "Nonesuch"), ("speaker", "Nonesuch")]
)
def test_what_does_not_work_here_is_said_when_it_is_set(name: str, value: str) -> None:
    """And saved all the same: it may be connected or installed later."""
    result = run("settings", "set", name, value)
    assert result.returncode == 0
    assert "It does not work here yet: " in result.stderr
    assert value in paths.settings_file().read_text()
    assert warning(name, "") == ""
