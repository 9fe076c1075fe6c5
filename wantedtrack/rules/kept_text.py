"""What a text loses before it is kept, counted so that whoever typed it can be told: nothing goes in silence."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Any, cast

_NOT_KEPT = re.compile("[\x00\ud800-\udfff]")
"""What PostgreSQL's text cannot hold, and halves of a pair that no encoding can write."""

_UNSEEN = ("Cc", "Cf", "Cs")


def kept(text: str) -> str:
    """The text as a store can keep it."""
    return _NOT_KEPT.sub("", text)


def not_kept(value: Any, *, is_name: bool = False) -> int:  # noqa: ANN401 (a word's value as it was typed: a text, a list, an object)
    """How many characters of a typed value, however deep in it, are left out when it is kept.

    Of a name, or an address, those too that nobody sees and no name has: controls, marks of direction and width.
    """
    if isinstance(value, str):
        return _of_name(value) if is_name else len(_NOT_KEPT.findall(value))
    if isinstance(value, Mapping):
        held = cast("Mapping[Any, Any]", value)
        return sum(not_kept(part, is_name=is_name) for pair in held.items() for part in pair)
    if isinstance(value, (list, tuple)):
        return sum(not_kept(part, is_name=is_name) for part in cast("Sequence[Any]", value))
    return 0


def _of_name(text: str) -> int:
    if text.isascii() and text.isprintable():
        return 0
    return sum(unicodedata.category(mark) in _UNSEEN and not mark.isspace() for mark in text)


def left_out_in_words(count: int) -> str:
    """The count as a sentence."""
    return "1 character that cannot be kept was left out." if count == 1 else f"{count:,} characters that cannot be kept were left out."


def longest(value: Any) -> int:  # noqa: ANN401 (a word's value as it was typed: a text, a list, an object)
    """The length of the longest text in a typed value, however deep; of a list that is typed, all of it together."""
    if isinstance(value, str):
        return len(value)
    if isinstance(value, Mapping):
        held = cast("Mapping[Any, Any]", value)
        return max((longest(part) for pair in held.items() for part in pair), default=0)
    if isinstance(value, (list, tuple)):
        return sum(longest(part) for part in cast("Sequence[Any]", value))
    return 0
