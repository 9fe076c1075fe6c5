"""The list of deeds: what each is called, which words it takes, who may. Command line, forms, permissions and the guide are made from it."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from wantedtrack.deeds import (
    being_told,
    bulk,
    bulk_recording,
    circulation,
    closing,
    correcting,
    deciding,
    describing,
    details,
    duty,
    escalation,
    handover,
    handover_saying,
    importing,
    intake,
    merging,
    officers,
    people,
    picturing,
    policy,
    progress,
    prompting,
    restricting,
    retention,
    searching,
    sighting,
    suspending,
    undoing,
    whereabouts,
)
from wantedtrack.deeds.cards import DeedCard
from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import (
    bulk_words,
    intake_words,
    people_words,
    progress_words,
    retention_words,
    running_words,
    search_saving,
    stages,
    undo_words,
)
from wantedtrack.rules.deed_words import left_out, read_words
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.officers import Acting, refuse_unknown
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.entry_state import find_reference, open_for_deed

CATALOGUE: tuple[DeedCard, ...] = (
    DeedCard("add-entry", intake.add_entry, "Add an entry",
             "Record that somebody is wanted; what is missing is asked for later.", intake_words.ADD_ENTRY, about_entry=False),
    DeedCard("import", importing.import_extract, "Import an extract",
             "Take in a file that another system wrote, after a preview of what each row becomes.", intake_words.IMPORT, about_entry=False, by_hand=False),
    DeedCard("decide-row", importing.decide_row, "Decide a row",
             "Say what becomes of a row of an extract that waits for a person.", intake_words.DECIDE_ROW, about_entry=False),
    DeedCard("answer-bail", intake.answer_bail, "Bail answered",
             "Record that the person answered bail; the draft ends.", intake_words.ANSWER_BAIL),
    DeedCard("rebail", intake.rebail, "Rebail", "Move the bail date of a draft to a time to come.", intake_words.REBAIL),
    DeedCard("set-details", details.set_details, "Fill in details",
             "Fill in what only this category has and was not known before.", intake_words.SET_DETAILS),
    DeedCard("accept", progress.accept, "Accept",
             "Take a draft into the queue once its checklist is answered and its band set.", progress_words.ACCEPT),
    DeedCard("discard-draft", closing.discard_draft, "Discard the draft",
             "Close a draft that is a duplicate, was recorded in error, or whose person is eliminated.", progress_words.DISCARD_DRAFT),
    DeedCard("allocate", progress.allocate, "Allocate",
             "Give the entry to an officer, with a plan and a first attempt by a time.", progress_words.ALLOCATE),
    DeedCard("log-attempt", progress.log_attempt, "Log an attempt",
             "Record a try to arrest, or an enquiry, and what came of it.", progress_words.LOG_ATTEMPT),
    DeedCard("record-sighting", sighting.record_sighting, "Sighting", "Record that the person was seen, and where: one line.", progress_words.RECORD_SIGHTING),
    DeedCard("record-review", progress.record_review, "Record a review",
             "Record a supervisor's look: findings, a direction, and when the next is due.", progress_words.RECORD_REVIEW),
    DeedCard("set-circulation", circulation.set_circulation, "Circulation",
             "Record what was done on PNC/LEDS: requested, circulated, cancelled, or not required.", progress_words.SET_CIRCULATION),
    DeedCard("verify-circulation", circulation.verify_circulation, "Verify on PNC/LEDS",
             "Record that the marker was looked at again, and what it showed.", progress_words.VERIFY_CIRCULATION),
    DeedCard("regrade", progress.regrade, "Regrade",
             "Set another band. Raising takes effect at once; lowering waits for a second officer.", progress_words.REGRADE),
    DeedCard("locate", whereabouts.locate, "Located", "Record where the person is held or found; no clock stops.", progress_words.LOCATE),
    DeedCard("not-located", whereabouts.not_located, "No longer located",
             "Bring the entry back to its earlier stage because the person is no longer there.", progress_words.NOT_LOCATED),
    DeedCard("appoint", whereabouts.appoint, "Appointment",
             "Agree a voluntary attendance: place, time and why it is adequate.", progress_words.APPOINT),
    DeedCard("suspend", suspending.suspend, "Suspend",
             "Pause attempt, review and arrest for a listed reason until a time.", progress_words.SUSPEND),
    DeedCard("resume", suspending.resume, "Resume", "End a suspension before its time.", progress_words.RESUME),
    DeedCard("add-note", people.add_note, "Add a note",
             "Add a note as fact, intelligence or assessment, which are kept apart.", people_words.ADD_NOTE),
    DeedCard("add-warning", people.add_warning, "Add a warning",
             "Add a warning signal to the person; it stays after the entry closes.", people_words.ADD_WARNING),
    DeedCard("add-address", people.add_address, "Add an address",
             "Add a place where the person lives, stays or is seen.", people_words.ADD_ADDRESS),
    DeedCard("add-alias", describing.add_alias, "Add another name", "Add a name by which the person is known too.", people_words.ADD_ALIAS),
    DeedCard("end-alias", describing.end_alias, "End another name", "Say that a name is not the person's.", people_words.END_ALIAS),
    DeedCard("end-warning", describing.end_warning, "End a warning", "Say that a warning signal no longer holds, and why.", people_words.END_WARNING),
    DeedCard("confirm-warning", describing.confirm_warning, "Confirm a warning",
             "Say that a warning signal still holds, and since when that is known.", people_words.CONFIRM_WARNING),
    DeedCard("check-address", picturing.check_address, "Address looked at",
             "Say that an address was looked at, when, and what came of it.", people_words.CHECK_ADDRESS),
    DeedCard("describe-person", picturing.describe_person, "Describe the person",
             "Say what is known of the person: sex, nationality, language, how old where no date of birth is known.", people_words.DESCRIBE_PERSON),
    DeedCard("end-address", describing.end_address, "End an address", "Say that the person is not to be found there any more.", people_words.END_ADDRESS),
    DeedCard("set-flag", describing.set_flag, "Set a flag", "Mark what changes how the entry is handled.", people_words.FLAG),
    DeedCard("clear-flag", describing.clear_flag, "Clear a flag", "Take away a mark that does not hold.", people_words.FLAG),
    DeedCard("put-prompt-aside", prompting.put_prompt_aside, "Put a prompt aside",
             "Say why what the program asks about the band does not hold; it is remembered.", people_words.PUT_PROMPT_ASIDE),
    DeedCard("set-restricted", restricting.set_restricted, "Restrict, or open again",
             "Let only the owner, the officers named on it and inspectors read the entry, or everybody again.", people_words.SET_RESTRICTED),
    DeedCard("name-reader", restricting.name_reader, "Name a reader",
             "Let an officer read a restricted entry, or no longer.", people_words.NAME_READER),
    DeedCard("merge-people", merging.merge_people, "Merge two people",
             "Say that two people held are one, once a second officer approves.", people_words.MERGE_PEOPLE, about_entry=False),
    DeedCard("unmerge-people", merging.unmerge_people, "Take a merge apart",
             "Give back each entry, address, warning and name that a merge had brought away.", people_words.UNMERGE_PEOPLE, about_entry=False),
    DeedCard("record-outcome", closing.record_outcome, "Record the outcome",
             "Record how the entry came to its end; it then awaits cleardown.", progress_words.RECORD_OUTCOME),
    DeedCard("close", closing.close, "Close", "Close an entry whose marker is confirmed gone; by a second officer.", progress_words.CLOSE),
    DeedCard("reopen", closing.reopen, "Reopen", "Make a closed entry active again; its age is not reset.", progress_words.REOPEN),
    DeedCard("keep-entry", retention.keep_entry, "Keep a closed entry",
             "Decide that a closed entry is still needed, and when somebody looks again.", retention_words.KEEP_ENTRY),
    DeedCard("dispose", retention.dispose, "Dispose of closed entries",
             "Take out for good what has come to the end of its time; waits for a second officer and cannot be undone.",
             retention_words.DISPOSE, about_entry=False, reason=True),
    DeedCard("correct", correcting.correct, "Correct a mistake",
             "Put a field right; what stood there stays in the history with who, when and why.", progress_words.CORRECT),
    DeedCard("undo", undoing.undo, "Undo",
             "Take back your newest deed on the entry by its reverse, as far as the rules allow.", undo_words.UNDO, hands_on=True),
    DeedCard("bulk-allocate", bulk.bulk_allocate, "Allocate several",
             "Give several entries to one officer; what a rule refuses is listed.", bulk_words.BULK_ALLOCATE, about_entry=False, hands_on=True),
    DeedCard("bulk-regrade", bulk.bulk_regrade, "Regrade several",
             "Set the band of several entries; those it lowers wait for a second officer together.", bulk_words.BULK_REGRADE, about_entry=False, hands_on=True),
    DeedCard("bulk-close", bulk.bulk_close, "Close several",
             "Close several cleared entries; more than five wait for a second officer.", bulk_words.BULK_CLOSE, about_entry=False, hands_on=True),
    DeedCard("bulk-log-attempt", bulk_recording.bulk_log_attempt, "Log an attempt for several",
             "Record the same try, or enquiry, of several entries; what a rule refuses is listed.", bulk_words.BULK_LOG_ATTEMPT, about_entry=False, hands_on=True),
    DeedCard("bulk-add-note", bulk_recording.bulk_add_note, "Add a note to several",
             "Add the same note to several entries; what a rule refuses is listed.", bulk_words.BULK_ADD_NOTE, about_entry=False, hands_on=True),
    DeedCard("bulk-set-circulation", bulk_recording.bulk_set_circulation, "Circulation of several",
             "Record the same step on PNC/LEDS for several entries; what a rule refuses is listed.", bulk_words.BULK_SET_CIRCULATION, about_entry=False, hands_on=True),
    DeedCard("bulk-verify", bulk_recording.bulk_verify, "Verify several on PNC/LEDS",
             "Record that the markers of several entries were looked at again; what a rule refuses is listed.", bulk_words.BULK_VERIFY, about_entry=False, hands_on=True),
    DeedCard("acknowledge", escalation.acknowledge, "I have it",
             "Promise a next step by a time; repeats of that level rest until then.", running_words.ACKNOWLEDGE, about_entry=False),
    DeedCard("pass-on", being_told.pass_on, "Not mine", "Pass a notice to whom it belongs, with why.", running_words.PASS_ON, about_entry=False),
    DeedCard("record-told", being_told.record_told, "Somebody was told",
             "Record who was rung or spoken to about a notice, how and when.", running_words.RECORD_TOLD, about_entry=False),
    DeedCard("keep-roster", duty.keep_roster, "Take in a roster",
             "Say who is on duty when, in place of what was held for that time.", running_words.KEEP_ROSTER, about_entry=False, by_hand=False),
    DeedCard("come-on", duty.come_on, "On duty", "Put yourself or another officer on duty from now on.", running_words.COME_ON, about_entry=False),
    DeedCard("go-off", duty.go_off, "Off duty", "Take yourself or another officer off duty now.", running_words.GO_OFF, about_entry=False),
    DeedCard("approve", deciding.approve, "Approve",
             "Approve what another officer proposed; it takes effect at once.", running_words.APPROVE, about_entry=False, hands_on=True),
    DeedCard("decline", deciding.decline, "Decline",
             "Decline what another officer proposed, with a reason.", running_words.DECLINE, about_entry=False),
    DeedCard("save-search", searching.save_search, "Save this search", "Keep a search in the list at left, for yourself or for everybody.", search_saving.SAVE_SEARCH, about_entry=False),
    DeedCard("change-search", searching.change_search, "Change a saved search", "Give a saved search another name or other words.", search_saving.CHANGE_SEARCH, about_entry=False),
    DeedCard("remove-search", searching.remove_search, "Remove a saved search", "Take a saved search out of the list; no entry changes.", search_saving.REMOVE_SEARCH, about_entry=False),
    DeedCard("prepare-handover", handover.prepare_handover, "Prepare the handover",
             "Freeze what the coming shift must know, cut by journal sequence.", running_words.PREPARE_HANDOVER, about_entry=False),
    DeedCard("remark-handover", handover_saying.remark_handover, "Remark in the handover",
             "Say something of an entry or of the shift before signing; a second remark of yours on the same replaces the first.", running_words.REMARK_HANDOVER, about_entry=False),
    DeedCard("sign-handover", handover.sign_handover, "Sign the handover",
             "Sign as the outgoing officer.", running_words.SIGN_HANDOVER, about_entry=False),
    DeedCard("query-handover", handover_saying.query_handover, "Query in the handover",
             "Ask the outgoing officer about an entry while reading back.", running_words.QUERY_HANDOVER, about_entry=False),
    DeedCard("answer-query", handover_saying.answer_query, "Answer a query",
             "Answer what was asked about an entry; after the seal the answer stands beside it and changes nothing.", running_words.ANSWER_QUERY, about_entry=False),
    DeedCard("add-addendum", handover_saying.add_addendum, "Add an addendum",
             "Add to a sealed handover, marked as such; nothing sealed changes.", running_words.ADD_ADDENDUM, about_entry=False),
    DeedCard("accept-handover", handover.accept_handover, "Accept the handover",
             "Accept as the incoming officer, each high entry understood or queried; then it is sealed.", running_words.ACCEPT_HANDOVER, about_entry=False),
    DeedCard("enrol-officer", officers.enrol_officer, "Enrol an officer",
             "Add an officer, or bring what is held of one up to date; a role waits for a second officer.", running_words.ENROL_OFFICER, about_entry=False),
    DeedCard("retire-officer", officers.retire_officer, "Officer has left",
             "Record that an officer has left; what they own goes to another in the same deed.", running_words.RETIRE_OFFICER, about_entry=False),
    DeedCard("confirm-officer", officers.confirm_officer, "Confirm who added it",
             "Say which officer added an entry under an account that was no officer's.", running_words.CONFIRM_OFFICER),
    DeedCard("adopt-policy", policy.adopt_policy, "Adopt a policy",
             "Put a checked and rehearsed policy into effect, once a second officer approves.", running_words.ADOPT_POLICY, about_entry=False),
    DeedCard("sweep", escalation.sweep, "Check now", "Record every level that has come due.", about_entry=False),
)  # fmt: skip

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
    refuse_unknown(officer, name)
    stages.refuse_unless_allowed(name, rank=officer.rank, is_administrator=officer.is_administrator)
    about: dict[str, Any] = {}
    if card.about_entry:
        if not reference:
            raise Invalid(f"“{name}” needs the reference of an entry. Nothing was changed.", code="missing_word", field="reference")
        with store.reading() as connection:
            about["entry"] = find_reference(connection, reference)
            open_for_deed(connection, about["entry"], name, officer)
    read = read_words(card.all_words, raw, now=now)
    if card.hands_on:
        read["proposed"] = proposed
    return _telling(card, raw, card.function(store=store, officer=officer, now=now, deed_id=deed_id, **about, **read))


def _telling(card: DeedCard, raw: Mapping[str, Any], done: Changes) -> Changes:
    """The Changes with what was left out of the typed words, where any of it could not be kept."""
    counted = left_out(card.all_words, raw)
    return replace(done, detail={**done.detail, "left_out": counted}) if counted else done


def proposed(name: str, raw: Mapping[str, Any], now: Instant) -> tuple[Callable[..., Changes], dict[str, Any]]:
    """Another deed by its name, with its words as they were kept: what a deed that carries out others is handed, as no deed imports one."""
    card = card_named(name)
    read = read_words(card.all_words, raw, now=now)
    return card.function, {**read, "proposed": proposed} if card.hands_on else read
