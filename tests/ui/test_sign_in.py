"""Coming in where the account does not open the store: by passphrase once, or with the recovery key; in the window, and in no log."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from tests.ui.driving import Driver
from ui.app import build
from ui.desk.beginning import Beginner
from wantedtrack.opening import make_home, open_home
from wantedtrack.settings import Home
from wantedtrack.store.keys import Keys
from wantedtrack.store.wraps import Cost

PASSPHRASE, NEW = "walnut kettle harbour", "saddle copper lantern"


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str, str]:
    """A real store whose one account has lost its secret; its recovery key, and the collar of its administrator, who has a passphrase."""
    home = tmp_path_factory.mktemp("closed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
        new = make_home(home)
    assert new.recovery_words is not None
    keys = Keys(Home(home).keys_path, cost=Cost(n=16, r=1, p=1))
    keys.set_passphrase(keys.unlock_by_recovery(new.recovery_words), new.first_officer, PASSPHRASE)
    for lost in Home(home).secrets.iterdir():
        lost.unlink()
    return home, new.recovery_words, new.first_officer


@pytest.fixture
def closed(made: tuple[Path, str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, str, str]:
    """A copy of it for one test."""
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    shutil.copytree(made[0], tmp_path / "desktop")
    return tmp_path / "desktop", *made[1:]


@pytest.fixture
def asked(closed: tuple[Path, str, str], qtbot: QtBot) -> Iterator[Driver]:
    """The window on it, which asks who it is."""
    window = build(closed[0], watch=False)
    driver = Driver(window, qtbot)
    with qtbot.waitSignal(window.settled, timeout=20_000):
        window.show()
    driver.until(lambda: driver.is_there("sign-in"))
    yield driver
    window.close()


def _type(driver: Driver, *filled: str) -> None:
    """Field after field, each left by Enter."""
    for text in filled:
        line = driver.window.focusWidget()
        assert isinstance(line, QLineEdit)
        line.setText(text)
        driver.press(line.objectName(), Qt.Key.Key_Return)


def _said(driver: Driver) -> str:
    return next((label.text() for label in driver.find("sign-in").findChildren(QLabel, "refused") if label.isVisible()), "")


def _typed(driver: Driver) -> list[str]:
    return [line.text() for line in driver.find("sign-in").findChildren(QLineEdit)]


def test_a_passphrase_opens_the_store_and_the_account_opens_it_from_then_on(asked: Driver, closed: tuple[Path, str, str]) -> None:
    home, _, collar = closed
    assert "Sign in" in [button.text() for button in asked.find("notices").findChildren(QPushButton)]
    assert asked.find("field-collar").hasFocus()
    _type(asked, collar.lower(), "not the passphrase at all")
    asked.until(lambda: "do not belong together" in _said(asked))
    assert asked.find("field-passphrase").hasFocus()
    assert not asked.window.desk.is_open
    _type(asked, PASSPHRASE)
    asked.until(lambda: asked.window.desk.is_open)
    asked.settle()
    assert not asked.is_there("sign-in")
    assert "stayed closed" not in asked.messages()
    asked.window.close()
    again = open_home(home)
    assert again.officer.collar == collar
    again.store.close()


def test_the_recovery_key_lets_in_what_is_mistyped_is_named_and_nothing_is_logged(
    asked: Driver, closed: tuple[Path, str, str], caplog: pytest.LogCaptureFixture
) -> None:
    home, key, collar = closed
    asked.find("other-way", QPushButton).click()
    swapped = key[1] + key[0] + key[2:]
    _type(asked, swapped, collar, NEW, "saddle copper lanterns")
    assert "not the same" in _said(asked)
    asked.find("field-new-passphrase-again", QLineEdit).setText(NEW)
    asked.press("field-new-passphrase-again", Qt.Key.Key_Return)
    asked.until(lambda: "Group 1" in _said(asked))
    assert asked.find("field-recovery-key").hasFocus()
    assert _typed(asked)[-4:] == [swapped, collar, NEW, NEW]
    _type(asked, key.lower().replace("-", " "))
    asked.until(lambda: asked.window.desk.is_open)
    asked.settle()
    asked.window.close()
    opened = open_home(home, collar=collar, passphrase=NEW)
    opened.store.close()
    written = b"".join(path.read_bytes() for path in home.rglob("*") if path.is_file() and path.suffix not in {".db", ".db-wal"})
    for secret in (key, NEW, PASSPHRASE):
        assert secret not in caplog.text
        assert secret.encode() not in written


def test_the_way_back_is_escape_or_one_button_and_nothing_is_cut_at_twice_the_text(asked: Driver) -> None:
    asked.window.theme.scale_text(2.0)
    asked.find("other-way", QPushButton).click()
    asked.settle()
    cut = [
        label.text()
        for label in asked.find("sign-in").findChildren(QLabel)
        if label.isVisible() and label.wordWrap() and label.heightForWidth(label.width()) > label.height() + 2
    ]
    asked.window.theme.scale_text(1.0)
    assert not cut
    asked.press("field-recovery-key", Qt.Key.Key_Escape)
    assert asked.find("field-collar").hasFocus()
    asked.find("save", QPushButton).click()
    assert "every field" in _said(asked)
    # Somebody can be recorded as wanted meanwhile.
    asked.window.commands.add_without_store()
    asked.settle()
    assert not asked.find("sign-in").isVisible()
    next(one for one in asked.find("notices").findChildren(QPushButton) if one.text() == "Sign in").click()
    assert asked.find("sign-in").isVisible()


def test_who_came_in_is_kept_for_one_opening_alone(closed: tuple[Path, str, str]) -> None:
    home, _, collar = closed
    beginner = Beginner(home)
    beginner.sign_in(collar, PASSPHRASE)
    assert beginner.entered() == (collar, PASSPHRASE)
    assert beginner.entered() == (None, None)
