"""How many new entries wait on this desktop for their store, and how many the store would not take: counted by their files, without reading any."""

from pathlib import Path


def letters_here(home: Path) -> tuple[int, int]:
    """Those that wait, and those that were refused."""
    from wantedtrack import outbox  # noqa: PLC0415 (loads the store's libraries: beside the worker, after the first paint)
    from wantedtrack.settings import Home  # noqa: PLC0415 (the same)

    return outbox.waiting(Home(home))
