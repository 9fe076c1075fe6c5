"""How old a person is today, and whether that is a child: recomputed at each look, never kept. Source: domain.md section 3."""

from datetime import date

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import to_force_time

ADULT_AT = 18
"""Source: Children and Young Persons Act 1933 s.107; PACE 1984 s.37(15) since 2015: 17-year-olds are children too."""

YOUNGEST = 10
"""The age of criminal responsibility. Source: Children and Young Persons Act 1933 s.50."""


def today(now: Instant) -> date:
    """The date on the force's wall."""
    return to_force_time(now).date()


def age_on(born: date, day: date) -> int:
    """Whole years; who is born on 29 February becomes a year older on 1 March."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def is_child(born: date | None, day: date, *, age_from: int | None = None) -> bool:
    """Whether this person is under 18 on that day; of an age range the youngest counts, so that a possible child is treated as one."""
    if born is not None:
        return age_on(born, day) < ADULT_AT
    return age_from is not None and age_from < ADULT_AT


def youngest_adult_born(day: date) -> date:
    """The latest date of birth of anybody who is an adult on that day: who was born after it is a child."""
    try:
        return day.replace(year=day.year - ADULT_AT)
    except ValueError:  # 29 February: eighteen years before there was none
        return date(day.year - ADULT_AT, 2, 28)


_OLDEST = 120


def refuse_age_range(age_from: int | None, age_to: int | None) -> dict[str, int]:
    """Both ends of an age range in whole years; one alone stands for both. Raises Invalid("under_10", "end_before_start", "not_accepted")."""
    youngest = age_from if age_from is not None else age_to
    oldest = age_to if age_to is not None else age_from
    assert youngest is not None  # noqa: S101 (the caller gives one of them)
    assert oldest is not None  # noqa: S101 (the same)
    if youngest < YOUNGEST:
        raise Invalid(
            "The person would be under 10, the age of criminal responsibility. Nothing was changed.", code="under_10", field="age-from"
        )
    if oldest > _OLDEST:
        raise Invalid(f"An age is at most {_OLDEST}. Nothing was changed.", code="not_accepted", field="age-to")
    if oldest < youngest:
        raise Invalid(
            "The range ends before it begins. Nothing was changed; give the younger age first.", code="end_before_start", field="age-to"
        )
    return {"age_from": youngest, "age_to": oldest}


def refuse_birth(born: date, *, now: Instant, field: str) -> None:
    """Raise Invalid("in_the_future") or Invalid("under_10") for a date of birth that nobody who is to be arrested can have."""
    if born > today(now):
        raise Invalid("A date of birth cannot lie in the future. Nothing was changed.", code="in_the_future", field=field)
    if age_on(born, today(now)) < YOUNGEST:
        message = "The person would be under 10, the age of criminal responsibility. Nothing was changed."
        raise Invalid(message, code="under_10", field=field)
