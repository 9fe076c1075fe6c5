"""What is done to a store as a whole: making it, and recording that a copy of it was made or that it came to a server."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select, update

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Collar, Instant, OfficerId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store import schema, sealed_box, sweeping
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.crossing import cross_moved
from wantedtrack.store.database import Store
from wantedtrack.store.due import NEXT_SHIFT_END, SHIFTS_KNOWN_UNTIL
from wantedtrack.store.info import Info, write_mark
from wantedtrack.store.policy_rows import keep_policy
from wantedtrack.store.rows import add_row
from wantedtrack.store.writing import Work, carry_out

StandingRows = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows of the standing data by table: offence_code, force, organisation_unit, result_code."""

MAKER = Acting(OfficerId(0), Collar("INIT"), None, is_administrator=True, desktop="")


def make_store(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    info: Info,
    policy_text: str,
    standing: StandingRows,
    officers: Sequence[Mapping[str, Any]],
) -> Changes:
    """Fill an empty store: what it says of itself, the shipped policy, the standing data, its first officers; the journal's first line.

    Raises NotAllowed("store_exists") where there is a journal already; Invalid for a policy that cannot be used.
    """

    def act(work: Work) -> Changes:
        policy = read_policy(policy_text, file_name="the shipped policy").as_version(
            1, author="Shipped default", approver="Shipped default", effective_from=now
        )
        keep_policy(work.connection, policy, text=policy_text, adopted_at=now)
        for table in (record.offence_code, record.force, record.organisation_unit, record.result_code):
            rows = [dict(row) for row in standing.get(table.name, ())]
            if rows:
                work.connection.execute(insert(table), rows)
        for row in officers:
            work.connection.execute(insert(schema.officer), {"is_administrator": False, **row})
        sealed_box.make_key(work.connection)
        write_mark(work.connection, SHIFTS_KNOWN_UNTIL, now)
        write_mark(work.connection, NEXT_SHIFT_END, now)
        return Changes("init", detail={"store": info.store_id, "officers": len(officers)})

    if _is_made(store):
        raise NotAllowed(
            "There is a store here already. Nothing was changed; use it, or choose another home.", code="store_exists", field="home"
        )
    return carry_out(store, deed="init", officer=officer, now=now, deed_id=deed_id, act=act, first=info)


def _is_made(store: Store) -> bool:
    with store.reading() as connection:
        return connection.execute(select(record.store_info.c.key).limit(1)).first() is not None


def record_backup(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, file_name: str) -> Changes:
    """Record that a verified copy was made: the status line says when the last was. Raises Unavailable."""

    def act(work: Work) -> Changes:
        row = {"at": work.now, "file_name": file_name, "verified": True, "sequence": work.sequence}
        add_row(work, record.backup, row)
        return Changes("record-backup", detail={"file": file_name})

    return carry_out(store, deed="record-backup", officer=officer, now=now, deed_id=deed_id, act=act)


def record_move(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, account: str | None, tables: int, rows: int
) -> Changes:
    """Record in a server's store that it came from a desktop's file; what its clocks had passed by then is told to nobody anew.

    `account` becomes the mover's login, for on a server an officer is known by it; None on a demonstration. One that is another
    officer's is left as it is. Source: domain.md section 5, rule 6.
    """

    def act(work: Work) -> Changes:
        sweeping.start_handover_clocks(work)
        crossing = cross_moved(work.connection, now=work.now, sequence=work.sequence)
        work.changed.append([[level.about, level.clock, level.cycle, level.level, level.due] for level in crossing.levels])
        taken = work.connection.execute(select(schema.officer.c.id).where(schema.officer.c.account == account)).first()
        if account is not None and taken is None:
            work.connection.execute(update(schema.officer).where(schema.officer.c.id == officer.officer).values(account=account))
            work.changed.append(["officer", officer.officer, "account"])
        return Changes("record-move", detail={"tables": tables, "rows": rows, "levels": len(crossing.levels)})

    return carry_out(store, deed="record-move", officer=officer, now=now, deed_id=deed_id, act=act)
