"""What the window learns once, when the store has been opened: who acts, whose store it is, which deeds there are."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from wantedtrack.rules.entry import Band, Instant, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.shifts import Shift, ShiftPattern, next_end_after, on_duty_at

if TYPE_CHECKING:
    from ui.desk.answers import DeedCard


@dataclass(frozen=True, slots=True)
class Colleague:
    """An officer as pickers show them."""

    collar: str
    name: str | None
    rank: str | None

    @property
    def words(self) -> str:
        """Collar, rank and name as far as they are known."""
        return " · ".join(part for part in (self.collar, (self.rank or "").replace("_", " "), self.name) if part)


@dataclass(frozen=True, slots=True)
class Welcome:
    """The facts that stay the same while this officer works here. `cards` are the deeds of the catalogue by name, `home` the folder of what this desktop was told."""

    officer: Acting
    home: Path
    is_demonstration: bool
    force_code: str
    station: str | None
    band_labels: Mapping[Band, str]
    shift_patterns: tuple[ShiftPattern, ...]
    cards: "Mapping[str, DeedCard]"
    colleagues: tuple[Colleague, ...]
    asks_passphrase: bool
    read_only_because: str | None

    def shift(self, now: Instant) -> Shift | None:
        """The shift on duty that ends next, None between shifts."""
        return next(iter(on_duty_at(self.shift_patterns, now)), None)

    def shift_ends_at(self, now: Instant) -> Instant:
        """Until when "this shift" reaches."""
        return next_end_after(self.shift_patterns, now)

    def may(self, deed: str) -> bool:
        """Whether this officer's rank may do the deed at all; the deed itself asks again."""
        card = self.cards.get(deed)
        if card is None:
            return False
        if card.rule.by_administrator:
            return self.officer.is_administrator
        return self.officer.rank in card.ranks

    def may_do_at(self, stage: Stage) -> dict[str, str]:
        """The deeds about an entry of this stage that this officer's rank may do, with their labels."""
        return {name: held.label for name, held in self.cards.items() if held.about_entry and stage in held.stages and self.may(name)}
