"""What officers have typed into forms and not saved yet: one row for each officer, deed and subject, encrypted with everything else.

A draft is nobody's record. It leaves no journal line, is read by its own officer alone, and goes when the form is saved or thrown away, when its
entry is disposed of, or when it is older than `KEPT_FOR`. Answers the promise "What was saved stays saved" of trust.md for what was not saved yet.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select

from wantedtrack.rules.entry import Instant, OfficerId, Reference
from wantedtrack.store.found import Found
from wantedtrack.store.schema_decisions import form_draft

KEPT_FOR = timedelta(days=28)
"""A form that nobody went on with for four weeks is forgotten: what is typed about people is not kept for ever by not being saved."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A form as far as it was typed. `about` is the entry's reference, with what else the form is about behind it, or empty; `words` is empty once nothing is left of it.

    `version` is the entry's when the form was opened, so that what others changed since is told; `deed_id` the one under which it is saved,
    so that a form which was saved just before its window died is not saved twice.
    """

    deed: str
    about: str
    at: Instant
    words: Mapping[str, Any] = field(default_factory=dict[str, Any], repr=False)
    version: int | None = None
    deed_id: str | None = None


def keep(connection: Connection, officer: OfficerId, draft: Draft) -> None:
    """Keep this in the place of what was kept of the same form; without words nothing is kept. What is too old goes on the way."""
    table = form_draft
    same = (table.c.officer_id == officer) & (table.c.deed == draft.deed) & (table.c.about == draft.about)
    connection.execute(delete(table).where(or_(same, table.c.at < draft.at - KEPT_FOR)))
    if draft.words:
        told = {"words": dict(draft.words), "version": draft.version, "deed_id": draft.deed_id}
        row = {
            "officer_id": officer,
            "deed": draft.deed,
            "about": draft.about,
            # Escaped: what no store can hold as it is comes back too, and is told of when the form is saved.
            "words": json.dumps(told),
            "at": draft.at,
        }
        connection.execute(insert(table), row)


def of_officer(connection: Connection, officer: OfficerId) -> Sequence[Draft]:
    """Every form that this officer has begun, the newest first."""
    table = form_draft.c
    found = select(table.deed, table.about, table.words, table.at).where(table.officer_id == officer).order_by(table.at.desc())
    return [_draft(row) for row in connection.execute(found)]


def find(connection: Connection, officer: OfficerId, deed: str, about: str) -> Draft | None:
    """What this officer has typed of this form, None where nothing is kept."""
    return next((one for one in of_officer(connection, officer) if (one.deed, one.about) == (deed, about)), None)


def forget_about(connection: Connection, references: Sequence[Reference]) -> None:
    """Take out everybody's drafts about these entries, or that name one of them: the entries are disposed of."""
    table = form_draft.c
    named = [text for one in references for text in (table.about == one, table.about.startswith(f"{one} ", autoescape=True))]
    named += [table.words.contains(one, autoescape=True) for one in references]
    if named:
        connection.execute(delete(form_draft).where(or_(*named)))


def forget_old(connection: Connection, now: Instant) -> None:
    """Take out what nobody went on with for too long."""
    connection.execute(delete(form_draft).where(form_draft.c.at < now - KEPT_FOR))


def _draft(row: Found) -> Draft:
    deed, about, text, at = row
    told = json.loads(text)
    return Draft(deed, about, at, told["words"], told.get("version"), told.get("deed_id"))
