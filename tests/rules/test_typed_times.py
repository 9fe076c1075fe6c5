"""What is said back of a typed time: in full, and what a night of changing clocks makes doubtful."""

from datetime import UTC, date, datetime

import pytest

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import british, british_instant, read_typed_date, read_typed_instant
from wantedtrack.rules.typed_times import doubt_about, spelled_out, typed_again, which_of_two

NOW = datetime(2026, 10, 24, 20, 0, tzinfo=UTC)


def test_day_and_month_cannot_be_taken_for_each_other() -> None:
    assert spelled_out(date(1987, 11, 3)) == "Tuesday 3 November 1987"


@pytest.mark.parametrize("typed", ["25/10/2026 01:30", "tomorrow 01:30", "25 Oct 2026 0130"])
def test_a_time_that_comes_twice_is_told_with_the_way_to_the_second(typed: str) -> None:
    at = read_typed_instant(typed, now=NOW)
    said = doubt_about(typed, at)
    assert said is not None
    assert "comes twice: the first is taken" in said
    second = said.removesuffix(".").rpartition(" ")[2]
    assert read_typed_instant(second, now=NOW) == datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
    assert doubt_about(second, datetime(2026, 10, 25, 1, 30, tzinfo=UTC)) is None


@pytest.mark.parametrize("typed", ["29/03/2026 01:30", "29/03/2026 1.05am"])
def test_a_time_that_does_not_exist_is_told_with_what_is_taken(typed: str) -> None:
    said = doubt_about(typed, read_typed_instant(typed, now=NOW))
    assert said == "The clocks go forward that night and there is no such time; 02:00 is taken."


@pytest.mark.parametrize(
    "typed", ["29/03/2026 02:00", "25/10/2026 02:30", "25/10/2026 00:59", "+2h", "now", "2026-10-25T01:30:00+01:00", "today 14:00"]
)
def test_every_other_time_is_in_no_doubt(typed: str) -> None:
    assert doubt_about(typed, read_typed_instant(typed, now=NOW)) is None


AS_PEOPLE_TYPE = {
    "3/11/87 9am": "03/11/1987 09:00", "yesterday 14:00": "01/03/2026 14:00", "+2h": "02/03/2026 18:00", "-30m": "02/03/2026 15:30",
    "tonight": "02/03/2026 22:00", "tonight 9pm": "02/03/2026 21:00", "fri 6pm": "06/03/2026 18:00", "Friday 18:00": "06/03/2026 18:00",
    "mon 17:00": "02/03/2026 17:00", "mon 9am": "09/03/2026 09:00", "last fri 6pm": "27/02/2026 18:00", "last mon 9am": "02/03/2026 09:00",
    "next wed": "04/03/2026 00:00", "fri 27/02/2026 18:00": "27/02/2026 18:00", "6pm": "02/03/2026 18:00", "1800": "02/03/2026 18:00",
}  # fmt: skip


def test_a_time_is_read_as_people_type_it() -> None:
    monday = datetime(2026, 3, 2, 16, 0, tzinfo=UTC)
    assert {typed: british_instant(read_typed_instant(typed, now=monday)) for typed in AS_PEOPLE_TYPE} == AS_PEOPLE_TYPE


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("31/2", "no such day"), ("31/2 09:00", "no such day"), ("29/2/2027", "no such day"), ("1/2", "year is missing"),
        ("1/2 09:00", "year is missing"), ("fri 25:00", "no such time"), ("soon", "cannot be read"),
    ],
)  # fmt: skip
def test_what_no_calendar_has_and_what_lacks_its_year_is_said(typed: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_typed_instant(typed, now=datetime(2026, 3, 2, 16, 0, tzinfo=UTC))


SECOND = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("at", "which"),
    [
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), "first"),
        (SECOND, "second"),
        (datetime(2026, 10, 25, 2, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), None),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), None),
    ],
)
def test_which_of_two_is_meant_is_known_and_typed_again_is_the_same(at: datetime, which: str | None) -> None:
    assert which_of_two(at) == which
    assert read_typed_instant(typed_again(at), now=NOW) == at


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("today", "25/10/2026"), ("Yesterday", "24/10/2026"), ("tomorrow", "26/10/2026"), ("+28d", "22/11/2026"), ("-1w", "18/10/2026"),
        ("3/11/27", "03/11/2027"), ("3/11/47", "03/11/1947"),
    ],
)  # fmt: skip
def test_a_date_is_read_as_people_type_it(typed: str, day: str) -> None:
    night = datetime(2026, 10, 24, 23, 30, tzinfo=UTC)
    assert british(read_typed_date(typed, now=night, years_ahead=20)) == day


@pytest.mark.parametrize(
    ("typed", "said"), [("29/2/27", "no such day"), ("3/11", "year is missing"), ("+2h", "cannot be read"), ("1/1/1066", "year")]
)
def test_a_date_that_is_none_is_said(typed: str, said: str) -> None:
    with pytest.raises(Invalid, match=said):
        read_typed_date(typed, now=NOW)
