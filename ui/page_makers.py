"""How each page that is made late is made; each imports its own module, which is loaded only then."""

# ruff: noqa: PLC0415 (that a page's module is loaded when the page is made is what this module is for)

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QSystemTrayIcon

from ui.late_pages import Around
from ui.wording import tr

if TYPE_CHECKING:
    from ui.entry.reason_card import ReasonCardPage
    from ui.handover.page import HandoverPage
    from ui.help.guide_page import GuidePage
    from ui.help.health_page import HealthPage
    from ui.help.pages import TextPage
    from ui.intake.page import IntakePage
    from ui.measures.page import MeasuresPage
    from ui.people.people_page import PeoplePage
    from ui.policy.page import PolicyPage
    from ui.printing.page import PrintPage
    from ui.record.duty_page import DutyPage
    from ui.record.page import RecordPage
    from ui.record.pages import PersonPage
    from ui.settings.page import SettingsPage
    from ui.shift.inbox_page import InboxPage
    from ui.tasking.page import TaskingPage


def inbox(around: Around) -> "InboxPage":
    """What waits for this officer's rank."""
    from ui.shift.inbox_page import InboxPage

    return InboxPage(around.desk, around.parent)


def people(around: Around) -> "PeoplePage":
    """People by name, and merges."""
    from ui.people.people_page import PeoplePage

    return PeoplePage(around.desk, around.parent)


def reason_card(around: Around) -> "ReasonCardPage":
    """Why the entry may be circulated."""
    from ui.entry.reason_card import ReasonCardPage

    return ReasonCardPage(around.desk, around.parent)


def handover(around: Around) -> "HandoverPage":
    """The handover of a shift."""
    from ui.handover.page import HandoverPage

    return HandoverPage(around.desk, around.parent)


def intake(around: Around) -> "IntakePage":
    """Extracts, and the rows that wait."""
    from ui.intake.page import IntakePage

    return IntakePage(around.desk, around.parent)


def person(around: Around) -> "PersonPage":
    """The person behind an entry."""
    from ui.record.pages import PersonPage

    return PersonPage(around.desk)


def duty(around: Around) -> "DutyPage":
    """Who is on duty."""
    from ui.record.duty_page import DutyPage

    return DutyPage(around.desk)


def retention(around: Around) -> "RecordPage":
    """What is kept, and until when."""
    from ui.record.pages import retention_page

    return retention_page(around.desk)


def brief(around: Around) -> "RecordPage":
    """The brief for a rank."""
    from ui.record.pages import brief_page

    return brief_page(around.desk)


def exports(around: Around) -> "RecordPage":
    """What has left the program."""
    from ui.record.pages import exports_page

    return exports_page(around.desk)


def policy(around: Around) -> "PolicyPage":
    """The policy and its rehearsal."""
    from ui.policy.page import PolicyPage

    return PolicyPage(around.desk, around.parent)


def shortcuts(around: Around) -> "TextPage":
    """The keys."""
    from ui.help.pages import TextPage

    return TextPage("shortcuts", tr("Keyboard shortcuts"), around.parent)


def about(around: Around) -> "HealthPage":
    """The program and its health."""
    from ui.help.health_page import HealthPage

    return HealthPage(around.desk, around.parent)


def settings(around: Around) -> "SettingsPage":
    """The window as somebody likes it."""
    from ui.settings.page import SettingsPage

    return SettingsPage(around.preferences, has_tray=QSystemTrayIcon.isSystemTrayAvailable(), parent=around.parent)


def guide(around: Around) -> "GuidePage":
    """The guide."""
    from ui.help.guide_page import GuidePage

    return GuidePage(around.parent)


def printing(around: Around) -> "PrintPage":
    """What goes on paper."""
    from ui.printing.page import PrintPage

    return PrintPage(around.desk, around.parent)


def tasking(around: Around) -> "TaskingPage":
    """Tasking sheets, out and home."""
    from ui.tasking.page import TaskingPage

    return TaskingPage(around.desk, around.parent)


def measures(around: Around) -> "MeasuresPage":
    """The figures."""
    from ui.measures.page import MeasuresPage

    return MeasuresPage(around.desk, around.parent)
