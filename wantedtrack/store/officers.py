"""Reading officers: by collar, by the account they are signed in with."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from wantedtrack.errors import Invalid
from wantedtrack.rules.entry import Collar, Instant, OfficerId
from wantedtrack.rules.kept_text import kept
from wantedtrack.rules.officers import Acting
from wantedtrack.rules.ranks import Rank
from wantedtrack.store.found import by_column
from wantedtrack.store.schema import officer as table


@dataclass(frozen=True, slots=True)
class Officer:
    """One officer as the store holds them."""

    id: OfficerId
    collar: Collar
    name: str | None
    rank: Rank | None
    is_administrator: bool
    team: str | None
    station: str | None
    account: str | None
    left_at: Instant | None
    beats: str | None
    shifts: str | None

    def acting(self, desktop: str) -> Acting:
        """This officer at a desktop."""
        return Acting(self.id, self.collar, self.rank, self.is_administrator, desktop)


def all_officers(connection: Connection) -> list[Officer]:
    """Every officer who has not left, by collar."""
    return [
        Officer(**by_column(row)) for row in connection.execute(select(table).where(table.c.left_at.is_(None)).order_by(table.c.collar))
    ]


def collar_of(connection: Connection, officer: OfficerId) -> Collar:
    """The collar number of this officer, serving or not."""
    return connection.execute(select(table.c.collar).where(table.c.id == officer)).scalar_one()


def serving(connection: Connection, officer: OfficerId | None) -> OfficerId | None:
    """This officer, or None where there is none or they have left."""
    found = select(table.c.id).where(table.c.id == officer, table.c.left_at.is_(None))
    return None if officer is None else connection.execute(found).scalar()


def officer_with_account(connection: Connection, account: str) -> Officer | None:
    """The officer whose operating-system or database account this is."""
    row = connection.execute(select(table).where(table.c.account == account, table.c.left_at.is_(None))).first()
    return None if row is None else Officer(**by_column(row))


def find_owner(connection: Connection, collar: str, *, field: str) -> Officer:
    """The officer with this collar number, who may own an entry: the administrator's role alone touches none. Source: domain.md section 4.

    Raises Invalid("no_such_officer", "officer_left", "no_rank").
    """
    found = find_officer(connection, collar, field=field)
    if found.rank is None:
        message = f"{found.collar} is an administrator without a rank and can own no entry. Nothing was changed; name an officer of a rank."
        raise Invalid(message, code="no_rank", field=field)
    return found


def find_officer(connection: Connection, collar: str, *, field: str) -> Officer:
    """The officer with this collar number, however it is typed. Raises Invalid("no_such_officer", "officer_left")."""
    wanted = kept(collar).strip().upper()
    row = connection.execute(select(table).where(table.c.collar == wanted)).first()
    if row is None:
        message = f"No officer has the collar number “{wanted[:40]}”. Nothing was changed; an administrator can enrol one."
        raise Invalid(message, code="no_such_officer", field=field)
    found = Officer(**by_column(row))
    if found.left_at is not None:
        raise Invalid(f"{wanted} has left. Nothing was changed; name an officer who is serving.", code="officer_left", field=field)
    return found
