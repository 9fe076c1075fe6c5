"""What is said where the store could not be opened, with what can be done about it as a button."""

from collections.abc import Callable

from ui.first_run.beginning import FirstRun
from ui.first_run.signing_in import SigningIn
from ui.wording import tr
from ui.work_area import WorkArea
from wantedtrack.errors import Refusal
from wantedtrack.rules.officers import STORE_OUT_OF_REACH


def tell_why(
    refused: Refusal,
    area: WorkArea,
    *,
    signing_in: SigningIn,
    first_run: FirstRun,
    try_again: Callable[[], None],
    add_entry: Callable[[], None],
) -> None:
    """Say it, and begin what helps: making a first store, or signing in."""
    area.status.say(f"■ {refused.message}")
    # The door has said the same of a store that it could not reach.
    area.notices.take_back("lost")
    helps = signing_in.helps_with(refused)
    if refused.code == "no_store":
        # The refusal's own sentence is for whoever types commands.
        told = tr("There is no store here yet. Answer the questions below, and one is made.")
        area.status.say(told)
        area.notices.say(told, button=tr("Try again"), on_button=try_again, key="open")
        first_run.begin()
    else:
        button, does = (tr("Sign in"), signing_in.show_page) if helps else (tr("Try again"), try_again)
        area.notices.tell(refused, button=button, on_button=does, key="open")
    if helps:
        signing_in.show_page()
    if refused.code in STORE_OUT_OF_REACH:
        # Whatever the store says: that somebody is wanted can be recorded all the same.
        area.notices.say(tr("Somebody can be recorded as wanted all the same."), button=tr("Add an entry"), on_button=add_entry, key="add")
