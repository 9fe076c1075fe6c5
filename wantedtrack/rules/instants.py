"""How an instant is written for other programs: ISO 8601, UTC, ending in Z, to the second. Source: interfaces.md section 2."""

from datetime import UTC, date, timedelta

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Instant


def iso(instant: Instant | None) -> str | None:
    """The text of an instant, None for none."""
    return None if instant is None else f"{instant.astimezone(UTC).isoformat(timespec='seconds').removesuffix('+00:00')}Z"


def seconds(span: timedelta | None) -> int | None:
    """Whole seconds of a span, None for none."""
    return None if span is None else int(span.total_seconds())


def refuse_future(at: Instant, *, now: Instant, field: str, what: str) -> None:
    """Raise Invalid("in_the_future") where something that was done is said to lie ahead; `what` begins the sentence: "An attempt"."""
    if at > now:
        message = f"{what} cannot lie in the future. Nothing was changed; give the time it happened."
        raise Invalid(message, code="in_the_future", field=field)


def refuse_past(at: Instant, *, now: Instant, field: str, what: str) -> None:
    """Raise Invalid("in_the_past") where something promised for later is not later; `what` begins the sentence: "A promise"."""
    if at <= now:
        raise Invalid(f"{what} is for a time to come. Nothing was changed; give a later time.", code="in_the_past", field=field)


def refuse_before_birth(at: Instant, *, born: date | None, field: str, what: str) -> None:
    """Raise Invalid("before_birth") where something is said to have happened before the person was born; `what` begins the sentence."""
    if born is not None and at.date() < born:
        message = f"{what} cannot lie before the person was born. Nothing was changed; check the time and the date of birth."
        raise Invalid(message, code="before_birth", field=field)
