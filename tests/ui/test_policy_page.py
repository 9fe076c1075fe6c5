"""The policy page: what a file would do is read before anybody adopts it, and then another officer decides."""

from pathlib import Path

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.force import Force
from wantedtrack.resources import resource_path
from wantedtrack.store.exports import all_exports


def _own_policy(folder: Path, old: str, new: str) -> Path:
    text = resource_path("policy", "default.toml").read_text(encoding="utf-8")
    path = folder / "own.toml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return path


def test_a_policy_is_rehearsed_in_words_figures_and_bars_and_then_proposed(window: Driver, force: Force, tmp_path: Path) -> None:
    window.does("policy")
    page = window.find("policy-text", QTextBrowser)
    window.until(lambda: "in effect" in page.toPlainText())
    window.find("field-policy-file", QLineEdit).setText(str(_own_policy(tmp_path, 'first_attempt = "8 h"', 'first_attempt = "6 h"')))
    window.find("rehearse", QPushButton).click()
    window.until(lambda: "wanted, high, first attempt: 8 h → 6 h" in page.toPlainText())
    assert "would turn red" in page.toPlainText()
    chart = window.find("policy-chart")
    assert chart.isVisibleTo(window.find("policy"))
    assert "policy in effect" in chart.accessibleDescription()
    window.find("policy-chart-figures", QPushButton).click()
    window.until(lambda: "policy in effect\tthis file" in QGuiApplication.clipboard().text())
    window.find("policy-chart-picture", QPushButton).click()
    window.until(lambda: not QGuiApplication.clipboard().image().isNull())
    with force.store.reading() as connection:
        assert [left.what for left in all_exports(connection)] == ["policy, told over the last 28 days"] * 2
    assert not window.find("propose-policy", QPushButton).isEnabled()
    with force.store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM policy_version").scalar() == 1


def test_a_policy_at_fault_says_which_line_and_what_would_be_accepted(window: Driver, tmp_path: Path) -> None:
    window.does("policy")
    window.find("field-policy-file", QLineEdit).setText(str(_own_policy(tmp_path, 'first_attempt = "8 h"', 'first_attempt = "soon"')))
    window.find("rehearse", QPushButton).click()
    wrong = next(one for one in window.find("policy").findChildren(QLabel, "refused"))
    window.until(lambda: "first_attempt" in wrong.text() and "own.toml, line" in wrong.text())
    window.find("field-policy-file", QLineEdit).setText(str(tmp_path / "missing.toml"))
    window.find("rehearse", QPushButton).click()
    window.until(lambda: "missing.toml cannot be read" in wrong.text())


def test_the_brief_and_the_duties_are_pages(window: Driver) -> None:
    window.does("brief")
    page = window.find("brief").findChild(QTextBrowser)
    assert page is not None
    window.until(lambda: "outstanding" in page.toPlainText())
    window.does("duty")
    duty = window.find("duty").findChild(QTextBrowser)
    assert duty is not None
    window.until(lambda: "DEMO-PS2" in duty.toPlainText())
    assert "every rank counts as on duty" in duty.toPlainText()


def test_a_prompt_is_put_aside_from_the_entry(window: Driver, force: Force) -> None:
    low = force.does(
        "add-entry", None, by="DEMO-PS", category="wanted", surname="ARMED", became_outstanding_at="2026-03-02T08:00:00Z", offence="Theft"
    ).reference
    assert low is not None
    force.does("add-warning", low, by="DEMO-PS", words="Knife", code="WE")
    window.go_to(low)
    window.until(lambda: window.is_there("asked"))
    asked = window.find("asked")
    assert any("WE Knife" in label.text() for label in asked.findChildren(QLabel))
    next(one for one in asked.findChildren(QPushButton) if one.text() == "Put aside…").click()
    window.settle()
    window.find("field-reason", QLineEdit).setText("Confiscated")
    window.find("save", QPushButton).click()
    window.until(lambda: not window.is_there("form-put-prompt-aside"))
    window.until(lambda: not any("WE Knife" in label.text() for label in window.find("asked").findChildren(QLabel)))
