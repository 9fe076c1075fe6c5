"""The schema's steps, forward only: which one a store stands at, and how it is brought to the newest.

Alembic is imported only where a step is taken: its third of a second is not part of every start.
"""

from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import Connection, inspect, text

from wantedtrack.errors import Unavailable
from wantedtrack.store.database import Store, in_words

REVISIONS = ("0001", "0002", "0003", "0004", "0005", "0006", "0007")
"""Every step, oldest first; a test holds it against the files in `versions/`."""

HEAD = REVISIONS[-1]
"""The step that this program reads and writes."""

_MIGRATION_LOCK = 0x57414E55
"""The advisory lock under which one desktop at a time migrates a PostgreSQL."""

_NEWER = (
    "A newer version of the program made this store, so it is open for reading only and stays as it is. Update this program, then work on."
)


class SchemaState(StrEnum):
    """How a store's schema stands to this program."""

    NEW = "new"
    OLDER = "older"
    CURRENT = "current"
    NEWER = "newer"


@dataclass(frozen=True, slots=True)
class Migrated:
    """What `migrate` found, and the copy it laid aside first: None where there was nothing to lose, or on PostgreSQL."""

    before: SchemaState
    copy: Path | None


def schema_state(store: Store) -> SchemaState:
    """Look at a store without changing it. Raises Unavailable."""
    with store.reading() as connection:
        return _state(connection)


def migrate(store: Store) -> Migrated:
    """Bring a store to HEAD in one transaction: all steps or none.

    A file is copied aside before it is touched. Raises Unavailable("newer_store") for one that a newer program made, and Unavailable
    where the disk or the server does not let it; the store is then as it was.
    """
    before = schema_state(store)
    if before is SchemaState.CURRENT:
        return Migrated(before, None)
    if before is SchemaState.NEWER:
        raise Unavailable(_NEWER, code="newer_store")
    copy = _copy_aside(store) if before is SchemaState.OLDER else None
    with in_words(), store.writer.begin() as connection:
        if store.is_shared:
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _MIGRATION_LOCK})
        # Another desktop may have done it while this one waited.
        if _state(connection) in (SchemaState.NEW, SchemaState.OLDER):
            _upgrade(connection)
    if store.is_shared:
        from wantedtrack.store import roles  # noqa: PLC0415 (names every table, which only a migration must)

        roles.grant(store)
    return Migrated(before, copy)


def brought_up_to_date(store: Store) -> Store:
    """The store, migrated where it is older; one that a newer program made comes back for reading only.

    Its `read_only_because` then says so in a sentence, and whatever would write raises Unavailable("newer_store") with it.
    """
    if schema_state(store) is SchemaState.NEWER:
        return store.for_reading_only(_NEWER, code="newer_store")
    migrate(store)
    return store


def _state(connection: Connection) -> SchemaState:
    if not inspect(connection).has_table("alembic_version"):
        return SchemaState.NEW
    version = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if version is None:
        return SchemaState.NEW
    if version == HEAD:
        return SchemaState.CURRENT
    return SchemaState.OLDER if version in REVISIONS else SchemaState.NEWER


def _copy_aside(store: Store) -> Path | None:
    """Copy an embedded store beside itself, with the same key, whole or not at all."""
    if store.path is None:
        return None
    target = _free_name(store.path)
    part = target.with_name(target.name + ".part")
    part.unlink(missing_ok=True)
    store.copy_file(part)
    part.rename(target)
    return target


def _free_name(path: Path) -> Path:
    first = path.with_name(f"{path.stem}.before-{HEAD}{path.suffix}")
    number = 1
    target = first
    while target.exists():
        number += 1
        target = first.with_name(f"{first.stem}-{number}{first.suffix}")
    return target


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 (a third of a second that only a migration spends)
    from alembic.config import Config  # noqa: PLC0415 (the same)

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
