"""A row as SQLAlchemy finds it, before it becomes a frozen one of ours."""

from typing import Any

Found = Any
"""SQLAlchemy types a row column by column and past ten columns not at all, so what is read from one is typed where it is put."""
