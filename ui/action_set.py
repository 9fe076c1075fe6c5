"""Makes the QActions from the list of actions: each once, with a parent, a name, a shortcut and words."""

from collections.abc import Callable, Iterable, Iterator

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenuBar, QWidget

from ui.actions import Action, Menu, Needs
from ui.menus import LetteredMenu, fill_menu
from ui.theme.icons import icon_named
from ui.wording import tr


class ActionSet(QObject):
    """The actions of the window. `wanted` carries the Action that was asked for, by whichever way."""

    wanted = Signal(object)

    def __init__(self, window: QWidget) -> None:
        """`window` is their parent and where their shortcuts work."""
        super().__init__(window)
        self._window = window
        self._made: dict[str, tuple[Action, QAction]] = {}
        self._reasons: dict[str, str] = {}
        self._icons: dict[str, QIcon] = {}

    def add(self, actions: Iterable[Action], *, in_queue: Iterable[QWidget] = ()) -> None:
        """Make these; shortcuts without a modifier work only in the widgets of `in_queue`, so that typing a letter elsewhere stays typing."""
        places = tuple(in_queue)
        for action in actions:
            self._made[action.name] = (action, self._make(action, places))

    def _make(self, action: Action, places: tuple[QWidget, ...]) -> QAction:
        made = QAction(tr(action.text), self._window)
        made.setObjectName(f"action-{action.name}")
        say_what_it_does(action, made, "")
        if action.icon:
            made.setIcon(self._icon(action.icon))
        if action.shortcut:
            made.setShortcut(QKeySequence(action.shortcut))
        if action.in_queue:
            made.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            for place in places:
                place.addAction(made)
        else:
            self._window.addAction(made)
        for place in places if action.queue_key else ():
            second = QShortcut(QKeySequence(action.queue_key), place)
            second.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            second.activated.connect(made.trigger)
        made.triggered.connect(_asking(self, action))
        made.setEnabled(action.needs is Needs.ALWAYS)
        return made

    def fill(self, bar: QMenuBar) -> None:
        """The menus, anew."""
        bar.clear()
        for menu in Menu:
            shown = LetteredMenu(tr(menu.value), bar)
            fill_menu(shown, menu, self._made)
            bar.addMenu(shown)

    def context_menu(self, parent: QWidget) -> LetteredMenu:
        """What can be done to the entry looked at, and what cannot, with the reason."""
        menu = LetteredMenu(parent=parent)
        fill_menu(menu, Menu.ENTRY, self._made)
        return menu

    def enable(self, why_not: Callable[[Action], str]) -> None:
        """Enable what can be used now; what cannot says why, where somebody looks for it. `why_not` answers "" for what can."""
        for action, made in self._made.values():
            reason = "" if action.needs is Needs.ALWAYS else why_not(action)
            if self._reasons.get(action.name) != reason:
                # Asked of every action at every row that somebody goes past: most are as they were.
                self._reasons[action.name] = reason
                made.setEnabled(not reason)
                say_what_it_does(action, made, reason)

    def why_not(self, name: str) -> str:
        """Why this action cannot be done now, "" where it can."""
        made = self.named(name)
        return "" if made.isEnabled() else made.statusTip()

    def draw_icons(self) -> None:
        """Draw the icons anew in the colours of the theme."""
        self._icons.clear()
        for action, made in self._made.values():
            if action.icon:
                made.setIcon(self._icon(action.icon))

    def _icon(self, name: str) -> QIcon:
        """Drawn once for all actions that have it."""
        if name not in self._icons:
            self._icons[name] = icon_named(name)
        return self._icons[name]

    def named(self, name: str) -> QAction:
        """The QAction of this name."""
        return self._made[name][1]

    def __len__(self) -> int:
        return len(self._made)

    def __contains__(self, name: str) -> bool:
        return name in self._made

    def __iter__(self) -> Iterator[tuple[Action, QAction]]:
        return iter(self._made.values())


def say_what_it_does(action: Action, made: QAction, reason: str) -> None:
    """What an action does, or the reason why it cannot be done now: on hover, and in the line at the foot while a menu is gone through."""
    said = reason or tr(action.says)
    named = tr(action.text).rstrip("…")
    if made.statusTip() != said:
        made.setStatusTip(said)
        made.setToolTip("\n".join((f"{named} ({keys})" if (keys := key_words(action)) else named, said)))


def key_words(action: Action) -> str:
    """The keys of an action as they are told in every place: "W or ?", "Ctrl+J then B", "" for none."""
    return tr(" or ").join(key.replace(", ", tr(" then ")) for key in (action.shortcut, action.queue_key) if key)


def _asking(made_by: ActionSet, action: Action) -> Callable[[], None]:
    return lambda: made_by.wanted.emit(action)
