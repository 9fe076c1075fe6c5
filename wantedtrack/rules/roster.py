"""What is wrong with a roster, every fault of it by row and column with what would be accepted: it is taken in whole or not at all.

Half a roster would show gaps that are none. Source: domain.md section 5, rule 8; issue 5, "Bad input".
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from wantedtrack.errors import Invalid
from wantedtrack.rules.duty import LONGEST_DUTY
from wantedtrack.rules.entry import Instant, OfficerId
from wantedtrack.rules.spans import moment

_MOST_TOLD = 20
"""More than this nobody corrects from one message; a script is given them all."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the columns are called where the roster came from."""

    collar: str = "collar"
    starts_at: str = "start"
    ends_at: str = "end"


@dataclass(frozen=True, slots=True)
class DutyRow:
    """One duty as a roster says it, with its row counted from 1 after the headings."""

    row: int
    collar: str
    starts_at: Instant
    ends_at: Instant


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong: the row, the column, a code for scripts, and what would be accepted."""

    row: int
    column: str
    code: str
    accepted: str

    def words(self, source: str) -> str:
        """The fault as one sentence without its full stop."""
        return f"{source}, row {self.row}, “{self.column}”: {self.accepted}"


@dataclass(frozen=True, slots=True)
class Roster:
    """A roster as read: the duties that could be read, and what could not be. `rows` is what a second count of the file says."""

    source: str
    rows: int
    duties: tuple[DutyRow, ...]
    faults: tuple[Fault, ...] = ()
    columns: Columns = Columns()


class RosterFaults(Invalid):
    """The roster cannot be used; `faults` names each thing wrong in it, by row."""

    def __init__(self, source: str, faults: Sequence[Fault]) -> None:
        """Make one message of all faults; the code and field are those of the first."""
        one_by_one = "\n".join(f"{fault.words(source)}." for fault in faults[:_MOST_TOLD])
        left = len(faults) - _MOST_TOLD
        rest = f"\n… and {left} more." if left > 0 else ""
        told = f" {one_by_one} " if len(faults) == 1 else f"\n{one_by_one}{rest}\n"
        ending = "Nothing was changed; correct the roster and take it in again."
        super().__init__(f"The roster cannot be used:{told}{ending}", code=faults[0].code, field=faults[0].column)
        self.faults = tuple(faults)
        self.source = source

    @property
    def more(self) -> dict[str, object]:
        """Each fault by itself, for scripts."""
        return {
            "faults": [
                {"file": self.source, "row": one.row, "column": one.column, "code": one.code, "accepted": one.accepted}
                for one in self.faults
            ]
        }

    @property
    def kind(self) -> str:
        """It is a wrong value like any other."""
        return "invalid"


def faults_of(roster: Roster, *, officer: Callable[[str], OfficerId | Invalid]) -> tuple[Fault, ...]:
    """Every fault of a roster, by row: what could not be read, who is unknown or has left, times the wrong way round, and officers twice at
    one time. `officer` gives the number of a collar, or why there is none.
    """
    found = list(roster.faults)
    sure: list[tuple[OfficerId, DutyRow]] = []
    for duty in roster.duties:
        who = officer(duty.collar)
        if isinstance(who, Invalid):
            found.append(Fault(duty.row, roster.columns.collar, who.code, _unknown(duty.collar, who.code)))
        wrong = _wrong_span(duty, roster.columns)
        if wrong is not None:
            found.append(wrong)
        elif not isinstance(who, Invalid):
            sure.append((who, duty))
    found += _twice(sure, roster.columns)
    return tuple(sorted(found, key=lambda fault: fault.row))


def _unknown(collar: str, code: str) -> str:
    if code == "officer_left":
        return f"{collar[:40]} has left; give the collar number of an officer who is serving"
    return f"no officer has the collar number “{collar[:40]}”; give one that is enrolled, or let an administrator enrol it"


def _wrong_span(duty: DutyRow, columns: Columns) -> Fault | None:
    if duty.ends_at <= duty.starts_at:
        accepted = f"a duty ends after it begins; give a time after {moment(duty.starts_at)}, for a night the date of the next day"
        return Fault(duty.row, columns.ends_at, "end_before_start", accepted)
    if duty.ends_at - duty.starts_at > LONGEST_DUTY:
        hours = int(LONGEST_DUTY.total_seconds()) // 3600
        accepted = f"a duty has at most {hours} hours; give a time up to {moment(duty.starts_at + LONGEST_DUTY)}"
        return Fault(duty.row, columns.ends_at, "too_long", accepted)
    return None


def _twice(rows: Iterable[tuple[OfficerId, DutyRow]], columns: Columns) -> Iterable[Fault]:
    """An officer is on duty once at a time: each row is held against the one of that officer that lasts longest before it."""
    longest: dict[OfficerId, DutyRow] = {}
    for who, duty in sorted(rows, key=lambda pair: (pair[1].starts_at, pair[1].row)):
        before = longest.get(who)
        if before is not None and duty.starts_at < before.ends_at:
            later, sooner = (duty, before) if duty.row > before.row else (before, duty)
            accepted = (
                f"{later.collar[:40]} is on duty by row {sooner.row} as well, {moment(sooner.starts_at)} to {moment(sooner.ends_at)}; "
                f"give times outside that, or take one of the two rows out"
            )
            yield Fault(later.row, columns.starts_at, "overlapping", accepted)
        if before is None or duty.ends_at > before.ends_at:
            longest[who] = duty
