from pathlib import Path

import pytest

from tests.journeys.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The command line on a new demonstration store."""
    made = Program(tmp_path / "home")
    made.does("init", "--demonstration")
    return made
