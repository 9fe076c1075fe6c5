"""Native charts in a workbook: few, labelled, drawn from the cells of its own sheets, each with a text for who cannot see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from openpyxl import chart as charting
from openpyxl.chart import BarChart, LineChart, Reference, ScatterChart
from openpyxl.chart.data_source import AxDataSource, NumRef, StrRef
from openpyxl.chart.marker import Marker
from openpyxl.chart.series import SeriesLabel
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, OneCellAnchor
from openpyxl.drawing.xdr import XDRPositiveSize2D
from openpyxl.utils import get_column_letter, quote_sheetname

BARS, STACKED, LINES, CURVE = "bars", "stacked", "lines", "curve"
_WIDTH_CM, _HEIGHT_CM = 17.0, 8.5
_CENTIMETRE = 360_000
_LINE = 28_000
"""Two points and a bit, in the units of drawings."""


@dataclass(frozen=True, slots=True)
class Charted:
    """One chart: `columns` (from 1) of the sheet named, against its first column, of dates where it is `dated`; `says` is what stands in it, in words; `place` its column, the
    centimetres beyond that column's edge, and its row, all from 0.
    """

    title: str
    form: str
    sheet: str
    columns: Sequence[int]
    rows: int
    across: str
    up: str
    says: str
    place: tuple[int, float, int]
    dated: bool = False
    colours: Sequence[str] = ("24384D", "F2B705", "8B1A1A", "5B6B7B")


_library: Any = charting


class _Described(OneCellAnchor):
    """An anchor that gives the frame which the library makes for its chart the words for who cannot see it."""

    says = ""

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 (whatever an attribute holds)
        if name == "graphicFrame" and value is not None:
            named: Any = value.nvGraphicFramePr.cNvPr
            named.descr = self.says
        super().__setattr__(name, value)


for _name in ("__elements__", "__attrs__", "__nested__", "__namespaced__"):
    # The library's metaclass reckons these from a class's own descriptors, and this one adds none.
    setattr(_Described, _name, getattr(OneCellAnchor, _name))


def add_charts(book: Any, on: str, charts: Sequence[Charted]) -> None:  # noqa: ANN401 (openpyxl's workbook)
    """Draw these on the sheet of that name; the sheets that they are drawn from stand in the same workbook."""
    for one in charts:
        if one.rows > 0:
            book[on].add_chart(_drawn(book[one.sheet], one))


def _drawn(source: Any, one: Charted) -> Any:  # noqa: ANN401 (openpyxl's sheets and charts have no common type)
    chart = _curve(source, one) if one.form == CURVE else _bars_or_lines(source, one)
    chart.title, chart.x_axis.title, chart.y_axis.title = one.title, one.across, one.up
    chart.width, chart.height = _WIDTH_CM, _HEIGHT_CM
    # The library leaves both axes out unless it is told not to.
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    for titled in (chart, chart.x_axis, chart.y_axis):
        titled.title.overlay = False
    if len(one.columns) == 1:
        chart.legend = None
    else:
        chart.legend.position = "b"
    column, beyond, row = one.place
    anchor = _Described(
        _from=AnchorMarker(col=column, colOff=int(beyond * _CENTIMETRE), row=row),
        ext=XDRPositiveSize2D(int(_WIDTH_CM * _CENTIMETRE), int(_HEIGHT_CM * _CENTIMETRE)),
    )
    anchor.says = f"{one.title}. {one.says}"
    chart.anchor = anchor
    return chart


def _bars_or_lines(source: Any, one: Charted) -> Any:  # noqa: ANN401 (as above)
    chart: Any = LineChart() if one.form == LINES else BarChart()
    if one.form == STACKED:
        chart.grouping, chart.overlap = "stacked", 100
    for column, colour in zip(one.columns, one.colours, strict=False):
        series: Any = _library.Series(_column(source, column, one.rows))
        _dress(series, source, column, colour, is_line=one.form == LINES)
        chart.series.append(series)
        where = str(_column(source, 1, one.rows))
        series.cat = AxDataSource(numRef=NumRef(f=where)) if one.dated else AxDataSource(strRef=StrRef(where))
    if one.dated:
        chart.x_axis.number_format = "dd/mm/yy"
    return chart


def _curve(source: Any, one: Charted) -> Any:  # noqa: ANN401 (as above)
    chart: Any = ScatterChart(scatterStyle="lineMarker")
    chart.y_axis.scaling.max = 100
    for column, colour in zip(one.columns, one.colours, strict=False):
        series: Any = _library.Series(_column(source, column, one.rows), _column(source, 1, one.rows))
        _dress(series, source, column, colour, is_line=True)
        chart.series.append(series)
    return chart


def _column(source: Any, column: int, rows: int) -> Reference:  # noqa: ANN401 (as above)
    return Reference(source, min_col=column, min_row=2, max_row=rows + 1)


def _dress(series: Any, source: Any, column: int, colour: str, *, is_line: bool) -> None:  # noqa: ANN401 (as above)
    """Its name from the heading cell, and its colour."""
    series.tx = SeriesLabel(strRef=StrRef(f"{quote_sheetname(source.title)}!${get_column_letter(column)}$1"))
    line = LineProperties(solidFill=colour, w=_LINE)
    series.graphicalProperties = GraphicalProperties(ln=line) if is_line else GraphicalProperties(solidFill=colour)
    if is_line:
        series.marker, series.smooth = Marker(symbol="none"), False
