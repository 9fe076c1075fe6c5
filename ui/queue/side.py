"""What stands beside the queue: the entry, or a form or another panel about it in its place."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.widgets.pages import Pages

if TYPE_CHECKING:
    from ui.forms.form import DeedForm


class Side(Pages):
    """The entry lies at the bottom; whatever was put over it last is on screen."""

    _left: QWidget | None = None
    """Kept by name until the next one is taken away: what led here may still be under way in it."""

    def show_panel(self, panel: QWidget) -> None:
        """Put a form or another panel where the entry stands; one of the same name gives way, unless it holds what somebody typed."""
        from ui.forms.form import DeedForm  # noqa: PLC0415 (loaded once a form is)

        for other in self.findChildren(QWidget, panel.objectName(), Qt.FindChildOption.FindDirectChildrenOnly):
            if not isinstance(other, DeedForm):
                self.take_away(other)
        self.addWidget(panel)
        self.setCurrentWidget(panel)
        panel.setFocus()

    def take_away(self, panel: QWidget) -> None:
        """Back to what lies below."""
        self.removeWidget(panel)
        panel.hide()
        # Out of the window at once: whoever looks for a form by its name finds the one that is open, and no other.
        panel.setParent(None)
        panel.deleteLater()
        self._left = panel
        self.setCurrentIndex(self.count() - 1)

    def open_form(self) -> "DeedForm | None":
        """The form on screen, if one is."""
        from ui.forms.form import DeedForm  # noqa: PLC0415 (loaded once a form is)

        form = self.currentWidget()
        return form if isinstance(form, DeedForm) else None
