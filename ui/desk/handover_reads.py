"""What the handover page reads: the newest handover with all that was said in it, and the list of every one."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wantedtrack.rules.handover import HandoverContent
from wantedtrack.rules.handover_cover import CoverRow, cover_rows, dressed
from wantedtrack.rules.handover_said import Said
from wantedtrack.rules.sheets import Sheet
from wantedtrack.store import handovers
from wantedtrack.store.handover_list import Overview, read_overview
from wantedtrack.store.handover_said import said_in

if TYPE_CHECKING:
    from ui.desk.reads import Reads


@dataclass(frozen=True, slots=True)
class ShownHandover:
    """The newest handover as its workbook would hold it now: the cover's rows, the sheets, what was said; and the list of all."""

    held: handovers.Handover | None
    content: HandoverContent | None
    said: Said
    cover: tuple[CoverRow, ...]
    sheets: tuple[Sheet, ...]
    overview: Overview


def read_handover(reads: "Reads") -> ShownHandover:
    """Read everything of the newest handover, in one moment of the store."""
    connection = reads.connection
    overview = read_overview(connection, reads.policy, reads.info, now=reads.now)
    held = handovers.newest(connection)
    if held is None:
        return ShownHandover(None, None, Said(), (), (), overview)
    content, said = handovers.content_of(connection, held.id), said_in(connection, held.id)
    return ShownHandover(held, content, said, cover_rows(content, held.signatures, said), dressed(content, said), overview)
