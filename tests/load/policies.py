"""rehearsal: a policy rehearsed on every clock of the large store, against the one statement that recomputes their due times."""

from collections.abc import Iterator

from sqlalchemy import text

from tests.load.measuring import Measure
from tests.load.stores import NOW, large_home
from wantedtrack.opening import open_home
from wantedtrack.resources import resource_path
from wantedtrack.rules.policy_file import read_policy
from wantedtrack.store.policy_arithmetic import FIRST_LIMIT, RUNNING, WANT_COLUMNS, want_values
from wantedtrack.store.rehearsing import rehearse


def measures() -> Iterator[Measure]:
    opened = open_home(large_home(), at=NOW)
    shipped = resource_path("policy", "default.toml").read_text(encoding="utf-8")
    new = read_policy(shipped.replace('first_attempt = "8 h"', 'first_attempt = "6 h"'), file_name="new.toml")
    due = text(
        f"WITH want ({WANT_COLUMNS}) AS (VALUES {want_values(new)}), running AS ({RUNNING}) "
        f"SELECT count(*), max(began + {FIRST_LIMIT}), max(began + after_2), max(began + after_3) FROM running"
    )

    def floor() -> None:
        """Every level's due time of every cycle under the new limits."""
        with opened.store.reading() as connection:
            connection.execute(due).one()

    def ours() -> None:
        """Who turns red and who is reached now, and 28 days of load under both policies."""
        with opened.store.reading() as connection:
            rehearse(connection, new, in_effect=opened.policy, now=NOW)

    yield Measure("rehearsal", 3.0, floor, ours, runs=3)
    opened.store.close()
