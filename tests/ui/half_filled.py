"""Half-filled forms of every kind, and a window of their own process that fills them in and then waits to be killed."""

import sys
from collections.abc import Callable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from PySide6.QtWidgets import QApplication

from ui.app import build
from ui.forms.form import DeedForm
from ui.main_window import MainWindow

HALF: Mapping[str, Mapping[str, Any]] = {
    "add-entry": {"category": "forensic", "surname": "O'HALF", "person": "1", "offence": "Affr\U0001f46e", "laboratory-reference": "LAB/9"},
    "allocate": {"owner": "DEMO-SUPT", "plan": "First line\nsecond, =1+1"},
    "log-attempt": {"result": "sighted", "where": "Behind the station", "remark": "\u202eright to left\u202c", "next-by": "+2h"},
    "record-review": {"findings": "Half a thou"},
    "set-circulation": {"state": "circulated", "weed-date": "+28d"},
    "record-outcome": {"outcome": "located_in_prison", "carried-by": "Dorset"},
    "correct": {"field": "born", "value": "31/2"},
    "set-details": {"crime-reference": "C/9", "sufficient": "needs_corroboration"},
    "end-warning": {"warning": "1"},
    "describe-person": {"sex": "F", "age-from": "x"},
    "come-on": {"until": "tomorrow 0", "collar": "DEMO-CI"},
    "save-search": {"name": "Half", "shared": "yes"},
}
"""What is typed so far, by deed: choices, officers, what is held, long texts, times, and what no deed would take yet."""

MEANT = {("log-attempt", "next-by"): "02/03/2026 18:00", ("set-circulation", "weed-date"): "30/03/2026"}
"""Times that were meant from when they were typed come back as the times they meant."""


def open_form(window: MainWindow, deed: str) -> DeedForm:
    """The form of this deed, on screen, for the entry stood on."""
    commands, queue = window.commands, window.area.queue
    welcome, detail = commands._welcome, queue.entry.detail
    assert welcome is not None
    assert detail is not None
    card = welcome.cards[deed]
    if card.about_entry:
        return commands.forms.about_entry(card, detail, queue.band_of_entry, welcome, {})
    return commands.forms.about_none(card, "", welcome, {})


def fill_half(window: MainWindow) -> None:
    """Every form of them, one after the other; each stays open behind the next."""
    for deed, words in HALF.items():
        form = open_form(window, deed)
        for word, value in words.items():
            form.fields[word].set_value(value)


def main(home: str, at: str, reference: str) -> None:
    """Open the window, fill in, and go on until killed."""
    app = QApplication([])
    now = datetime.fromisoformat(at)
    window = build(Path(home), watch=False, now=lambda: now)
    window.show()

    def go_on_until(is_so: Callable[[], bool]) -> None:
        while not (window.desk.is_open and window.desk.is_settled and is_so()):
            app.processEvents()

    def is_shown() -> bool:
        detail = window.area.queue.entry.detail
        return detail is not None and detail.row.reference == reference

    go_on_until(lambda: True)
    window.area.search.line.setText(reference)
    go_on_until(is_shown)
    fill_half(window)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
