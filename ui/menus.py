"""How the menus are laid out: which actions stand together, which of them lie one menu further in, and the letter that each is reached by."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QProxyStyle, QStyle, QStyleHintReturn, QStyleOption, QWidget

from ui.actions import Action, Menu
from ui.forms.access_keys import with_access_keys
from ui.wording import tr


@dataclass(frozen=True, slots=True)
class Within:
    """A menu within a menu: what it is called, and the groups of actions in it."""

    title: str
    groups: tuple[tuple[str, ...], ...]


Group = tuple["str | Within", ...]
"""Names of actions that stand together, a line between them and the next."""

LAYOUT: Mapping[Menu, tuple[Group, ...]] = {
    Menu.QUEUE: (
        ("add-entry", "import", "intake"),
        ("filter", "save-search", "change-search", "remove-search", "reload"),
        (
            "choose-all",
            "copy-cells",
            Within(
                "Several entries",
                (
                    ("bulk-log-attempt", "bulk-allocate", "bulk-add-note"),
                    ("bulk-set-circulation", "bulk-verify", "bulk-regrade", "bulk-close"),
                ),
            ),
        ),
        ("tasking", "returns", "print"),
        ("merge-people", "unmerge-people", "dispose"),
    ),
    Menu.ENTRY: (
        ("open-entry", "why", "reason-card", "person"),
        ("log-attempt", "record-sighting", "add-note", "allocate", "record-review", "regrade"),
        ("set-circulation", "verify-circulation"),
        ("record-outcome",),
        (
            Within("Located, appointed, suspended", (("locate", "not-located"), ("appoint",), ("suspend", "resume"))),
            Within("While it is a draft", (("accept", "set-details"), ("answer-bail", "rebail"), ("discard-draft",))),
            Within(
                "Names, places, warnings",
                (
                    ("describe-person", "add-alias", "end-alias"),
                    ("add-address", "check-address", "end-address"),
                    ("add-warning", "confirm-warning", "end-warning"),
                ),
            ),
            Within("Flags and who may read", (("set-flag", "clear-flag", "put-prompt-aside"), ("set-restricted", "name-reader", "confirm-officer"))),
            Within("Close and after", (("close", "reopen", "keep-entry"),)),
        ),
        ("correct", "undo", "copy-reference"),
    ),
    Menu.SHIFT: (
        ("start-of-shift", "inbox", "brief"),
        ("handover", "remark-handover", "query-handover", "answer-query", "add-addendum"),
        ("duty", "come-on", "go-off", "enrol-officer", "retire-officer"),
        ("act-as", "passphrase"),
    ),
    Menu.GO: (
        ("palette", "search", "queue"),
        (
            "list-this-shift", "list-notices", "list-not-circulated", "list-never-attempted", "list-bail-due", "list-cleardown", "list-located",
            "list-suspended", "list-drafts", "list-everything",
        ),
        ("people", "measures", "policy"),
        ("retention", "exports"),
    ),
    Menu.VIEW: (("columns",), ("theme", "text-larger", "text-smaller", "settings"), ("lock",)),
    Menu.HELP: (("guide", "shortcuts"), ("about",)),
}  # fmt: skip
"""Every menu from top to bottom. An action that is not named here stands in a group of its own at the end of its menu."""


class _AllLines(QProxyStyle):
    """Arrows go to every line of a menu, also to what cannot be done: there it says why."""

    def styleHint(
        self,
        hint: QStyle.StyleHint,
        option: QStyleOption | None = None,
        widget: QWidget | None = None,
        returnData: QStyleHintReturn | None = None,
    ) -> int:
        """As the style below has it, but for this one."""
        return 1 if hint is QStyle.StyleHint.SH_Menu_AllowActiveAndDisabled else super().styleHint(hint, option, widget, returnData)


class LetteredMenu(QMenu):
    """A menu whose letters are its own while it is open: Qt would give them to the queue behind it, where a letter is a key of its own."""

    def __init__(self, title: str = "", parent: QWidget | None = None) -> None:
        """An empty one."""
        super().__init__(title, parent)
        self._style = _AllLines("Fusion")
        self._style.setParent(self)
        self.setStyle(self._style)

    def event(self, arg__1: QEvent) -> bool:
        """Take every key before it is anybody's shortcut."""
        if arg__1.type() == QEvent.Type.ShortcutOverride:
            arg__1.accept()
            return True
        return super().event(arg__1)

    def add_inner(self, title: str) -> "LetteredMenu":
        """A menu within this one."""
        inner = LetteredMenu(title, self)
        self.addMenu(inner)
        return inner


Made = Mapping[str, tuple[Action, QAction]]


def fill_menu(menu: LetteredMenu, which: Menu, made: Made) -> None:
    """Lay the actions of one of the window's menus out in this one, each with its letter."""
    laid_out = LAYOUT[which]
    named = set(_names(laid_out))
    others = tuple(name for name, (action, _) in made.items() if action.menu is which and name not in named)
    _fill(menu, [*laid_out, others], made)


def _names(groups: Iterable[Sequence[str | Within]]) -> Iterator[str]:
    for group in groups:
        for one in group:
            if isinstance(one, Within):
                yield from _names(one.groups)
            else:
                yield one


def _fill(menu: LetteredMenu, groups: Iterable[Sequence[str | Within]], made: Made) -> None:
    menu.setToolTipsVisible(True)
    lines: list[tuple[QAction, str]] = []
    for group in groups:
        shown = [one for one in group if isinstance(one, Within) or one in made]
        if shown and lines:
            menu.addSeparator()
        for one in shown:
            if isinstance(one, Within):
                part = menu.add_inner(tr(one.title))
                _fill(part, one.groups, made)
                lines.append((part.menuAction(), tr(one.title)))
            else:
                action, shared = made[one]
                menu.addAction(shared)
                lines.append((shared, tr(action.text)))
    give_letters(lines)


def give_letters(lines: Sequence[tuple[QAction, str]], taken: Iterable[str] = ()) -> None:
    """Give each action of one menu a letter of its own, in whatever language its words are; what stands behind a tab is not part of them."""
    parts = [words.partition("\t") for _, words in lines]
    for (action, _), text, (_, tab, behind) in zip(lines, with_access_keys([words for words, _, _ in parts], {*taken}), parts, strict=True):
        action.setText(f"{text}{tab}{behind}")


def letters_of(menu: QMenu) -> list[str]:
    """The letters of a menu's actions, "" for one that has none."""
    return [letter_of(action.text()) for action in menu.actions() if not action.isSeparator()]


def plain(text: str) -> str:
    """The text of an action without its letter."""
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&")


def letter_of(text: str) -> str:
    """The letter of an action, "" where it has none."""
    _, _, after = text.replace("&&", "").partition("&")
    return after[:1].casefold()
