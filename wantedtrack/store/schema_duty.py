"""The tables of duty and of being told: who is on when, who was rung, what was passed on, briefs, prompts put aside, clocks in doubt."""

from sqlalchemy import BigInteger, Column, ForeignKey, Index, Integer, Table, Text, UniqueConstraint

from wantedtrack.rules.ranks import Rank
from wantedtrack.store.schema import METADATA
from wantedtrack.store.types import InstantType, SpanType, enum_of


def _key() -> Column[int]:
    return Column("id", Integer, primary_key=True)


def _link(name: str, target: str) -> Column[int]:
    return Column(name, Integer, ForeignKey(f"{target}.id"), nullable=False, index=True)


def _text(name: str) -> Column[str]:
    return Column(name, Text, nullable=False)


duty = Table(
    "duty", METADATA, _key(), _link("officer_id", "officer"), Column("starts_at", InstantType, nullable=False),
    Column("ends_at", InstantType, nullable=False), _text("source"), _link("by", "officer"), Column("at", InstantType, nullable=False),
    UniqueConstraint("officer_id", "starts_at"), Index("ix_duty_ends_at", "ends_at"),
)  # fmt: skip

telling = Table(
    "telling", METADATA, _key(), _link("notice_id", "notice"), _text("who"), _text("how"), Column("told_at", InstantType, nullable=False),
    _link("by", "officer"), Column("at", InstantType, nullable=False),
)  # fmt: skip
"""Somebody was rung or spoken to about a notice: who, how, when, and by whom it was recorded."""

passed_on = Table(
    "passed_on", METADATA, _key(), _link("notice_id", "notice"), _text("why"), _text("to"), _link("by", "officer"),
    Column("at", InstantType, nullable=False),
)  # fmt: skip

brief_made = Table(
    "brief_made", METADATA, _key(), Column("rank", enum_of(Rank, "rank"), nullable=False), Column("at", InstantType, nullable=False),
    _link("by", "officer"), Column("to_sequence", BigInteger, nullable=False),
)  # fmt: skip

prompt_aside = Table(
    "prompt_aside", METADATA, _key(), _link("entry_id", "entry"), _text("prompt"), _text("reason"), _link("by", "officer"),
    Column("at", InstantType, nullable=False), UniqueConstraint("entry_id", "prompt"),
)  # fmt: skip
"""A prompt that an officer has put aside, with why: it does not come again for the same evidence."""

clock_doubt = Table(
    "clock_doubt", METADATA, _key(), Column("at", InstantType, nullable=False), _text("desktop"), _text("kind"), Column("by", SpanType, nullable=False),
)  # fmt: skip
"""Each time a desktop's clock was seen to stand wrong, and by how much."""
