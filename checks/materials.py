"""The bill of materials: every package of the run lock with its licence and hashes, as CycloneDX 1.6 JSON."""

import json
import re
import sys
from pathlib import Path

from checks.licences import LOCK, licence_of
from checks.tree import ROOT

_BLOCK = re.compile(r"^([a-z0-9][a-z0-9._-]*)==([^\s\\;]+)[^\n]*\n((?:    --hash=[^\n]+\n?)+)", re.MULTILINE)


def component(name: str, version: str, hashes: list[str]) -> dict[str, object]:
    """One package; it is built into several files, so the hashes stand as properties and not as that of one file."""
    licence = licence_of(name)
    purl = f"pkg:pypi/{name}@{version}"
    found: dict[str, object] = {"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl}
    if licence is not None:
        found["licenses"] = [{"expression": licence}]
    found["properties"] = [{"name": "lock:sha256", "value": value} for value in hashes]
    return found


def bill(lock: str) -> dict[str, object]:
    """The document; it has no date and no serial number, so the same lock gives the same bytes."""
    blocks = [(match[1], match[2], re.findall(r"sha256:([0-9a-f]{64})", match[3])) for match in _BLOCK.finditer(lock)]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "wantedtrack", "bom-ref": "wantedtrack"}},
        "components": [component(*block) for block in blocks],
    }


def main(words: list[str]) -> int:
    """Write the bill to the path named, by default build/sbom.json."""
    target = Path(words[0]) if words else ROOT / "build" / "sbom.json"
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(json.dumps(bill(LOCK.read_text(encoding="utf-8")), indent=1) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
