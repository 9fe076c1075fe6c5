"""Finds the data that ships with the program: standing data, default policy, icons, examples."""

from pathlib import Path

_GUIDE_IN_CHECKOUT = ("docs", "guide")
_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "_resources"
_CHECKOUT = _PACKAGE.parent / "resources"


def resource_path(*parts: str) -> Path:
    """The file or folder of this name below `resources/`, in a checkout, an installed wheel and a packaged folder alike.

    A wheel and the PyInstaller folder carry `resources/` inside the package as `_resources`; a checkout does not have that folder.
    Raises FileNotFoundError with the path: a missing resource is a broken installation, which `--self-check` reports.
    """
    root = _INSTALLED if _INSTALLED.is_dir() else _CHECKOUT
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def licences_path() -> Path:
    """The list of the packages that the program is shipped with and their licences. Raises FileNotFoundError with the path."""
    path = _INSTALLED / "licences.md" if _INSTALLED.is_dir() else _PACKAGE.parent / "docs" / "licences.md"
    if not path.exists():
        raise FileNotFoundError(path)
    return path


def guide_path(*parts: str) -> Path:
    """The page or picture of this name in the user's guide, which ships with the program so that it is read without a network.

    Raises FileNotFoundError with the path.
    """
    root = _INSTALLED / "guide" if _INSTALLED.is_dir() else _PACKAGE.parent.joinpath(*_GUIDE_IN_CHECKOUT)
    path = root.joinpath(*parts)
    if not path.exists():
        raise FileNotFoundError(path)
    return path
