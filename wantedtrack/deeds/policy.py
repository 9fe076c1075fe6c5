"""The escalation policy: adopting a new version, by two people, from an instant on."""

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant
from wantedtrack.rules.instants import iso
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.policy_difference import differences
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.info import POLICY_DUE_AT, read_info, write_mark
from wantedtrack.store.officers import collar_of
from wantedtrack.store.policy_rows import current_policy, keep_policy, next_version
from wantedtrack.store.policy_switch import switch_policies
from wantedtrack.store.proposals import propose
from wantedtrack.store.writing import Work, carry_out


def adopt_policy(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    text: str,
    file: str = "the policy file",
    effective_from: Instant | None = None,
    within: Work | None = None,
) -> Changes:
    """Adopt a policy: proposed by one, approved by another; it takes effect at `effective_from`, or when it is approved if that is later.

    Starts and pauses stay, due times are reckoned anew, what the new limits have passed is recorded with cause `regrade` and one notice
    for each entry. Never from a time gone by: what was recorded was right under the policy of its day. Source: domain.md section 5,
    rule 4. Raises NotAllowed("rank"), PolicyFaults, Invalid("in_the_past", "no_difference").
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("adopt-policy", rank=officer.rank, is_administrator=officer.is_administrator)
        read = read_policy(text, file_name=file)
        told = differences(current_policy(work.connection, now=work.now), read)
        if not told:
            message = f"{file} says the same as the policy in effect. Nothing was changed; there is nothing to adopt."
            raise Invalid(message, code="no_difference", field="file")
        if within is None:
            if effective_from is not None and effective_from < work.now:
                message = "A policy takes effect now or at a time to come. Nothing was changed; give a later time, or none."
                raise Invalid(message, code="in_the_past", field="effective-from")
            return propose(work, None, deed="adopt-policy", words={"text": text, "file": file, "effective_from": effective_from})
        begins = max(effective_from or work.now, work.now)
        author = collar_of(work.connection, work.proposed_by or officer.officer)
        version = next_version(work.connection)
        adopted = read.as_version(version, author=author, approver=officer.collar, effective_from=begins)
        keep_policy(work.connection, adopted, text=text, adopted_at=work.now)
        _mark_due(work, begins)
        work.changed.append(["adopt-policy", version, iso(begins), *told])
        switched = switch_policies(work)
        detail = {"version": version, "effective_from": iso(begins), "differences": list(told), "passed": len(switched.levels)}
        return Changes("adopt-policy", detail=detail)

    return carry_out(store, deed="adopt-policy", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def _mark_due(work: Work, begins: Instant) -> None:
    """The earliest policy not yet in effect is the one that the next deed or sweep has to look for."""
    due = work.info.policy_due_at
    write_mark(work.connection, POLICY_DUE_AT, begins if due is None else min(due, begins))
    work.info = read_info(work.connection)
