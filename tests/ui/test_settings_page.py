"""The page of settings: by keyboard, seen at once, kept, within the force's limit; and spoilt files of this desktop are set aside and told."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLabel

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.theme.colours import ThemeName
from ui.theme.style import Theme
from wantedtrack.settings import Home
from wantedtrack.window_settings import read_window_settings


@pytest.fixture(autouse=True)
def _as_shipped_afterwards() -> Iterator[None]:
    """The theme belongs to the application, which other tests share."""
    yield
    app = QApplication.instance()
    if app is not None and (theme := app.findChild(Theme)) is not None:
        theme.dress(fixed=None, text_scale=1.0, is_still=False)


def choose(window: Driver, field: str, *keys: Qt.Key) -> None:
    """Tab to a choice, and choose by keys."""
    page = window.find("settings")
    for _ in range(30):
        focus = QApplication.focusWidget()
        if focus is not None and focus.objectName() == field:
            break
        window.qtbot.keyClick(focus or page, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.objectName() == field
    for key in keys:
        window.qtbot.keyClick(focus, key)
    window.settle()


def test_every_setting_is_reached_by_tab_seen_at_once_and_kept(window: Driver, force: Force) -> None:
    before = QApplication.font().pointSizeF()
    height = window.table.verticalHeader().defaultSectionSize()
    window.does("settings")
    assert window.find("field-theme").hasFocus()
    choose(window, "field-theme", Qt.Key.Key_Down, Qt.Key.Key_Down)
    assert window.window.theme.name is ThemeName.DARK
    choose(window, "field-text-scale", Qt.Key.Key_End)
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    choose(window, "field-motion", Qt.Key.Key_Down)
    assert QApplication.cursorFlashTime() == 0
    choose(window, "field-density", Qt.Key.Key_Down)
    assert window.table.verticalHeader().defaultSectionSize() > 2 * height
    choose(window, "field-sounds", Qt.Key.Key_Space)
    choose(window, "field-lock-minutes", Qt.Key.Key_Home)
    held = read_window_settings(Home(force.home)).held
    assert (held.theme, held.text_scale, held.motion, held.sounds, held.lock_minutes) == ("dark", 200, "still", False, 1)
    choose(window, "settings-as-shipped", Qt.Key.Key_Space)
    assert QApplication.font().pointSizeF() == pytest.approx(before)
    assert window.find("field-theme", QComboBox).currentData() == "system"


def test_what_was_chosen_holds_in_the_next_window(opening: Opening, queue: list[str]) -> None:
    assert queue
    first = opening()
    first.does("text-larger")
    first.does("settings")
    first.find("field-theme", QComboBox).setCurrentIndex(3)
    assert first.find("field-text-scale", QComboBox).currentData() == 110
    first.window.close()
    second = opening()
    assert second.window.theme.name is ThemeName.CONTRAST
    assert second.window.preferences.held.text_scale == 110


def test_the_palette_finds_the_page_by_what_people_say(window: Driver) -> None:
    for words in ("preferences", "sound", "lock after", "options"):
        window.does("palette")
        window.press("palette-line", words, Qt.Key.Key_Return)
        assert window.is_there("settings"), words
        window.does("queue")


def test_idle_minutes_stay_within_the_forces_limit(force: Force, opening: Opening, queue: list[str]) -> None:
    assert queue
    Home(force.home).settings_path.write_text("lock_after_at_most = 5\n", encoding="utf-8")
    window = opening()
    window.does("settings")
    box = window.find("field-lock-minutes", QComboBox)
    assert [box.itemData(place) for place in range(box.count())] == [1, 2, 3, 5]
    box.setCurrentIndex(0)
    window.window.preferences.change(lock_minutes=600)
    assert window.window.preferences.held.lock_minutes == 5


@pytest.mark.parametrize(("name", "content"), [("settings.toml", b"\xff\xfe\x00\x01rubbish"), ("window.ini", b"[wind")])
def test_a_spoilt_file_of_this_desktop_is_set_aside_and_told(force: Force, opening: Opening, name: str, content: bytes) -> None:
    (force.home / name).write_bytes(content)
    window = opening()
    stem, _, suffix = name.partition(".")
    assert (force.home / f"{stem}.broken-1.{suffix}").read_bytes() == content
    assert f"{stem}.broken-1.{suffix}" in window.messages()
    assert window.window.isVisible()
    window.window.close()
    assert f"{stem}.broken" not in opening().messages()


def test_a_setting_that_cannot_be_kept_is_said_beside_it(window: Driver, force: Force) -> None:
    window.does("settings")
    (force.home / "settings.toml").mkdir()
    window.find("field-theme", QComboBox).setCurrentIndex(1)
    assert "could not be kept" in window.find("refused", QLabel).text()
    assert window.window.theme.name is ThemeName.LIGHT


def test_the_theme_changes_with_the_system_while_the_program_runs(window: Driver) -> None:
    theme, hints = window.window.theme, QApplication.styleHints()
    for_everyone = hints.accessibility()
    seen: list[ThemeName] = []
    theme.changed.connect(lambda: seen.append(theme.name))
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Dark)
    assert theme.name is ThemeName.DARK
    for_everyone.contrastPreferenceChanged.emit(Qt.ContrastPreference.HighContrast)
    assert theme.name is ThemeName.CONTRAST
    for_everyone.contrastPreferenceChanged.emit(Qt.ContrastPreference.NoPreference)
    assert seen == [ThemeName.DARK, ThemeName.CONTRAST, ThemeName.DARK]
    window.window.preferences.change(theme="dark")
    hints.colorSchemeChanged.emit(Qt.ColorScheme.Light)
    assert theme.name is ThemeName.DARK, "what somebody chose stays"


def test_nothing_personal_is_in_the_file(window: Driver, force: Force, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.window.preferences.change(lock_minutes=2)
    text = Path(force.home / "settings.toml").read_text(encoding="utf-8")
    assert {line.partition(" =")[0] for line in text.splitlines()} == {"[window]", "version", "theme", "text_scale", "motion", "sounds", "tray", "lock_minutes"}  # fmt: skip
