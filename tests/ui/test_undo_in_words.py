"""Ctrl+Z over every deed that has a reverse: it says what it would do before it does it, Enter does it, and both deeds stay in the record."""

from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton, QTabWidget, QTextBrowser

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.test_marker_still_alive import sign_in
from wantedtrack.deeds.catalogue import perform
from wantedtrack.rules.entry import Category
from wantedtrack.rules.stages import TABLE
from wantedtrack.rules.undo import may_have_reverse


def prepared(force: Force) -> dict[str, tuple[str, str, dict[str, Any]]]:
    """By deed: the entry, who does it, and with which words, each done already as the last thing that the officer did to the entry."""
    at = force.clock.now().isoformat()
    entries = {deed: force.accepts(force.wants(f"UNDO-{number}"), "medium") for number, deed in enumerate(_ON_OPEN)}
    draft, bail, answered, added = (
        force.wants("DRAFTED", born="1990-01-01"),
        force.wants("BAILED", category=Category.BAIL_FAILURE, hours_ago=-5),
        force.wants("ANSWERED", category=Category.BAIL_FAILURE, hours_ago=-5),
        force.wants("ADDED"),
    )
    force.does("allocate", entries["allocate"], owner="DEMO-PC", plan="Home")
    force.does("set-flag", entries["clear-flag"], flag="firearms")
    force.does("record-outcome", entries["close"], by="DEMO-PC", outcome="surrendered", at=at)
    until = (force.clock.now().replace(microsecond=0)).isoformat()
    told: dict[str, tuple[str, str, dict[str, Any]]] = {
        "add-entry": (added, "DEMO-PS", {}),
        "allocate": (entries["allocate"], "DEMO-PS", {"owner": "DEMO-PS2"}),
        "regrade": (entries["regrade"], "DEMO-PS", {"band": "high", "rationale": "A knife"}),
        "suspend": (entries["suspend"], "DEMO-INSP", {"reason": "safety", "until": "+2d"}),
        "locate": (entries["locate"], "DEMO-PS", {"where": "HMP Inventedgate"}),
        "close": (entries["close"], "DEMO-PS", {"recheck": "clear", "victim_informed": "yes"}),
        "discard-draft": (draft, "DEMO-PS", {"reason": "eliminated"}),
        "answer-bail": (answered, "DEMO-PS", {"at": until, "by": "custody"}),
        "rebail": (bail, "DEMO-PS", {"at": "+30h", "by": "custody"}),
        "correct": (entries["correct"], "DEMO-PS", {"field": "offence", "value": "Robbery", "reason": "Misread"}),
        "add-warning": (entries["add-warning"], "DEMO-PS", {"code": "VI", "words": "Violent", "source": "PNC"}),
        "add-address": (entries["add-address"], "DEMO-PS", {"lines": "9 Invented Road", "kind": "home"}),
        "add-alias": (entries["add-alias"], "DEMO-PS", {"surname": "OTHERNAME"}),
        "set-flag": (entries["set-flag"], "DEMO-PS", {"flag": "mappa"}),
        "clear-flag": (entries["clear-flag"], "DEMO-PS", {"flag": "firearms"}),
    }
    for deed, (reference, by, words) in told.items():
        if deed != "add-entry":
            raw = {name.replace("_", "-"): value for name, value in words.items()}
            perform(
                store=force.store, officer=force.acting(by), now=force.clock.now(), deed_id=None, name=deed, reference=reference, raw=raw
            )
    return told


_ON_OPEN = (
    "allocate",
    "regrade",
    "suspend",
    "locate",
    "close",
    "correct",
    "add-warning",
    "add-address",
    "add-alias",
    "set-flag",
    "clear-flag",
)
_SAYS = {
    "add-entry": "Discards the draft as recorded in error.",
    "allocate": "Gives the entry back to the officer who owned it before.",
    "regrade": "Puts the band back to medium, once a second officer approves.",
    "suspend": "Ends the suspension now.",
    "locate": "Brings the entry back to its earlier stage.",
    "close": "Opens the entry again; its circulation begins anew as not yet circulated.",
    "discard-draft": "Brings the draft back.",
    "answer-bail": "Brings the draft back.",
    "rebail": "Puts the bail date back.",
    "correct": "Puts back what stood under “offence” before.",
    "add-warning": "Ends the warning again.",
    "add-address": "Ends the address again.",
    "add-alias": "Ends the other name again.",
    "set-flag": "Clears the flag again.",
    "clear-flag": "Sets the flag again.",
}


def test_the_list_here_is_the_whole_list() -> None:
    assert set(_SAYS) == {deed for deed in TABLE if may_have_reverse(deed)}


def undone(window: Driver, reference: str, says: str) -> str:
    """Stand on the entry, Ctrl+Z, read what it would do, Enter; gives what is said afterwards."""
    window.go_to(reference)
    window.press(window.table, Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: f"{reference}: {says} Enter does it." in window.messages())
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    assert button.text() == "Undo"
    window.press(button, Qt.Key.Key_Return)
    window.until(lambda: f"{reference}: undone." in window.messages())
    # Where the entry has left the list and nothing is in it, the table is not there to go back to.
    assert QApplication.focusWidget() in (window.table, window.window.area.search.line)
    return window.messages()


def test_ctrl_z_says_what_it_would_do_and_enter_does_it_for_every_deed_that_can_be_taken_back(force: Force, opening: Opening) -> None:
    told = prepared(force)
    assert set(told) == set(_SAYS)
    window = opening()
    for deed, (reference, by, _) in told.items():
        if by == "DEMO-PS":
            said = undone(window, reference, _SAYS[deed])
            assert "Both deeds stay in the record." in said
            assert ("waits for a second officer as proposal" in said) == (deed == "regrade")
    sign_in(window, "DEMO-INSP")
    undone(window, told["suspend"][0], _SAYS["suspend"])
    pages = window.find("entry").findChildren(QTabWidget)
    assert pages
    assert "Suspended" in " ".join(page.toPlainText() for page in window.find("entry").findChildren(QTextBrowser))


def test_where_there_is_nothing_to_take_back_it_says_so(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("add-note", queue[0], kind="fact", text="Nobody in")
    window.go_to(queue[0])
    window.press(window.table, Qt.Key.Key_Z, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: "A note cannot be undone: it stays in the record. Another note puts it right." in window.messages())
    with pytest.raises(AssertionError):
        window.find("message-do")
