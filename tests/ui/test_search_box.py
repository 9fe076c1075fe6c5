"""The search box by keyboard: completion, chips, the mark under a wrong word, filters from a menu, saved searches, pasted nonsense."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QListWidget, QPlainTextEdit, QToolButton, QWidget

from tests.ui.driving import Driver
from tests.ui.force import Force


def chips(window: Driver) -> list[str]:
    place = window.find("chips")
    return [
        button.text() for button in place.findChildren(QToolButton) if button.isVisible() and button.objectName() != "save-search-button"
    ]


def type_words(window: Driver, words: str) -> None:
    line = window.find("search", QLineEdit)
    window.window.activateWindow()
    line.setFocus()
    line.clear()
    window.qtbot.keyClicks(line, words)


def test_filters_stand_as_chips_and_can_be_taken_away(window: Driver) -> None:
    window.search("band:red owner:me -attempted smith")
    assert chips(window) == ["band red  ×", "owner me  ×", "not attempted  ×"]
    next(one for one in window.find("chips").findChildren(QToolButton) if one.text().startswith("owner")).click()
    window.settle()
    assert window.window.area.search.words == "band:red -attempted smith"
    assert window.people() == ["SMITH-TESTER, Jo"]


def test_chips_and_what_saves_them_lie_beside_each_other_as_they_are_typed(window: Driver) -> None:
    line = window.window.area.search.line
    for words in ("band:red stage:active", "owner:me"):
        line.clear()
        for word in words.split():
            window.press(line, *word, " ")
        chips = [one.geometry() for one in window.find("chips").findChildren(QToolButton) if one.isVisible()]
        assert len(chips) == len(words.split()) + 1
        assert not [(one, other) for place, one in enumerate(chips) for other in chips[place + 1 :] if one.intersects(other)]


def test_a_word_is_completed_by_keys(window: Driver) -> None:
    window.search("")
    box = window.window.area.search
    type_words(window, "ban")
    window.until(lambda: box.completion.is_open)
    assert box.completion.offers() == ["band:"]
    type_words(window, "smith band:r")
    window.until(lambda: box.completion.is_open)
    assert box.completion.offers() == ["band:red"]
    popup = box.completion.popup
    window.qtbot.keyClick(popup, Qt.Key.Key_Down)
    window.qtbot.keyClick(popup, Qt.Key.Key_Return)
    window.settle()
    assert box.words == "smith band:red "
    assert window.people() == ["SMITH-TESTER, Jo"]


def test_owners_and_stations_are_offered_too(window: Driver) -> None:
    box = window.window.area.search
    type_words(window, "owner:demo-p")
    window.until(lambda: box.completion.is_open)
    assert "owner:DEMO-PC" in box.completion.offers()


def test_a_wrong_word_is_marked_where_it_stands_with_what_could_stand_there(window: Driver) -> None:
    window.search("smith band:purple owner:me")
    line = window.window.area.search.line
    assert line.wrong == (6, 17)
    assert "does not take this" in window.find("search-wrong", QLabel).text()
    assert "does not take this" in line.accessibleDescription()
    instead = [button for button in window.find("search-instead").findChildren(QToolButton) if button.isVisible()]
    assert [button.text() for button in instead] == ["red", "amber", "blue"]
    instead[0].click()
    window.settle()
    assert window.window.area.search.words == "smith band:red owner:me"
    assert line.wrong is None
    assert not window.find("search-wrong", QLabel).isVisible()


def test_a_filter_from_the_menu_writes_its_word(window: Driver) -> None:
    window.search("")
    box = window.window.area.search
    window.does("filter")
    menu = box.findChild(QWidget, "filters")
    assert menu is not None
    words = [action.objectName() for part in menu.actions() for action in part.menu().actions()]  # pyright: ignore[reportAttributeAccessIssue] (QAction.menu returns the menu, whatever the stubs say)
    assert {"filter-band:red", "filter-owner:me", "filter--attempted", "filter-stage:open", "filter-due:<24h"} <= set(words)
    menu.close()
    box.toggle("band:red")
    box.toggle("owner:none")
    window.settle()
    assert box.words == "band:red owner:none"
    assert window.people() == ["SMITH-TESTER, Jo"]
    box.toggle("BAND:RED")
    assert box.words == "owner:none"


def test_whatever_is_pasted_is_taken_as_words_or_refused_in_words(window: Driver) -> None:
    line = window.find("search", QLineEdit)
    for pasted, people in (("\u202esmith\u202c\r\n\tband:red", ["SMITH-TESTER, Jo"]), ("nguyễn\u2028", ["NGUYỄN, An"])):
        QGuiApplication.clipboard().setText(pasted)
        line.clear()
        line.paste()
        window.settle()
        assert window.people() == people
    QGuiApplication.clipboard().setText("🕵️ 🚓 " * 20_000)
    line.clear()
    line.paste()
    assert "Only the first 2,000 characters" in window.find("search-wrong", QLabel).text()
    window.settle()
    assert window.find("search-wrong", QLabel).isVisible()
    window.search("kowalski")
    assert window.people() == ["KOWALSKI, Ewa"]


def test_a_search_is_saved_renamed_and_removed_and_others_have_a_shared_one(window: Driver, force: Force) -> None:
    window.search("band:red -attempted")
    window.does("save-search")
    assert window.find("field-search", QLineEdit).text() == "band:red -attempted"
    window.find("field-name", QLineEdit).setText("Red, untried")
    window.press("field-name", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    lists = window.find("lists", QListWidget)
    window.until(lambda: "Red, untried" in [one.text()[3:] for one in map(lists.item, range(lists.count()))])
    assert lists.currentItem().text() == "1  Red, untried"
    force.does("save-search", name="Not circulated, all", search="circulation:not-yet", shared="yes")
    window.window.desk.look_now()
    window.until(lambda: window.window.area.queue.lists.saved_named("Not circulated, all") is not None)
    window.search("")
    saved = window.window.area.queue.lists.saved_named("Red, untried")
    assert saved is not None
    lists.setCurrentItem(saved)
    window.settle()
    assert window.people() == ["SMITH-TESTER, Jo"]
    window.press("lists", Qt.Key.Key_F2)
    window.find("field-name", QLineEdit).setText("Untried")
    window.press("field-name", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.window.area.queue.lists.saved_named("Untried") is not None)
    window.press("lists", Qt.Key.Key_Delete)
    assert window.find("field-saved", QLineEdit).text() == "Untried"
    window.press("field-saved", Qt.Key.Key_Return, held=Qt.KeyboardModifier.ControlModifier)
    window.until(lambda: window.window.area.queue.lists.saved_named("Untried") is None)
    assert not window.window.findChildren(QPlainTextEdit, "field-search")


def test_a_name_with_a_slip_finds_who_is_meant_and_says_so(window: Driver) -> None:
    window.search("kowlaski")
    assert window.people() == ["KOWALSKI, Ewa"]
    told = window.find("search-taken-for", QLabel)
    assert told.isVisible()
    assert told.text() == "Nobody is called “kowlaski”. Shown are names a letter or two away: Kowalski."
    window.search("kowalski")
    assert not told.isVisible()


def test_the_value_of_a_filter_typed_like_a_name_is_offered_as_the_filter(window: Driver) -> None:
    window.search("overdue")
    assert window.people() == []
    window.press("queue-empty-do", Qt.Key.Key_Space)
    assert window.window.area.search.words == "is:overdue"
    assert window.people()
    window.search("kowalski or smith")
    assert "“or” is none of the language" in window.find("queue-empty", QLabel).text()


def test_chips_come_after_the_filter_button_for_the_tab_key(window: Driver) -> None:
    window.search("band:red owner:none")
    box = window.window.area.search
    window.press(box.filters, Qt.Key.Key_Tab)
    focus = QApplication.focusWidget()
    assert isinstance(focus, QToolButton)
    assert focus.text().startswith("band red")
    window.press(focus, Qt.Key.Key_Space)
    assert box.words == "owner:none"
