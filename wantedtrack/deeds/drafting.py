"""Keeping what is typed into a form while it is typed: quietly, without a journal line, for nothing of the record is changed."""

from collections.abc import Mapping
from typing import Any

from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import drafts
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.drafts import Draft
from wantedtrack.store.writing import Work, carry_out


def keep_draft(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    deed: str,
    about: str,
    words: Mapping[str, Any],
    version: int | None = None,
    form: str | None = None,
    begun_at: Instant | None = None,
) -> Changes:
    """Keep what was typed so far, in the place of what was kept of the same form; without words, forget it. `form` is the id under which it will be saved.

    `begun_at` is for a draft that waited on a desktop until the store could be had; one kept in the store since then is left as it is.
    No journal line: a draft is no record of anybody. Raises NotAllowed("unknown_account"), Unavailable.
    """
    at = begun_at or now

    def act(work: Work) -> Changes:
        held = drafts.find(work.connection, officer.officer, deed, about) if begun_at is not None else None
        if held is None or held.at <= at:
            drafts.keep(work.connection, officer.officer, Draft(deed, about, at, words, version, form))
        return Changes("keep-draft", sequence=-1)

    return carry_out(store, deed="keep-draft", officer=officer, now=now, deed_id=deed_id, act=act, keeps_result=False)
