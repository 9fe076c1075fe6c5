"""Where the data lies that tests read and the product does not ship."""

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The folder of shared test data, beside the checkout."""
    return Path(__file__).resolve().parents[3] / "shared" / "data"
