"""Times that are nearly always meant, as buttons under the field that takes one: each types what a person would, and it is read back in full."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton

from ui.widgets.flow import FlowLayout
from ui.widgets.press_once import press_at_once
from ui.widgets.reading_order import in_reading_order
from ui.wording import tr
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.shifts import to_force_time

if TYPE_CHECKING:
    from ui.forms.fields import Field

_LATE, _SMALL_HOURS = 21, 3
"""Force time: from the first on, and up to the second, "tonight" is the small hours."""

_TONIGHT = "today 22:00"
_SOON = (("In 2 h", "+2h"), ("In 4 h", "+4h"), ("Tonight 22:00", _TONIGHT), ("Tomorrow 08:00", "tomorrow 08:00"))
_DAYS = (("In 24 h", "+24h"), ("In 3 d", "+3d"), ("In 7 d", "+7d"))
_REST = (("In 7 d", "+7d"), ("In 14 d", "+14d"), ("In 28 d", "+28d"))
_DUTY = (("In 8 h", "+8h"), ("In 10 h", "+10h"), ("In 12 h", "+12h"))
_JUST_NOW = (("Now", "now"), ("10 min ago", "-10min"), ("30 min ago", "-30min"), ("1 h ago", "-1h"))

QUICK: Mapping[str, Mapping[str, Sequence[tuple[str, str]]]] = {
    "acknowledge": {"by": _SOON},
    "record-told": {"at": _JUST_NOW},
    "record-sighting": {"at": _JUST_NOW},
    "allocate": {"first-attempt-by": _SOON},
    "bulk-allocate": {"first-attempt-by": _SOON},
    "bulk-log-attempt": {"next-by": _SOON},
    "locate": {"collect-by": _SOON},
    "record-review": {"next-by": _DAYS},
    "suspend": {"until": _REST},
    "come-on": {"until": _DUTY},
}
"""By deed and word: a button's words, and what it types."""


def tonight_at(now: Instant) -> str:
    """What "tonight" means at this hour, as it is typed: at half past ten in the evening 22:00 has passed, and tonight is still to come."""
    hour = to_force_time(now).hour
    if _SMALL_HOURS <= hour < _LATE:
        return _TONIGHT
    return "tomorrow 04:00" if hour >= _LATE else "today 04:00"


def add_quick(deed: str, field: "Field", now: Instant) -> dict[QPushButton, str]:
    """Put the buttons under this field's line, each with its words; none where it has none."""
    row, made = FlowLayout(), dict[QPushButton, str]()
    for english, typed in QUICK.get(deed, {}).get(field.word.name, ()):
        is_tonight = typed == _TONIGHT
        types = tonight_at(now) if is_tonight else typed
        words = tr("Tonight {clock}", clock=types.split()[-1]) if is_tonight else tr(english)
        button = QPushButton(words, field)
        button.setAccessibleName(tr("{label}: {words}", label=tr(field.word.label), words=words))
        button.clicked.connect(partial(_put, field, types))
        press_at_once(button)
        row.addWidget(button)
        made[button] = words
    if made:
        field.put_under_line(row)
        in_reading_order(field.input, *made)
    return made


def _put(field: "Field", typed: str, _: bool = False) -> None:  # noqa: FBT001, FBT002 (a click hands its state by position)
    field.set_value(typed)
