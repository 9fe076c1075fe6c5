"""Log an attempt in under ten seconds: now, the last officers and the known address are filled in; four buttons say until when."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QPushButton, QWidget

from ui.forms.fields import Surroundings
from ui.forms.form import DeedForm
from ui.forms.quick_times import tonight_at
from ui.widgets.beside import Beside
from ui.widgets.flow import FlowLayout
from ui.widgets.press_once import press_at_once
from ui.widgets.reading_order import in_reading_order
from ui.wording import tr
from wantedtrack.rules.entry import AttemptKind, Instant

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard

_TONIGHT = "Try again tonight"
_NEXT_BY = (
    ("In &4 h", "+4h", "Try again"),
    ("&Tonight 22:00", "today 22:00", _TONIGHT),
    ("Tomorrow &08:00", "tomorrow 08:00", "Try again tomorrow morning"),
    ("Tomorrow 1&8:00", "tomorrow 18:00", "Try again tomorrow evening"),
)
"""A button's words, the time it types, and the next step it writes where none is written yet."""
_SIDE_BY_SIDE = (("result", "kind"), ("at", "officers"), ("where",), ("next-step", "next-by"))


class AttemptForm(DeedForm):
    """The form of `log-attempt`: result first, because everything else is usually right already."""

    own_keys = ("4", "t", "0", "8")

    def __init__(
        self,
        card: "DeedCard",
        about: str,
        reference: str | None,
        around: Surroundings,
        parent: QWidget | None = None,
        *,
        officers: str = "",
    ) -> None:
        """`officers` are those of the last attempt, or the officer at the desk."""
        super().__init__(card, about, reference, around, parent)
        self.fields["at"].set_value("now")
        self.fields["kind"].set_value(AttemptKind.VISIT.value)
        places = around.offers.get("where", ())
        self.fields["where"].set_value(places[0] if places else "")
        self.fields["officers"].set_value(officers)

    def lay_out(self) -> None:
        """Two beside each other where they are short; what is seldom needed last."""
        placed: set[str] = set()
        for names in _SIDE_BY_SIDE:
            self.body.addWidget(Beside([self.fields[name] for name in names], self))
            placed |= {*names}
        self.body.addLayout(self._quick_times())
        last = [field for name, field in self.fields.items() if name not in placed]
        for field in last:
            self.body.addWidget(field)
        # Tab goes as one reads, and not in the order in which the deed names its words.
        first = [self.fields[name].input for names in _SIDE_BY_SIDE for name in names]
        in_reading_order(*first, *self._times, *(field.input for field in last))

    def _quick_times(self) -> FlowLayout:
        row = FlowLayout()
        self._times: list[QPushButton] = []
        for words, typed, step in _offered(self.around.now()):
            button = QPushButton(tr(words), self)
            button.setAccessibleName(tr("Next step by: {words}", words=tr(words).replace("&", "")))
            button.clicked.connect(self._putting(typed, step))
            press_at_once(button)
            self._times.append(button)
            row.addWidget(button)
        return row

    def _putting(self, typed: str, step: str) -> Callable[[], None]:
        def put() -> None:
            self.fields["next-by"].set_value(typed)
            if str(self.fields["next-step"].value()) in ("", *(tr(other) for _, _, other in _NEXT_BY)):
                self.fields["next-step"].set_value(tr(step))

        return put

    def begin(self) -> None:
        """The result is the one thing that must be said."""
        self.fields["result"].input.setFocus()


def _offered(now: Instant) -> tuple[tuple[str, str, str], ...]:
    """The four buttons at this hour: at half past ten in the evening 22:00 has passed, and tonight is still to come."""
    typed = tonight_at(now)
    clock = typed.split()[-1]
    return tuple(
        ("&Tonight 04:00", typed, step) if step == _TONIGHT and clock != "22:00" else (words, given, step)
        for words, given, step in _NEXT_BY
    )
