"""Since when an officer has an entry open, beside when that was last said. Literal: no living code."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.add_column("presence", sa.Column("since", sa.BigInteger()))
