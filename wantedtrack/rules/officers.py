"""The officer who acts: what a deed needs to know of him to decide whether he may."""

from dataclasses import dataclass

from wantedtrack.rules.entry import Collar, OfficerId
from wantedtrack.rules.ranks import Rank


@dataclass(frozen=True, slots=True)
class Acting:
    """An officer at a desktop. `rank` is None where only the administrator's role is held; `desktop` names the running copy."""

    officer: OfficerId
    collar: Collar
    rank: Rank | None
    is_administrator: bool
    desktop: str
