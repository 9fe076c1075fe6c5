"""Tried and not tried: each address against the parts of the day, in force time, over both clock changes."""

from datetime import UTC, datetime, time

import pytest

from wantedtrack.rules.entry import AttemptKind, AttemptResult
from wantedtrack.rules.shifts import ShiftPattern
from wantedtrack.rules.tried import Cell, KnownAddress, Visit, parts_of, tried

PATTERNS = (
    ShiftPattern("early", "Early", time(7), time(17)),
    ShiftPattern("late", "Late", time(14), time(0)),
    ShiftPattern("night", "Night", time(22), time(7)),
)
HOME, WORK = KnownAddress(1, "1 Invented Road"), KnownAddress(2, "Invented Works")


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("when", "parts"),
    [
        ("2026-03-02T07:00", ("early",)), ("2026-03-02T13:59", ("early",)), ("2026-03-02T14:00", ("late",)), ("2026-03-02T16:30", ("late",)),
        ("2026-03-02T21:59", ("late",)), ("2026-03-02T22:00", ("night",)), ("2026-03-03T06:59", ("night",)),
        ("2026-03-07T09:00", ("early", "weekend")), ("2026-03-08T23:59", ("night", "weekend")), ("2026-03-09T00:00", ("night",)),
        ("2026-07-03T23:30", ("night", "weekend")), ("2026-07-06T06:00", ("early",)),
    ],
)  # fmt: skip
def test_an_instant_belongs_to_the_shift_that_began_last_in_force_time(when: str, parts: tuple[str, ...]) -> None:
    assert parts_of(at(when), PATTERNS) == parts


def test_the_matrix_shows_where_nobody_has_been() -> None:
    visits = [
        Visit(at("2026-03-02T08:00"), AttemptKind.VISIT, AttemptResult.NO_REPLY, 1),
        Visit(at("2026-03-07T09:00"), AttemptKind.VISIT, AttemptResult.NOT_PRESENT, 1),
        Visit(at("2026-03-02T23:00"), AttemptKind.STOP, AttemptResult.SIGHTED, None),
    ]
    made = tried([HOME, WORK], visits, PATTERNS)
    assert made.parts == ("early", "late", "night", "weekend")
    assert made.rows[0].cells == (Cell(2, at("2026-03-07T09:00")), Cell(), Cell(), Cell(1, at("2026-03-07T09:00")))
    assert made.rows[1].cells == (Cell(),) * 4
    assert made.elsewhere[2] == Cell(1, at("2026-03-02T23:00"))
    assert made.not_tried == ((1, "late"), (1, "night"), (2, "early"), (2, "late"), (2, "night"), (2, "weekend"))


@pytest.mark.parametrize("result", [AttemptResult.NOT_TRIED, AttemptResult.NOT_SAFE])
def test_where_nobody_went_nothing_was_tried(result: AttemptResult) -> None:
    made = tried([HOME], [Visit(at("2026-03-02T08:00"), AttemptKind.VISIT, result, 1)], PATTERNS)
    assert len(made.not_tried) == 4


@pytest.mark.parametrize("kind", [AttemptKind.ENQUIRY, AttemptKind.CONTACT])
def test_a_call_says_nothing_of_an_hour_at_the_door(kind: AttemptKind) -> None:
    made = tried([HOME], [Visit(at("2026-03-02T08:00"), kind, AttemptResult.NO_REPLY, 1)], PATTERNS)
    assert len(made.not_tried) == 4


def test_an_address_that_has_ended_stands_no_more_and_a_force_without_shifts_has_its_weekend() -> None:
    ended = KnownAddress(1, "1 Invented Road", ended=True)
    visit = Visit(at("2026-03-07T09:00"), AttemptKind.VISIT, AttemptResult.NO_REPLY, 1)
    made = tried([ended], [visit], ())
    assert (made.rows, made.parts, made.elsewhere) == ((), ("weekend",), (Cell(1, visit.at),))
