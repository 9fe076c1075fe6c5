"""The one door: one worker in order, questions of which only the newest counts, answers by queued signals, errors sorted by who must act.

Only this module starts a thread or calls a deed; only `ui/app.py` makes a Desk. Nothing here knows a page.
"""

import logging
import traceback
import uuid
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QCoreApplication, QElapsedTimer, QObject, QTimer, Signal

from ui.desk.at_work import Aside, AtWork, Leave, Run, Watching
from ui.desk.collecting import Collector
from ui.desk.jobs import Answer, Job, OnDone, OnRefused, Touched, always, never
from wantedtrack.clock import system_now
from wantedtrack.errors import Refusal, Unavailable
from wantedtrack.rules.consultation import Consulted, Looked
from wantedtrack.rules.entry import EntryId, Instant

if TYPE_CHECKING:
    from ui.desk.beginning import Beginner
    from ui.desk.opened import Office
    from ui.desk.reads import Reads
    from ui.desk.welcome import Welcome


LOG = logging.getLogger("wantedtrack.window")
_LOOK_EVERY_MS = 1000
_NOTED_AFTER_MS = 3000


class Desk(QObject):
    """The window's way to the store.

    `opened` carries the Welcome, `not_opened` the Refusal; `changed` a Touched after each commit, own or another desktop's; `settled`
    says that nothing asked for is under way; `broke` carries the sentence for a bug, which has been logged without personal data.
    """

    opened = Signal(object)
    not_opened = Signal(object)
    changed = Signal(object)
    settled = Signal()
    broke = Signal(str)
    lost = Signal(object)
    found_again = Signal()
    _answered = Signal(object)

    def __init__(
        self,
        opening: "Callable[[], Office]",
        *,
        now: Callable[[], Instant] | None = None,
        watching: "Callable[[Office, Run], Watching] | None" = None,
        leaving: "Leave | None" = None,
        beginning: "Beginner | None" = None,
        aside: "Aside | None" = None,
        parent: QObject | None = None,
    ) -> None:
        """`opening` opens the store on the worker; `now` replaces the clock on demonstration stores; `watching` makes the watcher; `leaving` keeps a deed that the store cannot take just now;
        `beginning` makes the first store of a desktop; `aside` keeps half-filled forms while the store cannot be had.
        """
        super().__init__(parent)
        self._work = AtWork(opening, watching, leaving, self._run_on_worker, aside)
        self._beginning = beginning
        self._given_now = now
        app = QCoreApplication.instance()
        if app is None:
            raise TypeError("the caller makes the application first")
        self.collector = Collector.of(app)
        self.collector.begin(id(self))
        self.destroyed.connect(partial(self.collector.end, id(self)))
        self._worker = ThreadPoolExecutor(1, thread_name_prefix="desk")
        self._beside = ThreadPoolExecutor(1, thread_name_prefix="desk-files")
        self._newest: dict[str, int] = {}
        self._serial = 0
        self._under_way = 0
        self._is_lost = False
        self._is_closed = False
        self._heard_now: Instant | None = None
        self._since_heard = QElapsedTimer()
        self._answered.connect(self._receive)
        self._looked: list[Looked] = []
        self._noting = QTimer(self, interval=_NOTED_AFTER_MS, singleShot=True)
        self._noting.timeout.connect(self._write_looks)
        self._look = QTimer(self, interval=_LOOK_EVERY_MS)
        self._look.timeout.connect(self._look_round)

    # ---- what the window may ask -------------------------------------------------------------------------------------------------

    def open(self) -> None:
        """Open the store on the worker; `opened` or `not_opened` follows."""
        self._ask(self._work.open, self._on_opened, self.not_opened.emit)

    def read(
        self,
        reading: "Callable[[Reads], Any]",
        on_done: OnDone,
        *,
        on_refused: OnRefused | None = None,
        owner: QObject | None = None,
        topic: str | None = None,
        is_quiet: bool = False,
    ) -> None:
        """Read on the worker, all in one moment of the store. Of one `topic` only the newest answer arrives."""
        self._ask(partial(self._work.read, reading), on_done, on_refused, owner=owner, topic=topic, is_quiet=is_quiet)

    def look(
        self, what: "Callable[[Office], Any]", on_done: OnDone, *, on_refused: OnRefused | None = None, owner: QObject | None = None
    ) -> None:
        """Look at the opened store itself (its health) on the worker; nothing is written."""
        self._ask(partial(self._work.look, what), on_done, on_refused, owner=owner)

    def do(
        self,
        deed: str,
        reference: str | None,
        words: Mapping[str, Any],
        *,
        on_done: OnDone | None = None,
        on_refused: OnRefused | None = None,
        owner: QObject | None = None,
        deed_id: str | None = None,
    ) -> str:
        """Do a deed with words as they were typed; `on_done` gets its Changes, then `changed` follows. Answers with the deed's id.

        Whoever asks twice under one `deed_id` does nothing twice.
        """
        deed_id = deed_id or uuid.uuid4().hex
        self._ask(
            partial(self._work.do, deed, reference, dict(words), deed_id),
            partial(self._done, on_done),
            on_refused,
            owner=owner,
            # Without a time of the store's it was kept on this desktop instead.
            shows_store=lambda answer: answer[3] is not None,
        )
        return deed_id

    def run(
        self, what: "Callable[[Office], Any]", on_done: OnDone, *, on_refused: OnRefused | None = None, owner: QObject | None = None
    ) -> None:
        """Run what needs more than one deed (an import, an export) on the worker, then tell what it changed."""
        self._ask(partial(self._work.run, what), partial(self._done, on_done), on_refused, owner=owner)

    def run_beside(
        self, what: Callable[[], Any], on_done: OnDone, *, on_refused: OnRefused | None = None, owner: QObject | None = None
    ) -> None:
        """Run what does not touch the store (reading a file) beside the worker, so that the queue stays quick meanwhile."""
        self._ask(what, on_done, on_refused, owner=owner, worker=self._beside, shows_store=never)

    def act_as(self, collar: str, passphrase: str | None, on_done: OnDone, on_refused: OnRefused, *, owner: QObject | None = None) -> None:
        """Let a second officer act at this desk; `on_done` gets the new Welcome."""
        self._ask(partial(self._work.act_as, collar, passphrase), on_done, on_refused, owner=owner)

    def unlock(self, passphrase: str, on_done: OnDone, on_refused: OnRefused, *, owner: QObject | None = None) -> None:
        """Let the officer who locked come back; `on_done` gets the Welcome."""
        self._ask(partial(self._work.unlock, passphrase), on_done, on_refused, owner=owner)

    def make(self, words: Mapping[str, Any], on_done: OnDone, on_refused: OnRefused, *, owner: QObject | None = None) -> None:
        """Make the first store of this desktop; `on_done` gets its recovery key, None where it has none."""
        beginning = self._beginning
        if beginning is not None:
            self.run_beside(lambda: beginning.make(words), on_done, on_refused=on_refused, owner=owner)

    def come_in(self, how: "Callable[[Beginner], None]", on_done: OnDone, on_refused: OnRefused, *, owner: QObject | None = None) -> None:
        """Let an officer in whose account does not open the store, by passphrase or recovery key; `open` follows from whoever asked."""
        beginning = self._beginning
        if beginning is not None:
            self.run_beside(lambda: how(beginning), on_done, on_refused=on_refused, owner=owner)

    def read_forces(self, on_done: OnDone, *, owner: QObject | None = None) -> None:
        """The forces that a first store may be of, code and name: there is no store yet to ask."""
        if self._beginning is not None:
            self.run_beside(self._beginning.forces, on_done, owner=owner)

    def now(self) -> Instant:
        """The store's clock without asking it: as last heard, and the time gone since. Before opening there is none: RuntimeError."""
        if self._given_now is not None:
            return self._given_now()
        if self._heard_now is None:
            raise RuntimeError("the store is not open yet")
        return self._heard_now + timedelta(milliseconds=self._since_heard.elapsed())

    def now_in_any_case(self) -> Instant:
        """The store's clock, or before there is one the system's: for reading what somebody types while no store is open."""
        return system_now() if self._given_now is None and self._heard_now is None else self.now()

    @property
    def is_settled(self) -> bool:
        """Whether nothing asked for is under way."""
        return self._under_way == 0

    @property
    def is_watching(self) -> bool:
        """Whether this window's own watcher runs."""
        return self._work.is_watching

    @property
    def is_open(self) -> bool:
        """Whether the store has been opened."""
        return self._work.is_open

    def note(self, look: Consulted, entry: EntryId | None = None) -> None:
        """Note, for the consultation log, that this officer looked: kept for a moment and written together, never in the way of anything."""
        looked = Looked(look, entry)
        if looked not in self._looked:
            self._looked.append(looked)
            self._noting.start()

    def keep_draft(
        self,
        deed: str,
        about: str,
        words: Mapping[str, Any],
        *,
        version: int | None,
        form: str,
        on_done: OnDone,
        on_refused: OnRefused,
        owner: QObject,
    ) -> None:
        """Keep what somebody has typed so far, quietly; without words, that nothing is left of it. `on_done` hears whether it is in the store."""
        from wantedtrack.store.drafts import Draft  # noqa: PLC0415 (loads the store's libraries, which must not happen before the first paint)

        draft = Draft(deed, about, self.now_in_any_case(), words, version, form)
        self._ask(
            partial(self._work.keep_draft, draft),
            on_done,
            on_refused,
            owner=owner,
            topic=f"draft {deed} {about}",
            is_quiet=True,
            shows_store=bool,
        )

    def be_present(self, entry: EntryId | None) -> None:
        """Say, quietly, which entry is open here; None for none."""
        if self._work.is_open and not self._is_lost:
            self._ask(partial(self._work.be_present, entry), None, None, topic="present", is_quiet=True)

    def look_now(self) -> None:
        """Consulted round for other desktops' deeds at once."""
        self._look_round()

    def close(self) -> None:
        """Finish what was asked for, let go of the store and end the worker."""
        if self._is_closed:
            return
        self._noting.stop()
        self._write_looks()
        self._is_closed = True
        self._look.stop()
        self._beside.shutdown(wait=True, cancel_futures=True)
        self._work.stop_watching()
        self._worker.submit(self._work.close)
        self._worker.shutdown(wait=True)
        self.collector.end(id(self))

    # ---- on the main thread ------------------------------------------------------------------------------------------------------

    def _ask(
        self,
        what: Callable[[], Any],
        on_done: OnDone | None,
        on_refused: OnRefused | None,
        *,
        owner: QObject | None = None,
        topic: str | None = None,
        is_quiet: bool = False,
        worker: ThreadPoolExecutor | None = None,
        shows_store: Callable[[Any], bool] = always,
    ) -> None:
        if self._is_closed:
            return
        self._serial += 1
        if topic is not None:
            self._newest[topic] = self._serial
        if not is_quiet:
            self._under_way += 1
        job = Job(what, on_done, on_refused, owner, topic, self._serial, is_quiet, shows_store)
        (worker or self._worker).submit(self._answer, job)

    def _receive(self, answer: Answer) -> None:
        job = answer.job
        try:
            if not self._is_closed and not self._is_overtaken(job) and not answer.was_overtaken and _is_there(job.owner):
                self._tell(answer)
        finally:
            is_quiet = job.is_quiet
            answer.let_go()
            if not is_quiet:
                self._under_way -= 1
                if self._under_way == 0:
                    self.settled.emit()

    def _tell(self, answer: Answer) -> None:
        job = answer.job
        if answer.bug is not None:
            sentence = f"Something went wrong inside the program ({answer.bug}). Nothing was half-written; what you typed is still here."
            self.broke.emit(sentence)
            if job.on_refused is not None:
                job.on_refused(Unavailable(sentence, code="bug"))
        elif answer.refused is not None:
            self._note_lost(answer.refused)
            if job.on_refused is not None:
                job.on_refused(answer.refused)
            elif not job.is_quiet:
                self.lost.emit(answer.refused)
        else:
            if job.shows_store(answer.result):
                self._note_found()
            if job.on_done is not None:
                job.on_done(answer.result)

    def _note_lost(self, refused: Refusal) -> None:
        if isinstance(refused, Unavailable) and not self._is_lost:
            self._is_lost = True
            self.lost.emit(refused)

    def _note_found(self) -> None:
        if self._is_lost:
            self._is_lost = False
            self.found_again.emit()

    def _on_opened(self, opened: "tuple[Welcome, Instant, int]") -> None:
        welcome, now, self._work.seen = opened
        if not welcome.is_demonstration:
            self._given_now = None
        self._hear(now)
        self._look.start()
        if self._looked:
            self._noting.start()
        self.opened.emit(welcome)
        if self._work.may_watch:
            self._ask(self._work.start_watching, None, None, worker=self._beside, is_quiet=True, shows_store=never)

    def _done(self, on_done: OnDone | None, answer: tuple[Any, Touched, int, Instant | None]) -> None:
        result, touched, self._work.seen, now = answer
        if now is not None:
            self._hear(now)
        if on_done is not None:
            on_done(result)
        self.changed.emit(touched)

    def _look_round(self) -> None:
        if self._work.is_open:
            self._ask(self._work.feed, self._on_feed, None, topic="feed", is_quiet=True)

    def _on_feed(self, answer: tuple[Touched | None, int, Instant]) -> None:
        touched, self._work.seen, now = answer
        self._hear(now)
        if touched is not None:
            self.changed.emit(touched)

    def _write_looks(self) -> None:
        if not self._work.is_open:
            # Rows that were read ahead are looked at before the store is open: written once it is.
            return
        looks, self._looked = self._looked, []
        if looks:
            self._ask(partial(self._work.note, looks), None, None, is_quiet=True)

    def _hear(self, now: Instant) -> None:
        self._heard_now = now
        self._since_heard.start()

    def _is_overtaken(self, job: Job) -> bool:
        return job.topic is not None and self._newest.get(job.topic) != job.serial

    # ---- on the worker -----------------------------------------------------------------------------------------------------------

    def _answer(self, job: Job) -> None:
        if self._is_overtaken(job):
            self._answered.emit(Answer(job, was_overtaken=True))
            return
        try:
            answer = Answer(job, result=job.what())
        except Refusal as refused:
            answer = Answer(job, refused=refused)
        except Exception as error:
            frames = "; ".join(f"{frame.name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__))
            LOG.error("%s in %s", type(error).__name__, frames)  # noqa: TRY400 (the traceback's message may hold a name)
            answer = Answer(job, bug=type(error).__name__)
        self._answered.emit(answer)

    def _run_on_worker(self, job: Callable[[], None]) -> None:
        self._worker.submit(job).result()


def _is_there(owner: QObject | None) -> bool:
    return owner is None or shiboken6.isValid(owner)
