"""The words of the deeds that cross desks and shifts: notices, second officers, handovers, officers."""

from wantedtrack.rules.deed_words import Holds, Word, choice, instant, text
from wantedtrack.rules.entry import AlsoTold
from wantedtrack.rules.ranks import Rank

ACKNOWLEDGE = (
    Word("notice", "Notice", Holds.NUMBER, required=True),
    text("next-step", "Next step", required=True),
    instant("by", "By when", required=True),
)
APPROVE = (Word("proposal", "Proposal", Holds.NUMBER, required=True), text("reason", "Why"))
DECLINE = (Word("proposal", "Proposal", Holds.NUMBER, required=True), text("reason", "Why", required=True))
PREPARE_HANDOVER = (text("shift", "Shift", hint="2026-03-02-early"),)
SIGN_HANDOVER = (text("shift", "Shift"),)
ACCEPT_HANDOVER = (
    text("shift", "Shift"),
    Word("understood", "Understood", Holds.LIST),
    Word("understood-all", "All understood", Holds.YES_NO),
    Word("query", "Queries", Holds.OBJECT),
)
REMARK_HANDOVER = (
    text("reference", "Reference", hint="left out: about the whole shift"),
    text("text", "Remark", required=True, long=True),
    text("shift", "Shift"),
)
QUERY_HANDOVER = (
    text("reference", "Reference", required=True),
    text("text", "Query", required=True, long=True),
    text("shift", "Shift"),
)
ANSWER_QUERY = (
    text("reference", "Reference", required=True),
    text("text", "Answer", required=True, long=True),
    text("shift", "Shift"),
)
ADD_ADDENDUM = (text("text", "Addendum", required=True, long=True), text("shift", "Shift"))
ENROL_OFFICER = (
    text("collar", "Collar number", required=True),
    choice("rank", "Rank", Rank),
    text("name", "Name"),
    text("team", "Team"),
    text("station", "Station"),
    text("beats", "Beats"),
    text("shifts", "Shifts"),
    text("account", "Account"),
    Word("administrator", "Administrator", Holds.YES_NO),
)
RETIRE_OFFICER = (
    text("collar", "Collar number", required=True),
    Word("to", "Who takes over", Holds.OFFICER, hint="needed where entries are still owned"),
)
CONFIRM_OFFICER = (Word("collar", "Who added it", Holds.OFFICER, required=True),)
ADOPT_POLICY = (
    text("text", "Policy", required=True, long=True, hint="the whole file"),
    text("file", "File name"),
    instant("effective-from", "In effect from", hint="left out: when it is approved"),
)
RECORD_TOLD = (
    Word("notice", "Notice", Holds.NUMBER, required=True),
    text("who", "Who was told", required=True, hint="rank and collar number"),
    text("how", "How", required=True, hint="rung, spoken to, by radio"),
    instant("at", "When", hint="left out: now"),
    choice("also", "In the same call, also told of", AlsoTold),
)
PASS_ON = (
    Word("notice", "Notice", Holds.NUMBER, required=True),
    text("why", "Why it is not mine", required=True),
    text("to", "Whose it is", required=True, hint="a rank or a collar number"),
)
KEEP_ROSTER = (Word("roster", "Duties", Holds.OBJECT, required=True),)
COME_ON = (
    instant("until", "Until", required=True, hint="today 22:00, +8h"),
    Word("collar", "Officer", Holds.OFFICER, hint="left out: you"),
)
GO_OFF = (Word("collar", "Officer", Holds.OFFICER, hint="left out: you"),)
