from pathlib import Path

import pytest

from tests.journeys.program import Program


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The command line on a new demonstration store."""
    made = Program(tmp_path / "home")
    made.does("init", "--demonstration")
    return made


@pytest.fixture
def in_one_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The same in this process: for lives of many commands, and for what a test does to the store behind them."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    made = Program.in_one_process(tmp_path / "home")
    made.does("init", "--demonstration")
    return made
