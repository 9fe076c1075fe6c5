"""Reading the standing data: what is the same for every force, and ships with the program."""

from sqlalchemy import Connection, select

from wantedtrack.store import schema_record as record


def forces(connection: Connection) -> dict[str, str]:
    """The name of each police force by its code."""
    return {row.code: row.name for row in connection.execute(select(record.force.c.code, record.force.c.name))}
