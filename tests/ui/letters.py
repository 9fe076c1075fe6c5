"""The letters by which Alt reaches the fields and buttons of a place: two of the same reach neither."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

from ui.forms.access_keys import letters_of_the_menus
from ui.forms.form import DeedForm
from ui.menus import letter_of


def lettered(top: QWidget) -> Iterator[tuple[str, str]]:
    """Every visible label of a field and every button that has a letter: the letter, and the words."""
    for one in top.findChildren(QWidget):
        if not one.isVisible() or isinstance(one, QToolButton):
            continue
        if isinstance(one, QAbstractButton) or (isinstance(one, QLabel) and one.buddy()):
            letter = letter_of(one.text())
            if letter:
                yield letter, one.text()


def clashes(top: QWidget) -> list[str]:
    """Letters that reach two things of this place, or a menu as well."""
    found = [*lettered(top)]
    held = Counter(letter for letter, _ in found)
    return [f"Alt+{letter}: {text}" for letter, text in found if held[letter] > 1 or letter in letters_of_the_menus()]


def without_a_letter(form: DeedForm) -> list[str]:
    """The fields of a form that Alt does not reach."""
    return [field.word.name for field in form.fields.values() if field.isVisible() and not letter_of(field.label.text())]
