"""A brief that was made: until where the rank has been told, and that a page left the program."""

from wantedtrack.errors import NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.disclosure import read_purpose
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.exports import NUMBER_TAKEN, next_number
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_duty import brief_made
from wantedtrack.store.writing import Work, carry_out


def record_brief(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    rank: Rank,
    to_sequence: int,
    rows: int,
    sha256: str,
    purpose: str = "brief",
    recipient: str = "",
    number: int | None = None,
) -> Changes:
    """Record that a brief was made for a rank, up to this journal line: the next one begins there. It is an export like any other; `number` is the
    one that stands on its pages.

    Source: DPA 2018 s.62 (disclosure with its recipient). Raises NotAllowed("rank", "number_taken").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("record-brief", rank=officer.rank, is_administrator=officer.is_administrator)
        free = next_number(work.connection)
        if number is not None and number != free:
            raise NotAllowed(NUMBER_TAKEN, code="number_taken", field="number")
        made = {"rank": rank, "at": work.now, "by": officer.officer, "to_sequence": to_sequence}
        brief = add_row(work, brief_made, made)
        left = {
            "at": work.now,
            "by": officer.officer,
            "what": f"brief for the {rank.words}",
            "id": free,
            "purpose": read_purpose(purpose),
            "recipient": recipient or f"the duty {rank.words}",
        }
        add_row(work, record.export, {**left, "rows": rows, "sha256": sha256, "sequence": work.sequence})
        return Changes("record-brief", detail={"brief": brief, "rank": rank.value, "export": free})

    return carry_out(store, deed="record-brief", officer=officer, now=now, deed_id=deed_id, act=act)
