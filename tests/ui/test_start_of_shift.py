"""The start of shift: what is first is said first, with why, and everything on the page is a key away."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force
from tests.ui.test_marker_still_alive import sign_in
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import Category


def first(window: Driver) -> tuple[str, str, str]:
    """What the page says is first: what, how, why."""
    card = window.find("first-thing")
    return tuple(  # pyright: ignore[reportReturnType] (three names, three texts)
        " ".join(label.text() for label in card.findChildren(QLabel, name)) for name in ("first-what", "first-how", "first-why")
    )


def texts(window: Driver) -> list[str]:
    return [label.text() for label in window.find("start-of-shift").findChildren(QLabel)]


def focused(window: Driver) -> QPushButton:
    window.until(lambda: isinstance(QApplication.focusWidget(), QPushButton))
    button = QApplication.focusWidget()
    assert isinstance(button, QPushButton)
    return button


def test_the_most_pressing_person_is_first_with_the_next_step_and_why_and_enter_goes_there(window: Driver) -> None:
    window.does("start-of-shift")
    what, how, why = first(window)
    assert what == "NGUYỄN, An"
    assert how == "Circulate on PNC/LEDS now, or record why it is not required. It was due at 19:00 yesterday."
    assert why.startswith("Why first: RED, Circulate is 21 h over; of 2 of that band")
    button = focused(window)
    assert how in button.accessibleDescription()
    window.press(button, Qt.Key.Key_Return)
    window.until(lambda: window.find("entry-name", QLabel).text() == "NGUYỄN, An")


def test_it_is_the_largest_words_on_the_page_and_the_topmost_card(window: Driver) -> None:
    window.does("start-of-shift")
    page = window.find("start-of-shift")
    card = window.find("first-thing")
    others = [frame for frame in page.findChildren(type(card)) if frame.property("panel") == "card"]
    assert others
    assert all(card.mapTo(page, card.rect().topLeft()).y() < frame.mapTo(page, frame.rect().topLeft()).y() for frame in others)
    size = window.find("first-what", QLabel).font().pointSizeF()
    assert all(label.font().pointSizeF() <= size for label in page.findChildren(QLabel))


def test_what_somebody_has_in_hand_gives_way_to_what_nobody_has(window: Driver, force: Force, queue: list[str]) -> None:
    force.does("set-circulation", queue[0], state="circulated", reference="PNC/9", level="national")
    force.does("record-review", queue[0], findings="Known address", direction="Try at night")
    force.does("log-attempt", queue[0], at=force.clock.now().isoformat(), kind="visit", where="1 Test Street", result="no_reply",
               next_step="Try again at night", next_by="today 22:00")  # fmt: skip
    window.does("start-of-shift")
    assert first(window)[0] == "SMITH-TESTER, Jo"


def test_one_call_is_recorded_for_all_that_a_rank_has_not_opened(window: Driver, force: Force) -> None:
    force.clock.forward(days=3)
    force.sweeps()
    force.clock.forward(minutes=20)
    window.does("start-of-shift")
    assert first(window)[0].startswith("Ring the duty inspector (")
    button = focused(window)
    assert button.text() == "Inspector was told…"
    window.press(button, Qt.Key.Key_Return)
    window.press("field-who", "Insp 12")
    window.press("field-how", "rung at home")
    window.press("save", Qt.Key.Key_Space)
    window.until(lambda: not window.is_there("form-record-told"))
    assert "Somebody was told · 10 notices: saved." in window.messages()
    assert window.is_there("first-thing"), "back where the call was asked for"
    window.does("start-of-shift")
    assert "inspector (" in first(window)[0]
    assert not first(window)[0].startswith("Ring the duty inspector (")


def test_many_escalations_are_a_line_for_each_entry_a_few_of_them_and_a_count_with_one_key_to_the_rest(
    force: Force, opening: Opening
) -> None:
    for number in range(10):
        force.accepts(force.wants(f"INVENTED-{number}"), "standard")
    for _ in range(4):
        force.clock.forward(days=4)
        force.sweeps()
    window = opening()
    window.does("start-of-shift")
    page = window.find("start-of-shift")
    assert any(text.startswith("What escalated (") for text in texts(window))
    escalated = [text for text in texts(window) if "Circulate, sergeant level" in text]
    assert len(escalated) == 5
    assert all("more notice" in text for text in escalated)
    rest = next(one for one in page.findChildren(QPushButton) if one.text().startswith("&All "))
    window.press(rest, Qt.Key.Key_Return)
    assert window.find("inbox-notices").isVisible()


def test_the_hand_stays_where_it_stood_while_others_write(window: Driver, force: Force, queue: list[str]) -> None:
    window.does("start-of-shift")
    page = window.find("start-of-shift")
    last = page.findChildren(QPushButton)[-1]
    said = last.accessibleName()
    last.setFocus()
    force.does("add-note", queue[1], kind="fact", text="Seen by nobody")
    window.window.area.start.reload()
    window.settle()
    assert focused(window).accessibleName() == said


def test_where_nothing_waits_it_says_so_and_what_there_is_time_for(force: Force, opening: Opening) -> None:
    window = opening()
    window.does("start-of-shift")
    what, _, why = first(window)
    assert what.startswith("Nothing waits for you, and nothing falls due before ")
    assert why == "Why first: The queue shows everybody who is wanted."
    window.press(focused(window), Qt.Key.Key_Return)
    assert window.window.area.pages.currentWidget() is window.window.area.queue
    assert force.store


def test_a_constable_is_led_to_his_own_first(window: Driver, force: Force, queue: list[str]) -> None:
    answers = {question.key: "yes" for question in CATEGORIES[Category.WANTED].checklist}
    own = force.wants("OWNED", hours_ago=30)
    force.does("accept", own, band="standard", rationale="Low", checklist=answers)
    force.does("allocate", own, owner="DEMO-PC", plan="Home", first_attempt_by="+30m")
    assert queue
    sign_in(window, "DEMO-PC")
    window.does("start-of-shift")
    what, _, why = first(window)
    assert what == "NGUYỄN, An"
    assert why.endswith("It is yours.")
    force.does("record-outcome", queue[0], outcome="surrendered", at=force.clock.now().isoformat())
    window.does("start-of-shift")
    what, _, why = first(window)
    assert what == "OWNED, Test", "before a red one that is somebody else's"
    assert why.endswith("It is yours.")
    force.does("record-outcome", own, outcome="surrendered", at=force.clock.now().isoformat())
    force.does(
        "set-circulation", force.accepts(force.wants("UNOWNED", hours_ago=30)), state="circulated", reference="PNC/3", level="national"
    )
    force.does("record-outcome", "DEMO-000004", outcome="returned_to_custody", at=force.clock.now().isoformat())
    window.does("start-of-shift")
    what, how, _ = first(window)
    assert what == "UNOWNED, Test"
    assert how.endswith("A sergeant or above does this.")


def test_a_signed_handover_comes_before_everything_and_enter_leads_to_reading_it(force: Force, opening: Opening, queue: list[str]) -> None:
    assert queue
    force.does("prepare-handover", by="DEMO-PS2")
    force.does("sign-handover", by="DEMO-PS2")
    window = opening()
    window.does("start-of-shift")
    what, _, why = first(window)
    assert what == "Read through and accept the handover of the Early shift, Mon 2 Mar 07:00"
    assert why.startswith("Why first: DEMO-PS2 has signed it and waits for you.")
    assert any(text.startswith("NGUYỄN, An: Circulate on PNC/LEDS now") for text in texts(window)), "what comes after it stands below"
    window.press(focused(window), Qt.Key.Key_Return)
    assert window.window.area.pages.currentWidget() is window.window.area.handover
    force.does("accept-handover", understood_all="yes")
    window.does("start-of-shift")
    assert first(window)[0] == "NGUYỄN, An"
