"""The window's own program as a child process: the program without a window never loads Qt. What is handed over goes through its input and output,
so that no name lies in a file for a time.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from wantedtrack.errors import Unavailable

_PDF_TAKES_S = 600


def window_command() -> list[str]:
    """How the window's program is called here, packaged or not."""
    if getattr(sys, "frozen", False):
        beside = "wantedtrack-desktop.exe" if sys.platform == "win32" else "wantedtrack-desktop"
        return [str(Path(sys.executable).with_name(beside))]
    return [sys.executable, "-m", "ui"]


def make_pdf(document: dict[str, Any]) -> bytes:
    """A PDF of these parts, set on pages by the window's program. Raises Unavailable("no_window_program") where it is not installed or cannot.

    The document: `title`, `foot`, `marking`, `notices`, and `parts`, each with `html` and `paper` (A4 or A3, lying).
    """
    try:
        done = subprocess.run(  # noqa: S603 (our own program)
            [*window_command(), "--pdf"], input=json.dumps(document).encode(), capture_output=True, timeout=_PDF_TAKES_S, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        done = None
    if done is None or done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        message = (
            "A PDF is made by the window's program, which is not installed here or cannot draw. Nothing was written; "
            "write the workbook instead (a name ending in .xlsx), or run this where the window is installed."
        )
        raise Unavailable(message, code="no_window_program", field="out")
    return done.stdout
