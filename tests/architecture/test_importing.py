"""Importing any module opens nothing: no file, store, socket, process, thread or window."""

import json
import os
import subprocess
import sys

from tests.architecture.house import ROOT


def test_importing_any_module_opens_nothing() -> None:
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-W", "error", "-m", "tests.architecture.importing_alone"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == []
