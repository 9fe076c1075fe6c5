"""The escalation policy as rows: its text as adopted, and its ladders as tables so that a sweep can reckon in SQL."""

from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from wantedtrack.resources import resource_path
from wantedtrack.rules.entry import Band, Category, ClockName, Instant
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.store import schema
from wantedtrack.store import schema_record as record
from wantedtrack.store.found import Found
from wantedtrack.store.ladders import current_version


def keep_policy(connection: Connection, policy: Policy, *, text: str, adopted_at: Instant) -> None:
    """Write a policy version: its text, every ladder and level, and (with the first version) who is told at each level."""
    row = {"version": policy.version, "text": text, "author": policy.author, "approver": policy.approver}
    connection.execute(insert(record.policy_version), {**row, "effective_from": policy.effective_from, "adopted_at": adopted_at})
    for clock, category, band, later in _ladders():
        ladder = policy.ladder(clock, category, band, cycle=2 if later else 1)
        kept = {"policy_version": policy.version, "category": category, "band": band, "clock": clock, "later_cycles": later}
        kept |= {"last_level": ladder.levels[-1].level, "repeat_every": ladder.repeat_every}
        made = connection.execute(insert(schema.ladder), kept).inserted_primary_key
        assert made is not None  # noqa: S101 (the table has a key)
        levels = [{"ladder_id": made[0], "level": level.level, "rank": level.rank, "after": level.after} for level in ladder.levels]
        connection.execute(insert(schema.ladder_level), levels)
    if connection.execute(select(schema.told.c.clock).limit(1)).first() is None:
        connection.execute(insert(schema.told), _told_rows(policy))


def next_version(connection: Connection) -> int:
    """The number of the version that would be adopted next."""
    return connection.execute(select(func.max(record.policy_version.c.version))).scalar_one() + 1


def _ladders() -> list[tuple[ClockName, Category | None, Band | None, bool]]:
    entry_clocks = [clock for clock in ClockName if clock is not ClockName.HANDOVER]
    rows: list[tuple[ClockName, Category | None, Band | None, bool]] = [
        (clock, category, band, later)
        for clock in entry_clocks
        for category in Category
        for band in Band
        for later in ((False, True) if clock is ClockName.REVIEW else (False,))
    ]
    return [*rows, (ClockName.HANDOVER, None, None, False)]


def _told_rows(policy: Policy) -> list[dict[str, object]]:
    """Every clock and rank with its recipients: `rank:sergeant` or `owner`."""
    return [
        {"clock": clock, "rank": rank, "recipient": told.recipient, "for_information": told.for_information}
        for clock in ClockName
        for rank in Rank
        for told in policy.tells(clock, rank)
    ]


def current_policy(connection: Connection, *, now: Instant) -> Policy:
    """The policy version that is in effect: the newest whose time has come.

    A store that has lost every version's text is read with the shipped figures; what clocks go by are its ladders, and `doctor` tells of the loss.
    """
    row = _current(connection, now)
    if row is None:
        shipped = read_policy(_shipped_text(), file_name="the shipped policy")
        return shipped.as_version(current_version(connection, now=now), author="", approver="", effective_from=now)
    return read_policy(row.text, file_name=f"policy version {row.version}").as_version(
        row.version, author=row.author, approver=row.approver, effective_from=row.effective_from
    )


def current_text(connection: Connection, *, now: Instant) -> str:
    """The text of the policy in effect, comments and all, as it was adopted; the shipped one where the store has lost it."""
    row = _current(connection, now)
    return row.text if row is not None else _shipped_text()


def _shipped_text() -> str:
    return resource_path("policy", "default.toml").read_text(encoding="utf-8")


@dataclass(frozen=True, slots=True)
class PolicyVersion:
    """One version that was adopted, by whom, and from when on."""

    version: int
    author: str
    approver: str
    effective_from: Instant


def all_versions(connection: Connection) -> tuple[PolicyVersion, ...]:
    """Every version, the newest first."""
    table = record.policy_version.c
    found = connection.execute(select(table.version, table.author, table.approver, table.effective_from).order_by(table.version.desc()))
    return tuple(PolicyVersion(*row) for row in found)


def _current(connection: Connection, now: Instant) -> Found | None:
    version = current_version(connection, now=now)
    return connection.execute(select(record.policy_version).where(record.policy_version.c.version == version)).first()
