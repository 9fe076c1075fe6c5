"""Histories of an entry for hypothesis: any order of deeds that the life of an entry allows, with time between them.

Times are whole half-hours, so that a deed often falls on the very instant at which a level is due.
"""

import random
from dataclasses import dataclass

from hypothesis import strategies as st

CATEGORIES = ("wanted", "bail_failure", "forensic", "warrant", "recall")
BANDS = ("high", "medium", "standard")
_GAPS = st.one_of(st.integers(1, 8), st.integers(9, 400), st.integers(401, 3_000))
_AHEAD = 0.3
_NEXT_STATES = {
    "not_yet": ("not_required", "requested", "circulated"),
    "not_required": ("not_yet", "requested", "circulated"),
    "requested": ("circulated", "not_required"),
    "circulated": ("cancel_requested", "cancelled"),
    "cancel_requested": ("cancelled", "circulated"),
    "cancelled": (),
}


@dataclass(frozen=True)
class Step:
    """A deed, or only a look (`what` is "look"), at a time, with its one word.

    "wakes" is no deed: the suspension's own end, at which nobody need be looking.
    """

    at: int
    what: str
    word: int | str | None = None


@dataclass(frozen=True)
class History:
    """An entry's category, when it becomes outstanding, and what then happens to it."""

    category: str
    outstanding: int
    steps: tuple[Step, ...]


@dataclass
class _Life:
    """As much of an entry's life as is needed to know which deeds may come next."""

    outstanding: int
    category: str
    stage: str = "draft"
    marker: str = "not_yet"
    suspended_until: int | None = None
    band: str | None = None

    def choices(self, now: int, word: int) -> list[tuple[str, int | str | None]]:
        """Every deed that may come now, the look first so that a history shrinks towards doing nothing."""
        later = None if word % 3 == 0 else now + word
        found: list[tuple[str, int | str | None]] = [("look", None)]
        found += [("circulation", state) for state in _NEXT_STATES[self.marker] if self.stage != "closed" and now >= self.outstanding]
        if self.marker in {"circulated", "cancel_requested"}:
            found.append(("verify", None))
        if self.stage == "draft":
            found += [("attempt", later)]
            found += [("accept", BANDS[word % 3])] if now >= self.outstanding else []
            found += [("rebail", now + word)] if self.category == "bail_failure" else []
        if self.stage == "open":
            found += [("attempt", later), ("review", later), ("allocate", now + word), ("outcome", None)]
            found += [("regrade", band) for band in BANDS if band != self.band]
            found += [("suspend", now + word)] if self.suspended_until is None else [("resume", None)]
        if self.stage == "clearing" and self.marker in {"not_yet", "not_required", "cancelled"}:
            found.append(("close", None))
        return [*found, ("reopen", None)] if self.stage == "closed" else found

    def happens(self, what: str, word: int | str | None) -> None:
        """Follow the deed."""
        self.stage = {"accept": "open", "outcome": "clearing", "close": "closed", "reopen": "open"}.get(what, self.stage)
        self.band = str(word) if what in {"accept", "regrade"} else self.band
        if what == "suspend":
            self.suspended_until = int(word or 0)
        if what in {"resume", "outcome", "wakes"}:
            self.suspended_until = None
        self.marker = {"circulation": str(word), "reopen": "not_yet"}.get(what, self.marker)
        self.outstanding = int(word or 0) if what == "rebail" else self.outstanding


def lived_by_chance(chance: random.Random, *, begins: int, ends: int, gaps: tuple[int, int] = (4, 500)) -> History:
    """One history by a seeded chance instead of hypothesis, for a long simulation: from its beginning to its end, both in half-hours."""
    category = chance.choice(CATEGORIES)
    ahead = category == "bail_failure" and chance.random() < _AHEAD
    life, now, steps = _Life(begins + (50 if ahead else 0), category), begins, [Step(begins, "add")]
    while (now := now + chance.randint(*gaps)) < ends:
        if life.suspended_until is not None and life.suspended_until <= now:
            steps.append(Step(life.suspended_until, "wakes"))
            life.happens("wakes", None)
        choices = life.choices(now, chance.randint(1, 500))[1:]
        if not choices:
            break
        what, said = chance.choice(choices)
        life.happens(what, said)
        steps.append(Step(now, what, said))
    if life.suspended_until is not None and life.suspended_until <= ends:
        steps.append(Step(life.suspended_until, "wakes"))
    return History(category, begins + (50 if ahead else 0), tuple(steps))


@st.composite
def histories(draw: st.DrawFn) -> History:
    """Up to thirty deeds over up to a few years, then a last look."""
    category = draw(st.sampled_from(CATEGORIES))
    outstanding = draw(st.sampled_from((0, 50))) if category == "bail_failure" else 0
    life, now, steps = _Life(outstanding, category), 0, []
    for gap, choice, word in [*draw(st.lists(st.tuples(_GAPS, st.integers(0, 59), st.integers(1, 500)), max_size=30)), (draw(_GAPS), 0, 1)]:
        now += gap
        if life.suspended_until is not None and life.suspended_until <= now:
            steps.append(Step(life.suspended_until, "wakes"))
            life.happens("wakes", None)
        choices = life.choices(now, word)
        what, said = choices[choice % len(choices)]
        life.happens(what, said)
        steps.append(Step(now, what, said))
    return History(category, outstanding, tuple(steps))
