"""What a rehearsal says of the last 28 days is what an independent recount tells, level by level, shift by shift, under both policies."""

import random
from collections import Counter
from datetime import time, timedelta

from tests.deeds.force import POLICY_TEXT
from tests.deeds.recounted_entries import Lived
from tests.rules.following import half_hour, instant
from tests.rules.histories import History, lived_by_chance
from tests.rules.policy_figures import with_figures_times
from tests.rules.recount import DAY, Recount
from tests.rules.shifts_by_hand import wall
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store.database import Store
from wantedtrack.store.policy_rows import keep_policy
from wantedtrack.store.rehearsing import rehearse

DAYS = 45
SHIPPED = 2


def on_duty(at: int) -> str:
    """The shift that is told, read off the clock on the wall: where two overlap, the one that began last."""
    shown = wall(instant(at)).time()
    if shown >= time(22) or shown < time(7):
        return "Night"
    return "Late" if shown >= time(14) else "Early"


def told(history: History, halves: int) -> Counter[tuple[str, str]]:
    """How often each shift and rank would have been told of this entry in the last 28 days, with its band as it is today and a look in every half-hour.

    A reopened age climbs its ladder anew; what it passed before the reopening was told by the cycle that it takes over.
    """
    band = next((str(step.word) for step in history.steps if step.what == "accept"), None)
    recount = Recount(history.category, history.outstanding, band=band, halves=halves)
    steps = list(history.steps)
    for at in range(DAYS * DAY + 1):
        while steps and steps[0].at == at:
            step = steps.pop(0)
            recount.happens(step.at, step.what, step.word, is_looked_at=False)
        recount.look(at)
    since = (DAYS - 28) * DAY
    recent = [one for one in recount.told if since < one.due <= DAYS * DAY]
    reopened = [step.at for step in history.steps if step.what == "reopen"]
    began = dict(zip(range(recount.cycles["arrest"], 0, -1), reversed(reopened), strict=False))
    return Counter((on_duty(one.due), one.rank) for one in recent if one.clock != "arrest" or one.due > began.get(one.cycle, -1))


def as_it_is_today(history: History) -> History:
    """With one band and one time promised for the first attempt: a rehearsal reckons the past with both as they are today."""
    steps = [step for step in history.steps if step.what not in ("regrade", "add")]
    accepted = next((step.at for step in steps if step.what == "accept"), 0)
    attempts = [step.at for step in steps if step.what in ("attempt", "reopen") and step.at > accepted]
    allocated = [step for step in steps if step.what == "allocate"]
    kept = [step for step in allocated[:1] if not attempts or step.at < attempts[0]]
    return History(history.category, history.outstanding, tuple(step for step in steps if step not in allocated or step in kept))


def test_the_load_of_every_shift_and_rank_is_that_of_a_recount(store: Store) -> None:
    """Figures half as long on one store, half as long again on the other."""
    halves = 3 if store.is_shared else 1
    chance = random.Random(17 + halves)
    lives = [as_it_is_today(lived_by_chance(chance, begins=0, ends=DAYS * DAY, gaps=(4, 300))) for _ in range(12)]
    shipped = read_policy(POLICY_TEXT, file_name="default.toml")
    with store.writer.begin() as connection:
        keep_policy(connection, shipped, text=POLICY_TEXT, adopted_at=instant(0))
    entries = [Lived(store, one.category, begins=0, outstanding=one.outstanding, instant=instant, half_hour=half_hour) for one in lives]
    steps = [(step.at, number, step) for number, one in enumerate(lives) for step in one.steps]
    for _, number, step in sorted(steps, key=lambda found: found[:2]):
        if step.what == "wakes":
            entries[number].sweep(step.at)
        entries[number].step(step)
    entries[0].sweep(DAYS * DAY)
    proposed = read_policy(with_figures_times(POLICY_TEXT, halves), file_name="halves.toml")
    with store.reading() as connection:
        said = rehearse(connection, proposed, in_effect=shipped, now=instant(DAYS * DAY) + timedelta(seconds=1))
    expected = [sum((told(one, each) for one in lives), Counter[tuple[str, str]]()) for each in (SHIPPED, halves)]
    found = [
        Counter({(load.shift, load.rank.value): each for load in said.load if (each := (load.old, load.new)[place])}) for place in (0, 1)
    ]
    assert found == expected
    assert min(sum(counted.values()) for counted in found) > 20
