"""Writes the guide's pages that are made from the program (deeds, words, refusals): `python -m checks.guide`.

With `--check` nothing is written: each page that is not as it would be made now is named, and the exit code is 1.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from checks import refusals
from wantedtrack.deeds.cards import DeedCard
from wantedtrack.deeds.catalogue import CATALOGUE
from wantedtrack.rules.glossary import GLOSSARY
from wantedtrack.rules.stages import stages_in_words

PAGE = Path(__file__).resolve().parent.parent / "docs" / "guide" / "deeds.md"

_HEAD = """# Everything that can be done

Made from the catalogue by `python -m checks.guide`; do not edit it by hand. A star marks a word that is needed. The window's forms have the same words.

| deed | what it does | who | on an entry that is | words |
| --- | --- | --- | --- | --- |
"""


def page() -> str:
    """The page as it should be."""
    return _HEAD + "".join(_line(card) for card in CATALOGUE if card.by_hand)


def _line(card: DeedCard) -> str:
    words = ", ".join(f"`{word.name}`{'*' if word.required else ''}" for word in card.words) or "–"
    who = "administrator" if card.rule.by_administrator else f"{card.rule.lowest_rank.words} or above"
    when = card.rule.second_when
    second = "; a second officer" if card.rule.second_officer else f"; a second officer when {when.says}" if when else ""
    note = f" ({card.rule.note})" if card.rule.note else ""
    where = stages_in_words(card.stages) if card.stages else "–"
    return f"| `{card.name}` | {card.says}{note} | {who}{second} | {where} | {words} |\n"


def words_page() -> str:
    """The words of the job, as the program shows them."""
    lines = "".join(f"| {word} | {meaning} |\n" for word, meaning in sorted(GLOSSARY.items()))
    return (
        f"# Words\n\nMade from the program by `python -m checks.guide`; do not edit it by hand.\n\n| word | means |\n| --- | --- |\n{lines}"
    )


PAGES: dict[Path, Callable[[], str]] = {PAGE: page, PAGE.with_name("words.md"): words_page, PAGE.with_name("refusals.md"): refusals.page}
"""Every page that is made rather than written."""


def stale() -> list[Path]:
    """The pages that are not as they would be made now."""
    return [path for path, made in PAGES.items() if path.read_text(encoding="utf-8") != made()]


def write() -> None:
    """Makes every page anew."""
    for path, made in PAGES.items():
        path.write_text(made(), encoding="utf-8")


def main(arguments: list[str]) -> int:
    """Writes the pages, or with `--check` names those that are stale."""
    if "--check" not in arguments:
        write()
        return 0
    for path in (found := stale()):
        print(f"{path.name} is not as the program would make it now; run python -m checks.guide")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
