"""Access keys: for each label a letter that Alt reaches it by, worked out from the words themselves, so that no two are the same in any language."""

from collections.abc import Collection, Sequence

MENUS = frozenset("qesgvh")
"""The letters of the window's menus, which work wherever the focus is."""


def with_access_keys(labels: Sequence[str], taken: Collection[str] = MENUS) -> list[str]:
    """The labels, each with an ampersand before its access key: the first letter of a word where it is free, else any letter or digit of the label.

    A label whose characters are all taken gets the next free digit behind it, and where there is none left, none: Tab reaches it.
    """
    used = {letter.casefold() for letter in taken}
    found: list[str] = []
    for label in labels:
        place = _place(label, used)
        if place is None:
            digit = next((digit for digit in "1234567890" if digit not in used), None)
            used |= {digit} if digit else set()
            found.append(f"{_plain(label)} (&{digit})" if digit else _plain(label))
            continue
        used.add(label[place].casefold())
        found.append(f"{_plain(label[:place])}&{_plain(label[place:])}")
    return found


def _place(label: str, used: Collection[str]) -> int | None:
    initials = [place for place in range(len(label)) if place == 0 or not label[place - 1].isalnum()]
    others = [place for place in range(len(label)) if place not in initials]
    return next((place for place in (*initials, *others) if _can_be_key(label[place]) and label[place].casefold() not in used), None)


def _can_be_key(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _plain(text: str) -> str:
    return text.replace("&", "&&")
