"""The recovery key as people copy it from paper: eight groups of four letters and a check letter, so that a slip is told by its group.

160 random bits in Crockford's base 32 (no I, L, O, U). The check letter is a weighted sum in the field of 32 elements plus the group's
number: one wrong letter, two neighbours swapped and two groups swapped are always found. Source of the alphabet: D. Crockford, Base 32.
"""

import re
import secrets

from wantedtrack.errors import Invalid

RECOVERY_BYTES = 20
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_VALUE = {letter: value for value, letter in enumerate(_ALPHABET)} | {"O": 0, "I": 1, "L": 1}
_GROUPS = 8
_DATA_LETTERS = 4
_GROUP_LETTERS = _DATA_LETTERS + 1
_BITS = 5
_FIELD_POLYNOMIAL = 0b100101


def new_recovery_key() -> bytes:
    """160 bits that nobody can guess."""
    return secrets.token_bytes(RECOVERY_BYTES)


def recovery_text(key: bytes) -> str:
    """The key as it is shown once, for example `7ZK3M-…`: eight groups of five letters, the last of each its check letter."""
    number = int.from_bytes(key, "big")
    values = [number >> _BITS * place & 31 for place in reversed(range(_GROUPS * _DATA_LETTERS))]
    groups = [values[start : start + _DATA_LETTERS] for start in range(0, len(values), _DATA_LETTERS)]
    return "-".join(
        "".join(_ALPHABET[value] for value in (*group, _check(group, position))) for position, group in enumerate(groups, start=1)
    )


def read_recovery_text(text: str) -> bytes:
    """The key from what was typed: any case, any spacing, O for 0 and I or L for 1.

    Raises Invalid("recovery_key_mistyped") naming the first group at fault, or Invalid("recovery_key_length").
    """
    number = 0
    for position, group in enumerate(_split(text.upper()), start=1):
        values = [_VALUE.get(letter, -1) for letter in group]
        if len(values) != _GROUP_LETTERS or min(values) < 0 or values[-1] != _check(values[:-1], position):
            message = f"Group {position} of the recovery key is mistyped. Nothing was changed; compare it with the paper and type it again."
            raise Invalid(message, code="recovery_key_mistyped", field="recovery_key")
        for value in values[:-1]:
            number = number << _BITS | value
    return number.to_bytes(RECOVERY_BYTES, "big")


def _split(typed: str) -> list[str]:
    groups = re.findall(r"\w+", typed.replace("_", " "))
    if len(groups) == _GROUPS:
        return groups
    letters = "".join(groups)
    if len(letters) != _GROUPS * _GROUP_LETTERS:
        message = f"The recovery key has {_GROUPS} groups of {_GROUP_LETTERS} letters and figures; this has {len(letters)} of 40. Nothing was changed; type all of it."
        raise Invalid(message, code="recovery_key_length", field="recovery_key")
    return [letters[start : start + _GROUP_LETTERS] for start in range(0, len(letters), _GROUP_LETTERS)]


def _check(values: list[int], position: int) -> int:
    """Horner's rule in the field: each letter has a weight of its own, none of them 0 or the check letter's own 1."""
    total = 0
    for value in values:
        total = _doubled(total ^ value)
    return total ^ position


def _doubled(value: int) -> int:
    doubled = value << 1
    return doubled ^ _FIELD_POLYNOMIAL if doubled >> _BITS else doubled
