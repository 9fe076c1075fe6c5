"""What leaves the program is recorded: what, why, for whom, how many rows, and its hash. Source: DPA 2018 s.62 (disclosure)."""

from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.rows import add_row
from wantedtrack.store.writing import Work, carry_out


def record_export(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    what: str,
    purpose: str,
    recipient: str,
    rows: int,
    sha256: str,
) -> Changes:
    """Record a file that was written, once it stands on the disk: a file found later can be looked up by its hash."""

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-export", rank=officer.rank, is_administrator=officer.is_administrator)
        row = {
            "at": work.now,
            "by": officer.officer,
            "what": what,
            "purpose": purpose,
            "recipient": recipient,
            "rows": rows,
            "sha256": sha256,
        }
        number = add_row(work, record.export, {**row, "sequence": work.sequence})
        return Changes("record-export", detail={"export": number})

    return carry_out(store, deed="record-export", officer=officer, now=now, deed_id=deed_id, act=act)
