"""An account that no officer has yet comes in once by passphrase and is that officer's from then on; the files of a shared home are its group's."""

import os
from pathlib import Path

import pytest

from tests.fixtures_store import KEY, made
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.first_sign_in import unlocked
from wantedtrack.rules.entry import Collar
from wantedtrack.settings import Home
from wantedtrack.store.database import open_embedded
from wantedtrack.store.keys import Keys
from wantedtrack.store.wraps import Cost

PASSPHRASE = "walnut kettle harbour"


def test_an_account_is_enrolled_by_the_passphrase_of_its_officer_once(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    place = Home(home)
    keys = Keys(place.keys_path, cost=Cost(n=16, r=1, p=1))
    key, _ = keys.create("a-store")
    keys.enrol(key, Collar("WATCH"), passphrase=PASSPHRASE)
    for collar, passphrase in ((None, None), ("WATCH", None), (None, PASSPHRASE)):
        with pytest.raises(NotAllowed) as closed:
            unlocked(keys, place, collar=collar, passphrase=passphrase)
        assert closed.value.code == "account_not_enrolled"
    with pytest.raises(Invalid) as wrong:
        unlocked(keys, place, collar="WATCH", passphrase="walnut kettle harbours")
    assert wrong.value.code == "wrong_passphrase"
    opened = unlocked(keys, place, collar=" watch ", passphrase=PASSPHRASE)
    assert (opened.collar, opened.key.material) == ("WATCH", key.material)
    again = unlocked(keys, place, collar=None, passphrase=None)
    assert (again.collar, again.key.material) == ("WATCH", key.material)


def test_a_store_in_a_home_that_a_group_shares_can_be_written_by_the_group(tmp_path: Path) -> None:
    """SQLite by itself makes a file that only its owner can write: a second officer's account could read the queue and change nothing."""
    before = os.umask(0o007)
    try:
        with made(open_embedded(tmp_path / "store.db", KEY)):
            pass
    finally:
        os.umask(before)
    assert os.name != "posix" or (tmp_path / "store.db").stat().st_mode & 0o777 == 0o660
