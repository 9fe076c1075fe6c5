"""The files of the project: those that git keeps or would keep."""

import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def kept_files(*patterns: str) -> list[Path]:
    """Files tracked, or new and not ignored, that match the patterns (all when none is given), sorted."""
    command = ["git", "-c", "safe.directory=*", "ls-files", "--cached", "--others", "--exclude-standard", "-z", "--", *patterns]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return sorted(path for name in set(listed.split("\0")) if name and (path := ROOT / name).is_file())
