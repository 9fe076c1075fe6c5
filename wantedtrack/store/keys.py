"""The store's key and the three ways to it: an officer's account, his passphrase, the recovery key. For the embedded store only.

Answers the threats "a stolen or shared desktop" and "two officers at one desk are two" of trust.md. What it cannot do: an enrolled officer
holds the key while the store is open, so taking his wraps away (`forget`) shuts the program's door to him, not a copy he made.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import NoReturn

import msgspec

from wantedtrack.errors import Invalid, NotAllowed, Unavailable
from wantedtrack.rules.entry import Collar, Instant
from wantedtrack.store.key_file import FORMAT, AccountWrap, KeyFile, OfficerKeys, Tries, changing, first_write, read_key_file
from wantedtrack.store.passphrase_tries import anchored, claim, not_before
from wantedtrack.store.recovery_key import new_recovery_key, read_recovery_text, recovery_text
from wantedtrack.store.secret_places import Protection, SecretPlace
from wantedtrack.store.wraps import (
    KEY_BYTES,
    Bound,
    Cost,
    Kind,
    Wrap,
    keys_damaged,
    refuse_weak,
    unwrap_by_passphrase,
    unwrap_by_secret,
    wrap_by_passphrase,
    wrap_by_secret,
)

_COLLAR_FIELD = "as"


@dataclass(frozen=True, slots=True)
class StoreKey:
    """The 32 bytes that open the store; `repr` does not show them."""

    material: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Opened:
    """What an account opened: the key, and the one officer that this account is."""

    key: StoreKey
    collar: Collar


@dataclass(frozen=True, slots=True)
class Enrolled:
    """What is known of an enrolled officer without opening anything. `protection` is None where no account of his is enrolled."""

    collar: Collar
    protection: Protection | None
    has_passphrase: bool
    waits_until: Instant | None


@dataclass(frozen=True, slots=True)
class Account:
    """An account of the operating system and the places where its secrets lie, best first. Only the account itself can use them."""

    name: str
    places: Sequence[SecretPlace]


class Keys:
    """The key file of one store. Nothing is read before a method is called; each method reads the file anew, for others write it too."""

    def __init__(self, path: Path, *, cost: Cost | None = None) -> None:
        """`cost` is what a guess at a passphrase set from now on costs, left out: as shipped."""
        self._path = path
        self._cost = cost or Cost()

    def create(self, store_id: str) -> tuple[StoreKey, str]:
        """Make a store's key and write the file with the recovery wrap alone; gives the key and the recovery key's text, shown once.

        Raises NotAllowed("keys_exist") or Unavailable.
        """
        key = secrets.token_bytes(KEY_BYTES)
        recovery = new_recovery_key()
        wrap = wrap_by_secret(key, recovery, Bound(store_id, Kind.RECOVERY))
        first_write(self._path, KeyFile(FORMAT, store_id, _check(key, store_id), wrap))
        return StoreKey(key), recovery_text(recovery)

    def unlock_by_account(self, account: Account) -> Opened:
        """Open with the secret of the account that runs the program.

        Raises NotAllowed("account_not_enrolled") where the account is no officer's here, Unavailable("account_secret_missing") where its
        secret is gone or is not the one, Unavailable("keyring") where the keyring does not answer.
        """
        file = read_key_file(self._path)
        digest = _account_digest(file.store_id, account.name)
        for collar, keys in file.officers.items():
            if keys.account is not None and keys.account.account == digest:
                return Opened(self._by_secret(file, collar, keys.account, account.places), Collar(collar))
        message = "This account is not enrolled here, so the store stayed closed. Sign in with collar number and passphrase, or ask an administrator."
        raise NotAllowed(message, code="account_not_enrolled", who_could="an enrolled officer, or an administrator")

    def unlock_by_passphrase(self, collar: Collar, passphrase: str, *, now: Instant) -> StoreKey:
        """Open with an officer's passphrase; takes about half a second and 128 MiB.

        Raises Invalid("wrong_passphrase"), NotAllowed("passphrase_wait") after five wrong ones, NotAllowed("not_enrolled") or
        ("no_passphrase"), Unavailable.
        """
        file, wrap = self._claim_try(collar, now)
        material = unwrap_by_passphrase(wrap, passphrase, Bound(file.store_id, Kind.PASSPHRASE, collar))
        if material is None:
            message = "Collar number and passphrase do not belong together. Nothing was changed; type the passphrase again."
            raise Invalid(message, code="wrong_passphrase", field="passphrase")
        self._clear_tries(collar)
        return StoreKey(material)

    def verify_passphrase(self, collar: Collar, passphrase: str, *, now: Instant) -> None:
        """Raise as `unlock_by_passphrase` does unless this is the officer's passphrase: the second officer's signature for one deed."""
        self.unlock_by_passphrase(collar, passphrase, now=now)

    def unlock_by_recovery(self, text: str) -> StoreKey:
        """Open with the recovery key as typed from paper.

        Raises Invalid("recovery_key_mistyped"), ("recovery_key_length"), ("wrong_recovery_key"), or Unavailable.
        """
        recovery = read_recovery_text(text)
        file = read_key_file(self._path)
        material = unwrap_by_secret(file.recovery, recovery, Bound(file.store_id, Kind.RECOVERY))
        if material is None:
            message = "This is a recovery key, but not this store's. Nothing was changed; look for the paper with this store's number."
            raise Invalid(message, code="wrong_recovery_key", field="recovery_key")
        return StoreKey(material)

    def renew_recovery(self, key: StoreKey) -> str:
        """Make a new recovery key, shown once; the one before opens nothing from now on. Raises Unavailable."""
        recovery = new_recovery_key()
        with changing(self._path) as change:
            _refuse_other_key(change.file, key)
            wrap = wrap_by_secret(key.material, recovery, Bound(change.file.store_id, Kind.RECOVERY))
            change.write(msgspec.structs.replace(change.file, recovery=wrap))
        return recovery_text(recovery)

    def enrol(self, key: StoreKey, collar: Collar, *, account: Account | None = None, passphrase: str | None = None) -> None:
        """Give an officer his ways in: by the account that runs the program, by a passphrase, or both. What he had besides stays.

        Another's account cannot be enrolled from here: he signs in once by passphrase under it, then it is enrolled by itself.
        Raises NotAllowed("account_taken"), Invalid("nothing_to_enrol"), Invalid for a weak passphrase, Unavailable.
        """
        if account is None and passphrase is None:
            message = "An officer is enrolled by his account, a passphrase or both. Nothing was changed; give a passphrase."
            raise Invalid(message, code="nothing_to_enrol", field="passphrase")
        if passphrase is not None:
            refuse_weak(passphrase, collar=collar)
        if account is not None:
            self._enrol_account(key, collar, account)
        if passphrase is not None:
            self.set_passphrase(key, collar, passphrase)

    def set_passphrase(self, key: StoreKey, collar: Collar, passphrase: str) -> None:
        """Set or replace a passphrase, and end its waits. Raises Invalid for a weak one, Unavailable."""
        refuse_weak(passphrase, collar=collar)
        file = read_key_file(self._path)
        # Half a second of work that nobody should wait for under the lock.
        wrap = wrap_by_passphrase(key.material, passphrase, Bound(file.store_id, Kind.PASSPHRASE, collar), self._cost)
        with changing(self._path) as change:
            _refuse_other_key(change.file, key)
            held = change.file.officers.get(collar, OfficerKeys())
            change.write(change.file.with_officer(collar, msgspec.structs.replace(held, passphrase=wrap, tries=Tries())))

    def forget(self, collar: Collar, *, account: Account | None = None) -> None:
        """Take away an officer's ways in; with his account, where it is the one that runs the program, its secret too. Raises Unavailable."""
        with changing(self._path) as change:
            held = change.file.officers.get(collar, OfficerKeys())
            change.write(change.file.without_officer(collar))
        if account is not None and held.account is not None:
            _drop_secret(account, held.account, change.file.store_id)

    def enrolled(self) -> tuple[Enrolled, ...]:
        """Every enrolled officer by collar. Raises Unavailable."""
        officers = read_key_file(self._path).officers
        return tuple(
            Enrolled(Collar(collar), keys.account.place if keys.account else None, keys.passphrase is not None, not_before(keys.tries))
            for collar, keys in sorted(officers.items())
        )

    def account_protection(self, account_name: str) -> Protection | None:
        """Where this account's secret lies, None where the account is not enrolled: `doctor` warns of a file. Raises Unavailable."""
        file = read_key_file(self._path)
        digest = _account_digest(file.store_id, account_name)
        found = [keys.account.place for keys in file.officers.values() if keys.account is not None and keys.account.account == digest]
        return found[0] if found else None

    @property
    def store_id(self) -> str:
        """The store this file belongs to. Raises Unavailable."""
        return read_key_file(self._path).store_id

    def _by_secret(self, file: KeyFile, collar: str, held: AccountWrap, places: Sequence[SecretPlace]) -> StoreKey:
        for place in places:
            secret = place.find(held.secret) if place.protection is held.place else None
            material = unwrap_by_secret(held.wrap, secret, Bound(file.store_id, Kind.ACCOUNT, collar)) if secret is not None else None
            if material is not None:
                return StoreKey(material)
        message = "This account's secret is gone or is not the one, so the store stayed closed. Sign in with collar number and passphrase."
        raise Unavailable(message, code="account_secret_missing")

    def _enrol_account(self, key: StoreKey, collar: Collar, account: Account) -> None:
        secret = secrets.token_bytes(KEY_BYTES)
        with changing(self._path) as change:
            file = change.file
            _refuse_other_key(file, key)
            digest = _account_digest(file.store_id, account.name)
            if any(held.account and held.account.account == digest for other, held in file.officers.items() if other != collar):
                message = (
                    "This account is another officer's already, and one account is one officer. Nothing was changed; use a passphrase."
                )
                raise NotAllowed(message, code="account_taken", field=_COLLAR_FIELD)
            # A name of its own each time: until the file is written, the secret before still opens the store.
            name = f"{file.store_id}:{collar}:{secrets.token_hex(4)}"
            place = _keep_secret(account.places, name, secret)
            wrap = wrap_by_secret(key.material, secret, Bound(file.store_id, Kind.ACCOUNT, collar))
            held = file.officers.get(collar, OfficerKeys())
            new = AccountWrap(digest, place, name, wrap)
            change.write(file.with_officer(collar, msgspec.structs.replace(held, account=new)))
        if held.account is not None:
            # What stays behind where the place is silent, or another account's, opens nothing any more.
            with suppress(Unavailable):
                _drop_secret(account, held.account, file.store_id)

    def _claim_try(self, collar: Collar, now: Instant) -> tuple[KeyFile, Wrap]:
        with changing(self._path) as change:
            held = change.file.officers.get(collar)
            if held is None:
                _refuse_unknown("No officer with this collar number is enrolled here.", code="not_enrolled")
            if held.passphrase is None:
                _refuse_unknown("This officer has no passphrase here.", code="no_passphrase")
            tries = anchored(held.tries, now=now)
            if tries != held.tries:
                change.write(change.file.with_officer(collar, msgspec.structs.replace(held, tries=tries)))
            change.write(change.file.with_officer(collar, msgspec.structs.replace(held, tries=claim(tries, now=now))))
            return change.file, held.passphrase

    def _clear_tries(self, collar: Collar) -> None:
        with changing(self._path) as change:
            held = change.file.officers.get(collar)
            if held is not None:
                change.write(change.file.with_officer(collar, msgspec.structs.replace(held, tries=Tries())))


def _keep_secret(places: Sequence[SecretPlace], name: str, secret: bytes) -> Protection:
    for place in places:
        if place.keep(name, secret):
            return place.protection
    message = "This account has no place where only it can read a secret, so it was not enrolled. Enrol the officer by a passphrase."
    raise Unavailable(message, code="no_secret_place")


def _drop_secret(account: Account, held: AccountWrap, store_id: str) -> None:
    """Forget a secret that this account kept; another account's lies where this one cannot reach."""
    if held.account == _account_digest(store_id, account.name):
        for place in account.places:
            if place.protection is held.place:
                place.drop(held.secret)


def _refuse_other_key(file: KeyFile, key: StoreKey) -> None:
    if not hmac.compare_digest(file.check, _check(key.material, file.store_id)):
        raise keys_damaged()


def _refuse_unknown(said: str, *, code: str) -> NoReturn:
    message = f"{said} Nothing was changed; check the number, or ask an administrator to enrol the officer."
    raise NotAllowed(message, code=code, field=_COLLAR_FIELD, who_could="an administrator can enrol an officer")


def _check(key: bytes, store_id: str) -> bytes:
    return hmac.digest(key, f"WantedTrack key check 1 {store_id}".encode(), "sha256")


def _account_digest(store_id: str, account: str) -> str:
    """An account by a digest, so that a stolen disk does not list names; Windows tells accounts apart without regard to case."""
    return hashlib.sha256(f"{store_id}\n{account.casefold()}".encode()).hexdigest()
