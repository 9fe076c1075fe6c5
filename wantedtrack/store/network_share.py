"""Whether a path lies on another computer's disk, where SQLite's locks cannot be trusted: such an embedded store is refused.

Source: sqlite.org, "SQLite Over a Network" and "How To Corrupt An SQLite Database File" (2.1, filesystems with broken locks).
"""

import re
import sys
from collections.abc import Callable
from pathlib import Path

from wantedtrack.errors import Unavailable

# Disks of other computers. Not 9p, virtiofs and vboxsf: through them a virtual machine sees the disk of the computer it runs on.
_NETWORK_KINDS = frozenset(
    ("afpfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs", "nfs", "nfs4", "ocfs2", "orangefs",
     "pvfs2", "smb2", "smb3", "smbfs")
)  # fmt: skip
_NETWORK_FUSE = frozenset(
    ("ceph", "curlftpfs", "davfs", "davfs2", "glusterfs", "gvfsd-fuse", "moosefs", "mfs", "rclone", "s3fs", "smbnetfs", "sshfs")
)
_OCTAL = re.compile(r"\\([0-7]{3})")


def is_mounted_from_elsewhere(path: Path, mounts: str) -> bool:
    """Whether the mount that this absolute path without links lies on is a network's, by a table in the form of /proc/mounts.

    Of two mounts on one folder the later hides the earlier.
    """
    nearest, kind = -1, ""
    for line in mounts.splitlines():
        fields = line.split()
        if len(fields) < 3:  # noqa: PLR2004 (device, folder, kind)
            continue
        folder = Path(_OCTAL.sub(lambda found: chr(int(found[1], 8)), fields[1]))
        if path.is_relative_to(folder) and len(folder.parts) >= nearest:
            nearest, kind = len(folder.parts), fields[2]
    return kind in _NETWORK_KINDS or (kind.startswith("fuse.") and kind.removeprefix("fuse.") in _NETWORK_FUSE)


def is_unc(path: str) -> bool:
    r"""Whether a Windows path names another computer: `\\server\share`, with slashes of either kind, or `\\?\UNC\server\share`."""
    tidy = path.replace("/", "\\")
    if tidy.upper().startswith("\\\\?\\UNC\\"):
        return True
    return tidy.startswith("\\\\") and not tidy.startswith(("\\\\?\\", "\\\\.\\"))


if sys.platform == "win32":
    import ctypes

    _DRIVE_REMOTE = 4

    def is_network_path(path: Path) -> bool:
        """Whether the path lies on another computer's disk: by its name, or by what its drive letter stands for."""
        # Links are followed, for a local folder may be one to a share.
        real = path.resolve()
        return is_unc(str(path)) or is_unc(str(real)) or ctypes.windll.kernel32.GetDriveTypeW(f"{real.drive}\\") == _DRIVE_REMOTE

else:

    def is_network_path(path: Path) -> bool:
        """Whether the path lies on another computer's disk, by the system's table of mounts; False where there is no such table."""
        try:
            mounts = Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
        except OSError:
            return False
        return is_mounted_from_elsewhere(path.resolve(), mounts)


def refuse_network_share(path: Path, *, is_elsewhere: Callable[[Path], bool] = is_network_path) -> None:
    """Raise Unavailable("network_share") for a path on a network share; the path itself need not exist yet."""
    if is_elsewhere(path):
        message = (
            "This folder lies on a network share, where a store for one desktop can be damaged, so it was not opened. "
            "Keep it on this computer's own disk, or use the shared mode with --database."
        )
        raise Unavailable(message, code="network_share")
