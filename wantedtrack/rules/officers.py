"""The officer who acts: what a deed needs to know of him to decide whether he may."""

import re
from dataclasses import dataclass

from wantedtrack.rules.entry import Collar, OfficerId
from wantedtrack.rules.ranks import Rank

_RANKED_NUMBER = re.compile(r"(?:T?(?:PC|PS|DC|DS|DI|CI|DCI|CON|SGT|INSP|SUPT))?0*(\d+)")


def collar_key(collar: str) -> str:
    """What a collar number is compared by: "PS 4471", "ps4471" and "4471" are one officer, who may have been promoted since."""
    written = "".join(letter for letter in collar.upper() if letter.isalnum())
    numbered = _RANKED_NUMBER.fullmatch(written)
    return numbered.group(1) if numbered else written


@dataclass(frozen=True, slots=True)
class Acting:
    """An officer at a desktop. `rank` is None where only the administrator's role is held; `desktop` names the running copy."""

    officer: OfficerId
    collar: Collar
    rank: Rank | None
    is_administrator: bool
    desktop: str
