"""Every fault of a roster is told, by row and column, with what would be accepted."""

from datetime import UTC, datetime, timedelta

import pytest

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import OfficerId
from wantedtrack.rules.roster import Columns, DutyRow, Fault, Roster, RosterFaults, faults_of

NOW = datetime(2026, 3, 2, 7, tzinfo=UTC)
NUMBERS = {"DEMO-PS": OfficerId(1), "demo-ps": OfficerId(1), "DEMO-INSP": OfficerId(2)}


def officer(collar: str) -> OfficerId | Invalid:
    return NUMBERS.get(collar) or Invalid("No such officer.", code="officer_left" if collar == "GONE" else "no_such_officer")


def faults(*duties: tuple[str, float, float], unread: tuple[Fault, ...] = ()) -> list[tuple[int, str, str]]:
    rows = tuple(
        DutyRow(number, collar, NOW + timedelta(hours=start), NOW + timedelta(hours=end))
        for number, (collar, start, end) in enumerate(duties, 1)
    )
    return [
        (one.row, one.column, one.code)
        for one in faults_of(Roster("r.csv", len(rows), rows, unread, Columns("officer", "from", "to")), officer=officer)
    ]


def test_a_roster_without_a_fault_has_none() -> None:
    assert faults(("DEMO-PS", 0, 8), ("DEMO-INSP", 0, 8), ("DEMO-PS", 8, 16)) == []


@pytest.mark.parametrize(
    ("duties", "found"),
    [
        ([("NOBODY", 0, 8)], [(1, "officer", "no_such_officer")]),
        ([("GONE", 0, 8)], [(1, "officer", "officer_left")]),
        ([("DEMO-PS", 8, 0)], [(1, "to", "end_before_start")]),
        ([("DEMO-PS", 0, 0)], [(1, "to", "end_before_start")]),
        ([("DEMO-PS", 0, 25)], [(1, "to", "too_long")]),
        ([("DEMO-PS", 0, 8), ("DEMO-PS", 0, 8)], [(2, "from", "overlapping")]),
        ([("DEMO-PS", 4, 8), ("demo-ps", 0, 5)], [(2, "from", "overlapping")]),
        ([("DEMO-PS", 0, 20), ("DEMO-PS", 1, 2), ("DEMO-PS", 10, 12)], [(2, "from", "overlapping"), (3, "from", "overlapping")]),
        ([("NOBODY", 8, 0), ("DEMO-PS", 0, 8)], [(1, "officer", "no_such_officer"), (1, "to", "end_before_start")]),
    ],
)
def test_each_fault_is_named_by_row_and_column(duties: list[tuple[str, float, float]], found: list[tuple[int, str, str]]) -> None:
    assert faults(*duties) == found


def test_what_could_not_be_read_is_told_with_the_rest_in_the_order_of_the_rows() -> None:
    unread = (Fault(3, "from", "bad_date", "give a date"),)
    assert faults(("NOBODY", 0, 8), unread=unread) == [(1, "officer", "no_such_officer"), (3, "from", "bad_date")]


def test_many_faults_are_told_in_part_to_people_and_whole_to_scripts() -> None:
    many = [Fault(row, "to", "bad_date", "give a date") for row in range(1, 31)]
    refused = RosterFaults("r.csv", many)
    assert "row 20," in refused.message
    assert "row 21," not in refused.message
    assert "and 10 more" in refused.message
    told = refused.more["faults"]
    assert isinstance(told, list)
    assert len(told) == len(many)
