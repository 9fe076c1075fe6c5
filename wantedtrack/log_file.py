"""The log of this desktop: what happened and where in the program, never to whom.

Answers the threat "a stolen or shared desktop" of trust.md: text that comes from data is left out by the one formatter, not by the care of callers.
"""

import logging
import traceback
from collections.abc import Generator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import Enum
from pathlib import Path

from wantedtrack.errors import Refusal

LOGGERS = ("wantedtrack", "ui")
"""The program's own. What libraries say is not kept: they write values into their sentences."""

_LARGEST_BYTES = 1_000_000
_KEPT = 3
_LEFT_OUT = "…"


class WithoutPersonalData(logging.Formatter):
    """Writes the sentence as it stands in the code, with numbers and enumerated values put in and any other value left out.

    Of an exception it writes kind, code and the places in the program, not what it says.
    """

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an exception below it."""
        at = datetime.fromtimestamp(record.created, UTC)
        line = f"{at:%Y-%m-%dT%H:%M:%SZ} {record.levelname} {record.name} {_sentence(record)}"
        error = record.exc_info[1] if record.exc_info else None
        return line if error is None else f"{line}\n{told_without_words(error)}"


def told_without_words(error: BaseException) -> str:
    """An exception and its causes by kind, code and place. For the log, and for the page that shows a bug."""
    lines: list[str] = []
    seen: set[int] = set()
    following: BaseException | None = error
    while following is not None and id(following) not in seen:
        seen.add(id(following))
        code = f" [{following.code}]" if isinstance(following, Refusal) else ""
        lines.append(f"  {type(following).__module__}.{type(following).__qualname__}{code}")
        lines += [f"    {Path(frame.filename).name}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(following.__traceback__)]
        following = following.__cause__ or (None if following.__suppress_context__ else following.__context__)
    return "\n".join(lines)


@contextmanager
def log_to(folder: Path) -> Generator[Path]:
    """Write the program's log into this folder while the context lasts; gives the file. A folder that cannot be written logs nothing and stops nobody."""
    path = folder / "wantedtrack.log"
    handler = _handler(path)
    handler.setFormatter(WithoutPersonalData())
    levels = {name: logging.getLogger(name).level for name in LOGGERS}
    for name in LOGGERS:
        logging.getLogger(name).addHandler(handler)
        logging.getLogger(name).setLevel(logging.INFO)
    try:
        yield path
    finally:
        for name in LOGGERS:
            logging.getLogger(name).removeHandler(handler)
            logging.getLogger(name).setLevel(levels[name])
        handler.close()


def _handler(path: Path) -> logging.Handler:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _make_room(path)
        return logging.FileHandler(path, encoding="utf-8")
    except OSError:
        return logging.NullHandler()


def _make_room(path: Path) -> None:
    """Begin a new file where the last has grown long. Another program may still write to it, and where the system forbids moving it then, it stays."""
    if not path.exists() or path.stat().st_size < _LARGEST_BYTES:
        return
    with suppress(OSError):
        for number in range(_KEPT - 1, 0, -1):
            older = path.with_name(f"{path.name}.{number}")
            if older.exists():
                older.replace(path.with_name(f"{path.name}.{number + 1}"))
        path.replace(path.with_name(f"{path.name}.1"))


def _sentence(record: logging.LogRecord) -> str:
    template, values = (record.msg if isinstance(record.msg, str) else _LEFT_OUT), record.args
    if not values:
        return template
    try:
        return template % (
            tuple(map(_safe, values)) if isinstance(values, tuple) else {name: _safe(value) for name, value in values.items()}
        )
    except (TypeError, ValueError, KeyError):
        return template


def _safe(value: object) -> object:
    if isinstance(value, Enum):
        return value.value
    return value if isinstance(value, bool | int | float) else _LEFT_OUT
