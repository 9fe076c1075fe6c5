"""What cannot be kept of a typed text, or of a row of an extract, is told with its field; where nothing else was typed, it is refused."""

import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.deeds.force import Force
from tests.exchange.extracts import read, written
from wantedtrack.deeds.drafting import keep_draft
from wantedtrack.deeds.exporting import record_export
from wantedtrack.deeds.importing import import_extract
from wantedtrack.errors import Refusal
from wantedtrack.rules.kept_text import kept
from wantedtrack.store import drafts, schema
from wantedtrack.store.officers import find_officer
from wantedtrack.store.schema_record import export

DATA = Path(__file__).parents[1] / "exchange" / "data"
NEW: dict[str, Any] = {"category": "wanted", "became_outstanding_at": "now"}
BAIL = "Custody reference,Surname,Forenames,Date of birth,Bail date,Status,Offence\n"


def test_what_was_left_out_comes_back_with_the_deed_and_the_rest_is_kept(force: Force) -> None:
    done = force.does("add-entry", **NEW, surname="BRO\x00WN\u202e", offence="The\ud800ft \u202eof", forenames="Al")
    assert done.detail["left_out"] == {"surname": 2, "offence": 1}
    with force.store.reading() as connection:
        held = connection.execute(select(schema.person.c.surname)).scalar_one()
        offence = connection.execute(select(schema.entry.c.offence)).scalar_one()
    assert (held, offence) == ("BROWN", "Theft \u202eof")
    assert "left_out" not in force.does("add-note", done.reference, text="All of it \U0001f46e").detail
    assert force.does("add-note", done.reference, text="Not \x00 all").detail["left_out"] == {"text": 1}
    told = force.does("correct", done.reference, field="surname", value="WHI\u200bTE", reason="Misread").detail
    assert told["left_out"] == {"value": 1}


@pytest.mark.parametrize("word", ["surname", "offence"])
def test_a_word_that_is_needed_is_not_filled_by_what_cannot_be_kept(embedded_force: Force, word: str) -> None:
    before = embedded_force.rows()
    words: dict[str, Any] = {**NEW, "surname": "X", "offence": "Theft", word: "\x00 \udc80"}
    with pytest.raises(Refusal) as refused:
        embedded_force.does("add-entry", **words)
    assert (refused.value.code, refused.value.field) == ("missing_word", word)
    assert embedded_force.rows() == before


def test_a_word_that_may_be_left_out_counts_as_left_out(embedded_force: Force) -> None:
    done = embedded_force.does("add-entry", **NEW, surname="X", offence="Theft", pnc_id="\x00", station="\x00")
    assert done.detail["left_out"] == {"pnc-id": 1, "station": 1}


@pytest.mark.parametrize("typed", ["a\x00b", "a\udcffb"])
def test_a_reference_or_a_collar_that_no_store_can_hold_is_refused_and_a_draft_of_it_kept(force: Force, typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        force.does("add-note", typed, text="x")
    assert refused.value.code == "no_such_entry"
    with pytest.raises(Refusal) as refused, force.store.reading() as connection:
        find_officer(connection, typed, field="as")
    assert refused.value.code == "no_such_officer"
    keep_draft(store=force.store, officer=force.officers.ps, now=force.now, deed="add-note", about="X", words={"text": typed}, form="f")
    with force.store.reading() as connection:
        held = drafts.find(connection, force.officers.ps.officer, "add-note", "X")
    assert held is not None
    assert held.words == {"text": typed}


def test_a_year_of_two_digits_is_never_a_birth_to_come(embedded_force: Force) -> None:
    embedded_force.does("add-entry", **NEW, surname="OLD", offence="Theft", born="3/11/40")
    with embedded_force.store.reading() as connection:
        assert str(connection.execute(select(schema.person.c.born)).scalar_one()) == "1940-11-03"


def test_an_extract_tells_row_and_column_of_what_was_left_out(force: Force, tmp_path: Path) -> None:
    rows = "CR1,\u202eEVIL\x00\u202c,Al,01/01/1990,01/03/2026 10:00,overdue,Theft\nCR2,PLAIN,Bo,01/01/1991,01/03/2026 10:00,overdue,The\u200bft\n"
    extract = read(written(tmp_path, "bail.csv", (BAIL + rows).encode()), "bail")
    detail = import_extract(store=force.store, officer=force.officers.ps, now=force.now, extract=extract).detail
    assert detail["new"] == 2
    told = [(one["row"], one["column"], one["code"], one["message"]) for one in detail["problems"]]
    assert told == [
        (1, "Surname", "left_out", "What cannot be kept was left out of this cell: 3 of its characters."),
        (2, "Offence", "left_out", "What cannot be kept was left out of this cell: 1 of its characters."),
    ]
    with force.store.reading() as connection:
        assert sorted(connection.execute(select(schema.person.c.surname)).scalars()) == ["EVIL", "PLAIN"]


def test_whom_a_file_is_for_may_hold_anything(force: Force) -> None:
    done = record_export(
        store=force.store,
        officer=force.officers.ps,
        now=force.now,
        what="list",
        purpose="briefing",
        recipient="PS\x00 1",
        rows=1,
        sha256="0" * 64,
    )
    with force.store.reading() as connection:
        assert connection.execute(select(export.c.recipient)).scalar_one() == "PS 1"
    assert done.sequence


@pytest.mark.parametrize("name", ["a\x00b.csv", "x" * 100_000])
def test_what_is_pasted_for_a_file_and_is_none_is_said(name: str) -> None:
    with pytest.raises(Refusal) as refused:
        read(Path(name), "bail")
    assert (refused.value.code, refused.value.field) == ("no_such_file", "file")
    assert len(refused.value.message) < 200


@pytest.mark.full
def test_every_naughty_string_is_kept_as_it_is_or_told_of(force: Force) -> None:
    reference = force.wants("INVENTED")
    naughty: list[str] = json.loads((DATA / "blns.json").read_text(encoding="utf-8"))
    for typed in naughty:
        if not typed.strip():
            continue
        done = force.does("add-note", reference, text=typed)
        with force.store.reading() as connection:
            held = connection.execute(select(schema.note.c.text).order_by(schema.note.c.id.desc()).limit(1)).scalar_one()
        assert held == kept(typed).strip()
        assert ("left_out" in done.detail) == (held != typed.strip())
