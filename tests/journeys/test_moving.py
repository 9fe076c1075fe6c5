"""A desktop's store moved to a server by the command line: every row comes along, nothing is told anew, nothing is kept in two places."""

from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest

from tests.journeys.program import Program

LATER = "2026-03-05T09:00:00Z"
READS = (("queue",), ("inbox",), ("exports",), ("handover", "list"), ("policy", "show"))


def _desktop(home: Path, *, at: str | None, database: str | None = None) -> Program:
    program = Program.in_one_process(home)
    program.at, program.database = at, database
    return program


@pytest.fixture
def lived(tmp_path: Path) -> Program:
    """A store with two entries of people merged into one, notices that wait, and a proposal."""
    program = _desktop(tmp_path / "home", at="2026-03-02T09:00:00Z")
    program.does("init", "--demonstration")
    first, second = program.adds("MÓVESON", "--forenames", "Añ"), program.adds("MOVESSON", "--forenames", "Añ")
    program.accepts(first)
    people = [program.does("show", reference)["person"]["id"] for reference in (second, first)]
    words = ("--person", str(people[1]), "--into", str(people[0]), "--reason", "One man")
    proposal = program.does("do", "merge-people", *words)["proposal"]
    program.does("do", "approve", "--proposal", str(proposal), collar="DEMO-PS2")
    program.does("do", "regrade", first, "--band", "standard", "--rationale", "Calmer")
    program.does("sweep", at="2026-03-03T09:00:00Z")
    program.at = "2026-03-03T09:00:00Z"
    return program


def test_every_read_says_on_the_server_what_it_said_on_the_desktop(lived: Program, make_database: Callable[..., str]) -> None:
    reads = (*READS, *((word, "DEMO-000001") for word in ("show", "history", "why")))
    before = [lived.does(*words) for words in reads]
    head = lived.does("verify")["head"]
    moved = lived.does("move", "--to", make_database())
    assert (moved["verified"], moved["tables"]["entry"], moved["tables"]["person_merge"]) == (True, 2, 1)
    assert [lived.does(*words) for words in reads] == before
    assert lived.does("verify", "--head", head)["state"] == "intact"
    assert lived.does("verify")["lines"] == moved["lines"]
    # The server counts on from the rows that were brought.
    assert lived.adds("AFTERWARDS") == "DEMO-000003"


def test_what_clocks_had_passed_is_told_to_nobody_anew(lived: Program, make_database: Callable[..., str]) -> None:
    waiting = len(lived.does("inbox", "--for", "superintendent", at="2026-03-03T09:00:00Z")["notices"])
    assert lived.does("move", "--to", make_database(), at="2026-03-20T09:00:00Z")["levels"] > 0
    assert len(lived.does("inbox", "--for", "superintendent", at="2026-03-20T09:00:00Z")["notices"]) == waiting
    assert lived.does("sweep", at="2026-03-20T09:00:00Z")["notices"] == 0


def test_the_file_left_behind_is_read_and_takes_no_deed(lived: Program, make_database: Callable[..., str]) -> None:
    lived.does("move", "--to", make_database())
    file = _desktop(lived.home, at=LATER, database=str(lived.home / "wantedtrack.db"))
    assert len(file.does("queue")["entries"]) == 2
    assert file.refused("do", "add-note", "DEMO-000001", "--text", "x", "--kind", "fact") == (4, "moved")
    assert file.refused("move", "--to", make_database()) == (4, "moved")
    assert lived.refused("move", "--to", make_database()) == (3, "shared")


def test_a_database_that_holds_anything_is_left_as_it_is(lived: Program, make_database: Callable[..., str], tmp_path: Path) -> None:
    foreign, taken = make_database(), make_database()
    with psycopg.connect(foreign, autocommit=True) as connection:
        connection.execute("CREATE TABLE payroll (id integer)")
    _desktop(tmp_path / "other", at=LATER, database=taken).does("init", "--demonstration")
    for url in (foreign, taken):
        assert lived.refused("move", "--to", url) == (3, "target_not_empty")
    assert lived.refused("move", "--to", str(tmp_path / "file.db")) == (3, "not_a_server")
    assert lived.refused("move", "--to", "postgresql://nobody@127.0.0.1:1/none")[0] == 4
    with psycopg.connect(foreign) as connection:
        tables = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
    assert tables == [("payroll",)]
    assert lived.adds("STILLHERE") == "DEMO-000003"


def test_a_chain_that_is_broken_is_not_moved(lived: Program, make_database: Callable[..., str]) -> None:
    from wantedtrack.opening import open_home  # noqa: PLC0415 (the key of the home's own store)

    opened = open_home(lived.home)
    with opened.store.writer.begin() as connection:
        connection.exec_driver_sql("UPDATE journal SET officer = 'NOBODY' WHERE sequence = 2")
    opened.store.close()
    url = make_database()
    assert lived.refused("move", "--to", url) == (4, "not_moved")
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM journal").fetchone() == (0,)
    assert lived.adds("STILLHERE") == "DEMO-000003"


def test_on_a_real_store_an_administrator_moves_it_and_is_known_by_the_login(tmp_path: Path, make_database: Callable[..., str]) -> None:
    real = _desktop(tmp_path / "real", at=None)
    real.does("init")
    real.does("move", "--to", make_database())
    assert real.does("do", "enrol-officer", "--collar", "PS1", "--rank", "sergeant", "--account", "ps1")["sequence"] > 0
    assert real.does("doctor")["lines"][0]["state"] == "ok"
