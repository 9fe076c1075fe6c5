"""What SQLAlchemy has worked out about a statement, kept once for all engines that would work it out alike.

Making the text of a statement costs ten times what the database takes to answer most of them, and each engine keeps its own; a store
has two, so without this whatever is asked once while writing and once while reading is made twice.
"""

from functools import cache

from sqlalchemy import Engine
from sqlalchemy.engine import Dialect
from sqlalchemy.util import LRUCache

_STATEMENTS = 1000
"""As many as the two engines of one store would keep."""

_DIALECTS: dict[tuple[object, ...], Dialect] = {}
"""By the server and by what a first connection found out about it: the texts of two that are alike are the same."""


def share_statements(connected: Engine, *others: Engine) -> None:
    """Let these engines of one store use the statements of every engine like it. The first has been connected, so that its dialect knows its server."""
    dialect = connected.dialect
    # No password is kept, and databases of one server are alike.
    server = connected.url.set(database=None, password=None)
    marks = (server, dialect.server_version_info, dialect.default_schema_name, dialect.default_isolation_level)
    known = _DIALECTS.setdefault(marks, dialect)
    for engine in (connected, *others):
        engine.dialect = known
        engine.update_execution_options(compiled_cache=_statements())


@cache
def _statements() -> LRUCache[object, object]:
    return LRUCache(_STATEMENTS)
