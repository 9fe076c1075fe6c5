"""Copies of an embedded store: made by the store's own online copy, verified by opening them, the wrapped key kept beside each.

Answers the threat "a desktop that dies" of trust.md. A copy without its key file could not be opened even with the recovery key.
"""

import shutil
from pathlib import Path

from wantedtrack.errors import NotAllowed, Unavailable
from wantedtrack.store import journal
from wantedtrack.store.database import Store


def keys_beside(copy: Path) -> Path:
    """Where the wrapped key of a copy lies."""
    return copy.with_name(f"{copy.name}.keys.json")


def copy_out(store: Store, target: Path, keys_path: Path) -> journal.Verdict:
    """Write a verified copy to a new file, with the wrapped key beside it. Other desktops may go on working.

    Raises NotAllowed("file_exists") where a file of that name is there, NotAllowed("shared") for PostgreSQL, Unavailable("not_written")
    where the copy does not verify.
    """
    if store.is_shared:
        message = "A shared store is backed up by its server (see the administrator guide). Nothing was written."
        raise NotAllowed(message, code="shared", field="file")
    if target.exists():
        raise NotAllowed(f"{target.name} is there already and was left as it is. Choose another name.", code="file_exists", field="file")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        store.copy_file(target)
        verdict = verified(store, target)
        shutil.copyfile(keys_path, keys_beside(target))
    except BaseException:
        target.unlink(missing_ok=True)
        raise
    return verdict


def verified(store: Store, copy: Path) -> journal.Verdict:
    """Open a copy and walk its journal. Raises Unavailable("not_written") where it is not intact."""
    opened = store.open_copy(copy)
    try:
        with opened.reading() as connection:
            verdict = journal.verify(connection)
    finally:
        opened.close()
    if verdict.state != "intact":
        message = f"{copy.name} did not verify after writing: {verdict.why}. It was not kept; the store itself is as it was."
        raise Unavailable(message, code="not_written")
    return verdict


def names_kept(folder: Path, *, most: int) -> list[Path]:
    """The copies in a folder, oldest first, without the newest `most`: what may go."""
    copies = sorted(folder.glob("wantedtrack-*.db"))
    return copies[:-most] if len(copies) > most else []
