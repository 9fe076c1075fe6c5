"""Keeps what is typed into forms while it is typed, and offers it again when the form is next opened: through a crash, a lost store, a closed window.

Written a moment after the last key, in the store or, where that cannot be had, sealed on this desktop; where neither takes it, for as long as
the window lives. Nothing of it is a record, so nothing of it is shown to anybody but the officer who typed it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from ui.desk.door import Desk
from ui.forms.form import DeedForm
from ui.wording import tr
from wantedtrack.errors import Refusal
from wantedtrack.rules.entry import Instant

if TYPE_CHECKING:
    from ui.desk.answers import Draft

_AFTER_KEY_MS = 250
_AT_MOST_MS = 1000

Key = tuple[str, str]


@dataclass(slots=True)
class _Kept:
    """What this window remembers of a form that the store has not got."""

    words: Mapping[str, Any]
    at: Instant
    version: int | None
    deed_id: str


@dataclass(slots=True)
class _Watched:
    form: DeedForm
    key: Key
    soon: QTimer
    latest: QTimer
    is_dirty: bool = False
    last: Mapping[str, Any] = field(default_factory=dict[str, Any])


class DraftKeeper(QObject):
    """One for the window. It asks the door alone. `flushing` says that whatever else keeps what is typed has to write it now."""

    flushing = Signal()

    def __init__(self, desk: Desk, parent: QObject) -> None:
        """Nothing is watched yet."""
        super().__init__(parent)
        self._desk = desk
        self._watched: dict[Key, _Watched] = {}
        self._remembered: dict[Key, _Kept] = {}

    def watch(self, form: DeedForm, key: Key) -> None:
        """From now on keep what is typed into this form, and offer what was typed before. Its fields stand as the program filled them in."""
        form.take_as_blank()
        soon, latest = (QTimer(form, singleShot=True, interval=wait) for wait in (_AFTER_KEY_MS, _AT_MOST_MS))
        self._watched[key] = watched = _Watched(form, key, soon, latest)
        for timer in (soon, latest):
            timer.timeout.connect(partial(self._write, watched))
        form.changed.connect(partial(self._touched, watched))
        form.thrown_away.connect(partial(self._forget, watched))
        self._desk.read(
            lambda reads: reads.draft(*key), partial(self._offer, watched), on_refused=lambda _: self._offer(watched, None), owner=form
        )

    def form_of(self, key: Key) -> DeedForm | None:
        """The form of this key that is open, if one is."""
        watched = self._watched.get(key)
        return watched.form if watched is not None and shiboken6.isValid(watched.form) else None

    def forms(self) -> list[DeedForm]:
        """Every form that is open."""
        return [watched.form for watched in self._watched.values() if shiboken6.isValid(watched.form)]

    def flush(self) -> None:
        """Write at once what has not been written yet: the window is closed, locked, or another officer takes over."""
        self.flushing.emit()
        for watched in list(self._watched.values()):
            if watched.is_dirty and shiboken6.isValid(watched.form):
                self._write(watched)

    def left(self, form: DeedForm) -> None:
        """The form is left unsaved; what was typed is kept."""
        for watched in self._of(form):
            if watched.is_dirty:
                self._write(watched)
            del self._watched[watched.key]

    def saved(self, form: DeedForm) -> None:
        """The form has become a deed: nothing is left to be kept."""
        for watched in self._of(form):
            self._forget(watched)
            del self._watched[watched.key]

    # ---- one form ------------------------------------------------------------------------------------------------------------------

    def _of(self, form: DeedForm) -> list[_Watched]:
        return [watched for watched in self._watched.values() if watched.form is form]

    def _offer(self, watched: _Watched, held: "Draft | None") -> None:
        kept = self._remembered.get(watched.key)
        if kept is not None and (held is None or held.at <= kept.at):
            watched.form.offer(kept.words, kept.at, version=kept.version, deed_id=kept.deed_id)
        elif held is not None and held.words:
            watched.form.offer(held.words, held.at, version=held.version, deed_id=held.deed_id)

    def _touched(self, watched: _Watched) -> None:
        watched.is_dirty = True
        watched.soon.start()
        if not watched.latest.isActive():
            watched.latest.start()

    def _write(self, watched: _Watched) -> None:
        typed = watched.form.typed()
        watched.is_dirty = False
        watched.soon.stop()
        watched.latest.stop()
        if typed != watched.last:
            self._keep(watched, typed)

    def _forget(self, watched: _Watched) -> None:
        watched.is_dirty = False
        watched.soon.stop()
        watched.latest.stop()
        self._keep(watched, {})

    def _keep(self, watched: _Watched, words: Mapping[str, Any]) -> None:
        form, key = watched.form, watched.key
        watched.last = words
        version = form.extra.get("version")
        if words:
            self._remembered[key] = _Kept(words, self._desk.now_in_any_case(), version, form.deed_id)
        else:
            self._remembered.pop(key, None)
        self._desk.keep_draft(
            *key, words, version=version, form=form.deed_id,
            on_done=partial(self._kept, watched), on_refused=partial(self._not_kept, watched), owner=self,
        )  # fmt: skip

    def _kept(self, watched: _Watched, in_store: bool) -> None:  # noqa: FBT001 (the answer of the door)
        if in_store:
            self._remembered.pop(watched.key, None)
        if shiboken6.isValid(watched.form):
            watched.form.say_kept(
                tr("Ctrl+Enter saves, Esc leaves; what you typed is kept")
                if in_store
                else tr("The store cannot be had; what you typed is kept on this desktop, sealed")
            )

    def _not_kept(self, watched: _Watched, refused: Refusal) -> None:
        del refused
        if shiboken6.isValid(watched.form):
            watched.form.say_kept(tr("What you typed is kept in this window only: neither the store nor this desktop can take it"))


def subject_of(form: DeedForm) -> Key:
    """The deed and what the form is about: the entry's reference, then what the page filled in and nobody types."""
    hidden = [f"{name}={value}" for name, value in sorted(form.extra.items()) if name != "version"]
    return form.card.name, " ".join([*([form.reference] if form.reference else []), *hidden])
