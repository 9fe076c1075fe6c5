"""The recovery key on paper: the sheet that is locked away, with what it opens and how it is used. It is drawn for the printer and kept nowhere."""

import platform
from datetime import date
from html import escape

from PySide6.QtGui import QPagedPaintDevice, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from ui.wording import tr


def sheet(key: str, made_on: date | None, desktop: str) -> str:
    """What stands on it."""
    groups = "&nbsp;&nbsp; ".join(escape(group) for group in key.split("-"))
    lines = (
        tr("It opens the store that was made on {day} on the desktop {desktop}.", day=made_on.strftime("%d/%m/%Y"), desktop=desktop)
        if made_on is not None
        else tr("It opens the store on the desktop {desktop}.", desktop=desktop),
        tr("Whoever has this sheet can read everything. Lock it away, and keep no copy on a computer."),
        tr(
            "When nobody's account or passphrase opens the store any more: start the program, choose “use the recovery key”, and type the eight groups. The last letter of each group finds a slip."
        ),
        tr("The key stays the same after it was used. Lock this sheet away again."),
    )
    body = "".join(f"<p style='font-size:12pt'>{escape(line)}</p>" for line in lines)
    head = escape(tr("WantedTrack: recovery key"))
    return f"<h1>{head}</h1><p style='font-size:20pt; font-family:monospace'><b>{groups}</b></p>{body}"


def print_sheet(key: str, made_on: date | None, device: QPagedPaintDevice) -> None:
    """Draw the sheet on this device."""
    document = QTextDocument()
    document.setHtml(sheet(key, made_on, platform.node()))
    document.print_(device)


def ask_and_print(key: str, made_on: date | None, over: QWidget) -> bool:
    """Ask for a printer; whether the sheet went to it."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(tr("Recovery key"))
    dialog = QPrintDialog(printer, over)
    if dialog.exec() != QPrintDialog.DialogCode.Accepted:
        return False
    print_sheet(key, made_on, printer)
    return printer.printerState() is not QPrinter.PrinterState.Error
