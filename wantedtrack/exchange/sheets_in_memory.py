"""The sheets of a workbook under way, packed in memory: the library would lay them, names and all, into the system's folder for temporary files.

Answers the threat "a stolen desktop" of trust.md: a killed export leaves nothing behind. Packed, a sheet of 20,000 entries takes a few megabytes.
"""

import io
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import Workbook
from openpyxl.worksheet._writer import WorksheetWriter
from openpyxl.writer.excel import ExcelWriter

from wantedtrack.exchange.quick_rows import QuickRows

_QUICK = 1
_CHUNK = 1 << 16


class PackedSheet(io.RawIOBase):
    """What is written to it, packed; given back a piece at a time."""

    def __init__(self) -> None:
        """Empty."""
        super().__init__()
        self._packer = zlib.compressobj(_QUICK)
        self._packed: list[bytes] = []

    def writable(self) -> bool:
        """It only takes."""
        return True

    def write(self, data: Any, /) -> int:  # noqa: ANN401 (any buffer, as every file of Python's)
        """Pack these bytes."""
        self._packed.append(self._packer.compress(data))
        return memoryview(data).nbytes

    def pieces(self) -> Iterator[bytes]:
        """Everything that was written, from the first byte, once."""
        unpacker = zlib.decompressobj()
        for piece in (*self._packed, self._packer.flush()):
            yield unpacker.decompress(piece)
        yield unpacker.flush()


class _Writer(WorksheetWriter):
    """The library's writer of one sheet, into memory."""

    def __init__(self, sheet: Any) -> None:  # noqa: ANN401 (openpyxl's sheets have no common type)
        super().__init__(sheet, out=PackedSheet())
        self._quick = QuickRows()

    def write_row(self, xf: Any, row: Any, row_idx: int) -> None:  # noqa: ANN401 (the library's own words)
        """Write a row as text, where the library's writer takes text as it is; with another XML library beneath it, the library's way."""
        puts = getattr(xf, "_file", None)
        if puts is None:
            super().write_row(xf, row, row_idx)  # pyright: ignore[reportUnknownMemberType] (the library has no types here)
        else:
            sheet: Any = self.ws
            puts(self._quick.row(row_idx, sheet.row_dimensions.pop(row_idx, ()), row))

    def cleanup(self) -> None:
        """Nothing lies anywhere."""


class _Archive(ZipFile):
    """A zip file that takes a packed sheet where the library hands it the path of one."""

    def write(self, filename: Any, arcname: Any = None, *words: Any, **more: Any) -> None:  # noqa: ANN401 (ZipFile's own words)
        if not isinstance(filename, PackedSheet):
            super().write(filename, arcname, *words, **more)
            return
        with self.open(arcname, "w") as part:
            for piece in filename.pieces():
                part.write(piece)


_LibraryWriter: Any = ExcelWriter


class _BookWriter(_LibraryWriter):
    """The library's writer of a book; each chart takes along its words for a screen reader, which the library has no place for."""

    def _write_drawing(self, drawing: Any) -> None:  # noqa: ANN401 (the library's own drawing)
        frame_of = drawing._chart_frame  # noqa: SLF001 (where the library names a chart)

        def with_words(number: int) -> Any:  # noqa: ANN401 (the library's own frame)
            frame = frame_of(number)
            frame.nvGraphicFramePr.cNvPr.descr = getattr(drawing.charts[number - 1], "says", None)
            return frame

        drawing._chart_frame = with_words  # noqa: SLF001 (the same)
        super()._write_drawing(drawing)  # pyright: ignore[reportUnknownMemberType] (the library has no types here)


def keep_in_memory(sheet: Any) -> None:  # noqa: ANN401 (openpyxl's write-only sheet)
    """Let the rows of this write-only sheet be packed in memory; to be called before the first row."""

    def begin() -> None:
        if sheet._writer is None:  # noqa: SLF001 (the library has no public way to choose where a sheet is kept)
            sheet._writer = _Writer(sheet)  # noqa: SLF001 (the same)
            sheet._writer.write_top()  # noqa: SLF001 (the same)

    sheet._get_writer = begin  # noqa: SLF001 (the same)


def save(book: Workbook, path: Path) -> None:
    """Write the workbook to this path."""
    with _Archive(path, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        writer: Any = _BookWriter(book, archive)
        writer.write_data()
