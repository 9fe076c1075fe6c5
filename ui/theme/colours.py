"""The named colours of the three themes, and how contrast is measured. Every colour in the window comes from here."""

from dataclasses import dataclass
from enum import StrEnum

from wantedtrack.rules.entry import Band


class ThemeName(StrEnum):
    """Light and dark follow the system; high contrast is chosen, or follows it."""

    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


@dataclass(frozen=True, slots=True)
class Mark:
    """A band's mark: ground and text, the shape that stands before its word, and the edge that parts it from white and from black alike."""

    ground: str
    text: str
    shape: str
    edge: str


@dataclass(frozen=True, slots=True)
class Colours:
    """One theme. Text stands on `window`, `base`, `raised` or its own ground; `line` and `accent` are seen against the first three.

    `line` goes round what is typed in, pressed or dragged. `edge` only parts one room from the next, and nobody has to see it to work.
    """

    window: str
    base: str
    raised: str
    text: str
    quiet: str
    line: str
    edge: str
    accent: str
    on_accent: str
    selected: str
    on_selected: str
    over: str
    soon: str
    fine: str
    notice: str
    on_notice: str
    trouble: str
    on_trouble: str
    demonstration: str
    on_demonstration: str


LIGHT = Colours(
    window="#F3F4F6", base="#FFFFFF", raised="#FAFBFC", text="#15191E", quiet="#4A545F", line="#7C8794", edge="#D3D9E0", accent="#1A56A0", on_accent="#FFFFFF",
    selected="#CFE2F7", on_selected="#10151A", over="#9A1B1B", soon="#7A5200", fine="#1F6B3A", notice="#E4EEF9", on_notice="#10263F",
    trouble="#FBE3E1", on_trouble="#5C1111", demonstration="#4B2A7B", on_demonstration="#FFFFFF",
)  # fmt: skip
DARK = Colours(
    window="#1B1F24", base="#14171B", raised="#22272D", text="#E9EDF1", quiet="#B0BAC5", line="#78838F", edge="#363E47", accent="#7DB4F2", on_accent="#0B1522",
    selected="#2B4A6F", on_selected="#FFFFFF", over="#FF9C94", soon="#F2C14E", fine="#7FD39B", notice="#22364D", on_notice="#E2EEFB",
    trouble="#4B1F1F", on_trouble="#FFE3E0", demonstration="#573A8C", on_demonstration="#FFFFFF",
)  # fmt: skip
CONTRAST = Colours(
    window="#000000", base="#000000", raised="#000000", text="#FFFFFF", quiet="#FFFFFF", line="#FFFFFF", edge="#FFFFFF", accent="#FFE600", on_accent="#000000",
    selected="#FFE600", on_selected="#000000", over="#FF8A80", soon="#FFE600", fine="#7CFC9A", notice="#000000", on_notice="#FFFFFF",
    trouble="#000000", on_trouble="#FF8A80", demonstration="#FFE600", on_demonstration="#000000",
)  # fmt: skip

THEMES: dict[ThemeName, Colours] = {ThemeName.LIGHT: LIGHT, ThemeName.DARK: DARK, ThemeName.CONTRAST: CONTRAST}

BANDS: dict[Band | None, Mark] = {
    Band.HIGH: Mark("#8B1A1A", "#FFFFFF", "■", "#CC564F"),
    Band.MEDIUM: Mark("#F2B705", "#000000", "▲", "#9C7500"),
    Band.STANDARD: Mark("#D6E9F8", "#000000", "●", "#5F87AB"),
    None: Mark("#5B6670", "#FFFFFF", "◇", "#7E8993"),
}
"""Word, shape and colour, in that order of importance; the same in every theme, so that a band is known again anywhere."""


def luminance(colour: str) -> float:
    """Relative luminance of a #RRGGBB colour. Source: WCAG 2.2, definition of relative luminance."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]  # noqa: PLR2004 (the definition's own figure)
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """The contrast ratio, 1 to 21. Source: WCAG 2.2, definition of contrast ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)
