"""A draft whose bail was answered in time has no outcome: that, and who told it, stands in the entry and in its timeline."""

from PySide6.QtWidgets import QLabel

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.entry.tabs import timeline


def test_bail_answered_in_time_is_told_where_an_outcome_would_stand(window: Driver, force: Force) -> None:
    held = force.does(
        "add-entry", category="bail_failure", surname="INTIME", offence="Theft", **{"became-outstanding-at": "tomorrow 10:00"}
    )
    assert held.reference is not None
    window.window.desk.do("answer-bail", held.reference, {"at": "now", "by": "the front desk"})
    window.settle()
    window.search(f"stage:closed {held.reference}")
    window.until(
        lambda: window.window.area.queue.entry.detail is not None and window.window.area.queue.entry.detail.row.reference == held.reference
    )
    said = " ".join(label.text() for label in window.window.area.queue.entry.findChildren(QLabel) if label.isVisible())
    assert "without an outcome: answered bail, told by the front desk" in said
    detail = window.window.area.queue.entry.detail
    assert detail is not None
    told = timeline(detail, force.clock.now())
    assert "Ended without an outcome" in told
    assert "told by the front desk" in told
    assert "Closed" in told
