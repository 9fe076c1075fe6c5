"""Several entries in one deed: one transaction and one journal line; what a rule refuses is listed, the rest is done."""

from collections.abc import Mapping
from typing import Any

from wantedtrack.errors import Invalid
from wantedtrack.rules import stages
from wantedtrack.rules.bulk_words import CLOSED_WITHOUT_SECOND_LIST, read_chosen
from wantedtrack.rules.entry import Band, Instant, Recheck, VictimInformed
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.emergencies import acts_alone
from wantedtrack.store.entry_state import find_reference, load_entry, may_read
from wantedtrack.store.proposals import Proposed, propose
from wantedtrack.store.several import each_of
from wantedtrack.store.writing import Work, carry_out


def bulk_allocate(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    owner: str,
    proposed: Proposed,
    plan: str | None = None,
    first_attempt_by: Instant | None = None,
) -> Changes:
    """Give several entries to one officer; `detail` lists which were given and which a rule refused, with its code and sentence.

    Raises NotAllowed("rank"), Invalid("missing_word", "too_many"), and the first entry's refusal where none could be given.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("bulk-allocate", rank=officer.rank, is_administrator=officer.is_administrator)
        words = {"owner": owner, "plan": plan, "first-attempt-by": first_attempt_by}
        verdicts = each_of(work, store, proposed, "allocate", read_chosen(references), words)
        verdicts.refuse_if_nothing()
        return Changes("bulk-allocate", detail=verdicts.as_detail())

    return carry_out(store, deed="bulk-allocate", officer=officer, now=now, deed_id=deed_id, act=act)


def bulk_regrade(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    band: Band,
    rationale: str,
    proposed: Proposed,
    break_glass: str | None = None,
    within: Work | None = None,
) -> Changes:
    """Set the band of several entries: those that it raises at once, those that it lowers as one proposal for a second officer.

    Source: domain.md section 4, "lower a band". Raises NotAllowed("rank"), Invalid("missing_word", "too_many"), and the first entry's
    refusal where nothing could be done and nothing waits.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("bulk-regrade", rank=officer.rank, is_administrator=officer.is_administrator)
        chosen = read_chosen(references)
        lowered = {} if within is not None else _lowered(work, chosen, band)
        if lowered and acts_alone(work, "bulk-regrade", break_glass):
            lowered = {}
        at_once = {reference: version for reference, version in chosen.items() if reference not in lowered}
        verdicts = each_of(work, store, proposed, "regrade", at_once, {"band": band, "rationale": rationale})
        if not lowered:
            verdicts.refuse_if_nothing()
            return Changes("bulk-regrade", detail=verdicts.as_detail())
        waiting = _propose(work, "bulk-regrade", lowered, {"band": band, "rationale": rationale})
        return Changes("bulk-regrade", proposal=waiting, detail={**verdicts.as_detail(), "waiting": sorted(lowered)})

    return carry_out(store, deed="bulk-regrade", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def bulk_close(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    references: tuple[str, ...],
    recheck: Recheck,
    victim_informed: VictimInformed,
    proposed: Proposed,
    cancellation_reference: str | None = None,
    break_glass: str | None = None,
    within: Work | None = None,
) -> Changes:
    """Close several entries that are cleared; more than five wait as one proposal for a second officer.

    Each is still refused to whoever recorded its outcome. Source: domain.md section 4. Raises NotAllowed("rank"), Invalid("missing_word",
    "too_many"), and the first entry's refusal where none could be closed.
    """

    def act(work: Work) -> Changes:
        stages.refuse_unless_allowed("bulk-close", rank=officer.rank, is_administrator=officer.is_administrator)
        chosen = read_chosen(references)
        words = {"recheck": recheck, "victim-informed": victim_informed, "cancellation-reference": cancellation_reference}
        is_long = len(chosen) > CLOSED_WITHOUT_SECOND_LIST and within is None
        if is_long and not acts_alone(work, "bulk-close", break_glass):
            read = {reference: _version_now(work, reference) if version is None else version for reference, version in chosen.items()}
            return Changes("bulk-close", proposal=_propose(work, "bulk-close", read, words), detail={"waiting": sorted(chosen)})
        verdicts = each_of(work, store, proposed, "close", chosen, words)
        verdicts.refuse_if_nothing()
        return Changes("bulk-close", detail=verdicts.as_detail())

    return carry_out(store, deed="bulk-close", officer=officer, now=now, deed_id=deed_id, act=act, within=within)


def _lowered(work: Work, chosen: Mapping[str, int | None], band: Band) -> dict[str, int | None]:
    """The entries whose band this would lower, with the version to hold the approval against."""
    found: dict[str, int | None] = {}
    for reference, version in chosen.items():
        try:
            state = load_entry(work.connection, find_reference(work.connection, reference))
        except Invalid:
            continue  # the deed itself refuses it, with its sentence
        fits = may_read(work.connection, state, work.officer) and state.stage in stages.TABLE["regrade"].stages
        if fits and stages.lowers(state.band, band) and version in (None, state.version):
            found[reference] = state.version
    return found


def _version_now(work: Work, reference: str) -> int | None:
    state = load_entry(work.connection, find_reference(work.connection, reference))
    return state.version if may_read(work.connection, state, work.officer) else None


def _propose(work: Work, deed: str, chosen: Mapping[str, int | None], words: Mapping[str, Any]) -> int | None:
    listed = [reference if version is None else f"{reference}@{version}" for reference, version in chosen.items()]
    return propose(work, None, deed=deed, words={"references": listed, **words}).proposal
