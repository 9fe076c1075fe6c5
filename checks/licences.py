"""The licences of what the program is shipped with: each is on the permitted list, and `docs/licences.md` names them all."""

import re
import sys
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from checks.tree import ROOT

LIST = ROOT / "docs" / "licences.md"
LOCK = ROOT / "requirements" / "run.txt"

# Licences that ask for notice only, or (MPL) for the source of changes to their own files.
PERMITTED = {
    "0BSD", "Apache-2.0", "Apache-2.0 WITH LLVM-exception", "BSD-2-Clause", "BSD-3-Clause", "BSL-1.0", "CC0-1.0", "HPND", "ISC", "MIT", "MIT-0", "MIT-CMU", "MPL-2.0",
    "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
}  # fmt: skip
# LGPL only as a library that stands in a file of its own, which whoever has the program may replace: the packaged folder keeps it so.
REPLACEABLE = {
    "psycopg": "LGPL-3.0-only",
    "psycopg-binary": "LGPL-3.0-only",
    "pyside6-essentials": "LGPL-3.0-only",
    "shiboken6": "LGPL-3.0-only",
}
# Packages whose metadata does not state it; read in the licence file that each carries.
READ_BY_HAND = {
    "sqlcipher3": "Zlib AND BSD-3-Clause",
}
WORDS = {
    "apache 2.0": "Apache-2.0", "apache license 2.0": "Apache-2.0", "apache software license": "Apache-2.0", "bsd": "BSD-3-Clause", "bsd license": "BSD-3-Clause",
    "bsd 3-clause license": "BSD-3-Clause", "isc license": "ISC", "isc license (iscl)": "ISC", "mit license": "MIT", "psfl": "PSF-2.0",
    "python software foundation license": "PSF-2.0", "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0", "zlib/libpng": "Zlib",
}  # fmt: skip


def locked(text: str) -> dict[str, str]:
    """Name and version of each package of a lock; where platforms differ, the first."""
    found: dict[str, str] = {}
    for match in re.finditer(r"^([a-z0-9][a-z0-9._-]*)==([^\s\\;]+)", text, re.MULTILINE):
        found.setdefault(match[1], match[2])
    return found


def stated(package: Distribution) -> str:
    """The licence that a package's own metadata states, as an SPDX expression where it is one."""

    def fields(name: str) -> list[str]:
        return package.metadata.get_all(name) or []

    if expressions := fields("License-Expression"):
        return expressions[0]
    free_text = next(iter(fields("License")), "")
    classifiers = [line.rsplit(" :: ", 1)[-1] for line in fields("Classifier") if line.startswith("License ::")]
    for words in [free_text, *classifiers]:
        if words in PERMITTED:
            return words
        if spdx := WORDS.get(words.strip().lower()):
            return spdx
    return free_text or "; ".join(classifiers) or "not stated"


def licence_of(name: str) -> str | None:
    """The licence of an installed package by our reading; None for one that is not installed on this platform."""
    try:
        package = distribution(name)
    except PackageNotFoundError:
        return None
    return REPLACEABLE.get(name) or READ_BY_HAND.get(name) or stated(package)


def is_permitted(name: str, licence: str) -> bool:
    """Whether every part of an AND, and one of an OR, is on the list."""
    if name in REPLACEABLE:
        return True
    parts = [part.strip("() ") for part in re.split(r"\s+AND\s+", licence)]
    return all(any(choice.strip("() ") in PERMITTED for choice in re.split(r"\s+OR\s+", part)) for part in parts)


def listing(packages: dict[str, str], licences: dict[str, str | None]) -> str:
    """The document: a row for each package of the run lock."""
    head = "# Licences of the packages that WantedTrack is shipped with\n\nMade by `python3 dev.py lock` from `requirements/run.txt`; do not edit.\n"
    rows = [f"| {name} | {version} | {licences[name] or 'other platforms only'} |" for name, version in packages.items()]
    return "\n".join([head, "| package | version | licence |", "| --- | --- | --- |", *rows, ""])


def main(words: list[str]) -> int:
    """Write the list with `--write`; otherwise fail on a licence that is not permitted and on a list that is out of date."""
    packages = locked(LOCK.read_text(encoding="utf-8"))
    licences = {name: licence_of(name) for name in packages}
    wrong = [f"{name}: {licence}" for name, licence in licences.items() if licence is not None and not is_permitted(name, licence)]
    for line in wrong:
        print(f"not on the permitted list: {line}")
    if "--write" in words:
        LIST.write_text(listing(packages, licences), encoding="utf-8", newline="\n")
    written = LIST.read_text(encoding="utf-8") if LIST.exists() else ""
    stale = [name for name, version in packages.items() if f"| {name} | {version} |" not in written]
    for name in stale:
        print(f"docs/licences.md is out of date: {name} (python3 dev.py lock)")
    return 1 if wrong or stale else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
