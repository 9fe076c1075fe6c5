"""The life of an entry by commands: what returns by itself, what is put right, taken back, done in bulk, and read back later."""

from tests.journeys.program import Program


def test_an_appointment_not_kept_returns_by_itself_and_is_told(program: Program) -> None:
    reference = program.adds("INVENTED")
    program.accepts(reference)
    program.does("do", "appoint", reference, "--place", "Keynsham", "--at", "2026-03-02T14:00:00Z", "--reason", "Comes with a solicitor")
    assert program.does("show", reference, at="2026-03-02T14:30:00Z")["stage"] == "appointment"
    assert program.does("sweep", at="2026-03-02T15:30:00Z")["ended_appointments"] == [reference]
    assert program.does("show", reference, at="2026-03-02T15:30:00Z")["stage"] == "unallocated"
    ended = [change for line in program.does("history", reference, at="2026-03-02T15:31:00Z")["history"] for change in line["changes"]]
    assert ("ended_at", "2026-03-02T15:00:00.000000Z") in [(change["field"], change["after"]) for change in ended]


def test_a_slip_is_corrected_undone_and_read_back_as_it_stood(program: Program) -> None:
    reference = program.adds("INVENTED")
    words = ("--field", "surname", "--value", "Nguyễn", "--reason", "Misread")
    done = program.does("do", "correct", reference, *words, at="2026-03-02T09:10:00Z", collar="DEMO-PC")
    assert done["undo"] == "Puts back what stood under “surname” before."
    undone = program.does("do", "undo", reference, "--reason", "Was right", at="2026-03-02T09:20:00Z", collar="DEMO-PC")
    assert (undone["changes"]["undone"], undone["changes"]["by"]) == (done["sequence"], "correct")
    at = "2026-03-02T09:30:00Z"
    assert program.does("show", reference, at=at)["surname"] == "INVENTED"
    stood = program.does("show", reference, "--as-of", "2026-03-02T09:15:00Z", at=at)
    assert (stood["person"]["surname"], stood["stage"], stood["as_of"]) == ("Nguyễn", "draft", "2026-03-02T09:15:00Z")
    shown = program.does("queue", at=at)["entries"][0]
    assert (stood["surname"], stood["age_s"], set(shown) - set(stood)) == ("Nguyễn", 75 * 60, set())
    told = [(line["officer"], line["deed"], line["why"]) for line in program.does("history", reference, at=at)["history"]]
    assert told[-2:] == [("DEMO-PC", "correct", "Misread"), ("DEMO-PC", "correct", "Was right")]
    assert program.refused("do", "undo", reference, "--sequence", "1", at=at)[1] in ("nothing_to_undo", "cannot_be_undone")
    assert program.refused("show", reference, "--as-of", "2026-03-02T08:00:00Z", at=at) == (3, "before_it_was_added")


def test_several_entries_are_done_at_once_and_a_stale_one_is_left(program: Program) -> None:
    first, second, draft = program.adds("ONE"), program.adds("TWO"), program.adds("THREE")
    for reference in (first, second):
        program.accepts(reference, band="standard")
    version = program.does("show", second)["version"]
    program.does("do", "regrade", second, "--band", "medium", "--rationale", "Weapons")
    chosen = f"{first},{second}@{version},{draft}"
    done = program.does("do", "bulk-allocate", "--references", chosen, "--owner", "DEMO-PC")["changes"]
    assert done["done"] == [first]
    assert [(one["reference"], one["code"]) for one in done["refused"]] == [(second, "clash"), (draft, "stage")]
    waiting = program.does("do", "bulk-regrade", "--references", f"{first},{second}", "--band", "standard", "--rationale", "Calmer")
    assert waiting["changes"]["waiting"] == [second]
    program.does("do", "approve", "--proposal", str(waiting["proposal"]), collar="DEMO-PS2")
    assert program.does("show", second)["band"] == "standard"
    assert program.refused("do", "allocate", first, "--owner", "DEMO-PS2", "--version", "1") == (3, "clash")
    assert program.does("verify")["state"] == "intact"
