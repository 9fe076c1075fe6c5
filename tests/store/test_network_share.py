"""An embedded store on another computer's disk is refused; on a disk of this computer, or of the one it is a guest of, it is not."""

import sys
from pathlib import Path

import pytest

from wantedtrack.errors import Unavailable
from wantedtrack.store.network_share import is_mounted_from_elsewhere, is_network_path, is_unc, refuse_network_share

MOUNTS = r"""
/dev/sda1 / ext4 rw,relatime 0 0
tmpfs /run tmpfs rw 0 0
fileserver:/export/home /home/force nfs4 rw,vers=4.2 0 0
//fileserver/custody /mnt/custody\040suite cifs rw,vers=3.1.1 0 0
host0 /mnt/host 9p rw,trans=virtio 0 0
officer@server:/srv /mnt/server fuse.sshfs rw 0 0
/dev/sdb1 /mnt/stick fuseblk rw 0 0
portal /run/user/1000/doc fuse.portal rw 0 0
systemd-1 /mnt/auto autofs rw 0 0
nas:/volume /mnt/auto nfs rw 0 0
nas:/volume /mnt/covered nfs rw 0 0
/dev/sdc1 /mnt/covered xfs rw 0 0
tmpfs /home/force/local tmpfs rw 0 0
broken line
"""


@pytest.mark.parametrize(
    "path",
    [
        "/home/force/sergeant/store.db", "/home/force", "/mnt/custody suite/store.db", "/mnt/server/a/b", "/mnt/auto/store.db",
    ],
)  # fmt: skip
def test_another_computers_disk_is_seen(path: str) -> None:
    assert is_mounted_from_elsewhere(Path(path), MOUNTS)


@pytest.mark.parametrize(
    "path",
    [
        "/var/lib/WantedTrack", "/home/forceful/store.db", "/mnt/host/store.db", "/mnt/stick/store.db", "/mnt/covered/store.db",
        "/home/force/local/store.db", "/run/user/1000/doc/store.db", "/mnt/custody", "/",
    ],
)  # fmt: skip
def test_this_computers_disk_is_let_through(path: str) -> None:
    assert not is_mounted_from_elsewhere(Path(path), MOUNTS)


@pytest.mark.parametrize(
    ("path", "is_elsewhere"),
    [
        (r"\\fileserver\custody\store.db", True), ("//fileserver/custody/store.db", True), (r"\\?\UNC\fileserver\custody", True),
        (r"C:\ProgramData\WantedTrack", False), (r"\\?\C:\ProgramData", False), (r"\\.\C:", False), ("/var/lib", False), ("store.db", False),
    ],
)  # fmt: skip
def test_a_windows_path_that_names_a_computer_is_seen(path: str, is_elsewhere: bool) -> None:
    assert is_unc(path) is is_elsewhere


def test_a_path_that_does_not_exist_yet_is_judged_by_where_it_would_lie(home: Path) -> None:
    assert not is_network_path(home / "not" / "yet" / "store.db")
    refuse_network_share(home / "store.db")


def test_a_share_is_refused_with_the_way_out(home: Path) -> None:
    # What is faked is the table of mounts: a network share cannot be mounted here.
    table = f"nas:/volume {home} nfs rw 0 0\n"
    with pytest.raises(Unavailable) as refused:
        refuse_network_share(home / "store.db", is_elsewhere=lambda path: is_mounted_from_elsewhere(path, table))
    assert refused.value.code == "network_share"
    assert "--database" in refused.value.message


def test_a_link_to_a_folder_is_followed(home: Path) -> None:
    assert sys.platform == "win32" or Path("/proc/self/mounts").exists()
    link = home / "link"
    link.symlink_to("/proc")
    assert is_mounted_from_elsewhere((link / "x").resolve(), "proc /proc nfs rw 0 0\n")
