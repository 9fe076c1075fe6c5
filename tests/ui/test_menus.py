"""Menus: every action in one, each line with a letter of its own, in groups; what cannot be done says why; and no two keys of the window clash."""

from collections import Counter

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QMenu, QTextBrowser

from tests.ui.driving import Driver
from tests.ui.menus import faults, menu_of, menus_of, menus_under
from ui.action_set import key_words
from ui.forms.access_keys import letters_of_the_menus, with_access_keys
from ui.menus import letter_of


def test_every_action_is_in_one_menu_with_a_letter_of_its_own(window: Driver) -> None:
    stands = Counter(made.objectName() for menu in menus_of(window) for made in menu.actions() if made.objectName())
    assert {name for name, count in stands.items() if count > 1} == set()
    assert {made.objectName() for _, made in window.window.commands.actions} == set(stands)
    assert all(menu.toolTipsVisible() for menu in menus_of(window))
    assert [fault for menu in menus_of(window) for fault in faults(menu)] == []
    tops = [letter_of(one.text()) for one in window.window.menuBar().actions()]
    assert len({*tops}) == len(tops)
    assert "" not in tops
    assert {*tops} == letters_of_the_menus()


def test_faults_of_a_menu_are_found(qapp: QCoreApplication) -> None:
    assert qapp
    menu = QMenu("A menu")
    for text in ("&One", "&Other", "none"):
        menu.addAction(text)
    menu.addSeparator()
    assert len(faults(menu)) == 3


def test_letters_are_given_where_any_can_be() -> None:
    assert with_access_keys(["Ab", "A", "B"], ()) == ["A&b", "&A", "B (&1)"]
    assert with_access_keys(["Abc", "A", "B"], ()) == ["Ab&c", "&A", "&B"]
    assert with_access_keys(["This & that"], "t") == ["T&his && that"]


def test_what_cannot_be_done_says_why_where_somebody_looks(window: Driver, queue: list[str]) -> None:
    seen: set[str] = set()
    window.search("nobody is called this")
    for go in (lambda: None, lambda: window.go_to(queue[0]), lambda: window.go_to(queue[1]), lambda: window.go_to(queue[2])):
        go()
        for action, made in window.window.commands.actions:
            if made.isEnabled():
                assert made.statusTip() == action.says, action.name
            else:
                assert made.statusTip().endswith("."), action.name
                assert made.statusTip() in made.toolTip(), action.name
                seen.add(made.statusTip())
    assert "No entry is chosen. Stand on one in the queue first." in seen
    assert "This needs an inspector or above; ask one to do it." in seen
    assert "This is for an administrator; ask one to do it." in seen
    assert "The entry stands at “Active”; this is for one at: Draft." in seen


def test_the_menu_of_an_entry_and_that_of_filters_are_laid_out_like_the_others(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.press(window.table, Qt.Key.Key_F10, held=Qt.KeyboardModifier.ShiftModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    shown = {one.objectName(): one for part in menus_under(menu) for one in part.actions()}
    assert shown["action-log-attempt"].isEnabled()
    assert "Draft" in shown["action-accept"].statusTip()
    assert [fault for part in menus_under(menu) for fault in faults(part)] == []
    menu.close()
    window.window.area.search.open_filters()
    menu = window.window.area.search.findChild(QMenu, "filters")
    assert isinstance(menu, QMenu)
    assert [fault for part in menus_under(menu) for fault in faults(part) if "together" not in fault] == []
    menu.close()


def test_a_menu_is_gone_through_by_key_and_tells_at_the_foot(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    QTest.keyClick(window.table, Qt.Key.Key_E, Qt.KeyboardModifier.AltModifier)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    QTest.keyClick(menu, Qt.Key.Key_Down)
    assert window.find("status-hint", QLabel).text() == menu.activeAction().statusTip() != ""
    assert not window.find("status-text").isVisible()
    assert not window.window.commands.actions.named("suspend").isEnabled()
    inner = next(menu_of(one) for one in menu.actions() if one.text().replace("&", "").startswith("Located"))
    menu.setActiveAction(inner.menuAction())
    QTest.keyClick(menu, Qt.Key.Key_Right)
    while inner.activeAction() is None or inner.activeAction().objectName() != "action-suspend":  # pyright: ignore[reportUnnecessaryComparison] (None until a line is stood on)
        QTest.keyClick(inner, Qt.Key.Key_Down)
    assert window.find("status-hint", QLabel).text() == "This needs an inspector or above; ask one to do it."
    QTest.keyClick(inner, Qt.Key.Key_Left)
    by_name = {one.objectName(): letter_of(one.text()) for one in menu.actions()}
    window.qtbot.keyClicks(menu, by_name["action-log-attempt"])
    window.settle()
    assert window.is_there("form-log-attempt")
    assert window.find("status-text").isVisible()


# ---- keys --------------------------------------------------------------------------------------------------------------------------


def sequences(window: Driver) -> list[tuple[str, QKeySequence]]:
    """Every key of the window that Qt listens for, with whose it is; the letters that only work in the queue included."""
    mine = {action.name: made for action, made in window.window.commands.actions}
    found = [(name, made.shortcut()) for name, made in mine.items()]
    found += [(action.name, QKeySequence(action.queue_key)) for action, _ in window.window.commands.actions if action.queue_key]
    return [(name, keys) for name, keys in found if not keys.isEmpty()]


def test_every_action_has_a_key_and_none_stands_in_the_way_of_another(window: Driver, queue: list[str]) -> None:
    assert [action.name for action, _ in window.window.commands.actions if not (action.shortcut or action.queue_key)] == []
    held = sequences(window)
    partly = QKeySequence.SequenceMatch.NoMatch
    clash = [
        f"{one} {keys.toString()} and {other} {others.toString()}"
        for place, (one, keys) in enumerate(held)
        for other, others in held[place + 1 :]
        if keys.matches(others) is not partly or others.matches(keys) is not partly
    ]
    assert clash == []
    window.go_to(queue[0])
    window.does("log-attempt")
    own = [short.key() for short in window.find("form-log-attempt").findChildren(QShortcut)]
    assert own
    assert [keys.toString() for _, keys in held if any(keys.matches(one) is not partly for one in own)] == []
    alt = {QKeySequence(f"Alt+{letter}").toString() for letter in letters_of_the_menus()}
    assert alt & {keys.toString() for _, keys in held} == set()


def test_the_page_of_shortcuts_lists_every_key_as_it_is(window: Driver) -> None:
    window.does("shortcuts")
    shown = window.window.area.shortcuts.findChild(QTextBrowser)
    assert shown is not None
    lines = shown.toPlainText()
    for action, made in window.window.commands.actions:
        assert action.text.replace("&", "") in lines, action.name
        assert key_words(action) in lines, action.name
        assert action.says in lines, action.name
        assert made.shortcut() == QKeySequence(action.shortcut), f"{action.name}: Qt reads another key"
    for by_hand in ("J, Down", "Shift+F10", "Ctrl+Enter", "Esc"):
        assert by_hand in lines
    # Two keys one after the other do what they say.
    window.does("queue")
    QTest.keyClick(window.table, Qt.Key.Key_J, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(window.table, Qt.Key.Key_P)
    window.settle()
    assert window.window.area.pages.currentWidget() is window.window.area.policy


# ---- the palette -------------------------------------------------------------------------------------------------------------------

WORDS = {
    "absconder": "add-entry", "no show": "add-entry", "no-show": "add-entry", "fta": "add-entry", "failed to appear": "add-entry", "DNA": "add-entry", "DNA hit": "add-entry", "fingerprint": "add-entry",
    "RUI": "add-entry", "released under investigation": "add-entry", "warrant": "add-entry", "recall": "add-entry", "wanted": "add-entry", "escaped": "add-entry", "new": "add-entry", "bench warrant": "add-entry",
    "add a note": "add-note", "log an attempt": "log-attempt", "circulate": "set-circulation", "PNC": "set-circulation", "LEDS": "set-circulation", "marker": "set-circulation", "pnc check": "verify-circulation", "handover": "handover", "hand over": "handover",
    "shift change": "handover", "sign": "handover", "bail": "list-bail-due", "bailed": "list-bail-due", "missing": "set-flag", "misper": "set-flag", "mappa": "set-flag", "no reply": "log-attempt",
    "nobody in": "log-attempt", "knock": "log-attempt", "arrested": "record-outcome", "nicked": "record-outcome", "custody": "record-outcome", "nfa": "record-outcome", "prison": "locate", "hospital": "locate",
    "seen": "record-sighting", "intel": "add-note", "weapons": "add-warning", "violent": "add-warning", "alias": "add-alias", "aka": "add-alias", "dob": "describe-person", "lives": "add-address", "typo": "correct", "mistake": "undo", "undo": "undo",
    "abroad": "suspend", "va": "appoint", "oic": "allocate", "assign": "allocate", "priority": "regrade", "red": "why", "why red": "why", "overdue": "why", "briefing": "start-of-shift", "escalations": "inbox", "approve": "inbox",
    "figures": "measures", "kpi": "measures", "excel": "copy-cells", "pdf": "print", "bichard": "import", "upload": "import", "duplicate person": "merge-people", "book on": "come-on", "book off": "go-off",
    "roster": "duty", "dark": "theme", "bigger": "text-larger", "help": "guide", "keys": "shortcuts", "version": "about", "lock": "lock", "away": "lock", "erase": "dispose", "kept": "retention", "power of arrest": "reason-card",
    "hanover": "handover", "circulaet": "set-circulation", "beat": "tasking", "patrol": "tasking", "mine": "filter", "group": "columns", "delete search": "remove-search", "everything": "list-everything", "cleardown": "list-cleardown",
    "no answer": "log-attempt", "not at home": "log-attempt", "breach of bail": "add-entry", "failed to surrender": "add-entry", "what now": "start-of-shift", "to do": "start-of-shift", "pass on": "inbox",
    "log out": "lock", "switch user": "act-as", "my entries": "filter", "wrong person": "unmerge-people", "history": "open-entry", "stats": "measures", "backup": "about", "outbox": "about", "audit": "exports", "night mode": "theme",
}  # fmt: skip
"""What people type, and what they mean by it, standing on an active entry as a sergeant."""


def first_of(window: Driver, words: str) -> str:
    palette = window.window.commands.palette
    palette.line.setText(words)
    for row in range(palette.found.count()):
        name = str(palette.found.item(row).data(Qt.ItemDataRole.UserRole))
        if name:
            return name.removeprefix("action-")
    return ""


def test_the_palette_knows_the_words_people_use(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    window.does("palette")
    wrong = {words: (found, meant) for words, meant in WORDS.items() if (found := first_of(window, words)) != meant}
    assert not wrong, wrong


def test_the_palette_says_why_what_is_meant_cannot_be_done_and_takes_no_name_for_a_word(window: Driver) -> None:
    window.search("nobody is called this")
    window.does("palette")
    window.press("palette-line", "leds", Qt.Key.Key_Return)
    assert "Circulation: No entry is chosen. Stand on one in the queue first." in window.messages()
    assert not window.is_there("form-set-circulation")
    window.does("palette")
    window.press("palette-line", "suspender", Qt.Key.Key_Return)
    assert window.window.area.search.words == "suspender"
