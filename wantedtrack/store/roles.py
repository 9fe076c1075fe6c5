"""Who may do what in a shared store, said to the server itself: a stolen password of a reader writes nothing, and nobody rewrites the record.

Two group roles without a login of their own; an officer's login is made a member of one by whoever keeps the server. The owner is the login that made
the store: it alone changes the schema and is no officer's. Answers the threat "a hostile colleague with the database password" of trust.md.
"""

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import Connection, text

from wantedtrack.store import schema_decisions as decisions
from wantedtrack.store import schema_duty, schema_sheets
from wantedtrack.store import schema_record as record
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.schema import METADATA

EVERY_PART = (decisions, record, schema_duty, schema_sheets)
"""The modules whose tables are granted: named, so that METADATA is whole whoever asks."""

READER, WRITER = "wantedtrack_reader", "wantedtrack_writer"

APPEND_ONLY = (record.journal, record.consultation, decisions.erasure, record.export, decisions.break_glass)
"""What is added to and never changed, by anybody but the owner."""

_EMPTIED_BY_DISPOSAL = {decisions.break_glass.name: "reason"}
"""The one column of an append-only table that a disposal empties, because a person typed it."""


def grant(store: Store) -> bool:
    """Make the two roles where they are missing and give each what it needs of every table; answers whether they stand.

    Done by the owner, after each change of the schema. False where this login may neither make nor find them. Raises Unavailable.
    """
    with in_words(), store.writer.begin() as connection:
        if not _roles_stand(connection):
            return False
        schema = connection.execute(text("SELECT current_schema()")).scalar_one()
        for role in (READER, WRITER):
            connection.execute(text(f'GRANT USAGE ON SCHEMA "{schema}" TO {role}'))
            connection.execute(text(f'GRANT SELECT ON ALL TABLES IN SCHEMA "{schema}" TO {role}'))
        connection.execute(text(f'GRANT USAGE ON ALL SEQUENCES IN SCHEMA "{schema}" TO {WRITER}'))
        for table in METADATA.sorted_tables:
            connection.execute(text(f'REVOKE INSERT, UPDATE, DELETE ON "{table.name}" FROM {WRITER}'))
            may = "INSERT" if table in APPEND_ONLY else "INSERT, UPDATE, DELETE"
            connection.execute(text(f'GRANT {may} ON "{table.name}" TO {WRITER}'))
        for name, column in _EMPTIED_BY_DISPOSAL.items():
            connection.execute(text(f'GRANT UPDATE ("{column}") ON "{name}" TO {WRITER}'))
    return True


def append_only_holds(connection: Connection) -> bool:
    """Whether this login cannot rewrite the journal: false for the owner, and for a login that was given too much."""
    may = text("SELECT has_table_privilege(current_user, 'journal', 'UPDATE') OR has_table_privilege(current_user, 'journal', 'DELETE')")
    return not connection.execute(may).scalar_one()


@dataclass(frozen=True, slots=True)
class Anew:
    """What VACUUM FULL asks for: that this login owns the tables, and `room` in bytes beside the largest of them."""

    owns: bool
    room: int


def needs_to_write_anew(connection: Connection) -> Anew:
    """Whether this login may have the server write the store's tables anew, and the room that the largest of them takes meanwhile."""
    told = text(
        "SELECT coalesce(bool_and(pg_has_role(current_user, relowner, 'USAGE')), false), coalesce(max(pg_total_relation_size(oid)), 0) "
        "FROM pg_class WHERE relkind = 'r' AND relnamespace = current_schema()::regnamespace"
    )
    owns, room = connection.execute(told).one()
    return Anew(bool(owns), int(room))


class Standby(StrEnum):
    """Whether somebody confirms each commit beside the server."""

    CONFIRMS = "confirms"
    NONE = "none"
    IS_MISSED = "is missed"


def standby_of(connection: Connection) -> Standby:
    """Whether a synchronous standby stands behind this server. Every login sees that one is connected, and only the server's own roles how it
    confirms: then being there is taken for confirming.
    """
    names = connection.execute(text("SELECT current_setting('synchronous_standby_names')")).scalar_one()
    commits = connection.execute(text("SELECT current_setting('synchronous_commit')")).scalar_one()
    if not names.strip() or commits in ("off", "local"):
        return Standby.NONE
    confirming = "sync_state IS NULL OR sync_state IN ('sync', 'quorum')"
    connected = connection.execute(text(f"SELECT count(*) FROM pg_stat_replication WHERE {confirming}")).scalar_one()  # noqa: S608 (a constant)
    return Standby.CONFIRMS if connected else Standby.IS_MISSED


def _roles_stand(connection: Connection) -> bool:
    held = set(
        connection.execute(
            text("SELECT rolname FROM pg_roles WHERE rolname IN (:reader, :writer)"), {"reader": READER, "writer": WRITER}
        ).scalars()
    )
    missing = {READER, WRITER} - held
    may_make = connection.execute(text("SELECT rolsuper OR rolcreaterole FROM pg_roles WHERE rolname = current_user")).scalar_one()
    if missing and not may_make:
        return False
    for role in sorted(missing):
        connection.execute(text(f"CREATE ROLE {role} NOLOGIN"))
    return True
