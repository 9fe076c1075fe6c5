"""Walks the whole window: every page of the stack, and every form of the catalogue that is filled in by hand."""

from collections.abc import Collection, Iterator

from PySide6.QtWidgets import QWidget

from tests.ui.driving import Driver
from ui.forms.form import DeedForm


def every_page(driver: Driver) -> Iterator[QWidget]:
    """Each page in turn, shown and settled."""
    area = driver.window.area
    area.late.make_all()
    for number in range(area.pages.count()):
        page = area.pages.widget(number)
        assert page is not None
        area.show_page(page)
        driver.settle()
        yield page


def every_form(driver: Driver, only: Collection[str] = ()) -> Iterator[tuple[str, DeedForm]]:
    """Each deed with its form, or only these, for the entry stood on where it is about one; shown and settled."""
    commands, queue = driver.window.commands, driver.window.area.queue
    welcome, detail = commands._welcome, queue.entry.detail
    assert welcome is not None
    assert detail is not None
    for name, card in welcome.cards.items():
        if card.by_hand and (not only or name in only):
            form = (
                commands.forms.about_entry(card, detail, queue.band_of_entry, welcome, {})
                if card.about_entry
                else commands.forms.about_none(card, "", welcome, {})
            )
            driver.settle()
            yield name, form
