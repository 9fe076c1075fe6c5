"""What could not be kept of what somebody typed, as words beside its field and after it was saved: nothing goes in silence."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ui.wording import counted, tr

if TYPE_CHECKING:
    from ui.desk.answers import Changes, Word


def beside_field(count: int) -> str:
    """What a field says of the characters in it that the record cannot keep; empty for none."""
    return counted("1 character that cannot be kept is left out", "{n} characters that cannot be kept are left out", count) if count else ""


def left_out_in_words(words: "Sequence[Word]", changes: "Changes", halves: Mapping[str, int]) -> str | None:
    """After saving: each field that lost something, and how much; None where nothing was lost. `halves` are what the deed never saw, by word."""
    lost = Counter[str](changes.detail.get("left_out", {})) + Counter(halves)
    told = [_told(tr(word.label), lost[word.name]) for word in words if word.name in lost]
    return " ".join(told) or None


def _told(label: str, count: int) -> str:
    said = counted("1 character that cannot be kept was left out", "{n} characters that cannot be kept were left out", count)
    return tr("{label}: {said}.", label=label, said=said)
