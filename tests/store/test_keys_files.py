"""The key file among other processes, other accounts and a stolen disk."""

import os
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from wantedtrack.errors import Unavailable
from wantedtrack.rules.entry import Collar
from wantedtrack.store.key_file import read_key_file
from wantedtrack.store.keys import Account, Keys
from wantedtrack.store.secret_places import FileSecrets
from wantedtrack.store.whole_file import one_writer, write_whole
from wantedtrack.store.wraps import Cost

NOW = datetime(2026, 3, 2, 7, 0, tzinfo=UTC)
CHEAP = Cost(n=16, r=1, p=1)
PS1 = Collar("DEMO-PS")
PLANTED = "walnut kettle Featherstonehaugh"

# Each child enrols officers of its own into one file, all at once.
ENROLS = """
import sys
from pathlib import Path
from wantedtrack.store.keys import Keys, StoreKey
from wantedtrack.store.wraps import Cost
path, material, name, count = sys.argv[1:]
keys = Keys(Path(path), cost=Cost(n=16, r=1, p=1))
sys.stdin.readline()
for number in range(int(count)):
    keys.enrol(StoreKey(bytes.fromhex(material)), f"{name}-{number}", passphrase=f"passphrase of {name} {number}")
    print(number, flush=True)
"""
TRIES = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from wantedtrack.store.keys import Keys
Keys(Path(sys.argv[1])).verify_passphrase("DEMO-PS", "a wrong passphrase", now=datetime(2026, 3, 2, 7, 0, tzinfo=UTC))
"""


def child(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", code, *words], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def private_home(home: Path) -> Path:
    home.chmod(0o700)
    return home


def test_processes_that_enrol_at_once_lose_nobody(home: Path) -> None:
    keys = Keys(home / "keys.json", cost=CHEAP)
    key, paper = keys.create("5f0c0f5c")
    children = [child(ENROLS, str(home / "keys.json"), key.material.hex(), f"C{number}", "10") for number in range(4)]
    for one in children:
        assert one.stdin is not None
        one.stdin.write("go\n")
        one.stdin.flush()
    for one in children:
        one.communicate(timeout=60)
        assert one.returncode == 0
    assert {officer.collar for officer in keys.enrolled()} == {f"C{child}-{number}" for child in range(4) for number in range(10)}
    assert keys.unlock_by_recovery(paper) == key
    for officer in keys.enrolled():
        name, number = officer.collar.split("-")
        keys.verify_passphrase(officer.collar, f"passphrase of {name} {number}", now=NOW)


@pytest.mark.faults
def test_a_process_killed_while_it_writes_leaves_a_whole_file_and_no_lock(home: Path) -> None:
    keys = Keys(home / "keys.json", cost=CHEAP)
    key, paper = keys.create("5f0c0f5c")
    for round_ in range(6):
        one = child(ENROLS, str(home / "keys.json"), key.material.hex(), f"K{round_}", "100000")
        assert one.stdin is not None
        assert one.stdout is not None
        one.stdin.write("go\n")
        one.stdin.flush()
        said = [one.stdout.readline().strip() for _ in range(3 + round_)]
        one.kill()
        said += one.communicate()[0].split()
        assert {f"K{round_}-{number}" for number in said} <= {officer.collar for officer in keys.enrolled()}
        assert keys.unlock_by_recovery(paper) == key
        keys.enrol(key, Collar(f"after-{round_}"), passphrase="after the kill")


@pytest.mark.faults
def test_a_try_counts_before_it_is_judged(home: Path) -> None:
    path = home / "keys.json"
    keys = Keys(path)
    key, _ = keys.create("5f0c0f5c")
    keys.enrol(key, PS1, passphrase=PLANTED)
    one = child(TRIES, str(path))
    while read_key_file(path).officers[PS1].tries.failed == 0:
        assert one.poll() is None
    one.kill()
    one.communicate()
    assert read_key_file(path).officers[PS1].tries.failed == 1


def test_no_file_of_the_home_holds_a_key_a_passphrase_or_an_accounts_name(private_home: Path) -> None:
    keys = Keys(private_home / "keys.json", cost=CHEAP)
    key, paper = keys.create("5f0c0f5c")
    account = Account("invented.featherstonehaugh", (FileSecrets(private_home / "secrets"),))
    keys.enrol(key, PS1, account=account, passphrase=PLANTED)
    with pytest.raises(Exception, match="belong together") as refused:
        keys.verify_passphrase(PS1, f"{PLANTED} not", now=NOW)
    assert PLANTED not in str(refused.value) + repr(refused.value)
    held = b"\n".join(path.read_bytes() for path in private_home.rglob("*") if path.is_file()).lower()
    held += "\n".join(path.name for path in private_home.rglob("*")).lower().encode()
    assert held.strip()
    material = key.material
    for secret in (PLANTED, "featherstonehaugh", account.name, paper, paper.replace("-", ""), paper[:5], material.hex(), str(material)):
        assert secret.lower().encode() not in held
    assert material not in held


def test_files_of_one_accounts_home_are_his_alone(private_home: Path) -> None:
    keys = Keys(private_home / "keys.json", cost=CHEAP)
    before = os.umask(0)
    try:
        key, _ = keys.create("5f0c0f5c")
        keys.enrol(key, PS1, account=Account("invented", (FileSecrets(private_home / "secrets"),)), passphrase=PLANTED)
    finally:
        os.umask(before)
    found = {path.name if path.suffix != ".secret" else "secret": mode_of(path) for path in private_home.rglob("*")}
    assert found == {"keys.json": 0o600, "keys.json.lock": 0o600, "secrets": 0o700, "secret": 0o600}


def test_in_a_home_that_a_group_shares_the_key_file_is_the_groups_and_a_secret_its_owners(private_home: Path) -> None:
    private_home.chmod(0o2770)
    keys = Keys(private_home / "keys.json", cost=CHEAP)
    before = os.umask(0o077)
    try:
        key, _ = keys.create("5f0c0f5c")
        keys.enrol(key, PS1, account=Account("invented", (FileSecrets(private_home / "secrets"),)), passphrase=PLANTED)
    finally:
        os.umask(before)
    assert mode_of(private_home / "keys.json") == 0o660
    assert mode_of(private_home / "keys.json.lock") == 0o660
    assert (private_home / "secrets").stat().st_mode & 0o1777 == 0o1770
    assert [mode_of(path) for path in (private_home / "secrets").iterdir()] == [0o600]


def test_a_file_that_cannot_be_written_stays_as_it_was(home: Path) -> None:
    path = home / "keys.json"
    write_whole(path, b"before", mode=0o600)
    # A folder in the way of the rename refuses root too.
    in_the_way = home / "folder"
    (in_the_way / "inner").mkdir(parents=True)
    with pytest.raises(Unavailable):
        write_whole(in_the_way, b"after", mode=0o600)
    with pytest.raises(Unavailable) as refused:
        write_whole(home / "missing" / "keys.json", b"after", mode=0o600)
    assert refused.value.code == "file"
    assert path.read_bytes() == b"before"
    assert sorted(found.name for found in home.iterdir()) == ["folder", "keys.json"]


@pytest.mark.faults
def test_a_full_disk_is_told_and_the_file_stays_as_it_was(home: Path) -> None:
    keys = Keys(home / "keys.json", cost=CHEAP)
    key, _ = keys.create("5f0c0f5c")
    before = (home / "keys.json").read_bytes()
    code = (
        "import resource, signal, sys\n"
        "from pathlib import Path\n"
        "from wantedtrack.errors import Unavailable\n"
        "from wantedtrack.store.keys import Keys, StoreKey\n"
        "from wantedtrack.store.wraps import Cost\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))\n"
        "keys = Keys(Path(sys.argv[1]), cost=Cost(n=16, r=1, p=1))\n"
        "try:\n"
        "    keys.enrol(StoreKey(bytes.fromhex(sys.argv[2])), 'X', passphrase='three random words')\n"
        "except Unavailable as told:\n"
        "    print(told.code)\n"
    )
    one = child(code, str(home / "keys.json"), key.material.hex())
    assert one.communicate(timeout=60)[0].strip() == "disk_full"
    assert (home / "keys.json").read_bytes() == before
    assert sorted(found.name for found in home.iterdir()) == ["keys.json", "keys.json.lock"]


def test_a_lock_held_by_another_process_is_waited_for_and_let_go_at_its_death(home: Path) -> None:
    code = (
        "import sys\n"
        "from pathlib import Path\n"
        "from wantedtrack.store.whole_file import one_writer\n"
        "with one_writer(Path(sys.argv[1])):\n"
        "    print('held', flush=True)\n"
        "    sys.stdin.read()\n"
    )
    lock = home / "lock"
    one = child(code, str(lock))
    assert one.stdout is not None
    assert one.stdout.readline().strip() == "held"
    with pytest.raises(Unavailable) as refused, one_writer(lock, patience_s=0.05):
        pass
    assert refused.value.code == "busy"
    one.kill()
    one.communicate()
    with one_writer(lock):
        assert lock.exists()
