"""Desktops learn of each other's deeds, and only of what was done since they last looked."""

from collections.abc import Iterator
from contextlib import closing
from threading import Thread
from urllib.parse import urlsplit

import psycopg
import pytest
from sqlalchemy import text

from tests.fixtures_store import BEGAN, KEY, Officers, made
from tests.store.filling import put_entry
from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import EntryId
from wantedtrack.store.changefeed import Feed, lines_of, newest, since, waiter
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store, open_embedded, open_shared
from wantedtrack.store.writing import Work, carry_out

SOON = 5.0
NOW = 0.01


@pytest.fixture
def other_desktop(store: Store) -> Iterator[Store]:
    """The same store, opened by another running copy of the program."""
    if store.path is not None:
        opened = open_embedded(store.path, KEY)
    else:
        opened = open_shared(store.reader.url.render_as_string(hide_password=False))
    with made(opened):
        yield opened


def done(store: Store, officers: Officers, deed: str, *entries: int) -> Changes:
    """A deed that touches these entries."""

    def act(work: Work) -> Changes:
        work.touched.update(EntryId(entry) for entry in entries)
        return Changes(deed)

    return carry_out(store, deed=deed, officer=officers.ps, now=BEGAN, deed_id=None, act=act)


def test_the_feed_tells_what_was_touched_since_a_line_and_nothing_before(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        one, two = put_entry(connection), put_entry(connection)
    first = done(store, officers, "add-note", one).sequence
    done(store, officers, "log-attempt", two, one)
    last = done(store, officers, "log-attempt", two).sequence
    with store.reading() as connection:
        assert since(connection, 0) == Feed(last, (one, two), ("add-note", "log-attempt"), (one, two))
        assert since(connection, first) == Feed(last, (one, two), ("log-attempt",), (one, two))
        assert since(connection, last - 1) == Feed(last, (two,), ("log-attempt",), (two,))
        assert since(connection, newest(connection)) == Feed(last)
        assert not since(connection, last).anything


def test_what_the_asker_did_itself_and_what_a_sweep_did_is_no_other_officers_doing(store: Store, officers: Officers) -> None:
    with store.writer.begin() as connection:
        one, two, three = (put_entry(connection) for _ in range(3))
    own = done(store, officers, "add-note", one).sequence
    done(store, officers, "log-attempt", two)
    done(store, officers, "sweep", three)
    with store.reading() as connection:
        feed = since(connection, 0, own={own})
        assert (feed.entries, feed.by_others) == ((one, two, three), (two,))
        assert lines_of(connection, officers.ps.desktop, own) == {own + 1, own + 2}
        assert lines_of(connection, "ANOTHER-PC", 0) == frozenset()


def test_a_desktop_hears_of_another_ones_deed_once(store: Store, other_desktop: Store, officers: Officers) -> None:
    with closing(waiter(store)) as listening:
        assert not listening.wait(NOW)
        done(other_desktop, officers, "add-note")
        assert listening.wait(SOON)
        assert not listening.wait(NOW)
        done(store, officers, "add-note")
        assert listening.wait(SOON)


def test_a_deed_done_between_two_waits_is_not_missed(store: Store, other_desktop: Store, officers: Officers) -> None:
    with closing(waiter(store)) as listening:
        for _ in range(3):
            done(other_desktop, officers, "add-note")
            assert listening.wait(SOON)


def test_a_wait_under_way_ends_when_the_waiter_is_closed(store: Store) -> None:
    listening = waiter(store)
    answers: list[bool] = []
    thread = Thread(target=lambda: answers.append(listening.wait(600)))
    thread.start()
    listening.close()
    thread.join(SOON)
    assert answers == [False]
    assert not listening.wait(NOW)


def test_after_the_server_was_gone_the_next_wait_says_that_something_may_have_been_missed(shared_store: Store) -> None:
    with closing(waiter(shared_store)) as listening:
        url = shared_store.reader.url.render_as_string(hide_password=False)
        with psycopg.connect(urlsplit(url)._replace(scheme="postgresql").geturl(), autocommit=True) as killer:
            killer.execute("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND pid <> pg_backend_pid()")
        with pytest.raises(Unavailable) as gone:
            listening.wait(SOON)
        assert gone.value.code == "server"
        assert listening.wait(NOW)
        with shared_store.writer.begin() as connection:
            connection.execute(text("SELECT pg_notify('wantedtrack', '1')"))
        assert listening.wait(SOON)
