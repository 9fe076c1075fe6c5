"""The words of the deeds that move an entry through its life."""

from wantedtrack.rules import entry as values
from wantedtrack.rules.deed_words import BREAK_GLASS, Holds, Word, choice, instant, text

_NEXT = (text("next-step", "Next step"), instant("next-by", "By when", hint="today 22:00, +8h"))
ACCEPT = (
    choice("band", "Band", values.Band, required=True),
    text("rationale", "Why this band", required=True, long=True),
    Word("checklist", "Checklist", Holds.CHECKLIST, required=True),
)
DISCARD_DRAFT = (choice("reason", "Why", values.DiscardReason, required=True), text("of", "Duplicate of", hint="the other reference"))
ALLOCATE = (
    Word("owner", "Owner", Holds.OFFICER, required=True),
    text("plan", "Plan", long=True),
    instant("first-attempt-by", "First attempt by", hint="today 22:00, +8h"),
)
LOG_ATTEMPT = (
    instant("at", "When", required=True),
    choice("kind", "What was it", values.AttemptKind, required=True),
    Word("address", "At the address", Holds.NUMBER, hint="one of the person's addresses, by its number"),
    text("where", "Where or how", hint="left out: the address"),
    Word("officers", "Officers", Holds.LIST),
    choice("result", "Result", values.AttemptResult, required=True),
    text("remark", "Remark", hint="why it was not tried"),
    text("made-safe-by", "What would make it safe", hint="needed for not safe: armed support, a dog, a second unit …"),
    *_NEXT,
)
RECORD_SIGHTING = (
    text("where", "Where", required=True),
    instant("at", "When", hint="left out: now"),
    choice("kind", "How", values.AttemptKind),
    Word("officers", "Seen by", Holds.LIST, hint="left out: you"),
    text("remark", "Remark", hint="clothing, company, vehicle, direction"),
)
RECORD_REVIEW = (
    text("findings", "Findings", required=True, long=True),
    text("direction", "Direction", required=True, long=True),
    instant("next-by", "Next review by"),
)
SET_CIRCULATION = (
    choice("state", "State", values.Circulation, required=True),
    text("reference", "PNC/LEDS reference"),
    choice("level", "Level", values.CirculationLevel),
    Word("weed-date", "Weed date", Holds.DATE),
    text("reason", "Reason", hint="needed for not required, or for cancelling early"),
    instant("at", "When", hint="when it was done on PNC/LEDS; left out: now"),
)
VERIFY_CIRCULATION = (text("result", "What it showed"), instant("at", "When", hint="left out: now"))
REGRADE = (choice("band", "Band", values.Band, required=True), text("rationale", "Why", required=True, long=True), BREAK_GLASS)
LOCATE = (text("where", "Where", required=True), text("told-by", "Told by"), instant("collect-by", "Collect or produce by"))
NOT_LOCATED = (text("reason", "Why", required=True),)
APPOINT = (text("place", "Place", required=True), instant("at", "Time", required=True), text("reason", "Why it is adequate", required=True))
SUSPEND = (
    choice("reason", "Reason", values.SuspensionReason, required=True),
    instant("until", "Until", required=True),
    Word("authoriser", "Authorised by", Holds.OFFICER),
)
RESUME = (text("reason", "Why", required=True),)
RECORD_OUTCOME = (
    choice("outcome", "Outcome", values.Outcome, required=True),
    instant("at", "When", required=True),
    text("place", "Where"),
    text("custody-reference", "Custody reference"),
    text("rationale", "Rationale", long=True, hint="needed for outcomes that give up on an arrest"),
    text("victim-view", "The victim's view", long=True),
    text("carried-by", "Carried by", hint="prison, hospital: the other entry or force, and who arrests or produces"),
    instant("carried-by-when", "Arrest or production by"),
    text("court-reference", "Court or CPS reference", hint="a warrant that was withdrawn"),
    text("of", "Duplicate of", hint="the other reference"),
    BREAK_GLASS,
)
CLOSE = (
    text("cancellation-reference", "Cancellation reference"),
    choice("recheck", "Re-check of PNC/LEDS", values.Recheck, required=True),
    choice("victim-informed", "Victim informed", values.VictimInformed, required=True),
    BREAK_GLASS,
)
REOPEN = (text("reason", "Why", required=True),)
CORRECT = (
    text("field", "Field", required=True, hint="offence, surname, born, beat …"),
    text("value", "Right value", long=True, hint="left out: nobody knows"),
    text("reason", "Why", required=True),
)
