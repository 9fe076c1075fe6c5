"""Reads a PDF back as the words a person sees on it."""

import unicodedata
from pathlib import Path

from pypdf import PdfReader


def pages_of(pdf: Path) -> list[str]:
    """Each page's words, with one space between them; a font may set "fi" as one sign."""
    return [" ".join(unicodedata.normalize("NFKC", page.extract_text()).split()) for page in PdfReader(pdf).pages]


def text_of(pdf: Path) -> str:
    """All pages' words."""
    return " ".join(pages_of(pdf))
