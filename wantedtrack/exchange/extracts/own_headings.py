"""A force's own headings for the columns of its extracts: a TOML file in the home, checked before it is used.

    [bail]
    custody_reference = "Cust Ref No"
    bail_date = ["Answer date", "Date to answer"]

Source: interfaces.md section 4.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, cast

from wantedtrack.errors import Invalid, Unavailable
from wantedtrack.exchange.extracts.sources import MODULES
from wantedtrack.exchange.table_reading import heading_key
from wantedtrack.rules.extract_rows import Source

NAME = "headings.toml"
_KEPT = "Nothing was imported; correct the file and try again."


def read_own_headings(folder: Path, source: Source) -> Mapping[str, tuple[str, ...]]:
    """The force's headings by key of the source, none where the folder holds no such file.

    The whole file is checked, also what concerns other sources. Raises Invalid("headings") naming file, line or key, and what would be
    accepted; Unavailable("headings") where the file is there and cannot be read.
    """
    path = folder / NAME
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return {}
    except UnicodeDecodeError:
        raise Invalid(f"{NAME} is not text in UTF-8. {_KEPT}", code="headings", field="file") from None
    except OSError:
        raise Unavailable(f"{NAME} cannot be read just now. {_KEPT}", code="headings", field="file") from None
    try:
        told: dict[str, Any] = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise Invalid(
            f'{NAME} cannot be read ({error}); accepted are lines such as surname = "Family name" under [bail]. {_KEPT}',
            code="headings",
            field="file",
        ) from None
    read = {name: _of_source(name, table) for name, table in told.items()}
    return read.get(source.value, {})


def _of_source(name: str, table: object) -> Mapping[str, tuple[str, ...]]:
    known = next((module.HEADINGS for source, module in MODULES.items() if source.value == name), None)
    if known is None or not isinstance(table, dict):
        raise _wrong(f"“{name}”", f"a source in brackets: {', '.join(f'[{source.value}]' for source in MODULES)}")
    read: dict[str, tuple[str, ...]] = {}
    taken: dict[str, str] = {}
    for key, headings in cast(dict[str, object], table).items():
        place = f"“{name}.{key}”"
        if key not in known:
            raise _wrong(place, f"one of {', '.join(known)}")
        read[key] = _texts(place, headings)
        for heading in map(heading_key, read[key]):
            if taken.setdefault(heading, key) != key:
                raise _wrong(place, f"a heading of its own: the same one stands for “{name}.{taken[heading]}”")
    return read


def _texts(place: str, headings: object) -> tuple[str, ...]:
    listed = cast(list[object], headings) if isinstance(headings, list) else [headings]
    texts = tuple(heading for heading in listed if isinstance(heading, str) and heading_key(heading))
    if not texts or len(texts) < len(listed):
        raise _wrong(place, "a heading in quotation marks, or several in square brackets")
    return texts


def _wrong(place: str, accepted: str) -> Invalid:
    return Invalid(f"{NAME}: {place}: give {accepted}. {_KEPT}", code="headings", field="file")


def with_own(known: Mapping[str, tuple[str, ...]], own: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Both together; a heading that the force gives to one column is no longer another's."""
    given = {heading_key(heading): key for key, headings in own.items() for heading in headings}
    return {
        key: (*own.get(key, ()), *(heading for heading in headings if given.get(heading_key(heading), key) == key))
        for key, headings in known.items()
    }
