"""People, entries and clocks, as they were when the program first kept anything. Literal on purpose: a revision imports no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_EXACT_TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


def upgrade() -> None:
    _officers_and_people()
    _entries()
    _clocks()


def _officers_and_people() -> None:
    """Officers, and people with what is known of them."""
    op.create_table(
        "officer",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("collar", _EXACT_TEXT, nullable=False), sa.Column("name", sa.Text()),
        sa.Column("rank", sa.String(40)), sa.Column("is_administrator", sa.Boolean(), nullable=False), sa.Column("team", sa.Text()),
        sa.Column("station", sa.Text()), sa.Column("account", sa.Text()), sa.Column("left_at", sa.BigInteger()),
        sa.PrimaryKeyConstraint("id", name="pk_officer"), sa.UniqueConstraint("collar", name="uq_officer_collar"),
        sa.CheckConstraint("rank IN ('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent')", name="ck_officer_rank"),
        sa.UniqueConstraint("account", name="uq_officer_account"),
    )  # fmt: skip
    op.create_table(
        "person",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("surname", sa.Text(), nullable=False),
        sa.Column("forenames", sa.Text(), nullable=False), sa.Column("sort_key", _EXACT_TEXT, nullable=False),
        sa.Column("search_names", sa.Text(), nullable=False), sa.Column("born", sa.Date()), sa.Column("age_from", sa.Integer()),
        sa.Column("age_to", sa.Integer()), sa.Column("age_estimated", sa.Boolean(), nullable=False), sa.Column("pnc_id", sa.Text()),
        sa.Column("pnc_id_verified", sa.Boolean(), nullable=False), sa.Column("cro", sa.Text()), sa.Column("sex", sa.String(40)),
        sa.Column("nationality", sa.Text()), sa.Column("language", sa.Text()), sa.Column("merged_into", sa.Integer()),
        sa.Column("version", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_person"),
        sa.CheckConstraint("sex IN ('M', 'F', 'U')", name="ck_person_sex"),
        sa.ForeignKeyConstraint(["merged_into"], ["person.id"], name="fk_person_merged_into"),
    )  # fmt: skip
    op.create_index("ix_person_merged_into", "person", ["merged_into"])
    op.create_index("ix_person_pnc_id", "person", ["pnc_id"])
    op.create_index("ix_person_sort_key", "person", ["sort_key"])
    op.create_table(
        "person_key",
        sa.Column("kind", _EXACT_TEXT, nullable=False), sa.Column("key", _EXACT_TEXT, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False), sa.PrimaryKeyConstraint("kind", "key", "person_id", name="pk_person_key"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_person_key_person_id"),
    )  # fmt: skip
    op.create_index("ix_person_key_person_id", "person_key", ["person_id"])
    op.create_table(
        "alias",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("surname", sa.Text(), nullable=False), sa.Column("forenames", sa.Text(), nullable=False), sa.Column("source", sa.Text()),
        sa.Column("since", sa.BigInteger()), sa.Column("ended_at", sa.BigInteger()), sa.PrimaryKeyConstraint("id", name="pk_alias"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_alias_person_id"),
    )  # fmt: skip
    op.create_index("ix_alias_person_id", "alias", ["person_id"])
    op.create_table(
        "address",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False), sa.Column("lines", sa.Text(), nullable=False), sa.Column("postcode", sa.Text()),
        sa.Column("source", sa.Text()), sa.Column("last_checked_at", sa.BigInteger()), sa.Column("result", sa.Text()),
        sa.Column("ended_at", sa.BigInteger()), sa.PrimaryKeyConstraint("id", name="pk_address"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_address_person_id"),
    )  # fmt: skip
    op.create_index("ix_address_person_id", "address", ["person_id"])
    op.create_table(
        "warning",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False), sa.Column("words", sa.Text(), nullable=False), sa.Column("source", sa.Text()),
        sa.Column("confirmed_on", sa.Date()), sa.Column("ended_at", sa.BigInteger()), sa.PrimaryKeyConstraint("id", name="pk_warning"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_warning_person_id"),
    )  # fmt: skip
    op.create_index("ix_warning_person_id", "warning", ["person_id"])


def _entries() -> None:
    """Entries and what hangs on them."""
    op.create_table(
        "entry",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("reference", _EXACT_TEXT),
        sa.Column("category", sa.String(40), nullable=False), sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.String(40)), sa.Column("band_rationale", sa.Text()), sa.Column("band_by", sa.Integer()),
        sa.Column("band_at", sa.BigInteger()), sa.Column("stage", sa.String(40), nullable=False), sa.Column("earlier_stage", sa.String(40)),
        sa.Column("circulation", sa.String(40), nullable=False), sa.Column("circulation_reference", sa.Text()),
        sa.Column("circulation_level", sa.String(40)), sa.Column("not_required_reason", sa.Text()), sa.Column("weed_date", sa.Date()),
        sa.Column("requested_at", sa.BigInteger()), sa.Column("circulated_at", sa.BigInteger()), sa.Column("verified_at", sa.BigInteger()),
        sa.Column("verify_result", sa.Text()), sa.Column("cancelled_at", sa.BigInteger()), sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("offence_code", sa.Text()), sa.Column("asn", sa.Text()), sa.Column("asn_verified", sa.Boolean()),
        sa.Column("source", sa.Text(), nullable=False), sa.Column("source_reference", sa.Text()), sa.Column("owning_force", sa.Text()),
        sa.Column("station", _EXACT_TEXT), sa.Column("owner_id", sa.Integer()), sa.Column("team", sa.Text()), sa.Column("beat", sa.Text()),
        sa.Column("became_outstanding_at", sa.BigInteger(), nullable=False), sa.Column("added_at", sa.BigInteger(), nullable=False),
        sa.Column("accepted_at", sa.BigInteger()), sa.Column("allocated_at", sa.BigInteger()), sa.Column("plan", sa.Text()),
        sa.Column("first_attempt_by", sa.BigInteger()), sa.Column("next_step", sa.Text()), sa.Column("next_by", sa.BigInteger()),
        sa.Column("outcome", sa.String(40)), sa.Column("outcome_at", sa.BigInteger()), sa.Column("outcome_recorded_at", sa.BigInteger()),
        sa.Column("outcome_by", sa.Integer()), sa.Column("outcome_place", sa.Text()), sa.Column("custody_reference", sa.Text()),
        sa.Column("outcome_rationale", sa.Text()), sa.Column("withdrawal_proposed", sa.Text()), sa.Column("closed_at", sa.BigInteger()),
        sa.Column("closed_by", sa.Integer()), sa.Column("cancellation_reference", sa.Text()), sa.Column("recheck", sa.String(40)),
        sa.Column("victim_informed", sa.Text()), sa.Column("reopened_at", sa.BigInteger()), sa.Column("retention_review_on", sa.Date()),
        sa.Column("restricted", sa.Boolean(), nullable=False), sa.Column("flags", sa.Text(), nullable=False),
        sa.Column("details", sa.Text(), nullable=False), sa.Column("data_subject", sa.String(40), nullable=False),
        sa.Column("officer_to_be_confirmed", sa.Boolean(), nullable=False), sa.Column("last_attempt_at", sa.BigInteger()),
        sa.Column("attempt_count", sa.Integer(), nullable=False), sa.Column("worst_clock", sa.String(40)),
        sa.Column("due_at", sa.BigInteger()), sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_entry"), sa.UniqueConstraint("reference", name="uq_entry_reference"),
        sa.CheckConstraint("category IN ('wanted', 'bail_failure', 'forensic', 'warrant', 'recall')", name="ck_entry_category"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name="fk_entry_person_id"),
        sa.CheckConstraint("band IN ('high', 'medium', 'standard')", name="ck_entry_band"),
        sa.ForeignKeyConstraint(["band_by"], ["officer.id"], name="fk_entry_band_by"),
        sa.CheckConstraint("stage IN ('draft', 'unallocated', 'allocated', 'active', 'located', 'appointment', 'suspended', 'clearing', 'closed', 'disposed')", name="ck_entry_stage"),
        sa.CheckConstraint("earlier_stage IN ('draft', 'unallocated', 'allocated', 'active', 'located', 'appointment', 'suspended', 'clearing', 'closed', 'disposed')", name="ck_entry_earlier_stage"),
        sa.CheckConstraint("circulation IN ('not_required', 'not_yet', 'requested', 'circulated', 'cancel_requested', 'cancelled')", name="ck_entry_circulation"),
        sa.CheckConstraint("circulation_level IN ('local', 'national')", name="ck_entry_circulation_level"),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_entry_owner_id"),
        sa.CheckConstraint("outcome IN ('arrested_by_this_force', 'arrested_by_another_force', 'surrendered', 'interviewed_voluntarily', 'charged_by_post', 'located_in_prison', 'in_hospital', 'answered_bail_late', 'bail_failure_recorded_in_error', 'warrant_executed', 'warrant_withdrawn', 'returned_to_custody', 'recall_rescinded', 'eliminated', 'no_further_action', 'no_longer_wanted', 'deceased', 'passed_to_extradition', 'duplicate')", name="ck_entry_outcome"),
        sa.ForeignKeyConstraint(["outcome_by"], ["officer.id"], name="fk_entry_outcome_by"),
        sa.ForeignKeyConstraint(["closed_by"], ["officer.id"], name="fk_entry_closed_by"),
        sa.CheckConstraint("recheck IN ('clear', 'still_showing')", name="ck_entry_recheck"),
        sa.CheckConstraint("data_subject IN ('suspect', 'convicted', 'witness', 'other')", name="ck_entry_data_subject"),
        sa.CheckConstraint("worst_clock IN ('circulate', 'attempt', 'review', 'arrest', 'verify', 'clear', 'handover')", name="ck_entry_worst_clock"),
    )  # fmt: skip
    op.create_index("ix_entry_band_by", "entry", ["band_by"])
    op.create_index("ix_entry_closed_by", "entry", ["closed_by"])
    op.create_index(
        "ix_entry_listed_counts", "entry", ["category", "band", "stage", "circulation", "attempt_count", "due_at", "became_outstanding_at", "restricted", "owner_id"],
        sqlite_where=sa.text("(stage NOT IN ('closed', 'disposed'))"), postgresql_where=sa.text("(stage NOT IN ('closed', 'disposed'))"),
    )  # fmt: skip
    op.create_index(
        "ix_entry_listed_due", "entry", ["due_at", "id", "restricted", "owner_id"],
        sqlite_where=sa.text("(stage NOT IN ('closed', 'disposed'))"), postgresql_where=sa.text("(stage NOT IN ('closed', 'disposed'))"),
    )  # fmt: skip
    op.create_index("ix_entry_outcome_by", "entry", ["outcome_by"])
    op.create_index("ix_entry_owner_id", "entry", ["owner_id"])
    op.create_index("ix_entry_person_id", "entry", ["person_id"])
    op.create_index("ix_entry_source", "entry", ["source", "source_reference"])
    op.create_table(
        "checklist_answer",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False), sa.Column("answer", sa.String(40), nullable=False), sa.Column("note", sa.Text()),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("entry_id", "question", name="uq_checklist_answer_entry_id_question"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist_answer"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_checklist_answer_entry_id"),
        sa.CheckConstraint("answer IN ('yes', 'no', 'not_applicable')", name="ck_checklist_answer_answer"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_checklist_answer_by"),
    )  # fmt: skip
    op.create_index("ix_checklist_answer_by", "checklist_answer", ["by"])
    op.create_index("ix_checklist_answer_entry_id", "checklist_answer", ["entry_id"])
    op.create_table(
        "attempt",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("kind", sa.String(40), nullable=False),
        sa.Column("place", sa.Text(), nullable=False), sa.Column("address_id", sa.Integer()),
        sa.Column("officers", sa.Text(), nullable=False), sa.Column("result", sa.String(40), nullable=False),
        sa.Column("remark", sa.Text()), sa.Column("next_step", sa.Text()), sa.Column("next_by", sa.BigInteger()),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_attempt"), sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_attempt_entry_id"),
        sa.CheckConstraint("kind IN ('visit', 'enquiry', 'contact', 'stop')", name="ck_attempt_kind"),
        sa.ForeignKeyConstraint(["address_id"], ["address.id"], name="fk_attempt_address_id"),
        sa.CheckConstraint("result IN ('arrested', 'no_reply', 'not_present', 'moved_away', 'sighted', 'information', 'not_safe', 'not_tried')", name="ck_attempt_result"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_attempt_by"),
    )  # fmt: skip
    op.create_index("ix_attempt_address_id", "attempt", ["address_id"])
    op.create_index("ix_attempt_by", "attempt", ["by"])
    op.create_index("ix_attempt_entry_id", "attempt", ["entry_id"])
    op.create_table(
        "review",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("findings", sa.Text(), nullable=False),
        sa.Column("direction", sa.Text(), nullable=False), sa.Column("next_by", sa.BigInteger()),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_review"), sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_review_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_review_by"),
    )  # fmt: skip
    op.create_index("ix_review_by", "review", ["by"])
    op.create_index("ix_review_entry_id", "review", ["entry_id"])
    op.create_table(
        "note",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(40), nullable=False), sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_note"), sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_note_entry_id"),
        sa.CheckConstraint("kind IN ('fact', 'intelligence', 'assessment')", name="ck_note_kind"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_note_by"),
    )  # fmt: skip
    op.create_index("ix_note_by", "note", ["by"])
    op.create_index("ix_note_entry_id", "note", ["entry_id"])
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False), sa.Column("starts_at", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.BigInteger(), nullable=False), sa.Column("ended_at", sa.BigInteger()),
        sa.Column("authoriser", sa.Integer(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("ended_why", sa.Text()), sa.PrimaryKeyConstraint("id", name="pk_pause"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_pause_entry_id"),
        sa.CheckConstraint("reason IN ('abroad', 'in_prison', 'in_hospital', 'covert', 'extradition', 'investigative_decision', 'safety')", name="ck_pause_reason"),
        sa.ForeignKeyConstraint(["authoriser"], ["officer.id"], name="fk_pause_authoriser"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_pause_by"),
    )  # fmt: skip
    op.create_index("ix_pause_authoriser", "pause", ["authoriser"])
    op.create_index("ix_pause_by", "pause", ["by"])
    op.create_index("ix_pause_entry_id", "pause", ["entry_id"])
    op.create_index(
        "ix_pause_until", "pause", ["until"],
        sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'),
    )  # fmt: skip
    op.create_table(
        "whereabouts",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False), sa.Column("place", sa.Text(), nullable=False), sa.Column("told_by", sa.Text()),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("by_when", sa.BigInteger()), sa.Column("ended_at", sa.BigInteger()),
        sa.Column("ended_why", sa.Text()), sa.Column("by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_whereabouts"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_whereabouts_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_whereabouts_by"),
    )  # fmt: skip
    op.create_index("ix_whereabouts_by", "whereabouts", ["by"])
    op.create_index("ix_whereabouts_entry_id", "whereabouts", ["entry_id"])


def _clocks() -> None:
    """Ladders, clocks, escalations, notices and what waits for a second officer."""
    op.create_table(
        "ladder",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("policy_version", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(40)), sa.Column("band", sa.String(40)), sa.Column("clock", sa.String(40), nullable=False),
        sa.Column("later_cycles", sa.Boolean(), nullable=False), sa.Column("last_level", sa.Integer(), nullable=False),
        sa.Column("repeat_every", sa.BigInteger()),
        sa.UniqueConstraint("policy_version", "category", "band", "clock", "later_cycles", name="uq_ladder_policy_version_category_band_clock_later_cycles"),
        sa.PrimaryKeyConstraint("id", name="pk_ladder"),
        sa.CheckConstraint("category IN ('wanted', 'bail_failure', 'forensic', 'warrant', 'recall')", name="ck_ladder_category"),
        sa.CheckConstraint("band IN ('high', 'medium', 'standard')", name="ck_ladder_band"),
        sa.CheckConstraint("clock IN ('circulate', 'attempt', 'review', 'arrest', 'verify', 'clear', 'handover')", name="ck_ladder_clock"),
    )  # fmt: skip
    op.create_table(
        "ladder_level",
        sa.Column("ladder_id", sa.Integer(), nullable=False), sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(40), nullable=False), sa.Column("after", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("ladder_id", "level", name="pk_ladder_level"),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladder.id"], name="fk_ladder_level_ladder_id"),
        sa.CheckConstraint("rank IN ('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent')", name="ck_ladder_level_rank"),
    )  # fmt: skip
    op.create_table(
        "told",
        sa.Column("clock", sa.String(40), nullable=False), sa.Column("rank", sa.String(40), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False), sa.Column("for_information", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("clock", "rank", "recipient", name="pk_told"),
        sa.CheckConstraint("clock IN ('circulate', 'attempt', 'review', 'arrest', 'verify', 'clear', 'handover')", name="ck_told_clock"),
        sa.CheckConstraint("rank IN ('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent')", name="ck_told_rank"),
    )  # fmt: skip
    op.create_table(
        "clock",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer()), sa.Column("shift_id", sa.Text()),
        sa.Column("name", sa.String(40), nullable=False), sa.Column("cycle", sa.Integer(), nullable=False),
        sa.Column("ladder_id", sa.Integer(), nullable=False), sa.Column("started_at", sa.BigInteger(), nullable=False),
        sa.Column("stopped_at", sa.BigInteger()), sa.Column("first_limit", sa.BigInteger(), nullable=False),
        sa.Column("paused", sa.BigInteger(), nullable=False), sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("next_level", sa.Integer()), sa.Column("next_due_at", sa.BigInteger()), sa.Column("deadline_at", sa.BigInteger()),
        sa.UniqueConstraint("entry_id", "name", "cycle", name="uq_clock_entry_id_name_cycle"),
        sa.UniqueConstraint("shift_id", name="uq_clock_shift_id"), sa.PrimaryKeyConstraint("id", name="pk_clock"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_clock_entry_id"),
        sa.CheckConstraint("name IN ('circulate', 'attempt', 'review', 'arrest', 'verify', 'clear', 'handover')", name="ck_clock_name"),
        sa.ForeignKeyConstraint(["ladder_id"], ["ladder.id"], name="fk_clock_ladder_id"),
    )  # fmt: skip
    op.create_index(
        "ix_clock_due", "clock", ["next_due_at"],
        sqlite_where=sa.text('next_due_at IS NOT NULL'), postgresql_where=sa.text('next_due_at IS NOT NULL'),
    )  # fmt: skip
    op.create_index("ix_clock_entry_id", "clock", ["entry_id"])
    op.create_index("ix_clock_ladder_id", "clock", ["ladder_id"])
    op.create_table(
        "escalation",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("clock_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer()), sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("rank", sa.String(40), nullable=False), sa.Column("due_at", sa.BigInteger(), nullable=False),
        sa.Column("crossed_at", sa.BigInteger(), nullable=False), sa.Column("recorded_at", sa.BigInteger(), nullable=False),
        sa.Column("late", sa.Boolean(), nullable=False), sa.Column("cause", sa.String(40), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False), sa.UniqueConstraint("clock_id", "level", name="uq_escalation_clock_id_level"),
        sa.PrimaryKeyConstraint("id", name="pk_escalation"),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_escalation_clock_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_escalation_entry_id"),
        sa.CheckConstraint("rank IN ('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent')", name="ck_escalation_rank"),
        sa.CheckConstraint("cause IN ('due', 'baseline', 'regrade', 'reopened')", name="ck_escalation_cause"),
    )  # fmt: skip
    op.create_index("ix_escalation_clock_id", "escalation", ["clock_id"])
    op.create_index("ix_escalation_entry_id", "escalation", ["entry_id"])
    op.create_index("ix_escalation_sequence", "escalation", ["sequence"])
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("escalation_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.Text(), nullable=False), sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("for_information", sa.Boolean(), nullable=False), sa.Column("told_at", sa.BigInteger(), nullable=False),
        sa.Column("opened_at", sa.BigInteger()), sa.Column("done_at", sa.BigInteger()),
        sa.UniqueConstraint("escalation_id", "recipient", "round", name="uq_notice_escalation_id_recipient_round"),
        sa.PrimaryKeyConstraint("id", name="pk_notice"),
        sa.ForeignKeyConstraint(["escalation_id"], ["escalation.id"], name="fk_notice_escalation_id"),
    )  # fmt: skip
    op.create_index("ix_notice_escalation_id", "notice", ["escalation_id"])
    op.create_index(
        "ix_notice_waiting", "notice", ["recipient"],
        sqlite_where=sa.text('done_at IS NULL'), postgresql_where=sa.text('done_at IS NULL'),
    )  # fmt: skip
    op.create_table(
        "acknowledgement",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("clock_id", sa.Integer(), nullable=False), sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("next_step", sa.Text(), nullable=False), sa.Column("promised_by", sa.BigInteger(), nullable=False),
        sa.Column("lapses_at", sa.BigInteger(), nullable=False), sa.Column("lapsed_at", sa.BigInteger()),
        sa.Column("ended_at", sa.BigInteger()), sa.PrimaryKeyConstraint("id", name="pk_acknowledgement"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_acknowledgement_notice_id"),
        sa.ForeignKeyConstraint(["clock_id"], ["clock.id"], name="fk_acknowledgement_clock_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_acknowledgement_by"),
    )  # fmt: skip
    op.create_index("ix_acknowledgement_by", "acknowledgement", ["by"])
    op.create_index("ix_acknowledgement_clock_id", "acknowledgement", ["clock_id"])
    op.create_index(
        "ix_acknowledgement_lapses", "acknowledgement", ["lapses_at"],
        sqlite_where=sa.text('lapsed_at IS NULL'), postgresql_where=sa.text('lapsed_at IS NULL'),
    )  # fmt: skip
    op.create_index("ix_acknowledgement_notice_id", "acknowledgement", ["notice_id"])
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("deed", sa.Text(), nullable=False), sa.Column("entry_id", sa.Integer()),
        sa.Column("words", sa.Text(), nullable=False), sa.Column("reason", sa.Text()), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("expires_at", sa.BigInteger()),
        sa.Column("decided_at", sa.BigInteger()), sa.Column("decided_by", sa.Integer()), sa.Column("decision", sa.Text()),
        sa.Column("decision_reason", sa.Text()), sa.Column("entry_version", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_proposal"), sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_proposal_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_proposal_by"),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name="fk_proposal_decided_by"),
    )  # fmt: skip
    op.create_index("ix_proposal_by", "proposal", ["by"])
    op.create_index("ix_proposal_decided_by", "proposal", ["decided_by"])
    op.create_index("ix_proposal_entry_id", "proposal", ["entry_id"])
