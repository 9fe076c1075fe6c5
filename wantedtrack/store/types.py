"""Column types that refuse what the store must never hold: a naive instant, or a value outside its enumeration."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Enum, Text
from sqlalchemy.types import TypeDecorator

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


def to_micros(instant: datetime) -> int:
    """Microseconds since 1970-01-01 UTC. Raises ValueError for a naive instant."""
    if instant.tzinfo is None:
        message = "an instant without an offset reached the store"
        raise ValueError(message)
    return (instant - EPOCH) // MICROSECOND


def from_micros(micros: int) -> datetime:
    """The aware UTC instant of these microseconds."""
    return EPOCH + timedelta(microseconds=micros)


def iso_of_micros(micros: int) -> str:
    """The text of `rules.instants.iso` for these microseconds. A sweep tells of ten thousand levels."""
    return f"{(EPOCH + timedelta(seconds=micros // 1_000_000)).isoformat()[:19]}Z"


class InstantType(TypeDecorator[datetime]):
    """An aware UTC instant, kept as whole microseconds so that due times are worked out by the same SQL on both stores."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Refuse what has no offset."""
        return None if value is None else to_micros(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 (SQLAlchemy's signature)
        """Give the instant back in UTC."""
        return None if value is None else from_micros(int(value))


class SpanType(TypeDecorator[timedelta]):
    """A length of time, kept as whole microseconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:  # noqa: ARG002 (SQLAlchemy's signature)
        """Whole microseconds."""
        return None if value is None else value // MICROSECOND

    def process_result_value(self, value: Any | None, dialect: Dialect) -> timedelta | None:  # noqa: ANN401, ARG002 (SQLAlchemy's signature)
        """Give the length back."""
        return None if value is None else timedelta(microseconds=int(value))


def _values_of(members: type[StrEnum]) -> list[str]:
    return [member.value for member in members]


def enum_of(values: type[StrEnum], name: str) -> Enum:
    """A column that holds the enumeration's values as text, with a CHECK of that name."""
    return Enum(
        values, name=name, native_enum=False, create_constraint=True, validate_strings=True, length=40,
        values_callable=_values_of,
    )  # fmt: skip


def exact_text() -> Text:
    """Text that PostgreSQL compares byte by byte, as SQLite does: one order on both stores, and an index that answers for a prefix.

    A database's own collation sorts by language and cannot use an index for `key >= 'smi' AND key < 'smj'`.
    """
    return Text().with_variant(Text(collation="C"), "postgresql")
