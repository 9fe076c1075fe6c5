"""What the administrator does: making a store, enrolling officers."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert, select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Collar, Instant, OfficerId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.due import NEXT_SHIFT_END, SHIFTS_KNOWN_UNTIL
from wantedtrack.store.info import Info, write_mark
from wantedtrack.store.officers import find_officer
from wantedtrack.store.policy_rows import keep_policy
from wantedtrack.store.rows import add_row, change_row
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


def enrol_officer(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    collar: str,
    rank: Rank | None = None,
    name: str | None = None,
    team: str | None = None,
    station: str | None = None,
    account: str | None = None,
    administrator: bool | None = None,
) -> Changes:
    """Add an officer, or bring what is held of one up to date; what is not given stays as it was. By an administrator.

    Raises NotAllowed("rank") for anybody else, Invalid("account_taken") where the account belongs to another officer.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("enrol-officer", rank=officer.rank, is_administrator=officer.is_administrator)
        wanted = collar.strip().upper()
        _refuse_taken(work, wanted, account)
        table = schema.officer
        values = {"rank": rank, "name": name, "team": team, "station": station, "account": account, "is_administrator": administrator}
        held = work.connection.execute(select(table).where(table.c.collar == wanted)).first()
        if held is None:
            add_row(work, table, {"collar": wanted, **values, "is_administrator": bool(administrator)})
        else:
            given = {key: value for key, value in values.items() if value is not None}
            change_row(work, table, held.id, held, {**given, "left_at": None})
        return Changes("enrol-officer", detail={"collar": wanted, "rank": rank.value if rank else None})

    return carry_out(store, deed="enrol-officer", officer=officer, now=now, deed_id=deed_id, act=act)


def _refuse_taken(work: Work, collar: str, account: str | None) -> None:
    if account is None:
        return
    held = work.connection.execute(select(schema.officer.c.collar).where(schema.officer.c.account == account)).scalar()
    if held is not None and held != collar:
        message = "That account belongs to another officer. Nothing was changed; one account is one officer."
        raise Invalid(message, code="account_taken", field="account")


def retire_officer(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, collar: str) -> Changes:
    """Record that an officer has left; an officer who still owns entries is refused, so that none is left ownerless.

    Raises NotAllowed("rank", "owns_entries"), Invalid("no_such_officer").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("retire-officer", rank=officer.rank, is_administrator=officer.is_administrator)
        leaver = find_officer(work.connection, collar, field="collar")
        owned = select(schema.entry.c.id).where(schema.entry.c.owner_id == leaver.id, schema.LISTED).limit(1)
        if work.connection.execute(owned).first() is not None:
            message = "This officer still owns entries. Nothing was changed; allocate them to others first."
            raise NotAllowed(message, code="owns_entries", field="collar")
        change_row(work, schema.officer, leaver.id, {"left_at": None}, {"left_at": work.now})
        return Changes("retire-officer", detail={"collar": leaver.collar})

    return carry_out(store, deed="retire-officer", officer=officer, now=now, deed_id=deed_id, act=act)


def record_backup(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, file_name: str) -> Changes:
    """Record that a verified copy was made: the status line says when the last was. Raises Unavailable."""

    def act(work: Work) -> Changes:
        row = {"at": work.now, "file_name": file_name, "verified": True, "sequence": work.sequence}
        add_row(work, record.backup, row)
        return Changes("record-backup", detail={"file": file_name})

    return carry_out(store, deed="record-backup", officer=officer, now=now, deed_id=deed_id, act=act)
