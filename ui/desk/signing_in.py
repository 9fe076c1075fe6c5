"""Who may act at this desk: the officer of the account, back after a lock, or a second officer by passphrase.

Answers the threats "a stolen or shared desktop" and "two officers at one desk are two" of trust.md.
"""

from pathlib import Path
from typing import Protocol

from wantedtrack.opening import open_home
from wantedtrack.rules.entry import Collar, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.settings import Home
from wantedtrack.store.keys import Keys


class SignIn(Protocol):
    """The two questions that the lock and the second officer ask."""

    def asks_passphrase(self, collar: Collar) -> bool:
        """Whether this officer unlocks with a passphrase; without one the account's own screen lock protects."""
        ...

    def as_officer(self, collar: str, passphrase: str | None) -> Acting:
        """The officer, checked. Raises NotAllowed("passphrase"), Invalid("wrong_passphrase", "no_such_officer")."""
        ...

    def unlock(self, collar: Collar, passphrase: str | None, now: Instant) -> None:
        """Raise unless this is the passphrase of the officer who locked, where one is set."""
        ...


class HomeSignIn:
    """The answers of a home: its key file, and its store opened anew for the other officer."""

    def __init__(self, home: Path, database: str | None) -> None:
        """Nothing is read before it is asked."""
        self._home, self._database = home, database

    def asks_passphrase(self, collar: Collar) -> bool:
        """Whether the key file holds a passphrase of this officer."""
        keys = self._keys()
        return keys is not None and any(one.collar == collar and one.has_passphrase for one in keys.enrolled())

    def as_officer(self, collar: str, passphrase: str | None) -> Acting:
        """Open the store as this officer, and let go of it again."""
        opened = open_home(self._home, database=self._database, collar=collar, passphrase=passphrase or None)
        opened.store.close()
        return opened.officer

    def unlock(self, collar: Collar, passphrase: str | None, now: Instant) -> None:
        """Check the passphrase, counted and slowed as everywhere."""
        keys = self._keys()
        if keys is not None and self.asks_passphrase(collar):
            keys.verify_passphrase(collar, passphrase or "", now=now)

    def _keys(self) -> Keys | None:
        path = Home(self._home).keys_path
        return Keys(path) if path.exists() else None
