"""Back to where a form was opened from: one rule for all of them, whether what was typed is saved or left."""

from PySide6.QtWidgets import QWidget

from ui.forms.form import DeedForm
from ui.work_area import WorkArea

_GOES_ON = ("add-entry",)
"""What leads on once it is saved: to the entry that is new."""


class ComingBack:
    """Remembers of each open form the page that asked for it; a form that the queue asked for leaves the queue where it is."""

    def __init__(self, area: WorkArea) -> None:
        """Nothing is open."""
        self._area = area
        self._from: dict[DeedForm, QWidget] = {}
        self._expected: tuple[QWidget | None, str] | None = None

    def expect(self, deed: str) -> None:
        """A page leads to an entry and on into this deed: its form belongs to that page, though the queue stands between."""
        self._expected = (self._area.pages.currentWidget(), deed)

    def opened(self, form: DeedForm) -> None:
        """This form is about to be shown over the page that is on screen."""
        expected, self._expected = self._expected, None
        page = self._area.pages.currentWidget()
        if page is self._area.queue and expected is not None and expected[1] == form.card.name:
            page = expected[0]
        if page is not None and page is not self._area.queue:
            self._from[form] = page

    def left(self, form: DeedForm, *, is_saved: bool) -> None:
        """It is off the screen: the page it was opened from is there again, read anew, unless somebody has gone elsewhere meanwhile."""
        page = self._from.pop(form, None)
        if page is None or (is_saved and form.card.name in _GOES_ON):
            return
        if self._area.pages.currentWidget() is self._area.queue:
            self._area.show_page(page)
