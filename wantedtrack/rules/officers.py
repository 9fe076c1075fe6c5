"""The officer who acts: what a deed needs to know of him to decide whether he may."""

import re
from dataclasses import dataclass

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Collar, OfficerId
from wantedtrack.rules.ranks import Rank

_RANKED_NUMBER = re.compile(r"(?:T?(?:PC|PS|DC|DS|DI|CI|DCI|CON|SGT|INSP|SUPT))?0*(\d+)")


def collar_key(collar: str) -> str:
    """What a collar number is compared by: "PS 4471", "ps4471" and "4471" are one officer, who may have been promoted since."""
    written = "".join(letter for letter in collar.upper() if letter.isalnum())
    numbered = _RANKED_NUMBER.fullmatch(written)
    return numbered.group(1) if numbered else written


TO_BE_CONFIRMED = Collar("TO-BE-CONFIRMED")
"""What the journal names as the officer where an account that maps to none has added an entry."""

FOR_ANY_ACCOUNT = frozenset({"add-entry"})
"""The deeds of an account that maps to no officer: nothing may stand between a sergeant and the record that somebody is wanted."""


STORE_OUT_OF_REACH = frozenset(
    {"account_not_enrolled", "account_secret_missing", "unknown_account", "server", "busy", "store", "keyring", "login"}
)
"""The refusals after which a deed of `FOR_ANY_ACCOUNT` can wait on the desktop: the store is there, and cannot be had from here just now."""

CLOSED_TO_ACCOUNT = frozenset({"account_not_enrolled", "account_secret_missing", "keyring", "account"})
"""The refusals after which an officer's passphrase, or the recovery key, still opens the store."""


@dataclass(frozen=True, slots=True)
class Acting:
    """An officer at a desktop. `rank` is None where only the administrator's role is held; `desktop` names the running copy.

    `unknown_account` is the account or login that maps to no officer, None for everybody who is one.
    """

    officer: OfficerId
    collar: Collar
    rank: Rank | None
    is_administrator: bool
    desktop: str
    unknown_account: str | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether it is known who this is."""
        return self.unknown_account is None


def whoever_this_is(account: str, desktop: str) -> Acting:
    """Somebody whose account maps to no officer. May do the deeds of `FOR_ANY_ACCOUNT`, reads nothing."""
    return Acting(OfficerId(0), TO_BE_CONFIRMED, Rank.CONSTABLE, is_administrator=False, desktop=desktop, unknown_account=account)


def refuse_unknown(officer: Acting, deed: str) -> None:
    """Raise NotAllowed("unknown_account") for whatever an account that maps to no officer may not do."""
    if not officer.is_confirmed and deed not in FOR_ANY_ACCOUNT:
        raise unknown_account()


def unknown_account() -> NotAllowed:
    """The refusal of an account that maps to no officer, with what it can still do."""
    return NotAllowed(
        "This account is no officer here. Nothing was changed; adding an entry still works, and an administrator can enrol the account.",
        code="unknown_account",
        field="officer",
        who_could="an enrolled officer",
    )
