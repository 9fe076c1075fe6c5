"""Five wrong passphrases, then a wait that doubles: for whoever guesses, from however many programs, and after a kill."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules.entry import Collar
from wantedtrack.store.keys import Keys, StoreKey
from wantedtrack.store.passphrase_tries import LONGEST_WAIT, wait_after
from wantedtrack.store.wraps import Cost

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
PS1, PS2 = Collar("DEMO-PS"), Collar("DEMO-PS2")
RIGHT, WRONG = "kettle orbit walnut", "kettle orbit almond"
MINUTE = timedelta(minutes=1)


@pytest.fixture
def key_and_keys(home: Path) -> tuple[StoreKey, Keys]:
    keys = Keys(home / "keys.json", cost=Cost(n=16, r=1, p=1))
    key, _ = keys.create("5f0c0f5c")
    keys.enrol(key, PS1, passphrase=RIGHT)
    keys.enrol(key, PS2, passphrase=RIGHT)
    return key, keys


@pytest.fixture
def keys(key_and_keys: tuple[StoreKey, Keys]) -> Keys:
    return key_and_keys[1]


def guess(keys: Keys, *, times: int, at: datetime = NOW) -> None:
    for _ in range(times):
        with pytest.raises(Invalid):
            keys.verify_passphrase(PS1, WRONG, now=at)


def test_after_five_wrong_ones_even_the_right_one_waits(keys: Keys) -> None:
    guess(keys, times=5)
    with pytest.raises(NotAllowed) as refused:
        keys.verify_passphrase(PS1, RIGHT, now=NOW + timedelta(seconds=59))
    assert refused.value.code == "passphrase_wait"
    assert "1 minute." in refused.value.message
    keys.verify_passphrase(PS1, RIGHT, now=NOW + MINUTE)


def test_the_fifth_try_may_still_be_the_right_one_and_clears_the_count(keys: Keys) -> None:
    guess(keys, times=4)
    keys.verify_passphrase(PS1, RIGHT, now=NOW)
    guess(keys, times=4)
    keys.verify_passphrase(PS1, RIGHT, now=NOW)


def test_each_further_wrong_one_waits_twice_as_long(keys: Keys) -> None:
    guess(keys, times=5)
    at = NOW
    for minutes in (1, 2, 4, 8, 16, 32, 60, 60):
        with pytest.raises(NotAllowed):
            keys.verify_passphrase(PS1, RIGHT, now=at + minutes * MINUTE - timedelta(seconds=1))
        at += minutes * MINUTE
        guess(keys, times=1, at=at)


def test_a_try_during_the_wait_is_not_counted(keys: Keys) -> None:
    guess(keys, times=5)
    for _ in range(20):
        with pytest.raises(NotAllowed):
            keys.verify_passphrase(PS1, WRONG, now=NOW)
    keys.verify_passphrase(PS1, RIGHT, now=NOW + MINUTE)


def test_one_officers_wait_is_not_anothers(keys: Keys) -> None:
    guess(keys, times=5)
    keys.verify_passphrase(PS2, RIGHT, now=NOW)


def test_starting_the_program_again_does_not_end_a_wait(keys: Keys, home: Path) -> None:
    guess(keys, times=5)
    with pytest.raises(NotAllowed):
        Keys(home / "keys.json").verify_passphrase(PS1, RIGHT, now=NOW)
    assert {officer.collar: officer.waits_until for officer in keys.enrolled()} == {PS1: NOW + MINUTE, PS2: None}


def test_a_clock_put_back_does_not_lock_an_officer_out_for_years(keys: Keys) -> None:
    guess(keys, times=5, at=NOW + timedelta(days=3650))
    with pytest.raises(NotAllowed):
        keys.verify_passphrase(PS1, RIGHT, now=NOW)
    keys.verify_passphrase(PS1, RIGHT, now=NOW + MINUTE)


def test_a_new_passphrase_ends_the_wait(key_and_keys: tuple[StoreKey, Keys]) -> None:
    key, keys = key_and_keys
    guess(keys, times=5)
    keys.set_passphrase(key, PS1, "another three words")
    keys.verify_passphrase(PS1, "another three words", now=NOW)


@given(failed=st.integers(min_value=0, max_value=10_000))
def test_a_wait_never_shrinks_and_never_exceeds_an_hour(failed: int) -> None:
    assert timedelta(0) <= wait_after(failed) <= wait_after(failed + 1) <= LONGEST_WAIT
    assert (wait_after(failed) == timedelta(0)) == (failed < 5)
