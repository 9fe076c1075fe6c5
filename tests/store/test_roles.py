"""Direct SQL as each role of a shared store: what a stolen password can and cannot do."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import psycopg
import pytest
from psycopg import errors, sql
from sqlalchemy.engine import make_url

from tests.deeds.force import Force
from tests.fixtures_store import BEGAN, Officers, made
from wantedtrack.deeds.consulting import record_consultation
from wantedtrack.deeds.escalation import sweep
from wantedtrack.errors import Unavailable
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.store import journal, roles
from wantedtrack.store.database import Store, open_shared
from wantedtrack.store.roles import APPEND_ONLY
from wantedtrack.store.schema import METADATA

TABLES = sorted(table.name for table in METADATA.sorted_tables)
READER, WRITER = "test_reader", "test_writer"


@pytest.fixture
def as_login(shared_store: Store, postgres_url: str) -> Iterator[Callable[[str], str]]:
    """Gives the URL of the store for a login that is a member of one of the two roles."""
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for login, role in ((READER, roles.READER), (WRITER, roles.WRITER)):
            connection.execute(sql.SQL("CREATE ROLE {} LOGIN IN ROLE {}").format(sql.Identifier(login), sql.Identifier(role)))
    url = make_url(shared_store.writer.url.render_as_string(hide_password=False)).set(drivername="postgresql")
    yield lambda login: url.set(username=login).render_as_string(hide_password=False)
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        for login in (READER, WRITER):
            connection.execute(sql.SQL("DROP ROLE {}").format(sql.Identifier(login)))


def _refused(url: str, statement: str, table: str) -> bool:
    with psycopg.connect(url) as connection:
        try:
            connection.execute(sql.SQL(statement).format(sql.Identifier(table)))  # pyright: ignore[reportArgumentType] (a statement of this file)
        except errors.InsufficientPrivilege:
            return True
        except psycopg.Error:
            return False
        connection.rollback()
        return False


def test_a_reader_reads_every_table_and_writes_none(as_login: Callable[[str], str]) -> None:
    url = as_login(READER)
    for table in TABLES:
        assert not _refused(url, "SELECT * FROM {} LIMIT 1", table), table
        for statement in ("INSERT INTO {} DEFAULT VALUES", "DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}"):
            assert _refused(url, statement, table), (table, statement)


def test_a_reader_at_the_program_is_told_that_it_may_only_read(as_login: Callable[[str], str], officers: Officers) -> None:
    with made(open_shared(as_login(READER))) as store:
        with store.reading() as connection:
            assert journal.head(connection).sequence >= 0
        with pytest.raises(Unavailable) as refused:
            sweep(store=store, officer=officers.ps, now=BEGAN + timedelta(hours=1))
        assert refused.value.code == "read_only"


def test_a_writer_adds_to_the_record_and_cannot_change_it(as_login: Callable[[str], str]) -> None:
    url = as_login(WRITER)
    for table in APPEND_ONLY:
        assert not _refused(url, "INSERT INTO {} DEFAULT VALUES", table.name), table.name
        for statement in ("DELETE FROM {}", "TRUNCATE {}", "DROP TABLE {}", "ALTER TABLE {} ADD COLUMN more text"):
            assert _refused(url, statement, table.name), (table.name, statement)
    for statement in ("UPDATE {} SET hash = ''", "UPDATE {} SET at = 0", "UPDATE {} SET officer = ''"):
        assert _refused(url, statement, "journal")
        assert _refused(url, statement, "consultation")
    with psycopg.connect(url) as connection, pytest.raises(errors.InsufficientPrivilege):
        connection.execute("CREATE ROLE more LOGIN")


def test_a_writer_can_do_everything_that_the_program_does(as_login: Callable[[str], str], officers: Officers) -> None:
    with made(open_shared(as_login(WRITER))) as store:
        force = Force(store, officers)
        reference = force.wants_and_accepts("EXAMPLE", hours_ago=1)
        force.tries(reference)
        force.forward(days=3)
        assert force.sweeps()["crossed"]
        force.does("record-outcome", reference, outcome="arrested_by_this_force", at=force.now)
        force.does("close", reference, officer=officers.ps2, recheck="clear", victim_informed="yes", cancellation_reference="C1")
        record_consultation(store=store, officer=officers.ps, now=force.now, looks=[Looked(Consulted.QUEUE)])
        with store.reading() as connection:
            assert journal.verify(connection).state == "intact"
            assert roles.append_only_holds(connection)
            assert not roles.needs_to_write_anew(connection).owns


def test_the_owner_is_told_that_it_could_rewrite_the_journal(shared_store: Store) -> None:
    with shared_store.reading() as connection:
        assert not roles.append_only_holds(connection)
        assert roles.needs_to_write_anew(connection).owns
        assert roles.needs_to_write_anew(connection).room > 0
