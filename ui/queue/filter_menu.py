"""The filters as a menu: each choice writes its word into the search box, or takes it away again. The box stays the one place that says what is shown."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui import labels
from ui.menus import LetteredMenu, give_letters
from ui.wording import tr
from wantedtrack.rules.entry import Band, Category, Circulation, Flag, Stage
from wantedtrack.rules.search_language import FilterKey, shown
from wantedtrack.rules.search_places import Known, band_word, holds, quoted

Pairs = Sequence[tuple[str, str]]
_MOST = 40
"""Owners or stations in one menu; the others are typed, with completion."""


def parts_of_menu(band_labels: dict[Band, str], known: Known) -> list[tuple[str, Pairs]]:
    """The parts of the menu: what each is called, and its choices as (label, word)."""
    return [
        ("Band", [(labels.band_words(band, band_labels), band_word(band, band_labels)) for band in Band]),
        ("Due", [(tr("Overdue"), "due:overdue"), (tr("Due today"), "due:today"), (tr("Due within 24 hours"), "due:<24h")]),
        ("Owner", _of_people(known)),
        ("Category", [(labels.CATEGORY[one], f"category:{shown(one)}") for one in Category]),
        ("Stage", [(tr("Open"), "stage:open"), *((labels.STAGE[one], f"stage:{shown(one)}") for one in Stage if one is not Stage.DISPOSED)]),
        ("Circulation", [(labels.CIRCULATION[one], f"circulation:{shown(one)}") for one in Circulation]),
        ("Tried", [(tr("Never tried"), "-attempted"), (tr("Tried at least once"), "attempted")]),
        ("Flag", [(labels.FLAG[one], f"flag:{shown(one)}") for one in Flag]),
        ("Station", [(tr("No station"), "station:none"), *((one, f"station:{quoted(one)}") for one in known.get(FilterKey.STATION, ())[:_MOST])]),
        ("Team", [(tr("No team"), "team:none"), *((one, f"team:{quoted(one)}") for one in known.get(FilterKey.TEAM, ())[:_MOST])]),
    ]  # fmt: skip


def _of_people(known: Known) -> Pairs:
    collars = known.get(FilterKey.OWNER, ())[:_MOST]
    return [(tr("Mine"), "owner:me"), (tr("Nobody’s"), "owner:none"), *((collar, f"owner:{quoted(collar)}") for collar in collars)]


def filter_menu(text: str, band_labels: dict[Band, str], known: Known, choose: Callable[[str], None], parent: QWidget) -> QMenu:
    """The menu for a box that holds this text; `choose` is given the word that was picked."""
    menu = LetteredMenu(tr("Filter"), parent)
    menu.setObjectName("filters")
    menu.setAccessibleName(tr("Filters"))
    parts = [(menu.add_inner(tr(name)), tr(name), pairs) for name, pairs in parts_of_menu(band_labels, known)]
    give_letters([(part.menuAction(), name) for part, name, _ in parts])
    for part, _, pairs in parts:
        lines = [(_choice(word, text, choose, part), f"{label}\t{word}") for label, word in pairs]
        part.addActions([made for made, _ in lines])
        give_letters(lines)
    return menu


def _choice(word: str, text: str, choose: Callable[[str], None], parent: QMenu) -> QAction:
    made = QAction(parent)
    made.setObjectName(f"filter-{word}")
    made.setCheckable(True)
    made.setChecked(holds(text, word))
    made.triggered.connect(lambda: choose(word))
    return made
