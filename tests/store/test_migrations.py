"""A store's schema: made by the steps, the same as the tables that the program names, on both stores."""

import ast
import json
import re
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import DBAPIError

from tests.fixtures_store import KEY, made, seeded_officers
from wantedtrack.deeds.catalogue import perform
from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import Reference, Stage
from wantedtrack.store import journal, migrations, schema_decisions, schema_duty, schema_record, schema_sheets
from wantedtrack.store.database import Store, open_embedded, open_shared
from wantedtrack.store.entry_state import find_reference
from wantedtrack.store.migrations import HEAD, REVISIONS, SchemaState, brought_up_to_date, migrate, schema_state
from wantedtrack.store.reading import show

BEFORE = REVISIONS[-2]
VERSIONS = Path(migrations.__file__).parent / "versions"
METADATA = schema_record.METADATA
assert schema_decisions.METADATA is schema_duty.METADATA is schema_sheets.METADATA is METADATA


@pytest.fixture(params=["embedded", "shared"])
def empty_store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store without a single table."""
    if request.param == "embedded":
        store = open_embedded(tmp_path / "empty.db", KEY)
    else:
        make: Callable[..., str] = request.getfixturevalue("make_database")
        store = open_shared(make())
    with made(store):
        yield store


def plain(text_of: object) -> str:
    """An SQL text without what the two stores and the two ways of making it write differently."""
    return re.sub(r"[\s()\"]|::(character varying|text|bigint)(\[\])?", "", str(text_of)).lower()


def picture(connection: Connection) -> dict[str, Any]:
    """Every table as the database itself describes it."""
    look = inspect(connection)
    described: dict[str, Any] = {}
    for table in look.get_table_names():
        if table == "alembic_version":
            continue
        described[table] = {
            "columns": [(c["name"], repr(c["type"]), c["nullable"]) for c in look.get_columns(table)],
            "key": look.get_pk_constraint(table),
            "links": sorted((str(k["name"]), k["constrained_columns"], k["referred_table"]) for k in look.get_foreign_keys(table)),
            "unique": sorted((str(u["name"]), u["column_names"]) for u in look.get_unique_constraints(table)),
            "checks": sorted((str(c["name"]), plain(c["sqltext"])) for c in look.get_check_constraints(table)),
            "indexes": sorted(
                (str(i["name"]), i["column_names"], plain({str(v) for v in i.get("dialect_options", {}).values()}))
                for i in look.get_indexes(table)
            ),
        }
    return described


def test_the_steps_make_the_tables_that_the_program_names(empty_store: Store) -> None:
    migrate(empty_store)
    with empty_store.reading() as connection:
        by_steps = picture(connection)
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), METADATA)
    assert [found for found in differences if "alembic_version" not in str(found)] == []
    with empty_store.writer.begin() as connection:
        METADATA.drop_all(connection)
        METADATA.create_all(connection)
    with empty_store.reading() as connection:
        assert by_steps == picture(connection)
    assert set(by_steps) == set(METADATA.tables)
    assert by_steps["entry"]["checks"]


def test_a_new_store_becomes_current_and_stays_so(empty_store: Store) -> None:
    assert schema_state(empty_store) is SchemaState.NEW
    assert migrate(empty_store).before is SchemaState.NEW
    assert schema_state(empty_store) is SchemaState.CURRENT
    again = migrate(empty_store)
    assert (again.before, again.copy) == (SchemaState.CURRENT, None)


def test_a_step_that_fails_leaves_nothing_behind(empty_store: Store) -> None:
    with empty_store.writer.begin() as connection:
        connection.execute(text("CREATE TABLE backup (already int)"))
    with pytest.raises((DBAPIError, Unavailable)):
        migrate(empty_store)
    with empty_store.reading() as connection:
        assert inspect(connection).get_table_names() == ["backup"]


def test_an_older_file_is_copied_aside_before_it_is_migrated(embedded_store: Store) -> None:
    step_back(embedded_store)
    assert schema_state(embedded_store) is SchemaState.OLDER
    done = migrate(embedded_store)
    assert schema_state(embedded_store) is SchemaState.CURRENT
    assert done.copy is not None
    with made(open_embedded(done.copy, KEY)) as copy:
        assert schema_state(copy) is SchemaState.OLDER
        with copy.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM officer")).scalar() == 8
    assert b"DEMO-PC" not in done.copy.read_bytes()


def test_a_second_copy_never_writes_over_the_first(embedded_store: Store) -> None:
    step_back(embedded_store)
    first = migrate(embedded_store).copy
    step_back(embedded_store)
    second = migrate(embedded_store).copy
    assert first is not None
    assert second is not None
    assert first != second
    assert first.exists()


def test_an_older_server_is_migrated_with_its_rows(shared_store: Store) -> None:
    step_back(shared_store)
    assert migrate(shared_store).copy is None
    with shared_store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM officer")).scalar() == 8
        assert connection.execute(text("SELECT count(*) FROM journal")).scalar() == 16


@pytest.mark.parametrize("revision", ["0002", "0003", "0004", "0005", "0006"])
def test_what_an_earlier_version_kept_is_read_and_worked_on(store: Store, revision: str) -> None:
    step_back(store, revision)
    migrate(store)
    anna, now = Reference("DEMO-000001"), datetime(2026, 3, 5, 9, 0, tzinfo=UTC)
    with store.reading() as connection:
        detail = show(connection, find_reference(connection, anna), reader=seeded_officers().ps, now=now)
        assert journal.verify(connection).state == "intact"
    assert (detail.row.surname, detail.row.stage, len(detail.attempts), len(detail.addresses)) == ("EXAMPLE", Stage.CLEARING, 1, 1)
    perform(
        store=store,
        officer=seeded_officers().ps,
        now=now,
        deed_id=None,
        name="add-note",
        reference=anna,
        raw={"kind": "fact", "text": "Kept."},
    )
    with store.reading() as connection:
        assert journal.verify(connection).state == "intact"


def test_a_store_of_a_newer_program_is_read_and_never_written(store: Store) -> None:
    with store.writer.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert schema_state(store) is SchemaState.NEWER
    with pytest.raises(Unavailable) as refused:
        migrate(store)
    assert refused.value.code == "newer_store"
    opened = brought_up_to_date(store)
    assert opened.read_only_because == refused.value.message
    with opened.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM officer")).scalar() == 8
    with pytest.raises(Unavailable, match="for reading only"):
        _ = opened.writer


def test_each_step_stands_in_the_list_and_follows_the_one_before() -> None:
    steps = {path.name[:4]: ast.parse(path.read_text(encoding="utf-8")) for path in sorted(VERSIONS.glob("0*.py"))}
    assert tuple(steps) == REVISIONS
    assert max(steps) == HEAD
    before = [None, *REVISIONS]
    for number, (name, tree) in enumerate(steps.items()):
        values = {
            node.targets[0].id: ast.literal_eval(node.value)
            for node in tree.body
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name) and not node.targets[0].id.startswith("_")
        }
        assert values == {"revision": name, "down_revision": before[number]}
        imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
        imported |= {str(node.module) for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
        assert imported == {"sqlalchemy", "alembic"}


def step_back(store: Store, revision: str = BEFORE) -> None:
    """Make of this store the stored example of an earlier version, by default the one before: its tables as they were then, and its rows as that program wrote them."""
    example = json.loads((Path(__file__).parent / "examples" / f"{revision}.json").read_text(encoding="utf-8"))
    with store.writer.begin() as connection:
        METADATA.drop_all(connection)
        connection.execute(text("DROP TABLE alembic_version"))
        config = Config()
        config.set_main_option("script_location", str(Path(migrations.__file__).parent).replace("%", "%%"))
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
        for table, rows in example.items():
            columns = list(rows[0])
            names, values = ", ".join(f'"{name}"' for name in columns), ", ".join(f":{name}" for name in columns)
            as_held = {column["name"]: column["type"].python_type for column in inspect(connection).get_columns(table)}
            told = [{name: _as(as_held[name], value) for name, value in row.items()} for row in rows]
            connection.execute(text(f'INSERT INTO "{table}" ({names}) VALUES ({values})'), told)
            if store.is_shared and "id" in columns:
                counted = f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))"
                connection.execute(text(counted))


def _as(kind: type, value: Any) -> Any:
    """A value of the example as the column takes it: PostgreSQL tells dates and yes-or-no from text and numbers."""
    if value is None or kind not in (bool, date):
        return value
    return bool(value) if kind is bool else date.fromisoformat(value)
