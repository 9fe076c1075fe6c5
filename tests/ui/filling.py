"""Fills a form in as hands do: keys into each field, a paste from the clipboard, a choice from its list."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.forms.form import DeedForm

CTRL = Qt.KeyboardModifier.ControlModifier

HOSTILE = '=HYPERLINK("http://example.invalid")\n\t\u202eEVIL\u202c \U0001f46e\U0001f3fd\u200d\u2640\ufe0f <b>X</b>\x00\x07 '
"""A formula, a break, a tab, marks of direction, an emoji of several parts, markup, and two characters of which one can be kept nowhere."""

WHOLE: Mapping[str, Mapping[str, str]] = {
    "add-entry": {"category": "wanted", "surname": "ONCE", "became-outstanding-at": "yesterday 14:00", "offence": "Theft"},
    "allocate": {"owner": "DEMO-PS2"},
    "log-attempt": {"result": "no_reply", "where": "Home"},
    "record-sighting": {"where": "Test Street"},
    "record-review": {"findings": "Nothing yet", "direction": "Try again"},
    "set-circulation": {"state": "circulated", "reference": "R1", "level": "local"},
    "locate": {"where": "HMP Invented"},
    "appoint": {"place": "Keynsham", "at": "tomorrow 10:00", "reason": "Comes by himself"},
    "add-note": {"kind": "fact", "text": "Seen in town"},
    "add-warning": {"words": "Carries a knife", "code": "WE"},
    "add-address": {"lines": "2 Test Street", "postcode": "BS31 1AB"},
    "add-alias": {"surname": "OTHERWISE"},
    "describe-person": {"nationality": "Invented"},
    "set-flag": {"flag": "mappa"},
    "correct": {"field": "station", "value": "Bridewell", "reason": "Misread"},
    "come-on": {"until": "+8h"},
    "save-search": {"name": "Red and mine", "search": "band:red owner:me"},
    "prepare-handover": {},
}
"""Forms with words that a sergeant's deed about the red entry takes, by the catalogue's names."""


def line_of(widget: QWidget) -> QLineEdit | QPlainTextEdit | None:
    """Where text is typed in this input, None where it is chosen."""
    if isinstance(widget, QComboBox):
        return widget.lineEdit() if widget.isEditable() else None
    return widget if isinstance(widget, QLineEdit | QPlainTextEdit) else None


def paste(qtbot: QtBot, widget: QLineEdit | QPlainTextEdit, text: str) -> None:
    """In place of what stands there, from the clipboard, by keys."""
    QApplication.clipboard().setText(text)
    widget.setFocus()
    qtbot.keyClick(widget, Qt.Key.Key_A, CTRL)
    qtbot.keyClick(widget, Qt.Key.Key_V, CTRL)


def paste_everywhere(qtbot: QtBot, form: DeedForm, text: str) -> list[str]:
    """Into each field that takes text; answers with their words."""
    filled: list[str] = []
    for word, field in form.fields.items():
        line = line_of(field.input)
        if line is not None:
            paste(qtbot, line, text)
            filled.append(word)
        elif isinstance(field.input, QComboBox):
            field.input.setCurrentIndex(1)
    return filled


def fill(form: DeedForm, words: Mapping[str, str]) -> None:
    """With these words, choices by their value."""
    for word, value in words.items():
        form.fields[word].set_value(value)
        assert form.fields[word].value() == value, word
