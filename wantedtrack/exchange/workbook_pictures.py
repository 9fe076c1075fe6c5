"""What shows a workbook's figures to the eye: bars beside numbers, and charts of the spreadsheet's own, each with words for those who cannot see it."""

from typing import Any

from openpyxl.chart import BarChart
from openpyxl.chart.data_source import AxDataSource, NumDataSource, NumRef, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.series import Series
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.formatting import rule as rules
from openpyxl.utils import get_column_letter

from wantedtrack.rules.sheets import Kind, Sheet

_RULES: Any = rules
_BAR = "FFB9C9DA"
_BARRED = ("Age",)
"""Columns of figures that a bar helps to compare; the number stays beside it."""


def add_bars(sheet: Any, content: Sheet) -> None:  # noqa: ANN401 (openpyxl's sheets have no common type)
    """Bars behind the ages, the numbers in front of them."""
    for number, column in enumerate(content.columns, 1):
        if column.kind is Kind.DAYS and column.heading in _BARRED and len(content.rows) > 1:
            letter = get_column_letter(number)
            rule: Any = _RULES.DataBarRule(start_type="num", start_value=0, end_type="max", color=_BAR, showValue=True)
            sheet.conditional_formatting.add(f"{letter}2:{letter}{len(content.rows) + 1}", rule)


def bar_chart(sheet: Sheet, *, title: str, beginning: str, says: str) -> BarChart | None:
    """A chart of those rows whose first cell begins with `beginning`: first column the names, second the values; None where there are none.

    `says` is the chart in words, for who cannot see it.
    """
    places = [number for number, row in enumerate(sheet.rows, 2) if str(row[0]).startswith(beginning)]
    if not places or not any(sheet.rows[place - 2][1] for place in places):
        return None
    first, last = places[0], places[-1]
    chart: Any = BarChart()
    chart.type, chart.style, chart.title, chart.legend = "bar", 10, title, None
    series: Any = Series(val=NumDataSource(numRef=NumRef(f=f"'{sheet.name}'!$B${first}:$B${last}")))
    series.cat = AxDataSource(strRef=StrRef(f=f"'{sheet.name}'!$A${first}:$A${last}"))
    series.graphicalProperties = GraphicalProperties(solidFill="24384D")
    chart.series.append(series)
    chart.dataLabels = DataLabelList()
    chart.dataLabels.showVal = True
    for hidden in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
        setattr(chart.dataLabels, hidden, False)
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "0"
    chart.gapWidth = 40
    chart.width, chart.height = 26, max(6.0, 2.5 + 0.75 * len(places))
    chart.says = says
    return chart
