"""Messages: no more than three stand there, and none is lost before it was read."""

from PySide6.QtWidgets import QPushButton

from tests.ui.driving import Driver


def test_a_fourth_message_takes_none_away(window: Driver) -> None:
    notices = window.window.area.notices
    for number in range(1, 6):
        notices.say(f"Message {number}", is_trouble=number == 1)
    assert notices.texts() == ["Message 3", "Message 4", "Message 5"]
    more = window.find("messages-more", QPushButton)
    assert more.text() == "and 2 more messages"
    more.click()
    window.settle()
    assert notices.texts() == [f"Message {number}" for number in range(1, 6)]
    more.click()
    newest = [one for one in notices.findChildren(QPushButton) if one.accessibleName() == "Close this message"][-1]
    newest.click()
    window.settle()
    assert notices.texts() == ["Message 2", "Message 3", "Message 4"]
    assert more.text() == "and 1 more message"
    notices.clear()
    assert not more.isVisible()
    assert not notices.isVisible()
