"""A recount of an entry's life in plain Python, from the table of domain.md section 4: it shares no code with the program.

`does` says what a deed by an officer comes to: None for done, "waits" for a proposal, else the code of the refusal; and it keeps the state that
the entry then has. Hours are counted from any beginning.
"""

from dataclasses import dataclass, field
from typing import Any

RANKS: dict[str, int | None] = {
    "DEMO-PC": 0, "DEMO-PS": 1, "DEMO-PS2": 1, "DEMO-INSP": 2, "DEMO-INSP2": 2, "DEMO-CI": 3, "DEMO-SUPT": 4, "DEMO-ADMIN": None,
}  # fmt: skip
OPEN = ("unallocated", "allocated", "active", "located", "appointment", "suspended")
OVER = ("located", "appointment", "suspended")
BANDS = ("high", "medium", "standard")
NEEDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "accept": (1, ("draft",)),
    "allocate": (1, OPEN),
    "log-attempt": (0, ("draft", *OPEN)),
    "record-review": (1, OPEN),
    "regrade": (1, OPEN),
    "set-circulation": (0, ("draft", *OPEN, "clearing")),
    "verify-circulation": (0, ("draft", *OPEN, "clearing")),
    "locate": (0, ("draft", *OPEN)),
    "not-located": (0, ("located",)),
    "appoint": (0, OPEN),
    "suspend": (2, OPEN),
    "resume": (1, ("suspended",)),
    "record-outcome": (0, ("draft", *OPEN)),
    "close": (1, ("clearing",)),
    "reopen": (1, ("closed",)),
    "add-note": (0, ("draft", *OPEN, "clearing", "closed")),
}
MARKER: dict[str, tuple[str, ...]] = {
    "not_yet": ("not_required", "requested", "circulated"),
    "not_required": ("not_yet", "requested", "circulated"),
    "requested": ("circulated", "not_required", "cancel_requested", "cancelled"),
    "circulated": ("circulated", "cancel_requested", "cancelled"),
    "cancel_requested": ("cancelled", "circulated"),
    "cancelled": (),
}
OUTCOME_RANK = {"located_in_prison": 2, "in_hospital": 2, "no_further_action": 2, "no_longer_wanted": 2}
GIVES_UP = ("no_further_action", "no_longer_wanted")
MISFITS = ("warrant_executed", "recall_rescinded", "answered_bail_late")


@dataclass
class Place:
    """Where the person is or is to come; `until` is when an appointment has become a no-show, `counts` False for what was taken on a draft."""

    kind: str
    until: float | None = None
    counts: bool = True


@dataclass
class Life:
    """One entry of the category `wanted`, as the recount believes it to be."""

    stage: str = "draft"
    under: str = "draft"
    band: str | None = None
    owner: str | None = None
    marker: str = "not_yet"
    attempts: int = 0
    reviews: int = 0
    notes: int = 0
    restricted: bool = False
    recorder: str | None = None
    rests_until: float | None = None
    places: list[Place] = field(default_factory=list[Place])

    def does(self, deed: str, officer: str, words: dict[str, Any], now: float, *, approving: bool = False) -> str | None:
        rank = RANKS[officer]
        lowest, stages = NEEDS[deed]
        if rank is None or rank < lowest:
            return "rank"
        if self.restricted and self.owner != officer and rank < 2:
            return "restricted"
        if self.stage not in stages:
            return "stage"
        return getattr(self, "_" + deed.replace("-", "_"))(officer, rank, words, now, approving)

    def waits(self, now: float) -> None:
        """What ends by itself: a suspension first, then appointments whose hour of grace is over."""
        if self.rests_until is not None and self.rests_until <= now:
            at, self.rests_until = self.rests_until, None
            self._comes_back(at)
        for place in [place for place in self.places if place.until is not None and place.until <= now]:
            self.places.remove(place)
            if self.stage == "appointment":
                self._comes_back(place.until or now)

    def _comes_back(self, at: float) -> None:
        alive = [place.kind for place in self.places if place.counts and (place.until is None or place.until > at)]
        self.stage = alive[-1] if alive else self.under

    def _goes_over(self, stage: str) -> None:
        self.under = self.under if self.stage in OVER else self.stage
        self.stage = stage

    def _moves(self, stage: str) -> None:
        """Work meanwhile moves the stage itself, or the one that lies under."""
        if self.stage in OVER:
            self.under = stage
        else:
            self.stage = stage

    def _accept(self, _: str, __: int, words: dict[str, Any], ___: float, ____: bool) -> str | None:
        self.stage, self.band = "unallocated", words["band"]
        return None

    def _allocate(self, _: str, __: int, words: dict[str, Any], ___: float, ____: bool) -> str | None:
        self.owner = words["owner"]
        if (self.under if self.stage in OVER else self.stage) == "unallocated":
            self._moves("allocated")
        return None

    def _log_attempt(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        self.attempts += 1
        if self.stage != "draft":
            self._moves("active")
        return None

    def _record_review(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        self.reviews += 1
        return None

    def _regrade(self, _: str, __: int, words: dict[str, Any], ___: float, approving: bool) -> str | None:
        if words["band"] == self.band:
            return "same_band"
        if self.band is not None and BANDS.index(words["band"]) > BANDS.index(self.band) and not approving:
            return "waits"
        self.band = words["band"]
        return None

    def _set_circulation(self, _: str, __: int, words: dict[str, Any], ___: float, ____: bool) -> str | None:
        if words["state"] not in MARKER[self.marker]:
            return "circulation"
        self.marker = words["state"]
        return None

    def _verify_circulation(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        return None if self.marker in ("circulated", "cancel_requested") else "circulation"

    def _locate(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        self.rests_until = None
        self.places = [place for place in self.places if place.kind != "located"]
        self.places.append(Place("located", counts=self.stage != "draft"))
        if self.stage != "draft":
            self._goes_over("located")
        return None

    def _not_located(self, _: str, __: int, ___: dict[str, Any], now: float, ____: bool) -> str | None:
        self.places = [place for place in self.places if place.kind != "located"]
        self._comes_back(now)
        return None

    def _appoint(self, officer: str, rank: int, words: dict[str, Any], _: float, approving: bool) -> str | None:
        if rank == 0 and self.owner != officer:
            return "rank"
        if rank == 0 and not approving:
            return "waits"
        self.rests_until = None
        self.places = [place for place in self.places if place.kind != "appointment"]
        self.places.append(Place("appointment", words["at"] + 1))
        self._goes_over("appointment")
        return None

    def _suspend(self, _: str, rank: int, words: dict[str, Any], now: float, __: bool) -> str | None:
        if words["reason"] in ("abroad", "covert") and rank < 3:
            return "rank"
        if words["until"] - now > (90 if words["reason"] in ("abroad", "in_prison") else 28) * 24:
            return "too_long"
        self.rests_until = words["until"]
        self.restricted = self.restricted or words["reason"] in ("covert", "extradition")
        self._goes_over("suspended")
        return None

    def _resume(self, _: str, __: int, ___: dict[str, Any], now: float, ____: bool) -> str | None:
        self.rests_until = None
        self._comes_back(now)
        return None

    def _record_outcome(self, officer: str, rank: int, words: dict[str, Any], _: float, approving: bool) -> str | None:
        outcome = words["outcome"]
        needed = 4 if outcome in GIVES_UP and self.band == "high" else OUTCOME_RANK.get(outcome, 0)
        if rank < needed:
            return "rank"
        if outcome in MISFITS:
            return "outcome_category"
        if outcome in GIVES_UP and not approving:
            return "waits"
        self.rests_until, self.places = None, []
        self.stage, self.recorder = "clearing", officer
        return None

    def _close(self, officer: str, _: int, words: dict[str, Any], __: float, ___: bool) -> str | None:
        if officer == self.recorder:
            return "second-officer"
        if self.marker in ("requested", "circulated", "cancel_requested"):
            return "open-circulation"
        if words["recheck"] == "still_showing":
            return "still-showing"
        self.stage = "closed"
        return None

    def _reopen(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        self.stage = "active" if self.band else "draft"
        self.marker, self.recorder = "not_yet", None
        return None

    def _add_note(self, _: str, __: int, ___: dict[str, Any], ____: float, _____: bool) -> str | None:
        self.notes += 1
        return None
