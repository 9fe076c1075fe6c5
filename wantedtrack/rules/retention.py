"""How long a closed entry is kept: when somebody looks, when it goes, and what the seal of an old handover then still says.

Source: domain.md section 8; DPA 2018 s.39 (no longer than needed, periodic review), s.62 (an erasure is logged without the data).
"""

import calendar
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from wantedtrack.rules.entry import Reference
from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.handover_compare import without


class DisposalReason(StrEnum):
    """Why data goes: the short list that DPA 2018 s.62 and domain.md section 8 ask for."""

    RETENTION_OVER = "retention_over"
    COURT_ORDER = "court_order"
    RIGHT_TO_ERASURE = "right_to_erasure"


NEEDS_ITS_TIME = DisposalReason.RETENTION_OVER
"""The reason that asks for the whole time of the policy; an order or a right may come before it."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A closed entry and its days: when somebody looks whether it is still to be kept, and from when on it may go."""

    reference: Reference
    category: str
    closed_on: date
    review_on: date | None
    disposal_on: date

    def is_for_review(self, today: date) -> bool:
        """Whether a decision is due: to keep it until another day, or, once its time is over, to dispose of it."""
        return self.review_on is None or self.review_on <= today

    def is_for_disposal(self, today: date) -> bool:
        """Whether its time is over and nobody has decided to keep it beyond."""
        return self.disposal_on <= today and self.is_for_review(today)


def months_after(day: date, months: int) -> date:
    """The same day of the month so many months on, or that month's last."""
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, min(day.day, calendar.monthrange(day.year + years, month + 1)[1]))


def redacted(content: HandoverContent, gone: Collection[Reference]) -> HandoverContent | None:
    """A handover's content without the rows and sentences about entries that were disposed of; None where it named none of them.

    The seal stays that of the content as it was signed, and the first page says so.
    """
    named = set(gone)
    sheets = tuple(replace(sheet, rows=tuple(row for row in sheet.rows if not row or row[0] not in named)) for sheet in content.sheets)
    told = tuple(said for said in content.told if not any(reference in said for reference in named))
    high = tuple(reference for reference in content.high_references if reference not in named)
    left = replace(without(content, named), sheets=sheets, told=told, high_references=high)
    return None if left == content else replace(left, told=tuple(dict.fromkeys((*told, REDACTED))))


REDACTED = (
    "Entries that this handover named were disposed of since, at the end of their retention. Their rows are gone from it; the seal in the "
    "journal is that of the content as it was signed."
)
