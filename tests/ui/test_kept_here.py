"""What became of entries that were kept on the desktop while the store was away is said in the window, and not left to whoever looks for it."""

from pathlib import Path

from tests.ui.conftest import Opening
from tests.ui.driving import Driver
from tests.ui.force import Force


def kept(force: Force, name: str) -> Path:
    folder = force.home / "outbox"
    folder.mkdir(exist_ok=True)
    path = folder / name
    path.write_bytes(b"sealed")
    return path


def told(window: Driver, words: str) -> None:
    window.until(lambda: words in window.messages())


def test_what_was_kept_here_is_said_when_it_has_been_added_and_when_it_could_not_be(
    queue: list[str], force: Force, opening: Opening
) -> None:
    kept(force, "0.refused")
    first, second = kept(force, "1.sealed"), kept(force, "2.sealed")
    window = opening()
    told(window, "1 entry that was kept on this desktop could not be added")
    assert "has been added" not in window.messages()
    first.unlink()
    second.rename(second.with_suffix(".refused"))
    force.does("add-note", queue[0], text="Somebody else's, for the window to look round")
    told(window, "1 entry that was kept on this desktop has been added.")
    told(window, "1 entry that was kept on this desktop could not be added")
    window.does("about")
