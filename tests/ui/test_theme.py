"""Contrast is measured, in each theme."""

import pytest
from PySide6.QtWidgets import QApplication

from tests.ui.driving import Driver
from ui.theme.colours import BANDS, THEMES, Colours, ThemeName, contrast
from wantedtrack.rules.entry import Band

TEXT, CONTROL = 4.5, 3.0
GROUNDS = ("window", "base", "raised")
ON_ANY_GROUND = ("text", "quiet", "over", "soon", "fine", "accent")
PAIRS = (
    ("on_accent", "accent"),
    ("on_selected", "selected"),
    ("on_notice", "notice"),
    ("on_trouble", "trouble"),
    ("on_demonstration", "demonstration"),
)


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("text", ON_ANY_GROUND)
def test_text_is_readable_on_every_ground(name: ThemeName, text: str) -> None:
    colours: Colours = THEMES[name]
    for ground in GROUNDS:
        assert contrast(getattr(colours, text), getattr(colours, ground)) >= TEXT, (text, ground)


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_is_readable_on_its_own_ground(name: ThemeName, text: str, ground: str) -> None:
    assert contrast(getattr(THEMES[name], text), getattr(THEMES[name], ground)) >= TEXT


@pytest.mark.parametrize("name", ThemeName)
def test_controls_are_seen_against_every_ground(name: ThemeName) -> None:
    for ground in GROUNDS:
        assert contrast(THEMES[name].line, getattr(THEMES[name], ground)) >= CONTROL


@pytest.mark.parametrize("band", [*Band, None])
def test_a_bands_word_is_readable_on_its_colour(band: Band | None) -> None:
    assert contrast(BANDS[band].text, BANDS[band].ground) >= TEXT


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("band", [*Band, None])
def test_a_bands_mark_is_parted_from_what_it_stands_on(name: ThemeName, band: Band | None) -> None:
    """Also where its own ground is as dark or as light: dark red on black, light blue on white."""
    for ground in (THEMES[name].base, THEMES[name].window):
        assert contrast(BANDS[band].edge, ground) >= CONTROL


def test_bands_differ_in_shape_not_only_in_colour() -> None:
    assert len({mark.shape for mark in BANDS.values()}) == len(BANDS)


def test_the_ratio_is_that_of_the_standard() -> None:
    assert contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert contrast("#777777", "#FFFFFF") == pytest.approx(4.48, abs=0.01)


def test_text_scales_to_twice_its_size_and_back(window: Driver) -> None:
    theme = window.window.theme
    before, height = QApplication.font().pointSizeF(), window.table.verticalHeader().defaultSectionSize()
    theme.scale_text(2.0)
    window.settle()
    assert QApplication.font().pointSizeF() == pytest.approx(2 * before)
    assert window.table.verticalHeader().defaultSectionSize() > height
    theme.scale_text(1.0)
    assert QApplication.font().pointSizeF() == pytest.approx(before)


@pytest.mark.parametrize("name", ThemeName)
def test_a_theme_can_be_chosen_while_working(window: Driver, name: ThemeName) -> None:
    window.window.theme.choose(name)
    window.settle()
    assert window.window.theme.name is name
    assert window.people()
    window.window.theme.choose(None)
