"""The first sign-in of an account: an officer who has a passphrase gives it once under an account of his own, which is enrolled by it.

A service's account comes in this way too. Why nobody can enrol another's account from here: docs/decisions/0020.
"""

from wantedtrack.clock import system_now
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Collar
from wantedtrack.settings import Home
from wantedtrack.store.accounts import this_account
from wantedtrack.store.keys import Keys, Opened


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
