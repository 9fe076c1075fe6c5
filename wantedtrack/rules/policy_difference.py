"""What changes from one policy to the next, in words a superintendent would use: "wanted, high, first attempt: 8 h → 6 h"."""

from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import time, timedelta

from wantedtrack.rules.entry import Band, Category
from wantedtrack.rules.policy import Limits, Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.shifts import ShiftPattern

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
_LONG_IN_HOURS = timedelta(hours=96)
"""Up to four days a limit is said in hours, as the default policy does."""

_SINGLES = {
    "verify_high": "verify on PNC/LEDS, high",
    "verify_other": "verify on PNC/LEDS, otherwise",
    "clear_sergeant": "cleardown, sergeant",
    "clear_inspector": "cleardown, inspector",
    "handover_inspector": "handover unsigned, inspector",
    "review_after": "review of a closed entry",
}


def span_in_words(span: timedelta) -> str:
    """A limit as the policy file writes it: "8 h", "14 d", "30 min"."""
    if span % _DAY == timedelta(0) and span > _LONG_IN_HOURS:
        return f"{span // _DAY} d"
    return f"{span // _HOUR} h" if span % _HOUR == timedelta(0) else f"{span // timedelta(minutes=1)} min"


def differences(before: Policy, after: Policy) -> tuple[str, ...]:
    """Every figure, label and shift that differs, one line each, in the order of the file; none where the two say the same."""
    return (*_labels(before, after), *_singles(before, after), *_shifts(before, after), *_prompts(before, after), *_limits(before, after))


def _labels(before: Policy, after: Policy) -> Iterator[str]:
    for band in Band:
        yield from _line(f"{band.value} is shown as", before.band_labels[band], after.band_labels[band])


def _singles(before: Policy, after: Policy) -> Iterator[str]:
    for name, words in _SINGLES.items():
        yield from _line(words, span_in_words(getattr(before, name)), span_in_words(getattr(after, name)))
    yield from _line("disposal after", f"{before.disposal_after_months} months", f"{after.disposal_after_months} months")
    for verdict in ("possible", "likely", "same"):
        old, new = (f"{getattr(policy.matching, verdict):g}" for policy in (before, after))
        yield from _line(f"least weight of “{verdict}”", old, new)


def _prompts(before: Policy, after: Policy) -> Iterator[str]:
    old, new = before.raisers, after.raisers
    yield from _line(
        "prompts look for", _listed(raiser.value for raiser in old.looked_for), _listed(raiser.value for raiser in new.looked_for)
    )
    yield from _line("a second failure counts within", span_in_words(old.second_failure_within), span_in_words(new.second_failure_within))
    yield from _line("words of leaving the country", _listed(old.leaving_words), _listed(new.leaving_words))
    for rank in Rank:
        made = (_listed(_wall(at) for at in policy.briefs.get(rank, ())) for policy in (before, after))
        yield from _line(f"brief for the {rank.words} at", *made)


def _listed(texts: Iterable[str]) -> str:
    return ", ".join(texts) or "none"


def _shifts(before: Policy, after: Policy) -> Iterator[str]:
    old = {pattern.key: _shift(pattern) for pattern in before.shift_patterns}
    new = {pattern.key: _shift(pattern) for pattern in after.shift_patterns}
    for key in (*old, *(key for key in new if key not in old)):
        yield from _line(f"shift {key}", old.get(key, "none"), new.get(key, "none"))


def _shift(pattern: ShiftPattern) -> str:
    team = f", {pattern.team}" if pattern.team else ""
    return f"{pattern.name} {_wall(pattern.start)}-{_wall(pattern.end)}{team}"


def _wall(at: time) -> str:
    return f"{at:%H:%M}"


def _limits(before: Policy, after: Policy) -> Iterator[str]:
    for category in Category:
        for band in Band:
            for limit in fields(Limits):
                words = limit.name.replace("_then_every", ", then every").replace("_", " ")
                told = f"{category.value.replace('_', ' ')}, {band.value}, {words}"
                old, new = (getattr(policy.limits[category, band], limit.name) for policy in (before, after))
                yield from _line(told, span_in_words(old), span_in_words(new))


def _line(what: str, old: str, new: str) -> Iterator[str]:
    if old != new:
        yield f"{what}: {old} → {new}"
