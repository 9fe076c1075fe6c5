"""The packaged folder stands alone: both programs pass their self-check in an empty home and an empty environment."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

# Without these Windows cannot start a process or find a temporary folder at all.
_WINDOWS_NEEDS = ("SYSTEMROOT", "TEMP", "TMP")
_SECONDS = 180


def self_check(program: Path, home: Path) -> bool:
    """Run one program with nothing of this machine's settings; says what it printed when it fails."""
    environment = {name: os.environ[name] for name in _WINDOWS_NEEDS if name in os.environ}
    done = subprocess.run(
        [str(program), "--self-check"], cwd=home, env=environment, capture_output=True, text=True, check=False, timeout=_SECONDS
    )
    print(f"{'ok    ' if done.returncode == 0 else 'FAILED'} {program.name} --self-check")
    if done.returncode:
        print(done.stdout + done.stderr)
    return done.returncode == 0


def main(words: list[str]) -> int:
    """Check the folder named."""
    folder, ending = Path(words[0]).resolve(), ".exe" if os.name == "nt" else ""
    with tempfile.TemporaryDirectory() as home:
        results = [self_check(folder / f"{name}{ending}", Path(home)) for name in ("wantedtrack", "wantedtrack-desktop")]
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
