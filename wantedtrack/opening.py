"""Making a store and opening it: where it lies, with which key, at which clock, as which officer."""

import platform
import secrets
import uuid
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from wantedtrack.clock import Clock, DemonstrationClock, GuardedClock, ServerClock, system_now
from wantedtrack.errors import Invalid, NotAllowed, Unavailable
from wantedtrack.first_sign_in import unlocked
from wantedtrack.resources import resource_path
from wantedtrack.rules.entry import Collar, Instant
from wantedtrack.rules.officers import Acting, refuse_unknown, unknown_account, whoever_this_is
from wantedtrack.rules.policy import Policy
from wantedtrack.rules.ranks import Rank
from wantedtrack.settings import Home, keep_database, read_settings, settings_as_they_stand
from wantedtrack.store import key_file
from wantedtrack.store.accounts import account_name, may_ask_a_person, this_account
from wantedtrack.store.changes import Changes
from wantedtrack.store.database import Connection, Store, login_of, look_in_embedded, open_embedded, open_shared, takes_login
from wantedtrack.store.info import HIGH_WATER, Info, new_digest_key, read_info, read_mark
from wantedtrack.store.keys import Keys, StoreKey
from wantedtrack.store.migrations import SchemaState, brought_up_to_date, migrate, schema_state
from wantedtrack.store.network_share import refuse_network_share
from wantedtrack.store.officers import Officer, find_officer, officer_with_account
from wantedtrack.store.policy_rows import current_policy
from wantedtrack.store.whole_file import file_mode_in, one_writer, write_whole

DEMONSTRATION_OFFICERS: Sequence[tuple[str, Rank | None]] = (
    ("DEMO-PC", Rank.CONSTABLE),
    ("DEMO-PS", Rank.SERGEANT),
    ("DEMO-PS2", Rank.SERGEANT),
    ("DEMO-INSP", Rank.INSPECTOR),
    ("DEMO-INSP2", Rank.INSPECTOR),
    ("DEMO-CI", Rank.CHIEF_INSPECTOR),
    ("DEMO-SUPT", Rank.SUPERINTENDENT),
    ("DEMO-ADMIN", None),
)
"""The officers of a demonstration store. Source: interfaces.md section 5."""

DEMONSTRATION_COLLAR = "DEMO-PS"
_STATION = "Keynsham"
PUBLIC_KEY = "key.public"
"""The file that holds the key with which letters to the store are sealed."""


@dataclass(frozen=True, slots=True)
class Made:
    """A store that was just made. The recovery words are shown once; a shared store has none, for its server holds the data."""

    recovery_words: str | None
    first_officer: Collar


@dataclass(frozen=True, slots=True)
class Opened:
    """An open store, the officer who acts in it, its clock, what it says of itself, and the policy in effect."""

    store: Store
    officer: Acting
    clock: Clock
    info: Info
    policy: Policy


def make_home(
    home: Path, *, demonstration: bool = False, at: Instant | None = None, force_code: str = "52", database: str | None = None
) -> Made:
    """Make a store in this home (or at this database), whole or not at all.

    Raises NotAllowed("store_exists") where there is one, NotAllowed("real_store") for `at` without `demonstration`, Unavailable where
    the place cannot be written or is a network share.
    """
    if at is not None and not demonstration:
        raise NotAllowed("Only a demonstration's clock can be set. Nothing was made; leave out --at.", code="real_store", field="at")
    place = Home(home)
    place.root.mkdir(parents=True, exist_ok=True)
    with one_writer(place.root / "init.lock"):
        if database is not None and is_url(database):
            return _make_shared(database, demonstration=demonstration, now=at or system_now(), force_code=force_code)
        path = Path(database) if database is not None else place.store_path
        return _make_embedded(place, path, demonstration=demonstration, now=at or system_now(), force_code=force_code)


def begin_here(home: Path, *, force_code: str, database: str | None) -> str | None:
    """Make the first store of a desktop, or join the one that a server holds already; gives the recovery key, None for a server's store.

    A server's address is kept in the settings only once its store opens. Raises as `make_home` and `open_home` do.
    """
    if database is None:
        return make_home(home, force_code=force_code).recovery_words
    try:
        make_home(home, force_code=force_code, database=database)
    except NotAllowed as refused:
        if refused.code != "store_exists":
            raise
    open_home(home, database=database, may_be_unknown=True).store.close()
    keep_database(Home(home), database)
    return None


def is_url(database: str) -> bool:
    """Whether this names a PostgreSQL database rather than a file."""
    return database.startswith(("postgresql://", "postgres://", "postgresql+psycopg://"))


def _make_embedded(place: Home, path: Path, *, demonstration: bool, now: Instant, force_code: str) -> Made:
    if path.exists():
        raise NotAllowed(
            "There is a store here already. Nothing was changed; use it, or choose another home.", code="store_exists", field="home"
        )
    refuse_network_share(path)
    if place.keys_path.exists():
        key_file.set_aside(place.keys_path)
    info, keys = _info(demonstration=demonstration, now=now, force_code=force_code), Keys(place.keys_path)
    key, recovery = keys.create(info.store_id)
    first = Collar("DEMO-ADMIN" if demonstration else account_name().upper())
    keys.enrol(key, first, account=this_account(place.secrets))
    aside = path.with_name(f".{path.name}.{uuid.uuid4().hex}.new")
    store = open_embedded(aside, key.material)
    try:
        _fill(store, info, now=now)
        store.close()
        aside.replace(path)
    finally:
        store.close()
        for left in path.parent.glob(f"{aside.name}*"):
            left.unlink(missing_ok=True)
    return Made(recovery, first)


def _make_shared(url: str, *, demonstration: bool, now: Instant, force_code: str) -> Made:
    store = open_shared(url)
    try:
        _fill(store, _info(demonstration=demonstration, now=now if demonstration else store.server_now(), force_code=force_code), now=now)
    finally:
        store.close()
    return Made(None, Collar("DEMO-ADMIN" if demonstration else (login_of(url) or account_name()).upper()))


def _info(*, demonstration: bool, now: Instant, force_code: str) -> Info:
    return Info(uuid.uuid4().hex, demonstration, force_code, now, new_digest_key())


def _fill(store: Store, info: Info, *, now: Instant) -> None:
    from wantedtrack.deeds.administration import MAKER, make_store  # noqa: PLC0415 (once in a store's life)
    from wantedtrack.exchange.standing_data import read_standing  # noqa: PLC0415 (the same)

    migrate(store)
    officers = _demonstration_officers() if info.is_demonstration else [_first_administrator(store)]
    make_store(
        store=store,
        officer=MAKER,
        now=now,
        info=info,
        policy_text=resource_path("policy", "default.toml").read_text(encoding="utf-8"),
        standing=read_standing(),
        officers=officers,
    )


def _demonstration_officers() -> list[Mapping[str, Any]]:
    return [
        {"collar": collar, "rank": rank, "is_administrator": rank is None, "station": _STATION, "team": "Response", "name": "Test Officer"}
        for collar, rank in DEMONSTRATION_OFFICERS
    ]


def _first_administrator(store: Store) -> Mapping[str, Any]:
    """Whoever makes the store: until two sergeants are enrolled the first administrator gives roles alone. Source: trust.md."""
    account = (login_of(str(store.writer.url)) or account_name()) if store.is_shared else account_name()
    return {"collar": account.upper(), "rank": None, "is_administrator": True, "account": account}


def open_home(
    home: Path,
    *,
    database: str | None = None,
    collar: str | None = None,
    at: Instant | None = None,
    passphrase: str | None = None,
    may_be_unknown: bool = False,
) -> Opened:
    """Open the store of this home, at its clock, as the officer of this account or (second officer) of this collar.

    A demonstration store takes any collar of its own and any `at`; a real one refuses `at`, and asks another collar for its passphrase.
    `may_be_unknown` lets a login or a demonstration's collar that maps to no officer through, as somebody who may only add.
    Raises NotAllowed("real_store", "unknown_account", "passphrase"), Unavailable("no_store", "wrong_key", "network_share", …).
    """
    place = Home(home)
    wanted = database or read_settings(place)[0].database
    if wanted is not None and is_url(wanted):
        store, own_collar, keys = brought_up_to_date(open_shared(wanted)), None, None
    else:
        store, own_collar, keys = _open_file(place, Path(wanted) if wanted is not None else place.store_path, collar, passphrase)
    try:
        asked = _Asked(collar, at, passphrase, wanted, may_be_unknown)
        return _opened(store, own_collar, keys, asked)
    except BaseException:
        store.close()
        raise


def look_in(home: Path, *, database: str | None = None) -> Opened:
    """Open the store of this home as `open_home` does for this account, to read in it and nothing else.

    Where anything had to be made, set aside, brought up to date or asked of a person first, it raises Unavailable("only_to_look"); else as `open_home`.
    """
    place = Home(home)
    wanted = database or settings_as_they_stand(place).database
    if wanted is not None and is_url(wanted):
        store, own_collar, keys = open_shared(wanted), None, None
    else:
        path = Path(wanted) if wanted is not None else place.store_path
        if path.exists() and may_ask_a_person(Keys(place.keys_path)):
            raise _only_to_look()
        store, own_collar, keys = _open_file(place, path, None, None, open_it=look_in_embedded)
    try:
        _refuse_unless_current(store)
        return _opened(store, own_collar, keys, _Asked(None, None, None, wanted, may_be_unknown=False))
    except BaseException:
        store.close()
        raise


def _refuse_unless_current(store: Store) -> None:
    if schema_state(store) is not SchemaState.CURRENT:
        raise _only_to_look()


def _only_to_look() -> Unavailable:
    return Unavailable("The store cannot be opened only to look at it. Nothing was changed; open it.", code="only_to_look")


def _open_current(path: Path, key: bytes) -> Store:
    return brought_up_to_date(open_embedded(path, key))


def _open_file(
    place: Home, path: Path, collar: str | None, passphrase: str | None, *, open_it: Callable[[Path, bytes], Store] = _open_current
) -> tuple[Store, Collar, Keys]:
    if not path.exists():
        message = "There is no store here yet. “wantedtrack init” makes one, “wantedtrack init --demonstration” one to try things out in."
        raise Unavailable(message, code="no_store", field="home")
    refuse_network_share(path)
    keys = Keys(place.keys_path)
    opened = unlocked(keys, place, collar=collar, passphrase=passphrase)
    return open_it(path, opened.key.material), opened.collar, keys


@dataclass(frozen=True, slots=True)
class _Asked:
    """As whom and when the store is to be opened."""

    collar: str | None
    at: Instant | None
    passphrase: str | None = field(repr=False)
    url: str | None = field(repr=False)
    may_be_unknown: bool


def _opened(store: Store, own: Collar | None, keys: Keys | None, asked: _Asked) -> Opened:
    with store.reading() as connection:
        info = read_info(connection)
    if asked.at is not None and not info.is_demonstration:
        message = "This is a real store: its clock is the machine's or the server's and cannot be set. Nothing was done."
        raise NotAllowed(message, code="real_store", field="at")
    clock = _clock_of(store, info, asked.at)
    now = clock.now()
    with store.reading() as connection:
        policy = current_policy(connection, now=now)
        officer = _who_acts(connection, own, keys, asked, info, now)
    return Opened(store, officer, clock, info, policy)


def _who_acts(connection: Connection, own: Collar | None, keys: Keys | None, asked: _Asked, info: Info, now: Instant) -> Acting:
    desktop = platform.node() or "DESKTOP"
    account = login_of(asked.url or "") or account_name()
    if info.is_demonstration:
        try:
            return find_officer(connection, asked.collar or DEMONSTRATION_COLLAR, field="as").acting(desktop)
        except Invalid:
            if not asked.may_be_unknown:
                raise
            return whoever_this_is((asked.collar or "").strip(), desktop)
    if asked.collar is not None and asked.collar.strip().upper() != own:
        found = find_officer(connection, asked.collar, field="as")
        if keys is not None:
            _refuse_unless_signed_in(found.collar, keys, asked.passphrase, now)
        elif found.account != account:
            _refuse_unless_at_server(found, asked)
        return found.acting(desktop)
    known = find_officer(connection, own, field="as") if own is not None else officer_with_account(connection, account)
    if known is not None:
        return known.acting(desktop)
    if not asked.may_be_unknown:
        raise unknown_account()
    return whoever_this_is(account, desktop)


def _refuse_unless_at_server(found: Officer, asked: _Asked) -> None:
    """In shared mode a second officer is who he says by his own database login. Answers the threat "a shared desktop" of trust.md.

    A server that takes any password would tell nobody apart, so one that nobody has is tried first.
    """
    if found.account is None:
        message = f"{found.collar} has no database login here. Nothing was done; an administrator adds it with enrol-officer."
        raise NotAllowed(message, code="no_login", field="as", who_could="administrator")
    if asked.passphrase is None:
        raise NotAllowed(
            f"{found.collar} has to give the password of their database login. Nothing was done.", code="passphrase", field="as"
        )
    assert asked.url is not None  # noqa: S101 (a shared store was opened by its URL)
    if takes_login(asked.url, found.account, secrets.token_hex(16)):
        message = "This server lets logins in without looking at their passwords, so a second officer cannot be told from the first. Nothing was done; each signs in at a desktop of their own."
        raise NotAllowed(message, code="passphrase", field="as", who_could="the officer, at a desktop of their own")
    if not takes_login(asked.url, found.account, asked.passphrase):
        message = "Collar number and password do not belong together. Nothing was changed; type the password again."
        raise Invalid(message, code="wrong_passphrase", field="passphrase")


def _refuse_unless_signed_in(collar: Collar, keys: Keys, passphrase: str | None, now: Instant) -> None:
    """A second officer at the desk is who he says by his own passphrase. Answers the threat "a shared desktop" of trust.md."""
    if passphrase is None:
        raise NotAllowed(f"{collar} has to give a passphrase to act here. Nothing was done.", code="passphrase", field="as")
    keys.verify_passphrase(collar, passphrase, now=now)


def _clock_of(store: Store, info: Info, at: Instant | None) -> Clock:
    if info.is_demonstration:
        return DemonstrationClock(at)
    if store.is_shared:
        return ServerClock(store.server_now)

    def newest_seen() -> Instant | None:
        from wantedtrack.store import journal  # noqa: PLC0415 (only a real store's clock asks it)

        with store.reading() as connection:
            seen = [known for known in (read_mark(connection, HIGH_WATER), journal.head(connection).at) if known is not None]
        return max(seen, default=None)

    return GuardedClock(newest_seen)


def after_deed(home: Path, opened: Opened, changes: Changes) -> None:
    """What a deed asks of this desktop's own files: an officer who has left loses the ways to the store's key that lie here.

    Raises Unavailable where the key file cannot be written; the deed itself is done.
    """
    if changes.deed == "retire-officer" and changes.proposal is None and not opened.store.is_shared:
        Keys(Home(home).keys_path).forget(Collar(changes.detail["collar"]))


def publish_key(home: Home, opened: Opened) -> None:
    """Lay the store's public key where any account of this desktop can seal with it. A read of the store; only a file is written.

    Raises Unavailable where the home cannot be written.
    """
    from wantedtrack.store import sealed_box  # noqa: PLC0415 (loads what letters are sealed with, which no page waits for)

    with opened.store.reading() as connection:
        public = sealed_box.public_key(connection)
    path = home.outbox / PUBLIC_KEY
    if public is None or (path.exists() and path.read_bytes() == public):
        return
    home.outbox.mkdir(exist_ok=True)
    write_whole(path, public, mode=file_mode_in(home.root))


def _key_of(place: Home) -> StoreKey:
    return Keys(place.keys_path).unlock_by_account(this_account(place.secrets)).key


def set_passphrase(home: Path, opened: Opened, collar: str, passphrase: str) -> Collar:
    """Wrap the store's key under an officer's own passphrase: by an administrator, or by the officer.

    Raises NotAllowed("rank", "shared"), Invalid("no_such_officer", "passphrase_too_short", …).
    """
    place = Home(home)
    with opened.store.reading() as connection:
        found = find_officer(connection, collar, field="collar")
    refuse_passphrase(opened)
    if not opened.officer.is_administrator and found.id != opened.officer.officer:
        message = "Another officer's passphrase is an administrator's to set. Nothing was changed."
        raise NotAllowed(message, code="rank", who_could="administrator")
    Keys(place.keys_path).enrol(_key_of(place), found.collar, passphrase=passphrase)
    return found.collar


def refuse_passphrase(opened: Opened) -> None:
    """Raise NotAllowed("shared") where no officer has a passphrase of this desk, NotAllowed("unknown_account") for somebody who is no officer."""
    if opened.store.is_shared:
        message = (
            "In shared mode each officer has a database login of their own. Nothing was changed; its password is changed at the server."
        )
        raise NotAllowed(message, code="shared", field="collar")
    refuse_unknown(opened.officer, "passphrase")
