import pytest

from tests.deeds.force import Force
from tests.fixtures_store import Officers
from wantedtrack.store.database import Store


@pytest.fixture
def force(store: Store, officers: Officers) -> Force:
    """A force on a store of its own; the test runs on SQLCipher and on PostgreSQL."""
    return Force(store, officers)
