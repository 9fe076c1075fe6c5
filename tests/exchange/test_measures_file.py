"""The figures as files: charts that say in words what they show, tables with n beside each share, text that is never a formula."""

import csv
import json
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from wantedtrack.errors import Invalid
from wantedtrack.exchange.measures_file import Whose, write_measures
from wantedtrack.rules.entry import Band, Category, Circulation, Stage
from wantedtrack.rules.measure_tables import Measures, measure
from wantedtrack.rules.measures import Circumstances, MeasuredEntry
from wantedtrack.rules.periods import period_of

NOW = datetime(2026, 3, 20, 9, 0, tzinfo=UTC)
LABELS = {Band.HIGH: "red", Band.MEDIUM: "amber", Band.STANDARD: "blue"}
WHOSE = Whose("Avon & Somerset", "DEMO-PS", "DEMO-INSP", "inspection", is_demonstration=True)
HOSTILE = '=HYPERLINK("http://example.invalid")'


def measured(*stations: str | None) -> Measures:
    entries = [
        MeasuredEntry(
            Category.WANTED, Band.HIGH, Stage.ACTIVE, Circulation.NOT_YET, NOW - timedelta(days=3 + number), NOW - timedelta(days=2), None, None, None, None, 0,
            timedelta(hours=4), timedelta(days=3), station=station,
        )
        for number, station in enumerate(stations)
    ]  # fmt: skip
    return measure(entries, now=NOW, period=period_of(None, None, now=NOW), around=Circumstances(), reviews=(), spans=())


def test_the_workbook_has_native_charts_with_words_and_every_table(tmp_path: Path) -> None:
    written = write_measures(measured("Keynsham", HOSTILE), LABELS, WHOSE, tmp_path / "m.xlsx", export=7)
    book = load_workbook(written.path)
    assert book.sheetnames == [
        "Cover", "Charts", "Figures", "Outstanding", "By station", "By category", "By band", "Outcomes", "Reviews", "By week", "Still outstanding", "Definitions",
    ]  # fmt: skip
    with zipfile.ZipFile(written.path) as archive:
        drawing = archive.read("xl/drawings/drawing1.xml").decode()
        charts = [name for name in archive.namelist() if name.startswith("xl/charts/chart")]
    assert drawing.count('descr="') == len(charts) == 3
    assert "Outstanding by category and band. 2 outstanding at the end of the period." in drawing
    cells: list[Any] = [cell for sheet in book for row in sheet.iter_rows() for cell in row]
    assert [cell for cell in cells if cell.data_type == "f"] == []
    assert HOSTILE in {cell.value for cell in cells}
    headings = [cell.value for cell in book["By station"][1]]
    assert headings[headings.index("Circulated in limit (%)") + 1] == "n of circulated in limit (%)"


def test_csv_says_everything_in_one_table_and_nothing_in_it_is_a_formula(tmp_path: Path) -> None:
    path = write_measures(measured(HOSTILE, None), LABELS, WHOSE, tmp_path / "m.csv", export=7).path
    rows = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines()))
    assert {"all", "station", "category", "band", "category and band", "week"} <= {row["of"] for row in rows}
    assert [row["n"] for row in rows if (row["of"], row["measure"]) == ("all", "outstanding")] == ["2"]
    assert f"'{HOSTILE}" in {row["group"] for row in rows}
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


def test_json_is_that_of_the_command_line(tmp_path: Path) -> None:
    measures = measured("Keynsham")
    path = write_measures(measures, LABELS, WHOSE, tmp_path / "m.JSON", export=7).path
    assert json.loads(path.read_text(encoding="utf-8")) == json.loads(json.dumps(measures.as_json()))


def test_nothing_held_gives_a_file_all_the_same(tmp_path: Path) -> None:
    for form in ("xlsx", "csv", "json"):
        assert write_measures(measured(), LABELS, WHOSE, tmp_path / f"none.{form}", export=7).rows == len(measured().figures)


def test_a_form_that_is_not_known_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(Invalid, match="ends with none of"):
        write_measures(measured(), LABELS, WHOSE, tmp_path / "m.pdf", export=7)
    assert list(tmp_path.iterdir()) == []
