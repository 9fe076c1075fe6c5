"""Every form of the catalogue: one press is one deed, whatever is pasted stays and is told of, and what was typed comes back."""

from collections.abc import Callable

import pytest
import shiboken6
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent, QMouseEvent, QShortcut
from PySide6.QtWidgets import QApplication, QLabel
from sqlalchemy import select

from tests.ui.driving import Driver
from tests.ui.filling import CTRL, HOSTILE, WHOLE, fill, paste_everywhere
from tests.ui.force import Force
from tests.ui.walking import every_form
from ui.forms.form import DeedForm
from wantedtrack.store import journal
from wantedtrack.store.schema import note
from wantedtrack.store.schema_record import journal as journal_table

OFTEN = ("add-entry", "log-attempt", "set-circulation", "add-note", "save-search")
LEFT = Qt.MouseButton.LeftButton


def said(form: DeedForm, name: str) -> str:
    """What a label of the form says, empty while it is hidden."""
    label = form.findChild(QLabel, name)
    return label.text() if label is not None and label.isVisibleTo(form) else ""


# ---- one press, one deed ---------------------------------------------------------------------------------------------------------------


def held_down(form: DeedForm, key: Qt.Key, *, begins: bool = True) -> None:
    """Press a key and let it repeat, with whatever has the focus then."""
    for repeats in (False, True, True)[not begins :]:
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, "", repeats)
            QApplication.sendEvent(QApplication.focusWidget() or form, event)


def enter_twice(window: Driver, form: DeedForm) -> None:
    form.save.setFocus()
    for _ in range(2):
        window.qtbot.keyClick(QApplication.focusWidget() or form, Qt.Key.Key_Return)


def space_held(window: Driver, form: DeedForm) -> None:
    del window
    form.save.setFocus()
    held_down(form, Qt.Key.Key_Space)


def double_click(window: Driver, form: DeedForm) -> None:
    window.qtbot.mouseClick(form.save, LEFT)
    window.qtbot.mouseDClick(form.save, LEFT)


def clicked_twice(window: Driver, form: DeedForm) -> None:
    del window
    form.save.click()
    form.save.click()


def saved_twice_by_key(window: Driver, form: DeedForm) -> None:
    first = next(iter(form.fields.values())).input if form.fields else form
    first.setFocus()
    for _ in range(2):
        window.qtbot.keyClick(first, Qt.Key.Key_Return, CTRL)


PRESSES: tuple[Callable[[Driver, DeedForm], None], ...] = (enter_twice, space_held, double_click, clicked_twice, saved_twice_by_key)


def deeds_done(force: Force) -> list[str]:
    """The deeds of the journal, without what comes by itself."""
    with force.store.reading() as connection:
        done = connection.execute(select(journal_table.c.deed).order_by(journal_table.c.sequence)).scalars().all()
        assert journal.verify(connection).state == "intact"
    return [deed for deed in done if deed != "sweep"]


@pytest.mark.parametrize("names", [OFTEN, pytest.param(tuple(WHOLE), marks=pytest.mark.full)], ids=["often", "all"])
def test_a_whole_form_pressed_twice_is_one_deed(window: Driver, queue: list[str], force: Force, names: tuple[str, ...]) -> None:
    for number, (name, words) in enumerate((name, WHOLE[name]) for name in names):
        before = deeds_done(force)
        # The entry as it is now: each deed before this one was another version of it, and the first is about somebody new.
        window.search("")
        window.go_to(queue[0])
        form = next(form for _, form in every_form(window, only=(name,)))
        fill(form, words)
        PRESSES[number % len(PRESSES)](window, form)
        window.settle()
        assert not (shiboken6.isValid(form) and form.isVisible()), f"{name}: {said(form, 'refused')}"
        assert deeds_done(force)[len(before) :] == [name]


def test_a_second_press_never_saves_over_what_another_officer_did(window: Driver, queue: list[str], force: Force) -> None:
    window.go_to(queue[0])
    window.does("add-warning")
    form = window.window.area.queue.open_form()
    assert form is not None
    fill(form, {"words": "Mine"})
    force.does("add-warning", queue[0], by="DEMO-PS2", words="Theirs")
    force.does("allocate", queue[0], by="DEMO-PS2", owner="DEMO-PS2")
    asked = list[object]()
    form.save_asked.connect(asked.append)
    window.qtbot.mouseClick(form.save, LEFT)
    window.settle()
    assert said(form, "clash")
    # The key is still down, and a double click has its second half still to come.
    assert not any(shortcut.autoRepeat() for shortcut in form.findChildren(QShortcut))
    held_down(form, Qt.Key.Key_Space, begins=False)
    here = form.save.rect().center()
    second = QMouseEvent(QEvent.Type.MouseButtonDblClick, here, form.save.mapToGlobal(here), LEFT, LEFT, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(form.save, second)
    window.qtbot.mouseRelease(form.save, LEFT)
    window.settle()
    assert len(asked) == 1
    assert form.isVisible()


# ---- whatever is pasted ----------------------------------------------------------------------------------------------------------------


def refused_at(form: DeedForm) -> list[str]:
    """The words beside which something is said to be wrong."""
    return [name for name in form.fields if said(form, f"wrong-{name}")]


def test_whatever_is_pasted_into_any_form_stays_whole_and_pressed_twice_is_asked_once(window: Driver, queue: list[str]) -> None:
    """One walk for both: each form of the catalogue is filled by pasting, then pressed in one of five ways, and saved or refused in words."""
    window.go_to(queue[0])
    broke = list[str]()
    window.window.desk.broke.connect(broke.append)
    for number, (name, form) in enumerate(every_form(window)):
        for word in paste_everywhere(window.qtbot, form, HOSTILE):
            field = form.fields[word]
            assert field.value() == HOSTILE, f"{name} {word}"
            if field.isVisibleTo(form) and field.word.holds.value in ("text", "long_text", "officer", "list"):
                assert "cannot be kept" in said(form, f"told-{word}"), f"{name} {word}"
        typed = {word: field.value() for word, field in form.fields.items()}
        press, asked = PRESSES[number % len(PRESSES)], list[object]()
        form.save_asked.connect(asked.append)
        press(window, form)
        assert len(asked) == 1, f"{name} by {press.__name__}"
        assert form.isVisible(), f"{name} by {press.__name__} left its form before the answer"
        window.until(lambda: window.window.desk.is_settled)
        assert not broke, f"{name}: {broke}"
        if shiboken6.isValid(form) and form.isVisible():
            assert said(form, "refused"), f"{name} says nothing"
            assert {word: field.value() for word, field in form.fields.items()} == typed, f"{name} lost what was typed"
            form.throw_away()
            form.cancelled.emit()


def test_what_was_pasted_is_kept_as_it_was_and_what_could_not_be_is_named(window: Driver, queue: list[str], force: Force) -> None:
    window.go_to(queue[0])
    window.does("add-note")
    form = window.window.area.queue.open_form()
    assert form is not None
    form.fields["kind"].set_value("intelligence")
    paste_everywhere(window.qtbot, form, HOSTILE)
    form.fields["kind"].set_value("intelligence")
    assert said(form, "told-text") == "1 character that cannot be kept is left out"
    form.save.click()
    window.until(lambda: "Note: 1 character that cannot be kept was left out." in window.messages())
    with force.store.reading() as connection:
        assert connection.execute(select(note.c.text)).scalars().all() == [HOSTILE.replace("\x00", "").strip()]


@pytest.mark.parametrize("deed", ["add-note", "log-attempt"])
def test_too_much_is_said_beside_its_field_and_stays_whole(window: Driver, queue: list[str], deed: str) -> None:
    window.go_to(queue[0])
    form = next(form for _, form in every_form(window, only=(deed,)))
    filled = paste_everywhere(window.qtbot, form, "x" * 100_000)
    for word in filled:
        assert len(str(form.fields[word].value())) == 100_000, word
        assert "100,000 characters; at most 20,000" in said(form, f"wrong-{word}"), word
    form.save.click()
    window.settle()
    assert refused_at(form)
    assert all(len(str(form.fields[word].value())) == 100_000 for word in filled)
