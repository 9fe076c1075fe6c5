"""What this desktop can and cannot do, asked of the doctor on the worker."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ui.desk.opened import Office


@dataclass(frozen=True, slots=True)
class HealthLine:
    """One thing looked at: ok, warn or fail, and what to do."""

    what: str
    state: str
    says: str


def examine_desktop(office: "Office") -> list[HealthLine]:
    """The doctor's lines for the store that is open here: each ok, warn or fail, with the next step, and no personal data."""
    from wantedtrack.doctor import examine  # noqa: PLC0415 (only the page of health needs it)
    from wantedtrack.settings import Home  # noqa: PLC0415 (the same)

    return [HealthLine(line.what, line.state, line.says) for line in examine(Home(office.home), lambda: office.opened)]
