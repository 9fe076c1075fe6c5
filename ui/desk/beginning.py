"""The first start of a desktop or of an account: makes or joins a store, and lets an officer in whose account does not open it.

Answers the threat "a stolen or shared desktop" of trust.md: passphrase and recovery key are handed on and kept nowhere.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any


class Beginner:
    """What can be asked while no store is open. Nothing is made or read before it is asked for."""

    def __init__(self, home: Path, database: str | None = None) -> None:
        """For this home, and this store where it is not in the home."""
        self._home, self._database = home, database
        self._entered: tuple[str, str] | None = None

    def forces(self) -> list[tuple[str, str]]:
        """Code and name, by name."""
        from wantedtrack.exchange.standing_data import forces  # noqa: PLC0415 (once in a desktop's life)

        return sorted(forces().items(), key=lambda force: force[1])

    def make(self, words: Mapping[str, Any]) -> str | None:
        """Make the store, or join the server's; gives the recovery key."""
        from wantedtrack.opening import begin_here  # noqa: PLC0415 (once in a desktop's life)

        return begin_here(self._home, force_code=words["force_code"], database=words["database"])

    def sign_in(self, collar: str, passphrase: str) -> None:
        """Let the officer of this collar in by his passphrase: the next opening of the store is his. Raises as `open_home` does."""
        from wantedtrack.opening import open_home  # noqa: PLC0415 (seldom used)

        open_home(self._home, database=self._database, collar=collar, passphrase=passphrase).store.close()
        self._entered = collar, passphrase

    def recover(self, recovery_key: str, collar: str, passphrase: str) -> None:
        """Let an officer in again by the recovery key and a new passphrase: the next opening is his. Raises as `recovered` does."""
        from wantedtrack.first_sign_in import recovered  # noqa: PLC0415 (seldom used)
        from wantedtrack.settings import Home  # noqa: PLC0415 (seldom used)

        self._entered = recovered(Home(self._home), recovery_key, collar, passphrase), passphrase

    def entered(self) -> tuple[str | None, str | None]:
        """Collar and passphrase of whoever just came in, for the one opening that follows; from then on nothing holds them."""
        entered, self._entered = self._entered, None
        return entered or (None, None)
