"""What is recorded of several entries at once: the same attempt, note, step on PNC/LEDS or look there, in one transaction and one journal line."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from wantedtrack.rules import stages
from wantedtrack.rules.bulk_words import read_chosen
from wantedtrack.rules.entry import AttemptKind, AttemptResult, Circulation, CirculationLevel, Instant, NoteKind
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.proposals import Proposed
from wantedtrack.store.several import each_of
from wantedtrack.store.writing import Work, carry_out


def bulk_log_attempt(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    at: Instant,
    kind: AttemptKind,
    result: AttemptResult,
    where: str | None = None,
    officers: tuple[str, ...] = (),
    remark: str | None = None,
    made_safe_by: str | None = None,
    next_step: str | None = None,
    next_by: Instant | None = None,
    proposed: Proposed,
) -> Changes:
    """Record the same try, or enquiry, of several entries; `detail` lists which were done and which a rule refused.

    Raises as `log-attempt` does for the first entry where none could be done, NotAllowed("rank"), Invalid("missing_word", "too_many").
    """
    words: dict[str, Any] = {
        "at": at,
        "kind": kind,
        "result": result,
        "where": where,
        "remark": remark,
        "made-safe-by": made_safe_by,
        "next-step": next_step,
        "next-by": next_by,
        "officers": list(officers) or None,
    }
    return _on_each("bulk-log-attempt", "log-attempt", store, officer, now, deed_id, references, words, proposed)


def bulk_add_note(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    text: str,
    kind: NoteKind = NoteKind.FACT,
    proposed: Proposed,
) -> Changes:
    """Add the same note to several entries; `detail` lists which were done and which a rule refused.

    Raises as `add-note` does for the first entry where none could be done, NotAllowed("rank"), Invalid("missing_word", "too_many").
    """
    words: dict[str, Any] = {"text": text, "kind": kind}
    return _on_each("bulk-add-note", "add-note", store, officer, now, deed_id, references, words, proposed)


def bulk_set_circulation(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    state: Circulation,
    reference: str | None = None,
    level: CirculationLevel | None = None,
    weed_date: date | None = None,
    reason: str | None = None,
    at: Instant | None = None,
    proposed: Proposed,
) -> Changes:
    """Record the same step on PNC/LEDS for several entries; `detail` lists which were done and which a rule refused.

    Raises as `set-circulation` does for the first entry where none could be done, NotAllowed("rank"), Invalid("missing_word", "too_many").
    """
    words: dict[str, Any] = {"state": state, "reference": reference, "level": level, "weed-date": weed_date, "reason": reason, "at": at}
    return _on_each("bulk-set-circulation", "set-circulation", store, officer, now, deed_id, references, words, proposed)


def bulk_verify(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    result: str | None = None,
    at: Instant | None = None,
    proposed: Proposed,
) -> Changes:
    """Record that the markers of several entries were looked at on PNC/LEDS; `detail` lists which were done and which a rule refused.

    Raises as `verify-circulation` does for the first entry where none could be done, NotAllowed("rank"), Invalid("missing_word", "too_many").
    """
    words: dict[str, Any] = {"result": result, "at": at}
    return _on_each("bulk-verify", "verify-circulation", store, officer, now, deed_id, references, words, proposed)


def _on_each(
    deed: str, of: str, store: Store, officer: Acting, now: Instant, deed_id: str | None, references: tuple[str, ...], words: Mapping[str, Any], proposed: Proposed,
) -> Changes:  # fmt: skip
    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator)
        verdicts = each_of(work, store, proposed, of, read_chosen(references), words)
        verdicts.refuse_if_nothing()
        return Changes(deed, detail=verdicts.as_detail())

    return carry_out(store, deed=deed, officer=officer, now=now, deed_id=deed_id, act=act)
