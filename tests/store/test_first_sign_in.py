"""An account that no officer has yet comes in once by passphrase and is that officer's from then on; the files of a shared home are its group's."""

import os
from pathlib import Path

import pytest

from tests.fixtures_store import KEY, made
from wantedtrack.errors import Invalid, NotAllowed, Unavailable
from wantedtrack.first_sign_in import recovered, unlocked
from wantedtrack.opening import make_home, open_home
from wantedtrack.rules.entry import Collar
from wantedtrack.settings import Home
from wantedtrack.store.accounts import this_account
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


def test_the_recovery_key_lets_an_officer_in_again_and_nothing_else_does(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    words = make_home(home).recovery_words
    assert words is not None
    first = open_home(home)
    collar = first.officer.collar
    first.store.close()
    place = Home(home)
    for lost in place.secrets.iterdir():
        lost.unlink()
    with pytest.raises(Unavailable) as closed:
        open_home(home)
    assert closed.value.code == "account_secret_missing"
    swapped = words[1] + words[0] + words[2:]
    for key, who, passphrase, code in (
        (swapped, collar, PASSPHRASE, "recovery_key_mistyped"),
        (words[:20], collar, PASSPHRASE, "recovery_key_length"),
        (words, "NOBODY", PASSPHRASE, "no_such_officer"),
        (words, collar, "short", "passphrase_too_short"),
    ):
        with pytest.raises(Invalid) as refused:
            recovered(place, key, who, passphrase)
        assert refused.value.code == code
    with pytest.raises(Unavailable):
        open_home(home)
    assert recovered(place, f"  {words.lower()} ", collar, PASSPHRASE) == collar
    again = open_home(home)
    assert again.officer.collar == collar
    again.store.close()
    with pytest.raises(Unavailable) as nothing:
        recovered(Home(home / "elsewhere"), words, collar, PASSPHRASE)
    assert nothing.value.code == "no_store"


def test_a_store_in_a_home_that_a_group_shares_can_be_written_by_the_group(tmp_path: Path) -> None:
    """SQLite by itself makes a file that only its owner can write: a second officer's account could read the queue and change nothing."""
    before = os.umask(0o007)
    try:
        with made(open_embedded(tmp_path / "store.db", KEY)):
            pass
    finally:
        os.umask(before)
    assert os.name != "posix" or (tmp_path / "store.db").stat().st_mode & 0o777 == 0o660


def test_a_lost_secret_is_replaced_by_the_passphrase_of_the_accounts_own_officer(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    place = Home(home)
    keys = Keys(place.keys_path, cost=Cost(n=16, r=1, p=1))
    key, _ = keys.create("a-store")
    keys.enrol(key, Collar("OWN"), account=this_account(place.secrets), passphrase=PASSPHRASE)
    keys.enrol(key, Collar("OTHER"), passphrase=PASSPHRASE)
    for lost in place.secrets.iterdir():
        lost.unlink()
    with pytest.raises(Unavailable) as closed:
        unlocked(keys, place, collar=None, passphrase=None)
    assert closed.value.code == "account_secret_missing"
    assert unlocked(keys, place, collar="OTHER", passphrase=PASSPHRASE).collar == "OTHER"
    with pytest.raises(Unavailable):
        # The account is not OTHER's, so that passphrase opened the store once and enrolled nobody.
        unlocked(keys, place, collar=None, passphrase=None)
    assert unlocked(keys, place, collar="OWN", passphrase=PASSPHRASE).collar == "OWN"
    assert unlocked(keys, place, collar=None, passphrase=None).collar == "OWN"
