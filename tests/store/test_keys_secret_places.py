"""Where an account's secret lies, with a keyring and without."""

from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.backends import fail
from keyring.errors import KeyringLocked, PasswordDeleteError

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.store.accounts import account_name, this_account
from wantedtrack.store.keys import Account, Keys
from wantedtrack.store.secret_places import SERVICE, FileSecrets, KeyringSecrets, Protection, secret_places
from wantedtrack.store.wraps import Cost

PS1 = Collar("DEMO-PS")
# A keyring that the library would choose for itself.
SECRET = bytes(range(32))


class Remembering(KeyringBackend):
    """A keyring of the library's own kind."""

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


# One that the library would choose for itself, by its number; and which it must not choose for the tests that come after.
Recommended = type("Recommended", (Remembering,), {"priority": 5})
for kind in (Remembering, Recommended):
    KeyringBackend._classes.discard(kind)


class FakeKeyring:
    """A keyring that remembers; locked, it refuses; forgetful, it takes what it does not keep."""

    priority = 5.0

    def __init__(self, *, is_locked: bool = False, is_forgetful: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.is_locked = is_locked
        self.is_forgetful = is_forgetful

    def _refuse_locked(self) -> None:
        if self.is_locked:
            raise KeyringLocked

    def get_password(self, service: str, username: str) -> str | None:
        self._refuse_locked()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._refuse_locked()
        if not self.is_forgetful:
            self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._refuse_locked()
        if (service, username) not in self.kept:
            raise PasswordDeleteError
        del self.kept[service, username]


def enrolled(home: Path, fake: FakeKeyring) -> tuple[Keys, Account]:
    keys = Keys(home / "keys.json", cost=Cost(n=16, r=1, p=1))
    key, _ = keys.create("5f0c0f5c")
    account = Account("invented", (KeyringSecrets(fake), FileSecrets(home / "secrets")))
    keys.enrol(key, PS1, account=account)
    return keys, account


def test_with_a_keyring_the_secret_is_in_no_file(home: Path) -> None:
    fake = FakeKeyring()
    keys, account = enrolled(home, fake)
    ((service, name),) = fake.kept
    assert service == SERVICE
    assert name.startswith("5f0c0f5c:DEMO-PS:")
    assert keys.account_protection("invented") is Protection.KEYRING
    assert not (home / "secrets").exists()
    assert keys.unlock_by_account(account).collar == PS1
    keys.forget(PS1, account=account)
    assert fake.kept == {}


@pytest.mark.parametrize("fake", [FakeKeyring(is_locked=True), FakeKeyring(is_forgetful=True)], ids=["locked", "forgetful"])
def test_without_a_usable_keyring_the_secret_is_in_a_private_file_and_that_is_told(home: Path, fake: FakeKeyring) -> None:
    keys, account = enrolled(home, fake)
    assert keys.account_protection("invented") is Protection.FILE
    fake.is_locked = True
    assert keys.unlock_by_account(account).collar == PS1


def test_a_keyring_that_locked_since_is_told(home: Path) -> None:
    fake = FakeKeyring()
    keys, account = enrolled(home, fake)
    fake.is_locked = True
    with pytest.raises(Unavailable) as refused:
        keys.unlock_by_account(account)
    assert refused.value.code == "keyring"


@pytest.mark.parametrize("kept", ["", "no hexadecimal", "00" * 32])
def test_a_secret_that_was_altered_opens_nothing(home: Path, kept: str) -> None:
    fake = FakeKeyring()
    keys, account = enrolled(home, fake)
    fake.kept = dict.fromkeys(fake.kept, kept)
    with pytest.raises(Unavailable) as refused:
        keys.unlock_by_account(account)
    assert refused.value.code == "account_secret_missing"


def test_enrolled_anew_only_the_new_secret_is_kept_and_opens(home: Path) -> None:
    fake = FakeKeyring()
    keys, account = enrolled(home, fake)
    before = dict(fake.kept)
    keys.enrol(keys.unlock_by_account(account).key, PS1, account=account)
    assert len(fake.kept) == 1
    assert fake.kept.keys().isdisjoint(before)
    assert keys.unlock_by_account(account).collar == PS1


def test_a_kill_between_secret_and_file_leaves_the_way_in_as_it_was(home: Path) -> None:
    fake = FakeKeyring()
    keys, account = enrolled(home, fake)
    key = keys.unlock_by_account(account).key
    path = home / "keys.json"
    before = path.read_bytes()
    # The file goes back to what a killed program would have left, with both secrets kept.
    first = dict(fake.kept)
    keys.enrol(key, PS1, account=account)
    fake.kept |= first
    path.write_bytes(before)
    assert keys.unlock_by_account(account).key == key


def test_an_officer_who_moves_to_another_account_takes_nothing_of_the_old_one(home: Path) -> None:
    fake, other = FakeKeyring(), FakeKeyring()
    keys, account = enrolled(home, fake)
    key = keys.unlock_by_account(account).key
    moved = Account("invented-elsewhere", (KeyringSecrets(other),))
    keys.enrol(key, PS1, account=moved)
    assert keys.unlock_by_account(moved).collar == PS1
    assert len(fake.kept) == 1
    with pytest.raises(NotAllowed) as refused:
        keys.unlock_by_account(account)
    assert refused.value.code == "account_not_enrolled"


def test_no_place_at_all_is_told_and_enrols_nobody(home: Path) -> None:
    keys = Keys(home / "keys.json")
    key, _ = keys.create("5f0c0f5c")
    with pytest.raises(Unavailable) as refused:
        keys.enrol(key, PS1, account=Account("invented", (KeyringSecrets(FakeKeyring(is_locked=True)),)))
    assert refused.value.code == "no_secret_place"
    assert keys.enrolled() == ()


@pytest.mark.parametrize(
    ("backend", "expected"),
    [(fail.Keyring(), [Protection.FILE]), (Recommended(), [Protection.KEYRING, Protection.FILE])],
    ids=["none", "one"],
)
def test_the_libraries_own_answer_decides_whether_there_is_a_keyring(
    home: Path, backend: KeyringBackend, expected: list[Protection]
) -> None:
    before = keyring.get_keyring()
    keyring.set_keyring(backend)
    try:
        places = secret_places(home / "secrets")
        assert [place.protection for place in places if place.keep("invented", b"invented")] == expected
        assert [place.protection for place in places if place.find("invented") == b"invented"] == expected
    finally:
        keyring.set_keyring(before)


def test_a_file_keeps_finds_and_drops(home: Path) -> None:
    place = FileSecrets(home / "secrets")
    assert place.find("one") is None
    assert place.keep("one", SECRET)
    assert place.keep("two", bytes(32))
    assert (place.find("one"), place.find("two")) == (SECRET, bytes(32))
    place.drop("one")
    place.drop("one")
    assert (place.find("one"), place.find("two")) == (None, bytes(32))


def test_the_environment_does_not_say_who_runs_the_program(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = account_name()
    for variable in ("USER", "LOGNAME", "USERNAME", "LNAME"):
        monkeypatch.setenv(variable, "somebody-else")
    assert account_name() == before
    assert this_account(home / "secrets").name == before != "somebody-else"
