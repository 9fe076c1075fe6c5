"""The demonstration: invented people from the shipped examples, some days of work by invented officers, a signed handover, pictures.

A demonstration store says so in its own facts, in every reference and on every page and sheet; it can be neither mistaken for nor merged
into a real one.
"""

import random
import shutil
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from wantedtrack.clock import running_seconds
from wantedtrack.deeds import circulation, closing, escalation, handover, importing, intake, people, progress, suspending, whereabouts
from wantedtrack.errors import Unavailable
from wantedtrack.exchange.extracts.reading import read_extract
from wantedtrack.exchange.handover_workbook import WrittenFile, write_handover
from wantedtrack.exchange.standing_data import forces
from wantedtrack.opening import Opened, make_home, open_home
from wantedtrack.resources import resource_path
from wantedtrack.rules.categories import CATEGORIES
from wantedtrack.rules.entry import (
    AttemptKind,
    AttemptResult,
    Band,
    Category,
    Circulation,
    CirculationLevel,
    EntryId,
    EntryRow,
    Instant,
    Outcome,
    Stage,
    SuspensionReason,
)
from wantedtrack.rules.extract_rows import Source
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.search_words import Query
from wantedtrack.settings import Home
from wantedtrack.store import handovers, journal, queue
from wantedtrack.store.handover_said import said_in
from wantedtrack.store.officers import find_officer
from wantedtrack.window_program import window_command

EXAMPLES: Sequence[tuple[str, Source]] = (
    ("warrants_report_example.csv", Source.WARRANTS),
    ("bail_returns_example.csv", Source.BAIL),
    ("pnc_wanted_example.csv", Source.PNC),
    ("forensic_hits_example.xlsx", Source.FORENSIC),
    ("recalls_example.csv", Source.RECALL),
)
BEGINS = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
"""When the shipped examples were written: the demonstration's first morning."""

_DAYS, _SEED = 4, 52
_STEP = timedelta(minutes=30)
_SWEEPS_A_STEP = 3
UNWATCHED = (timedelta(hours=41), timedelta(hours=44))
"""Hours since the beginning in which no desktop runs, on the second night: the program has to tell them."""
_ACCEPTED = 60
_PICTURES_TAKE_S = 150

Say = Callable[[str], None]


def run(out: Path, *, entries: int, days: int, seed: int, pictures: bool, say: Say) -> dict[str, Any]:
    """Make everything anew in `out`: a store in `home`, the handover workbook, the window's pictures. Gives the summary as plain data."""
    home = out / "home"
    shutil.rmtree(home, ignore_errors=True)
    out.mkdir(parents=True, exist_ok=True)
    summary = fill(home, entries=entries, days=days, seed=seed, say=say)
    ends = BEGINS + timedelta(days=days)
    opened = open_home(home, at=ends)
    try:
        written = hand_over(opened, out / "handover.xlsx", now=ends)
        say(f"Handover: {written.path.name}, {written.rows} rows, signed by DEMO-PS, accepted by DEMO-PS2.")
        summary |= _told_of_handover(opened, say)
    finally:
        opened.store.close()
    summary["pictures"] = _pictures(home, out / "pictures", say=say) if pictures else []
    say(f"Everything is in {out}.")
    return summary


def fill(home: Path, *, entries: int, days: int, seed: int, say: Say) -> dict[str, Any]:
    """Make a demonstration store and live `days` in it: extracts in, drafts accepted and worked on, sweeps every half hour."""
    make_home(home, demonstration=True, at=BEGINS)
    opened = open_home(home, at=BEGINS)
    try:
        imported = import_examples(opened, now=BEGINS, say=say)
        life = _Life(opened, random.Random(seed), say)  # noqa: S311 (a demonstration that can be repeated, nothing secret)
        life.invent(entries)
        crossed = life.live(days)
        return {"imports": imported, "crossed": crossed}
    finally:
        opened.store.close()


def make_demonstration(home: Path) -> Path:
    """The home of a demonstration to look around in, lived in for some days; made where there is none."""
    if not Home(home).holds_a_store:
        fill(home, entries=0, days=_DAYS, seed=_SEED, say=_quietly)
    return home


def continuing_clock(home: Path) -> Callable[[], Instant]:
    """A clock for a demonstration that goes on where its journal stands, second by second: opened months later, nobody is months overdue."""
    opened = open_home(home)
    try:
        with opened.store.reading() as connection:
            newest = journal.head(connection).at or BEGINS
    finally:
        opened.store.close()
    began = running_seconds()
    return lambda: newest + timedelta(seconds=running_seconds() - began)


def _quietly(_: str) -> None:
    """Say nothing."""


def import_examples(opened: Opened, *, now: Instant, say: Say) -> list[dict[str, Any]]:
    """Take in the five shipped extracts and say what each row became where it was not simply taken."""
    answers: list[dict[str, Any]] = []
    for name, source in EXAMPLES:
        extract = read_extract(resource_path("extracts", name), source, forces=forces(), now=now)
        detail = dict(importing.import_extract(store=opened.store, officer=opened.officer, now=now, extract=extract).detail)
        del detail["fates"]
        answers.append(detail)
        say(
            f"{name}: {detail['read']} rows read, {detail['new']} new, {detail['matched']} matched, {detail['refused']} refused, {detail['needs_decision']} waiting for a decision"
        )
        for problem in detail["problems"]:
            say(f"    row {problem['row']}: {problem['code']}: {problem['message']}")
    return answers


def hand_over(opened: Opened, path: Path, *, now: Instant) -> WrittenFile:
    """Prepare, sign and accept a handover, and write its workbook."""
    outgoing, incoming = _officer(opened, "DEMO-PS"), _officer(opened, "DEMO-PS2")
    handover.prepare_handover(store=opened.store, officer=outgoing, now=now)
    handover.sign_handover(store=opened.store, officer=outgoing, now=now)
    handover.accept_handover(store=opened.store, officer=incoming, now=now, understood_all=True)
    with opened.store.reading() as connection:
        held = handovers.newest(connection, sealed=True)
        if held is None:
            raise Unavailable("The handover that was just sealed cannot be read back. See doctor.", code="store")
        content, said = handovers.content_of(connection, held.id), said_in(connection, held.id)
    return write_handover(content, held.signatures, path, said=said)


def _officer(opened: Opened, collar: str) -> Acting:
    with opened.store.reading() as connection:
        return find_officer(connection, collar, field="as").acting(opened.officer.desktop)


def _told_of_handover(opened: Opened, say: Say) -> dict[str, Any]:
    with opened.store.reading() as connection:
        held = handovers.newest(connection, sealed=True)
        verdict = journal.verify(connection, expected=handovers.sealed_heads(connection))
    counts = dict(held.counts) if held else {}
    for name, count in counts.items():
        say(f"    {name}: {count}")
    say(f"Journal: {verdict.lines} lines, {verdict.state}, head {verdict.head}")
    return {"handover": counts, "journal": {"lines": verdict.lines, "state": verdict.state, "head": verdict.head}}


def _pictures(home: Path, folder: Path, *, say: Say) -> list[str]:
    """Let the window draw itself in a process of its own: the program without a window never loads it."""
    folder.mkdir(parents=True, exist_ok=True)
    command = [*window_command(), "--pictures", str(folder), "--demo", str(home)]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_PICTURES_TAKE_S, check=False)  # noqa: S603 (our own program)
    except (OSError, subprocess.TimeoutExpired):
        say("The window's pictures could not be drawn here; everything else is done. See doctor.")
        return []
    if done.returncode != 0:
        say(f"The window's pictures could not be drawn here; everything else is done. It said: {done.stderr.strip()[-300:]}")
        return []
    names = sorted(picture.name for picture in folder.glob("*.png"))
    say(f"Pictures of the window: {', '.join(names)}")
    return names


class _Life:
    """Some days of invented work, the same for the same seed."""

    def __init__(self, opened: Opened, chance: random.Random, say: Say) -> None:
        self.opened = opened
        self.chance = chance
        self.say = say
        self.now = BEGINS
        self.sergeant, self.second = _officer(opened, "DEMO-PS"), _officer(opened, "DEMO-PS2")
        self.constable = _officer(opened, "DEMO-PC")

    def invent(self, entries: int) -> None:
        """Further entries for a fuller queue: recalls of invented people, taken in as an extract would be."""
        surnames, forenames = (
            ("ASHDOWN", "BEECHAM", "CARDEW", "DUNMORE", "ELLACOMBE", "FARTHING"),
            ("Test Alba", "Test Bruno", "Test Cora", "Test Dirk"),
        )
        for number in range(entries):
            since = self.now - timedelta(hours=self.chance.randrange(1, 900))
            intake.add_entry(
                store=self.opened.store, officer=self.sergeant, now=self.now, category=self.chance.choice(tuple(Category)),
                surname=f"{self.chance.choice(surnames)}-{number}", forenames=self.chance.choice(forenames), became_outstanding_at=since,
                offence="An invented offence",
            )  # fmt: skip

    def live(self, days: int) -> dict[str, int]:
        """Half an hour at a time: work is done in the mornings, a sweep follows each step. Gives levels crossed by rank."""
        by_rank: Counter[str] = Counter()
        ends = BEGINS + timedelta(days=days)
        self._accept_drafts()
        self._whereabouts()
        while self.now < ends:
            for _ in range(_SWEEPS_A_STEP):
                self.now += _STEP / _SWEEPS_A_STEP
                if not UNWATCHED[0] <= self.now - BEGINS < UNWATCHED[1]:
                    crossed = escalation.sweep(store=self.opened.store, officer=self.sergeant, now=self.now).detail["crossed"]
                    by_rank.update(level["rank"] for level in crossed)
            self._work()
        told = ", ".join(f"{rank.replace('_', ' ')} {count}" for rank, count in sorted(by_rank.items()))
        self.say(f"{days} days lived: {sum(by_rank.values())} levels crossed; told were {told or 'nobody'}")
        return dict(by_rank)

    def _rows(self) -> list[EntryRow]:
        with self.opened.store.reading() as connection:
            ids = queue.ordered_ids(connection, Query(), reader=self.sergeant, now=self.now)
            return queue.rows(connection, ids, reader=self.sergeant)

    def _accept_drafts(self) -> None:
        """Accept the first sixty that are outstanding, in the three bands, and give two of three an owner."""
        drafts = [row for row in self._rows() if row.stage is Stage.DRAFT and row.became_outstanding_at <= self.now]
        self.chance.shuffle(drafts)
        for number, row in enumerate(drafts[:_ACCEPTED]):
            band = (Band.MEDIUM, Band.HIGH, Band.STANDARD)[number % 3]
            answers = {question.key: "yes" for question in CATEGORIES[row.category].checklist}
            store, officer, now = self.opened.store, self.sergeant, self.now
            progress.accept(
                store=store, officer=officer, now=now, entry=row.entry, band=band, rationale="Set for the demonstration", checklist=answers
            )
            if number % 3:
                progress.allocate(
                    store=store,
                    officer=officer,
                    now=now,
                    entry=row.entry,
                    owner=("DEMO-PC", "DEMO-PS", "DEMO-PS2")[number % 3],
                    plan="Try the home address early",
                )
            if number % 5 == 0:
                people.add_warning(
                    store=store, officer=officer, now=now, entry=row.entry, words="Has carried a weapon", code="WE", source="invented"
                )

    def _whereabouts(self) -> None:
        """One of each: located, an appointment, a suspension, and bail dates still to come."""
        rows = [row for row in self._rows() if row.stage in (Stage.UNALLOCATED, Stage.ALLOCATED)]
        inspector = _officer(self.opened, "DEMO-INSP")
        store, officer, now = self.opened.store, self.sergeant, self.now
        soon = now + timedelta(hours=30)
        whereabouts.locate(
            store=store, officer=officer, now=now, entry=rows[0].entry, where="HMP Inventedgate", told_by="prison", collect_by=soon
        )
        whereabouts.appoint(
            store=store,
            officer=officer,
            now=now,
            entry=rows[1].entry,
            place="Keynsham",
            at=soon + timedelta(days=3),
            reason="Comes with a solicitor",
        )
        until = now + timedelta(days=14)
        suspending.suspend(store=store, officer=inspector, now=now, entry=rows[2].entry, reason=SuspensionReason.IN_HOSPITAL, until=until)
        for number, hours in enumerate((98, 110, 200)):
            intake.add_entry(
                store=store, officer=officer, now=now, category=Category.BAIL_FAILURE, surname=("ABELARD", "BIRTWISTLE", "CREWE")[number], forenames=("Test Abel", "Test Berta", "Test Cleo")[number],
                born=date(1961 + 13 * number, 5, 17 - number), became_outstanding_at=now + timedelta(hours=hours), offence="Theft", station="Keynsham Police Centre",
            )  # fmt: skip

    def _work(self) -> None:
        """What a shift gets done in half an hour: an attempt or two, a circulation, now and then an arrest."""
        rows = [row for row in self._rows() if row.stage in (Stage.UNALLOCATED, Stage.ALLOCATED, Stage.ACTIVE)]
        if not rows or not 7 <= self.now.hour <= 21:  # noqa: PLR2004 (nobody knocks at night without need)
            return
        row = self.chance.choice(rows)
        self._try(row.entry)
        other = self.chance.choice(rows)
        if other.circulation is Circulation.NOT_YET and self.chance.random() < 0.6:  # noqa: PLR2004 (how often it happens in a demonstration)
            reference = f"26/WM/{9000 + other.entry}"
            circulation.set_circulation(
                store=self.opened.store, officer=self.sergeant, now=self.now, entry=other.entry, state=Circulation.CIRCULATED, reference=reference,
                level=CirculationLevel.NATIONAL, weed_date=(self.now + timedelta(days=365)).date(),
            )  # fmt: skip
        if self.chance.random() < 0.08:  # noqa: PLR2004 (how often it happens in a demonstration)
            self._arrest(row.entry)

    def _try(self, entry: EntryId) -> None:
        result = self.chance.choice(
            (AttemptResult.NO_REPLY, AttemptResult.NOT_PRESENT, AttemptResult.MOVED_AWAY, AttemptResult.INFORMATION)
        )
        progress.log_attempt(
            store=self.opened.store, officer=self.constable, now=self.now, entry=entry, at=self.now - timedelta(minutes=10), kind=AttemptKind.VISIT,
            where="Home address", result=result, next_step="Try again in the evening", next_by=self.now + timedelta(hours=10),
        )  # fmt: skip

    def _arrest(self, entry: EntryId) -> None:
        closing.record_outcome(
            store=self.opened.store, officer=self.constable, now=self.now, entry=entry, outcome=Outcome.ARRESTED_BY_THIS_FORCE,
            at=self.now - timedelta(minutes=5), place="Keynsham", custody_reference=f"52AB/{entry}/26",
        )  # fmt: skip
