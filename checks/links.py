"""Links in documents lead somewhere: each relative link names a file that exists, and a heading that it has."""

import re
import sys
from pathlib import Path
from urllib.parse import unquote

from checks.tree import ROOT, kept_files

_FENCE = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"!?\[[^\]]*\]\(\s*<?([^)\s>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_HEADING = re.compile(r"^#{1,6}\s+(.+?)\s*#*$", re.MULTILINE)
_OUTSIDE = re.compile(r"^[a-z][a-z0-9+.-]*:")


def anchors(text: str) -> set[str]:
    """The anchors of a document's headings, as code hosts make them."""
    plain = [re.sub(r"[`*_]|\[([^\]]*)\]\([^)]*\)", r"\1", match[1]).lower() for match in _HEADING.finditer(_FENCE.sub("", text))]
    return {re.sub(r"\s", "-", re.sub(r"[^\w\s-]", "", heading)) for heading in plain}


def broken_links(document: Path, text: str) -> list[str]:
    """What is wrong with the links of one document, a sentence each."""
    wrong: list[str] = []
    for match in _LINK.finditer(_FENCE.sub("", text)):
        target = match[1]
        if _OUTSIDE.match(target):
            continue
        name, _, anchor = unquote(target).partition("#")
        path = document.parent / name if name else document
        if not path.exists():
            wrong.append(f"{document}: {target} does not exist")
        elif anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8")):
            wrong.append(f"{document}: {target} names no heading")
    return wrong


def main() -> int:
    """Check every Markdown file of the project."""
    wrong = [line for path in kept_files("*.md") for line in broken_links(path, path.read_text(encoding="utf-8"))]
    for line in wrong:
        print(line.replace(f"{ROOT}/", ""))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
