"""What the start of shift says of each thing that waits: what to do, why it comes where it comes, and the way there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from ui import labels, times
from ui.shift.lines import Press
from ui.shift.starting import FirstEntry, RankToRing, Start
from ui.wording import counted, tr
from wantedtrack.rules.entry import AlsoTold, Band
from wantedtrack.rules.first_things import FirstThing
from wantedtrack.rules.shifts import ShiftPattern, shift_by_id
from wantedtrack.rules.spans import moment

if TYPE_CHECKING:
    from ui.desk.answers import WaitingNotice
    from ui.desk.reads import HandoverWaits


@dataclass(frozen=True, slots=True)
class Ways:
    """Where the page can lead: to an entry, a list or a page, or into the form of a deed about something, with words filled in."""

    entry: Callable[[Any], object]
    list: Callable[[str], object]
    page: Callable[[str], object]
    form: Callable[[str, str, dict[str, Any]], object]
    may: Callable[[str], bool]
    bands: Mapping[Band, str]
    patterns: Sequence[ShiftPattern] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One thing in words. `what` is done, `how` is its next step where it has one, `why` is why it comes now. `of` is the entry it is about."""

    what: str
    why: str
    presses: tuple[Press, ...]
    how: str = ""
    of: FirstEntry | None = None


def said_of(thing: FirstThing, start: Start, ways: Ways) -> Said:
    """This thing in words."""
    if thing is FirstThing.ENTRY and start.first is not None:
        return _entry(start.first, start, ways)
    if thing is FirstThing.HANDOVER and start.handover is not None:
        return _handover(start.handover, ways)
    by_thing: dict[FirstThing, Callable[[Start, Ways], Said]] = {
        FirstThing.RING: _ring,
        FirstThing.PROPOSALS: _proposals,
        FirstThing.DRAFTS: _drafts,
        FirstThing.NOTICES: _notices,
    }
    return by_thing[thing](start, ways)


def nothing(start: Start, ways: Ways, *, until: str) -> Said:
    """Nothing waits: what there is time for."""
    untried = start.counts["never-attempted"]
    if untried:
        why = counted(
            "There is time for {n} entry that nobody has tried yet.", "There is time for {n} entries that nobody has tried yet.", untried
        )
        press = Press(tr("Show who was &never tried"), partial(ways.list, "never-attempted"), "do-first")
    else:
        why = tr("The queue shows everybody who is wanted.")
        press = Press(tr("Go to the q&ueue"), partial(ways.list, "everything"), "do-first")
    return Said(tr("Nothing waits for you, and nothing falls due before {until}.", until=until), why, (press,))


def _handover(held: "HandoverWaits", ways: Ways) -> Said:
    found = shift_by_id(ways.patterns, held.shift)
    shift = tr("the {name} shift, {starts_at}", name=found.name, starts_at=moment(found.starts_at)) if found else held.shift
    if held.signed_by is None:
        what = tr("Read through and sign the handover of {shift}", shift=shift)
        why = tr(
            "{collar} prepared it and nobody has signed. An hour after the shift's end the inspector is told.", collar=held.prepared_by
        )
    else:
        what = tr("Read through and accept the handover of {shift}", shift=shift)
        why = tr(
            "{collar} has signed it and waits for you. It says all the rest; an hour after the shift's end the inspector is told.",
            collar=held.signed_by,
        )
    return Said(what, why, (Press(tr("&Read it through and sign"), partial(ways.page, "handover"), "do-first"),))


def _ring(start: Start, ways: Ways) -> Said:
    waiting = start.waiting
    weighs = about(waiting.heaviest, start, ways.bands) if waiting.heaviest is not None else ""
    why = counted(
        "{n} notice has stood unopened for 15 minutes or longer: {heaviest}.",
        "{n} notices have stood unopened for 15 minutes or longer. The one that weighs most: {heaviest}.",
        waiting.ring,
        heaviest=weighs,
    )
    presses = [_told_press(rung, ways, is_first=place == 0) for place, rung in enumerate(waiting.ranks)]
    return Said(tr("Ring the duty {ranks}", ranks=ranks_told(waiting.ranks)), why, tuple(presses))


def ranks_told(ranks: "Sequence[RankToRing]") -> str:
    """The ranks with whom it stands and how much of it: "inspector (3), chief inspector (1)"."""
    return ", ".join(f"{tr(rung.rank.words)} ({rung.count:,})" for rung in ranks)


def _told_press(rung: RankToRing, ways: Ways, *, is_first: bool) -> Press:
    rank = tr(rung.rank.words).capitalize()
    filled: dict[str, Any] = {"notice": rung.first.notice} | ({"also": AlsoTold.ALL_WAITING.value} if rung.count > 1 else {})
    about_them = labels.joined([rank, counted("{n} notice", "{n} notices", rung.count)], ": ")
    return Press(tr("{rank} was told…", rank=rank), partial(ways.form, "record-told", about_them, filled), "do-first" if is_first else "")


def _entry(first: FirstEntry, start: Start, ways: Ways) -> Said:
    row = first.row
    band = labels.band_words(row.band, dict(ways.bands))
    clock = labels.CLOCK[row.worst_clock] if row.worst_clock else ""
    over = row.due_at is not None and row.due_at <= start.at
    due = times.due_in_words(row.due_at, start.at)
    when = tr("{clock} is {due}", clock=clock, due=due) if over else tr("{clock} falls due {due}", clock=clock, due=due)
    others = start.high_due if row.band is Band.HIGH else start.due_count - start.drafts_due
    if first.is_in_hand:
        rank = tr("each of the others is in hand too, and this one falls due first")
    elif row.band is Band.HIGH:
        rank = counted(
            "the only one of that band due in this shift",
            "of {n} of that band due in this shift, the first that nobody has in hand",
            others,
        )
    else:
        rank = counted("the only one due in this shift", "of {n} due in this shift, the first that nobody has in hand", others)
    own = tr("It is yours.") if first.is_own else None
    how = labels.joined([tr(first.step.sentence), tr(first.left_to) if first.left_to else None], " ")
    why = labels.joined([tr("{band}, {when}; {rank}.", band=band, when=when, rank=rank), own], " ")
    return Said(row.name, why, (Press(tr("Go &to it"), partial(ways.entry, row.entry), "do-first"),), how, first)


def _proposals(start: Start, ways: Ways) -> Said:
    many = len(start.waiting.proposals)
    what = counted("Decide what another officer has proposed", "Decide {n} proposals of other officers", many)
    why = tr("Nothing of it takes effect until a second officer approves it.")
    return Said(what, why, (Press(tr("Go to the in&box"), partial(ways.page, "inbox"), "do-first"),))


def _drafts(start: Start, ways: Ways) -> Said:
    what = counted("Accept or discard {n} draft", "Accept or discard {n} drafts", start.drafts_due)
    why = tr("They are past a limit, or come to one in this shift, and nobody is looking for these people yet.")
    return Said(what, why, (Press(tr("Show the &drafts"), partial(ways.list, "drafts"), "do-first"),))


def _notices(start: Start, ways: Ways) -> Said:
    what = counted("Answer the notice told to your rank", "Answer {n} notices told to your rank", start.waiting.to_answer)
    oldest = start.waiting.oldest
    why = tr("The oldest: {about}.", about=about(oldest, start, ways.bands)) if oldest is not None else ""
    return Said(what, why, (Press(tr("Go to the in&box"), partial(ways.page, "inbox"), "do-first"),))


def about(notice: "WaitingNotice", start: Start, bands: Mapping[Band, str]) -> str:
    """A notice in a sentence: who, band, clock, how late."""
    band = labels.band_words(notice.band, dict(bands)) if notice.entry is not None else None
    name = notice.name or tr("Shift {reference}", reference=notice.reference)
    return labels.joined(
        [
            labels.joined([name, band], ", "),
            tr("{clock} {due}", clock=labels.CLOCK[notice.clock], due=times.due_in_words(notice.due_at, start.at)),
        ],
        ", ",
    )
