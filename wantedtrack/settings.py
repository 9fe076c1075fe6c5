"""Where this desktop keeps things, and what it was told: the home folder and its settings file."""

import errno
import json
import os
import secrets
import stat
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import platformdirs

from wantedtrack.errors import Unavailable

PROGRAM = "WantedTrack"
HOME_VARIABLE = "WANTEDTRACK_HOME"
LONGEST_IDLE = 15
"""Minutes without a sign of life after which a window locks at the latest (force default; `lock_after_at_most` in the settings file)."""
_DAY_MINUTES = 24 * 60
_PRIVATE_FOLDER = 0o700
# With the set-group-id bit, so that what one officer makes belongs to the group that the administrator gives the folder to.
_SHARED_FOLDER = 0o2770


@dataclass(frozen=True, slots=True)
class Home:
    """The folder of everything the program keeps. The paths below it are names; only the folder itself is there for sure."""

    root: Path

    @property
    def store_path(self) -> Path:
        """The embedded store."""
        return self.root / "wantedtrack.db"

    @property
    def keys_path(self) -> Path:
        """The store's key, wrapped."""
        return self.root / "keys.json"

    @property
    def secrets(self) -> Path:
        """Secrets of accounts that have no keyring."""
        return self.root / "secrets"

    @property
    def settings_path(self) -> Path:
        """What this desktop was told."""
        return self.root / "settings.toml"

    @property
    def logs(self) -> Path:
        """What the program did, without personal data."""
        return self.root / "logs"

    @property
    def backups(self) -> Path:
        """Copies of the store."""
        return self.root / "backups"

    @property
    def outbox(self) -> Path:
        """New entries that wait for a server to come back."""
        return self.root / "outbox"

    @property
    def exports(self) -> Path:
        """Where workbooks are offered to be saved, unless the settings name another folder."""
        return self.root / "exports"

    @property
    def holds_a_store(self) -> bool:
        """Whether a store was made here. Raises PermissionError where this account may not look."""
        return self.store_path.exists() or self.keys_path.exists()

    @property
    def is_shared_by_a_group(self) -> bool:
        """Whether the accounts of a group work in it, so that its files are the group's too."""
        return bool(self.root.stat().st_mode & stat.S_IWGRP)

    @property
    def is_open_to_everybody(self) -> bool:
        """Whether any account of the machine may write in it; `doctor` warns. Always False on Windows, where modes say nothing."""
        return os.name == "posix" and bool(self.root.stat().st_mode & stat.S_IWOTH)

    def guard_new_files(self) -> None:
        """From now on the files that this process makes are its account's own, or the group's too in a home that a group shares.

        Called once by a head at its start: store, write-ahead log and logs are made by libraries that follow the process.
        """
        os.umask(0o007 if self.is_shared_by_a_group else 0o077)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the settings file says. `database` may hold a password and is not shown by `repr`."""

    database: str | None = field(default=None, repr=False)
    export_folder: Path | None = None
    brief_folder: Path | None = None
    notice_folder: Path | None = None
    lock_after_at_most: int = LONGEST_IDLE
    window: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Machine:
    """Where this system wants programs to keep things: for everybody on the machine, and for this account."""

    for_all: Path
    for_account: Path


def this_machine() -> Machine:
    """The folders that the system's own conventions name: ProgramData or /var/lib, and the account's own."""
    return Machine(
        platformdirs.site_state_path(PROGRAM, appauthor=False),
        platformdirs.user_data_path(PROGRAM, appauthor=False),
    )


def find_home(explicit: Path | None, environ: Mapping[str, str], *, machine: Machine | None = None) -> Home:
    """The home: as given, else as the environment names it, else the machine's where this account may write, else the account's own.

    A folder that holds a store is never passed over for an empty one: a second queue beside the first would go unseen.
    Raises Unavailable("home_read_only"), ("home_in_the_way"), ("home_not_yours") or ("home").
    """
    named = explicit or (Path(environ[HOME_VARIABLE]) if environ.get(HOME_VARIABLE) else None)
    if named is not None:
        return _made(Home(named.expanduser().absolute()), _PRIVATE_FOLDER)
    places = machine or this_machine()
    for_all, for_account = Home(places.for_all), Home(places.for_account)
    if _holds_a_store(for_all):
        return _made(for_all, _SHARED_FOLDER)
    if _holds_a_store(for_account):
        return _made(for_account, _PRIVATE_FOLDER)
    try:
        return _made(for_all, _SHARED_FOLDER)
    except Unavailable as refused:
        if refused.code != "home_read_only":
            raise
        return _made(for_account, _PRIVATE_FOLDER)


def read_settings(home: Home) -> tuple[Settings, str | None]:
    """What the file says, and a sentence for the officer where something in it was not taken, None otherwise.

    A file that cannot be understood is set aside under another name, never deleted, and the settings are those of a new desktop.
    Raises Unavailable where the file is there and cannot be read.
    """
    try:
        text = home.settings_path.read_bytes().decode("utf-8-sig")
        return _settings_of(tomllib.loads(text))
    except FileNotFoundError:
        return Settings(), None
    except ValueError:
        return Settings(), _set_aside(home.settings_path)
    except OSError:
        message = "The settings file cannot be read by this account, so nothing was opened. Ask for the right to read settings.toml in the program's folder."
        raise Unavailable(message, code="settings") from None


def settings_as_they_stand(home: Home) -> Settings:
    """The same, for whoever may change nothing: a file that cannot be understood stays where it is. Raises Unavailable("settings") then too."""
    try:
        return _settings_of(tomllib.loads(home.settings_path.read_bytes().decode("utf-8-sig")))[0]
    except FileNotFoundError:
        return Settings()
    except (OSError, ValueError):
        raise Unavailable("The settings file cannot be read. Nothing was opened, and the file stays as it is.", code="settings") from None


def keep_database(home: Home, url: str) -> None:
    """Name the database in the settings file, other words kept as they stand. Raises Unavailable where the file cannot be written."""
    text = text_to_change(home)
    lines = [line for line in text.splitlines() if line.partition("=")[0].strip() != "database"]
    named = f"database = {json.dumps(url)}"
    write_settings(home, "\n".join([named, *lines]) + "\n")


def text_to_change(home: Home) -> str:
    """The settings file as it stands, empty where there is none, for whoever changes a part of it. Raises Unavailable where it cannot be read."""
    try:
        return home.settings_path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return ""
    except (OSError, ValueError):
        raise Unavailable("The settings file cannot be read by this account. Nothing in it was changed.", code="settings") from None


def write_settings(home: Home, text: str) -> None:
    """Put a new settings file in the old one's place, whole or not at all. Raises Unavailable where it cannot be written."""
    aside = home.settings_path.with_name(f".settings-{secrets.token_hex(6)}.toml")
    try:
        with aside.open("x", encoding="utf-8") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(home.settings_path)
    except OSError as error:
        aside.unlink(missing_ok=True)
        raise _in_words(error, home.root) from None


def _holds_a_store(home: Home) -> bool:
    try:
        return home.holds_a_store
    except PermissionError:
        message = f"The machine's folder for {PROGRAM} is closed to this account, so nothing was opened. Ask an administrator to add the account to its group."
        raise Unavailable(message, code="home_not_yours") from None
    except OSError as error:
        raise _in_words(error, home.root) from None


def _made(home: Home, mode: int) -> Home:
    try:
        if not home.root.is_dir():
            home.root.parent.mkdir(parents=True, exist_ok=True)
            home.root.mkdir(mode=mode, exist_ok=True)
            # mkdir leaves out what the umask takes away, and the set-group-id bit.
            home.root.chmod(mode)
        _try_to_write(home.root)
    except OSError as error:
        raise _in_words(error, home.root) from None
    return home


def _try_to_write(folder: Path) -> None:
    """Asked of the disk itself: access rights as listed say little on Windows, on a read-only disk, or for root."""
    probe = folder / f".writable-{secrets.token_hex(6)}"
    probe.touch(mode=0o600, exist_ok=False)
    probe.unlink()


def _in_words(error: OSError, folder: Path) -> Unavailable:
    if isinstance(error, FileExistsError | NotADirectoryError):
        message = (
            f"{folder} is a file, or lies under one, so nothing can be kept there and nothing was changed. Name another folder with --home."
        )
        return Unavailable(message, code="home_in_the_way")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        message = f"This account may not write in {folder}, so nothing was changed. Ask for the right, or name another folder with --home."
        return Unavailable(message, code="home_read_only")
    message = f"{folder} cannot be used ({error.strerror}), so nothing was changed. Make room or name another folder with --home."
    return Unavailable(message, code="home")


def _settings_of(words: Mapping[str, Any]) -> tuple[Settings, str | None]:
    unknown = sorted(words.keys() - _READERS.keys())
    read = {name: reader(words[name]) for name, reader in _READERS.items() if name in words}
    told = f"settings.toml has words that are not known and were left out: {', '.join(unknown)}. Check their spelling." if unknown else None
    return Settings(**read), told


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError
    return value.strip()


def _folder(value: object) -> Path:
    folder = Path(_text(value)).expanduser()
    if not folder.is_absolute():
        raise ValueError
    return folder


def _minutes(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= _DAY_MINUTES:
        raise ValueError
    return value


def _table(value: object) -> Mapping[str, Any]:
    if not isinstance(value, dict):
        raise ValueError  # noqa: TRY004 (a wrong file, not a wrong call: its reader takes ValueError for it)
    return cast("Mapping[str, Any]", value)


_READERS: Mapping[str, Callable[[object], Any]] = {
    "database": _text,
    "export_folder": _folder,
    "brief_folder": _folder,
    "notice_folder": _folder,
    "lock_after_at_most": _minutes,
    "window": _table,
}


def free_place_beside(path: Path) -> Path:
    """A name beside this file under which it can be kept as broken, free so far."""
    number = 1
    while (aside := path.with_name(f"{path.stem}.broken-{number}{path.suffix}")).exists():
        number += 1
    return aside


def _set_aside(path: Path) -> str:
    aside = free_place_beside(path)
    try:
        path.replace(aside)
        kept = f"It was kept as {aside.name}, and this desktop starts as a new one."
    except OSError:
        kept = "It stays where it is, and this desktop starts as a new one."
    return f"settings.toml cannot be understood. {kept} If it worked with a server, name its database again before anything else."
