"""The ways in for an account that has none yet: once by an officer's passphrase, or by the recovery key where every other way is lost.

A service's account comes in this way too. Why nobody can enrol another's account from here: docs/decisions/0020.
"""

from wantedtrack.clock import system_now
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.settings import Home
from wantedtrack.store.accounts import this_account
from wantedtrack.store.database import open_embedded
from wantedtrack.store.keys import Keys, Opened
from wantedtrack.store.officers import find_officer


def unlocked(keys: Keys, place: Home, *, collar: str | None, passphrase: str | None) -> Opened:
    """The store's key by this account; where no officer has it yet, by the passphrase of the officer of this collar, who has it from then on.

    Raises NotAllowed("account_not_enrolled") without a collar and passphrase, else as `Keys.unlock_by_passphrase` and `Keys.enrol` do.
    """
    account = this_account(place.secrets)
    try:
        return keys.unlock_by_account(account)
    except NotAllowed as refused:
        if refused.code != "account_not_enrolled" or collar is None or passphrase is None:
            raise
    who = Collar(" ".join(collar.split()).upper())
    key = keys.unlock_by_passphrase(who, passphrase, now=system_now())
    keys.enrol(key, who, account=account)
    return Opened(key, who)


def recovered(place: Home, recovery_key: str, collar: str, passphrase: str) -> Collar:
    """Let an officer of the store in again, by this account and a new passphrase, with the recovery key from the paper.

    What others had stays; the recovery key stays the same. Raises Unavailable("no_store"), Invalid for a mistyped or another store's key, an
    unknown officer or a weak passphrase, NotAllowed("account_taken").
    """
    if not place.store_path.exists() or not place.keys_path.exists():
        message = "There is no store with a key file in this home, so there is nothing to recover. Restore a backup first: wantedtrack restore FILE."
        raise Unavailable(message, code="no_store", field="home")
    keys = Keys(place.keys_path)
    key = keys.unlock_by_recovery(recovery_key)
    store = open_embedded(place.store_path, key.material)
    try:
        with store.reading() as connection:
            found = find_officer(connection, collar, field="collar")
    finally:
        store.close()
    keys.enrol(key, found.collar, account=this_account(place.secrets), passphrase=passphrase)
    return found.collar
