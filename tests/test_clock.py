"""Time cannot be bent: put back, put forward, asleep, restarted, in two programs at once. No time passes here; it is handed in."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wantedtrack.clock import DemonstrationClock, GuardedClock, ServerClock, Shift, running_seconds, system_now
from wantedtrack.errors import Invalid, Unavailable

START = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


@dataclass
class Desk:
    """A PC: what its clock shows, how long it has really been running, what its store has seen."""

    shows: datetime = START
    running_s: float = 500.0
    high_water: datetime | None = None
    clock: GuardedClock = field(init=False)

    def __post_init__(self) -> None:
        self.start()

    def start(self) -> None:
        """Start the program anew."""
        self.clock = GuardedClock(lambda: self.high_water, system=lambda: self.shows, running=lambda: self.running_s)

    def pass_time(self, span: timedelta) -> None:
        """Let time really pass."""
        self.shows += span
        self.running_s += span.total_seconds()

    def put(self, span: timedelta) -> None:
        """Move the hands."""
        self.shows += span

    def now(self) -> datetime:
        return self.clock.now()


def test_while_nothing_is_moved_the_system_is_followed() -> None:
    desk = Desk()
    for _ in range(5):
        assert desk.now() == desk.shows
        desk.pass_time(40 * DAY)
    assert desk.clock.doubt is None


def test_a_small_correction_makes_time_stand_not_run_back() -> None:
    desk = Desk()
    first = desk.now()
    desk.put(-MINUTE)
    assert desk.now() == first
    desk.pass_time(2 * MINUTE)
    assert desk.now() == desk.shows > first
    assert desk.clock.doubt is None


def test_put_back_by_more_than_two_minutes_is_a_doubt_and_time_goes_on() -> None:
    desk = Desk()
    desk.now()
    desk.pass_time(HOUR)
    desk.put(-5 * HOUR)
    assert desk.now() == START + HOUR
    doubt = desk.clock.doubt
    assert doubt is not None
    assert (doubt.kind, doubt.by, doubt.since) == (Shift.BACK, 5 * HOUR, START + HOUR)
    desk.pass_time(3 * HOUR)
    assert desk.now() == START + 4 * HOUR
    assert desk.clock.doubt == doubt


def test_exactly_two_minutes_back_is_tolerated() -> None:
    desk = Desk()
    desk.now()
    desk.put(-2 * MINUTE)
    assert desk.now() == START
    assert desk.clock.doubt is None
    desk.put(timedelta(seconds=-1))
    desk.now()
    assert desk.clock.doubt is not None


def test_put_back_while_the_program_was_closed_is_seen_by_what_the_store_has_seen() -> None:
    desk = Desk(high_water=START + DAY)
    assert desk.now() == START + DAY
    assert desk.clock.doubt is not None
    assert desk.clock.doubt.by == DAY
    desk.pass_time(HOUR)
    assert desk.now() == START + DAY + HOUR


def test_a_doubt_ends_when_the_clock_is_right_again() -> None:
    desk = Desk()
    desk.now()
    desk.put(-HOUR)
    desk.now()
    desk.put(HOUR)
    desk.pass_time(MINUTE)
    assert desk.now() == START + MINUTE
    assert desk.clock.doubt is None


def test_put_forward_by_more_than_a_day_crosses_nothing_early() -> None:
    desk = Desk()
    desk.now()
    desk.pass_time(HOUR)
    desk.put(3650 * DAY)
    assert desk.now() == START + HOUR
    doubt = desk.clock.doubt
    assert doubt is not None
    assert (doubt.kind, doubt.by) == (Shift.FORWARD, 3650 * DAY)
    desk.put(-3650 * DAY)
    desk.pass_time(HOUR)
    assert desk.now() == START + 2 * HOUR
    assert desk.clock.doubt is None


def test_half_a_correction_does_not_end_a_doubt() -> None:
    desk = Desk()
    desk.now()
    desk.put(30 * DAY)
    desk.now()
    desk.put(-30 * DAY + 23 * HOUR)
    assert desk.now() == START
    assert desk.clock.doubt is not None


def test_up_to_a_day_forward_is_followed() -> None:
    desk = Desk()
    desk.now()
    desk.put(DAY)
    assert desk.now() == START + DAY
    assert desk.clock.doubt is None


def test_a_program_closed_for_weeks_is_no_doubt() -> None:
    desk = Desk(high_water=START - 60 * DAY)
    assert desk.now() == START
    assert desk.clock.doubt is None


def test_an_officer_who_trusts_a_clock_put_forward_is_followed_at_once() -> None:
    desk = Desk()
    desk.now()
    desk.put(30 * DAY)
    desk.now()
    desk.clock.trust_system()
    assert desk.clock.doubt is None
    assert desk.now() == START + 30 * DAY
    desk.put(30 * DAY)
    desk.now()
    assert desk.clock.doubt is not None


def test_an_officer_who_trusts_a_clock_put_back_waits_until_it_catches_up() -> None:
    desk = Desk()
    desk.now()
    desk.put(-HOUR)
    desk.now()
    desk.clock.trust_system()
    for _ in range(3):
        assert desk.now() == START
        assert desk.clock.doubt is None
        desk.pass_time(20 * MINUTE)
    desk.pass_time(MINUTE)
    assert desk.now() == START + MINUTE
    desk.put(-HOUR)
    desk.now()
    assert desk.clock.doubt is not None


def test_what_another_program_has_seen_is_never_gone_behind() -> None:
    desk = Desk()
    desk.now()
    desk.high_water = START + MINUTE
    assert desk.now() == START + MINUTE
    assert desk.clock.doubt is None


def test_a_new_store_has_seen_nothing() -> None:
    assert Desk().now() == START


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["pass", "put", "start", "trust", "keep"]), st.timedeltas(min_value=-400 * DAY, max_value=400 * DAY)
    ),
    max_size=40,
)  # fmt: skip


@given(MOVES)
def test_whatever_is_done_to_the_clock_time_never_runs_back(moves: list[tuple[str, timedelta]]) -> None:
    desk = Desk()
    newest = desk.now()
    for kind, span in moves:
        if kind == "pass":
            desk.pass_time(abs(span))
        elif kind == "put":
            desk.put(span)
        elif kind == "start":
            desk.high_water = newest
            desk.start()
        elif kind == "trust":
            desk.clock.trust_system()
        else:
            desk.high_water = newest
        given_now = desk.now()
        assert given_now >= newest
        assert given_now.tzinfo is UTC
        newest = given_now


@given(
    st.timedeltas(min_value=-4000 * DAY, max_value=4000 * DAY), st.lists(st.timedeltas(min_value=timedelta(0), max_value=DAY), max_size=10)
)
def test_in_doubt_no_second_is_lost_and_none_is_won(put: timedelta, spans: list[timedelta]) -> None:
    desk = Desk()
    desk.now()
    desk.put(put)
    desk.now()
    if desk.clock.doubt is None:
        assert -2 * MINUTE <= put <= DAY
        return
    passed = timedelta(0)
    for span in spans:
        desk.pass_time(span)
        passed += span
        assert abs(desk.now() - (START + passed)) < timedelta(milliseconds=1)


def test_threads_that_ask_at_once_get_times_in_order() -> None:
    clock = GuardedClock(lambda: None)

    def ask(_: int) -> list[datetime]:
        return [clock.now() for _ in range(500)]

    with ThreadPoolExecutor(4) as pool:
        for given_times in pool.map(ask, range(4)):
            assert given_times == sorted(given_times)
    assert clock.doubt is None


def test_the_real_clock_is_aware_and_the_running_seconds_never_go_back() -> None:
    assert system_now().tzinfo is UTC
    seconds = [running_seconds() for _ in range(1000)]
    assert seconds == sorted(seconds)


def test_a_demonstrations_clock_stands_until_it_is_moved() -> None:
    clock = DemonstrationClock(START.astimezone(timezone(HOUR)))
    assert clock.now() == clock.now() == START
    assert clock.now().tzinfo is UTC
    assert clock.forward(9 * HOUR) == clock.now() == START + 9 * HOUR
    with pytest.raises(Invalid) as refused:
        clock.forward(-MINUTE)
    assert refused.value.code == "clock_back"
    assert clock.doubt is None


def test_a_demonstrations_clock_follows_what_it_is_given() -> None:
    shown = [START]
    clock = DemonstrationClock(source=lambda: shown[0])
    shown[0] += HOUR
    assert clock.now() == START + HOUR


@pytest.mark.parametrize(
    "make",
    [DemonstrationClock, lambda at: DemonstrationClock(source=lambda: at).now(), lambda at: ServerClock(lambda: at).now()],
)
def test_an_instant_without_an_offset_is_refused(make: Callable[[datetime], object]) -> None:
    with pytest.raises(Invalid) as refused:
        make(START.replace(tzinfo=None))
    assert refused.value.code == "without_offset"


@dataclass
class Server:
    """A server as a desktop sees it: its own time, how long an answer takes, how often it was asked."""

    at: datetime = START
    running_s: float = 0.0
    answer_takes_s: float = 0.0
    asked: int = 0
    is_gone: bool = False
    machine_off: timedelta = timedelta(0)
    clock: ServerClock = field(init=False)

    def __post_init__(self) -> None:
        self.clock = ServerClock(self.answer, running=lambda: self.running_s, system=lambda: self.at + self.machine_off)

    def pass_seconds(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)
        self.running_s += seconds

    def answer(self) -> datetime:
        if self.is_gone:
            raise Unavailable("The server cannot be reached.", code="server")
        self.asked += 1
        self.pass_seconds(self.answer_takes_s / 2)
        said = self.at
        self.pass_seconds(self.answer_takes_s / 2)
        return said


def test_the_servers_time_is_asked_now_and_then_and_carried_on_between() -> None:
    server = Server()
    for _ in range(60):
        assert server.clock.now() == server.at
        server.pass_seconds(1)
    assert server.asked == 2


def test_the_way_to_the_server_and_back_is_allowed_for() -> None:
    server = Server(answer_takes_s=0.8)
    assert server.clock.now() == server.at


def test_a_server_that_is_gone_is_told_when_it_has_to_be_asked() -> None:
    server = Server()
    server.clock.now()
    server.is_gone = True
    server.pass_seconds(10)
    assert server.clock.now() == server.at
    server.pass_seconds(30)
    with pytest.raises(Unavailable):
        server.clock.now()
    server.is_gone = False
    assert server.clock.now() == server.at


def test_after_a_failover_to_a_server_that_is_behind_time_stands_and_then_goes_on() -> None:
    server = Server()
    first = server.clock.now()
    server.at -= timedelta(seconds=20)
    server.clock.ask_again()
    assert server.clock.now() == first
    server.pass_seconds(25)
    assert server.clock.now() == server.at > first
    assert server.clock.doubt is None


@pytest.mark.parametrize(("off", "kind"), [(timedelta(hours=-3), Shift.BEHIND_SERVER), (timedelta(minutes=5), Shift.AHEAD_OF_SERVER)])
def test_a_machine_whose_clock_is_wrong_goes_by_the_servers_time_and_says_so(off: timedelta, kind: Shift) -> None:
    server = Server(machine_off=off)
    assert server.clock.now() == server.at
    assert server.clock.doubt is not None
    assert (server.clock.doubt.kind, server.clock.doubt.by) == (kind, abs(off))
    assert kind.value in server.clock.doubt.said
    assert "Every time here is the server's" in server.clock.doubt.said
    server.machine_off = timedelta(seconds=90)
    server.pass_seconds(31)
    assert server.clock.now() == server.at
    assert server.clock.doubt is None
