"""`keys.json`: the store's key, wrapped once for each way to open it, and never plainly. Read whole, changed under a lock, written whole."""

from collections.abc import Generator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Annotated

import msgspec
from msgspec import Struct

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.store.secret_places import Protection
from wantedtrack.store.whole_file import file_mode_in, in_words_of_the_disk, one_writer, write_whole
from wantedtrack.store.wraps import Wrap, keys_damaged

FORMAT = 1


class AccountWrap(Struct, frozen=True, forbid_unknown_fields=True):
    """The wrap for an account of the operating system, known by a digest of its name; `place` and `secret` say where its secret lies."""

    account: str
    place: Protection
    secret: str
    wrap: Wrap


class Tries(Struct, frozen=True, forbid_unknown_fields=True):
    """Wrong passphrases since the last right one, and when the newest was tried."""

    failed: int = 0
    failed_at: Annotated[datetime, msgspec.Meta(tz=True)] | None = None


class OfficerKeys(Struct, frozen=True, forbid_unknown_fields=True):
    """What an enrolled officer can open the store with."""

    account: AccountWrap | None = None
    passphrase: Wrap | None = None
    tries: Tries = Tries()


class KeyFile(Struct, frozen=True, forbid_unknown_fields=True):
    """The whole file. `check` is a keyed digest by which a key is known to be this store's."""

    format: int
    store_id: str
    check: bytes
    recovery: Wrap
    officers: dict[str, OfficerKeys] = {}

    def with_officer(self, collar: str, keys: OfficerKeys) -> "KeyFile":
        """The same with this officer's keys."""
        return msgspec.structs.replace(self, officers={**self.officers, collar: keys})

    def without_officer(self, collar: str) -> "KeyFile":
        """The same without this officer."""
        return msgspec.structs.replace(self, officers={held: keys for held, keys in self.officers.items() if held != collar})


class _Versioned(Struct):
    format: int


def read_key_file(path: Path) -> KeyFile:
    """Read it. Raises Unavailable("no_keys"), ("keys_damaged"), ("newer_keys") or what the disk says."""
    try:
        content = path.read_bytes()
    except FileNotFoundError:
        message = "There is no key file here, so the store stayed closed. Make a store with init, or restore keys.json beside the store."
        raise Unavailable(message, code="no_keys") from None
    except OSError as error:
        raise in_words_of_the_disk(error, path.name) from None
    try:
        if msgspec.json.decode(content, type=_Versioned).format > FORMAT:
            message = (
                "A newer program wrote the key file, so the store stayed closed and nothing was changed. Bring this desktop up to date."
            )
            raise Unavailable(message, code="newer_keys")
        return msgspec.json.decode(content, type=KeyFile)
    except msgspec.DecodeError:
        raise keys_damaged() from None


class Changing:
    """The file as another process left it, and what is to stand in it instead; held by one process at a time."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self.file = read_key_file(path)

    def write(self, file: KeyFile) -> None:
        """Put it in the file's place. Raises Unavailable; the file is then as it was."""
        write_whole(self._path, _encode(file), mode=file_mode_in(self._path.parent))
        self.file = file


@contextmanager
def changing(path: Path) -> Generator[Changing]:
    """Read the file under the lock that every writer takes, so that two at once lose nothing. Raises Unavailable."""
    with one_writer(_lock_of(path)):
        yield Changing(path)


def first_write(path: Path, file: KeyFile) -> None:
    """Write the file where there is none. Raises NotAllowed("keys_exist") where there is one, for it may be a store's only key."""
    with one_writer(_lock_of(path)):
        if path.exists():
            message = (
                "There is a key file here already, and it was left as it is. Open its store, or move both away before a new one is made."
            )
            raise NotAllowed(message, code="keys_exist")
        write_whole(path, _encode(file), mode=file_mode_in(path.parent))


def set_aside(path: Path) -> Path:
    """Move a key file without a store out of the way under a name not yet taken, and give that name. Nothing is ever deleted."""
    with one_writer(_lock_of(path)):
        number = 1
        while (aside := path.with_name(f"{path.stem}.set-aside-{number}{path.suffix}")).exists():
            number += 1
        try:
            return path.replace(aside)
        except OSError as error:
            raise in_words_of_the_disk(error, path.name) from None


def _encode(file: KeyFile) -> bytes:
    return msgspec.json.format(msgspec.json.encode(file), indent=1)


def _lock_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.lock")
