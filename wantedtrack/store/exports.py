"""Reading what has left the program: a file found later is looked up by its hash. Source: DPA 2018 s.62 (disclosure with its recipient)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.store import schema
from wantedtrack.store.schema_record import export


@dataclass(frozen=True, slots=True)
class Export:
    """One file that was written, by whom and for whom. `sha256` is of its bytes, in hexadecimal."""

    number: int
    at: Instant
    by: str
    what: str
    purpose: str
    recipient: str
    rows: int
    sha256: str

    def as_json(self) -> dict[str, Any]:
        """The row as the command line gives it."""
        return {
            "export": self.number, "at": iso(self.at), "by": self.by, "what": self.what, "purpose": self.purpose, "recipient": self.recipient,
            "rows": self.rows, "sha256": self.sha256,
        }  # fmt: skip


def all_exports(connection: Connection, *, sha256: str | None = None) -> list[Export]:
    """Every export, or those of one hash, the newest first."""
    columns = (
        export.c.id,
        export.c.at,
        schema.officer.c.collar,
        export.c.what,
        export.c.purpose,
        export.c.recipient,
        export.c.rows,
        export.c.sha256,
    )
    statement = select(*columns).join(schema.officer, schema.officer.c.id == export.c.by).order_by(export.c.id.desc())
    if sha256 is not None:
        statement = statement.where(export.c.sha256 == sha256.strip().lower())
    return [Export(*row) for row in connection.execute(statement).all()]
