"""How often a passphrase may be tried: five wrong ones, then each further try waits, twice as long every time.

Answers the threat "a stolen or shared desktop" of trust.md: guessing at the desk. Guessing away from it is slowed by what a guess costs.
"""

from datetime import datetime, timedelta

from wantedtrack.errors import NotAllowed
from wantedtrack.rules.entry import Instant
from wantedtrack.store.key_file import Tries

FREE_TRIES = 5
FIRST_WAIT = timedelta(minutes=1)
LONGEST_WAIT = timedelta(hours=1)


def wait_after(failed: int) -> timedelta:
    """How long the next try waits after so many wrong ones: nothing before the fifth, at most an hour, so that nobody is locked out for good."""
    if failed < FREE_TRIES:
        return timedelta(0)
    doublings = min(failed - FREE_TRIES, 16)
    return min(FIRST_WAIT * 2**doublings, LONGEST_WAIT)


def not_before(tries: Tries) -> datetime | None:
    """When the next try may be made, None where it may be made at once."""
    wait = wait_after(tries.failed)
    return tries.failed_at + wait if wait and tries.failed_at is not None else None


def claim(tries: Tries, *, now: Instant) -> Tries:
    """Count a try before it is judged, so that neither killing the program nor trying in two at once gives more of them.

    Raises NotAllowed("passphrase_wait") while a wait runs.
    """
    earliest = not_before(tries)
    if earliest is not None and now < earliest:
        minutes = -(-(earliest - now) // timedelta(minutes=1))
        unit = "minute" if minutes == 1 else "minutes"
        message = (
            f"The passphrase was wrong {tries.failed} times, so the next try waits {minutes} {unit}. Nothing was changed; try again then."
        )
        raise NotAllowed(message, code="passphrase_wait", field="passphrase", who_could="an administrator can set a new passphrase")
    return Tries(tries.failed + 1, now)


def anchored(tries: Tries, *, now: Instant) -> Tries:
    """The same tries, for a clock that was put back since: a wait begins now at the latest, and so ends."""
    return Tries(tries.failed, now) if tries.failed_at is not None and now < tries.failed_at else tries
