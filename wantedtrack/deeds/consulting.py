"""Noting who looked at what: beside the read, after its answer, and never in its way. Source: DPA 2018 s.62."""

from collections.abc import Sequence

from wantedtrack.rules.consultation import Looked
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store import consultations
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store


def record_consultation(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, looks: Sequence[Looked]) -> Changes:
    """Note these looks in the log's own chain; no journal line, so that looking never stands in the way of a deed.

    `now` is the system's clock, also on a demonstration: when somebody looked is no part of what is demonstrated. A retry would note a look
    twice, which is no harm, so `deed_id` is not kept. Raises Unavailable.
    """
    del deed_id
    noted = consultations.record(store, looks, officer=officer, at=now)
    return Changes("record-consultation", detail={"noted": noted})
