"""Giving an officer a passphrase at this desk. The words go to the key file and nowhere else: no journal, no log and no setting ever holds them.

Answers the threat "a stolen or shared desktop" of trust.md.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from wantedtrack.rules.entry import Collar

if TYPE_CHECKING:
    from ui.desk.opened import Office


def may_give(office: "Office") -> None:
    """Raise NotAllowed("shared") where officers have logins of a server instead; ("unknown_account") for somebody who is no officer here."""
    from wantedtrack.opening import refuse_passphrase  # noqa: PLC0415 (loads the store's libraries, which the window must not)

    refuse_passphrase(replace(office.opened, officer=office.officer))


def give(collar: str, words: str, office: "Office") -> Collar:
    """Give this officer the passphrase. Raises NotAllowed("rank", "shared"), Invalid("no_such_officer", "passphrase_too_short", …), Unavailable."""
    from wantedtrack.opening import set_passphrase  # noqa: PLC0415 (the same)

    return set_passphrase(office.home, replace(office.opened, officer=office.officer), collar, words)
