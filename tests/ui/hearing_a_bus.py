"""Run under a message bus of its own, which stands for the system's and the account's: what the window hears is written down, a word a line."""

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from PySide6.QtCore import ClassInfo, Property, QCoreApplication, QObject, QProcess, QProcessEnvironment, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath

from ui.lock.session import SessionWatch

T = TypeVar("T", bound=QObject)

LOGIN, MANAGER, HERE = "org.freedesktop.login1", "/org/freedesktop/login1", "/org/freedesktop/login1/session/_31"
PROPERTIES = "org.freedesktop.DBus.Properties"
AT_FIRST = 6
"""Words before the account is switched: that it hears, then what is said of this session alone."""


def interface(name: str) -> Callable[[type[T]], type[T]]:
    """Gives a class the name under which the bus knows it; Qt's types do not know ClassInfo for a decorator."""
    named: Any = ClassInfo
    return named({"D-Bus Interface": name})


def say(*words: str) -> None:
    sys.stdout.write("".join(f"{word}\n" for word in words))
    sys.stdout.flush()


@interface(f"{LOGIN}.Manager")
class Manager(QObject):
    """Logind, as far as the window asks it."""

    @Slot(str, result="QDBusObjectPath")
    def GetSession(self, number: str) -> QDBusObjectPath:  # noqa: N802 (the bus knows it so)
        return QDBusObjectPath(f"/org/freedesktop/login1/session/_3{number}")


@interface(f"{LOGIN}.Session")
class Session(QObject):
    """A session that is on the screen until it is not."""

    is_active = True

    @Property(bool)
    def Active(self) -> bool:  # noqa: N802 (the bus knows it so)
        return self.is_active


def watch() -> None:
    """What the window does, in a process of its own."""
    app = QCoreApplication([])
    heard = SessionWatch()
    heard.left.connect(lambda: say("left"))
    heard.back.connect(lambda: say("back"))
    heard.watch(None)  # pyright: ignore[reportArgumentType] (only Windows needs a window)
    say("hears")
    app.exec()


def main() -> None:
    """What the system does."""
    app = QCoreApplication([])
    bus = QDBusConnection.sessionBus()
    manager, session = Manager(), Session()
    assert bus.registerService(LOGIN)
    everything = QDBusConnection.RegisterOption.ExportAllContents
    assert bus.registerObject(MANAGER, manager, everything)
    assert bus.registerObject(HERE, session, everything)
    surroundings = QProcessEnvironment.systemEnvironment()
    surroundings.insert("DBUS_SYSTEM_BUS_ADDRESS", surroundings.value("DBUS_SESSION_BUS_ADDRESS"))
    surroundings.insert("XDG_SESSION_ID", "1")
    window = QProcess()
    window.setProcessEnvironment(surroundings)
    window.setProcessChannelMode(QProcess.ProcessChannelMode.ForwardedErrorChannel)
    said: list[str] = []

    def send(path: str, interface: str, name: str, *words: object) -> None:
        signal = QDBusMessage.createSignal(path, interface, name)
        signal.setArguments(list(words))
        assert bus.send(signal)

    def tell_all() -> None:
        send(HERE, f"{LOGIN}.Session", "Lock")
        send("/org/freedesktop/login1/session/_32", f"{LOGIN}.Session", "Lock")  # somebody else's session
        send(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", True)
        send(MANAGER, f"{LOGIN}.Manager", "PrepareForSleep", False)
        send("/ScreenSaver", "org.freedesktop.ScreenSaver", "ActiveChanged", True)
        send("/org/gnome/ScreenSaver", "org.gnome.ScreenSaver", "ActiveChanged", False)
        send(HERE, PROPERTIES, "PropertiesChanged", f"{LOGIN}.Session", {"IdleHint": True}, [])

    def hear() -> None:
        words = bytes(window.readAllStandardOutput().data()).decode().split()
        said.extend(words)
        say(*words)
        if words and words[-1] == "hears":
            tell_all()
        elif len(said) == AT_FIRST:
            session.is_active = False
            send(HERE, PROPERTIES, "PropertiesChanged", f"{LOGIN}.Session", {"Active": False}, [])
        elif len(said) > AT_FIRST:
            window.terminate()

    window.readyReadStandardOutput.connect(hear)
    window.finished.connect(app.quit)
    window.start(sys.executable, ["-m", "tests.ui.hearing_a_bus", "watch"])
    app.exec()


if __name__ == "__main__":
    (watch if "watch" in sys.argv else main)()
