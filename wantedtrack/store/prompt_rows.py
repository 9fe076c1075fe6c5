"""Reading what the prompts of an entry follow from."""

from sqlalchemy import Connection, select

from wantedtrack.rules.entry import EntryId, Stage
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.prompts import OtherEntry, Prompt, PromptFacts, Remark, prompts
from wantedtrack.store import schema
from wantedtrack.store.entry_detail import EntryDetail
from wantedtrack.store.queue_lists import readable_by
from wantedtrack.store.schema_duty import prompt_aside


def read_prompts(connection: Connection, detail: EntryDetail, policy: Policy, *, reader: Acting) -> tuple[Prompt, ...]:
    """What the program would propose about this entry's band, with its evidence. Of other entries only those that the reader may read."""
    entry = schema.entry.c
    others = (
        select(entry.reference, entry.category, entry.offence, entry.became_outstanding_at, entry.added_at)
        .where(entry.person_id == detail.person.id, entry.id != detail.row.entry, entry.stage != Stage.DISPOSED, readable_by(reader))
        .order_by(entry.id)
    )
    said = [Remark(note.at, note.text) for note in detail.notes]
    said += [Remark(tried.at, " ".join(filter(None, (tried.remark, tried.next_step)))) for tried in detail.attempts]
    facts = PromptFacts(
        detail.row.stage,
        detail.row.category,
        detail.row.band,
        detail.band_at,
        detail.row.became_outstanding_at,
        detail.flags,
        tuple((warning.code, warning.words, warning.confirmed_on) for warning in detail.person.warnings),
        tuple(OtherEntry(*row) for row in connection.execute(others)),
        tuple(said),
        put_aside(connection, detail.row.entry),
    )
    return prompts(facts, policy.raisers)


def put_aside(connection: Connection, entry: EntryId) -> frozenset[str]:
    """The keys of the prompts that an officer has put aside for this entry."""
    return frozenset(connection.execute(select(prompt_aside.c.prompt).where(prompt_aside.c.entry_id == entry)).scalars())
