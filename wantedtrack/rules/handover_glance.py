"""What a superintendent reads of a handover before anything else: three sentences of figures, each of which the counts below prove."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.sheets import Sheet
from wantedtrack.rules.spans import in_words


def glance(sheets: Sequence[Sheet], *, high: int, restricted: int, now: Instant) -> tuple[str, ...]:
    """How many people, what falls due, and what has not been begun."""
    count = {sheet.name: len(sheet.rows) for sheet in sheets}
    hidden = f" {restricted:,} more {'is' if restricted == 1 else 'are'} restricted and known by number only." if restricted else ""
    return (
        f"{_many(count['Full queue'], 'entry', 'entries')} in the queue, {high:,} of them high.{hidden}",
        _due(next(sheet for sheet in sheets if sheet.name == "Do this shift"), now),
        f"{count['Not yet circulated']:,} not circulated yet, {count['Never attempted']:,} never tried, {count['Awaiting cleardown']:,} awaiting cleardown, "
        f"{count['Bail due next 24 h']:,} to answer bail within 24 hours.",
    )


def _due(sheet: Sheet, now: Instant) -> str:
    place = [column.heading for column in sheet.columns].index("Due")
    due = [datetime.fromisoformat(str(row[place]).replace("Z", "+00:00")) for row in sheet.rows]
    if not due:
        return "Nothing falls due before the end of the coming shift."
    over = [one for one in due if one < now]
    said = f"{_many(len(due), 'entry falls', 'entries fall')} due before the end of the coming shift"
    if not over:
        return f"{said}; none is over yet."
    longest = in_words(_whole_minutes(now - min(over)))
    return f"{said}; {len(over):,} of them {'is' if len(over) == 1 else 'are'} over already, the longest by {longest}."


def _many(count: int, one: str, more: str) -> str:
    return f"{count:,} {one if count == 1 else more}"


def _whole_minutes(span: timedelta) -> timedelta:
    return timedelta(minutes=span // timedelta(minutes=1))
