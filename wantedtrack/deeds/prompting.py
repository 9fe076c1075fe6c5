"""Putting a prompt aside: why it does not hold is asked once and remembered."""

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import EntryId, Instant
from wantedtrack.rules.officers import Acting
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Store
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.prompt_rows import put_aside, read_prompts
from wantedtrack.store.reading import show
from wantedtrack.store.rows import add_row
from wantedtrack.store.schema_duty import prompt_aside
from wantedtrack.store.taking_up import take_up
from wantedtrack.store.writing import Work, carry_out


def put_prompt_aside(
    *,
    store: Store,
    officer: Acting,
    now: Instant,
    deed_id: str | None = None,
    entry: EntryId,
    prompt: str,
    reason: str,
    version: int | None = None,
) -> Changes:
    """Say why a prompt does not hold; it comes again only for new evidence. `prompt` is its key, as `show` gives it.

    Source: domain.md section 5, rule 11. Raises NotAllowed("rank", "stage", "clash"), Invalid("no_such_prompt", "put_aside").
    """

    def act(work: Work) -> Changes:
        state = take_up(work, entry, "put-prompt-aside", version=version)
        if prompt in put_aside(work.connection, entry):
            raise Invalid("This prompt was put aside already. Nothing was changed.", code="put_aside", field="prompt")
        detail = show(work.connection, entry, reader=officer, now=work.now)
        stands = read_prompts(work.connection, detail, current_policy(work.connection, now=work.now), reader=officer)
        if prompt not in {one.key for one in stands}:
            message = "The entry has no such prompt. Nothing was changed; the entry shows those that stand."
            raise Invalid(message, code="no_such_prompt", field="prompt")
        row = {"entry_id": entry, "prompt": prompt, "reason": reason, "by": officer.officer, "at": work.now}
        add_row(work, prompt_aside, row, entry=entry)
        work.entry = entry
        return Changes("put-prompt-aside", reference=state.reference, detail={"prompt": prompt})

    return carry_out(store, deed="put-prompt-aside", officer=officer, now=now, deed_id=deed_id, act=act)
