"""How long something lasts where part of it is not over yet: quantiles of what is over, and Kaplan-Meier for all of it. Source: Kaplan and Meier, 1958."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from itertools import groupby
from operator import itemgetter

_HALF = 0.5 + 1e-12
"""A product of fractions that is one half on paper may come out a hair above it."""


def quantile(ordered: Sequence[timedelta], share: float) -> timedelta | None:
    """The value below which this share lies, interpolated between neighbours; None of nothing."""
    if not ordered:
        return None
    place = share * (len(ordered) - 1)
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def kaplan_meier(durations: Iterable[tuple[timedelta, bool]]) -> list[tuple[timedelta, float]]:
    """The share for whom it has not happened yet, at each length at which it happened to somebody; False marks who only waited so long.

    At one length those to whom it happened are counted before those who left without it.
    """
    ordered = sorted(durations)
    at_risk, surviving = len(ordered), 1.0
    steps: list[tuple[timedelta, float]] = []
    for length, together in groupby(ordered, key=itemgetter(0)):
        happened = [event for _, event in together]
        if any(happened):
            surviving *= 1 - sum(happened) / at_risk
            steps.append((length, surviving))
        at_risk -= len(happened)
    return steps


def kaplan_meier_median(durations: Iterable[tuple[timedelta, bool]]) -> timedelta | None:
    """The earliest length by which at most half are still waiting; None while more than half are."""
    return next((length for length, surviving in kaplan_meier(durations) if surviving <= _HALF), None)
