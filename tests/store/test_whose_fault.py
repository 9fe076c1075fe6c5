"""An error of the database is told as the surroundings' or left as a bug of ours, by its result code; each is really provoked."""

from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.conftest import DatabaseMaker
from wantedtrack.errors import Unavailable
from wantedtrack.store.database import Store, in_words, open_embedded, open_shared

KEY = bytes(range(32))
OURS = ["SELECT nowhere FROM sqlite_master", "SELECT * FROM nowhere", "SELEC 1"]
OURS_ON_A_SERVER = ["SELECT nowhere FROM pg_class", "SELECT * FROM nowhere", "SELEC 1"]


def _store(folder: Path) -> Store:
    return open_embedded(folder / "store.db", KEY)


@pytest.mark.parametrize("statement", OURS)
def test_a_statement_that_the_file_cannot_read_is_a_bug_of_ours(tmp_path: Path, statement: str) -> None:
    store = _store(tmp_path)
    with pytest.raises(DBAPIError), store.reading() as connection:
        connection.execute(text(statement))
    store.close()


def test_a_store_that_another_program_holds_is_busy(tmp_path: Path) -> None:
    one, other = _store(tmp_path), _store(tmp_path)
    with one.writer.begin(), pytest.raises(Unavailable) as told, in_words(), other.writer.begin():
        pass
    assert told.value.code == "busy"
    one.close()
    other.close()


def test_a_write_through_a_reader_is_read_only(tmp_path: Path) -> None:
    store = _store(tmp_path)
    with pytest.raises(Unavailable) as told, store.reading() as connection:
        connection.execute(text("CREATE TABLE planted (a INTEGER)"))
    assert told.value.code == "read_only"
    store.close()


def test_a_full_disk_is_told_as_full(tmp_path: Path) -> None:
    store = _store(tmp_path)
    with store.writer.begin() as connection:
        connection.execute(text("PRAGMA max_page_count = 2"))
    with pytest.raises(Unavailable) as told, in_words(), store.writer.begin() as connection:
        connection.execute(text("CREATE TABLE planted AS SELECT zeroblob(1000000) AS a"))
    assert told.value.code == "disk_full"
    store.close()


def test_another_key_is_a_wrong_key_and_a_missing_folder_the_store(tmp_path: Path) -> None:
    store = _store(tmp_path)
    with store.writer.begin() as connection:
        connection.execute(text("CREATE TABLE planted (a INTEGER)"))
    store.close()
    with pytest.raises(Unavailable) as key:
        open_embedded(tmp_path / "store.db", bytes(32))
    with pytest.raises(Unavailable) as folder:
        open_embedded(tmp_path / "missing" / "store.db", KEY)
    assert (key.value.code, folder.value.code) == ("wrong_key", "store")


def test_a_copy_into_a_missing_folder_is_told(tmp_path: Path) -> None:
    store = _store(tmp_path)
    with pytest.raises(Unavailable) as told:
        store.copy_file(tmp_path / "missing" / "copy.db")
    assert told.value.code == "store"
    store.close()


@pytest.mark.parametrize("statement", OURS_ON_A_SERVER)
def test_a_statement_that_the_server_cannot_read_is_a_bug_of_ours(make_database: DatabaseMaker, statement: str) -> None:
    store = open_shared(make_database())
    with pytest.raises(DBAPIError), store.reading() as connection:
        connection.execute(text(statement))
    store.close()


def test_a_session_that_the_server_ends_is_the_surroundings(make_database: DatabaseMaker) -> None:
    store = open_shared(make_database())
    with pytest.raises(Unavailable) as told, store.reading() as connection:
        connection.execute(text("SELECT pg_terminate_backend(pg_backend_pid())"))
    assert told.value.code == "server"
    store.close()


def test_a_server_that_is_not_there_is_the_surroundings() -> None:
    with pytest.raises(Unavailable) as told:
        open_shared("postgresql://nobody@127.0.0.1:1/none")
    assert told.value.code == "server"
