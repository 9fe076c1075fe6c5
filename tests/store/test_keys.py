"""The three ways to the store's key, and what is refused on each."""

import pickle
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wantedtrack.errors import Invalid, NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.store.database import open_embedded
from wantedtrack.store.key_file import set_aside
from wantedtrack.store.keys import Account, Keys, StoreKey
from wantedtrack.store.secret_places import FileSecrets, Protection
from wantedtrack.store.wraps import Cost

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
CHEAP = Cost(n=16, r=1, p=1)
STORE = "5f0c0f5c"
PS1, PS2 = Collar("DEMO-PS"), Collar("DEMO-PS2")
WORDS1, WORDS2 = "kettle orbit walnut", "harbour plum seven"


@pytest.fixture
def keys(home: Path) -> Keys:
    return Keys(home / "keys.json", cost=CHEAP)


@pytest.fixture
def account(home: Path) -> Account:
    return Account("invented-sergeant", (FileSecrets(home / "secrets"),))


def refused_code(refused: pytest.ExceptionInfo[Invalid | NotAllowed | Unavailable]) -> str:
    return refused.value.code


def test_all_three_ways_lead_to_the_same_key(keys: Keys, account: Account) -> None:
    key, paper = keys.create(STORE)
    keys.enrol(key, PS1, account=account, passphrase=WORDS1)
    opened = keys.unlock_by_account(account)
    assert (opened.key, opened.collar) == (key, PS1)
    assert keys.unlock_by_passphrase(PS1, WORDS1, now=NOW) == key
    assert keys.unlock_by_recovery(paper) == key


def test_the_key_opens_the_encrypted_store_and_another_does_not(keys: Keys, home: Path) -> None:
    key, _ = keys.create(STORE)
    path = home / "wantedtrack.db"
    store = open_embedded(path, key.material)
    store.close()
    assert not path.exists() or not path.read_bytes().startswith(b"SQLite format")
    with store.writer.begin() as connection:
        connection.exec_driver_sql("CREATE TABLE planted (x)")
    store.close()
    assert not path.read_bytes().startswith(b"SQLite format")
    with pytest.raises(Unavailable) as refused:
        open_embedded(path, bytes(32))
    assert refused_code(refused) == "wrong_key"


def test_every_store_has_a_key_of_its_own(home: Path) -> None:
    made = {Keys(home / f"{number}.json").create(STORE)[0].material for number in range(20)}
    assert len(made) == 20
    assert {len(material) for material in made} == {32}


def test_each_officer_has_a_passphrase_of_his_own(keys: Keys) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, passphrase=WORDS1)
    keys.enrol(key, PS2, passphrase=WORDS2)
    keys.verify_passphrase(PS1, WORDS1, now=NOW)
    keys.verify_passphrase(PS2, WORDS2, now=NOW)
    with pytest.raises(Invalid) as refused:
        keys.verify_passphrase(PS2, WORDS1, now=NOW)
    assert (refused_code(refused), refused.value.field) == ("wrong_passphrase", "passphrase")


def test_another_accounts_secret_does_not_open(keys: Keys, account: Account, home: Path) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, account=account)
    with pytest.raises(NotAllowed) as stranger:
        keys.unlock_by_account(Account("invented-stranger", account.places))
    assert refused_code(stranger) == "account_not_enrolled"
    with pytest.raises(Unavailable) as elsewhere:
        keys.unlock_by_account(Account(account.name, (FileSecrets(home / "other"),)))
    assert refused_code(elsewhere) == "account_secret_missing"


def test_one_account_is_one_officer(keys: Keys, account: Account) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, account=account)
    with pytest.raises(NotAllowed) as refused:
        keys.enrol(key, PS2, account=Account("INVENTED-Sergeant", account.places))
    assert refused_code(refused) == "account_taken"
    assert [officer.collar for officer in keys.enrolled()] == [PS1]
    assert keys.unlock_by_account(account).collar == PS1


def test_a_wrap_moved_to_another_officer_opens_nothing(keys: Keys, home: Path) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, passphrase=WORDS1)
    path = home / "keys.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"DEMO-PS"', '"DEMO-PS2"'), encoding="utf-8")
    with pytest.raises(Invalid) as refused:
        keys.verify_passphrase(PS2, WORDS1, now=NOW)
    assert refused_code(refused) == "wrong_passphrase"


def test_an_officer_who_is_forgotten_has_no_way_in(keys: Keys, account: Account, home: Path) -> None:
    key, paper = keys.create(STORE)
    keys.enrol(key, PS1, account=account, passphrase=WORDS1)
    keys.enrol(key, PS2, passphrase=WORDS2)
    keys.forget(PS1, account=account)
    assert [officer.collar for officer in keys.enrolled()] == [PS2]
    assert list((home / "secrets").iterdir()) == []
    with pytest.raises(NotAllowed) as by_account:
        keys.unlock_by_account(account)
    with pytest.raises(NotAllowed) as by_passphrase:
        keys.unlock_by_passphrase(PS1, WORDS1, now=NOW)
    assert (refused_code(by_account), refused_code(by_passphrase)) == ("account_not_enrolled", "not_enrolled")
    assert keys.unlock_by_recovery(paper) == key


def test_a_new_passphrase_replaces_the_old_one_and_leaves_the_account(keys: Keys, account: Account) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, account=account, passphrase=WORDS1)
    keys.set_passphrase(key, PS1, WORDS2)
    keys.verify_passphrase(PS1, WORDS2, now=NOW)
    with pytest.raises(Invalid):
        keys.verify_passphrase(PS1, WORDS1, now=NOW)
    assert keys.unlock_by_account(account).key == key


def test_a_new_recovery_key_ends_the_old_one(keys: Keys) -> None:
    key, lost = keys.create(STORE)
    found = keys.renew_recovery(key)
    assert keys.unlock_by_recovery(found) == key
    with pytest.raises(Invalid) as refused:
        keys.unlock_by_recovery(lost)
    assert refused_code(refused) == "wrong_recovery_key"


@pytest.mark.parametrize(
    ("passphrase", "code"),
    [
        ("short", "passphrase_too_short"),
        ("           ten", "passphrase_too_short"),
        ("x" * 1001, "passphrase_too_long"),
        ("aaaaaaaaaaaaaaaa", "passphrase_guessable"),
        ("demo-psDEMO-PSdemo-ps", "passphrase_guessable"),
    ],
)
def test_a_passphrase_that_is_soon_guessed_is_refused_and_changes_nothing(keys: Keys, home: Path, passphrase: str, code: str) -> None:
    key, _ = keys.create(STORE)
    before = (home / "keys.json").read_bytes()
    with pytest.raises(Invalid) as refused:
        keys.enrol(key, PS1, passphrase=passphrase)
    assert (refused_code(refused), refused.value.field) == (code, "passphrase")
    assert (home / "keys.json").read_bytes() == before


def test_a_passphrase_is_the_same_from_another_keyboard(keys: Keys) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, passphrase="café Zürich piñata")
    keys.verify_passphrase(PS1, "cafe\u0301 Zu\u0308rich pin\u0303ata", now=NOW)


def test_nothing_to_enrol_is_said_so(keys: Keys) -> None:
    key, _ = keys.create(STORE)
    with pytest.raises(Invalid) as refused:
        keys.enrol(key, PS1)
    assert refused_code(refused) == "nothing_to_enrol"


def test_a_key_of_another_store_enrols_nobody(keys: Keys, account: Account) -> None:
    keys.create(STORE)
    with pytest.raises(Unavailable):
        keys.enrol(StoreKey(bytes(32)), PS1, passphrase=WORDS1)
    with pytest.raises(Unavailable):
        keys.enrol(StoreKey(bytes(32)), PS1, account=account)
    with pytest.raises(Unavailable):
        keys.renew_recovery(StoreKey(bytes(32)))
    assert keys.enrolled() == ()


def test_a_second_init_never_writes_over_a_key_file(keys: Keys, home: Path) -> None:
    key, paper = keys.create(STORE)
    with pytest.raises(NotAllowed) as refused:
        keys.create("another")
    assert refused_code(refused) == "keys_exist"
    assert keys.unlock_by_recovery(paper) == key
    aside = set_aside(home / "keys.json")
    keys.create("another")
    assert Keys(aside).unlock_by_recovery(paper) == key
    assert set_aside(home / "keys.json") != aside


def test_what_protects_an_account_is_told(keys: Keys, account: Account) -> None:
    key, _ = keys.create(STORE)
    assert keys.account_protection(account.name) is None
    keys.enrol(key, PS1, account=account)
    keys.enrol(key, PS2, passphrase=WORDS2)
    assert keys.account_protection(account.name) is Protection.FILE
    first, second = keys.enrolled()
    assert (first.protection, first.has_passphrase) == (Protection.FILE, False)
    assert (second.protection, second.has_passphrase, second.waits_until) == (None, True, None)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "keys_damaged"),
        (b"\x00" * 600, "keys_damaged"),
        (b'{"format": 1, "store_id": "x"}', "keys_damaged"),
        (b'{"format": 2, "anything": true}', "newer_keys"),
    ],
)
def test_a_key_file_that_cannot_be_read_is_told_and_left(keys: Keys, home: Path, content: bytes, code: str) -> None:
    (home / "keys.json").write_bytes(content)
    with pytest.raises(Unavailable) as refused:
        keys.enrolled()
    assert refused_code(refused) == code
    assert (home / "keys.json").read_bytes() == content


def test_no_key_file_is_told(keys: Keys) -> None:
    with pytest.raises(Unavailable) as refused:
        keys.unlock_by_passphrase(PS1, WORDS1, now=NOW)
    assert refused_code(refused) == "no_keys"


@pytest.mark.parametrize("cost", ['"n": 1073741824', '"n": 3', '"n": 0'])
def test_an_altered_file_cannot_ask_for_more_memory_than_there_is(keys: Keys, home: Path, cost: str) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, passphrase=WORDS1)
    path = home / "keys.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"n": 16', cost), encoding="utf-8")
    with pytest.raises(Unavailable) as refused:
        keys.verify_passphrase(PS1, WORDS1, now=NOW)
    assert refused_code(refused) == "keys_damaged"


def test_a_key_is_not_shown(keys: Keys, account: Account) -> None:
    key, _ = keys.create(STORE)
    keys.enrol(key, PS1, account=account)
    shown = repr(key) + str(key) + repr(keys.unlock_by_account(account)) + repr(keys)
    assert key.material.hex() not in shown
    assert repr(key.material)[2:-1] not in shown
    assert pickle.dumps(keys.enrolled())


def test_as_shipped_a_guess_costs_what_the_source_asks() -> None:
    assert Cost() == Cost(n=2**17, r=8, p=1)
