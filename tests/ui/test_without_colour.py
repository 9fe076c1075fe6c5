"""Nothing is told by colour alone: whoever sees no colour, or red and green alike, finds a word or a shape for each."""

from itertools import combinations

import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit

from tests.ui.driving import Driver
from ui.seen_otherwise import SIGHTS, colour_seen, seen_by
from ui.status_line import SHAPES
from ui.theme.colours import BANDS, THEMES, ThemeName, contrast
from ui.theme.style import Theme
from ui.widgets.bars import PATTERNS

TEXT = 4.5
TELLING = ("over", "soon", "fine", "wrong", "danger")
"""Tones that mean something; the others only set apart."""


@pytest.mark.parametrize("sight", SIGHTS)
def test_a_bands_word_stays_readable_in_every_sight(sight: str) -> None:
    for mark in BANDS.values():
        assert contrast(colour_seen(mark.text, sight), colour_seen(mark.ground, sight)) >= TEXT


@pytest.mark.parametrize("name", ThemeName)
@pytest.mark.parametrize("sight", SIGHTS)
def test_words_that_warn_stay_readable_in_every_sight(name: ThemeName, sight: str) -> None:
    colours = THEMES[name]
    for tone in (colours.over, colours.soon, colours.fine, colours.quiet, colours.text):
        assert contrast(colour_seen(tone, sight), colour_seen(colours.window, sight)) >= TEXT


def test_bands_states_and_bars_differ_in_shape() -> None:
    for shapes in ([mark.shape for mark in BANDS.values()], [*SHAPES.values()], [*PATTERNS]):
        assert len({*shapes}) == len(shapes)


def test_grey_is_how_light_a_colour_is() -> None:
    assert colour_seen("#ffffff", "grey") == "#ffffff"
    assert contrast(colour_seen("#8B1A1A", "grey"), "#ffffff") == pytest.approx(contrast("#8B1A1A", "#ffffff"), abs=0.2)
    image = QImage(2, 1, QImage.Format.Format_RGB32)
    image.setPixelColor(0, 0, QColor("#ff0000"))
    image.setPixelColor(1, 0, QColor("#00ff00"))
    red, green = (seen_by(image, "deuteranopia").pixelColor(place, 0) for place in (0, 1))
    assert red != green
    assert abs(red.hueF() - green.hueF()) < 0.1, "red and green have become one hue"


def test_two_marks_of_different_tone_never_say_the_same(window: Driver, queue: list[str]) -> None:
    """On the queue, the entry, the start of a shift and About: what a coloured word means is in the word."""
    window.go_to(queue[0])
    for place in ("queue", "start-of-shift", "inbox", "about"):
        window.does(place)
        told = [
            (str(one.property("tone")), one.text())
            for one in window.window.findChildren(QLabel)
            if one.isVisible() and one.property("tone") in TELLING
        ]
        assert all(text.strip() for _, text in told)
        for (tone, text), (other_tone, other) in combinations(told, 2):
            assert text != other or tone == other_tone, (place, text)


@pytest.mark.parametrize("name", ThemeName)
def test_what_stands_in_an_empty_field_can_be_read(qapp: QApplication, name: ThemeName) -> None:
    theme = qapp.findChild(Theme) or Theme(qapp)
    theme.choose(name)
    line = QLineEdit()
    line.ensurePolished()
    shown = line.palette().placeholderText().color()
    assert shown.alpha() == 255
    assert contrast(shown.name(), THEMES[name].base) >= TEXT
    theme.choose(None)
