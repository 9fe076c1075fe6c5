"""Undo: the reverse deed of a deed, with its words and a sentence of what it would do; and what cannot be undone, said before it is done.

Nothing is taken out of the record: undoing is a new deed of the officer who asks for it, and the rules ask of it what they ask of any.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from wantedtrack.rules.entry import Band, DiscardReason, Instant, OfficerId, Stage
from wantedtrack.rules.stages import lowers

UNDONE = "Undone"
"""The reason of a reverse deed where the officer gives none."""


@dataclass(frozen=True, slots=True)
class Reverse:
    """A deed that takes back another: its name, its words as they would be typed, and what it does in one sentence.

    `owner` is the id of the officer that the word `owner` names, for the store to say by collar. `about_entry` is False where the deed is
    about a proposal.
    """

    deed: str
    sentence: str
    words: Mapping[str, Any] = field(default_factory=dict[str, Any])
    owner: OfficerId | None = None
    about_entry: bool = True


@dataclass(frozen=True, slots=True)
class Done:
    """What a deed changed, from its lines of the history."""

    entry: Mapping[str, Sequence[Any]]
    person: Mapping[str, Sequence[Any]]
    added: Mapping[str, int]
    told: Mapping[str, Any]

    def before(self, name: str) -> Any:  # noqa: ANN401 (a plain value of the history)
        """What a field of the entry held before."""
        return self.entry[name][0]

    def changed(self, name: str) -> bool:
        """Whether it changed this field of the entry."""
        return name in self.entry


def read_done(lines: Sequence[Mapping[str, Any]]) -> Done:
    """What the history's lines of one deed say: the fields of entry and person that changed, the rows added, and what else was told."""
    entry: dict[str, Sequence[Any]] = {}
    person: dict[str, Sequence[Any]] = {}
    added: dict[str, int] = {}
    told: dict[str, Any] = {}
    for line in lines:
        if line.get("changed") == "entry":
            entry |= cast("dict[str, Sequence[Any]]", line["fields"])
        elif line.get("changed") == "person":
            person |= cast("dict[str, Sequence[Any]]", line["fields"])
        elif "added" in line:
            added[line["added"]] = line["id"]
        elif "corrected" in line:
            told |= line
    return Done(entry, person, added, told)


def reverse_of(deed: str, done: Done, *, reason: str | None = None, now: Instant) -> Reverse | None:
    """The reverse of a deed that changed this; None where there is none. `reason` stands in the reverse deed's own words."""
    if "proposal" in done.added and not done.entry:
        words = {"proposal": done.added["proposal"], "reason": reason or UNDONE}
        return Reverse("decline", "Takes the proposal back.", words, about_entry=False)
    made = _REVERSES.get(deed)
    return None if made is None else made(done, reason or UNDONE, now)


def undo_in_words(deed: str, lines: Sequence[Mapping[str, Any]], *, now: Instant) -> str | None:
    """What undoing this deed would do, as a sentence; None where it has no reverse. `lines` are what it told the history."""
    reverse = reverse_of(deed, read_done(lines), now=now)
    return None if reverse is None else reverse.sentence


def may_have_reverse(deed: str) -> bool:
    """Whether there is a reverse for some use of this deed, so that its lines are worth reading."""
    return deed in _REVERSES


def cannot_be_undone(deed: str) -> str | None:
    """The sentence that a form shows before a deed that has no reverse; None for one that has, or that records nothing of an entry."""
    if deed in _REVERSES or deed in _NOTHING_TO_UNDO:
        return None
    return _CANNOT.get(deed, "This cannot be undone; a mistake in it is put right by a new deed, and both stay in the history.")


def _add_entry(_: Done, __: str, ___: Instant) -> Reverse:
    return Reverse("discard-draft", "Discards the draft as recorded in error.", {"reason": DiscardReason.RECORDED_IN_ERROR.value})


def _regrade(done: Done, reason: str, _: Instant) -> Reverse | None:
    if not done.changed("band"):
        return None
    before, after = (Band(band) for band in done.entry["band"])
    waits = ", once a second officer approves" if lowers(after, before) else ""
    return Reverse("regrade", f"Puts the band back to {before.value}{waits}.", {"band": before.value, "rationale": reason})


def _allocate(done: Done, _: str, __: Instant) -> Reverse | None:
    if not done.changed("owner_id") or done.before("owner_id") is None:
        return None
    return Reverse("allocate", "Gives the entry back to the officer who owned it before.", owner=done.before("owner_id"))


def _suspend(done: Done, reason: str, _: Instant) -> Reverse | None:
    return Reverse("resume", "Ends the suspension now.", {"reason": reason}) if done.changed("stage") else None


def _locate(done: Done, reason: str, _: Instant) -> Reverse | None:
    if not done.changed("stage") or done.before("stage") == Stage.SUSPENDED:
        return None
    return Reverse("not-located", "Brings the entry back to its earlier stage.", {"reason": reason})


def _reopens(sentence: str) -> Callable[[Done, str, Instant], Reverse]:
    return lambda _, reason, __: Reverse("reopen", sentence, {"reason": reason})


def _rebail(done: Done, reason: str, now: Instant) -> Reverse | None:
    if not done.changed("became_outstanding_at"):
        return None
    before = datetime.fromisoformat(done.before("became_outstanding_at"))
    return Reverse("rebail", "Puts the bail date back.", {"at": before, "by": reason}) if before > now else None


def _correct(done: Done, reason: str, _: Instant) -> Reverse | None:
    name = str(done.told.get("corrected", ""))
    key = name.replace("-", "_")
    if not name or name == "category":
        return None
    held = done.entry if key in done.entry else done.person if key in done.person else None
    before = held[key][0] if held is not None else json.loads(done.before("details")).get(key)
    if name == "offence" and done.changed("offence_code"):
        before = done.before("offence_code") or before
    words = {"field": name, "reason": reason, **({} if before in (None, "") else {"value": before})}
    return Reverse("correct", f"Puts back what stood under “{name}” before.", words)


def _ends(what: str) -> Callable[[Done, str, Instant], Reverse | None]:
    """Ends again the row of this table that the deed added."""

    def made(done: Done, reason: str, _: Instant) -> Reverse | None:
        number = done.added.get(what)
        return None if number is None else Reverse(f"end-{what}", f"Ends the {_NAMES[what]} again.", {what: number, "reason": reason})

    return made


_NAMES = {"warning": "warning", "address": "address", "alias": "other name"}


def _flags(deed: str, sentence: str) -> Callable[[Done, str, Instant], Reverse | None]:
    """Sets or clears again the one flag that the deed changed."""

    def made(done: Done, _: str, __: Instant) -> Reverse | None:
        if not done.changed("flags"):
            return None
        before, after = (set(json.loads(flags)) for flags in done.entry["flags"])
        return Reverse(deed, sentence, {"flag": min(before ^ after)})

    return made


_REVERSES: Mapping[str, Callable[[Done, str, Instant], Reverse | None]] = {
    "add-entry": _add_entry,
    "regrade": _regrade,
    "allocate": _allocate,
    "suspend": _suspend,
    "locate": _locate,
    "close": _reopens("Opens the entry again; its circulation begins anew as not yet circulated."),
    "discard-draft": _reopens("Brings the draft back."),
    "answer-bail": _reopens("Brings the draft back."),
    "rebail": _rebail,
    "correct": _correct,
    "add-warning": _ends("warning"),
    "add-address": _ends("address"),
    "add-alias": _ends("alias"),
    "set-flag": _flags("clear-flag", "Clears the flag again."),
    "clear-flag": _flags("set-flag", "Sets the flag again."),
}

_CANNOT: Mapping[str, str] = {
    "accept": "Accepting cannot be undone: the entry is open from then on. One that never was is ended by its outcome.",
    "log-attempt": "An attempt cannot be undone: it stays in the record. A mistake in it is told by a note.",
    "set-details": "Filling in cannot be undone as a whole: each field is put right by “correct”.",
    "record-sighting": "A sighting cannot be undone: it stays in the record. A mistake in it is told by a note.",
    "record-review": "A review cannot be undone: it stays in the record. Another review puts it right.",
    "set-circulation": "What was done on PNC/LEDS cannot be undone here: record what is done there next.",
    "verify-circulation": "A look at PNC/LEDS cannot be undone: look again, and record what it shows.",
    "not-located": "This cannot be undone: record anew where the person is.",
    "appoint": "An appointment cannot be undone: it ends with its outcome, or by itself an hour after a no-show.",
    "resume": "Resuming cannot be undone: an inspector or above suspends the entry anew.",
    "record-outcome": "An outcome cannot be undone: a second officer closes the entry, and a sergeant reopens it.",
    "reopen": "Reopening cannot be undone: the entry ends again by an outcome.",
    "add-note": "A note cannot be undone: it stays in the record. Another note puts it right.",
    "end-warning": "Ending a warning cannot be undone: add it anew if it holds.",
    "end-address": "Ending an address cannot be undone: add it anew if the person is there.",
    "end-alias": "Ending a name cannot be undone: add it anew if the person uses it.",
    "confirm-warning": "A confirmation cannot be undone: confirm it anew with the right day.",
    "merge-people": "A merge is taken apart by “Take a merge apart”, which gives back each row.",
    "unmerge-people": "Taking a merge apart cannot be undone: propose the merge anew.",
    "approve": "An approval cannot be undone: what it put into effect is changed by a new deed.",
    "decline": "Declining cannot be undone: the same may be proposed anew.",
    "bulk-allocate": "A bulk deed is not undone as a whole: each entry is changed by a deed of its own.",
    "bulk-regrade": "A bulk deed is not undone as a whole: each entry is changed by a deed of its own.",
    "bulk-close": "A bulk deed is not undone as a whole: each entry is reopened by a deed of its own.",
    "sign-handover": "A signature cannot be undone; what is to be added is prepared and signed anew, or stands in the next handover.",
    "accept-handover": "An accepted handover is sealed and cannot be undone; what is to be added is an addendum, or stands in the next one.",
    "query-handover": "A query cannot be undone; the outgoing officer answers it.",
    "answer-query": "An answer cannot be undone; answer once more.",
    "add-addendum": "An addendum cannot be undone; add another that puts it right.",
    "remark-handover": "A remark is not undone but replaced: remark once more before the handover is signed.",
    "dispose": "Disposal cannot be undone: what is erased is gone.",
}

_NOTHING_TO_UNDO = ("undo", "sweep", "prepare-handover", "import", "decide-row", "acknowledge")
