"""Rows are as high as their fullest cell needs, and not much higher: too low cuts a name off, too high fills the printer with white paper."""

import pytest

from wantedtrack.exchange.text_heights import LEAST_POINTS, POINTS_A_LINE, filled, row_height


def lines(text: str, width: int) -> int:
    return 1 + round((row_height([text], [width]) - LEAST_POINTS) / POINTS_A_LINE)


@pytest.mark.parametrize(
    ("text", "width", "expected"),
    [
        ("", 10, 1),
        ("Nobody in", 13, 1),
        ("Forensic identification", 21, 1),
        ("Forensic identification", 13, 2),
        ("one\ntwo\nthree", 40, 3),
        ("FITZWILLIAM-HARTINGTON-BEAUCHAMP-SOMERVILLE", 17, 4),
        ("W" * 40, 20, 4),
        ("i" * 40, 20, 1),
        ("漢" * 20, 20, 2),
        ("word " * 40, 92, 2),
    ],
)
def test_a_text_takes_the_lines_that_its_letters_need(text: str, width: int, expected: int) -> None:
    assert lines(text, width) == expected


def test_the_fullest_cell_decides_and_no_row_is_higher_than_a_page() -> None:
    assert row_height(["short", "a much longer text than fits", None], [10, 10, 10]) == row_height(["a much longer text than fits"], [10])
    assert row_height(["x " * 20_000], [10]) == 400
    assert row_height([1.5, None], [5, 5]) == LEAST_POINTS


def test_a_narrow_table_fills_its_page_and_a_wide_one_is_left() -> None:
    assert filled([10, 20], 150) == [50, 100]
    assert filled([100, 100], 150) == [100, 100]
