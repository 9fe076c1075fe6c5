"""Let the queue's order be read from its index alone, without a look at each entry. Literal: no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_LISTED = sa.text("stage NOT IN ('closed', 'disposed')")


def upgrade() -> None:
    op.drop_index("ix_entry_listed_due", "entry")
    op.create_index(
        "ix_entry_listed_due", "entry", ["due_at", "id", "restricted", "owner_id", "stage", "became_outstanding_at"],
        sqlite_where=_LISTED, postgresql_where=_LISTED,
    )  # fmt: skip
