"""The figures by commands alone: a period, its JSON, its files, and what is refused."""

from pathlib import Path

from tests.exchange.sheets_back import feet_of
from tests.journeys.program import Program


def test_measures_of_a_period_with_how_many_each_rests_on(program: Program, tmp_path: Path) -> None:
    reference = program.adds("INVENTED")
    program.accepts(reference)
    words = ("--outcome", "arrested_by_this_force", "--at", "2026-03-03T08:00:00Z")
    program.does("do", "record-outcome", reference, *words, at="2026-03-03T09:00:00Z")
    later = "2026-03-05T09:00:00Z"
    told = program.does("measures", "--from", "2026-03-03", "--to", "04/03/2026", at=later)
    assert (told["from"], told["to"], told["until"]) == ("2026-03-03", "2026-03-04", "2026-03-04T23:59:59Z")
    by_key = {one["key"]: one for one in told["measures"]}
    assert by_key["median_time_to_arrest_closed"] == {
        "key": "median_time_to_arrest_closed", "name": "Median time to arrest, closed", "value": 1.0, "unit": "days", "value_s": 86400, "n": 1,
        "meaning": by_key["median_time_to_arrest_closed"]["meaning"], "caution": by_key["median_time_to_arrest_closed"]["caution"],
    }  # fmt: skip
    assert by_key["outstanding"]["value"] == 0
    assert {one["key"]: one["value"] for one in program.does("measures", "--to", "2026-03-02", at=later)["measures"]}["outstanding"] == 1
    assert all(one["n"] is not None and one["meaning"] for one in told["measures"])
    assert set(told["by"]) == {"station", "category", "band"}
    assert [(week["week"], week["arrests"]) for week in told["weeks"]] == [("2026-03-02", 1)]
    out = tmp_path / "figures.xlsx"
    written = program.does("measures", "--out", str(out), "--purpose", "inspection", "--recipient", "HMICFRS", at=later)
    exported = program.does("exports", at=later)["exports"][0]
    assert (exported["sha256"], exported["purpose"], exported["recipient"]) == (written["sha256"], "inspection", "HMICFRS")
    assert all(f"· export {exported['export']}" in foot for foot in feet_of(out))
    assert program.does("exports", "--file", str(out), at=later)["exports"] == [exported]


def test_figures_are_written_over_a_file_only_where_it_is_their_own(program: Program, tmp_path: Path) -> None:
    out = tmp_path / "figures.csv"
    program.does("measures", "--out", str(out))
    program.does("measures", "--out", str(out))
    out.write_text("somebody's own", encoding="utf-8")
    assert program.refused("measures", "--out", str(out)) == (4, "file_there")
    assert out.read_text(encoding="utf-8") == "somebody's own"
    assert len(program.does("exports")["exports"]) == 2
    assert program.refused("measures", "--out", str(tmp_path / "other.csv"), "--purpose", " ") == (3, "missing_word")
    assert not (tmp_path / "other.csv").exists()


def test_a_period_that_cannot_be_is_refused_with_its_field(program: Program, tmp_path: Path) -> None:
    assert program.refused("measures", "--from", "2026-03-02", "--to", "2026-03-01") == (3, "end_before_start")
    assert program.refused("measures", "--from", "2027-03-02") == (3, "in_the_future")
    assert program.refused("measures", "--to", "31/02/2026") == (3, "bad_date")
    assert program.refused("measures", "--out", str(tmp_path / "m.doc")) == (3, "unknown_format")
    assert program.refused("measures", "--out", str(tmp_path / "none" / "m.csv")) == (4, "no_folder")
    assert program.does("exports")["exports"] == []


def test_an_empty_store_has_figures_too(program: Program) -> None:
    told = program.does("measures")
    assert {one["value"] for one in told["measures"] if one["key"] == "outstanding"} == {0}
    assert {one["value"] for one in told["measures"] if one["unit"] in {"days", "%"}} == {None}
    assert len(told["weeks"]) == 52
