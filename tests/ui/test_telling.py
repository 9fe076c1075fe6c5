"""A notice about a high entry is told once, with a sound and two answers; outside the window nobody is named, and nothing is told where somebody chose quiet."""

from PySide6.QtWidgets import QLabel, QPushButton

from tests.ui.driving import Driver
from tests.ui.force import Force
from ui.telling import HighNotices
from wantedtrack.rules.entry import Category


class Corner:
    """The place beside the system's clock, as a test has it."""

    def __init__(self) -> None:
        self.is_on = False
        self.told: list[str] = []
        self.rings = 0
        self.is_answerable = False

    def stand(self, *, is_on: bool) -> None:
        self.is_on = is_on

    def tell(self, title: str, text: str) -> None:
        self.told.append(f"{title} {text}")

    def offer(self, *, is_answerable: bool) -> None:
        self.is_answerable = is_answerable

    def ring(self) -> None:
        self.rings += 1


def heard_by(window: Driver) -> tuple[HighNotices, Corner]:
    high, corner = window.window.telling.high, Corner()
    high.tray, high.ring = corner, corner.ring
    high.stand()
    window.until(lambda: high._newest is not None)
    return high, corner


def escalates(window: Driver, force: Force, band: str = "high") -> str:
    """Somebody becomes wanted, five hours pass, and another desktop sweeps."""
    reference = force.accepts(force.wants("SECRETNAME", "Ann", Category.WANTED, hours_ago=0), band)
    force.clock.forward(hours=5)
    force.sweeps()
    window.window.desk.look_now()
    return reference


def test_a_high_notice_is_told_once_without_a_name(window: Driver, force: Force) -> None:
    _, corner = heard_by(window)
    assert corner.is_on
    assert (corner.told, corner.rings) == ([], 0), "what stood in the inbox before is the start of shift's to tell"
    reference = escalates(window, force)
    window.until(lambda: corner.told != [])
    assert corner.rings == 1
    assert reference in corner.told[0] or "notices about RED entries" in corner.told[0]
    assert "SECRETNAME" not in corner.told[0]
    assert "level" in corner.told[0]
    assert "RED: " in window.messages()
    force.does("add-note", reference, kind="fact", text="Somebody writes something else")
    window.window.desk.look_now()
    window.settle()
    window.window.telling.look()
    window.settle()
    assert (len(corner.told), corner.rings) == (1, 1)


def test_its_two_answers_open_their_forms(window: Driver, force: Force) -> None:
    high, corner = heard_by(window)
    escalates(window, force)
    window.until(lambda: corner.is_answerable)
    assert high.latest is not None
    button = next(one for one in window.window.findChildren(QPushButton, "message-do") if one.text() == "I have it…")
    button.click()
    window.until(lambda: window.is_there("form-acknowledge"))
    window.find("cancel", QPushButton).click()
    window.window.telling.answer("pass-on")
    window.until(lambda: window.is_there("form-pass-on"))


def test_behind_the_lock_it_is_told_without_a_word_of_it_and_said_after(window: Driver, force: Force) -> None:
    _, corner = heard_by(window)
    window.does("lock")
    reference = escalates(window, force)
    window.until(lambda: corner.told != [])
    assert "A notice about an entry of the band RED waits" in window.find("lock-told", QLabel).text()
    assert reference not in window.find("lock-told", QLabel).text()
    window.window.telling.answer("acknowledge")
    window.settle()
    assert window.window.is_locked
    window.press("unlock", " ")
    window.until(lambda: window.is_there("form-acknowledge"))
    assert "RED: " in window.messages()


def test_whoever_chose_quiet_has_quiet(window: Driver, force: Force) -> None:
    _, corner = heard_by(window)
    window.window.preferences.change(sounds=False, tray=False)
    assert not corner.is_on
    escalates(window, force)
    window.until(lambda: "RED: " in window.messages())
    assert (corner.told, corner.rings) == ([], 0)


def test_a_notice_about_a_standard_entry_makes_no_noise(window: Driver, force: Force) -> None:
    _, corner = heard_by(window)
    reference = force.accepts(force.wants("QUIETLY", "Bo", Category.WANTED, hours_ago=71), "standard")
    force.clock.forward(hours=2)
    force.sweeps()
    window.window.desk.look_now()
    window.settle()
    window.window.telling.look()
    window.settle()
    assert reference
    assert not any(reference in told for told in corner.told)


def test_what_somebody_else_has_answered_is_no_longer_asked_of_anybody(window: Driver, force: Force) -> None:
    high, corner = heard_by(window)
    escalates(window, force)
    window.until(lambda: corner.is_answerable)
    told = list(high._open)
    assert "RED: " in window.messages()
    for one in told[1:]:
        force.does("pass-on", notice=one.notice, why="Theirs", to="inspector")
    window.window.desk.look_now()
    window.until(lambda: len(high._open) == 1)
    assert corner.is_answerable
    assert window.messages().count("RED: ") == 1
    force.does("pass-on", notice=told[0].notice, why="Theirs", to="inspector")
    window.window.desk.look_now()
    window.until(lambda: high.latest is None)
    assert not corner.is_answerable
    assert "RED: " not in window.messages()
    assert "has been answered" in window.messages()
    assert corner.rings == 1


def test_behind_the_lock_what_somebody_else_has_answered_waits_no_longer(window: Driver, force: Force) -> None:
    high, _ = heard_by(window)
    window.does("lock")
    escalates(window, force)
    waits = window.window.lock_page.told
    window.until(lambda: "notice about an entry of the band RED waits" in waits.text())
    for one in list(high._open):
        force.does("pass-on", notice=one.notice, why="Theirs", to="inspector")
    window.window.desk.look_now()
    window.until(lambda: waits.text() == "")
    window.press("unlock", " ")
    window.until(lambda: not window.window.is_locked)
    assert "RED: " not in window.messages()
