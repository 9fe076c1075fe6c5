"""What is noted when somebody looks: the kinds of look, and for what alone the log of them may be read.

Source: domain.md section 8; DPA 2018 s.62(1)(c) and (4): consultation is logged, and the log serves lawfulness, self-monitoring, integrity
and security, and criminal proceedings, and nothing else. No measure rests on it.
"""

from dataclasses import dataclass
from enum import StrEnum

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import EntryId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank


class Consulted(StrEnum):
    """One kind of look. Words that were searched for are not among what is kept: they may be a name."""

    QUEUE = "queue"
    SEARCH = "search"
    ENTRY = "entry"
    PERSON = "person"
    HISTORY = "history"
    WHY = "why"
    CARD = "reason_card"
    MATCH = "match"
    INBOX = "inbox"
    INTAKE = "intake"
    HANDOVER = "handover"
    BRIEF = "brief"
    LOG = "consultation_log"


class LogPurpose(StrEnum):
    """For what the log may be read."""

    LAWFULNESS = "lawfulness"
    SELF_MONITORING = "self_monitoring"
    INTEGRITY = "integrity"
    PROCEEDINGS = "proceedings"


@dataclass(frozen=True, slots=True)
class Looked:
    """One look: of what kind, at which entry where it was one, and for which purpose where one was asked for."""

    look: Consulted
    entry: EntryId | None = None
    purpose: str | None = None


def refuse_unless_may_read_log(officer: Acting) -> None:
    """Raise NotAllowed("rank") for whom the log is not: it serves oversight, and is no list of who works how much."""
    is_senior = officer.rank is not None and officer.rank.is_at_least(Rank.SUPERINTENDENT)
    if not (is_senior or officer.is_administrator):
        message = "The consultation log is read by a superintendent or an administrator. Nothing was shown."
        raise NotAllowed(message, code="rank", field="officer", who_could="superintendent or administrator")
