"""Half-filled forms on a desktop whose store cannot be had: sealed as the outbox is, and laid into the store as soon as it opens from here.

Nothing can be read from here. Whoever can read the store's public key could seal something, so what is found is only offered to its officer, never done.
"""

import json
from collections.abc import Sequence
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from wantedtrack.deeds.drafting import keep_draft
from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.opening import PUBLIC_KEY, Opened
from wantedtrack.rules.entry import Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.settings import Home
from wantedtrack.store import sealed_box
from wantedtrack.store.accounts import account_name
from wantedtrack.store.drafts import KEPT_FOR, Draft
from wantedtrack.store.entry_state import find_reference, load_entry
from wantedtrack.store.officers import find_officer
from wantedtrack.store.whole_file import file_mode_in, write_whole

_SUFFIX = ".draft"


def leave(home: Home, draft: Draft, *, collar: str | None) -> None:
    """Seal a draft here, in the place of an earlier one of the same form. `collar` is None where no store was open to say who types.

    A draft without words says that nothing is left of it. Raises Unavailable where no key lies here, or the disk takes nothing.
    """
    public = home.outbox / PUBLIC_KEY
    if not public.exists():
        message = "The store cannot be had, and has never been opened from this desktop. What you typed is kept in this window only."
        raise Unavailable(message, code="no_key")
    whose = collar or account_name()
    named = sha256(json.dumps([whose, draft.deed, draft.about]).encode()).hexdigest()
    letter = {
        "collar": collar, "account": account_name(), "deed": draft.deed, "about": draft.about, "at": draft.at.isoformat(),
        "words": dict(draft.words), "version": draft.version, "deed_id": draft.deed_id,
    }  # fmt: skip
    sealed = sealed_box.seal(public.read_bytes(), json.dumps(letter, ensure_ascii=False).encode())
    write_whole(home.outbox / f"{named[:40]}{_SUFFIX}", sealed, mode=file_mode_in(home.root))


def bring_in(home: Home, opened: Opened, *, now: Instant) -> int:
    """Lay what waits here into the store, each with its officer; gives how many. Those of another account, or to another store, go on waiting.

    What is too old, or about an entry that is disposed of, goes. Raises Unavailable.
    """
    taken = 0
    for path in waiting(home):
        with opened.store.reading() as connection:
            content = sealed_box.open_letter(connection, path.read_bytes())
        letter: dict[str, Any] | None = json.loads(content) if content is not None else None
        officer = _whose(opened, letter) if letter is not None else None
        if letter is None or officer is None:
            continue
        if _is_wanted(opened, letter, now):
            keep_draft(
                store=opened.store, officer=officer, now=now, deed=letter["deed"], about=letter["about"], words=letter["words"],
                version=letter["version"], form=letter["deed_id"], begun_at=min(datetime.fromisoformat(letter["at"]), now),
            )  # fmt: skip
            taken += 1
        path.unlink(missing_ok=True)
    return taken


def waiting(home: Home) -> Sequence[Path]:
    """The drafts that lie here."""
    return sorted(home.outbox.glob(f"*{_SUFFIX}")) if home.outbox.is_dir() else []


def _whose(opened: Opened, letter: dict[str, Any]) -> Acting | None:
    """The officer named; without a name whoever opens the store under the account that typed. None where it is for somebody else."""
    if letter["collar"] is None:
        return opened.officer if letter["account"] == account_name() and opened.officer.is_confirmed else None
    try:
        with opened.store.reading() as connection:
            return find_officer(connection, letter["collar"], field="officer").acting(opened.officer.desktop)
    except Invalid:
        return None


def _is_wanted(opened: Opened, letter: dict[str, Any], now: Instant) -> bool:
    if now - datetime.fromisoformat(letter["at"]) > KEPT_FOR:
        return False
    reference = str(letter["about"]).partition(" ")[0]
    if not reference or "=" in reference:
        return True
    try:
        with opened.store.reading() as connection:
            return load_entry(connection, find_reference(connection, reference)).stage is not Stage.DISPOSED
    except Invalid:
        return False
