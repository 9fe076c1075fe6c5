"""The tables of the record itself: journal, history, consultation, handovers, intake, desktops, policy and standing data."""

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, UniqueConstraint

from wantedtrack.store.schema import METADATA
from wantedtrack.store.types import InstantType


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


def _reference(name: str, target: str, *, optional: bool = False) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=True)


store_info = Table("store_info", METADATA, Column("key", Text, primary_key=True), _text("value"))

journal = Table(
    "journal", METADATA, Column("sequence", BigInteger, primary_key=True, autoincrement=False),
    Column("at", InstantType, nullable=False), _text("officer"), _text("desktop"), _text("deed"),
    Column("entry_id", Integer, index=True), Column("deed_id", Text, unique=True, nullable=False), _text("digest"), _text("previous"),
    _text("canonical"), _text("hash"),
)  # fmt: skip

touched = Table(
    "touched", METADATA, Column("sequence", BigInteger, primary_key=True), Column("entry_id", Integer, primary_key=True, index=True)
)
"""Which entries a journal line changed: the change feed reads it, so that other desktops reload only those."""

deed_result = Table("deed_result", METADATA, Column("deed_id", Text, primary_key=True), _text("changes"))

history = Table(
    "history", METADATA, Column("id", Integer, primary_key=True), Column("sequence", BigInteger, nullable=False, index=True),
    Column("entry_id", Integer, index=True), Column("person_id", Integer, index=True), _text("change"),
)  # fmt: skip

consultation = Table(
    "consultation", METADATA, Column("number", BigInteger, primary_key=True, autoincrement=False),
    Column("at", InstantType, nullable=False), _text("officer"), _text("desktop"), _text("what"),
    Column("entry_id", Integer, index=True), _text("purpose", optional=True), _text("recipient", optional=True),
    _text("canonical"), _text("hash"),
)  # fmt: skip

handover = Table(
    "handover", METADATA, Column("id", Integer, primary_key=True), Column("shift_id", Text, nullable=False, unique=True),
    Column("from_sequence", BigInteger, nullable=False), Column("to_sequence", BigInteger, nullable=False),
    Column("prepared_at", InstantType, nullable=False), _reference("prepared_by", "officer"),
    Column("signed_at", InstantType), _reference("signed_by", "officer", optional=True),
    Column("accepted_at", InstantType), _reference("accepted_by", "officer", optional=True),
    Column("content", LargeBinary, nullable=False), _text("content_digest"), _text("head_hash"), _text("counts"),
)  # fmt: skip

handover_tick = Table(
    "handover_tick", METADATA, Column("id", Integer, primary_key=True), _reference("handover_id", "handover"),
    _reference("entry_id", "entry"), _text("query", optional=True), _reference("by", "officer"), Column("at", InstantType, nullable=False),
    UniqueConstraint("handover_id", "entry_id"),
)  # fmt: skip

intake_file = Table(
    "intake_file", METADATA, Column("id", Integer, primary_key=True), _text("source"), _text("file_name"), _text("sha256"),
    Column("at", InstantType, nullable=False), _reference("by", "officer"), _text("counts"), Column("sequence", BigInteger, nullable=False),
)  # fmt: skip

source_row = Table(
    "source_row", METADATA, Column("id", Integer, primary_key=True), _text("source"), _text("key"),
    _reference("entry_id", "entry", optional=True), _reference("file_id", "intake_file"), Column("row", Integer, nullable=False),
    _text("digest"), _text("data"), UniqueConstraint("source", "key"),
)  # fmt: skip
"""The newest reading of each row that a source owns, by its key: the same row again is unchanged, a changed one says what changed."""

waiting_row = Table(
    "waiting_row", METADATA, Column("id", Integer, primary_key=True), _reference("file_id", "intake_file"), _text("source"), _text("key"),
    Column("row", Integer, nullable=False), _text("code"), _text("message"), _text("data"), _text("digest"),
    Column("at", InstantType, nullable=False), _reference("entry_id", "entry", optional=True),
    Column("decided_at", InstantType), _reference("decided_by", "officer", optional=True), _text("decision", optional=True),
    UniqueConstraint("source", "key", "digest"),
)  # fmt: skip

policy_version = Table(
    "policy_version", METADATA, Column("version", Integer, primary_key=True), _text("text"), _text("author"), _text("approver"),
    Column("effective_from", InstantType, nullable=False), Column("adopted_at", InstantType, nullable=False),
)  # fmt: skip

desktop = Table(
    "desktop", METADATA, Column("name", Text, primary_key=True), Column("last_beat_at", InstantType),
    Column("last_sweep_at", InstantType), Column("looked_at", Integer, nullable=False, default=0), _text("doubt", optional=True),
)  # fmt: skip

unwatched = Table(
    "unwatched", METADATA, Column("id", Integer, primary_key=True), Column("from_at", InstantType, nullable=False),
    Column("to_at", InstantType, nullable=False), Column("crossed", Integer, nullable=False), Column("entries", Integer, nullable=False),
    Column("sequence", BigInteger, nullable=False, index=True),
)  # fmt: skip

export = Table(
    "export", METADATA, Column("id", Integer, primary_key=True), Column("at", InstantType, nullable=False), _reference("by", "officer"),
    _text("what"), _text("purpose"), _text("recipient"), Column("rows", Integer, nullable=False), _text("sha256"),
    Column("sequence", BigInteger, nullable=False),
)  # fmt: skip

saved_search = Table(
    "saved_search", METADATA, Column("id", Integer, primary_key=True), _text("name"), _text("text"),
    _reference("owner_id", "officer", optional=True), UniqueConstraint("name", "owner_id"),
)  # fmt: skip

backup = Table(
    "backup", METADATA, Column("id", Integer, primary_key=True), Column("at", InstantType, nullable=False), _text("file_name"),
    Column("verified", Boolean, nullable=False), Column("sequence", BigInteger, nullable=False),
)  # fmt: skip

offence_code = Table(
    "offence_code", METADATA, Column("code", Text, primary_key=True), _text("title"), _text("category"), Column("recordable", Boolean, nullable=False),
    _text("search_title"),
)  # fmt: skip

force = Table("force", METADATA, Column("code", Text, primary_key=True), _text("name"))

organisation_unit = Table(
    "organisation_unit", METADATA, Column("code", Text, primary_key=True), _text("kind"), _text("force"), _text("name"), _text("listed_name"),
    Index("ix_organisation_unit_kind_force", "kind", "force"),
)  # fmt: skip

result_code = Table("result_code", METADATA, Column("code", Text, primary_key=True), _text("description"), _text("type"))
