"""Merging two people that are one, by two officers, and taking a merge apart again."""

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant, PersonId
from wantedtrack.rules.officers import Acting
from wantedtrack.store import merging_rows
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.emergencies import acts_alone
from wantedtrack.store.proposals import propose
from wantedtrack.store.writing import Work, carry_out


def merge_people(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    person: int,
    into: int,
    reason: str,
    break_glass: str | None = None,
    within: Work | None = None,
) -> Changes:
    """Say that two people held are one: entries, addresses, warnings and aliases of `person` become those of `into`.

    Waits for a second officer. Nothing merges alone, and nothing is lost: `unmerge-people` gives back each row. Source: domain.md section 4;
    issue of a man known under two spellings, PEEL 2015. Raises NotAllowed("rank", "restricted", "merged_already", "live_warrant"),
    Invalid("no_such_person", "same_person").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("merge-people", rank=officer.rank, is_administrator=officer.is_administrator)
        if person == into:
            message = "A person cannot be merged with himself. Nothing was changed; give the other number."
            raise Invalid(message, code="same_person", field="into")
        absorbed, survivor = (
            PersonId(merging_rows.read_living(work, number, field=name).id) for number, name in ((person, "person"), (into, "into"))
        )
        merging_rows.refuse_live_warrant(work, (absorbed, survivor))
        if within is None and not acts_alone(work, "merge-people", break_glass):
            return propose(work, None, deed="merge-people", words={"person": person, "into": into, "reason": reason})
        number = merging_rows.merge(work, absorbed, survivor, reason=reason)
        return Changes("merge-people", detail={"merge": number, "person": survivor, "merged": absorbed})

    return carry_out(store, deed="merge-people", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def unmerge_people(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, person: int, reason: str) -> Changes:
    """Take the merge of this person apart: each row that it had brought away goes back, whatever was done to it since.

    What was added to the survivor afterwards stays there. One sergeant alone: it only brings back what two had not questioned before.
    Raises NotAllowed("rank", "not_merged", "merged_since").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("unmerge-people", rank=officer.rank, is_administrator=officer.is_administrator)
        number, survivor = merging_rows.take_apart(work, PersonId(person), why=reason)
        return Changes("unmerge-people", detail={"merge": number, "person": person, "from": survivor})

    return carry_out(store, deed="unmerge-people", officer=officer, now=now, deed_id=deed_id, act=act)
