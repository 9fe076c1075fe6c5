"""Sealing what only the store can open: whoever may not open the store, or cannot reach it, can still leave something for it.

X25519 with a key made for each letter, HKDF-SHA-256, AES-256-GCM (RFC 7748, RFC 5869, NIST SP 800-38D). The private key lies in the store, so that
it is as safe as what is put in. Answers the threats "a desktop that dies" and "a stolen or shared desktop" of trust.md. What it cannot do: anybody
who can read the public key can write a letter, so what a letter says of its writer is a claim.
"""

import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Connection, insert, select

from wantedtrack.store import schema_record as record

_KEY_NAME = "outbox_key"
_FORMAT = b"WTO1"
_KEY_BYTES, _NONCE_BYTES = 32, 12
_MADE_FOR = b"WantedTrack outbox 1"


def make_key(connection: Connection) -> None:
    """Give the store its key for letters, where it has none."""
    if _private(connection) is None:
        connection.execute(insert(record.store_info), {"key": _KEY_NAME, "value": secrets.token_hex(_KEY_BYTES)})


def public_key(connection: Connection) -> bytes | None:
    """What letters are sealed with, None where the store has no key yet."""
    private = _private(connection)
    return None if private is None else _raw(private.public_key())


def seal(public: bytes, content: bytes) -> bytes:
    """A letter that only the store can open."""
    own = X25519PrivateKey.generate()
    shared = own.exchange(X25519PublicKey.from_public_bytes(public))
    nonce = secrets.token_bytes(_NONCE_BYTES)
    head = _FORMAT + _raw(own.public_key())
    return head + nonce + AESGCM(_derived(shared, head)).encrypt(nonce, content, head)


def open_letter(connection: Connection, letter: bytes) -> bytes | None:
    """What was sealed, None where this is no letter to this store or was changed on the way."""
    private, start = _private(connection), len(_FORMAT) + _KEY_BYTES
    head, nonce, body = letter[:start], letter[start : start + _NONCE_BYTES], letter[start + _NONCE_BYTES :]
    if private is None or not head.startswith(_FORMAT) or len(nonce) < _NONCE_BYTES:
        return None
    try:
        shared = private.exchange(X25519PublicKey.from_public_bytes(head[len(_FORMAT) :]))
        return AESGCM(_derived(shared, head)).decrypt(nonce, body, head)
    except (InvalidTag, ValueError):
        return None


def _private(connection: Connection) -> X25519PrivateKey | None:
    held = connection.execute(select(record.store_info.c.value).where(record.store_info.c.key == _KEY_NAME)).scalar()
    return None if held is None else X25519PrivateKey.from_private_bytes(bytes.fromhex(held))


def _raw(key: X25519PublicKey) -> bytes:
    return key.public_bytes(serialization.Encoding.Raw, serialization.PublicFormat.Raw)


def _derived(shared: bytes, head: bytes) -> bytes:
    return HKDF(hashes.SHA256(), _KEY_BYTES, salt=head, info=_MADE_FOR).derive(shared)
