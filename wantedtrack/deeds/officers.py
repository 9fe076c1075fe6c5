"""Officers as the administrator keeps them: enrolled, given a role by two people, and, when they leave, without an entry to their name."""

from typing import Any

from sqlalchemy import select

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting, collar_key
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import load_entry
from wantedtrack.store.found import Found
from wantedtrack.store.officers import all_officers, find_officer, find_owner
from wantedtrack.store.proposals import end_proposals_of, propose
from wantedtrack.store.rows import add_row, change_entry, change_row
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out

_ENOUGH = 2
"""So many sergeants or above, and a role needs one of them beside the administrator. Source: trust.md, "Two officers at one desk are two"."""


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
    beats: str | None = None,
    shifts: str | None = None,
    account: str | None = None,
    administrator: bool | None = None,
    within: Work | None = None,
) -> Changes:
    """Add an officer, or bring what is held of one up to date; what is not given stays as it was. By an administrator.

    A rank or the administrator's role given or changed waits for a sergeant or above who is not the officer concerned, once two of them are
    enrolled. Raises NotAllowed("rank") for anybody else, ("second-officer") for who approves his own role, Invalid("account_taken") where
    the account belongs to another officer, ("collar_taken") where the same collar number stands otherwise written.
    """

    def act(work: Work) -> Changes:
        wanted = " ".join(collar.split()).upper()
        held = _held(work, wanted)
        _refuse_taken(work, wanted, account)
        values: dict[str, Any] = {
            "rank": rank, "name": name, "team": team, "station": station, "beats": beats, "shifts": shifts, "account": account,
            "is_administrator": administrator,
        }  # fmt: skip
        if within is None:
            stages.refuse_unless_allowed("enrol-officer", rank=officer.rank, is_administrator=officer.is_administrator)
            if _changes_role(held, rank, administrator) and _supervisors(work) >= _ENOUGH:
                words = {"collar": wanted, **values, "administrator": administrator}
                return propose(work, None, deed="enrol-officer", words={key: words[key] for key in words if key != "is_administrator"})
        elif wanted == officer.collar:
            message = "Nobody approves his own role. Nothing was changed; another sergeant or above does."
            raise NotAllowed(message, code="second-officer", field="officer", who_could="another sergeant or above")
        if held is None:
            add_row(work, schema.officer, {"collar": wanted, **values, "is_administrator": bool(administrator)})
        else:
            given = {key: value for key, value in values.items() if value is not None}
            change_row(work, schema.officer, held.id, held, {**given, "left_at": None})
        return Changes("enrol-officer", detail={"collar": wanted, "rank": rank.value if rank else None})

    return carry_out(store, deed="enrol-officer", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def _held(work: Work, collar: str) -> Found | None:
    """The officer of this collar number. Raises Invalid("collar_taken") for one whose number differs only in how it is written."""
    alike = [row for row in work.connection.execute(select(schema.officer)) if collar_key(row.collar) == collar_key(collar)]
    exact = next((row for row in alike if row.collar == collar), None)
    if exact is None and alike:
        message = (
            f"{collar} is {alike[0].collar} written otherwise, and one officer has one number. Nothing was changed; use {alike[0].collar}."
        )
        raise Invalid(message, code="collar_taken", field="collar")
    return exact


def _refuse_taken(work: Work, collar: str, account: str | None) -> None:
    if account is None:
        return
    held = work.connection.execute(select(schema.officer.c.collar).where(schema.officer.c.account == account)).scalar()
    if held is not None and held != collar:
        message = "That account belongs to another officer. Nothing was changed; one account is one officer."
        raise Invalid(message, code="account_taken", field="account")


def _changes_role(held: Found | None, rank: Rank | None, administrator: bool | None) -> bool:  # noqa: FBT001 (as the word was given)
    if held is None or held.left_at is not None:
        return rank is not None or bool(administrator)
    return (rank is not None and rank is not held.rank) or (administrator is not None and administrator != held.is_administrator)


def _supervisors(work: Work) -> int:
    ranks = (one.rank for one in all_officers(work.connection))
    return sum(rank is not None and rank.is_at_least(Rank.SERGEANT) for rank in ranks)


def retire_officer(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, collar: str, to: str | None = None
) -> Changes:
    """Record that an officer has left. What they own goes to `to` in the same deed: no entry is left ownerless; their open proposals end.

    Raises NotAllowed("rank", "owns_entries") where they own entries and `to` is not given, Invalid("no_such_officer", "officer_left",
    "no_rank", "same_officer").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("retire-officer", rank=officer.rank, is_administrator=officer.is_administrator)
        leaver = find_officer(work.connection, collar, field="collar")
        heir = find_owner(work.connection, to, field="to") if to else None
        if heir is not None and heir.id == leaver.id:
            raise Invalid("Name another officer to take over. Nothing was changed.", code="same_officer", field="to")
        owned = select(schema.entry.c.id).where(schema.entry.c.owner_id == leaver.id, schema.LISTED)
        entries = [EntryId(number) for number in work.connection.execute(owned.order_by(schema.entry.c.id)).scalars()]
        if entries and heir is None:
            message = f"This officer still owns {len(entries)} {'entry' if len(entries) == 1 else 'entries'}. Nothing was changed; say who takes over."
            raise NotAllowed(message, code="owns_entries", field="to")
        for entry in entries:
            change_entry(work, load_entry(work.connection, entry), owner_id=heir.id if heir else None)
        end_proposals_of(work, leaver.id)
        change_row(work, schema.officer, leaver.id, {"left_at": None}, {"left_at": work.now})
        return Changes("retire-officer", detail={"collar": leaver.collar, "reallocated": len(entries), "to": heir.collar if heir else None})

    return carry_out(store, deed="retire-officer", officer=officer, now=now, deed_id=deed_id, act=act)


def confirm_officer(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, entry: EntryId, collar: str, version: int | None = None
) -> Changes:
    """Say which officer added an entry under an account that maps to none; the account stays in the history. By a sergeant or above.

    Raises NotAllowed("rank", "stage", "clash", "confirmed"), Invalid("no_such_officer", "officer_left").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "confirm-officer", version=version)
        awaits = select(schema.entry.c.officer_to_be_confirmed).where(schema.entry.c.id == entry)
        if not work.connection.execute(awaits).scalar_one():
            message = f"It is known who added {state.reference}. Nothing was changed."
            raise NotAllowed(message, code="confirmed", field="reference", who_could="nobody")
        found = find_officer(work.connection, collar, field="collar")
        change_entry(work, state, officer_to_be_confirmed=False)
        work.remember({"added_by": found.collar}, entry=entry)
        work.entry = entry
        return Changes("confirm-officer", reference=state.reference, detail={"collar": found.collar})

    return carry_out(store, deed="confirm-officer", officer=officer, now=now, deed_id=deed_id, act=act)
