"""The window's part of the settings file: kept beside everything else in it, and never the reason that something else is lost."""

import tomllib
from pathlib import Path

import pytest

from wantedtrack.errors import Unavailable
from wantedtrack.settings import Home, read_settings
from wantedtrack.window_settings import WindowSettings, keep_window_settings, read_window_settings

LIKED = WindowSettings(theme="dark", text_scale=150, motion="still", sounds=False, tray=False, lock_minutes=3)


def test_what_was_kept_is_read_and_the_rest_of_the_file_stands(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_path.write_text('# ours\ndatabase = "postgresql://db.example/wt" # the server\n', encoding="utf-8")
    for liked in (LIKED, WindowSettings(), LIKED):
        keep_window_settings(home, liked)
        assert read_window_settings(home).held == liked
    text = home.settings_path.read_text(encoding="utf-8")
    assert text.startswith("# ours\ndatabase")
    assert text.count("[window]") == 1
    assert read_settings(home)[0].database == "postgresql://db.example/wt"
    assert read_window_settings(home).told is None


def test_the_window_never_stays_open_longer_than_the_force_allows(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_path.write_text("lock_after_at_most = 5\n\n[window]\nlock_minutes = 60\n", encoding="utf-8")
    found = read_window_settings(home)
    assert (found.held.lock_minutes, found.longest_idle, found.told) == (5, 5, None)


@pytest.mark.parametrize(
    "spoilt",
    ['theme = "pink"', "text_scale = 900", 'text_scale = "big"', 'sounds = "yes"', "lock_minutes = 0", "lock_minutes = true", "colour = 1", "[window.theme]\nname = 1", "version = 2"],
)  # fmt: skip
def test_a_wrong_word_is_told_and_kept_aside_while_the_database_stays(tmp_path: Path, spoilt: str) -> None:
    home = Home(tmp_path)
    before = f'database = "postgresql://db.example/wt"\n\n[window]\nmotion = "still"\n{spoilt}\n'
    home.settings_path.write_text(before, encoding="utf-8")
    found = read_window_settings(home)
    assert found.told is not None
    assert "settings.broken-1.toml" in found.told
    assert (tmp_path / "settings.broken-1.toml").read_text(encoding="utf-8") == before
    assert found.held.motion == ("system" if spoilt.startswith("version") else "still")
    assert read_settings(home) == (read_settings(home)[0], None)
    assert read_settings(home)[0].database == "postgresql://db.example/wt"
    assert read_window_settings(home).told is None


@pytest.mark.parametrize(
    "content", [b"[window\ntheme", b"\xff\xfe\x00rubbish", b"window = 5", b"\x00" * 512, b'theme = "dark"\n[window]\ntheme = ']
)
def test_a_file_that_cannot_be_understood_is_set_aside_whole(tmp_path: Path, content: bytes) -> None:
    home = Home(tmp_path)
    home.settings_path.write_bytes(content)
    found = read_window_settings(home)
    assert found.held == WindowSettings()
    assert found.told is not None
    assert (tmp_path / "settings.broken-1.toml").read_bytes() == content
    assert not home.settings_path.exists()


def test_a_file_written_in_another_way_is_not_spoilt_by_keeping(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_path.write_text('window = {theme = "dark"}\n', encoding="utf-8")
    assert read_window_settings(home).held.theme == "dark"
    with pytest.raises(Unavailable) as refused:
        keep_window_settings(home, LIKED)
    assert refused.value.code == "settings"
    assert tomllib.loads(home.settings_path.read_text(encoding="utf-8")) == {"window": {"theme": "dark"}}


def test_a_file_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(Unavailable):
        keep_window_settings(Home(tmp_path / "a-file"), LIKED)
