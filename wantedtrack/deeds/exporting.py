"""What leaves the program is recorded: what, why, for whom, how many rows, and its hash. Source: DPA 2018 s.62 (disclosure)."""

from wantedtrack.errors import NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.disclosure import read_purpose
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.kept_text import kept
from wantedtrack.rules.officers import Acting
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.exports import NUMBER_TAKEN, next_number
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
    number: int | None = None,
) -> Changes:
    """Record a file that was written, once it stands on the disk: a file found later can be looked up by its hash, or by its number.

    `number` is the one that stands on its pages. Raises NotAllowed("number_taken") where another file took it meanwhile, Invalid for a
    purpose that says nothing.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-export", rank=officer.rank, is_administrator=officer.is_administrator)
        free = next_number(work.connection)
        if number is not None and number != free:
            raise NotAllowed(NUMBER_TAKEN, code="number_taken", field="number")
        row = {
            "id": free,
            "at": work.now,
            "by": officer.officer,
            "what": what,
            "purpose": read_purpose(kept(purpose)),
            "recipient": kept(recipient),
            "rows": rows,
            "sha256": sha256,
        }
        add_row(work, record.export, {**row, "sequence": work.sequence})
        return Changes("record-export", detail={"export": free})

    return carry_out(store, deed="record-export", officer=officer, now=now, deed_id=deed_id, act=act)
