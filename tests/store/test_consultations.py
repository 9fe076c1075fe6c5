"""Who looked at what: a line of its own chain for each look, without a name, in nobody's way."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import delete, select, update

from tests.fixtures_store import Officers
from wantedtrack.deeds.consulting import record_consultation
from wantedtrack.errors import NotAllowed
from wantedtrack.rules.consultation import Consulted, Looked, refuse_unless_may_read_log
from wantedtrack.rules.entry import EntryId
from wantedtrack.store import consultations, journal
from wantedtrack.store.database import Store
from wantedtrack.store.schema_record import consultation

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
LOOKS = [Looked(Consulted.QUEUE), Looked(Consulted.ENTRY, EntryId(7)), Looked(Consulted.SEARCH)]


def test_each_look_has_a_line_and_the_journal_none(store: Store, officers: Officers) -> None:
    for number in range(3):
        done = record_consultation(store=store, officer=officers.pc, now=AT, looks=LOOKS)
        assert (done.detail["noted"], done.sequence, number) == (3, 0, number)
    with store.reading() as connection:
        lines = consultations.lines(connection)
        assert [line.number for line in lines] == list(range(9, 0, -1))
        assert {line.officer for line in lines} == {officers.pc.collar}
        assert consultations.verify(connection).state == "intact"
        assert consultations.verify(connection).lines == 9
        assert journal.head(connection).sequence == 0


@pytest.mark.parametrize(
    "change",
    [
        update(consultation).where(consultation.c.number == 5).values(officer="SOMEBODY-ELSE"),
        update(consultation).where(consultation.c.number == 5).values(entry_id=8),
        update(consultation).where(consultation.c.number == 5).values(at=datetime(2026, 1, 1, tzinfo=UTC)),
        update(consultation).where(consultation.c.number == 5).values(canonical="{}"),
        update(consultation).where(consultation.c.number == 5).values(hash="0" * 64),
        delete(consultation).where(consultation.c.number == 5),
        update(consultation).where(consultation.c.number == 5).values(number=50),
    ],
)
def test_a_line_altered_dropped_or_moved_is_named(store: Store, officers: Officers, change: object) -> None:
    record_consultation(store=store, officer=officers.pc, now=AT, looks=LOOKS * 3)
    with store.writer.begin() as connection:
        connection.execute(change)  # pyright: ignore[reportArgumentType, reportCallIssue] (a statement, whatever its kind)
    with store.reading() as connection:
        verdict = consultations.verify(connection)
    assert verdict.state == "broken"
    assert verdict.sequence in (5, 6)


def test_the_log_is_read_by_a_superintendent_or_an_administrator_alone(officers: Officers) -> None:
    for reader in (officers.supt, officers.admin):
        refuse_unless_may_read_log(reader)
    for reader in (officers.pc, officers.ps, officers.insp, officers.ci):
        with pytest.raises(NotAllowed) as refused:
            refuse_unless_may_read_log(reader)
        assert refused.value.who_could == "superintendent or administrator"


def test_no_column_of_the_log_can_hold_what_was_searched_for(store: Store, officers: Officers) -> None:
    record_consultation(store=store, officer=officers.pc, now=AT, looks=[Looked(Consulted.SEARCH)])
    with store.reading() as connection:
        row = connection.execute(select(consultation)).one()
    assert (row.what, row.entry_id, row.purpose, row.recipient) == ("search", None, None, None)
