"""Where an account's own secret lies: in the operating system's keyring, else in a file that only this account may read.

The secret opens nothing by itself: it unwraps the store's key that `keys.py` keeps. Answers the threat "a stolen or shared desktop" of
trust.md; with a file it is the disk's own encryption and the account's log-in that protect it, which `doctor` says.
"""

import hashlib
import os
import stat
from collections.abc import Sequence
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol, cast

from wantedtrack.errors import Unavailable
from wantedtrack.store.whole_file import PRIVATE, in_words_of_the_disk, write_whole

SERVICE = "WantedTrack"
_RECOMMENDED = 1


class Protection(StrEnum):
    """What protects an account's secret."""

    KEYRING = "keyring"
    FILE = "file"


class SecretPlace(Protocol):
    """One place for secrets of the account that runs the program; `name` tells them apart."""

    @property
    def protection(self) -> Protection:
        """Which kind of place it is."""
        ...

    def keep(self, name: str, secret: bytes) -> bool:
        """Keep it in place of an older one; False where this place does not work here, so that the next one is asked."""
        ...

    def find(self, name: str) -> bytes | None:
        """The secret, None where there is none. Raises Unavailable where the place does not answer."""
        ...

    def drop(self, name: str) -> None:
        """Forget it, if it is there. Raises Unavailable where the place does not answer."""
        ...


class KeyringBackend(Protocol):
    """What is asked of the operating system's keyring, in the words of the `keyring` library."""

    @property
    def priority(self) -> float:
        """How good it is: from 1 on the library recommends it, 0 is none at all."""
        ...

    def get_password(self, service: str, username: str) -> str | None:
        """The text kept under service and name."""
        ...

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep a text."""
        ...

    def delete_password(self, service: str, username: str) -> None:
        """Forget it."""
        ...


class KeyringSecrets:
    """Secrets in the operating system's keyring, which is looked for when first asked: that loads every backend and asks the session bus.

    A keyring that the library itself does not recommend (none at all, or one that keeps plain text) keeps nothing and finds nothing.
    """

    protection = Protection.KEYRING

    def __init__(self, backend: KeyringBackend | None = None) -> None:
        """`backend` in place of the system's own."""
        self._given = backend

    @cached_property
    def _backend(self) -> KeyringBackend | None:
        if self._given is not None:
            return self._given
        from keyring import get_keyring  # noqa: PLC0415 (a desk whose secret lies in a file never loads it)

        found = cast(KeyringBackend, get_keyring())
        return found if found.priority >= _RECOMMENDED else None

    def keep(self, name: str, secret: bytes) -> bool:
        """Keep it and read it back: a keyring may be locked, or take what it does not keep."""
        if self._backend is None:
            return False
        from keyring.errors import KeyringError  # noqa: PLC0415 (a desk whose secret lies in a file never loads it)

        try:
            self._backend.set_password(SERVICE, name, secret.hex())
            return self._backend.get_password(SERVICE, name) == secret.hex()
        except KeyringError:
            return False

    def find(self, name: str) -> bytes | None:
        """The secret, None where there is none. Raises Unavailable("keyring") where the keyring is locked or does not answer."""
        if self._backend is None:
            return None
        from keyring.errors import KeyringError  # noqa: PLC0415 (a desk whose secret lies in a file never loads it)

        try:
            kept = self._backend.get_password(SERVICE, name)
            return None if kept is None else bytes.fromhex(kept)
        except KeyringError:
            raise _keyring_silent() from None
        except ValueError:
            return None

    def drop(self, name: str) -> None:
        """Forget it, if it is there. Raises Unavailable("keyring")."""
        if self._backend is None:
            return
        from keyring.errors import KeyringError  # noqa: PLC0415 (a desk whose secret lies in a file never loads it)

        try:
            if self._backend.get_password(SERVICE, name) is not None:
                self._backend.delete_password(SERVICE, name)
        except KeyringError:
            raise _keyring_silent() from None


class FileSecrets:
    """Secrets in files of a folder, each readable by its owner only, named after a digest."""

    protection = Protection.FILE

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def keep(self, name: str, secret: bytes) -> bool:
        """Keep it; False where the disk does not keep a file private. Raises Unavailable."""
        if os.name != "posix" and not self._folder.resolve().is_relative_to(Path.home()):
            # Windows ignores the mode of a file: private is only what lies in the account's own profile.
            return False
        path = self._path(name)
        try:
            self._make_folder()
        except OSError as error:
            raise in_words_of_the_disk(error, self._folder.name) from None
        write_whole(path, secret.hex().encode(), mode=PRIVATE)
        if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) != PRIVATE:
            path.unlink()
            return False
        return True

    def find(self, name: str) -> bytes | None:
        """The secret, None where there is none or the file is not one that `keep` wrote. Raises Unavailable."""
        try:
            return bytes.fromhex(self._path(name).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return None
        except ValueError:
            return None
        except OSError as error:
            raise in_words_of_the_disk(error, "this account's secret") from None

    def drop(self, name: str) -> None:
        """Forget it, if it is there. Raises Unavailable."""
        try:
            self._path(name).unlink(missing_ok=True)
        except OSError as error:
            raise in_words_of_the_disk(error, "this account's secret") from None

    def _path(self, name: str) -> Path:
        return self._folder / f"{hashlib.sha256(name.encode()).hexdigest()[:32]}.secret"

    def _make_folder(self) -> None:
        if self._folder.is_dir():
            return
        shared = self._folder.parent.stat().st_mode & stat.S_IWGRP
        self._folder.mkdir(mode=0o700, exist_ok=True)
        if shared:
            # Each account of the group keeps its own file here; the sticky bit keeps it from taking away another's.
            self._folder.chmod(0o1770)


def secret_places(folder: Path) -> Sequence[SecretPlace]:
    """The places of this account, best first: its keyring where the system has a usable one, then files in this folder."""
    return (KeyringSecrets(), FileSecrets(folder))


def _keyring_silent() -> Unavailable:
    message = "This account's keyring is locked or does not answer, so the store stayed closed. Unlock it, or sign in with collar number and passphrase."
    return Unavailable(message, code="keyring")
