"""A watcher that is started after a shift has ended makes up for it at once."""

from tests.journeys.program import Program


def test_a_shift_that_ended_while_nothing_watched_is_prepared_as_soon_as_one_does(program: Program) -> None:
    program = Program.in_one_process(program.home)
    program.accepts(program.adds("NGUYỄN"))
    after = "2026-03-03T00:05:00Z"
    for _ in range(2):
        assert program("watch", "--for", "0", at=after).code == 0
    (prepared,) = program.does("handover", "list", at=after)["handovers"]
    assert (prepared["shift"], prepared["sealed"]) == ("2026-03-02-late", False)
    assert prepared["from_sequence"] < prepared["to_sequence"]


def test_a_demonstration_whose_clock_was_set_says_that_it_stands_still(program: Program) -> None:
    program = Program.in_one_process(program.home)
    program.accepts(program.adds("NGUYỄN"))
    watched = program("watch", "--for", "0", at="2026-03-03T00:05:00Z")
    assert "clock stands at Tue 3 Mar 00:05" in watched.said
    assert "stands" not in watched.text
