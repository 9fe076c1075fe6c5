"""Who is on duty, who was rung, what was passed on, briefs, prompts put aside, clocks in doubt. Literal: no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

_RANKS = "rank IN ('constable', 'sergeant', 'inspector', 'chief_inspector', 'superintendent')"


def upgrade() -> None:
    op.add_column("notice", sa.Column("because", sa.Text()))
    _duty()
    _being_told()
    _beside()


def _duty() -> None:
    """Who is on when."""
    op.create_table(
        "duty",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.BigInteger(), nullable=False), sa.Column("ends_at", sa.BigInteger(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_duty"),
        sa.UniqueConstraint("officer_id", "starts_at", name="uq_duty_officer_id_starts_at"),
        sa.ForeignKeyConstraint(["officer_id"], ["officer.id"], name="fk_duty_officer_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_duty_by"),
    )  # fmt: skip
    for column in ("officer_id", "ends_at", "by"):
        op.create_index(f"ix_duty_{column}", "duty", [column])


def _being_told() -> None:
    """Who was rung about a notice, and who passed one on."""
    op.create_table(
        "telling",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False), sa.Column("how", sa.Text(), nullable=False),
        sa.Column("told_at", sa.BigInteger(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_telling"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_telling_notice_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_telling_by"),
    )  # fmt: skip
    op.create_table(
        "passed_on",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("notice_id", sa.Integer(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False), sa.Column("to", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_passed_on"),
        sa.ForeignKeyConstraint(["notice_id"], ["notice.id"], name="fk_passed_on_notice_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_passed_on_by"),
    )  # fmt: skip
    for table in ("telling", "passed_on"):
        for column in ("notice_id", "by"):
            op.create_index(f"ix_{table}_{column}", table, [column])


def _beside() -> None:
    """Briefs, prompts, clocks."""
    op.create_table(
        "brief_made",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("rank", sa.String(40), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False), sa.Column("by", sa.Integer(), nullable=False),
        sa.Column("to_sequence", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_brief_made"),
        sa.CheckConstraint(_RANKS, name="ck_brief_made_rank"), sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_brief_made_by"),
    )  # fmt: skip
    op.create_index("ix_brief_made_by", "brief_made", ["by"])
    op.create_table(
        "prompt_aside",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False), sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("by", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_prompt_aside"),
        sa.UniqueConstraint("entry_id", "prompt", name="uq_prompt_aside_entry_id_prompt"),
        sa.ForeignKeyConstraint(["entry_id"], ["entry.id"], name="fk_prompt_aside_entry_id"),
        sa.ForeignKeyConstraint(["by"], ["officer.id"], name="fk_prompt_aside_by"),
    )  # fmt: skip
    op.create_index("ix_prompt_aside_entry_id", "prompt_aside", ["entry_id"])
    op.create_index("ix_prompt_aside_by", "prompt_aside", ["by"])
    op.create_table(
        "clock_doubt",
        sa.Column("id", sa.Integer(), nullable=False), sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("desktop", sa.Text(), nullable=False), sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint("id", name="pk_clock_doubt"),
    )  # fmt: skip
