"""A long tasking sheet is judged without holding anybody up and taken in portions: others write in between, and what they did is seen."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from tests.deeds.force import MORNING, Force
from tests.deeds.test_tasking import attempts, lines, sheet
from tests.exchange.sheets_back import fill
from tests.fixtures_store import another_desktop
from wantedtrack.errors import Invalid
from wantedtrack.exchange.returned_sheet import read_returned
from wantedtrack.returning import bring_home
from wantedtrack.rules.returns import ReturnedFile

TRIED = {"Attempted at": datetime(2026, 3, 2, 9, 30), "Kind": "Visit", "Result": "No reply"}  # noqa: DTZ001 (a spreadsheet knows no zone)


def many(force: Force, count: int, folder: Path, *, addresses: bool = False) -> tuple[list[str], ReturnedFile]:
    """So many entries, and their sheet with every row filled in."""
    found = [force.wants_and_accepts(f"INVENTED-{number}") for number in range(count)]
    for reference in found if addresses else ():
        force.does("add-address", reference, lines="1 Invented Road", postcode="BS99 1ZZ")
    sheet(force, folder / f"out-{count}.xlsx")
    tried = {**TRIED, "Attempted at": (force.now + timedelta(minutes=30)).replace(tzinfo=None)}
    back = fill(folder / f"out-{count}.xlsx", dict.fromkeys(range(1, count + 1), tried), folder / f"back-{count}.xlsx")
    force.forward(hours=2)
    return found, read_returned(back)


def home(force: Force, file: ReturnedFile, **more: Any) -> dict[str, Any]:
    words: dict[str, Any] = {"store": force.store, "officer": force.officers.ps2, "now": force.now, "file": file, "dry_run": False}
    return bring_home(**{**words, **more})


def test_others_write_between_the_portions_and_what_they_did_is_seen(force: Force, tmp_path: Path) -> None:
    found, file = many(force, 5, tmp_path)
    before = len(lines(force))
    with another_desktop(force.store) as store:
        other = Force(store, force.officers, force.now, keeps_policy=False)

        def meanwhile(taken: int) -> None:
            # Once after the first portion: the same attempt by hand, another result of the same minute, and an entry that ended.
            if taken == 2:
                other.tries(found[2], at=MORNING.replace(minute=30))
                other.tries(found[3], at=MORNING.replace(minute=30), result="sighted")
                other.does("record-outcome", found[4], outcome="surrendered", at=other.now)

        preview = home(force, file, dry_run=True)
        told = home(force, file, heard=meanwhile, portion=2)
    assert preview["taken"] == 5
    verdicts = [(one["verdict"], one["code"]) for one in told["verdicts"]]
    assert verdicts[:2] == [("new", None), ("new", None)]
    assert verdicts[2:] == [("unchanged", "known"), ("needs_decision", "differs_from_known"), ("needs_decision", "entry_ended")]
    assert [len(attempts(force, reference)) for reference in found] == [1, 1, 1, 1, 0]
    deeds = [deed for deed, _ in lines(force, before)]
    assert deeds == ["log-attempt"] * 4 + ["record-outcome", "record-returns"]
    again = home(force, file)
    assert (again["taken"], again["needs_decision"], again["unchanged"]) == (0, 0, 5)


def test_two_desktops_that_bring_the_same_sheet_home_at_once_take_each_row_once(force: Force, tmp_path: Path) -> None:
    found, file = many(force, 4, tmp_path)
    with another_desktop(force.store) as store:
        done: list[dict[str, Any]] = []

        def meanwhile(taken: int) -> None:
            if taken == 1 and not done:
                done.append(home(force, file, store=store, portion=2))

        told = home(force, file, heard=meanwhile, portion=1)
    assert (told["taken"], told["unchanged"]) == (1, 3)
    assert (done[0]["taken"], done[0]["unchanged"]) == (3, 1)
    assert [len(attempts(force, reference)) for reference in found] == [1] * 4


def test_a_preview_waits_for_nobody_who_writes(force: Force, tmp_path: Path) -> None:
    _, file = many(force, 2, tmp_path)
    with another_desktop(force.store) as store, store.writer.begin() as writing:
        writing.exec_driver_sql("UPDATE officer SET team = 'Invented' WHERE collar = 'DEMO-PC'")
        assert home(force, file, dry_run=True)["taken"] == 2


def test_what_was_taken_before_it_was_given_up_stands_and_is_told(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    found, file = many(force, 5, tmp_path)

    def give_up(taken: int) -> None:
        if taken == 4:
            raise Invalid("Bringing the sheet home was given up. Nothing of it was kept.", code="given_up")

    with pytest.raises(Invalid) as refused:
        home(force, file, heard=give_up, portion=2)
    assert refused.value.code == "given_up"
    assert refused.value.message.startswith("It was given up. 4 attempts of back-5.xlsx had been recorded before that and stand.")
    assert [len(attempts(force, reference)) for reference in found] == [1, 1, 1, 1, 0]
    told = home(force, file, portion=2)
    assert (told["taken"], told["unchanged"]) == (1, 4)

    def at_once(_: int) -> None:
        raise Invalid("Nothing of it was kept.", code="given_up")

    rows = force.rows()
    with pytest.raises(Invalid, match="Nothing of it was kept"):
        home(force, replace(file, sha256="another"), heard=at_once)
    assert force.rows() == rows


def test_judging_asks_the_store_as_often_for_many_rows_as_for_few(embedded_force: Force, tmp_path: Path) -> None:
    force = embedded_force
    asked: list[int] = []
    for count in (1, 5):
        _, file = many(force, count, tmp_path, addresses=True)
        with statements(force) as seen:
            assert home(force, file, dry_run=True)["taken"] >= count
        asked.append(len(seen))
    assert asked[0] == asked[1]


@contextmanager
def statements(force: Force) -> Generator[list[str]]:
    """Every statement that is read meanwhile."""
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    event.listen(force.store.reader, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(force.store.reader, "before_cursor_execute", note)


def test_what_the_deed_refuses_to_the_officer_named_is_foreseen_in_the_same_words(force: Force, tmp_path: Path) -> None:
    found = [force.wants_and_accepts(surname) for surname in ("INVENTED", "HIDDEN")]
    force.does("set-restricted", found[1], officer=force.officers.insp, restricted="yes", reason="Covert")
    sheet(force, tmp_path / "out.xlsx", officer=force.officers.insp)
    words = {
        1: {**TRIED, "Officer": "DEMO-ADMIN"},
        2: {**TRIED, "Officer": "DEMO-PC"},
    }
    force.forward(hours=2)
    file = read_returned(fill(tmp_path / "out.xlsx", words, tmp_path / "back.xlsx"))
    rows = force.rows()
    preview = home(force, file, dry_run=True, officer=force.officers.insp)
    done = home(force, file, officer=force.officers.insp)
    assert preview == done
    assert {one["code"] for one in done["problems"]} == {"rank", "restricted"}
    assert force.rows() == rows, "a file in which nothing is new writes nothing"
