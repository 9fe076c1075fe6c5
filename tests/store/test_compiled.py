"""Statements are made once for all engines that would make them alike, and each store still answers for itself."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import event, insert, select, text
from sqlalchemy.engine.interfaces import CacheStats

from tests.fixtures_store import another_desktop
from wantedtrack.store import schema
from wantedtrack.store.database import Store, open_shared

# A statement that nothing else in the process has asked for.
OFFICERS = select(schema.officer.c.collar, schema.officer.c.collar.label("as_only_this_test_asks")).order_by(schema.officer.c.collar)


def _noting(store: Store, notes: list[CacheStats]) -> None:
    def note(*told: Any) -> None:
        if told[2].startswith("SELECT"):
            notes.append(told[4].cache_hit)

    for engine in (store.writer, store.reader):
        event.listen(engine, "before_cursor_execute", note)


def test_what_one_engine_has_made_neither_the_other_nor_another_store_makes_again(store: Store) -> None:
    with store.writer.begin() as connection:
        asked = connection.execute(OFFICERS).all()
    notes: list[CacheStats] = []
    _noting(store, notes)
    with store.reading() as connection:
        assert connection.execute(OFFICERS).all() == asked
    with another_desktop(store) as other:
        _noting(other, notes)
        with other.reading() as connection:
            assert connection.execute(OFFICERS).all() == asked
    assert notes == [CacheStats.CACHE_HIT, CacheStats.CACHE_HIT]


def test_two_stores_of_one_process_answer_for_themselves(embedded_store: Store, shared_store: Store) -> None:
    with shared_store.writer.begin() as connection:
        connection.execute(insert(schema.officer), [{"collar": "9999", "rank": None, "is_administrator": False, "account": "invented"}])
    found: list[set[str]] = []
    for store in (embedded_store, shared_store, embedded_store):
        with store.reading() as connection:
            found.append(set(connection.scalars(OFFICERS)))
    assert found[1] - found[0] == {"9999"}
    assert found[2] == found[0]


def test_a_table_of_another_shape_in_the_next_store_is_read_as_it_is(make_database: Callable[..., str]) -> None:
    """Two databases of one server, of which a later program has changed one: `*` means what stands in each."""
    told: list[tuple[Any, ...]] = []
    for columns in ("a", "a, b"):
        store = open_shared(make_database())
        try:
            with store.writer.begin() as connection:
                connection.exec_driver_sql(f"CREATE TABLE shape AS SELECT {', '.join(f'1 AS {one}' for one in columns.split(', '))}")
            with store.reading() as connection:
                told.append(tuple(connection.execute(text("SELECT * FROM shape")).one()._mapping))
        finally:
            store.close()
    assert told == [("a",), ("a", "b")]
