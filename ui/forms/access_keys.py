"""Access keys: for each label a letter that Alt reaches it by, worked out from the words themselves, so that no two are the same in any language."""

from collections.abc import Collection, Mapping, Sequence

from ui.actions import Menu
from ui.wording import tr


def letters_of_the_menus() -> set[str]:
    """The letters of the window's menus, which work wherever the focus is: in English, and in whatever language the window is in."""
    return {part[0].casefold() for menu in Menu for told in (menu.value, tr(menu.value)) for part in told.split("&")[1:] if part}


def with_access_keys(labels: Sequence[str], taken: Collection[str]) -> list[str]:
    """The labels, each with an ampersand before its access key: the first letter of a word where it is free, else any letter or digit of the label.

    A label whose characters are all taken gets one of them all the same where the one that has it can take another. Where that is not so either, it gets
    the next free digit behind it, and where there is none left, none: Tab reaches it.
    """
    used = {letter.casefold() for letter in taken}
    offered = [{letter: place for letter, place in _offered(label) if letter not in used} for label in labels]
    holders: dict[str, int] = {}
    for number in range(len(labels)):
        _settle(number, offered, holders, set())
    letters = {number: letter for letter, number in holders.items()}
    used |= set(holders)
    found: list[str] = []
    for number, label in enumerate(labels):
        if number in letters:
            place = offered[number][letters[number]]
            found.append(f"{_plain(label[:place])}&{_plain(label[place:])}")
            continue
        digit = next((digit for digit in "1234567890" if digit not in used), None)
        used |= {digit} if digit else set()
        found.append(f"{_plain(label)} (&{digit})" if digit else _plain(label))
    return found


def _settle(number: int, offered: Sequence[Mapping[str, int]], holders: dict[str, int], asked: set[str]) -> bool:
    """Find a letter for this label; a label that holds one already moves on to another of its own, if it has one."""
    for letter in offered[number]:
        if letter not in holders:
            holders[letter] = number
            return True
    for letter in offered[number]:
        if letter not in asked:
            asked.add(letter)
            if _settle(holders[letter], offered, holders, asked):
                holders[letter] = number
                return True
    return False


def _offered(label: str) -> list[tuple[str, int]]:
    """The letters and digits of a label with their places, the best first: each once."""
    initials = [place for place in range(len(label)) if place == 0 or not label[place - 1].isalnum()]
    best: dict[str, int] = {}
    for place in (*initials, *range(len(label))):
        if _can_be_key(label[place]):
            best.setdefault(label[place].casefold(), place)
    return [*best.items()]


def _can_be_key(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()


def _plain(text: str) -> str:
    return text.replace("&", "&&")
