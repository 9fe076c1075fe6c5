"""The tables: everything the program keeps, for the whole domain. Rows are read as plain data; there are no mapped classes.

Person, entry and what hangs on them come first, then clocks and escalations, then what crosses desks and shifts. The journal and its
neighbours stand in schema_record.py.
"""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
    event,
)

from wantedtrack.rules import entry as words
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.types import InstantType, SpanType, enum_of, exact_text

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

_WHERE = "where"


def _of_some(name: str, *columns: Column[Any] | str, where: ColumnElement[bool]) -> Index:
    """An index over the rows of which this is true. Said in Index's own words it would load both stores' dialects at every start."""
    return Index(name, *columns, info={_WHERE: where})


@event.listens_for(METADATA, "before_create")
def _narrow(target: MetaData, connection: Connection, **_: object) -> None:
    """Whoever makes the tables makes such an index over those rows."""
    for index in [index for table in target.tables.values() for index in table.indexes if _WHERE in index.info]:
        index.dialect_options[connection.dialect.name][_WHERE] = index.info[_WHERE]


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _link(name: str, target: str, *, optional: bool = False) -> Column[int]:
    """A foreign key with its index: without one a deed took 50 ms at 100,000 entries."""
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=optional, index=True)


def _text(name: str, *, optional: bool = False) -> Column[str]:
    return Column(name, Text, nullable=optional)


officer = Table(
    "officer", METADATA, _key(),
    Column("collar", exact_text(), nullable=False, unique=True),
    _text("name", optional=True),
    Column("rank", enum_of(Rank, "rank")),
    Column("is_administrator", Boolean, nullable=False, default=False),
    _text("team", optional=True), _text("station", optional=True),
    Column("account", Text, unique=True),
    Column("left_at", InstantType),
    _text("beats", optional=True), _text("shifts", optional=True),
)  # fmt: skip

person = Table(
    "person", METADATA, _key(),
    _text("surname"), _text("forenames"), Column("sort_key", exact_text(), nullable=False), _text("search_names"),
    Column("born", Date), Column("age_from", Integer), Column("age_to", Integer),
    Column("age_estimated", Boolean, nullable=False, default=False),
    _text("pnc_id", optional=True), Column("pnc_id_verified", Boolean, nullable=False, default=True),
    _text("cro", optional=True), Column("sex", enum_of(words.Sex, "sex")),
    _text("nationality", optional=True), _text("language", optional=True),
    _link("merged_into", "person", optional=True),
    Column("version", Integer, nullable=False, default=1), Column("age_on", Date),
    Index("ix_person_pnc_id", "pnc_id"), Index("ix_person_sort_key", "sort_key"),
)  # fmt: skip

person_key = Table(
    "person_key", METADATA,
    Column("kind", exact_text(), primary_key=True), Column("key", exact_text(), primary_key=True),
    Column("person_id", Integer, ForeignKey("person.id"), primary_key=True, index=True),
)  # fmt: skip

alias = Table(
    "alias", METADATA, _key(), _link("person_id", "person"),
    _text("surname"), _text("forenames"), _text("source", optional=True),
    Column("since", InstantType), Column("ended_at", InstantType), _text("ended_why", optional=True),
)  # fmt: skip

address = Table(
    "address", METADATA, _key(), _link("person_id", "person"),
    _text("kind"), _text("lines"), _text("postcode", optional=True), _text("source", optional=True),
    Column("last_checked_at", InstantType), _text("result", optional=True), Column("ended_at", InstantType),
    _text("ended_why", optional=True),
)  # fmt: skip

warning = Table(
    "warning", METADATA, _key(), _link("person_id", "person"),
    _text("code"), _text("words"), _text("source", optional=True), Column("confirmed_on", Date), Column("ended_at", InstantType),
    _text("ended_why", optional=True),
)  # fmt: skip

entry = Table(
    "entry", METADATA, _key(),
    Column("reference", exact_text(), unique=True),
    Column("category", enum_of(words.Category, "category"), nullable=False),
    _link("person_id", "person"),
    Column("band", enum_of(words.Band, "band")), _text("band_rationale", optional=True),
    _link("band_by", "officer", optional=True), Column("band_at", InstantType),
    Column("stage", enum_of(words.Stage, "stage"), nullable=False),
    Column("earlier_stage", enum_of(words.Stage, "earlier_stage")),
    Column("circulation", enum_of(words.Circulation, "circulation"), nullable=False),
    _text("circulation_reference", optional=True), Column("circulation_level", enum_of(words.CirculationLevel, "circulation_level")),
    _text("not_required_reason", optional=True), Column("weed_date", Date),
    Column("requested_at", InstantType), Column("circulated_at", InstantType),
    Column("verified_at", InstantType), _text("verify_result", optional=True), Column("cancelled_at", InstantType),
    _text("offence"), _text("offence_code", optional=True), _text("asn", optional=True), Column("asn_verified", Boolean),
    _text("source"), _text("source_reference", optional=True),
    _text("owning_force", optional=True), Column("station", exact_text()),
    _link("owner_id", "officer", optional=True), _text("team", optional=True), _text("beat", optional=True),
    Column("became_outstanding_at", InstantType, nullable=False), Column("added_at", InstantType, nullable=False),
    Column("accepted_at", InstantType), Column("allocated_at", InstantType), _text("plan", optional=True),
    Column("first_attempt_by", InstantType), _text("next_step", optional=True), Column("next_by", InstantType),
    Column("outcome", enum_of(words.Outcome, "outcome")), Column("outcome_at", InstantType), Column("outcome_recorded_at", InstantType),
    _link("outcome_by", "officer", optional=True), _text("outcome_place", optional=True), _text("custody_reference", optional=True),
    _text("outcome_rationale", optional=True), _text("withdrawal_proposed", optional=True),
    Column("closed_at", InstantType), _link("closed_by", "officer", optional=True),
    _text("cancellation_reference", optional=True), Column("recheck", enum_of(words.Recheck, "recheck")), _text("victim_informed", optional=True),
    Column("reopened_at", InstantType), Column("retention_review_on", Date),
    Column("restricted", Boolean, nullable=False, default=False),
    _text("flags"), _text("details"),
    Column("data_subject", enum_of(words.DataSubject, "data_subject"), nullable=False),
    Column("officer_to_be_confirmed", Boolean, nullable=False, default=False),
    Column("last_attempt_at", InstantType), Column("attempt_count", Integer, nullable=False, default=0),
    Column("worst_clock", enum_of(words.ClockName, "worst_clock")), Column("due_at", InstantType),
    Column("version", Integer, nullable=False, default=1), _text("typed_account", optional=True),
    Index("ix_entry_source", "source", "source_reference"),
)  # fmt: skip

LISTED = entry.c.stage.not_in([words.Stage.CLOSED, words.Stage.DISPOSED])
"""What "everything" means in the queue: not closed and not disposed. Its partial index carries the lists, their order and their counts."""

_of_some(
    "ix_entry_listed_due", entry.c.due_at, entry.c.id, entry.c.restricted, entry.c.owner_id, entry.c.stage, entry.c.became_outstanding_at,
    entry.c.category, entry.c.band, entry.c.circulation, entry.c.attempt_count, where=LISTED,
)  # fmt: skip

checklist_answer = Table(
    "checklist_answer", METADATA, _key(), _link("entry_id", "entry"), _text("question"),
    Column("answer", enum_of(words.Answer, "answer"), nullable=False), _text("note", optional=True),
    _link("by", "officer"), Column("at", InstantType, nullable=False), UniqueConstraint("entry_id", "question"),
)  # fmt: skip

attempt = Table(
    "attempt", METADATA, _key(), _link("entry_id", "entry"),
    Column("at", InstantType, nullable=False), Column("kind", enum_of(words.AttemptKind, "kind"), nullable=False),
    _text("place"), _link("address_id", "address", optional=True), _text("officers"),
    Column("result", enum_of(words.AttemptResult, "result"), nullable=False), _text("remark", optional=True),
    _text("next_step", optional=True), Column("next_by", InstantType), _link("by", "officer"), Column("sequence", Integer, nullable=False),
    _text("made_safe_by", optional=True),
)  # fmt: skip

review = Table(
    "review", METADATA, _key(), _link("entry_id", "entry"), Column("at", InstantType, nullable=False),
    _text("findings"), _text("direction"), Column("next_by", InstantType), _link("by", "officer"), Column("sequence", Integer, nullable=False),
)  # fmt: skip

note = Table(
    "note", METADATA, _key(), _link("entry_id", "entry"), Column("kind", enum_of(words.NoteKind, "kind"), nullable=False),
    _text("text"), _link("by", "officer"), Column("at", InstantType, nullable=False),
)  # fmt: skip

pause = Table(
    "pause", METADATA, _key(), _link("entry_id", "entry"),
    Column("reason", enum_of(words.SuspensionReason, "reason"), nullable=False),
    Column("starts_at", InstantType, nullable=False), Column("until", InstantType, nullable=False), Column("ended_at", InstantType),
    _link("authoriser", "officer"), _link("by", "officer"), _text("ended_why", optional=True),
    _of_some("ix_pause_until", "until", where=Column("ended_at").is_(None)),
)  # fmt: skip

whereabouts = Table(
    "whereabouts", METADATA, _key(), _link("entry_id", "entry"), _text("kind"), _text("place"), _text("told_by", optional=True),
    Column("at", InstantType, nullable=False), Column("by_when", InstantType), Column("ended_at", InstantType), _text("ended_why", optional=True),
    _link("by", "officer"),
)  # fmt: skip

ladder = Table(
    "ladder", METADATA, _key(), Column("policy_version", Integer, nullable=False),
    Column("category", enum_of(words.Category, "category")), Column("band", enum_of(words.Band, "band")),
    Column("clock", enum_of(words.ClockName, "clock"), nullable=False), Column("later_cycles", Boolean, nullable=False, default=False),
    Column("last_level", Integer, nullable=False), Column("repeat_every", SpanType),
    UniqueConstraint("policy_version", "category", "band", "clock", "later_cycles"),
)  # fmt: skip

ladder_level = Table(
    "ladder_level", METADATA,
    Column("ladder_id", Integer, ForeignKey("ladder.id"), primary_key=True), Column("level", Integer, primary_key=True),
    Column("rank", enum_of(Rank, "rank"), nullable=False), Column("after", SpanType, nullable=False),
)  # fmt: skip

told = Table(
    "told", METADATA,
    Column("clock", enum_of(words.ClockName, "clock"), primary_key=True), Column("rank", enum_of(Rank, "rank"), primary_key=True),
    Column("recipient", Text, primary_key=True), Column("for_information", Boolean, nullable=False),
)  # fmt: skip

clock = Table(
    "clock", METADATA, _key(), _link("entry_id", "entry", optional=True), _text("shift_id", optional=True),
    Column("name", enum_of(words.ClockName, "name"), nullable=False), Column("cycle", Integer, nullable=False),
    _link("ladder_id", "ladder"), Column("started_at", InstantType, nullable=False), Column("stopped_at", InstantType),
    Column("first_limit", SpanType, nullable=False), Column("paused", SpanType, nullable=False),
    Column("level", Integer, nullable=False, default=0), Column("next_level", Integer), Column("next_due_at", InstantType),
    Column("deadline_at", InstantType),
    UniqueConstraint("entry_id", "name", "cycle"), UniqueConstraint("shift_id"),
)  # fmt: skip
_of_some("ix_clock_due", clock.c.next_due_at, where=clock.c.next_due_at.is_not(None))

escalation = Table(
    "escalation", METADATA, _key(), _link("clock_id", "clock"), _link("entry_id", "entry", optional=True),
    Column("level", Integer, nullable=False), Column("rank", enum_of(Rank, "rank"), nullable=False),
    Column("due_at", InstantType, nullable=False), Column("crossed_at", InstantType, nullable=False),
    Column("recorded_at", InstantType, nullable=False), Column("late", Boolean, nullable=False),
    Column("cause", enum_of(words.Cause, "cause"), nullable=False), Column("sequence", Integer, nullable=False, index=True),
    UniqueConstraint("clock_id", "level"),
)  # fmt: skip

notice = Table(
    "notice", METADATA, _key(), _link("escalation_id", "escalation"), Column("recipient", Text, nullable=False),
    Column("round", Integer, nullable=False, default=1), Column("for_information", Boolean, nullable=False),
    Column("told_at", InstantType, nullable=False), Column("opened_at", InstantType), Column("done_at", InstantType),
    _text("because", optional=True),
    UniqueConstraint("escalation_id", "recipient", "round"),
    _of_some("ix_notice_waiting", "recipient", where=Column("done_at").is_(None)),
)  # fmt: skip

acknowledgement = Table(
    "acknowledgement", METADATA, _key(), _link("notice_id", "notice"), _link("clock_id", "clock"), Column("level", Integer, nullable=False),
    _link("by", "officer"), Column("at", InstantType, nullable=False), _text("next_step"), Column("promised_by", InstantType, nullable=False),
    Column("lapses_at", InstantType, nullable=False), Column("lapsed_at", InstantType), Column("ended_at", InstantType),
)  # fmt: skip
_RUNNING = acknowledgement.c.lapsed_at.is_(None)
_of_some("ix_acknowledgement_lapses", acknowledgement.c.lapses_at, where=_RUNNING)

proposal = Table(
    "proposal", METADATA, _key(), _text("deed"), _link("entry_id", "entry", optional=True), _text("words"), _text("reason", optional=True),
    _link("by", "officer"), Column("at", InstantType, nullable=False), Column("expires_at", InstantType),
    Column("decided_at", InstantType), _link("decided_by", "officer", optional=True), _text("decision", optional=True),
    _text("decision_reason", optional=True), Column("entry_version", Integer),
)  # fmt: skip
