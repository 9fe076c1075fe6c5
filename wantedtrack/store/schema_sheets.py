"""The tables of what is written into a handover by hand, of tasking sheets that went out and came back, and of who has which entry open."""

from sqlalchemy import BigInteger, Column, ForeignKey, Integer, Table, Text, UniqueConstraint

from wantedtrack.store.schema import METADATA
from wantedtrack.store.types import InstantType


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _link(name: str, target: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


def _at() -> Column[object]:
    return Column("at", InstantType, nullable=False)


handover_remark = Table(
    "handover_remark", METADATA, _key(), _link("handover_id", "handover"), _link("entry_id", "entry", optional=True), _text("text"),
    _link("by", "officer"), _at(),
)  # fmt: skip
"""What the outgoing officer says of an entry, or (without one) of the shift, before signing."""

handover_answer = Table(
    "handover_answer", METADATA, _key(), _link("tick_id", "handover_tick"), _text("text"), _link("by", "officer"), _at()
)

handover_addendum = Table(
    "handover_addendum", METADATA, _key(), _link("handover_id", "handover"), _text("text"), _link("by", "officer"), _at(),
    Column("sequence", BigInteger, nullable=False),
)  # fmt: skip
"""What was added after sealing, marked as such: the sealed content stays as it was."""

tasking_sheet = Table(
    "tasking_sheet", METADATA, _key(), _at(), _link("by", "officer"), _text("chosen"), Column("sequence", BigInteger, nullable=False)
)

tasking_row = Table(
    "tasking_row", METADATA, Column("sheet_id", Integer, ForeignKey("tasking_sheet.id"), primary_key=True), Column("row", Integer, primary_key=True),
    _link("entry_id", "entry"), Column("entry_version", Integer, nullable=False),
)  # fmt: skip

returned_row = Table(
    "returned_row", METADATA, _key(), _link("sheet_id", "tasking_sheet"), Column("row", Integer, nullable=False), _text("digest"),
    _link("attempt_id", "attempt", optional=True), _link("by", "officer"), _at(), UniqueConstraint("sheet_id", "row", "digest"),
)  # fmt: skip
"""Each filled-in row that was taken, by a digest of what stood in it: the same again is unchanged, never a second attempt."""

presence = Table(
    "presence", METADATA, Column("desktop", Text, primary_key=True), Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True, index=True),
    _link("entry_id", "entry"), _at(), Column("since", InstantType),
)  # fmt: skip
"""Who has which entry open at which desktop, when that was last said, and since when without a break; empty where an earlier version said it."""
