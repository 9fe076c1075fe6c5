"""A workbook under way lays nothing into the system's temporary folder, so that a killed export leaves no name there."""

import subprocess
import sys
from pathlib import Path

from tests.journeys.program import Program

KILLED = """
import os, signal, sys
from pathlib import Path
from tests.exchange.contents import content_with
from wantedtrack.exchange import workbook
from wantedtrack.exchange.handover_workbook import write_handover
from wantedtrack.rules.handover import Signatures

content = content_with(*[f"PLANTED-{number}" for number in range(300)])
workbook.save_packed = lambda *words: os.kill(os.getpid(), signal.SIGKILL)
write_handover(content, Signatures(), Path(sys.argv[1]))
"""


def test_an_export_that_is_killed_leaves_no_name_behind(tmp_path: Path) -> None:
    for_temporary_files, target = tmp_path / "temporary", tmp_path / "out"
    for_temporary_files.mkdir()
    target.mkdir()
    environment = {**Program.environment(), "TMPDIR": str(for_temporary_files), "TEMP": str(for_temporary_files)}
    done = subprocess.run([sys.executable, "-c", KILLED, str(target / "handover.xlsx")], env=environment, capture_output=True, check=False)
    assert done.returncode != 0
    left = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in left if b"PLANTED" in path.read_bytes()]
    assert list(for_temporary_files.iterdir()) == []
