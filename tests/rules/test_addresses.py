"""A postcode is said once."""

import pytest

from wantedtrack.rules.addresses import in_one_line


@pytest.mark.parametrize(
    ("lines", "postcode", "told"),
    [
        ("1 Invented Road, BS99 5ZZ", "BS99 5ZZ", "1 Invented Road, BS99 5ZZ"),
        ("1 Invented Road", "BS99 5ZZ", "1 Invented Road, BS99 5ZZ"),
        ("1 Invented Road", None, "1 Invented Road"),
        ("", "BS99 5ZZ", "BS99 5ZZ"),
        (None, None, ""),
    ],
)
def test_a_postcode_is_said_once(lines: str | None, postcode: str | None, told: str) -> None:
    assert in_one_line(lines, postcode) == told
