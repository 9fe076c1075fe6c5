"""What starts often starts with little: a command, and the child that reads a file, load no library that only others need."""

import subprocess
import sys

import pytest

from tests.architecture.house import ROOT

STARTS = {
    "wantedtrack.cli.reading": "openpyxl apscheduler numpy PySide6 rapidfuzz alembic psycopg",
    "wantedtrack.cli.doing": "openpyxl apscheduler numpy PySide6 alembic psycopg",
    "wantedtrack.exchange.guard": "openpyxl numpy sqlalchemy cryptography PySide6",
}


@pytest.mark.parametrize("module", STARTS)
def test_what_starts_often_loads_no_library_that_only_others_need(module: str) -> None:
    asked = f"import sys, {module}; print(*(set({STARTS[module].split()}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == []
