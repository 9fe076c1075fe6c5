"""Killed at any moment: nothing that was called saved is lost, the store opens, the chain is intact."""

import random
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.program import Program

WRITER = """
import sys
from datetime import timedelta
from pathlib import Path
from wantedtrack.deeds.intake import add_entry
from wantedtrack.opening import open_home
from wantedtrack.rules.entry import Category

opened = open_home(Path(sys.argv[1]))
number = int(sys.argv[2])
while True:
    now = opened.clock.now()
    done = add_entry(
        store=opened.store, officer=opened.officer, now=now, category=Category.WANTED, surname=f"INVENTED-{number}",
        became_outstanding_at=now - timedelta(hours=1), offence="Theft",
    )
    print(done.reference, flush=True)
    number += 1
"""


def _killed_after(home: Path, lines: int, start: int) -> list[str]:
    """Let a writer call some deeds saved, kill it in the middle of the next, and give the references it said were saved."""
    words = [sys.executable, "-c", WRITER, str(home), str(start)]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True, env=Program.environment()) as writer:
        assert writer.stdout is not None
        said = [writer.stdout.readline().strip() for _ in range(lines)]
        writer.kill()
        said += writer.stdout.read().split()
    return [reference for reference in said if reference.startswith("DEMO-")]


def _nothing_is_lost(tmp_path: Path, kills: int) -> None:
    program = Program(tmp_path / "home", at=None)
    program.does("init", "--demonstration")
    chance = random.Random(52)
    saved: set[str] = set()
    for number in range(kills):
        saved |= set(_killed_after(program.home, chance.randrange(1, 6), number * 1000))
    held = {entry["reference"] for entry in program.does("queue")["entries"]}
    assert saved <= held
    assert program.does("verify")["state"] == "intact"


@pytest.mark.faults
def test_ten_kills_under_writes_lose_nothing(tmp_path: Path) -> None:
    _nothing_is_lost(tmp_path, 10)


@pytest.mark.faults
@pytest.mark.full
def test_five_hundred_kills_under_writes_lose_nothing(tmp_path: Path) -> None:
    _nothing_is_lost(tmp_path, 500)
