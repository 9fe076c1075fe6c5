"""Hears from the system that the screen was locked, that the account left the screen, that the machine goes to sleep; and that it is back.

Linux: logind on the system's bus, and the screen saver on the account's own. Windows: messages to the window. Where there is neither, nothing is heard,
and the idle time locks.
"""

import ctypes
import os
import sys
from collections.abc import Sequence
from ctypes import wintypes
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import SLOT, QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection
    from PySide6.QtWidgets import QWidget

_LOGIN, _LOGIN_PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_SESSION, _PROPERTIES = f"{_LOGIN}.Session", "org.freedesktop.DBus.Properties"
_SAVERS = ("org.freedesktop.ScreenSaver", "org.gnome.ScreenSaver", "org.cinnamon.ScreenSaver", "org.mate.ScreenSaver")
_ANSWERS_WITHIN_MS = 500
_SYSTEM_BUS = "/run/dbus/system_bus_socket"

_POWER, _SESSION_CHANGE = 0x0218, 0x02B1
_SUSPEND, _RESUMED = 0x0004, (0x0007, 0x0012)
_GONE, _HERE = (0x2, 0x4, 0x6, 0x7), (0x1, 0x3, 0x5, 0x8)
"""WM_POWERBROADCAST with PBT_APM…; WM_WTSSESSION_CHANGE with WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK and
their opposites. Source: the Windows API's own headers."""


class Told(StrEnum):
    """What the system says of the screen."""

    LEFT = "left"
    BACK = "back"


def meaning_of(message: int, how: int) -> Told | None:
    """What a message of Windows says of the screen, None where it is about something else."""
    if message == _POWER:
        return Told.LEFT if how == _SUSPEND else Told.BACK if how in _RESUMED else None
    if message == _SESSION_CHANGE:
        return Told.LEFT if how in _GONE else Told.BACK if how in _HERE else None
    return None


class SessionWatch(QObject):
    """`left` says that nobody is to see this screen now; `back` that somebody or the machine is back, so that what came due is looked at."""

    left = Signal()
    back = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        """Hears nothing until `watch`."""
        super().__init__(parent)
        self._messages: WindowsMessages | None = None
        self._session: str | None = None
        self._system: QDBusConnection | None = None

    def watch(self, window: "QWidget") -> None:
        """Begin to hear, by whichever way this system tells it; once is enough."""
        if self._messages is not None or self._session is not None:
            return
        if sys.platform == "win32":
            self._messages = WindowsMessages(self)
            app = QCoreApplication.instance()
            if app is not None:
                app.installNativeEventFilter(self._messages)
            ctypes.windll.wtsapi32.WTSRegisterSessionNotification(int(window.winId()), 0)
        else:
            self._session = ""
            self._watch_buses()

    def tell(self, told: Told | None) -> None:
        """Pass on what was heard."""
        if told is not None:
            (self.left if told is Told.LEFT else self.back).emit()

    # ---- Linux -----------------------------------------------------------------------------------------------------------------------

    def _watch_buses(self) -> None:
        """Only buses that are there: asking for one that is not would start it."""
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415 (not on Windows)

        if os.environ.get("DBUS_SYSTEM_BUS_ADDRESS") or os.path.exists(_SYSTEM_BUS):  # noqa: PTH110 (a socket's name, not a file to work with)
            system = QDBusConnection.systemBus()
            if system.isConnected():
                self._system = system
                self._session = _own_session(system)
                system.connect(_LOGIN, _LOGIN_PATH, f"{_LOGIN}.Manager", "PrepareForSleep", self, _slot("turned(bool)"))
                system.connect(_LOGIN, self._session, _SESSION, "Lock", self, _slot("locked()"))
                system.connect(_LOGIN, self._session, _PROPERTIES, "PropertiesChanged", self, _slot("changed(QDBusMessage)"))
        if os.environ.get("DBUS_SESSION_BUS_ADDRESS"):
            account = QDBusConnection.sessionBus()
            for saver in _SAVERS if account.isConnected() else ():
                account.connect("", "", saver, "ActiveChanged", self, _slot("turned(bool)"))

    @Slot(bool)
    def turned(self, is_on: bool) -> None:  # noqa: FBT001 (as the bus calls it)
        """The screen saver, or the machine's sleep, begins or is over."""
        self.tell(Told.LEFT if is_on else Told.BACK)

    @Slot()
    def locked(self) -> None:
        """Somebody locked the session."""
        self.tell(Told.LEFT)

    @Slot("QDBusMessage")
    def changed(self, _: object) -> None:
        """Something of the session changed: when another session is on the screen now, this one was left."""
        if self._system is not None and self._session and _property(self._system, self._session, "Active") is False:
            self.tell(Told.LEFT)


class WindowsMessages(QAbstractNativeEventFilter):
    """Reads what Windows sends to the window; nothing is ever swallowed. Tested with made-up messages; not yet tried on Windows."""

    def __init__(self, whose: SessionWatch) -> None:
        """Tells this one."""
        super().__init__()
        self._whose = whose

    def nativeEventFilter(self, eventType: QByteArray | bytes | bytearray | memoryview, message: int) -> tuple[bool, int]:
        """One message of the system's."""
        kind = eventType.data() if isinstance(eventType, QByteArray) else eventType
        if bytes(kind) == b"windows_generic_MSG":
            heard = wintypes.MSG.from_address(int(message))
            self._whose.tell(meaning_of(heard.message, heard.wParam))
        return False, 0


def _slot(signature: str) -> Any:  # noqa: ANN401 (the library's types ask for bytes, and the library itself takes only text)
    """A slot as the bus's library takes it."""
    return SLOT(signature)


def _own_session(system: "QDBusConnection") -> str:
    """The path of this account's session here; empty, for any session's, where logind does not say."""
    number = os.environ.get("XDG_SESSION_ID") or _property(system, f"{_LOGIN_PATH}/session/auto", "Id")
    found = _asked(system, _LOGIN_PATH, f"{_LOGIN}.Manager", "GetSession", [number]) if number else []
    return found[0].path() if found else ""


def _property(system: "QDBusConnection", path: str, name: str) -> Any:  # noqa: ANN401 (as logind has it)
    found = _asked(system, path, _PROPERTIES, "Get", [_SESSION, name])
    return found[0].variant() if found else None


def _asked(system: "QDBusConnection", path: str, interface: str, method: str, words: Sequence[Any]) -> list[Any]:
    """Logind's answer, empty where it has none within half a second."""
    from PySide6.QtDBus import QDBus, QDBusMessage  # noqa: PLC0415 (not on Windows)

    question = QDBusMessage.createMethodCall(_LOGIN, path, interface, method)
    question.setArguments(list(words))
    answer = system.call(question, QDBus.CallMode.Block, _ANSWERS_WITHIN_MS)
    return answer.arguments() if answer.type() is QDBusMessage.MessageType.ReplyMessage else []
