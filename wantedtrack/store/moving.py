"""A store is moved from one desktop's file to a server: every row, compared afterwards, in one transaction, or nothing at all.

Answers the threat "a desktop that dies" of trust.md: nothing is called moved before each row was read back and both chains were walked.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, cast

from sqlalchemy import Column, Connection, Table, func, insert, inspect, select, text, update
from sqlalchemy.engine import Row

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.rules.entry import Instant
from wantedtrack.store import consultations, journal, schema_decisions, schema_duty, schema_record, schema_sheets
from wantedtrack.store.database import Store, in_words
from wantedtrack.store.found import by_column
from wantedtrack.store.info import MOVED_AT, write_mark
from wantedtrack.store.migrations import migrate
from wantedtrack.store.schema import METADATA
from wantedtrack.store.writing import lock_writers

EVERY_PART = (schema_record, schema_decisions, schema_duty, schema_sheets)
"""The modules that add their tables to METADATA: named here, so that none is left behind because nobody had asked for it yet."""

_PAGE = 2000
_ALEMBIC = "alembic_version"


def move_rows(source: Store, target: Store, *, now: Instant, counts: dict[str, int], finish: Callable[[], None]) -> None:
    """Copy every table into an empty server database, compare, walk both chains, then `finish`; `counts` is given the rows of each table.

    No other desktop writes to the file meanwhile. When all is done it is marked as moved and takes no deed again, so that no record is
    kept in two places. Raises NotAllowed("target_not_empty"), Unavailable("not_moved") where a row came out differently.
    """
    refuse_unless_empty(target)
    migrate(target)
    with in_words(), source.writer.begin() as held:
        with target.writer.begin() as taking:
            lock_writers(target, taking)
            counts.update({table.name: _copy(held, taking, table) for table in METADATA.sorted_tables})
            for table in METADATA.sorted_tables:
                _refuse_unless_alike(held, taking, table)
                _count_on(taking, table)
            _refuse_unless_chained(taking)
        finish()
        write_mark(held, MOVED_AT, now)


def refuse_unless_empty(target: Store) -> None:
    """Raise NotAllowed("target_not_empty") for a database that holds anything but our own tables without a row."""
    with target.reading() as connection:
        if connection.execute(text("SHOW server_encoding")).scalar_one() != "UTF8":
            message = "That database does not keep its text as UTF-8, so names would be lost in it. Nothing was moved; make it with ENCODING 'UTF8'."
            raise NotAllowed(message, code="target_encoding", field="to")
        held = set(inspect(connection).get_table_names())
        ours = [table for table in METADATA.sorted_tables if table.name in held]
        if held - {table.name for table in ours} - {_ALEMBIC} or any(connection.execute(select(table).limit(1)).first() for table in ours):
            message = "That database is not empty. Nothing was moved, and both are as they were; name an empty database."
            raise NotAllowed(message, code="target_not_empty", field="to")


def _copy(held: Connection, taking: Connection, table: Table) -> int:
    """Copy a table's rows; what points into the table itself is filled in when all its rows are there."""
    inward = [key.parent for key in table.foreign_keys if key.column.table is table]
    copied = 0
    for page in _pages(held, table):
        rows = [by_column(row) for row in page]
        taking.execute(insert(table), [{**row, **{column.name: None for column in inward}} for row in rows])
        copied += len(rows)
    for column in inward:
        for row in held.execute(select(table.c.id, column.label("points_to")).where(column.is_not(None))).all():
            taking.execute(update(table).where(table.c.id == row.id).values({column.name: row.points_to}))
    return copied


def _pages(connection: Connection, table: Table) -> Iterator[Sequence[Row[Any]]]:
    ordered = select(table).order_by(*(_in_one_order(connection, column) for column in table.primary_key.columns))
    with connection.execute(ordered, execution_options={"yield_per": _PAGE}) as found:
        yield from found.partitions()


def _in_one_order(connection: Connection, column: Column[Any]) -> Any:  # noqa: ANN401 (SQLAlchemy's expressions have no shorter name)
    """By bytes on both stores: a server's own order of letters is not the file's."""
    is_text = connection.dialect.name == "postgresql" and column.type.python_type is str
    return column.collate("C") if is_text else column


def _refuse_unless_alike(held: Connection, taking: Connection, table: Table) -> None:
    """Read a table back row by row. Raises Unavailable("not_moved")."""
    counted = select(func.count()).select_from(table)
    is_whole = held.execute(counted).scalar_one() == taking.execute(counted).scalar_one()
    pages = zip(_rows(held, table), _rows(taking, table), strict=True) if is_whole else ()
    if not is_whole or any(_plain(mine) != _plain(theirs) for mine, theirs in pages):
        message = f"The table {table.name} did not come out on the server as it stands here, so nothing was moved; the store is as it was."
        raise Unavailable(message, code="not_moved")


def _rows(connection: Connection, table: Table) -> Iterator[Row[Any]]:
    for page in _pages(connection, table):
        yield from page


def _plain(row: Row[Any]) -> tuple[Any, ...]:
    return tuple(bytes(cast("memoryview", value)) if isinstance(value, memoryview) else value for value in row)


def _count_on(taking: Connection, table: Table) -> None:
    """The server's own counter of a table goes on after the rows that were brought."""
    keys = list(table.primary_key.columns)
    if len(keys) != 1 or keys[0].type.python_type is not int:
        return
    named = {"table": f'"{table.name}"', "column": keys[0].name}
    counter = taking.execute(text("SELECT pg_get_serial_sequence(:table, :column)"), named).scalar()
    newest = taking.execute(select(func.max(keys[0]))).scalar()
    if counter is not None and newest is not None:
        taking.execute(text("SELECT setval(CAST(:counter AS regclass), :newest)"), {"counter": counter, "newest": newest})


def _refuse_unless_chained(taking: Connection) -> None:
    for verdict in (journal.verify(taking), consultations.verify(taking)):
        if verdict.state != "intact":
            message = (
                f"A record's chain is not whole ({verdict.why}), so nothing was moved; the store is as it was. See “wantedtrack verify”."
            )
            raise Unavailable(message, code="not_moved")
