"""The ways in for an account that has none yet: once by an officer's passphrase, or by the recovery key where every other way is lost.

A service's account comes in this way too. Why nobody can enrol another's account from here: docs/decisions/0020.
"""

from wantedtrack.clock import system_now
from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.rules.officers import CLOSED_TO_ACCOUNT
from wantedtrack.settings import Home
from wantedtrack.store.accounts import this_account
from wantedtrack.store.database import open_embedded
from wantedtrack.store.keys import Account, Keys, Opened, StoreKey
from wantedtrack.store.officers import find_officer

_LOST = frozenset({"account_not_enrolled", "account_secret_missing"})
_PASSPHRASE_EACH_TIME = frozenset({"account_taken", "no_secret_place"})


def unlocked(keys: Keys, place: Home, *, collar: str | None, passphrase: str | None) -> Opened:
    """The store's key by this account; where the account does not open it, by the passphrase of the officer of this collar.

    The account is that officer's from then on, where no officer has it yet or its secret was lost. A keyring that is only silent just now is left
    as it is, and so is an account that is another officer's: whoever shares it signs in by passphrase each time.
    Raises as `Keys.unlock_by_account` does without a collar and passphrase, else as `Keys.unlock_by_passphrase` and `Keys.enrol` do.
    """
    account: Account | None = None
    try:
        account = this_account(place.secrets)
        return keys.unlock_by_account(account)
    except (NotAllowed, Unavailable) as refused:
        if refused.code not in CLOSED_TO_ACCOUNT or collar is None or passphrase is None:
            raise
        is_lost = refused.code in _LOST
    who = Collar(" ".join(collar.split()).upper())
    key = keys.unlock_by_passphrase(who, passphrase, now=system_now())
    if account is not None and is_lost:
        _enrol_where_it_can(keys, key, who, account)
    return Opened(key, who)


def _enrol_where_it_can(keys: Keys, key: StoreKey, who: Collar, account: Account) -> None:
    try:
        keys.enrol(key, who, account=account)
    except (NotAllowed, Unavailable) as refused:
        if refused.code not in _PASSPHRASE_EACH_TIME:
            raise


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
