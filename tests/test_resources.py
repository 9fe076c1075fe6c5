"""Shipped data is found wherever the program stands."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

from wantedtrack import resources

ROOT = Path(__file__).resolve().parent.parent


def test_a_checkout_reads_its_own_folder() -> None:
    assert resources.resource_path("README.md") == ROOT / "resources" / "README.md"


def test_an_installed_program_reads_the_folder_inside_its_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "policy").mkdir()
    (tmp_path / "policy" / "default.toml").touch()
    monkeypatch.setattr(resources, "_INSTALLED", tmp_path)
    assert resources.resource_path("policy", "default.toml") == tmp_path / "policy" / "default.toml"


def test_a_missing_resource_is_named() -> None:
    with pytest.raises(FileNotFoundError, match="no-such-file"):
        resources.resource_path("no-such-file.csv")


def test_a_wheel_carries_every_resource_and_both_packages(tmp_path: Path) -> None:
    built = next(WheelBuilder(str(ROOT)).build(directory=str(tmp_path), versions=["standard"]))
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    shipped = {path.relative_to(ROOT / "resources").as_posix() for path in (ROOT / "resources").rglob("*") if path.is_file()}
    assert shipped
    assert {f"wantedtrack/_resources/{name}" for name in shipped} <= names
    assert {"wantedtrack/rules/ranks.py", "wantedtrack/store/schema.py"} <= names
    assert not {name for name in names if name.startswith(("tests/", "checks/", "dev.py"))}
