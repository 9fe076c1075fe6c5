"""How somebody likes the window of this desktop: the `[window]` part of the settings file. No personal data is in it."""

import json
import shutil
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from wantedtrack.errors import Unavailable
from wantedtrack.settings import LONGEST_IDLE, Home, free_place_beside, read_settings, text_to_change, write_settings

THEMES = ("system", "light", "dark", "contrast")
MOTIONS = ("system", "still")
SMALLEST_TEXT, LARGEST_TEXT = 100, 200
_VERSION = 1
_HEAD = "[window]"


@dataclass(frozen=True, slots=True)
class WindowSettings:
    """Theme, text in per cent, motion, whether there is a sound and a place in the tray, and after how many idle minutes the window locks."""

    theme: str = "system"
    text_scale: int = SMALLEST_TEXT
    motion: str = "system"
    sounds: bool = True
    tray: bool = True
    lock_minutes: int = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What stood in the file, the longest idle time that it may name, and a sentence where something in it was not taken.

    `export_folder` is the folder for files, and `is_named` whether the settings file names it or it is the home's own.
    """

    held: WindowSettings
    longest_idle: int
    export_folder: Path
    is_named: bool
    told: str | None


def read_window_settings(home: Home) -> Found:
    """Read them; words that cannot be used stand as shipped, and the file as it was is kept under another name.

    A file that cannot be understood at all is set aside by `read_settings`. One that cannot be read stops the opening of the store, not the window.
    """
    try:
        settings, told = read_settings(home)
    except Unavailable as refused:
        return Found(WindowSettings(), LONGEST_IDLE, home.exports, is_named=False, told=refused.message)
    raw = {} if settings.window is None else dict(settings.window)
    version = raw.pop("version", _VERSION)
    held, wrong = _understood(raw) if version == _VERSION else (WindowSettings(), ["version"])
    held = replace(held, lock_minutes=min(held.lock_minutes, settings.lock_after_at_most))
    if wrong:
        told = " ".join(filter(None, (told, _set_right(home, held, wrong))))
    folder = settings.export_folder
    return Found(held, settings.lock_after_at_most, folder or home.exports, is_named=folder is not None, told=told)


def keep_window_settings(home: Home, held: WindowSettings) -> None:
    """Write them into the settings file, everything else in it left as it stands. Raises Unavailable where that cannot be done."""
    text = text_to_change(home)
    written = _with_table(text, held)
    if not _says_the_same_besides(text, written):
        message = "The settings file names the window's settings in a way that the program does not write. Nothing in it was changed; put them under one line that reads [window]."
        raise Unavailable(message, code="settings")
    write_settings(home, written)


def _understood(raw: Mapping[str, Any]) -> tuple[WindowSettings, list[str]]:
    """What can be used, and the words that cannot: of the wrong kind, out of bounds, or unknown."""
    taken = {word: value for word, value in raw.items() if word in _FITS and _FITS[word](value)}
    return WindowSettings(**taken), sorted(raw.keys() - taken.keys())


def _is_number(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most


_FITS: Mapping[str, Callable[[Any], bool]] = {
    "theme": lambda value: value in THEMES,
    "text_scale": lambda value: _is_number(value, SMALLEST_TEXT, LARGEST_TEXT),
    "motion": lambda value: value in MOTIONS,
    "sounds": lambda value: isinstance(value, bool),
    "tray": lambda value: isinstance(value, bool),
    "lock_minutes": lambda value: _is_number(value, 1, 24 * 60),
}
assert _FITS.keys() == {field.name for field in fields(WindowSettings)}  # noqa: S101 (the two lists are one)


def _set_right(home: Home, held: WindowSettings, wrong: list[str]) -> str:
    """Keep the file as it was, write the sound words in its place, and say so."""
    aside = free_place_beside(home.settings_path)
    try:
        shutil.copyfile(home.settings_path, aside)
        keep_window_settings(home, held)
    except (OSError, Unavailable):
        kept = "The file stays as it is"
    else:
        kept = f"The file as it was is kept as {aside.name}"
    if wrong == ["version"]:
        return f"The window's settings in settings.toml were written by another version of the program and were not taken. {kept}; set the window anew under Settings."
    named = ", ".join(wrong)
    return f"settings.toml has settings of the window that cannot be used: {named}. {kept}; look at them under Settings."


def _with_table(text: str, held: WindowSettings) -> str:
    """The file's text with its `[window]` part written anew, at the end where there was none."""
    before: list[str] = []
    after: list[str] = []
    into: list[str] | None = before
    is_found = False
    for line in text.splitlines():
        heading = line.partition("#")[0].strip()
        if heading == _HEAD or heading.startswith(("[window.", "[[window")):
            into, is_found = None, True
        elif heading.startswith("["):
            into = after if is_found else before
        if into is not None:
            into.append(line)
    table = [_HEAD, f"version = {_VERSION}", *(f"{word} = {json.dumps(value)}" for word, value in asdict(held).items())]
    parts = ["\n".join(part).strip("\n") for part in (before, table, after)]
    return "\n\n".join(part for part in parts if part) + "\n"


def _says_the_same_besides(text: str, written: str) -> bool:
    try:
        old, new = tomllib.loads(text), tomllib.loads(written)
    except ValueError:
        return False
    old.pop("window", None)
    new.pop("window", None)
    return old == new
