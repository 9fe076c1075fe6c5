"""How the store's key is wrapped: AES-256-GCM under a key made from a secret, a recovery key or a passphrase; and what a passphrase must be.

Each wrap is bound to its store, its officer and its kind, so that none can stand in for another. Sources: NIST SP 800-38D (GCM),
RFC 5869 (HKDF), RFC 7914 (scrypt), OWASP Password Storage Cheat Sheet (scrypt N=2^17, r=8, p=1), NIST SP 800-63B (length, no composition).
"""

import json
import secrets
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from msgspec import Struct

from wantedtrack.errors import Invalid, Unavailable

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12
"""Characters. *(force default)*: three random words, as the National Cyber Security Centre advises."""
_LONGEST_PASSPHRASE = 1000
_NONCE_BYTES = 12
_SALT_BYTES = 16


class Kind(StrEnum):
    """What opens a wrap."""

    ACCOUNT = "account"
    PASSPHRASE = "passphrase"  # noqa: S105 (not-a-secret: the name of a kind)
    RECOVERY = "recovery"


@dataclass(frozen=True, slots=True)
class Bound:
    """What a wrap is bound to; the recovery wrap belongs to no officer."""

    store_id: str
    kind: Kind
    collar: str = ""

    @property
    def told(self) -> bytes:
        """The same as unambiguous bytes."""
        return json.dumps(["WantedTrack key wrap", 1, self.store_id, self.kind.value, self.collar]).encode()


class Cost(Struct, frozen=True, forbid_unknown_fields=True):
    """What one guess at a passphrase costs: scrypt's N, r and p. As shipped 128 MiB and about half a second."""

    n: int = 2**17
    r: int = 8
    p: int = 1


class Wrap(Struct, frozen=True, forbid_unknown_fields=True):
    """The sealed key. `salt` and `cost` belong to a passphrase's wrap only."""

    nonce: bytes
    sealed: bytes
    salt: bytes = b""
    cost: Cost | None = None


def wrap_by_secret(key: bytes, secret: bytes, bound: Bound) -> Wrap:
    """Seal under a secret that is itself random."""
    return _seal(key, _from_secret(secret, bound), bound)


def unwrap_by_secret(wrap: Wrap, secret: bytes, bound: Bound) -> bytes | None:
    """The key, None where the secret is not the one."""
    return _open(wrap, _from_secret(secret, bound), bound)


def wrap_by_passphrase(key: bytes, passphrase: str, bound: Bound, cost: Cost) -> Wrap:
    """Seal under a passphrase that `refuse_weak` let through."""
    salt = secrets.token_bytes(_SALT_BYTES)
    return _seal(key, _from_passphrase(passphrase, salt, cost), bound, salt, cost)


def unwrap_by_passphrase(wrap: Wrap, passphrase: str, bound: Bound) -> bytes | None:
    """The key, None where the passphrase is not the one. Raises Unavailable("keys_damaged") for a cost that no program of ours wrote."""
    if wrap.cost is None:
        raise keys_damaged()
    return _open(wrap, _from_passphrase(passphrase, wrap.salt, wrap.cost), bound)


def refuse_weak(passphrase: str, *, collar: str) -> None:
    """Raise Invalid("passphrase_too_short"), ("passphrase_too_long") or ("passphrase_guessable"); no rule on kinds of characters."""
    tidy = _tidy(passphrase)
    if len(tidy) < SHORTEST_PASSPHRASE:
        message = f"A passphrase has at least {SHORTEST_PASSPHRASE} characters; three random words do well. Nothing was changed."
        raise Invalid(message, code="passphrase_too_short", field="passphrase")
    if len(tidy) > _LONGEST_PASSPHRASE:
        message = f"A passphrase has at most {_LONGEST_PASSPHRASE} characters. Nothing was changed."
        raise Invalid(message, code="passphrase_too_long", field="passphrase")
    rest = tidy.casefold().replace(collar.casefold(), "") if collar else tidy.casefold()
    if len(set(rest)) < SHORTEST_PASSPHRASE // 3:
        message = "This passphrase is the collar number or a few characters over and over. Nothing was changed; three random words do well."
        raise Invalid(message, code="passphrase_guessable", field="passphrase")


def keys_damaged() -> Unavailable:
    """The sentence for a key file that cannot be read."""
    message = "The key file is damaged, so the store stayed closed and nothing was changed. Restore the file from the newest backup."
    return Unavailable(message, code="keys_damaged")


def _seal(key: bytes, under: bytes, bound: Bound, salt: bytes = b"", cost: Cost | None = None) -> Wrap:
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return Wrap(nonce, AESGCM(under).encrypt(nonce, key, bound.told), salt, cost)


def _open(wrap: Wrap, under: bytes, bound: Bound) -> bytes | None:
    if len(wrap.nonce) != _NONCE_BYTES:
        raise keys_damaged()
    try:
        return AESGCM(under).decrypt(wrap.nonce, wrap.sealed, bound.told)
    except InvalidTag:
        return None


def _from_secret(secret: bytes, bound: Bound) -> bytes:
    return HKDF(algorithm=hashes.SHA256(), length=KEY_BYTES, salt=None, info=bound.told).derive(secret)


def _from_passphrase(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    if not (_is_power_of_two(cost.n) and 2 <= cost.n <= 2**20 and 1 <= cost.r <= 16 and 1 <= cost.p <= 16):  # noqa: PLR2004 (bounds, so that an altered file cannot ask for a terabyte)
        raise keys_damaged()
    return Scrypt(salt=salt, length=KEY_BYTES, n=cost.n, r=cost.r, p=cost.p).derive(_tidy(passphrase).encode("utf-8", "surrogatepass"))


def _is_power_of_two(number: int) -> bool:
    return number > 0 and number & (number - 1) == 0


def _tidy(passphrase: str) -> str:
    """One form for what different keyboards make of the same letters."""
    return unicodedata.normalize("NFKC", passphrase).strip()
