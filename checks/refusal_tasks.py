"""Which task of the guide a refusal belongs to, by the module that says it."""

from collections.abc import Iterable

_MOST = 3
_TASKS: dict[str, tuple[str, ...]] = {
    "The first start": ("opening", "network_share", "settings", "making"),
    "Sign in, and the way back in": (
        "keys", "key_file", "wraps", "recovery_key", "accounts", "secret_places", "passphrase_tries", "first_sign_in", "sealed_box",
    ),
    "Find somebody": ("queue_groups", "search_language", "search_words", "search_values", "searching", "queue", "queue_filters", "identifiers", "match"),
    "The queue as you like it": ("search_saving", "saved_searches"),
    "Take in an extract": ("table_reading", "separated_text", "workbook_cells", "open_document", "own_headings",
        "importing", "intake", "intake_rows", "deciding", "guard", "faults", "reading", "fields", "pnc", "bail", "recall", "warrants", "forensic",
        "csv_reading", "xlsx_reading", "waiting_rows", "extract_taking", "mapping",
    ),
    "Record that somebody is wanted": ("instants", "sealed_drafts", "own_fields", "catalogue", "outbox", "dates", "deed_words", "people_words", "standing_reading", "entry"),
    "Accept a draft": ("categories", "checklist"),
    "Allocate and try": ("attempt_rows", "progress", "sighting"),
    "Why is this red": ("ladders", "policy", "policy_file", "why", "policies", "picturing"),
    "Circulate, verify, clear": ("outcomes", "closing", "circulation", "cards", "closing_rows", "reason_card_reading"),
    "Fill in what was not known": ("details", "describing"),
    "Located, appointed, suspended": ("suspending", "whereabouts", "pauses"),
    "Put a mistake right": ("correcting", "undoing", "clashes"),
    "Several entries at once": ("bulk", "bulk_recording", "several"),
    "How it stood": ("as_it_stood",),
    "Is the band still right": ("prompting",),
    "The person behind an entry": ("people", "merging", "merging_rows", "person_rows", "persons"),
    "Two officers": ("officers", "administration", "roles", "proposals", "restricting", "ranks", "stages"),
    "Escalated to you": ("promises", "escalation", "briefing", "briefs", "being_told", "duty", "roster", "inbox"),
    "Keep, or dispose": ("export_numbers", "retention", "exporting", "disclosure", "leaving", "retaining"),
    "Hand over": ("handover", "handover_saying", "handovers", "handover_workbook", "verifying", "handing"),
    "Send tasks out, and read them back": ("tasking", "returning", "returned_judging", "returned_deciding", "returned_rows", "returns", "tasking_sheet"),
    "Look at the figures": ("measures_file", "measures", "measuring", "evidence", "evidencing"),
    "The window as you like it": ("writing", "moving", "window_program", "database", "migrations", "doctor", "backup", "clock", "door", "at_work", "preferences", "window_settings"),
}  # fmt: skip
"""Heading of the guide → names of modules. A test holds each heading against the guide."""
TASKS = tuple(_TASKS)


def tasks_of(modules: Iterable[str]) -> list[tuple[str, str]]:
    """Heading and anchor of the tasks that these modules belong to, in the guide's order; none for what belongs everywhere."""
    parts = {part for module in modules for part in module.split("/")}
    found = [task for task, names in _TASKS.items() if not parts.isdisjoint(names)]
    return [(task, task.lower().replace(",", "").replace(" ", "-")) for task in found[:_MOST]]
