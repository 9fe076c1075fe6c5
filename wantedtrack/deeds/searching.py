"""Searches kept under a name: an officer's own, or shared by everybody who works the queue."""

from sqlalchemy import delete

from wantedtrack.errors import Invalid, NotAllowed
from wantedtrack.rules import stages
from wantedtrack.rules.entry import Instant, OfficerId
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.rules.search_saving import MOST_SAVED, name_to_keep, search_to_keep
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.rows import add_row, change_row
from wantedtrack.store.saved_searches import SavedSearch, find_saved, how_many, saved_searches
from wantedtrack.store.schema_record import saved_search
from wantedtrack.store.writing import Work, carry_out


def save_search(
    *, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, name: str, search: str, shared: bool = False
) -> Changes:
    """Keep a search in the list at left; a shared one stands in everybody's.

    Raises NotAllowed("rank"), Invalid("search_word", "names_a_person", "too_long", "too_many", "name_taken").
    """

    def act(work: Work) -> Changes:
        _refuse_unless_may("save-search", officer, is_shared=shared)
        owner = None if shared else officer.officer
        if how_many(work.connection, owner) >= MOST_SAVED:
            message = f"{MOST_SAVED} saved searches are as many as are kept. Nothing was changed; remove one first."
            raise Invalid(message, code="too_many", field="name")
        words = search_to_keep(search, now=now, labels=current_policy(work.connection, now=work.now).band_labels)
        kept = _free_name(work, officer, name, owner, number=None)
        number = add_row(work, saved_search, {"name": kept, "text": words, "owner_id": owner})
        return Changes("save-search", detail=SavedSearch(number, kept, words, owner).as_json())

    return carry_out(store, deed="save-search", officer=officer, now=now, deed_id=deed_id, act=act)


def change_search(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    saved: str,
    name: str | None = None,
    search: str | None = None,
) -> Changes:
    """Give a saved search another name, other words, or both.

    Raises NotAllowed("rank"), Invalid("no_such_search", "missing_word", "search_word", "names_a_person", "too_long", "name_taken").
    """

    def act(work: Work) -> Changes:
        _refuse_unless_may("change-search", officer, is_shared=False)
        if name is None and search is None:
            raise Invalid("Give a new name, new words, or both. Nothing was changed.", code="missing_word", field="name")
        held = find_saved(work.connection, saved, reader=officer)
        _refuse_unless_may("change-search", officer, is_shared=held.is_shared)
        labels = current_policy(work.connection, now=work.now).band_labels
        after = {
            "name": held.name if name is None else _free_name(work, officer, name, held.owner, number=held.number),
            "text": held.words if search is None else search_to_keep(search, now=now, labels=labels),
        }
        change_row(work, saved_search, held.number, {"name": held.name, "text": held.words}, after)
        return Changes("change-search", detail=SavedSearch(held.number, after["name"], after["text"], held.owner).as_json())

    return carry_out(store, deed="change-search", officer=officer, now=now, deed_id=deed_id, act=act)


def remove_search(*, store: Store, officer: Acting, now: Instant, deed_id: str | None = None, saved: str) -> Changes:
    """Take a saved search out of the list. Raises NotAllowed("rank"), Invalid("no_such_search")."""

    def act(work: Work) -> Changes:
        _refuse_unless_may("remove-search", officer, is_shared=False)
        held = find_saved(work.connection, saved, reader=officer)
        _refuse_unless_may("remove-search", officer, is_shared=held.is_shared)
        work.connection.execute(delete(saved_search).where(saved_search.c.id == held.number))
        work.remember({"removed": saved_search.name, "id": held.number, "row": {"name": held.name, "text": held.words}})
        return Changes("remove-search", detail=held.as_json())

    return carry_out(store, deed="remove-search", officer=officer, now=now, deed_id=deed_id, act=act)


def _refuse_unless_may(deed: str, officer: Acting, *, is_shared: bool) -> None:
    """One's own is anybody's to keep; what stands in everybody's list is a sergeant's."""
    stages.refuse_unless_allowed(deed, rank=officer.rank, is_administrator=officer.is_administrator)
    if is_shared and (officer.rank is None or not officer.rank.is_at_least(Rank.SERGEANT)):
        message = "A search that everybody shares is for a sergeant or above. Nothing was changed; keep it for yourself, or ask one."
        raise NotAllowed(message, code="rank", field="shared", who_could="sergeant or above")


def _free_name(work: Work, officer: Acting, name: str, owner: OfficerId | None, *, number: int | None) -> str:
    kept = name_to_keep(name)
    for one in saved_searches(work.connection, reader=officer):
        if one.owner == owner and one.name.casefold() == kept.casefold() and one.number != number:
            message = "A saved search of this name is in the list already. Nothing was changed; take another name, or change that one."
            raise Invalid(message, code="name_taken", field="name")
    return kept
