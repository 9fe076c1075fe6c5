"""`docs/ARCHITECTURE.md` is true: it shows the layers that the tests read, and every path it names exists."""

import re

from tests.architecture.house import LAYERS, ROOT

DOCUMENT = ROOT / "docs" / "ARCHITECTURE.md"
ROW = re.compile(r"^\| (?P<name>[^|]+) \| (?P<paths>[^|]+) \| (?P<may>[^|]+) \| [^|]+ \|$", re.MULTILINE)
PATH = re.compile(r"`([\w.-]+/[\w./-]*|[\w-]+\.(?:py|md|toml|txt|spec))`")


def as_module(path: str) -> str:
    """A path of the document as a dotted name."""
    return path.removesuffix("/").removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def test_the_document_shows_the_layers_that_the_tests_read() -> None:
    rows = [match for match in ROW.finditer(DOCUMENT.read_text(encoding="utf-8")) if match["name"] not in {"layer", "---"}]
    shown = [
        (row["name"].strip(), [as_module(path) for path in re.findall(r"`([^`]+)`", row["paths"])], row["may"].strip()) for row in rows
    ]
    held = [(layer.name, list(layer.modules), ", ".join(layer.may_import) or "nothing") for layer in LAYERS]
    assert shown == held


def test_every_path_that_the_document_names_exists() -> None:
    named = set(PATH.findall(DOCUMENT.read_text(encoding="utf-8")))
    assert named
    assert not {path for path in named if not (ROOT / path).exists()}
