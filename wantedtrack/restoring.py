"""A backup copied into a home without a store, by whichever way in is left: this account, an officer's passphrase, or the recovery key.

A machine that was lost takes its accounts' secrets with it, so a backup must open without them. Source: trust.md, "It comes back".
"""

import shutil
import uuid
from collections.abc import Callable
from pathlib import Path

from wantedtrack.clock import system_now
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.rules.officers import CLOSED_TO_ACCOUNT
from wantedtrack.settings import Home
from wantedtrack.store import journal
from wantedtrack.store.accounts import this_account
from wantedtrack.store.backup import keys_beside, verified
from wantedtrack.store.database import open_embedded
from wantedtrack.store.keys import Keys, StoreKey
from wantedtrack.store.whole_file import one_writer

WayIn = Callable[[Keys], StoreKey]
"""What gives the store's key out of a key file."""


def by_account(place: Home) -> WayIn:
    """The secret of the account that runs the program. Raises NotAllowed or Unavailable that names the other two ways."""

    def unlock(keys: Keys) -> StoreKey:
        try:
            return keys.unlock_by_account(this_account(place.secrets)).key
        except (NotAllowed, Unavailable) as refused:
            if refused.code not in CLOSED_TO_ACCOUNT:
                raise
            message = (
                "This account does not open this backup. Nothing was restored; name an officer with --as COLLAR and give that passphrase, "
                "or take the recovery key from its paper with --recovery-key."
            )
            raise type(refused)(message, code=refused.code) from None

    return unlock


def by_passphrase(collar: str, passphrase: str) -> WayIn:
    """An officer's passphrase, as it was when the backup was made. Raises as `Keys.unlock_by_passphrase` does."""
    who = Collar(" ".join(collar.split()).upper())
    return lambda keys: keys.unlock_by_passphrase(who, passphrase, now=system_now())


def by_recovery_key(text: str) -> WayIn:
    """The recovery key from the paper. Raises as `Keys.unlock_by_recovery` does."""
    return lambda keys: keys.unlock_by_recovery(text)


def restore_home(home: Path, copy: Path, *, dry_run: bool, way_in: WayIn | None = None) -> journal.Verdict:
    """Copy a backup into a home without a store, walking its journal first. The copy's own key file comes with it.

    Without a way in it is this account. Raises NotAllowed("store_exists"), Unavailable("no_such_file", "wrong_key", "not_written"), and what
    the way in raises.
    """
    place = Home(home)
    beside = keys_beside(copy)
    if place.store_path.exists():
        raise NotAllowed(
            "There is a store here already. Nothing was changed; restore into another home.", code="store_exists", field="home"
        )
    for needed in (copy, beside):
        if not needed.exists():
            raise Unavailable(
                f"{needed.name} is not there. Nothing was restored; a backup is two files that belong together.", code="no_such_file"
            )
    aside = place.root / f".restored.{uuid.uuid4().hex}.db"
    keys = place.keys_path if place.keys_path.exists() else keys_beside(aside)
    with one_writer(place.root / "init.lock"):
        try:
            shutil.copyfile(copy, aside)
            if keys != place.keys_path:
                # Tries are counted in the key file; the backup's own stays as it is, and may lie where nothing can be written.
                shutil.copyfile(beside, keys)
            key = (way_in or by_account(place))(Keys(keys))
            store = open_embedded(aside, key.material)
            try:
                verdict = verified(store, aside)
            finally:
                store.close()
            if not dry_run:
                if keys != place.keys_path:
                    keys.replace(place.keys_path)
                aside.replace(place.store_path)
        finally:
            for left in place.root.glob(f"{aside.name}*"):
                left.unlink(missing_ok=True)
    return verdict
