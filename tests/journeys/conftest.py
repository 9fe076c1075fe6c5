import shutil
from pathlib import Path

import pytest

from tests.journeys.program import Program


@pytest.fixture(scope="session")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A home as `init --demonstration` leaves it, made once; each test copies it, because making one takes a second."""
    home = tmp_path_factory.mktemp("demonstration") / "home"
    Program(home).does("init", "--demonstration")
    return home


@pytest.fixture
def program(demonstration: Path, tmp_path: Path) -> Program:
    """The command line on a new demonstration store."""
    shutil.copytree(demonstration, tmp_path / "home")
    return Program(tmp_path / "home")


@pytest.fixture
def in_one_process(demonstration: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Program:
    """The same in this process: for lives of many commands, and for what a test does to the store behind them."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    shutil.copytree(demonstration, tmp_path / "home")
    return Program.in_one_process(tmp_path / "home")
