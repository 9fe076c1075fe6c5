"""What makes the window look like one thing: lines that an eye finds its way along, marks that are seen in every theme, columns that use the room."""

import re

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QApplication, QListWidgetItem, QTableWidgetItem, QWidget

from tests.ui.driving import Driver
from ui import labels
from ui.queue.columns import COLUMNS
from ui.queue.list_rows import CountRole, NameRole
from ui.queue.lists import Lists
from ui.queue.model import QueueModel
from ui.queue.table import QueueTable
from ui.theme.colours import THEMES, ThemeName, contrast
from ui.theme.icons import icon_named
from ui.theme.style import Theme
from ui.widgets.bars import BarsChart, Series
from ui.widgets.flow import FlowLayout
from ui.widgets.long_words import Chip, breakable, shortened
from ui.widgets.reading_text import ReadingText
from ui.widgets.rows_table import RowsTable

TEXT, CONTROL = 4.5, 3.0


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return qapp.findChild(Theme) or Theme(qapp)


@pytest.mark.parametrize("name", ThemeName)
def test_what_lies_over_another_ground_is_seen(name: ThemeName) -> None:
    """The pairs that meet on the screen and are of no control's own ground: a mark in a chosen row, a warning on a notice, a button that rests."""
    colours = THEMES[name]
    for upper, lower, least in (
        ("accent", "notice", CONTROL),
        ("line", "base", CONTROL),
        ("over", "trouble", CONTROL),
        ("quiet", "window", TEXT),
        ("text", "notice", TEXT),
        ("demonstration", "on_demonstration", TEXT),
    ):
        assert contrast(getattr(colours, upper), getattr(colours, lower)) >= least, (upper, lower)


@pytest.mark.parametrize("name", ThemeName)
def test_an_icon_in_a_chosen_row_is_seen_on_its_ground(theme: Theme, name: ThemeName) -> None:
    theme.choose(name)
    chosen = THEMES[name].selected
    for mode, ground in ((QIcon.Mode.Normal, THEMES[name].base), (QIcon.Mode.Selected, chosen), (QIcon.Mode.Active, chosen)):
        picture = icon_named("lock").pixmap(32, 32, mode).toImage()
        inks = [picture.pixelColor(x, y) for x in range(picture.width()) for y in range(picture.height())]
        strongest = max(inks, key=lambda ink: ink.alpha())
        assert contrast(QColor(strongest.rgb()).name(), ground) >= CONTROL, mode
    theme.choose(None)


def test_a_line_of_the_lists_holds_its_name_and_its_count_apart_and_says_both(qapp: QApplication) -> None:  # noqa: ARG001 (a widget needs it)
    lists = Lists()
    lists.show_counts({"this-shift": 7, "everything": 1204})
    first: QListWidgetItem = lists.item(0)
    assert (first.data(NameRole), first.data(CountRole)) == ("This shift", "7")
    assert first.text().split() == ["7", "This", "shift"]
    assert first.data(int(Qt.ItemDataRole.AccessibleTextRole)) == "This shift, 7"


def test_a_line_of_words_ends_where_an_eye_finds_back(qapp: QApplication) -> None:
    text = ReadingText()
    text.setHtml("<p>" + "word " * 400 + "</p>")
    widths: list[float] = []
    for width in (400, 900, 3000):
        text.resize(width, 300)
        text.show()
        qapp.processEvents()
        widths.append(text.document().idealWidth())
    assert widths[0] < 400 < widths[1] < 900
    assert widths[2] < 160 * text.fontMetrics().averageCharWidth()
    assert not text.horizontalScrollBar().isVisible()


def test_a_wider_screen_shows_more_columns_of_the_queue(qapp: QApplication) -> None:
    table = QueueTable(QueueModel(lambda *_: None, lambda: None))  # pyright: ignore[reportArgumentType]  (nothing is fetched of an empty list)
    table.show()
    heads, seen = table.horizontalHeader(), []
    for width in (640, 1100, 1500):
        table.resize(width, 300)
        qapp.processEvents()
        right = table.viewport().width()
        places = [place for place in range(len(COLUMNS)) if not table.isColumnHidden(place)]
        seen.append(sum(heads.sectionViewportPosition(place) + heads.sectionSize(place) <= right for place in places))
    assert seen[0] < seen[1] < seen[2]


def test_what_is_left_of_a_table_goes_to_all_that_hold_words(qapp: QApplication) -> None:
    table = RowsTable("invented", "Invented", [("Band", 12), ("Person", 32), ("What", 28), ("Due", 16)])
    table.resize(700, 200)
    table.show()
    qapp.processEvents()
    narrow = [table.columnWidth(place) for place in range(4)]
    table.resize(1800, 200)
    qapp.processEvents()
    wide = [table.columnWidth(place) for place in range(4)]
    assert (wide[0], wide[3]) == (narrow[0], narrow[3])
    assert wide[1] > narrow[1]
    assert wide[2] > narrow[2]
    table.resize(700, 200)
    qapp.processEvents()
    assert [table.columnWidth(place) for place in range(4)] == narrow


def test_each_bar_of_a_chart_has_its_figure_over_it(qapp: QApplication, theme: Theme) -> None:
    theme.choose(ThemeName.DARK)
    chart = BarsChart("invented")
    chart.resize(600, 300)
    chart.show_bars("Outstanding", "entries", ["Warrant", "Bail"], [Series("Red", [1204, 0]), Series("Amber", [3, 2])])
    chart.show()
    qapp.processEvents()
    written = [one.textItem.toPlainText() for one in chart.figures()]
    assert written == ["1,204", "0", "3", "2"]
    assert all(one.isVisible() for one in chart.figures())
    chart.show_bars("By week", "entries", [str(week) for week in range(8)], [Series(name, [1204] * 8) for name in ("Red", "Amber", "Blue")])
    qapp.processEvents()
    assert chart.named_bars() == ("bottom", 8)
    assert not any(one.isVisible() for one in chart.figures()), "figures that would run into each other give way"
    theme.choose(None)


def test_a_word_as_long_as_a_line_may_be_broken_and_no_name_is_changed() -> None:
    name = "FITZWILLIAM-HARTINGTON-BEAUCHAMP-SOMERVILLE, Test Maximiliana"
    assert breakable(name) == name
    for hostile in ("W" * 200, "a" * 29 + "e\u0301" * 40, "x" * 31 + " y"):
        shown = breakable(hostile)
        assert shown.replace("\u200b", "") == hostile
        assert max(len(part) for part in re.split("[\u200b ]", shown)) <= 30
        assert "\u200b\u0301" not in shown
    assert shortened("one two three", 8) == "one two …"
    assert shortened("x" * 50, 10) == "x" * 10 + " …"
    assert shortened("short", 10) == "short"


def test_what_turns_the_line_round_turns_nothing_of_the_programs_own() -> None:
    joined = labels.joined(["Offence \u202ereversed", "due 14:00 \u2066today"])
    assert joined == "Offence reversed · due 14:00 today"
    assert labels.place_words("1 \u202eInvented Road", "BS99 7ZZ") == "1 Invented Road, BS99 7ZZ"
    assert labels.joined(["אברהם", "born"]) == "אברהם · born", "a language written from the right stays as it is"


def test_a_warning_of_many_words_makes_the_entry_no_wider_and_its_button_stays_in_view(window: Driver, queue: list[str]) -> None:
    window.go_to(queue[0])
    entry = window.window.area.queue.entry
    detail = entry.detail
    assert detail is not None
    body = entry.widget()
    assert body is not None
    before = body.minimumSizeHint().width()
    holder = entry.findChild(QWidget, "entry-dangers")
    assert holder is not None
    flow = holder.layout()
    assert isinstance(flow, FlowLayout)
    flow.addWidget(Chip("Has threatened officers with a firearm and a dog " * 6 + "W" * 90, holder))
    short = Chip("ES Escaper", holder)
    flow.addWidget(short)
    window.settle()
    QApplication.processEvents()
    assert body.minimumSizeHint().width() <= before + 40
    assert body.width() <= entry.viewport().width()
    assert short.height() < 2 * short.fontMetrics().height() + 8, "a short one stands on one line"


def test_a_heading_stands_over_its_figures(qapp: QApplication) -> None:  # noqa: ARG001 (a widget needs it)
    table = RowsTable("invented", "Invented", [("Measure", 30), ("Value", 10)])
    words, figure = QTableWidgetItem("Outstanding"), QTableWidgetItem("167")
    figure.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
    wraps = Qt.TextFlag.TextWordWrap
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | wraps)
    table.show_rows([[words, figure]])
    head = table.horizontalHeaderItem(1)
    assert head is not None
    held = int(head.data(Qt.ItemDataRole.TextAlignmentRole))
    assert held & Qt.AlignmentFlag.AlignRight.value
    assert not held & Qt.AlignmentFlag.AlignLeft.value
    assert held & wraps.value, "a long heading goes on to a second line"
    first = table.horizontalHeaderItem(0)
    assert first is not None
    assert not first.textAlignment() & Qt.AlignmentFlag.AlignRight
    model = QueueModel(lambda *_: None, lambda: None)  # pyright: ignore[reportArgumentType]  (nothing is fetched of an empty list)
    for place, column in enumerate(COLUMNS):
        assert model.headerData(place, Qt.Orientation.Horizontal, int(Qt.ItemDataRole.TextAlignmentRole)) == column.align


def test_bars_whose_words_do_not_stand_beside_each_other_lie_down_and_every_one_is_named(qapp: QApplication) -> None:
    names = ["SHEPTON MALLET POLICE STATION", "BURNHAM ON SEA POLICE STATION", "THE BRIDEWELL POLICE STATION", "Keynsham", "Yeovil"]
    chart = BarsChart("invented")
    chart.resize(1900, 400)
    chart.show_bars("By station", "entries", names, [Series("Outstanding", [131, 4, 3, 2, 1])])
    chart.show()
    qapp.processEvents()
    assert chart.named_bars() == ("bottom", len(names))
    chart.resize(420, 400)
    qapp.processEvents()
    assert chart.named_bars() == ("left", len(names))
    assert all(one.isVisible() for one in chart.figures())
    chart.resize(1900, 400)
    qapp.processEvents()
    assert chart.named_bars() == ("bottom", len(names))


def test_a_row_that_is_read_whole_has_room_for_all_of_its_lines_and_some_air(qapp: QApplication) -> None:
    table = RowsTable("invented", "Invented", [("Station", 12), ("Outstanding", 8)])
    table.wrap_rows()
    table.resize(500, 300)
    table.show_rows([[QTableWidgetItem("BRISLINGTON POLICE STATION before 13/9/12 and after"), QTableWidgetItem("2")]])
    table.show()
    qapp.processEvents()
    metrics = table.fontMetrics()
    room = QRect(0, 0, table.columnWidth(0) - 8, 1_000)
    words = metrics.boundingRect(room, int(Qt.TextFlag.TextWordWrap), str(table.model().index(0, 0).data()))
    assert table.rowHeight(0) >= words.height() + 6
    assert table.columnWidth(1) > metrics.horizontalAdvance("Outstanding")
