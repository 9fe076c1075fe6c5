"""Where the home is found, how it is made, and what becomes of a settings file."""

import os
import stat
from pathlib import Path

import pytest

from wantedtrack.errors import Unavailable
from wantedtrack.settings import Home, Machine, Settings, find_home, read_settings, this_machine


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    return Machine(tmp_path / "var" / "lib" / "WantedTrack", tmp_path / "account" / "WantedTrack")


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def refused_code(explicit: Path | None, machine: Machine | None = None) -> str:
    with pytest.raises(Unavailable) as refused:
        find_home(explicit, {}, machine=machine)
    return refused.value.code


def test_a_named_home_is_made_for_its_account_alone(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        home = find_home(tmp_path / "new" / "home", {"WANTEDTRACK_HOME": str(tmp_path / "other")})
    finally:
        os.umask(before)
    assert home == Home(tmp_path / "new" / "home")
    assert mode_of(home.root) == 0o700
    assert list(home.root.iterdir()) == []
    assert not (tmp_path / "other").exists()


def test_a_home_that_is_there_keeps_its_permissions(tmp_path: Path) -> None:
    root = tmp_path / "home"
    root.mkdir(mode=0o750)
    root.chmod(0o750)
    assert mode_of(find_home(root, {}).root) == 0o750


def test_the_environment_names_a_home_and_an_empty_word_does_not(tmp_path: Path, machine: Machine) -> None:
    assert find_home(None, {"WANTEDTRACK_HOME": str(tmp_path / "named")}, machine=machine).root == tmp_path / "named"
    assert find_home(None, {"WANTEDTRACK_HOME": ""}, machine=machine).root == machine.for_all


def test_a_relative_home_does_not_move_with_the_working_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_home(Path("here"), {}).root == tmp_path / "here"


def test_officers_who_share_a_desktop_share_the_machines_folder(machine: Machine) -> None:
    home = find_home(None, {}, machine=machine)
    assert home.root == machine.for_all
    assert mode_of(home.root) == 0o2770
    assert home.is_shared_by_a_group
    assert not home.is_open_to_everybody


def test_without_the_right_to_the_machines_folder_the_accounts_own_is_taken(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_writing_in(machine.for_all, monkeypatch)
    home = find_home(None, {}, machine=machine)
    assert home.root == machine.for_account
    assert mode_of(home.root) == 0o700
    assert not home.is_shared_by_a_group


def test_a_store_is_never_passed_over_for_an_empty_folder(machine: Machine) -> None:
    own = find_home(machine.for_account, {})
    own.keys_path.write_text("{}", encoding="utf-8")
    assert find_home(None, {}, machine=machine).root == machine.for_account
    shared = find_home(machine.for_all, {})
    shared.store_path.write_bytes(b"")
    assert find_home(None, {}, machine=machine).root == machine.for_all


def test_a_machines_store_that_this_account_may_not_write_is_told_not_replaced(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    shared = find_home(machine.for_all, {})
    shared.store_path.write_bytes(b"")
    refuse_writing_in(machine.for_all, monkeypatch)
    assert refused_code(None, machine) == "home_read_only"
    assert not machine.for_account.exists()


def test_a_machines_folder_that_is_closed_to_this_account_is_told_not_replaced(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    def closed(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr(Path, "exists", closed)
    assert refused_code(None, machine) == "home_not_yours"


@pytest.mark.parametrize("below", [(), ("below",), ("far", "below")], ids=len)
def test_a_file_in_the_way_is_told(tmp_path: Path, below: tuple[str, ...]) -> None:
    (tmp_path / "file").write_text("kept", encoding="utf-8")
    assert refused_code(tmp_path.joinpath("file", *below)) == "home_in_the_way"
    assert (tmp_path / "file").read_text(encoding="utf-8") == "kept"


def test_a_folder_that_nobody_can_write_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    refuse_writing_in(tmp_path, monkeypatch)
    assert refused_code(tmp_path) == "home_read_only"


def test_a_folder_that_no_program_can_write_is_told() -> None:
    # The kernel's own folder: refused for root as well.
    assert refused_code(Path("/proc/wantedtrack")) in {"home", "home_read_only"}


def test_trying_a_folder_leaves_nothing_behind(tmp_path: Path) -> None:
    find_home(tmp_path, {})
    assert list(tmp_path.iterdir()) == []


def test_new_files_are_the_accounts_own_or_the_groups(tmp_path: Path) -> None:
    home = find_home(tmp_path / "home", {})
    before = os.umask(0)
    try:
        home.guard_new_files()
        (home.root / "private").touch()
        home.root.chmod(0o2770)
        home.guard_new_files()
        (home.root / "shared").touch()
    finally:
        os.umask(before)
    assert (mode_of(home.root / "private"), mode_of(home.root / "shared")) == (0o600, 0o660)


def test_a_home_open_to_everybody_is_seen(tmp_path: Path) -> None:
    tmp_path.chmod(0o777)
    assert Home(tmp_path).is_open_to_everybody


def test_everything_kept_lies_in_the_home(tmp_path: Path) -> None:
    home = Home(tmp_path)
    paths = (home.store_path, home.keys_path, home.secrets, home.settings_path, home.logs, home.backups, home.outbox, home.exports)
    assert all(path.parent == tmp_path for path in paths)
    assert len(set(paths)) == len(paths)


def test_the_system_names_two_folders_of_the_program() -> None:
    machine = this_machine()
    assert machine.for_all != machine.for_account
    assert {machine.for_all.name, machine.for_account.name} == {"WantedTrack"}


@pytest.mark.parametrize("mark", ["", "\ufeff"], ids=["plain", "byte-order-mark"])
def test_what_the_settings_say_is_read(tmp_path: Path, mark: str) -> None:
    home = Home(tmp_path)
    home.settings_path.write_text(f'{mark}database = "postgresql://db.example/wt"\nexport_folder = "/srv/exports"\n', encoding="utf-8")
    assert read_settings(home) == (Settings(database="postgresql://db.example/wt", export_folder=Path("/srv/exports")), None)


def test_without_a_settings_file_nothing_is_told(tmp_path: Path) -> None:
    assert read_settings(Home(tmp_path)) == (Settings(), None)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", [b"database = ", b"\xff\xfe\x00", b"database = 5", b'database = " "', b'export_folder = "relative"'])
def test_a_broken_settings_file_is_set_aside_and_told(tmp_path: Path, content: bytes) -> None:
    home = Home(tmp_path)
    for number in (1, 2):
        home.settings_path.write_bytes(content)
        settings, told = read_settings(home)
        assert settings == Settings()
        assert told is not None
        assert f"settings.broken-{number}.toml" in told
        assert not home.settings_path.exists()
        assert (tmp_path / f"settings.broken-{number}.toml").read_bytes() == content


def test_an_unknown_word_is_told_and_the_others_are_taken(tmp_path: Path) -> None:
    home = Home(tmp_path)
    home.settings_path.write_text('databse = "x"\nexport_folder = "/srv/exports"\n', encoding="utf-8")
    settings, told = read_settings(home)
    assert settings.export_folder == Path("/srv/exports")
    assert told is not None
    assert "databse" in told
    assert home.settings_path.exists()


def test_a_settings_path_that_is_a_folder_is_told(tmp_path: Path) -> None:
    Home(tmp_path).settings_path.mkdir()
    with pytest.raises(Unavailable) as refused:
        read_settings(Home(tmp_path))
    assert refused.value.code == "settings"


def test_the_databases_password_is_not_shown() -> None:
    assert "planted" not in repr(Settings(database="postgresql://officer:planted@db.example/wt"))


def refuse_writing_in(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a folder without the right to write answers: root, whom the tests may run as, is never refused by a mode."""
    really_touch, really_mkdir = Path.touch, Path.mkdir

    def touch(path: Path, mode: int = 0o666, exist_ok: bool = True) -> None:
        if path.is_relative_to(folder):
            raise PermissionError
        really_touch(path, mode, exist_ok)

    def mkdir(path: Path, mode: int = 0o777, parents: bool = False, exist_ok: bool = False) -> None:
        if path.is_relative_to(folder):
            raise PermissionError
        really_mkdir(path, mode, parents, exist_ok)

    monkeypatch.setattr(Path, "touch", touch)
    monkeypatch.setattr(Path, "mkdir", mkdir)
