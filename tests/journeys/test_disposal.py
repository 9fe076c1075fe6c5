"""From draft to disposal on the command line, with what a tired person reads at each step."""

import subprocess

from tests.journeys.program import Program

LATER = "2028-04-01T09:00:00Z"


def test_a_life_from_draft_to_disposal(program: Program) -> None:
    reference = program.adds("LIFELONG")
    program.accepts(reference, "standard")
    program.does("do", "record-outcome", reference, "--outcome", "surrendered", "--at", "now")
    closing = ("do", "close", reference, "--recheck", "clear", "--victim-informed", "not_applicable")
    assert program.refused(*closing) == (3, "second-officer")
    program.does(*closing, collar="DEMO-PS2")
    assert program.does("retention")["entries"] == []
    assert program.refused("do", "dispose", "--reason", "retention_over", "--references", reference) == (3, "not_due")

    (due,) = program.does("retention", at=LATER)["entries"]
    assert (due["reference"], due["review_due"], due["disposal_due"]) == (reference, True, True)
    dry = program.does("do", "dispose", "--reason", "retention_over", "--dry-run", "yes", at=LATER)
    assert (dry["changes"]["entries"], dry["changes"]["people"]) == (1, 1)
    command = [
        word for word in program.command("do", "dispose", "--reason", "retention_over", "--dry-run", "yes", at=LATER) if word != "--json"
    ]
    said = subprocess.run(command, capture_output=True, text=True, check=True, env=program.environment()).stdout
    assert said == f"Dry run, nothing was changed. 1 entry and 1 person, for good: {reference}.\n"
    proposal = program.does("do", "dispose", "--reason", "retention_over", at=LATER)["proposal"]
    approving = ("do", "approve", "--proposal", str(proposal))
    assert program.refused(*approving, at=LATER) == (3, "second-officer")
    program.does(*approving, at=LATER, collar="DEMO-PS2")
    shown = program.does("show", reference, at=LATER)
    assert (shown["stage"], shown["person"]["surname"]) == ("disposed", "")
    assert "LIFELONG" not in str(shown)
    assert program.does("queue", "--where", "lifelong", at=LATER)["entries"] == []
    assert program.does("verify", at=LATER)["state"] == "intact"
    assert program.refused("do", "add-note", reference, "--text", "x", at=LATER) == (3, "stage")
