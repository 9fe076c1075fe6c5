"""A file of words and values that a script hands over: JSON, one object or a list of objects."""

import json
from pathlib import Path
from typing import Any, cast

from wantedtrack.errors import Invalid, Unavailable

_KEPT = "Nothing was changed"


def read_objects(path: Path) -> list[dict[str, Any]]:
    """The objects in the file, in its order; a file of one object gives one.

    Raises Unavailable("no_such_file") for a file that cannot be read, Invalid("bad_json") for one that holds anything else.
    """
    try:
        read: object = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError:
        raise Unavailable(
            f"{path.name} cannot be read. {_KEPT}; check the name and the folder.", code="no_such_file", field="words"
        ) from None
    except (ValueError, RecursionError):
        raise Invalid(f"{path.name} is not JSON. {_KEPT}; it holds objects of words and values.", code="bad_json", field="words") from None
    found = cast("list[object]", read) if isinstance(read, list) else [read]
    for number, one in enumerate(found, 1):
        if not isinstance(one, dict):
            message = f"{path.name} has something else than an object of words and values in place {number}. {_KEPT}; correct it there."
            raise Invalid(message, code="bad_json", field="words")
    return [dict(cast("dict[str, Any]", one)) for one in found]


def read_object(path: Path) -> dict[str, Any]:
    """The one object in the file. Raises Unavailable("no_such_file"), Invalid("bad_json")."""
    found = read_objects(path)
    if len(found) != 1:
        message = f"{path.name} has {len(found)} objects where one is needed. {_KEPT}; do them one by one."
        raise Invalid(message, code="bad_json", field="words")
    return found[0]
