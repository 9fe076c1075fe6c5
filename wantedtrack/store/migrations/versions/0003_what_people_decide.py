"""Merges, emergencies, circulation's steps, who may read, what is kept or erased, and forms not yet saved. Literal: no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_CIRCULATION = "state IN ('not_required', 'not_yet', 'requested', 'circulated', 'cancel_requested', 'cancelled')"


def upgrade() -> None:
    _columns()
    _merges()
    _circulation()
    _deciding()
    _keeping()


def _columns() -> None:
    """What the first tables did not hold yet."""
    op.add_column("person", sa.Column("age_on", sa.Date()))
    op.add_column("officer", sa.Column("beats", sa.Text()))
    op.add_column("officer", sa.Column("shifts", sa.Text()))
    op.add_column("attempt", sa.Column("made_safe_by", sa.Text()))
    for table in ("alias", "address", "warning"):
        op.add_column(table, sa.Column("ended_why", sa.Text()))


def _merges() -> None:
    """Two people that turned out to be one, and which rows that moved."""
    op.create_table(
        "person_merge",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("survivor_id", sa.Integer(), nullable=False),
        sa.Column("absorbed_id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("undone_at", sa.BigInteger()), sa.Column("undone_by", sa.Integer()), sa.Column("undone_why", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_person_merge"),
        sa.ForeignKeyConstraint(["survivor_id"], ["person.id"], name="fk_person_merge_survivor_id"),
        sa.ForeignKeyConstraint(["absorbed_id"], ["person.id"], name="fk_person_merge_absorbed_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_person_merge_by"),
        sa.ForeignKeyConstraint(["undone_by"], ["officer.id"], name="fk_person_merge_undone_by"),
    )  # fmt: skip
    for column in ("survivor_id", "absorbed_id", "by", "undone_by"):
        op.create_index(f"ix_person_merge_{column}", "person_merge", [column])
    op.create_table(
        "person_merge_row",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False), sa.Column("row_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_person_merge_row"),
        sa.UniqueConstraint("merge_id", "what", "row_id", name="uq_person_merge_row_merge_id_what_row_id"),
        sa.ForeignKeyConstraint(["merge_id"], ["person_merge.id"], name="fk_person_merge_row_merge_id"),
    )  # fmt: skip
    op.create_index("ix_person_merge_row_merge_id", "person_merge_row", ["merge_id"])


def _circulation() -> None:
    """Each step on PNC/LEDS, and each time the marker was looked at again."""
    op.create_table(
        "circulation_step",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(40), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("reference", sa.Text()), sa.Column("level", sa.String(40)),
        sa.Column("weed_date", sa.Date()), sa.Column("reason", sa.Text()), sa.PrimaryKeyConstraint("id", name="pk_circulation_step"),
        sa.CheckConstraint(_CIRCULATION, name="ck_circulation_step_state"),
        sa.CheckConstraint("level IN ('local', 'national')", name="ck_circulation_step_level"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_circulation_step_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_circulation_step_by"),
    )  # fmt: skip
    op.create_table(
        "verification",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("result", sa.Text()), sa.Column("by", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_verification"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_verification_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_verification_by"),
    )  # fmt: skip
    for table in ("circulation_step", "verification"):
        op.create_index(f"ix_{table}_entry_id", table, ["entry_id"])
        op.create_index(f"ix_{table}_by", table, ["by"])


def _deciding() -> None:
    """Emergencies, and the officers named on a restricted entry."""
    op.create_table(
        "break_glass",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("deed", sa.Text(), nullable=False), sa.Column("entry_id", sa.Integer()),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False), sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_break_glass"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_break_glass_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_break_glass_by"),
    )  # fmt: skip
    for column in ("entry_id", "by", "sequence"):
        op.create_index(f"ix_break_glass_{column}", "break_glass", [column])
    op.create_table(
        "named_reader",
        sa.Column("entry_id", sa.Integer(), nullable=False), sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("entry_id", "officer_id", name="pk_named_reader"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_named_reader_entry_id"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_named_reader_officer_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_named_reader_by"),
    )  # fmt: skip
    op.create_index("ix_named_reader_officer_id", "named_reader", ["officer_id"])
    op.create_index("ix_named_reader_by", "named_reader", ["by"])


def _keeping() -> None:
    """Decisions to keep, erasures, and forms not yet saved."""
    op.create_table(
        "retention_decision",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False), sa.Column("next_review_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_retention_decision"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_retention_decision_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_retention_decision_by"),
    )  # fmt: skip
    op.create_index("ix_retention_decision_entry_id", "retention_decision", ["entry_id"])
    op.create_index("ix_retention_decision_by", "retention_decision", ["by"])
    op.create_table(
        "erasure",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("proposed_by", sa.Integer(), nullable=False), sa.Column("approved_by", sa.Integer(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False), sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("references", sa.Text(), nullable=False), sa.Column("sequence", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_erasure"),
        sa.ForeignKeyConstraint(["proposed_by"], ["officer.id"], name="fk_erasure_proposed_by"),
        sa.ForeignKeyConstraint(["approved_by"], ["officer.id"], name="fk_erasure_approved_by"),
    )  # fmt: skip
    for column in ("proposed_by", "approved_by", "sequence"):
        op.create_index(f"ix_erasure_{column}", "erasure", [column])
    op.create_table(
        "form_draft",
        sa.Column("officer_id", sa.Integer(), nullable=False), sa.Column("deed", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False), sa.Column("words", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("officer_id", "deed", "about", name="pk_form_draft"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_form_draft_officer_id"),
    )  # fmt: skip
