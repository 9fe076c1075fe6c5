"""A row as SQLAlchemy finds it, before it becomes a frozen one of ours."""

from typing import Any

from sqlalchemy import Row

Found = Any
"""SQLAlchemy types a row column by column and past ten columns not at all, so what is read from one is typed where it is put."""


def by_column(row: Row[Any]) -> dict[str, Any]:
    """The row's values by the names of its columns."""
    return dict(zip(row._fields, row, strict=True))  # pyright: ignore[reportPrivateUsage] (SQLAlchemy's documented name for them)
