"""Every action of the window as data. Menus, toolbar, context menu, palette and the page of shortcuts are made from this one list."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from ui import labels

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard


class Needs(StrEnum):
    """When an action can be used."""

    ALWAYS = "always"
    STORE = "store"
    ENTRY = "entry"


class Menu(StrEnum):
    """Where an action stands."""

    QUEUE = "&Queue"
    ENTRY = "&Entry"
    SHIFT = "&Shift"
    GO = "&Go"
    VIEW = "&View"
    HELP = "&Help"


@dataclass(frozen=True, slots=True)
class Action:
    """One action. Its object name is `action-` and `name`; `deed` opens that deed's form for the entry looked at.

    `in_queue` marks a shortcut without a modifier, which works only while the queue or the entry has the focus. `also` are the words that
    people use for it and that the palette finds it by. `queue_key` is a second key, which works only while the queue or the entry has the focus.
    """

    name: str
    text: str
    menu: Menu
    says: str = ""
    shortcut: str = ""
    in_queue: bool = False
    icon: str = ""
    needs: Needs = Needs.STORE
    deed: str | None = None
    also: tuple[str, ...] = ()
    in_toolbar: bool = False
    queue_key: str = ""


_DEED_KEYS: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "log-attempt": ("A", "attempt", ("no reply", "no answer", "nobody in", "not in", "not at home", "out", "phone call", "rang", "visit", "tried", "knock", "door knock", "address check", "enquiry", "phoned", "arrest attempt", "went round")),
    "set-circulation": ("C", "circulate", ("circulate", "circulated", "pnc", "leds", "marker", "wanted marker", "cancel marker", "weed date", "put on pnc", "take off pnc")),
    "accept": ("Shift+A", "accept", ("checklist", "draft", "take on", "accept draft")),
    "allocate": ("O", "owner", ("give", "assign", "owner", "officer in case", "oic", "hand to", "reallocate")),
    "record-sighting": ("S", "attempt", ("seen", "spotted", "sighted", "anpr", "cctv")),
    "record-review": ("R", "review", ("supervisor", "findings", "direction")),
    "verify-circulation": ("V", "verify", ("pnc check", "leds check", "still circulated", "still wanted")),
    "regrade": ("B", "band", ("priority", "risk", "raise", "lower", "change band")),
    "add-note": ("T", "note", ("intelligence", "intel", "comment", "text", "log", "remark", "information")),
    "record-outcome": ("X", "outcome", ("arrest", "arrested", "nicked", "locked up", "surrendered", "executed", "in custody", "custody", "nfa", "no further action", "no longer wanted", "withdrawn", "dead", "died")),
    "close": ("Shift+X", "close", ("cleardown", "finish", "cancelled", "done with")),
    "locate": ("L", "locate", ("found", "in prison", "prison", "hospital", "in hospital", "held elsewhere", "in another force", "gate arrest", "production")),
    "appoint": ("Shift+V", "appointment", ("voluntary attendance", "va", "interview", "by appointment")),
    "suspend": ("H", "pause", ("abroad", "hold", "on hold", "park", "covert")),
    "resume": ("Shift+H", "resume", ("unsuspend", "back from abroad")),
    "add-warning": ("M", "warning", ("violent", "weapons", "warning signal", "warning marker", "dangerous", "ailment")),
    "add-address": ("D", "address", ("lives", "stays", "new address", "bail address", "hangs out")),
    "discard-draft": ("Del", "discard", ("delete", "duplicate", "error", "eliminated", "recorded in error", "not a failure")),
    "not-located": ("Shift+L", "resume", ("released", "left", "discharged", "out of prison")),
    "reopen": ("Shift+U", "resume", ("wanted again",)),
    "answer-bail": ("Shift+B", "accept", ("turned up", "attended", "answered bail", "bail answered")),
    "rebail": ("Y", "appointment", ("new bail date", "bailed again", "bail date", "bail to return")),
    "set-details": ("G", "note", ("gaps", "missing details", "court", "laboratory", "grounds", "necessity")),
    "describe-person": ("Shift+I", "owner", ("date of birth", "dob", "pnc id", "cro", "description", "nationality", "language", "sex")),
    "add-alias": ("I", "owner", ("alias", "aka", "also known as", "nickname", "maiden name")),
    "end-alias": ("E, I", "discard", ("remove alias", "wrong name")),
    "end-warning": ("E, M", "discard", ("remove warning", "no longer dangerous")),
    "confirm-warning": ("Shift+M", "warning", ("warning still right",)),
    "check-address": ("Shift+D", "address", ("looked at address", "still lives there")),
    "end-address": ("E, D", "discard", ("moved", "moved out", "remove address")),
    "set-flag": ("F", "warning", ("missing", "misper", "missing person", "child", "mappa", "iom", "rso", "sex offender", "domestic abuse", "da", "firearms", "mental health", "foreign national")),
    "clear-flag": ("Shift+F", "discard", ("remove flag", "no longer missing")),
    "put-prompt-aside": ("Q", "discard", ("not now", "stop asking", "dismiss")),
    "set-restricted": ("Shift+R", "lock", ("restrict", "sensitive", "hide from others", "need to know")),
    "name-reader": ("Shift+N", "owner", ("let see", "give access")),
    "keep-entry": ("Shift+K", "resume", ("keep longer", "do not delete")),
    "correct": ("Shift+C", "resume", ("typo", "mistyped", "put right", "amend", "edit", "change", "beat", "set beat", "change beat", "station", "team", "wrong name", "wrong date of birth")),
    "confirm-officer": ("Shift+O", "owner", ("who added it",)),
}  # fmt: skip
"""Of the deeds about an entry: shortcut while the queue has the focus, icon, and other words for it. A deed not named here gets none."""

_ASKED_ELSEWHERE = ("undo", "acknowledge", "approve", "decline", "record-told", "sweep", "import", "decide-row", "add-entry", "beat")
"""Deeds with a place of their own: in a notice, on a page."""

FIXED: tuple[Action, ...] = (
    Action("palette", "Search or command…", Menu.GO, "Find an action or an entry by typing", "Ctrl+K", icon="search", needs=Needs.ALWAYS),
    Action("search", "Search the queue", Menu.GO, "People, references, postcodes, and filters in words", "Ctrl+F", icon="search", also=("find", "filter")),
    Action("start-of-shift", "Start of shift", Menu.SHIFT, "What happened since you were last here, and what falls due", "Ctrl+Home", icon="shift",
           also=("briefing", "what is new", "what now", "what next", "what first", "to do", "todo", "next", "first", "inbox", "today")),
    Action("inbox", "Inbox", Menu.SHIFT, "Notices for your rank, the oldest due first, and proposals that wait for you", "Ctrl+Shift+N", icon="intake",
           also=("notices", "escalations", "proposals", "pass on", "approve", "decline", "acknowledge", "i have it", "not mine", "alerts", "ring inspector", "phone", "told")),
    Action("handover", "Handover", Menu.SHIFT, "Prepare, read through, sign and accept the handover", "Ctrl+H", icon="handover", in_toolbar=True,
           also=("hand over", "hand on", "shift handover", "sign", "accept handover", "shift change", "workbook")),
    Action("remark-handover", "Remark in the handover…", Menu.SHIFT, "Say something of an entry or of the shift before signing", "Ctrl+J, R", icon="note", deed="remark-handover",
           also=("note for the next shift", "comment")),
    Action("query-handover", "Query in the handover…", Menu.SHIFT, "Ask the outgoing officer about an entry while reading back", "Ctrl+J, Q", icon="why", deed="query-handover",
           also=("ask", "question", "read back")),
    Action("answer-query", "Answer a query…", Menu.SHIFT, "Answer what the incoming officer asked", "Ctrl+J, A", icon="note", deed="answer-query", also=("reply",)),
    Action("add-addendum", "Add an addendum…", Menu.SHIFT, "Add to a sealed handover, marked as such", "Ctrl+J, D", icon="note", deed="add-addendum", also=("add to the handover", "late")),
    Action("import", "Import an extract…", Menu.QUEUE, "Read a file from PNC, bail, forensic, warrants or recall, after a preview", "Ctrl+I", icon="import",
           in_toolbar=True, also=("custody list", "extract", "csv", "spreadsheet", "bail list", "bichard", "upload", "feed")),
    Action("intake", "Waiting for a decision", Menu.QUEUE, "Drafts, and rows of extracts that a person must decide", "Ctrl+D", icon="intake", also=("rows", "matches")),
    Action("add-entry", "Add an entry…", Menu.QUEUE, "Record that somebody is wanted", "Ctrl+N", icon="add", in_toolbar=True, deed="add-entry", queue_key="N",
           also=("fta", "fail to appear", "fingerprint", "fingerprint hit", "forensic hit", "rui", "released under investigation", "bench warrant", "no bail warrant", "prison recall", "wanted person", "circulate somebody new", "bail breach", "breach of bail", "breach of conditions", "failed to surrender", "skipped bail", "did not answer bail", "man at the desk", "new", "wanted", "absconder", "no show", "failed to appear", "dna", "dna hit", "escaped", "warrant", "recall")),
    Action("print", "Print…", Menu.QUEUE, "The list as shown, the entry with its reason card, or the brief; preview first", "Ctrl+P", icon="handover", also=("pdf", "paper", "sheet", "preview")),
    Action("tasking", "Tasking sheet", Menu.QUEUE, "The open tasks of your beat, your team or an officer, to work from, print and fill in", "Ctrl+Shift+K", icon="handover",
           also=("tasks", "beat", "sheet for my beat", "patrol", "who do we look for")),
    Action("returns", "Bring a tasking sheet home", Menu.QUEUE, "Read back a sheet that officers filled in, after a preview", "Ctrl+Shift+H", icon="import",
           also=("returns", "read back", "filled in", "results")),
    Action("reload", "Look again", Menu.QUEUE, "Read the queue again", "F5", icon="reload", also=("refresh", "update", "check now", "sweep")),
    Action("why", "Why is this red?", Menu.ENTRY, "The arithmetic of its clocks, in a sentence and in figures", "W", in_queue=True, icon="why", needs=Needs.ENTRY, queue_key="?",
           also=("red", "why red", "why is this red", "explain", "why is it red", "clock", "overdue", "escalated")),
    Action("reason-card", "Reason card", Menu.ENTRY, "Power, grounds, who decided: what an officer of another force needs at the roadside", "P", in_queue=True,
           icon="open", needs=Needs.ENTRY, also=("roadside", "power of arrest", "grounds", "read out")),
    Action("person", "Person", Menu.ENTRY, "The person behind the entry: names, places, warnings, every entry, merges", "Shift+P", in_queue=True, icon="owner", needs=Needs.ENTRY,
           also=("people", "aliases", "addresses", "merge", "unmerge", "who")),
    Action("undo", "Undo…", Menu.ENTRY, "Take back your newest deed on this entry, after a look at what that does", "Ctrl+Z", icon="resume", needs=Needs.ENTRY,
           also=("undone", "reverse", "take back", "mistake", "wrong", "wrong entry", "oops")),
    Action("open-entry", "Go to the entry", Menu.ENTRY, "Move from the queue into the entry", "Ctrl+E", icon="open", needs=Needs.ENTRY, also=("open", "details", "timeline", "history", "who did what")),
    Action("copy-reference", "Copy the reference", Menu.ENTRY, "The reference alone; no personal data", "Ctrl+Shift+C", icon="copy", needs=Needs.ENTRY, also=("reference number", "urn",)),
    Action("queue", "Queue", Menu.GO, "Back to the queue", "Ctrl+B", icon="queue", also=("back",)),
    Action("lock", "Lock", Menu.VIEW, "Names leave the screen; the watcher goes on", "Ctrl+L", icon="lock", in_toolbar=True, also=("screen", "hide", "away", "log out", "log off", "sign out", "leave the desk")),
    Action("come-on", "On duty…", Menu.SHIFT, "Put yourself or another officer on duty from now on", "Ctrl+J, O", icon="shift", deed="come-on", also=("book on", "duty")),
    Action("go-off", "Off duty…", Menu.SHIFT, "Take yourself or another officer off duty now", "Ctrl+J, F", icon="shift", deed="go-off", also=("book off",)),
    Action("merge-people", "Merge two people…", Menu.QUEUE, "Say that two people held are one, once a second officer approves", "Ctrl+J, M", icon="owner", deed="merge-people",
           also=("same person twice", "same person", "duplicate person",)),
    Action("unmerge-people", "Take a merge apart…", Menu.QUEUE, "Give back what a merge had brought away", "Ctrl+J, N", icon="owner", deed="unmerge-people", also=("two people", "wrong person", "wrongly merged")),
    Action("dispose", "Dispose of closed entries…", Menu.QUEUE, "Take out for good what has come to the end of its time; a second officer approves", "Ctrl+J, Z", icon="discard",
           deed="dispose", also=("retention", "erase", "delete", "weed")),
    Action("people", "People", Menu.GO, "Look for people, bring two together that are one, take a merge apart", "Ctrl+Shift+P", icon="owner",
           also=("person search", "merge", "unmerge", "same person", "two people", "nominal", "who is")),
    Action("retention", "What is kept", Menu.GO, "Closed entries to look at again, and those that may go", "Ctrl+J, K", icon="discard", also=("retention", "review", "weed", "dispose")),
    Action("exports", "What has left", Menu.GO, "Every file that was written, for whom and why", "Ctrl+J, X", icon="handover", also=("exports", "export", "files", "disclosure", "audit")),
    Action("brief", "Brief for your rank", Menu.SHIFT, "What your rank has to know now, since its last brief", "Ctrl+J, B", icon="shift", also=("morning meeting", "daily brief", "summary", "tell me", "what is new")),
    Action("duty", "Officers and duty", Menu.SHIFT, "Who is on duty, where nobody will be, and every officer", "Ctrl+J, U", icon="owner", also=("roster", "rota", "who is on", "coverage")),
    Action("measures", "Measures", Menu.GO, "How many, how long, how swiftly arrested, over any period; and the pack for an inspection", "Ctrl+Shift+M", icon="why",
           also=("figures", "stats", "report", "statistics", "performance", "charts", "inspection", "evidence", "kpi", "how long")),
    Action("policy", "Escalation policy", Menu.GO, "The limits, what another file would do, and a proposal to adopt it", "Ctrl+J, P", icon="why", also=("limits", "rehearse", "deadlines", "raisers")),
    Action("enrol-officer", "Enrol an officer…", Menu.SHIFT, "Add an officer or bring what is held of one up to date", "Ctrl+J, E", icon="owner", deed="enrol-officer",
           also=("new officer", "rank", "role", "account")),
    Action("retire-officer", "Officer has left…", Menu.SHIFT, "Give what they own to another, and take them off the list", "Ctrl+J, L", icon="owner", deed="retire-officer",
           also=("leaver", "leave")),
    Action("act-as", "Second officer at this desk…", Menu.SHIFT, "Let another officer act here", "Ctrl+Shift+O", icon="owner", also=("sign in", "log in", "log out", "sign out", "switch", "switch user", "user", "who am i", "passphrase", "password")),
    Action("theme", "Light, dark or high contrast", Menu.VIEW, "Go to the next theme", "Ctrl+Shift+T", icon="theme", needs=Needs.ALWAYS, also=("colours", "night", "night mode", "dark mode", "dark", "light")),
    Action("passphrase", "Passphrase…", Menu.SHIFT, "Give an officer a passphrase for this desk: an administrator for anybody, each officer for themselves", "Ctrl+J, Y", icon="lock",
           also=("password", "pass phrase", "change password", "sign in", "forgotten", "new passphrase")),
    Action("text-larger", "Larger text", Menu.VIEW, "Up to 200 %", "Ctrl++", icon="larger", needs=Needs.ALWAYS, also=("zoom", "bigger text", "bigger")),
    Action("text-smaller", "Smaller text", Menu.VIEW, "Down to the system's size", "Ctrl+-", icon="smaller", needs=Needs.ALWAYS, also=("smaller",)),
    Action("settings", "Settings", Menu.VIEW, "Theme, size of text, motion, rows, sounds, when the window locks", "Ctrl+,", icon="theme", needs=Needs.ALWAYS,
           also=("preferences", "options", "text size", "theme", "colours", "sound", "lock after", "mute", "dark", "contrast", "font", "density", "tray", "motion")),
    Action("guide", "Guide", Menu.HELP, "What to do here, by task; in the queue, every action and its key", "F1", icon="about", needs=Needs.ALWAYS, also=("help", "manual", "how do i")),
    Action("words", "Words of the job", Menu.HELP, "What each word means, as the program uses it", "Ctrl+J, W", icon="about", needs=Needs.ALWAYS, also=("glossary", "meaning", "dictionary", "terms")),
    Action("shortcuts", "Keyboard shortcuts", Menu.HELP, "Every action and its key", "Ctrl+F1", icon="keys", needs=Needs.ALWAYS, also=("help", "keys")),
    Action("about", "About and health", Menu.HELP, "What this desktop can do, and who watches", "Shift+F1", icon="about", needs=Needs.ALWAYS, also=("doctor", "health", "licences", "backup", "restore", "recovery key", "outbox", "version", "what is wrong")),
)  # fmt: skip

_LIST_WORDS: Mapping[str, tuple[str, ...]] = {
    "bail-due": ("bail", "bailed", "on bail", "answers bail", "due back on bail"),
    "not-circulated": ("not on pnc", "uncirculated"),
    "suspended": ("on hold",),
    "cleardown": ("to be cleared",),
}
"""Other words for a list."""

LISTS: tuple[Action, ...] = tuple(
    Action(
        f"list-{name}",
        label,
        Menu.GO,
        holds,
        f"Ctrl+{(place + 1) % 10}",
        icon="list",
        also=(name.replace("-", " "), *_LIST_WORDS.get(name, ())),
    )
    for place, (name, label, holds, _) in enumerate(labels.LISTS)
)


def deed_actions(cards: "Mapping[str, DeedCard]") -> tuple[Action, ...]:
    """The actions of the catalogue's deeds about one entry; texts and sentences are the catalogue's own."""
    taken = {action.deed for action in FIXED}
    found: list[Action] = []
    for name, card in cards.items():
        if name in taken or name in _ASKED_ELSEWHERE or not card.about_entry:
            continue
        shortcut, icon, also = _DEED_KEYS.get(name, ("", "", ()))
        found.append(
            Action(
                name, f"{card.label}…", Menu.ENTRY, card.says, shortcut, in_queue=True, icon=icon, needs=Needs.ENTRY, deed=name, also=also
            )
        )
    order = list(_DEED_KEYS)
    return tuple(sorted(found, key=lambda action: order.index(action.name) if action.name in order else len(order)))
