"""Correct a mistake: which fields may be put right is offered by name, and the right value is read back as that field reads it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from ui.forms.fields import Surroundings
from ui.forms.form import DeedForm
from ui.wording import tr

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard, Word

_NAME = int(Qt.ItemDataRole.UserRole)


class CorrectForm(DeedForm):
    """The form of `correct`. `words` are the fields that may be corrected, each as its word."""

    def __init__(
        self,
        card: "DeedCard",
        about: str,
        reference: str | None,
        around: Surroundings,
        parent: QWidget | None = None,
        *,
        words: "Sequence[Word]",
    ) -> None:
        """`words` for this entry and this officer."""
        super().__init__(card, about, reference, around, parent)
        self._words = {name: word for word in words for name in (word.name, word.label.lower())}
        field = self.fields["field"]
        line = field.input
        if isinstance(line, QLineEdit):
            line.setCompleter(_Names(words, line))
        field.changed.connect(self._choose)

    def _choose(self) -> None:
        typed = " ".join(str(self.fields["field"].value()).lower().split())
        self.fields["value"].read_as(self._words.get(typed) or self._words.get(typed.replace("_", "-").replace(" ", "-")))


class _Names(QCompleter):
    """The list under the field: what each field is called; a line puts in the name that the deed knows."""

    def __init__(self, words: "Sequence[Word]", parent: QWidget) -> None:
        items = QStandardItemModel()
        for word in words:
            item = QStandardItem(tr(word.label))
            item.setData(word.name, _NAME)
            items.appendRow(item)
        super().__init__(items, parent)
        items.setParent(self)
        self.setFilterMode(Qt.MatchFlag.MatchContains)
        self.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self.setMaxVisibleItems(12)

    def pathFromIndex(self, index: QModelIndex | QPersistentModelIndex) -> str:
        """What a line of the list puts into the field."""
        return str(index.data(_NAME))
