"""Let the queue's order and its counts be read from one index alone, without a look at each entry. Literal: no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LISTED = sa.text("stage NOT IN ('closed', 'disposed')")


def upgrade() -> None:
    for index in ("ix_entry_listed_due", "ix_entry_listed_counts"):
        op.drop_index(index, "entry")
    columns = [
        "due_at", "id", "restricted", "owner_id", "stage", "became_outstanding_at", "category", "band", "circulation", "attempt_count",
    ]  # fmt: skip
    op.create_index("ix_entry_listed_due", "entry", columns, sqlite_where=_LISTED, postgresql_where=_LISTED)
