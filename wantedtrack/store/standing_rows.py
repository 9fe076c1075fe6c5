"""The standing data as deeds use it: what was typed as a code or a name becomes what people read, and what is not known stays as written."""

import re
from collections.abc import Mapping

from sqlalchemy import Connection, func, or_, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.names import normalised
from wantedtrack.store import schema_record as record
from wantedtrack.store.standing_reading import UNIT_KINDS, Standing, look_up

_CODE = re.compile(r"[0-9A-Z]{5,9}")
_WRITTEN_EITHER_WAY = ("and", "police", "constabulary", "service", "the")
_TELLING = 3
"""Letters that a word needs to bring a force forward by itself: “and” would bring many."""


def forces(connection: Connection) -> dict[str, str]:
    """The name of each police force by its code."""
    return {row.code: row.name for row in connection.execute(select(record.force.c.code, record.force.c.name))}


def titled_offence(connection: Connection, typed: str) -> tuple[str, str | None]:
    """The offence's title and its CJS code where exactly a code was typed; any other text is the offence, without a code."""
    code = "".join(typed.split()).upper()
    if not _CODE.fullmatch(code):
        return typed, None
    title = connection.execute(select(record.offence_code.c.title).where(record.offence_code.c.code == code)).scalar()
    return (title, code) if title is not None else (typed, None)


def tidied_place(connection: Connection, typed: str | None, what: Standing) -> str | None:
    """The tidied name of the station or court whose code or whole name was typed; any other place stays as it was written.

    Bail is appointed, and people are met, at places that no list holds: a place is never refused.
    """
    if typed is None or not typed.strip():
        return typed
    unit = record.organisation_unit.c
    written = " ".join(typed.split())
    same = or_(unit.code == written.upper(), func.lower(unit.name) == written.lower(), func.lower(unit.listed_name) == written.lower())
    chosen = select(unit.name).where(unit.kind.in_(UNIT_KINDS[what]), same).order_by(unit.code).limit(1)
    return connection.execute(chosen).scalar() or typed


def tidied_own_places(connection: Connection, details: Mapping[str, str]) -> dict[str, str]:
    """A category's own fields with the court and the station appointed by their tidied names."""
    read = dict(details)
    for key, what in (("court", Standing.COURT), ("station_appointed", Standing.STATION)):
        if key in read:
            read[key] = tidied_place(connection, read[key], what) or read[key]
    return read


def owning_force_code(connection: Connection, typed: str | None) -> str | None:
    """The code of the force that was typed as a code or a name; where no forces are held, what was typed.

    Raises Invalid("unknown_force") with the nearest that there are: who owns an entry decides who is told, and a force that does not exist
    tells nobody.
    """
    if typed is None or not typed.strip():
        return None
    held = forces(connection)
    code = typed.strip().upper().zfill(2)
    if code in held or not held:
        return code if held else typed
    by_name = {_bare(name): one for one, name in held.items()}
    if _bare(typed) in by_name:
        return by_name[_bare(typed)]
    near = [one for word in [typed, *typed.split()] if len(word) > _TELLING for one in look_up(connection, Standing.FORCE, word, limit=1)]
    offered = "; ".join(f"{one.code} ({one.name})" for one in dict.fromkeys(near)) or "a code such as 52, or the force's name"
    message = f"“{typed[:40]}” is no force of the standing data; accepted would be {offered}. Nothing was changed."
    raise Invalid(message, code="unknown_force", field="owning-force")


def _bare(name: str) -> str:
    """A force's name without what every force's is written with or without."""
    return " ".join(word for word in normalised(name).split() if word not in _WRITTEN_EITHER_WAY)


def force_name(connection: Connection, code: str) -> str:
    """The name of this force, or "Force 52" where the standing data has none."""
    found = connection.execute(select(record.force.c.name).where(record.force.c.code == code)).scalar()
    return found or f"Force {code}"
