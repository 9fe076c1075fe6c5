from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import (
    british,
    british_instant,
    from_serial,
    read_date,
    read_instant,
    read_time,
    read_typed_instant,
)

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
SEPTEMBER = date(2001, 9, 16)
ANY_DAY = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    "written",
    [
        "16/09/2001", "16/9/2001", "16.09.2001", "16-09-2001", "16 09 2001", "16/09/01", "2001-09-16", "2001/09/16", "20010916", "16092001",
        "16 Sep 2001", "16 Sept 2001", "16 September 2001", "16th September, 2001", "16-Sep-01", "16SEP2001", "16th of September 2001",
        "Sunday 16 September 2001", "Sun, 16 Sep 2001", " 16/09/2001\n", "16 / 09 / 2001", "37150",
    ],
)  # fmt: skip
def test_a_date_is_read_in_every_form_that_people_write(written: str) -> None:
    assert read_date(written, now=NOW) == SEPTEMBER


@pytest.mark.parametrize(
    "written",
    [
        "", "31/02/1987", "29/02/2025", "2026-13-01", "13/13/2001", "16/2001", "1987", "1400", "010187", "123456", "soon", "16 Smarch 2001", "16 s 2001",
        "3/11/0087", "01/01/1799", "2300-01-01", "16/09/20011", "16//09/2001", "٣/١١/١٩٨٧", "16/09/2001 10:00", "99999999", "1e5", "NaN", "-3/11/1987",
    ],
)  # fmt: skip
def test_what_is_no_date_is_refused_with_what_would_be_accepted(written: str) -> None:
    with pytest.raises(Invalid, match="give a date such as 16/09/2001") as refusal:
        read_date(written, now=NOW)
    assert refusal.value.code == "bad_date"


def test_a_day_and_a_month_are_never_swapped_to_make_a_date_possible() -> None:
    assert read_date("03/04/2001", now=NOW) == date(2001, 4, 3)
    with pytest.raises(Invalid):
        read_date("04/13/2001", now=NOW)


def test_a_two_digit_year_of_birth_never_lies_ahead() -> None:
    assert read_date("3/11/87", now=NOW) == date(1987, 11, 3)
    assert read_date("3/11/26", now=NOW) == date(2026, 11, 3)
    assert read_date("3/11/27", now=NOW) == date(1927, 11, 3)


def test_a_two_digit_year_of_a_time_may_lie_ahead() -> None:
    assert read_instant("03/01/27 10:00", now=NOW) == datetime(2027, 1, 3, 10, tzinfo=UTC)
    assert read_date("03/01/27", now=NOW, years_ahead=20) == date(2027, 1, 3)
    assert read_date("03/01/87", now=NOW, years_ahead=20) == date(1987, 1, 3)


@given(ANY_DAY, st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d %b %Y", "%d %B %Y", "%A %d %B %Y", "%d.%m.%Y", "%Y%m%d", "%d%m%Y"]))
def test_every_day_comes_back_from_every_form(day: date, form: str) -> None:
    assert read_date(day.strftime(form), now=NOW) == day
    assert read_date(british(day), now=NOW) == day


@given(st.text(max_size=20), st.sampled_from([read_date, read_instant, read_typed_instant]))
def test_no_text_makes_reading_fail_in_another_way(text: str, read: Callable[..., date]) -> None:
    with suppress(Invalid):
        assert isinstance(read(text, now=NOW), date)


@pytest.mark.parametrize(
    ("serial", "wall"),
    [
        (1, "1900-01-01T00:00:00"),
        (59, "1900-02-28T00:00:00"),
        (61, "1900-03-01T00:00:00"),
        (36526, "2000-01-01T00:00:00"),
        (46080.320138888892, "2026-02-27T07:41:00"),
        (2958465, "9999-12-31T00:00:00"),
    ],
)
def test_a_serial_of_excel_is_its_wall_time(serial: float, wall: str) -> None:
    assert from_serial(serial).isoformat() == wall


@pytest.mark.parametrize("serial", [0, 0.5, -1, 60, 60.5, 2958466, float("nan"), float("inf")])
def test_a_serial_that_is_no_day_is_refused(serial: float) -> None:
    with pytest.raises(Invalid):
        from_serial(serial)


@pytest.mark.parametrize(
    "written",
    [
        "27/02/2026 07:41", "27/02/2026 0741", "27/02/2026 7.41", "27/02/2026 07:41:00", "27/02/2026, 07:41", "27/02/26 7:41am", "27/02/2026 7:41 am",
        "27 Feb 2026 07:41", "27 Feb 2026 at 07:41", "Fri 27 Feb 2026 07:41hrs", "2026-02-27 07:41", "2026-02-27T07:41", "2026-02-27T07:41:00Z",
        "2026-02-27T07:41:00.000", "2026-02-27T09:41:00+02:00", "2026-02-27 02:41-0500", "2026-02-27t07:41z", "27022026 0741", "46080.320138888892",
    ],
)  # fmt: skip
def test_a_time_is_read_in_every_form_that_people_and_systems_write(written: str) -> None:
    assert read_instant(written, now=NOW) == datetime(2026, 2, 27, 7, 41, tzinfo=UTC)


def test_a_date_alone_is_the_beginning_of_the_day_in_force_time() -> None:
    assert read_instant("2026-02-22", now=NOW) == datetime(2026, 2, 22, tzinfo=UTC)
    assert read_instant("22/07/2026", now=NOW) == datetime(2026, 7, 21, 23, tzinfo=UTC)


def test_an_ambiguous_time_is_its_first_occurrence_and_one_that_is_not_the_first_after() -> None:
    assert read_instant("25/10/2026 01:30", now=NOW) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert read_instant("29/03/2026 01:30", now=NOW) == datetime(2026, 3, 29, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "10:00 27/02/2026 x",
        "27/02/2026 25:00",
        "27/02/2026 14:60",
        "27/02/2026 13pm",
        "0001-01-01T00:00:00+05:00",
        "9999-12-31T23:00:00-05:00",
    ],
)
def test_what_is_no_time_is_refused(written: str) -> None:
    with pytest.raises(Invalid, match="27/02/2026 07:41"):
        read_instant(written, now=NOW)


@pytest.mark.parametrize(
    ("typed", "at"),
    [
        ("now", NOW),
        ("+2h", NOW + timedelta(hours=2)),
        ("+ 30 min", NOW + timedelta(minutes=30)),
        ("-1d", NOW - timedelta(days=1)),
        ("+1w", NOW + timedelta(weeks=1)),
        ("today 0900", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("Today at 2pm", datetime(2026, 3, 2, 14, tzinfo=UTC)),
        ("yesterday 14:00", datetime(2026, 3, 1, 14, tzinfo=UTC)),
        ("yesterday", datetime(2026, 3, 1, tzinfo=UTC)),
        ("tomorrow 7.30", datetime(2026, 3, 3, 7, 30, tzinfo=UTC)),
        ("tonight", datetime(2026, 3, 2, 22, tzinfo=UTC)),
        ("tonight 2200", datetime(2026, 3, 2, 22, tzinfo=UTC)),
        ("14:00", datetime(2026, 3, 2, 14, tzinfo=UTC)),
        ("1400", datetime(2026, 3, 2, 14, tzinfo=UTC)),
        ("2pm", datetime(2026, 3, 2, 14, tzinfo=UTC)),
        ("3/11/87", datetime(1987, 11, 3, tzinfo=UTC)),
        ("3/11/87 09:00", datetime(1987, 11, 3, 9, tzinfo=UTC)),
        ("2026-03-02T09:00:00Z", NOW),
    ],
)
def test_what_an_officer_types_is_understood(typed: str, at: datetime) -> None:
    assert read_typed_instant(typed, now=NOW) == at


@pytest.mark.parametrize("typed", ["2026-03-02T09:00:00", "2026-03-02t09:00", "2026-03-02T0900"])
def test_a_program_s_time_without_its_offset_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_typed_instant(typed, now=NOW)
    assert refusal.value.code == "no_offset"


@pytest.mark.parametrize("typed", ["tonight 02:00", "today soon", "+h", "+2y", "99:00", "2", "31/02"])
def test_what_an_officer_mistypes_is_refused(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_typed_instant(typed, now=NOW)
    assert refusal.value.code == "bad_date"


def test_today_is_the_day_of_the_wall_and_not_of_utc() -> None:
    just_after_midnight = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert read_typed_instant("today 01:00", now=just_after_midnight) == datetime(2026, 7, 2, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "at"), [("14:00", time(14)), ("1400hrs", time(14)), ("12am", time(0)), ("12pm", time(12)), ("07:41:30", time(7, 41, 30))]
)
def test_a_time_of_day_is_read(typed: str, at: time) -> None:
    assert read_time(typed) == at


@given(st.datetimes(datetime(1950, 1, 1), datetime(2099, 1, 1)))  # noqa: DTZ001 (made aware below)
def test_a_time_shown_is_read_back_but_for_the_hour_that_comes_twice(moment: datetime) -> None:
    at = moment.replace(second=0, microsecond=0, tzinfo=UTC)
    assert read_instant(british_instant(at), now=NOW) in (at, at - timedelta(hours=1))


def test_nothing_is_shown_as_nothing() -> None:
    assert (british(None), british_instant(None)) == ("", "")
