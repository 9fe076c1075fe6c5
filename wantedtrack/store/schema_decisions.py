"""The tables of what people decide about entries and persons: merges, emergencies, circulation's steps, who may read, what is kept or erased."""

from sqlalchemy import Column, Date, ForeignKey, Integer, Table, Text, UniqueConstraint

from wantedtrack.rules import entry as words
from wantedtrack.store.schema import METADATA
from wantedtrack.store.types import InstantType, enum_of


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _link(name: str, target: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=True)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


person_merge = Table(
    "person_merge", METADATA, _key(), _link("survivor_id", "person"), _link("absorbed_id", "person"),
    Column("at", InstantType, nullable=False), _link("by", "officer"), _text("reason"),
    Column("undone_at", InstantType), _link("undone_by", "officer", optional=True), _text("undone_why", optional=True),
)  # fmt: skip

person_merge_row = Table(
    "person_merge_row", METADATA, _key(), _link("merge_id", "person_merge"), _text("what"), Column("row_id", Integer, nullable=False),
    UniqueConstraint("merge_id", "what", "row_id"),
)  # fmt: skip
"""Each row that a merge brought to the survivor (`what` is its table): a merge is taken apart by bringing exactly these back."""

break_glass = Table(
    "break_glass", METADATA, _key(), _text("deed"), _link("entry_id", "entry", optional=True), _link("by", "officer"),
    Column("at", InstantType, nullable=False), _text("reason"), Column("sequence", Integer, nullable=False, index=True),
)  # fmt: skip
"""What an inspector did alone in an emergency; the next handover tells each in words on its first sheet."""

circulation_step = Table(
    "circulation_step", METADATA, _key(), _link("entry_id", "entry"), Column("state", enum_of(words.Circulation, "state"), nullable=False),
    Column("at", InstantType, nullable=False), _link("by", "officer"), _text("reference", optional=True),
    Column("level", enum_of(words.CirculationLevel, "level")), Column("weed_date", Date), _text("reason", optional=True),
)  # fmt: skip
"""Every step on PNC/LEDS with who took it: decided, requested and circulated are three times, and a reopened entry has them twice."""

verification = Table(
    "verification", METADATA, _key(), _link("entry_id", "entry"), Column("at", InstantType, nullable=False), _text("result", optional=True),
    _link("by", "officer"),
)  # fmt: skip

named_reader = Table(
    "named_reader", METADATA, Column("entry_id", Integer, ForeignKey("entry.id"), primary_key=True),
    Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True, index=True),
    _link("by", "officer"), Column("at", InstantType, nullable=False),
)  # fmt: skip
"""The officers named on a restricted entry, who may read it beside its owner and inspectors."""

retention_decision = Table(
    "retention_decision", METADATA, _key(), _link("entry_id", "entry"), Column("at", InstantType, nullable=False), _link("by", "officer"),
    _text("reason"), Column("next_review_on", Date, nullable=False),
)  # fmt: skip
"""Each decision to keep a closed entry. Source: DPA 2018 s.39."""

erasure = Table(
    "erasure", METADATA, _key(), Column("at", InstantType, nullable=False), _link("proposed_by", "officer"), _link("approved_by", "officer"),
    Column("entries", Integer, nullable=False), Column("people", Integer, nullable=False), _text("references"),
    Column("sequence", Integer, nullable=False, index=True),
)  # fmt: skip
"""What was erased, as counts and references only: an erasure log never repeats the data. Source: DPA 2018 s.62."""

form_draft = Table(
    "form_draft", METADATA, Column("officer_id", Integer, ForeignKey("officer.id"), primary_key=True), Column("deed", Text, primary_key=True),
    Column("about", Text, primary_key=True), _text("words"), Column("at", InstantType, nullable=False),
)  # fmt: skip
"""What somebody had typed into a form and not yet saved, by officer, deed and entry: it lies encrypted with everything else."""
