"""The watcher: when to sweep, beat, prepare a handover and back up. It says "look again"; what is due is a row in the store.

BackgroundScheduler, not QtScheduler, which never stops its timer. Its jobs run deeds through one door, so that there is one writer.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler

from wantedtrack import briefs, outbox
from wantedtrack.clock import system_now
from wantedtrack.deeds import administration, escalation, handover
from wantedtrack.errors import NotAllowed, Refusal
from wantedtrack.opening import Opened
from wantedtrack.rules import shifts
from wantedtrack.rules.entry import Instant
from wantedtrack.settings import Home
from wantedtrack.store import backup, handovers, watching

EVERY_S = 30
_BACKUP_EVERY = timedelta(hours=1)
"""How often it is looked whether a day has passed since the last backup."""
_FIRST_BACKUP_AFTER = timedelta(minutes=1)
"""Not at once: a copy of a large store would make whoever opens the window wait for the first list."""
_BACKUP_AFTER = timedelta(hours=24)
_BACKUPS_KEPT = 14
_PREPARE_WITHIN = timedelta(hours=1)

Run = Callable[[Callable[[], None]], None]
"""Runs a job where the store may be written: at once, or on the window's one worker."""


def _at_once(job: Callable[[], None]) -> None:
    job()


class Watcher:
    """Sweeps and beats every 30 seconds while it runs. `say` is told, in one line, of each sweep that changed something."""

    def __init__(self, opened: Opened, home: Home, *, say: Callable[[str], None], run: Run = _at_once) -> None:
        """Be ready; nothing runs before `start`."""
        self._opened = opened
        self._home = home
        self._say = say
        self._run = run
        self._told_doubt: str | None = None
        # The library has no types: what is used of it stands in this file alone.
        self._scheduler: Any = BackgroundScheduler(
            timezone="UTC",
            executors={"default": ThreadPoolExecutor(1)},
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )

    def start(self) -> None:
        """Sweep now, and from then on. What the first sweep tells has its files too, so the folder of notices is looked at before it.

        A shift that ended while nothing watched has its handover prepared at once, not half a minute later.
        """
        for first in (self._beat, self._file_notices, self._sweep, self._file_notices, self._prepare):
            self._guarded(first)
        for job in (self._sweep, self._beat, self._prepare, self._file_notices, self._make_briefs):
            self._scheduler.add_job(self._guarded, "interval", seconds=EVERY_S, args=(job,), id=job.__name__)
        first_backup = system_now() + _FIRST_BACKUP_AFTER
        every = int(_BACKUP_EVERY.total_seconds())
        self._scheduler.add_job(self._guarded, "interval", seconds=every, start_date=first_backup, args=(self._back_up,), id="back_up")
        self._scheduler.start()

    def stop(self) -> None:
        """Stop after the job under way, and say that nobody need miss this desktop."""
        if self._scheduler.running:
            self._scheduler.shutdown(wait=True)
        self._guarded(self._say_goodbye)

    def _guarded(self, job: Callable[[], None]) -> None:
        """A refusal of the surroundings is said and tried again at the next turn: a watcher that died of one would be silently late."""
        try:
            self._run(job)
        except Refusal as error:
            self._say(error.message)

    def _beat(self) -> None:
        now, told = self._opened.clock.now(), self._told_doubt
        escalation.beat(store=self._opened.store, officer=self._opened.officer, now=now, doubt=told)

    def _say_goodbye(self) -> None:
        escalation.beat(store=self._opened.store, officer=self._opened.officer, now=self._opened.clock.now(), is_last=True)

    def _sweep(self) -> None:
        now = self._opened.clock.now()
        came = outbox.deliver(self._home, self._opened, now=now).added
        if came:
            self._say(f"{len(came)} {'entry' if len(came) == 1 else 'entries'} added that had waited on this desktop.")
        changes = escalation.sweep(store=self._opened.store, officer=self._opened.officer, now=now)
        self._tell_doubt(now)
        crossed = changes.detail["crossed"]
        if changes.sequence:
            self._say(f"{now:%Y-%m-%dT%H:%M:%SZ}: {len(crossed)} levels crossed, {changes.detail['notices']} notices.")

    def _tell_doubt(self, now: Instant) -> None:
        """What is doubtful about this machine's clock, once when it begins and once when it ends."""
        doubt = self._opened.clock.doubt
        told = f"clock {doubt.kind.value}" if doubt is not None else None
        if told == self._told_doubt:
            return
        off_by = doubt.by if doubt is not None else None
        escalation.beat(store=self._opened.store, officer=self._opened.officer, now=now, doubt=told, off_by=off_by)
        self._told_doubt = told
        self._say(doubt.said if doubt is not None else "This machine's clock is right again.")

    def _prepare(self) -> None:
        """Prepare the handover of a shift that has just ended and has none; to sign it is for officers."""
        now = self._opened.clock.now()
        patterns = self._opened.policy.shift_patterns
        for ended in shifts.ending_between(patterns, now - _PREPARE_WITHIN, now):
            with self._opened.store.reading() as connection:
                held = handovers.of_shift(connection, ended.shift_id)
            if held is not None or ended.starts_at < self._opened.info.began_at:
                continue
            try:
                handover.prepare_handover(store=self._opened.store, officer=self._opened.officer, now=now, shift=ended.shift_id)
            except NotAllowed as refused:
                self._say(refused.message)

    def _make_briefs(self) -> None:
        """Briefs whose time has come, into the folder that this desktop's settings name. A job of its own: a folder that is full stops no other."""
        for path in briefs.make_briefs(self._home, self._opened, now=self._opened.clock.now()):
            self._say(f"Wrote {path.name}.")

    def _file_notices(self) -> None:
        """A file for each new notice, into the folder that this desktop's settings name."""
        briefs.file_notices(self._home, self._opened)

    def _back_up(self) -> None:
        """A verified copy once a day; the fifteenth and older go. A shared store is backed up by its server."""
        store, now = self._opened.store, self._opened.clock.now()
        if store.is_shared:
            return
        with store.reading() as connection:
            last = watching.status(connection, now=now).last_backup
        if last is not None and now - last.at < _BACKUP_AFTER:
            return
        target = self._home.backups / f"wantedtrack-{now:%Y%m%dT%H%M%SZ}.db"
        backup.copy_out(store, target, self._home.keys_path)
        administration.record_backup(store=store, officer=self._opened.officer, now=now, file_name=target.name)
        for old in backup.names_kept(self._home.backups, most=_BACKUPS_KEPT):
            backup.keys_beside(old).unlink(missing_ok=True)
            old.unlink()
        self._say(f"Backed up as {target.name}.")
