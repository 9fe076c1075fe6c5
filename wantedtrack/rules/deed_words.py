"""The words of a deed: what each is called, what it holds, and how a typed value is read. Forms and the command line use the same."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any, cast

from wantedtrack.errors import Invalid
from wantedtrack.rules.dates import read_typed_date, read_typed_instant
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.kept_text import kept, left_out_in_words, longest, not_kept

_YEARS_AHEAD = 20
"""How far ahead a date written with two digits of its year may lie: a weed date does. Nobody is born ahead."""

LONGEST_TEXT = 20_000
"""Characters in one text. More is a paste gone wrong, and is refused before it is kept."""

LARGEST_NUMBER = 2**31 - 1
"""Every number that a deed takes is a row's: none is larger on either store."""

_TIDIED = ("surname", "forenames", "lines")
"""Words whose deeds take out more than a store has to: what nobody sees is in no name and no address."""


class Holds(StrEnum):
    """What a word holds; forms choose their field by it."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    INSTANT = "instant"
    DATE = "date"
    CHOICE = "choice"
    YES_NO = "yes_no"
    NUMBER = "number"
    OFFICER = "officer"
    LIST = "list"
    CHECKLIST = "checklist"
    OBJECT = "object"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a deed. `name` is as scripts spell it (`next-by`), `label` as a form shows it."""

    name: str
    label: str
    holds: Holds = Holds.TEXT
    required: bool = False
    choices: type[StrEnum] | None = None
    hint: str = ""
    only_for: tuple[str, ...] = field(default=())
    gathered_in: str = ""

    @property
    def parameter(self) -> str:
        """The deed's keyword for it, or the one that gathers it with others: a category's own fields go into `details`."""
        return self.gathered_in or self.key

    @property
    def key(self) -> str:
        """Its name as Python and the store spell it."""
        return self.name.replace("-", "_")

    @property
    def type_words(self) -> str:
        """What it takes, for `do --list`: a type, or the values parted by bars."""
        return "|".join(member.value for member in self.choices) if self.choices else self.holds.value


def text(name: str, label: str, *, required: bool = False, long: bool = False, hint: str = "", only_for: Sequence[str] = ()) -> Word:
    """A word that holds text."""
    return Word(name, label, Holds.LONG_TEXT if long else Holds.TEXT, required, hint=hint, only_for=tuple(only_for))


def instant(name: str, label: str, *, required: bool = False, hint: str = "", only_for: Sequence[str] = ()) -> Word:
    """A word that holds a time."""
    return Word(name, label, Holds.INSTANT, required, hint=hint, only_for=tuple(only_for))


def choice(name: str, label: str, choices: type[StrEnum], *, required: bool = False) -> Word:
    """A word that holds one value of an enumeration."""
    return Word(name, label, Holds.CHOICE, required, choices)


BREAK_GLASS = Word(
    "break-glass", "Emergency: act alone", Holds.LONG_TEXT, hint="inspector and above; why it cannot wait; the next handover tells it"
)
"""What an inspector gives where a deed would wait for a second officer and cannot. Source: domain.md section 4."""


def read_words(words: Sequence[Word], raw: Mapping[str, Any], *, now: Instant) -> dict[str, Any]:
    """Read typed values into the deed's keywords, in the order of its words.

    An empty text counts as not given. Raises Invalid("missing_word") or Invalid with the field for the first word at fault.
    """
    read: dict[str, Any] = {}
    for word in words:
        value = raw.get(word.name)
        if value is None or (isinstance(value, str) and not value.strip()):
            if word.required:
                raise Invalid(f"“{word.label}” is needed. Nothing was changed.", code="missing_word", field=word.name)
            continue
        taken = read_word(word, value, now=now)
        if taken in ("", ()):
            # Nothing was left of it once what cannot be kept was taken out.
            if word.required:
                message = f"“{word.label}” is needed, and holds only characters that cannot be kept. Nothing was changed."
                raise Invalid(message, code="missing_word", field=word.name)
            continue
        if word.gathered_in:
            read.setdefault(word.gathered_in, {})[word.key] = as_kept(taken)
        else:
            read[word.parameter] = taken
    return read


def left_out(words: Sequence[Word], raw: Mapping[str, Any]) -> dict[str, int]:
    """How many characters of each typed value are left out when it is kept; words that lose nothing are not in it."""
    counted = {word.name: left_out_of(word, raw[word.name], field=str(raw.get("field", ""))) for word in words if word.name in raw}
    return {name: count for name, count in counted.items() if count}


def left_out_of(word: Word, value: Any, *, field: str = "") -> int:  # noqa: ANN401 (as it was typed)
    """How many characters of this value are left out. `field` is the field that a correction corrects, whose rules its value follows."""
    if word.holds not in _TEXTS or word.choices is not None:
        return 0
    name = field.strip().lower() if word.name == "value" else word.name
    return not_kept(value, is_name=name in _TIDIED)


def left_out_told(words: Sequence[Word], counted: Mapping[str, int]) -> list[str]:
    """What was left out as sentences, each with the label of its word."""
    labels = {word.name: word.label for word in words}
    return [f"“{labels.get(name, name)}”: {left_out_in_words(count)}" for name, count in counted.items()]


def as_kept(value: Any) -> str:  # noqa: ANN401 (whatever a word reads as)
    """A value as a category's own field keeps it: text, yes or no, ISO dates and times."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)


def read_word(word: Word, value: Any, *, now: Instant) -> Any:  # noqa: ANN401 (the value's type is the word's to say)
    """Read one value as its word holds it. Raises Invalid with the word's name as field."""
    if word.choices is not None:
        return _choice(word, str(value))
    return _READERS[word.holds](word, value, now)


def _choice(word: Word, value: str) -> StrEnum:
    assert word.choices is not None  # noqa: S101 (the caller looked)
    wanted = value.strip().lower().replace(" ", "_").replace("-", "_")
    for member in word.choices:
        if member.value.lower() == wanted:
            return member
    accepted = ", ".join(member.value for member in word.choices)
    raise Invalid(f"“{word.label}” takes one of {accepted}. Nothing was changed.", code="not_accepted", field=word.name)


def _text(word: Word, value: Any, now: Instant) -> str:  # noqa: ANN401, ARG001 (one shape for all readers)
    whole = kept(str(value))
    read = whole.strip() if word.holds is Holds.LONG_TEXT else " ".join(whole.split())
    _refuse_too_long(word, len(read), word.name)
    return read


def _refuse_too_long(word: Word, length: int, field: str) -> None:
    if length > LONGEST_TEXT:
        message = f"“{word.label}” has {length:,} characters; at most {LONGEST_TEXT:,} are kept. Nothing was changed; shorten it."
        raise Invalid(message, code="too_long", field=field)


def _instant(word: Word, value: Any, now: Instant) -> Instant:  # noqa: ANN401 (one shape for all readers)
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise Invalid(f"“{word.label}” needs an offset from UTC. Nothing was changed.", code="no_offset", field=word.name)
        return value
    return _at_field(word, lambda: read_typed_instant(str(value), now=now))


def _date(word: Word, value: Any, now: Instant) -> Any:  # noqa: ANN401 (one shape for all readers)
    return _at_field(word, lambda: read_typed_date(str(value), now=now, years_ahead=years_ahead(word)))


def years_ahead(word: Word) -> int:
    """How far ahead of now a two-digit year of this word may lie; a form reads it back by the same figure."""
    return 0 if word.name == "born" else _YEARS_AHEAD


def _at_field(word: Word, reading: Callable[[], Any]) -> Any:  # noqa: ANN401 (one shape for all readers)
    try:
        return reading()
    except Invalid as error:
        raise Invalid(f"“{word.label}”: {error.message}", code=error.code, field=word.name) from None


def _yes_no(word: Word, value: Any, now: Instant) -> bool:  # noqa: ANN401, ARG001 (one shape for all readers)
    read = {"yes": True, "true": True, "no": False, "false": False}.get(str(value).strip().lower())
    if read is None:
        raise Invalid(f"“{word.label}” takes yes or no. Nothing was changed.", code="not_accepted", field=word.name)
    return read


def _number(word: Word, value: Any, now: Instant) -> int:  # noqa: ANN401, ARG001 (one shape for all readers)
    try:
        read = int(str(value).strip())
    except ValueError:
        read = None
    if read is None or abs(read) > LARGEST_NUMBER:
        raise Invalid(f"“{word.label}” takes a whole number. Nothing was changed.", code="not_accepted", field=word.name)
    return read


def _list(word: Word, value: Any, now: Instant) -> tuple[str, ...]:  # noqa: ANN401, ARG001 (one shape for all readers)
    parts = cast(list[Any], value) if isinstance(value, list) else str(value).split(",")
    texts = [kept(str(part)).strip() for part in parts]
    # A list that is handed over may be long: a shift's references. What is typed as one, or stands in one, may not.
    _refuse_too_long(word, max([*(len(part) for part in texts), len(value) if isinstance(value, str) else 0]), word.name)
    return tuple(read for read in texts if read)


def _object(word: Word, value: Any, now: Instant) -> Any:  # noqa: ANN401, ARG001 (one shape for all readers)
    refused = Invalid(f"“{word.label}” takes a JSON object. Nothing was changed.", code="not_accepted", field=word.name)
    try:
        read = json.loads(value) if isinstance(value, str) else value
        if isinstance(read, Mapping):
            for name, part in cast(Mapping[Any, Any], read).items():
                _refuse_too_long(
                    word, longest([name, part]), f"{word.name}.{str(name)[:60]}" if word.holds is Holds.CHECKLIST else word.name
                )
            return _kept_texts(cast(Mapping[Any, Any], read))
    except (ValueError, RecursionError):
        raise refused from None
    if isinstance(read, (str, int, float, list, tuple)):
        raise refused
    return read


def _kept_texts(words: Mapping[Any, Any]) -> dict[str, Any]:
    """The object with every text in it, however deep, as a store can keep it."""
    read: dict[str, Any] = {}
    for name, value in words.items():
        if isinstance(value, Mapping):
            read[kept(str(name))] = _kept_texts(cast(Mapping[Any, Any], value))
        else:
            read[kept(str(name))] = kept(value) if isinstance(value, str) else value
    return read


_READERS: dict[Holds, Callable[[Word, Any, Instant], Any]] = {
    Holds.TEXT: _text,
    Holds.LONG_TEXT: _text,
    Holds.OFFICER: _text,
    Holds.INSTANT: _instant,
    Holds.DATE: _date,
    Holds.YES_NO: _yes_no,
    Holds.NUMBER: _number,
    Holds.LIST: _list,
    Holds.CHECKLIST: _object,
    Holds.OBJECT: _object,
}

_TEXTS = (Holds.TEXT, Holds.LONG_TEXT, Holds.OFFICER, Holds.LIST, Holds.CHECKLIST, Holds.OBJECT)
"""What is kept in the characters that were typed; of everything else a wrong character is refused with its word."""
