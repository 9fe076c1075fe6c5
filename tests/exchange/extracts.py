"""Reading the shipped examples, and files made from them, as a test asks for them."""

import json
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from wantedtrack.exchange.extracts.reading import read_extract
from wantedtrack.exchange.standing_data import forces
from wantedtrack.resources import resource_path
from wantedtrack.rules.extract_rows import Extract, Fate, Source

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
EXPECTED: dict[str, dict[str, Any]] = json.loads((Path(__file__).parent / "data" / "expected.json").read_text(encoding="utf-8"))["files"]
FILES = sorted(EXPECTED)


def example(name: str) -> Path:
    return resource_path("extracts", name)


def read(path: Path, source: str, *, sheet: str | None = None) -> Extract:
    return read_extract(path, Source(source), forces=forces(), now=NOW, sheet=sheet)


def rows_with(extract: Extract, fate: Fate) -> list[int]:
    return [row.row for row in extract.rows if row.fate is fate]


def text_of(name: str, encoding: str) -> str:
    return example(name).read_bytes().decode(encoding)


def written(folder: Path, name: str, data: bytes) -> Path:
    path = folder / name
    path.write_bytes(data)
    return path


Change = Callable[[str], str]


def fates(extract: Extract) -> Sequence[tuple[int, Fate, str]]:
    return [(row.row, row.fate, row.code) for row in extract.rows]
