"""Which account of the operating system runs the program: asked of the system, never of the environment, which anybody can set.

Answers the threats "a curious colleague" and "a stolen or shared desktop" of trust.md.
"""

import os
import sys
from pathlib import Path

from wantedtrack.store.keys import Account, Keys
from wantedtrack.store.secret_places import Protection, secret_places

if sys.platform == "win32":
    import ctypes

    from wantedtrack.errors import Unavailable

    _DOMAIN_AND_NAME = 2
    _LONGEST_NAME = 512

    def account_name() -> str:
        r"""Domain and name, for example `FORCE\jsmith`. Raises Unavailable("account")."""
        length = ctypes.c_ulong(_LONGEST_NAME)
        buffer = ctypes.create_unicode_buffer(_LONGEST_NAME)
        if not ctypes.windll.secur32.GetUserNameExW(_DOMAIN_AND_NAME, buffer, ctypes.byref(length)):
            message = "Windows does not say which account this is, so the store stayed closed. Sign in with collar number and passphrase."
            raise Unavailable(message, code="account")
        return buffer.value

else:
    import pwd

    def account_name() -> str:
        """The name of the account, or `uid:` and its number where the system has no name for it."""
        number = os.geteuid()
        try:
            return pwd.getpwuid(number).pw_name
        except KeyError:
            return f"uid:{number}"


def this_account(secrets_folder: Path) -> Account:
    """The account that runs the program, with the places where its secrets lie. Raises Unavailable."""
    return Account(account_name(), secret_places(secrets_folder))


def may_ask_a_person(keys: Keys) -> bool:
    """Whether the system may show a question before it gives this account's secret: a keyring of Linux may be closed. Raises Unavailable."""
    return sys.platform != "win32" and keys.account_protection(account_name()) is Protection.KEYRING
