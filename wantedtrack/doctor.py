"""What this desktop can and cannot do: a line for each thing, with the next step, and no personal data."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from wantedtrack import outbox
from wantedtrack.errors import Refusal
from wantedtrack.opening import Opened
from wantedtrack.resources import resource_path
from wantedtrack.rules.saying import said
from wantedtrack.rules.spans import dated_moment
from wantedtrack.settings import Home
from wantedtrack.store import journal, roles, watching
from wantedtrack.store.accounts import account_name
from wantedtrack.store.keys import Keys

OK, WARN, FAIL = "ok", "warn", "fail"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing looked at: ok, warn or fail, and what to do."""

    what: str
    state: str
    says: str


def examine(home: Home, open_store: Callable[[], Opened]) -> list[Line]:
    """Look at everything this desktop stands on."""
    lines = list(_surroundings(home))
    lines += _outbox(home)
    try:
        opened = open_store()
        lines += _store(home, opened)
    except Refusal as error:
        lines.append(Line("store", FAIL, error.message))
    return lines


def _surroundings(home: Home) -> Iterator[Line]:
    yield Line("home", OK, said("{folder} can be written.", folder=str(home.root)))
    if home.is_open_to_everybody:
        yield Line(
            "home's permissions",
            WARN,
            "Everybody on this machine can read the home. Narrow its permissions; the administrator guide says how.",
        )
    try:
        resource_path("policy", "default.toml")
        resource_path("standing", "offence_codes.csv")
        yield Line("resources", OK, "Policy and standing data are there.")
    except FileNotFoundError:
        yield Line("resources", FAIL, "Shipped data is missing: install the program again.")


def _outbox(home: Home) -> Iterator[Line]:
    waits, refused = outbox.waiting(home)
    if waits:
        yield Line(
            "outbox",
            WARN,
            said("{entries} on this desktop until the store is opened from here; wantedtrack sweep adds them.", entries=_entries(waits)),
        )
    if refused:
        says = said(
            "{entries} in the outbox of this desktop that the store would not take. wantedtrack outbox shows them; add them by hand.",
            entries=_entries(refused),
        )
        yield Line("outbox", FAIL, says)


def _entries(number: int) -> str:
    return said("1 entry waits") if number == 1 else said("{number} entries wait", number=number)


def _store(home: Home, opened: Opened) -> Iterator[Line]:
    yield Line("store", OK, "shared, on PostgreSQL" if opened.store.is_shared else "embedded and encrypted")
    if opened.store.read_only_because is not None:
        yield Line("writing", FAIL, opened.store.read_only_because)
    yield _protection(home) if not opened.store.is_shared else _rights(opened)
    if opened.store.is_shared:
        yield _writing_anew(opened)
        yield _standby(opened)
    now = opened.clock.now()
    doubt = opened.clock.doubt
    if doubt is not None:
        yield Line("clock", WARN if opened.store.is_shared else FAIL, doubt.said)
    with opened.store.reading() as connection:
        verdict = journal.verify(connection)
        status = watching.status(connection, now=now)
    state = OK if verdict.state == "intact" else FAIL
    lines = said("{state}, {count} lines", state=said(verdict.state), count=verdict.lines)
    yield Line("journal", state, said("{lines}: {why}", lines=lines, why=verdict.why) if verdict.why else lines)
    yield _watch(status)
    yield from _watchers(status)
    yield _backup(status)


def _protection(home: Home) -> Line:
    protection = Keys(home.keys_path).account_protection(account_name())
    if protection is None:
        return Line("key", WARN, "This account is not enrolled; an administrator enrols it.")
    says = (
        "The key is kept by the system's keyring."
        if protection.value == "keyring"
        else "No keyring here: the key's secret is in a file only this account may read."
    )
    return Line("key", OK if protection.value == "keyring" else WARN, says)


def _rights(opened: Opened) -> Line:
    with opened.store.reading() as connection:
        if roles.append_only_holds(connection):
            return Line("rights", OK, "This login can add to the journal and cannot change it.")
    says = "This login could rewrite the journal. Give officers logins that are members of wantedtrack_writer; the administrator guide says how."
    return Line("rights", WARN, says)


def _writing_anew(opened: Opened) -> Line:
    """What a disposal asks of the server: its tables are written anew, so that nothing disposed of is left in their files."""
    with opened.store.reading() as connection:
        needs = roles.needs_to_write_anew(connection)
    asks = said("it needs each table to itself for a moment, and {room} MB free on the server", room=needs.room // 1_000_000 + 1)
    if needs.owns:
        return Line("disposal", OK, said("This login can have the server write its tables anew (VACUUM FULL); {asks}.", asks=asks))
    owners = "The server writes tables anew (VACUUM FULL) for their owner only; have the owner's login run it after each disposal; {asks}."
    says = said(owners, asks=asks)
    return Line("disposal", WARN, says)


def _standby(opened: Opened) -> Line:
    """Without a standby that confirms each commit, what was called saved since the last copy is lost with the server's disk."""
    with opened.store.reading() as connection:
        held = roles.standby_of(connection)
    if held is roles.Standby.CONFIRMS:
        return Line("standby", OK, "A standby confirms each commit: what is called saved survives the loss of the server.")
    if held is roles.Standby.IS_MISSED:
        says = "The server waits for a standby that is not there, so nothing can be saved. Start the standby, or take its name out of synchronous_standby_names."
        return Line("standby", FAIL, says)
    says = "No standby confirms each commit: with the server's disk, what was saved since the last backup is lost. Name one in synchronous_standby_names; the administrator guide says how."
    return Line("standby", WARN, says)


def _watch(status: watching.WatchStatus) -> Line:
    if status.last_sweep_at is None:
        return Line("watch", WARN, "Nothing has watched yet. Open the window, or run wantedtrack watch.")
    at = said(
        "Last checked {at} by {desktop}, {count} clocks.",
        at=dated_moment(status.last_sweep_at), desktop=str(status.desktop), count=status.looked_at or 0,
    )  # fmt: skip
    return Line("watch", {"ok": OK, "amber": WARN, "red": FAIL}[status.state.value], at)


def _watchers(status: watching.WatchStatus) -> Iterator[Line]:
    """Desktops that are silent or whose clock stands wrong, and what the store has lost of its policy."""
    for one in status.behind:
        last = dated_moment(one.last_sweep_at) if one.last_sweep_at else said("never")
        silent = "{desktop} should be watching and is silent; its last check was {last}. See whether it still runs."
        yield Line("watcher", WARN, said(silent, desktop=one.desktop, last=last))
    for doubt in status.doubts:
        state = WARN if doubt.decides_nothing else FAIL
        yield Line(
            "clock",
            state,
            said("The clock of {desktop} stands wrong ({how}). Set it right.", desktop=doubt.desktop, how=said(str(doubt.kind))),
        )
    if status.policies_lost:
        lost = ", ".join(str(version) for version in status.policies_lost)
        missing = "The text of policy version {lost} is missing. Restore a backup, or adopt the policy anew."
        yield Line("policy", FAIL, said(missing, lost=lost))
    if status.limits_lost:
        yield Line(
            "policy", FAIL, "A clock names limits that the store has lost, and tells nothing. Restore a backup, or adopt the policy anew."
        )


def _backup(status: watching.WatchStatus) -> Line:
    if status.last_backup is None:
        return Line("backup", WARN, "There is no backup yet. Run wantedtrack backup FILE, or let the watcher make one.")
    return Line("backup", OK, said("{file}, {at}.", file=status.last_backup.file_name, at=dated_moment(status.last_backup.at)))
