"""The list of deeds: what each is called, which words it takes, who may. Command line, forms, permissions and the guide are made from it."""

from collections.abc import Callable, Mapping
from typing import Any

from wantedtrack.deeds import (
    administration,
    circulation,
    closing,
    deciding,
    escalation,
    handover,
    importing,
    intake,
    people,
    progress,
    whereabouts,
)
from wantedtrack.deeds.cards import DeedCard
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import entry as values
from wantedtrack.rules import stages
from wantedtrack.rules.categories import own_field_words
from wantedtrack.rules.deed_words import Holds, Word, choice, instant, read_words, text
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference, open_for_deed

_NEXT = (text("next-step", "Next step"), instant("next-by", "By when", hint="today 22:00, +8h"))

CATALOGUE: tuple[DeedCard, ...] = (
    DeedCard(
        "add-entry",
        intake.add_entry,
        "Add an entry",
        "Record that somebody is wanted; what is missing is asked for later.",
        (
            choice("category", "Why wanted", values.Category, required=True),
            text("surname", "Surname", required=True, hint="a single name counts as one"),
            text("forenames", "Forenames"),
            Word("born", "Date of birth", Holds.DATE),
            text("pnc-id", "PNC ID"),
            instant("became-outstanding-at", "Wanted since", required=True, hint="yesterday 14:00, 27/02/2026 10:00"),
            text("offence", "Offence", required=True),
            text("asn", "ASN"),
            text("source", "Source"),
            text("source-reference", "Source reference"),
            text("owning-force", "Owning force"),
            text("station", "Station"),
            Word("person", "Known person", Holds.NUMBER, hint="attach to a person who is held"),
            text("override", "Why the PNC ID is kept as written"),
            *own_field_words(),
        ),
        about_entry=False,
    ),
    DeedCard(
        "import",
        importing.import_extract,
        "Import an extract",
        "Take in a file that another system wrote, after a preview of what each row becomes.",
        (Word("extract", "File", Holds.OBJECT, required=True), Word("dry-run", "Preview only", Holds.YES_NO)),
        about_entry=False,
        by_hand=False,
    ),
    DeedCard(
        "decide-row",
        importing.decide_row,
        "Decide a row",
        "Say what becomes of a row of an extract that waits for a person.",
        (
            Word("row", "Waiting row", Holds.NUMBER, required=True),
            choice("decision", "Decision", values.RowDecision, required=True),
            Word("person", "Person", Holds.NUMBER),
        ),
        about_entry=False,
    ),
    DeedCard(
        "answer-bail",
        intake.answer_bail,
        "Bail answered",
        "Record that the person answered bail; the draft ends.",
        (instant("at", "When", required=True), text("by", "Told by", required=True)),
    ),
    DeedCard(
        "rebail",
        intake.rebail,
        "Rebail",
        "Move the bail date of a draft to a time to come.",
        (instant("at", "New time", required=True), text("station", "Station"), text("by", "By whom", required=True)),
    ),
    DeedCard(
        "accept",
        progress.accept,
        "Accept",
        "Take a draft into the queue once its checklist is answered and its band set.",
        (
            choice("band", "Band", values.Band, required=True),
            text("rationale", "Why this band", required=True, long=True),
            Word("checklist", "Checklist", Holds.CHECKLIST, required=True),
        ),
    ),
    DeedCard(
        "discard-draft",
        closing.discard_draft,
        "Discard the draft",
        "Close a draft that is a duplicate, was recorded in error, or whose person is eliminated.",
        (choice("reason", "Why", values.DiscardReason, required=True), text("of", "Duplicate of", hint="the other reference")),
    ),
    DeedCard(
        "allocate",
        progress.allocate,
        "Allocate",
        "Give the entry to an officer, with a plan and a first attempt by a time.",
        (
            Word("owner", "Owner", Holds.OFFICER, required=True),
            text("plan", "Plan", long=True),
            instant("first-attempt-by", "First attempt by", hint="today 22:00, +8h"),
        ),
    ),
    DeedCard(
        "log-attempt",
        progress.log_attempt,
        "Log an attempt",
        "Record a try to arrest, or an enquiry, and what came of it.",
        (
            instant("at", "When", required=True),
            choice("kind", "What was it", values.AttemptKind, required=True),
            text("where", "Where or how", required=True),
            Word("officers", "Officers", Holds.LIST),
            choice("result", "Result", values.AttemptResult, required=True),
            text("remark", "Remark", hint="why it was not tried or not safe"),
            *_NEXT,
        ),
    ),
    DeedCard(
        "record-review",
        progress.record_review,
        "Record a review",
        "Record a supervisor's look: findings, a direction, and when the next is due.",
        (
            text("findings", "Findings", required=True, long=True),
            text("direction", "Direction", required=True, long=True),
            instant("next-by", "Next review by"),
        ),
    ),
    DeedCard(
        "set-circulation",
        circulation.set_circulation,
        "Circulation",
        "Record what was done on PNC/LEDS: requested, circulated, cancelled, or not required.",
        (
            choice("state", "State", values.Circulation, required=True),
            text("reference", "PNC/LEDS reference"),
            choice("level", "Level", values.CirculationLevel),
            Word("weed-date", "Weed date", Holds.DATE),
            text("reason", "Reason", hint="needed for not required, or for cancelling early"),
        ),
    ),
    DeedCard(
        "verify-circulation",
        circulation.verify_circulation,
        "Verify on PNC/LEDS",
        "Record that the marker was looked at again, and what it showed.",
        (text("result", "What it showed"),),
    ),
    DeedCard(
        "regrade",
        progress.regrade,
        "Regrade",
        "Set another band. Raising takes effect at once; lowering waits for a second officer.",
        (choice("band", "Band", values.Band, required=True), text("rationale", "Why", required=True, long=True)),
    ),
    DeedCard(
        "locate",
        whereabouts.locate,
        "Located",
        "Record where the person is held or found; no clock stops.",
        (text("where", "Where", required=True), text("told-by", "Told by"), instant("collect-by", "Collect or produce by")),
    ),
    DeedCard(
        "not-located",
        whereabouts.not_located,
        "No longer located",
        "Bring the entry back to its earlier stage because the person is no longer there.",
        (text("reason", "Why", required=True),),
    ),
    DeedCard(
        "appoint",
        whereabouts.appoint,
        "Appointment",
        "Agree a voluntary attendance: place, time and why it is adequate.",
        (text("place", "Place", required=True), instant("at", "Time", required=True), text("reason", "Why it is adequate", required=True)),
    ),
    DeedCard(
        "suspend",
        whereabouts.suspend,
        "Suspend",
        "Pause attempt, review and arrest for a listed reason until a time.",
        (
            choice("reason", "Reason", values.SuspensionReason, required=True),
            instant("until", "Until", required=True),
            Word("authoriser", "Authorised by", Holds.OFFICER),
        ),
    ),
    DeedCard("resume", whereabouts.resume, "Resume", "End a suspension before its time.", (text("reason", "Why", required=True),)),
    DeedCard(
        "add-note",
        people.add_note,
        "Add a note",
        "Add a note as fact, intelligence or assessment, which are kept apart.",
        (choice("kind", "This is", values.NoteKind), text("text", "Note", required=True, long=True)),
    ),
    DeedCard(
        "add-warning",
        people.add_warning,
        "Add a warning",
        "Add a warning signal to the person; it stays after the entry closes.",
        (
            text("code", "Code", hint="VI, WE, FI …"),
            text("words", "Warning", required=True),
            text("source", "Source"),
            Word("confirmed-on", "Confirmed on", Holds.DATE),
        ),
    ),
    DeedCard(
        "add-address",
        people.add_address,
        "Add an address",
        "Add a place where the person lives, stays or is seen.",
        (text("lines", "Address", required=True), text("postcode", "Postcode"), text("kind", "What it is"), text("source", "Source")),
    ),
    DeedCard(
        "record-outcome",
        closing.record_outcome,
        "Record the outcome",
        "Record how the entry came to its end; it then awaits cleardown.",
        (
            choice("outcome", "Outcome", values.Outcome, required=True),
            instant("at", "When", required=True),
            text("place", "Where"),
            text("custody-reference", "Custody reference"),
            text("rationale", "Rationale", long=True, hint="needed for outcomes that give up on an arrest"),
        ),
    ),
    DeedCard(
        "close",
        closing.close,
        "Close",
        "Close an entry whose marker is confirmed gone; by a second officer.",
        (
            text("cancellation-reference", "Cancellation reference"),
            choice("recheck", "Re-check of PNC/LEDS", values.Recheck, required=True),
            choice("victim-informed", "Victim informed", values.VictimInformed, required=True),
        ),
    ),
    DeedCard(
        "reopen",
        closing.reopen,
        "Reopen",
        "Make a closed entry active again; its age is not reset.",
        (text("reason", "Why", required=True),),
    ),
    DeedCard(
        "acknowledge",
        escalation.acknowledge,
        "I have it",
        "Promise a next step by a time; repeats of that level rest until then.",
        (
            Word("notice", "Notice", Holds.NUMBER, required=True),
            text("next-step", "Next step", required=True),
            instant("by", "By when", required=True),
        ),
        about_entry=False,
    ),
    DeedCard(
        "approve",
        deciding.approve,
        "Approve",
        "Approve what another officer proposed; it takes effect at once.",
        (Word("proposal", "Proposal", Holds.NUMBER, required=True), text("reason", "Why")),
        about_entry=False,
    ),
    DeedCard(
        "decline",
        deciding.decline,
        "Decline",
        "Decline what another officer proposed, with a reason.",
        (Word("proposal", "Proposal", Holds.NUMBER, required=True), text("reason", "Why", required=True)),
        about_entry=False,
    ),
    DeedCard(
        "prepare-handover",
        handover.prepare_handover,
        "Prepare the handover",
        "Freeze what the coming shift must know, cut by journal sequence.",
        (text("shift", "Shift", hint="2026-03-02-early"),),
        about_entry=False,
    ),
    DeedCard(
        "sign-handover",
        handover.sign_handover,
        "Sign the handover",
        "Sign as the outgoing officer.",
        (text("shift", "Shift"),),
        about_entry=False,
    ),
    DeedCard(
        "accept-handover",
        handover.accept_handover,
        "Accept the handover",
        "Accept as the incoming officer, each high entry understood or queried; then it is sealed.",
        (
            text("shift", "Shift"),
            Word("understood", "Understood", Holds.LIST),
            Word("understood-all", "All understood", Holds.YES_NO),
            Word("query", "Queries", Holds.OBJECT),
        ),
        about_entry=False,
    ),
    DeedCard(
        "enrol-officer",
        administration.enrol_officer,
        "Enrol an officer",
        "Add an officer, or bring what is held of one up to date.",
        (
            text("collar", "Collar number", required=True),
            choice("rank", "Rank", Rank),
            text("name", "Name"),
            text("team", "Team"),
            text("station", "Station"),
            text("account", "Account"),
            Word("administrator", "Administrator", Holds.YES_NO),
        ),
        about_entry=False,
    ),
    DeedCard(
        "retire-officer",
        administration.retire_officer,
        "Officer has left",
        "Record that an officer has left; entries still owned are allocated to others first.",
        (text("collar", "Collar number", required=True),),
        about_entry=False,
    ),
    DeedCard("sweep", escalation.sweep, "Check now", "Record every level that has come due.", about_entry=False),
)

BY_NAME: dict[str, DeedCard] = {card.name: card for card in CATALOGUE}


def card_named(name: str) -> DeedCard:
    """The deed of that name. Raises Invalid("unknown_deed")."""
    if name not in BY_NAME:
        if name in stages.TABLE:
            raise NotAllowed(f"“{name}” is not offered by this version. Nothing was changed.", code="not_offered", field="deed")
        raise Invalid(f"There is no deed “{name}”; “do --list” shows them all. Nothing was changed.", code="unknown_deed", field="deed")
    return BY_NAME[name]


def refuse_unknown_words(card: DeedCard, raw: Mapping[str, Any]) -> None:
    """Raise Invalid("unknown_word") for a word the deed does not take."""
    for name in raw:
        if card.word(name) is None:
            accepted = ", ".join(word.name for word in card.words) or "no words"
            raise Invalid(f"“{card.name}” has no word “{name}”; it takes {accepted}. Nothing was changed.", code="unknown_word", field=name)


def perform(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None, name: str, reference: str | None, raw: Mapping[str, Any]
) -> Changes:
    """Do a deed with words as they were typed: who may first, then the stage, then the words, then the deed itself.

    The deed asks again inside its transaction; asking here first gives the refusals their order. Raises NotAllowed, Invalid, Unavailable.
    """
    card = card_named(name)
    refuse_unknown_words(card, raw)
    stages.refuse_unless_allowed(name, rank=officer.rank, is_administrator=officer.is_administrator)
    about: dict[str, Any] = {}
    if card.about_entry:
        if not reference:
            raise Invalid(f"“{name}” needs the reference of an entry. Nothing was changed.", code="missing_word", field="reference")
        with store.reading() as connection:
            about["entry"] = find_reference(connection, reference)
            open_for_deed(connection, about["entry"], name, officer)
    read = read_words(card.words, raw, now=now)
    if card.function is deciding.approve:
        read["proposed"] = proposed
    return card.function(store=store, officer=officer, now=now, deed_id=deed_id, **about, **read)


def proposed(name: str, raw: Mapping[str, Any], now: Instant) -> tuple[Callable[..., Changes], dict[str, Any]]:
    """The deed that a proposal names, with its words as they were kept: what `approve` is handed."""
    card = card_named(name)
    return card.function, read_words(card.words, raw, now=now)
