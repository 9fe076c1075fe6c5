"""Whether anything may move by itself: as somebody chose under Settings, or as the system asks."""

import sys

from PySide6.QtWidgets import QApplication, QProgressBar

_CLIENT_AREA_ANIMATION = 0x1042


def system_asks_for_stillness() -> bool:
    """Whether the system was told to show no animations. Source: Windows, SPI_GETCLIENTAREAANIMATION; elsewhere a cursor that does not blink."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415 (only there)

        shown = ctypes.c_int(1)
        ctypes.windll.user32.SystemParametersInfoW(_CLIENT_AREA_ANIMATION, 0, ctypes.byref(shown), 0)
        return not shown.value
    return QApplication.cursorFlashTime() <= 0


def show_busy(bar: QProgressBar, *, of: int = 0) -> None:
    """Begin anew: a share of `of`, or where that is not known a bar that is at work, which stands still where nothing is to move."""
    bar.setRange(0, of or (1 if QApplication.cursorFlashTime() <= 0 else 0))
    bar.setValue(0)
