"""Joins what the pages ask for to what the window does about it: each page as soon as it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ui.help.pages import shortcuts_text
from ui.work_area import WorkArea
from wantedtrack.rules.entry import EntryId

if TYPE_CHECKING:
    from ui.action_set import ActionSet
    from ui.desk.answers import DeedCard
    from ui.forms.drafts import DraftKeeper
    from ui.handover.page import HandoverPage
    from ui.intake.page import IntakePage
    from ui.people.people_page import PeoplePage
    from ui.queue.several import Several
    from ui.record.duty_page import DutyPage
    from ui.record.page import RecordPage
    from ui.record.pages import PersonPage
    from ui.settings.page import SettingsPage
    from ui.shift.inbox_page import InboxPage


@dataclass(frozen=True)
class Ways:
    """What the window does for its pages."""

    do_named: Callable[[str], None]
    open_deed: Callable[[str], None]
    open_form: "Callable[[DeedCard, str, dict[str, Any]], None]"
    go_to: Callable[[EntryId], None]
    go_on_to: Callable[[EntryId, str], None]
    go_to_list: Callable[[str], None]
    look_for: Callable[[str], None]
    follow: Callable[[str], None]
    show_person: Callable[[int], None]
    say: Callable[..., None]


class Joints:
    """Every page of one area."""

    def __init__(self, area: WorkArea, ways: Ways, actions: "ActionSet", several: "Several", drafts: "DraftKeeper") -> None:
        """Joins the pages that there are, and the others when they are made."""
        self._area, self._ways, self._actions, self._several, self._drafts = area, ways, actions, several, drafts
        area.start.list_wanted.connect(ways.go_to_list)
        area.start.form_wanted.connect(ways.open_form)
        area.start.entry_wanted.connect(ways.go_to)
        area.start.page_wanted.connect(ways.do_named)
        area.why.said.connect(ways.say)
        area.why.print_wanted.connect(partial(ways.do_named, "print"))
        late = area.late
        late.when_made(WorkArea.inbox, self._inbox)
        late.when_made(WorkArea.people, self._people)
        late.when_made(WorkArea.handover, self._handover)
        late.when_made(WorkArea.intake, self._intake)
        late.when_made(WorkArea.settings, self._settings)
        late.when_made(WorkArea.person, self._person)
        late.when_made(WorkArea.duty, self._duty)
        for record in (WorkArea.retention, WorkArea.brief, WorkArea.exports):
            late.when_made(record, self._record)
        late.when_made(WorkArea.policy, lambda page: page.said.connect(ways.say))
        late.when_made(WorkArea.printing, lambda page: page.said.connect(ways.say))
        late.when_made(WorkArea.tasking, lambda page: page.said.connect(ways.say))
        late.when_made(WorkArea.measures, lambda page: page.said.connect(ways.say))
        late.when_made(WorkArea.shortcuts, lambda _: self.write_shortcuts())

    def write_shortcuts(self) -> None:
        """The keys as they are now, on their page if that has been made."""
        page = self._area.late.held(WorkArea.shortcuts)
        if page is not None:
            page.text.setHtml(shortcuts_text(self._actions))

    def _inbox(self, page: "InboxPage") -> None:
        page.form_wanted.connect(self._ways.open_form)
        page.entry_wanted.connect(self._ways.go_to)

    def _people(self, page: "PeoplePage") -> None:
        page.form_wanted.connect(self._ways.open_form)
        page.person_wanted.connect(self._ways.show_person)

    def _handover(self, page: "HandoverPage") -> None:
        page.form_wanted.connect(self._ways.open_form)
        page.said.connect(self._ways.say)
        page.page_wanted.connect(self._ways.do_named)
        self._drafts.flushing.connect(page.kept.flush)

    def _intake(self, page: "IntakePage") -> None:
        page.look_wanted.connect(self._ways.look_for)
        page.list_wanted.connect(self._ways.go_to_list)
        page.form_wanted.connect(self._ways.open_form)
        page.entry_wanted.connect(self._ways.go_to)
        page.deed_wanted.connect(self._ways.go_on_to)
        page.said.connect(self._ways.say)
        page.trouble.connect(self._tell)

    def _settings(self, page: "SettingsPage") -> None:
        page.lines_wanted.connect(self._several.stand_in_lines)
        self._several.stands.connect(page.show_lines)
        page.show_lines(self._several.lines)

    def _record(self, page: "RecordPage") -> None:
        page.link_followed.connect(self._ways.follow)

    def _person(self, page: "PersonPage") -> None:
        self._record(page)
        page.deed_wanted.connect(self._ways.open_deed)

    def _duty(self, page: "DutyPage") -> None:
        self._record(page)
        page.deed_wanted.connect(self._ways.open_deed)
        page.passphrase_wanted.connect(partial(self._ways.do_named, "passphrase"))
        page.said.connect(self._ways.say)
        page.trouble.connect(self._tell)

    def _tell(self, refused: Any) -> None:  # noqa: ANN401 (a signal's value)
        self._area.notices.tell(refused, key="said")
