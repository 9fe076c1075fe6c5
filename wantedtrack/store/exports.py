"""Reading what has left the program: a file found later is looked up by its hash. Source: DPA 2018 s.62 (disclosure with its recipient)."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, func, select

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.store import schema
from wantedtrack.store.schema_record import export

NUMBER_TAKEN = "Another file left under this number meanwhile. Nothing was recorded; write the file again with the next number."


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


def next_number(connection: Connection) -> int:
    """The number under which the next file leaves. It is printed on the file's pages before the file is recorded, so it is asked for first."""
    return (connection.execute(select(func.max(export.c.id))).scalar() or 0) + 1


def all_exports(connection: Connection, *, sha256: str | None = None, number: int | None = None) -> list[Export]:
    """Every export, or those of one hash or number, the newest first."""
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
    if number is not None:
        statement = statement.where(export.c.id == number)
    return [Export(*row) for row in connection.execute(statement).all()]


def has_left(connection: Connection, sha256: str) -> bool:
    """Whether a file of this hash has left: then what lies there was written by this program and not changed since."""
    return bool(all_exports(connection, sha256=sha256))


def seal_has_left(connection: Connection, seal: str) -> bool:
    """Whether a file with this seal has left that is not a sealed handover as it is held: a draft, or one that lost rows at the end of their time."""
    wanted = export.c.what.endswith(f", seal {seal}", autoescape=True)
    return connection.execute(select(export.c.id).where(wanted).limit(1)).first() is not None
