"""The journal and its neighbours, as they were when the program first kept anything. Literal on purpose: a revision imports no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _record()
    _intake()
    _running()
    _standing_data()


def _record() -> None:
    """The journal and its neighbours."""
    op.create_table(
        "store_info",
        sa.Column("key", sa.Text(), nullable=False), sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_store_info"),
    )  # fmt: skip
    op.create_table(
        "journal",
        sa.Column("sequence", sa.BigInteger(), nullable=False, autoincrement=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False), sa.Column("desktop", sa.Text(), nullable=False),
        sa.Column("deed", sa.Text(), nullable=False), sa.Column("entry_id", sa.Integer()), sa.Column("deed_id", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False), sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("canonical", sa.Text(), nullable=False), sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name="pk_journal"), sa.UniqueConstraint("deed_id", name="uq_journal_deed_id"),
    )  # fmt: skip
    op.create_index("ix_journal_entry_id", "journal", ["entry_id"])
    op.create_table(
        "touched",
        sa.Column("sequence", sa.BigInteger(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", "entry_id", name="pk_touched"),
    )  # fmt: skip
    op.create_index("ix_touched_entry_id", "touched", ["entry_id"])
    op.create_table(
        "deed_result",
        sa.Column("deed_id", sa.Text(), nullable=False), sa.Column("changes", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("deed_id", name="pk_deed_result"),
    )  # fmt: skip
    op.create_table(
        "history",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Integer()), sa.Column("person_id", sa.Integer()), sa.Column("change", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_history"),
    )  # fmt: skip
    op.create_index("ix_history_entry_id", "history", ["entry_id"])
    op.create_index("ix_history_person_id", "history", ["person_id"])
    op.create_index("ix_history_sequence", "history", ["sequence"])
    op.create_table(
        "consultation",
        sa.Column("number", sa.BigInteger(), nullable=False, autoincrement=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False), sa.Column("desktop", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False), sa.Column("entry_id", sa.Integer()), sa.Column("purpose", sa.Text()),
        sa.Column("recipient", sa.Text()), sa.Column("canonical", sa.Text(), nullable=False), sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("number", name="pk_consultation"),
    )  # fmt: skip
    op.create_index("ix_consultation_entry_id", "consultation", ["entry_id"])
    op.create_table(
        "handover",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("shift_id", sa.Text(), nullable=False),
        sa.Column("from_sequence", sa.BigInteger(), nullable=False), sa.Column("to_sequence", sa.BigInteger(), nullable=False),
        sa.Column("prepared_at", sa.BigInteger(), nullable=False), sa.Column("prepared_by", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.BigInteger()), sa.Column("signed_by", sa.Integer()), sa.Column("accepted_at", sa.BigInteger()),
        sa.Column("accepted_by", sa.Integer()), sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("content_digest", sa.Text(), nullable=False), sa.Column("head_hash", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_handover"),
        sa.UniqueConstraint("shift_id", name="uq_handover_shift_id"),
        sa.ForeignKeyConstraint(["prepared_by"], ["officer.id"], name="fk_handover_prepared_by"),
        sa.ForeignKeyConstraint(["signed_by"], ["officer.id"], name="fk_handover_signed_by"),
        sa.ForeignKeyConstraint(["accepted_by"], ["officer.id"], name="fk_handover_accepted_by"),
    )  # fmt: skip
    op.create_index("ix_handover_accepted_by", "handover", ["accepted_by"])
    op.create_index("ix_handover_prepared_by", "handover", ["prepared_by"])
    op.create_index("ix_handover_signed_by", "handover", ["signed_by"])
    op.create_table(
        "handover_tick",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("handover_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False), sa.Column("query", sa.Text()), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.UniqueConstraint("handover_id", "entry_id", name="uq_handover_tick_handover_id_entry_id"),
        sa.PrimaryKeyConstraint("id", name="pk_handover_tick"),
        sa.ForeignKeyConstraint(["handover_id"], ["handover.id"], name="fk_handover_tick_handover_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_handover_tick_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_handover_tick_by"),
    )  # fmt: skip
    op.create_index("ix_handover_tick_by", "handover_tick", ["by"])
    op.create_index("ix_handover_tick_entry_id", "handover_tick", ["entry_id"])
    op.create_index("ix_handover_tick_handover_id", "handover_tick", ["handover_id"])


def _intake() -> None:
    """What came in from extracts."""
    op.create_table(
        "intake_file",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("source", sa.Text(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False), sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False), sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_intake_file"), sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_intake_file_by"),
    )  # fmt: skip
    op.create_index("ix_intake_file_by", "intake_file", ["by"])
    op.create_table(
        "source_row",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("source", sa.Text(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False), sa.Column("entry_id", sa.Integer()),
        sa.Column("file_id", sa.Integer(), nullable=False), sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False), sa.Column("data", sa.Text(), nullable=False),
        sa.UniqueConstraint("source", "key", name="uq_source_row_source_key"), sa.PrimaryKeyConstraint("id", name="pk_source_row"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_source_row_entry_id"),
        sa.ForeignKeyConstraint(["file_id"], ["intake_file.id"], name="fk_source_row_file_id"),
    )  # fmt: skip
    op.create_index("ix_source_row_entry_id", "source_row", ["entry_id"])
    op.create_index("ix_source_row_file_id", "source_row", ["file_id"])
    op.create_table(
        "waiting_row",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False), sa.Column("key", sa.Text(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False), sa.Column("code", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False), sa.Column("data", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.Integer()), sa.Column("decided_at", sa.BigInteger()), sa.Column("decided_by", sa.Integer()),
        sa.Column("decision", sa.Text()), sa.UniqueConstraint("source", "key", "digest", name="uq_waiting_row_source_key_digest"),
        sa.PrimaryKeyConstraint("id", name="pk_waiting_row"),
        sa.ForeignKeyConstraint(["file_id"], ["intake_file.id"], name="fk_waiting_row_file_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_waiting_row_entry_id"),
        sa.ForeignKeyConstraint(["decided_by"], ["officer.id"], name="fk_waiting_row_decided_by"),
    )  # fmt: skip
    op.create_index("ix_waiting_row_decided_by", "waiting_row", ["decided_by"])
    op.create_index("ix_waiting_row_entry_id", "waiting_row", ["entry_id"])
    op.create_index("ix_waiting_row_file_id", "waiting_row", ["file_id"])


def _running() -> None:
    """Policy, desktops, exports, searches, backups."""
    op.create_table(
        "policy_version",
        sa.Column("version", sa.Integer(), nullable=False), sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author", sa.Text(), nullable=False), sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.BigInteger(), nullable=False), sa.Column("adopted_at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("version", name="pk_policy_version"),
    )  # fmt: skip
    op.create_table(
        "desktop",
        sa.Column("name", sa.Text(), nullable=False), sa.Column("last_beat_at", sa.BigInteger()),
        sa.Column("last_sweep_at", sa.BigInteger()), sa.Column("looked_at", sa.Integer(), nullable=False), sa.Column("doubt", sa.Text()),
        sa.PrimaryKeyConstraint("name", name="pk_desktop"),
    )  # fmt: skip
    op.create_table(
        "unwatched",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("from_at", sa.BigInteger(), nullable=False),
        sa.Column("to_at", sa.BigInteger(), nullable=False), sa.Column("crossed", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False), sa.Column("sequence", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_unwatched"),
    )  # fmt: skip
    op.create_index("ix_unwatched_sequence", "unwatched", ["sequence"])
    op.create_table(
        "export",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("what", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False), sa.Column("recipient", sa.Text(), nullable=False),
        sa.Column("rows", sa.Integer(), nullable=False), sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_export"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_export_by"),
    )  # fmt: skip
    op.create_index("ix_export_by", "export", ["by"])
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("name", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False), sa.Column("owner_id", sa.Integer()),
        sa.UniqueConstraint("name", "owner_id", name="uq_saved_search_name_owner_id"),
        sa.PrimaryKeyConstraint("id", name="pk_saved_search"),
        sa.ForeignKeyConstraint(["owner_id"], ["officer.id"], name="fk_saved_search_owner_id"),
    )  # fmt: skip
    op.create_index("ix_saved_search_owner_id", "saved_search", ["owner_id"])
    op.create_table(
        "backup",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False), sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_backup"),
    )  # fmt: skip


def _standing_data() -> None:
    """Codes and names that ship with the program."""
    op.create_table(
        "offence_code",
        sa.Column("code", sa.Text(), nullable=False), sa.Column("title", sa.Text(), nullable=False),
        sa.Column("category", sa.Text(), nullable=False), sa.Column("recordable", sa.Boolean(), nullable=False),
        sa.Column("search_title", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("code", name="pk_offence_code"),
    )  # fmt: skip
    op.create_table(
        "force",
        sa.Column("code", sa.Text(), nullable=False), sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name="pk_force"),
    )  # fmt: skip
    op.create_table(
        "organisation_unit",
        sa.Column("code", sa.Text(), nullable=False), sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("force", sa.Text(), nullable=False), sa.Column("name", sa.Text(), nullable=False),
        sa.Column("listed_name", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("code", name="pk_organisation_unit"),
    )  # fmt: skip
    op.create_index("ix_organisation_unit_kind_force", "organisation_unit", ["kind", "force"])
    op.create_table(
        "result_code",
        sa.Column("code", sa.Text(), nullable=False), sa.Column("description", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False), sa.PrimaryKeyConstraint("code", name="pk_result_code"),
    )  # fmt: skip
