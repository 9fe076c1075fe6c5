"""New entries that cannot go into the store just now: sealed on this desktop, and added as soon as somebody opens the store from here.

The server is gone, or the account is no officer's: at no hour may the program stand between a sergeant and the record that somebody is wanted.
Nothing else can be left here, and nothing can be read from here.
"""

import json
import platform
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from wantedtrack.deeds.catalogue import card_named, perform, refuse_unknown_words
from wantedtrack.errors import NotAllowed, Refusal, Unavailable
from wantedtrack.opening import PUBLIC_KEY, Opened
from wantedtrack.rules.deed_words import as_kept, left_out, read_words
from wantedtrack.rules.entry import Instant, Reference
from wantedtrack.rules.officers import FOR_ANY_ACCOUNT, STORE_OUT_OF_REACH, whoever_this_is
from wantedtrack.rules.ranks import Rank
from wantedtrack.settings import Home
from wantedtrack.store import sealed_box
from wantedtrack.store.accounts import account_name
from wantedtrack.store.changes import Changes
from wantedtrack.store.whole_file import file_mode_in, write_whole

_WAITING, _REFUSED = ".sealed", ".refused"


@dataclass(frozen=True, slots=True)
class Delivered:
    """What became of the letters: the references of those added, and how many the rules refused and so still lie here."""

    added: Sequence[Reference]
    refused: int


def may_wait(deed: str, refused: Refusal) -> bool:
    """Whether this deed, refused so, can be left in the outbox."""
    return deed in FOR_ANY_ACCOUNT and refused.code in STORE_OUT_OF_REACH


def leave(home: Home, deed: str, words: Mapping[str, Any], *, now: Instant, because: Refusal, deed_id: str | None = None) -> Changes:
    """Seal a deed's words and keep them here; what is wrong with them is refused at once.

    `deed_id` is the one under which the store was asked before: had it done the deed all the same, the letter does nothing twice. Raises
    `because` where this deed cannot wait for that, or no key lies here; Invalid for words at fault; Unavailable where the disk is full.
    """
    if not may_wait(deed, because):
        raise because
    card = card_named(deed)
    refuse_unknown_words(card, words)
    read = read_words(card.all_words, words, now=now)
    path = home.outbox / PUBLIC_KEY
    if not path.exists():
        raise because
    # Relative times are meant from now, so what is kept is what was read.
    settled = {word.name: as_kept(read[word.parameter]) for word in card.all_words if not word.gathered_in and word.parameter in read}
    own = {
        word.name: read[word.gathered_in][word.key]
        for word in card.all_words
        if word.gathered_in and word.key in read.get(word.gathered_in, {})
    }
    letter_id = deed_id or uuid.uuid4().hex
    letter = {"deed": deed, "deed_id": letter_id, "words": {**settled, **own}, "account": account_name(), "desktop": platform.node()}
    kept = home.outbox / f"{letter_id}{_WAITING}"
    write_whole(kept, sealed_box.seal(path.read_bytes(), json.dumps(letter, ensure_ascii=False).encode()), mode=file_mode_in(home.root))
    counted = left_out(card.all_words, words)
    return Changes(deed, detail={"kept_in": "outbox", "left_out": counted} if counted else {"kept_in": "outbox"})


def deliver(home: Home, opened: Opened, *, now: Instant) -> Delivered:
    """Add what waits here, each once: a letter's deed id answers a second delivery. Who wrote a letter is a claim, so the officer is to be confirmed.

    A letter that the rules refuse, or that is none of this store's, stays as a file that `doctor` tells of. Raises Unavailable.
    """
    added: list[Reference] = []
    for path in _letters(home, _WAITING):
        with opened.store.reading() as connection:
            content = sealed_box.open_letter(connection, path.read_bytes())
        if content is None:
            path.rename(path.with_suffix(_REFUSED))
            continue
        letter: dict[str, Any] = json.loads(content)
        officer = whoever_this_is(letter["account"], letter["desktop"])
        try:
            done = perform(
                store=opened.store,
                officer=officer,
                now=now,
                deed_id=letter["deed_id"],
                name=letter["deed"],
                reference=None,
                raw=letter["words"],
            )
        except Unavailable:
            raise
        except Refusal:
            path.rename(path.with_suffix(_REFUSED))
            continue
        path.unlink(missing_ok=True)
        if done.reference is not None:
            added.append(Reference(done.reference))
    return Delivered(added, len(_letters(home, _REFUSED)))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter that lies here; `account` and `words` are None where it is none of this store's."""

    file: str
    state: str
    account: str | None
    words: Mapping[str, Any] | None


def read_letters(home: Home, opened: Opened) -> list[Letter]:
    """What lies here, read with the store's key, for whoever has to add by hand what was refused. Raises NotAllowed("rank") below sergeant."""
    rank = opened.officer.rank
    if rank is None or not rank.is_at_least(Rank.SERGEANT):
        raise NotAllowed(
            "Reading the outbox needs a sergeant or above. Nothing was done.", code="rank", field="officer", who_could="sergeant or above"
        )
    found: list[Letter] = []
    for path in [*_letters(home, _WAITING), *_letters(home, _REFUSED)]:
        with opened.store.reading() as connection:
            content = sealed_box.open_letter(connection, path.read_bytes())
        letter: dict[str, Any] = json.loads(content) if content is not None else {}
        found.append(Letter(path.name, "waiting" if path.suffix == _WAITING else "refused", letter.get("account"), letter.get("words")))
    return found


def waiting(home: Home) -> tuple[int, int]:
    """How many letters wait here, and how many were refused."""
    return len(_letters(home, _WAITING)), len(_letters(home, _REFUSED))


def _letters(home: Home, suffix: str) -> list[Path]:
    return sorted(home.outbox.glob(f"*{suffix}")) if home.outbox.is_dir() else []
