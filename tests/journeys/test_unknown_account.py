"""Nothing stands between anybody at a desk and the record that somebody is wanted: neither an account nobody knows nor a server that is gone."""

import shutil
import socket
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest
from psycopg import sql

from tests.faults.cluster import single_server
from tests.journeys.program import Program
from wantedtrack import outbox
from wantedtrack.clock import system_now
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.opening import open_home
from wantedtrack.settings import Home
from wantedtrack.store import sealed_box
from wantedtrack.store.roles import WRITER

WORDS = ("--category", "wanted", "--surname", "PLACEHOLDER", "--became-outstanding-at", "2026-03-02T08:00:00Z", "--offence", "Theft")
ADDING = {"category": "wanted", "surname": "PLACEHOLDER", "became-outstanding-at": "2026-03-02T08:00:00Z", "offence": "Theft"}


def test_an_account_nobody_knows_adds_an_entry_and_does_nothing_else(program: Program) -> None:
    known = program.adds("PLACEHOLDER")
    added = program.does("do", "add-entry", *WORDS[:-1], "Burglary", collar="NOBODY-1")
    assert added["changes"]["candidates"] == []
    shown = program.does("show", added["reference"])
    assert (shown["officer_to_be_confirmed"], shown["typed_account"], shown["stage"]) == (True, "NOBODY-1", "draft")
    assert any("say who it was" in ask["sentence"] for ask in shown["asks"])
    for words in (("do", "add-note", known, "--text", "x"), ("queue",), ("show", known), ("inbox",), ("sweep",)):
        assert program.refused(*words, collar="NOBODY-1") == (3, "no_such_officer"), words
    assert program.does("verify")["state"] == "intact"


def test_a_sergeant_says_who_it_was(program: Program) -> None:
    reference = program.does("do", "add-entry", *WORDS, collar="NOBODY-1")["reference"]
    confirming = ("do", "confirm-officer", reference, "--collar", "DEMO-PC")
    assert program.refused(*confirming, collar="DEMO-PC") == (3, "rank")
    assert program.does(*confirming)["changes"] == {"collar": "DEMO-PC"}
    assert program.refused(*confirming) == (3, "confirmed")
    shown = program.does("show", reference)
    assert (shown["officer_to_be_confirmed"], shown["typed_account"]) == (False, "NOBODY-1")


def test_a_login_nobody_knows_adds_to_a_shared_store(tmp_path: Path, make_database: Callable[..., str], postgres_url: str) -> None:
    url = make_database()
    owner = Program(tmp_path / "home", at=None, database=url)
    owner.does("init")
    with psycopg.connect(postgres_url, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE ROLE stranger LOGIN IN ROLE {}").format(sql.Identifier(WRITER)))
    try:
        parts = urlsplit(url)
        stranger = replace(owner, database=parts._replace(netloc=f"stranger@{parts.netloc.rpartition('@')[2]}").geturl())
        reference = stranger.does("do", "add-entry", *WORDS)["reference"]
        assert stranger.refused("queue") == (3, "unknown_account")
        assert stranger.refused("do", "add-note", reference, "--text", "x") == (3, "unknown_account")
        owner.does("do", "enrol-officer", "--collar", "PS 41", "--rank", "sergeant", "--account", "stranger")
        assert stranger.does("show", reference)["typed_account"] == "stranger"
        assert stranger.does("do", "confirm-officer", reference, "--collar", "PS 41")["changes"] == {"collar": "PS 41"}
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP OWNED BY stranger")
            connection.execute("DROP ROLE stranger")


def test_an_entry_waits_sealed_while_the_server_is_gone_and_is_added_once(tmp_path: Path, make_database: Callable[..., str]) -> None:
    url = make_database()
    here = Program(tmp_path / "home", at=None, database=url)
    here.does("init")
    here.does("queue")
    with socket.socket() as nobody_listens:
        nobody_listens.bind(("127.0.0.1", 0))
        gone = replace(here, database=f"postgresql://postgres@127.0.0.1:{nobody_listens.getsockname()[1]}/none")
        kept = gone.does("do", "add-entry", *WORDS)
        assert (kept["reference"], kept["changes"]) == (None, {"kept_in": "outbox"})
        assert gone.refused("do", "add-entry", *WORDS[:-1], "x" * 30_000) == (3, "too_long")
        assert gone.refused("do", "add-note", "WT-000001", "--text", "x") == (4, "server")
    letters = list((tmp_path / "home" / "outbox").glob("*.sealed"))
    assert len(letters) == 1
    assert b"PLACEHOLDER" not in letters[0].read_bytes()
    copied = shutil.copyfile(letters[0], letters[0].with_name("copy.sealed"))
    here.does("sweep")
    assert not list((tmp_path / "home" / "outbox").glob("*.sealed"))
    assert not copied.exists()
    queue = here.does("queue")
    assert [(entry["surname"], entry["stage"]) for entry in queue["entries"]] == [("PLACEHOLDER", "draft")]


def test_a_letter_that_is_refused_stays_and_doctor_tells_of_it(program: Program) -> None:
    program.does("queue")
    home = Home(program.home)
    public = (home.outbox / "key.public").read_bytes()
    (home.outbox / "forged.sealed").write_bytes(sealed_box.seal(public, b"")[:-1])
    outbox.leave(
        home,
        "add-entry",
        {**ADDING, "became-outstanding-at": "2090-03-02T08:00:00Z"},
        now=system_now(),
        because=NotAllowed("", code="server"),
    )
    program.does("sweep")
    assert len(list(home.outbox.glob("*.refused"))) == 2
    told = program("doctor").json
    assert [line["state"] for line in told["lines"] if line["what"] == "outbox"] == ["fail"]
    letters = program.does("outbox")["letters"]
    assert [(one["state"], one["words"] and one["words"]["surname"]) for one in letters] in (
        [("refused", None), ("refused", "PLACEHOLDER")],
        [("refused", "PLACEHOLDER"), ("refused", None)],
    )
    assert program.refused("outbox", collar="DEMO-PC") == (3, "rank")


def test_only_a_new_entry_can_be_left_and_only_for_a_store_that_was_opened_here(tmp_path: Path) -> None:
    home = Home(tmp_path)
    gone = NotAllowed("The server is gone.", code="server")
    with pytest.raises(NotAllowed) as refused:
        outbox.leave(home, "add-note", {"text": "x"}, now=system_now(), because=gone)
    assert refused.value is gone
    with pytest.raises(NotAllowed) as refused:
        outbox.leave(home, "add-entry", ADDING, now=system_now(), because=gone)
    assert refused.value is gone
    with pytest.raises(NotAllowed, match="rank"):
        outbox.leave(home, "add-entry", ADDING, now=system_now(), because=NotAllowed("rank", code="rank"))


def test_a_second_officer_of_a_shared_store_signs_in_at_the_server(tmp_path: Path) -> None:
    with single_server(password="first") as server:
        with server.connect(password="first") as connection:
            connection.execute("CREATE DATABASE force")
        url = f"postgresql://postgres:first@127.0.0.1:{server.port}/force"
        here = Program(tmp_path / "home", at=None, database=url)
        here.does("init")
        for collar in ("PS 41", "PS 42"):
            here.does("do", "enrol-officer", "--collar", collar, "--rank", "sergeant", "--account", collar.replace(" ", "").lower())
        with server.connect("force", password="first") as connection:
            connection.execute(f"CREATE ROLE ps42 LOGIN PASSWORD 'second' IN ROLE {WRITER}")
        home = tmp_path / "home"
        with pytest.raises(NotAllowed) as unsaid:
            open_home(home, database=url, collar="PS 42")
        assert unsaid.value.code == "passphrase"
        with pytest.raises(Invalid) as wrong:
            open_home(home, database=url, collar="PS 42", passphrase="third")
        assert wrong.value.code == "wrong_passphrase"
        opened = open_home(home, database=url, collar="PS 42", passphrase="second")
        opened.store.close()
        assert opened.officer.collar == "PS 42"


def test_a_server_that_asks_for_no_password_tells_nobody_apart(tmp_path: Path, make_database: Callable[..., str]) -> None:
    url = make_database()
    here = Program(tmp_path / "home", at=None, database=url)
    here.does("init")
    here.does("do", "enrol-officer", "--collar", "PS 41", "--rank", "sergeant", "--account", "postgres2")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE ROLE postgres2 LOGIN")
    try:
        with pytest.raises(NotAllowed, match="without looking at their passwords"):
            open_home(tmp_path / "home", database=url, collar="PS 41", passphrase="anything")
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("DROP ROLE postgres2")
