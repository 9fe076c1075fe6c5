"""The first page of the queue on its way from the process that read it to the window: asked for and answered in bytes on two pipes."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec

from wantedtrack.rules.entry import Band, EntryId, EntryRow, Instant


@dataclass(frozen=True, slots=True)
class Asked:
    """Which store and which rows. `now` takes the clock's place on a demonstration store, as it does in the window."""

    home: str
    database: str | None
    now: Instant | None
    words: str
    sort: str
    limit: int

    def as_bytes(self) -> bytes:
        """One line."""
        return msgspec.json.encode(self) + b"\n"


@dataclass(frozen=True, slots=True)
class FirstPage:
    """The rows that the account's own officer is shown first, the clock they were read at, and what the force calls its bands."""

    words: str
    ids: list[EntryId]
    rows: list[EntryRow]
    now: Instant
    is_demonstration: bool
    band_labels: Mapping[Band, str]

    def as_bytes(self) -> bytes:
        """As it goes through the pipe."""
        return msgspec.msgpack.encode(self)


def read_asked(line: bytes) -> Asked:
    """What was asked. Raises ValueError for anything else."""
    return msgspec.json.decode(line, type=Asked)


def read_page(answer: bytes) -> FirstPage | None:
    """The page, None where these bytes are none, whatever they are."""
    try:
        page = msgspec.msgpack.decode(answer, type=FirstPage)
    except ValueError:
        return None
    whole = len(page.ids) == len(page.rows) and all(row.entry == number for row, number in zip(page.rows, page.ids, strict=True))
    return page if whole and page.now.tzinfo is not None else None
