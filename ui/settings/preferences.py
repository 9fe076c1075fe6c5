"""How somebody likes the window of this desktop, applied at once and kept in the settings file."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from ui.theme.colours import ThemeName
from ui.theme.style import Theme
from wantedtrack.errors import Unavailable
from wantedtrack.settings import Home
from wantedtrack.window_settings import LARGEST_TEXT, SMALLEST_TEXT, WindowSettings, keep_window_settings, read_window_settings


class Preferences(QObject):
    """`changed` tells that something is other than it was. `not_kept` carries the refusal that says why it will be forgotten when the window closes."""

    changed = Signal()
    not_kept = Signal(object)

    def __init__(self, home: Path, theme: Theme, parent: QObject | None = None) -> None:
        """Read them, and dress the application. `told` is a sentence for the officer where something in the file was not taken."""
        super().__init__(parent)
        self._home, self._theme = Home(home), theme
        found = read_window_settings(self._home)
        self.held: WindowSettings = found.held
        self.longest_idle, self.told = found.longest_idle, found.told
        self.export_folder, self.is_export_folder_named = found.export_folder, found.is_named
        self._dress()

    def change(self, **words: Any) -> None:  # noqa: ANN401 (the fields of WindowSettings)
        """Let some of them be other than they are: seen at once, and kept."""
        held = replace(self.held, **words)
        held = replace(
            held,
            text_scale=min(max(held.text_scale, SMALLEST_TEXT), LARGEST_TEXT),
            lock_minutes=min(max(held.lock_minutes, 1), self.longest_idle),
        )
        if held == self.held:
            return
        self.held = held
        self._dress()
        self.changed.emit()
        try:
            keep_window_settings(self._home, held)
        except Unavailable as refused:
            self.not_kept.emit(refused)

    def next_theme(self) -> None:
        """The theme after the one seen now."""
        names = list(ThemeName)
        self.change(theme=names[(names.index(self._theme.name) + 1) % len(names)].value)

    def larger_text(self, step: int) -> None:
        """Larger text by so many per cent, smaller where it is below 0."""
        self.change(text_scale=self.held.text_scale + step)

    def _dress(self) -> None:
        held = self.held
        self._theme.dress(
            fixed=None if held.theme == "system" else ThemeName(held.theme),
            text_scale=held.text_scale / 100,
            is_still=held.motion == "still" or (held.motion == "system" and self._theme.system_is_still),
        )
