"""Reads the first page of the queue in a process of its own, while the window's process is still loading Qt; then ends.

It opens the store by the same code as the window will, as the same officer, and reads by the same function, so that nobody sees anything here that he
would not see there. Nothing is written: no note, no presence, no file of ours. Whatever is in the way, it ends without a word. Loads no window.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from threading import Thread

AHEAD_FLAG = "--read-ahead"
"""The word that asks for it."""


def child_main(arguments: Sequence[str]) -> bool:
    """Do the child's work where the arguments ask for it. Tells whether they did; where they did, the process ends before it can."""
    if AHEAD_FLAG not in arguments:
        return False
    gc.disable()
    # Stands still at the pipe until the window's process lets go of it, however that ends.
    asked = sys.stdin.buffer.readline()
    Thread(target=_end_with_the_window, daemon=True).start()
    status = 1
    try:
        sys.stdout.buffer.write(answer(asked))
        sys.stdout.buffer.flush()
        status = 0
    finally:
        # At once, by the way that a pulled plug takes: to close the store in good order would write in it, and the window waits for the pipe's end.
        os._exit(status)


def answer(asked: bytes) -> bytes:
    """The page that was asked for, in the bytes of `first_page`. Raises whatever is in the way."""
    from ui.desk.first_page import FirstPage, read_asked  # noqa: PLC0415 (loaded once it is sure that somebody asks)
    from ui.desk.queue_reads import QueueReads  # noqa: PLC0415 (the same)
    from wantedtrack.opening import look_in  # noqa: PLC0415 (the same)

    wanted = read_asked(asked)
    opened = look_in(Path(wanted.home), database=wanted.database)
    is_given = wanted.now is not None and opened.info.is_demonstration
    now = wanted.now if wanted.now is not None and is_given else opened.clock.now()
    with opened.store.reading() as connection:
        reads = QueueReads(connection, opened.officer, now, opened.policy, opened.info)
        ids, rows = reads.first_page(wanted.words, sort=wanted.sort, descending=False, limit=wanted.limit)
    shown = {row.entry for row in rows}
    return FirstPage(
        wanted.words,
        [number for number in ids if number in shown],
        rows,
        now,
        opened.info.is_demonstration,
        dict(opened.policy.band_labels),
    ).as_bytes()


def _end_with_the_window() -> None:
    sys.stdin.buffer.read()
    os._exit(1)
