"""No secret is committed: private keys, tokens of known forms, addresses with a password, passwords written down.

A line that only looks like one ends in `not-a-secret: REASON`.
"""

import re
import sys

from checks.tree import ROOT, kept_files

FORMS = {
    "private key": re.compile(r"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY"),
    "cloud access key": re.compile(r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "access token": re.compile(
        r"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{50,}|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|pypi-AgEI[\w-]{20,})"
    ),
    "signed web token": re.compile(r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
    "address with a password": re.compile(r"\b[a-z][a-z0-9+]{2,}://[^\s:/@\"'{<]+:(?![*.…]{3})[^\s:/@\"'{<]+@", re.IGNORECASE),
    "password written down": re.compile(
        r"\b(?:password|passphrase|passwd|secret|api_?key|auth_?token)\b[\"']?\s*[:=]\s*[\"'](?![{<$])[^\"'\s]{8,}[\"']", re.IGNORECASE
    ),
}
BINARY = {".png", ".xlsx", ".ico", ".wav", ".db", ".gz", ".zip"}
# Invented officers of the test suite have passphrases in plain sight; so have the hostile texts that tests read.
UNSCANNED = ("tests/", "resources/standing/", "resources/examples/", "requirements/")
EXCUSE = "not-a-secret: "


def findings(text: str, *, forms: dict[str, re.Pattern[str]] = FORMS) -> list[tuple[int, str]]:
    """Line number and kind of what looks like a secret; the text itself is not repeated."""
    lines = enumerate(text.splitlines(), start=1)
    return [(number, kind) for number, line in lines if EXCUSE not in line for kind, form in forms.items() if form.search(line)]


def main() -> int:
    """Scan every text that git keeps; in tests only for forms that no invented value has."""
    strict = {kind: form for kind, form in FORMS.items() if kind not in {"password written down", "address with a password"}}
    found: list[str] = []
    for path in kept_files():
        name = path.relative_to(ROOT).as_posix()
        if path.suffix.lower() in BINARY:
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        forms = strict if name.startswith(UNSCANNED) else FORMS
        found += [f"{name}:{number}: looks like a {kind}" for number, kind in findings(text, forms=forms)]
    for line in found:
        print(line)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
