"""An officer to be confirmed, what people write into a handover, tasking sheets and what came back of them, who has what open.

Literal: no living code.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("entry", sa.Column("typed_account", sa.Text()))
    _handovers()
    _tasking()
    op.create_table(
        "presence",
        sa.Column("desktop", sa.Text(), nullable=False), sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("desktop", "officer_id", name="pk_presence"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_presence_officer_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_presence_entry_id"),
    )  # fmt: skip
    for column in ("officer_id", "entry_id"):
        op.create_index(f"ix_presence_{column}", "presence", [column])


def _handovers() -> None:
    """Remarks before signing, answers to queries, addenda after sealing."""
    for name, linked, more in (
        ("handover_remark", ("handover_id", "entry_id"), ()),
        ("handover_answer", ("tick_id",), ()),
        ("handover_addendum", ("handover_id",), ("sequence",)),
    ):
        targets = {"handover_id": "handover", "entry_id": "entry", "tick_id": "handover_tick"}
        op.create_table(
            name,
            sa.Column("id", sa.Integer(), nullable=False),
            *(sa.Column(column, sa.Integer(), nullable=column == "entry_id") for column in linked),
            sa.Column("text", sa.Text(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
            sa.Column("at", sa.BigInteger(), nullable=False), *(sa.Column(column, sa.BigInteger(), nullable=False) for column in more),
            sa.PrimaryKeyConstraint("id", name=f"pk_{name}"),
            *(sa.ForeignKeyConstraint([column], [f"{targets[column]}.id"], name=f"fk_{name}_{column}") for column in linked),
            sa.ForeignKeyConstraint(["by"], ["officer.id"], name=f"fk_{name}_by"),
        )  # fmt: skip
        for column in (*linked, "by"):
            op.create_index(f"ix_{name}_{column}", name, [column])


def _tasking() -> None:
    """Sheets that went out, the entries on them, and the rows that came back."""
    op.create_table(
        "tasking_sheet",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("chosen", sa.Text(), nullable=False),
        sa.Column("sequence", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_tasking_sheet"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_tasking_sheet_by"),
    )  # fmt: skip
    op.create_index("ix_tasking_sheet_by", "tasking_sheet", ["by"])
    op.create_table(
        "tasking_row",
        sa.Column("sheet_id", sa.Integer(), nullable=False), sa.Column("row", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False), sa.Column("entry_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("sheet_id", "row", name="pk_tasking_row"),
        sa.ForeignKeyConstraint(["sheet_id"], ["tasking_sheet.id"], name="fk_tasking_row_sheet_id"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_tasking_row_entry_id"),
    )  # fmt: skip
    op.create_index("ix_tasking_row_entry_id", "tasking_row", ["entry_id"])
    op.create_table(
        "returned_row",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("sheet_id", sa.Integer(), nullable=False),
        sa.Column("row", sa.Integer(), nullable=False), sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("attempt_id", sa.Integer()), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_returned_row"),
        sa.UniqueConstraint("sheet_id", "row", "digest", name="uq_returned_row_sheet_id_row_digest"),
        sa.ForeignKeyConstraint(["sheet_id"], ["tasking_sheet.id"], name="fk_returned_row_sheet_id"),
        sa.ForeignKeyConstraint(["attempt_id"], ["attempt.id"], name="fk_returned_row_attempt_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_returned_row_by"),
    )  # fmt: skip
    for column in ("sheet_id", "attempt_id", "by"):
        op.create_index(f"ix_returned_row_{column}", "returned_row", [column])
