"""Handover contents for tests: empty, or with one entry for each surname."""

from datetime import UTC, date, datetime

from wantedtrack.resources import resource_path
from wantedtrack.rules.entry import Band, Category, Circulation, ClockName, EntryId, EntryRow, PersonId, Reference, Stage
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.handover_sheets import HandoverEntry, SheetFacts, build_sheets
from wantedtrack.rules.measures import figures
from wantedtrack.rules.policy_file import read_policy

NOW = datetime(2026, 3, 2, 17, 0, tzinfo=UTC)
POLICY = read_policy(resource_path("policy", "default.toml").read_text(encoding="utf-8"), file_name="default.toml")


def empty_content() -> HandoverContent:
    return content_with()


def content_with(*surnames: str, outstanding: str = "2026-02-20T10:00:00Z") -> HandoverContent:
    since = datetime.fromisoformat(outstanding.replace("Z", "+00:00"))
    entries = tuple(HandoverEntry(_row(number, surname, since)) for number, surname in enumerate(surnames, 1))
    facts = SheetFacts(NOW, NOW, NOW, entries, (), (), figures((), now=NOW), {}, POLICY)
    return HandoverContent(
        shift="Early", shift_id="2026-03-02-early", force="Avon & Somerset", station="Keynsham", from_sequence=3, to_sequence=9, head_hash="ab" * 32,
        policy_version=1, prepared_at="2026-03-02T17:00:00Z", prepared_by="DEMO-PS", is_demonstration=True, restricted=0, told=(),
        sheets=build_sheets(facts),
    )  # fmt: skip


def _row(number: int, surname: str, since: datetime) -> EntryRow:
    return EntryRow(
        EntryId(number), Reference(f"DEMO-{number:06d}"), Category.WANTED, Band.HIGH, Stage.ACTIVE, Circulation.NOT_YET, PersonId(number), surname, "Test",
        date(1990, 1, 2), "2001/9948380W", "Theft", None, None, None, since, ClockName.ARREST, NOW, 1, None, 0, (), (), None, 1,
    )  # fmt: skip
