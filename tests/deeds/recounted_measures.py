"""The figures recounted another way: the raw journal and history played forward from the first line, and plain arithmetic over what comes of it.

Shares no code with the program's own figures, which read the rows as they stand and take back what was written since.
"""

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from fractions import Fraction
from typing import Any

from sqlalchemy import text

from wantedtrack.store.database import Store

OPEN = ("unallocated", "allocated", "active", "located", "appointment", "suspended")
ARRESTS = ("arrested_by_this_force", "arrested_by_another_force", "surrendered", "warrant_executed", "returned_to_custody")
WRONG = ("bail_failure_recorded_in_error", "duplicate")


@dataclass
class Played:
    """One entry as the history says it came to be."""

    row: dict[str, Any]
    tries: list[datetime] = field(default_factory=list)
    reopened: list[datetime] = field(default_factory=list)

    def at(self, name: str) -> datetime | None:
        told = self.row.get(name)
        return datetime.fromisoformat(told) if told else None

    @property
    def began(self) -> datetime:
        found = self.at("became_outstanding_at")
        assert found is not None
        return found

    @property
    def arrested(self) -> datetime | None:
        return self.at("outcome_at") if self.row.get("outcome") in ARRESTS else None

    @property
    def ended(self) -> datetime | None:
        return self.at("outcome_at") or self.at("closed_at")

    @property
    def is_wrong(self) -> bool:
        return self.row.get("outcome") in WRONG


def played(store: Store, *, until: datetime) -> list[Played]:
    """Every entry, by nothing but the lines written up to this instant."""
    micros = (until - datetime(1970, 1, 1, tzinfo=until.tzinfo)) // timedelta(microseconds=1)
    query = text("SELECT h.change, j.at FROM history h JOIN journal j ON j.sequence = h.sequence WHERE j.at <= :until ORDER BY h.id")
    found: dict[int, Played] = {}
    with store.reading() as connection:
        for change, at in connection.execute(query, {"until": micros}):
            told = json.loads(change)
            if told.get("added") == "entry":
                found[told["id"]] = Played(dict(told["row"]))
            elif told.get("changed") == "entry":
                if told["fields"].get("stage") == ["closed", "active"]:
                    found[told["id"]].reopened.append(datetime(1970, 1, 1, tzinfo=until.tzinfo) + timedelta(microseconds=at))
                found[told["id"]].row |= {name: after for name, (_, after) in told["fields"].items()}
            elif told.get("added") == "attempt":
                found[told["row"]["entry_id"]].tries.append(datetime.fromisoformat(told["row"]["at"]))
    return list(found.values())


def middle(spans: list[timedelta]) -> float | None:
    """The median in days, to two places."""
    ordered = sorted(spans)
    if not ordered:
        return None
    half = len(ordered) // 2
    found = ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2
    return round(found.total_seconds() / 86400, 2)


def product_limit_median(waits: list[tuple[timedelta, bool]]) -> float | None:
    """Kaplan-Meier in exact fractions, one length after the other."""
    left = Fraction(1)
    for length in sorted({length for length, _ in waits}):
        at_risk = sum(1 for other, _ in waits if other >= length)
        happened = sum(1 for other, event in waits if other == length and event)
        left *= 1 - Fraction(happened, at_risk)
        if left <= Fraction(1, 2):
            return round(length.total_seconds() / 86400, 2)
    return None


def recount(entries: list[Played], *, since: datetime | None, until: datetime) -> dict[str, tuple[float | None, int]]:
    """Value and n by the measure's key."""

    def within(at: datetime | None) -> bool:
        return at is not None and at <= until and (since is None or at >= since)

    standing = [one for one in entries if one.row["stage"] in (*OPEN, "draft") and one.began <= until]
    real = [one for one in entries if not one.is_wrong]
    arrests = [(one.arrested - one.began) for one in real if one.arrested is not None and within(one.arrested)]
    shown = [one for one in real if within(one.at("circulated_at"))]
    circulated = [at - one.began for one in shown if (at := one.at("circulated_at"))]
    cleared = [(gone - out) for one in real if within(gone := one.at("cancelled_at")) and gone and (out := one.at("outcome_at"))]
    cohort = [one for one in real if within(one.began) and (one.ended is None or one.ended >= one.began)]
    waits = [((one.ended or until) - one.began, one.arrested is not None) for one in cohort]
    owned = [max(timedelta(0), at - one.began) for one in real if within(at := one.at("allocated_at")) and at]
    tried = [
        max(timedelta(0), min(one.tries) - at) for one in real if one.tries and within(min(one.tries)) and (at := one.at("allocated_at"))
    ]
    reopened = sum(within(at) for one in entries for at in one.reopened)
    return {
        "reopened": (float(reopened), reopened),
        "outstanding": (float(len(standing)), len(standing)),
        "outstanding_and_circulated": (float(sum(one.row["circulation"] in ("circulated", "cancel_requested") for one in standing)), len(standing)),
        "never_attempted": (float(sum(not one.tries for one in standing)), len(standing)),
        "median_age": (middle([until - one.began for one in standing]), len(standing)),
        "became_outstanding": (float(sum(within(one.began) for one in entries)), sum(within(one.began) for one in entries)),
        "arrested_or_surrendered": (float(len(arrests)), sum(within(one.ended) for one in entries)),
        "median_time_to_arrest_closed": (middle(arrests), len(arrests)),
        "median_time_to_arrest_with_those_still_outstanding": (product_limit_median(waits), len(waits)),
        "median_time_to_circulation": (middle(circulated), len(circulated)),
        "median_cleardown_lag": (middle(cleared), len(cleared)),
        "median_time_from_identification_to_allocation": (middle(owned), len(owned)),
        "median_time_from_allocation_to_first_attempt": (middle(tried), len(tried)),
    }  # fmt: skip
