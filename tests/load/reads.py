"""reload, sort, filter, search, page, why, match: the window's reads against the plain SQL that gives the same, on the same connection."""

from collections.abc import Callable, Iterator
from datetime import date

from sqlalchemy import Connection

from tests.load.measuring import Measure
from tests.load.stores import NOW, OFTEN_TRIED, large_home
from wantedtrack.opening import Opened, open_home
from wantedtrack.rules.matching import Traits, blocking_keys
from wantedtrack.rules.search_words import read_query
from wantedtrack.store import candidates, queue, why
from wantedtrack.store.entry_state import find_reference

_LISTED = "stage NOT IN ('closed', 'disposed')"
_IDS = f"SELECT id FROM entry WHERE {_LISTED}"
_DUE = "ORDER BY due_at IS NULL, due_at, id"
_PAGE = (
    "SELECT e.id, e.reference, e.category, e.band, e.stage, e.circulation, p.id, p.surname, p.forenames, p.born, p.pnc_id, e.offence, o.collar, e.team, e.station, "
    "e.became_outstanding_at, e.worst_clock, e.due_at, coalesce(c.level, 0), e.last_attempt_at, e.attempt_count, e.flags, e.verified_at, e.version, "
    "(SELECT group_concat(w.code) FROM warning w WHERE w.person_id = p.id AND w.ended_at IS NULL) "
    "FROM entry e JOIN person p ON p.id = e.person_id LEFT JOIN officer o ON o.id = e.owner_id "
    "LEFT JOIN clock c ON c.entry_id = e.id AND c.name = e.worst_clock AND c.stopped_at IS NULL WHERE e.id IN ({})"
)
_WHY = (
    "SELECT * FROM entry WHERE reference = '{}'", "SELECT * FROM clock WHERE entry_id = {}", "SELECT * FROM escalation WHERE entry_id = {}",
    "SELECT * FROM pause WHERE entry_id = {}", "SELECT v.* FROM ladder_level v WHERE v.ladder_id IN (SELECT ladder_id FROM clock WHERE entry_id = {})",
    "SELECT n.* FROM notice n JOIN escalation e ON e.id = n.escalation_id WHERE e.entry_id = {}",
)  # fmt: skip


def measures() -> Iterator[Measure]:
    opened = open_home(large_home(), at=NOW)

    def ids(words: str, *, sort: str = "due") -> Callable[[], object]:
        def read() -> object:
            with opened.store.reading() as connection:
                query = read_query(words, now=NOW)
                return queue.ordered_ids(connection, query, reader=opened.officer, now=NOW, sort=sort)

        return read

    def plain(*statements: str) -> Callable[[], object]:
        def read() -> object:
            with opened.store.reading() as connection:
                return [_all(connection, statement) for statement in statements]

        return read

    yield Measure("reload", 2.0, plain(f"{_IDS} {_DUE}"), ids(""))
    person = f"SELECT e.id FROM entry e JOIN person p ON p.id = e.person_id WHERE e.{_LISTED} ORDER BY p.sort_key, e.due_at IS NULL, e.due_at, e.id"
    yield Measure("sort", 2.0, plain(person), ids("", sort="person"))
    yield Measure(
        "filter",
        2.0,
        plain(f"{_IDS} AND band = 'high' AND stage = 'active' AND attempt_count = 0 {_DUE}"),
        ids("band:high stage:active -attempted"),
    )
    found = (
        f"SELECT id FROM entry WHERE {_LISTED} AND person_id IN (SELECT person_id FROM person_key WHERE kind = 'name' AND key >= 'hawtrey' AND key < 'hawtrez') "
        f"AND person_id IN (SELECT person_id FROM person_key WHERE kind = 'name' AND key >= 'greta' AND key < 'gretb') {_DUE}"
    )
    yield Measure("search", 2.0, plain(found), ids("hawtrey greta"))
    with opened.store.reading() as connection:
        page = queue.ordered_ids(connection, read_query("", now=NOW), reader=opened.officer, now=NOW, limit=200)

    def rows() -> object:
        with opened.store.reading() as connection:
            return queue.rows(connection, page, reader=opened.officer)

    yield Measure("page", 3.0, plain(_PAGE.format(", ".join(map(str, page)))), rows, runs=31)
    reference, entry = f"DEMO-{OFTEN_TRIED:06}", OFTEN_TRIED

    def explained() -> object:
        with opened.store.reading() as connection:
            return why.explain(connection, find_reference(connection, reference), reader=opened.officer, now=NOW)

    yield Measure(
        "why", 5.0, plain(*(statement.format(reference if "reference" in statement else entry) for statement in _WHY)), explained, runs=31
    )
    yield _matching(opened)
    opened.store.close()


def _matching(opened: Opened) -> Measure:
    """Those who share a key with the typed person are found by their keys, and the rows of the most telling ones read."""
    typed = Traits("HAWTREY-JESSOP", "Test Greta", date(1951, 6, 3))
    keys = sorted(blocking_keys(typed))
    shared = " UNION ALL ".join(f"SELECT person_id FROM person_key WHERE kind = '{kind}' AND key = '{key}'" for kind, key in keys)
    most = f"SELECT person_id FROM ({shared}) GROUP BY person_id ORDER BY count(*) DESC LIMIT {candidates.COMPARED}"
    columns = (
        ("id, surname, forenames, born, age_from, age_to, pnc_id, cro, sex", "person", "id"), ("person_id, lines, postcode", "address", "person_id"),
        ("person_id, surname, forenames", "alias", "person_id"), ("person_id, reference", "entry", "person_id"),
    )  # fmt: skip

    def brought_forward() -> object:
        with opened.store.reading() as connection:
            people = ", ".join(str(row[0]) for row in connection.exec_driver_sql(most))
            return [_all(connection, f"SELECT {what} FROM {table} WHERE {key} IN ({people})") for what, table, key in columns]

    def ours() -> object:
        with opened.store.reading() as connection:
            found = candidates.candidates(connection, typed, reader=opened.officer)
        assert found
        return found

    return Measure("match", 5.0, brought_forward, ours, runs=15)


def _all(connection: Connection, statement: str) -> object:
    return connection.exec_driver_sql(statement).fetchall()
