"""The opened store as the worker holds it: reads, deeds and the sweep, on behalf of the officer who acts."""

from collections.abc import Collection, Generator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ui.desk.jobs import Touched
from ui.desk.reads import Reads
from ui.desk.signing_in import SignIn
from ui.desk.welcome import Colleague, Welcome
from wantedtrack.clock import system_now
from wantedtrack.deeds.being_present import be_present
from wantedtrack.deeds.being_told import look_at_inbox
from wantedtrack.deeds.catalogue import BY_NAME, perform
from wantedtrack.deeds.consulting import record_consultation
from wantedtrack.deeds.drafting import keep_draft
from wantedtrack.deeds.escalation import sweep
from wantedtrack.deeds.exporting import record_export
from wantedtrack.deeds.importing import Heard, import_extract
from wantedtrack.errors import Unavailable
from wantedtrack.opening import Opened, after_deed
from wantedtrack.rules.consultation import Looked
from wantedtrack.rules.disclosure import Purpose
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.extract_rows import Extract
from wantedtrack.settings import Home
from wantedtrack.store import changefeed, handovers
from wantedtrack.store.changes import Changes
from wantedtrack.store.drafts import Draft
from wantedtrack.store.officers import all_officers

if TYPE_CHECKING:
    from wantedtrack.leaving import Left


class Office:
    """One opened store and the officer who acts in it. Lives on the worker; nothing of it may be called from the main thread."""

    def __init__(self, opened: Opened, sign_in: SignIn, home: Path) -> None:
        """Begin as the officer whose account opened the store. `home` holds what this desktop was told."""
        self.opened = opened
        self.home = home
        self.officer = opened.officer
        self._sign_in = sign_in

    def clock_now(self) -> Instant:
        """The store's clock."""
        return self.opened.clock.now()

    @contextmanager
    def reads(self, now: Instant) -> Generator[Reads]:
        """Everything that may be read, in one moment of the store."""
        with self.opened.store.reading() as connection:
            yield Reads(connection, self.officer, now, self.opened.policy, self.opened.info)

    def welcome(self) -> Welcome:
        """The facts for the window."""
        with self.opened.store.reading() as connection:
            officers = all_officers(connection)
        own = next((officer for officer in officers if officer.id == self.officer.officer), None)
        return Welcome(
            officer=self.officer,
            home=self.home,
            is_demonstration=self.opened.info.is_demonstration,
            force_code=self.opened.info.force_code,
            station=own.station if own else None,
            band_labels=dict(self.opened.policy.band_labels),
            shift_patterns=self.opened.policy.shift_patterns,
            cards=dict(BY_NAME),
            colleagues=tuple(Colleague(one.collar, one.name, one.rank.value if one.rank else None) for one in officers),
            asks_passphrase=self._sign_in.asks_passphrase(self.officer.collar),
            read_only_because=self.opened.store.read_only_because,
        )

    def do(self, deed: str, reference: str | None, words: Mapping[str, Any], *, deed_id: str | None, now: Instant) -> Changes:
        """Do a deed as the officer who acts. Raises the three errors of `wantedtrack.errors`."""
        done = perform(store=self.opened.store, officer=self.officer, now=now, deed_id=deed_id, name=deed, reference=reference, raw=words)
        after_deed(self.home, self.opened, done)
        return done

    def note(self, looks: Sequence[Looked]) -> None:
        """Note who looked at what, in the consultation log."""
        if self.opened.store.read_only_because is None:
            record_consultation(store=self.opened.store, officer=self.officer, now=system_now(), looks=looks)

    def keep_draft(self, draft: Draft, now: Instant) -> None:
        """Keep what this officer has typed so far, or that nothing is left of it."""
        keep_draft(
            store=self.opened.store, officer=self.officer, now=now, deed=draft.deed, about=draft.about, words=draft.words,
            version=draft.version, form=draft.deed_id,
        )  # fmt: skip

    def be_present(self, entry: EntryId | None) -> None:
        """Say which entry this officer has open here."""
        if self.opened.store.read_only_because is None:
            be_present(store=self.opened.store, officer=self.officer, now=self.clock_now(), entry=entry)

    def look_at_inbox(self) -> None:
        """Note that this officer has seen what waits, so that nobody need be rung about it."""
        if self.officer.rank is not None and self.opened.store.read_only_because is None:
            look_at_inbox(store=self.opened.store, officer=self.officer, now=self.clock_now())

    def sweep(self, now: Instant) -> None:
        """The sweep that follows each edit; a store that cannot be written just now is swept by the next one."""
        try:
            sweep(store=self.opened.store, officer=self.officer, now=now)
        except Unavailable:
            # The deed before it is saved; reporting it as failed because the sweep could not follow would be untrue.
            return

    def newest(self) -> int:
        """The newest journal line."""
        with self.opened.store.reading() as connection:
            return changefeed.newest(connection)

    def since(self, sequence: int, *, is_own: bool, own: Collection[int] = ()) -> tuple[Touched, int]:
        """What was written since, by whichever desktop; `own` are the lines that were written from this window."""
        with self.opened.store.reading() as connection:
            feed = changefeed.since(connection, sequence, own=own)
        return Touched(frozenset(feed.entries), feed.deeds, is_own, frozenset(feed.by_others)), feed.to_sequence

    def lines_since(self, sequence: int) -> frozenset[int]:
        """The journal lines that this desktop wrote since."""
        with self.opened.store.reading() as connection:
            return changefeed.lines_of(connection, self.officer.desktop, sequence)

    def act_as(self, collar: str, passphrase: str | None) -> None:
        """Let another officer act here. Raises Invalid("no_such_officer", "wrong_passphrase"), NotAllowed("passphrase")."""
        self.officer = self._sign_in.as_officer(collar, passphrase)

    def unlock(self, passphrase: str | None) -> None:
        """Let the officer who locked come back. Raises Invalid("wrong_passphrase"), NotAllowed("passphrase_wait")."""
        self._sign_in.unlock(self.officer.collar, passphrase, self.clock_now())

    def export_handover(self, number: int, path: Path | None, heard: Heard | None = None, *, suffix: str = ".xlsx") -> "Left":
        """Write a handover as workbook or PDF, marked as a draft until both have signed, and record that it left under a number of its own.

        `heard` is told the sheets written. Raises Unavailable where the file cannot be written.
        """
        from wantedtrack.leaving import Whom, export_handover  # noqa: PLC0415 (loads openpyxl, which only a workbook needs)

        with self.opened.store.reading() as connection:
            held = handovers.numbered(connection, number)
        whom, home = Whom(Purpose.HANDOVER.value, self.officer.collar), Home(self.home)
        return export_handover(self.opened, home, held, path, whom, officer=self.officer, now=self.clock_now(), suffix=suffix, heard=heard)

    def record_left(self, *, what: str, purpose: str, recipient: str, rows: int, sha256: str) -> None:
        """Record a paper or a file that left: what, why, for whom, how many people it lists, and its hash."""
        record_export(
            store=self.opened.store,
            officer=self.officer,
            now=self.clock_now(),
            what=what,
            purpose=purpose,
            recipient=recipient,
            rows=rows,
            sha256=sha256,
        )

    def import_extract(self, extract: Extract, *, dry_run: bool, heard: Heard | None = None) -> Changes:
        """Take in a file that has been read, or only say what each row would become. `heard` is told the rows looked at."""
        return import_extract(
            store=self.opened.store, officer=self.officer, now=self.clock_now(), extract=extract, dry_run=dry_run, heard=heard
        )

    def close(self) -> None:
        """Let go of the store."""
        self.opened.store.close()
