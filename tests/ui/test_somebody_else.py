"""The page of one person and an entry of another in the queue: a deed is never done to whom nobody is looking at."""

from PySide6.QtWidgets import QPushButton

from tests.ui.driving import Driver


def test_a_button_on_the_page_of_another_person_opens_no_form_about_the_entry_in_the_queue(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[2])
    other = window.window.area.queue.entry.detail
    assert other is not None
    window.go_to(queue[0])
    window.does("person")
    window.find("person-add-warning", QPushButton).click()
    window.settle()
    form = window.window.area.queue.open_form()
    assert form is not None
    form.cancelled.emit()
    window.window.commands._show_person(other.person.id)
    window.settle()
    window.find("person-add-warning", QPushButton).click()
    window.settle()
    assert window.window.area.queue.open_form() is None
    assert f"The queue stands on {queue[0]}, which is about somebody else." in window.messages()
    next(one for one in window.window.area.notices.findChildren(QPushButton) if one.text() == f"Go to {queue[2]}").click()
    window.until(lambda: (shown := window.window.area.queue.entry.detail) is not None and shown.row.reference == queue[2])
