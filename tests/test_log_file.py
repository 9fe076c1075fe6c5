"""The log says what happened and where, never to whom."""

import logging
from enum import StrEnum
from pathlib import Path

import pytest

from wantedtrack.errors import Unavailable
from wantedtrack.log_file import WithoutPersonalData, log_to

NAME = "Featherstonehaugh"


class Colour(StrEnum):
    RED = "red"


def written(folder: Path) -> str:
    return (folder / "wantedtrack.log").read_text(encoding="utf-8")


def test_numbers_and_enumerated_values_are_written_and_text_is_left_out(home: Path) -> None:
    with log_to(home):
        logging.getLogger("wantedtrack.store").warning("looked at %d entries of %s, %s for %s", 12, NAME, Colour.RED, [NAME])
    line = written(home)
    assert line.endswith("Z WARNING wantedtrack.store looked at 12 entries of …, red for …\n")
    assert NAME not in line


def test_named_values_are_written_by_the_same_rule(home: Path) -> None:
    with log_to(home):
        logging.getLogger("ui").error("%(who)s has %(n)s", {"who": NAME, "n": 3})
    assert written(home).endswith("… has 3\n")


@pytest.mark.parametrize("arguments", [(NAME,), (NAME, NAME, NAME), (NAME, "%d")], ids=["too-few", "too-many", "wrong-kind"])
def test_a_sentence_whose_values_do_not_fit_is_written_without_them(arguments: tuple[object, ...]) -> None:
    record = logging.LogRecord("ui", logging.ERROR, "", 1, "%s has %d", arguments, None)
    assert WithoutPersonalData().format(record).endswith("Z ERROR ui %s has %d")


def test_an_object_logged_as_a_sentence_is_left_out(home: Path) -> None:
    with log_to(home):
        logging.getLogger("ui").error(ValueError(NAME))
    assert NAME not in written(home)


def test_an_exception_is_written_by_kind_and_place_without_what_it_says(home: Path) -> None:
    def breaks() -> None:
        try:
            _ = {}[NAME]
        except KeyError as error:
            raise ValueError(f"no {NAME} here") from error

    with log_to(home):
        try:
            breaks()
        except ValueError:
            logging.getLogger("wantedtrack").exception("a deed broke")
    text = written(home)
    assert NAME not in text
    assert "a deed broke\n  builtins.ValueError\n    test_log_file.py:" in text
    assert " breaks\n  builtins.KeyError\n" in text


def test_a_circle_of_causes_ends(home: Path) -> None:
    first, second = ValueError(NAME), Unavailable(NAME, code="store")
    first.__cause__, second.__cause__ = second, first
    with log_to(home):
        logging.getLogger("wantedtrack").error("broken", exc_info=first)
    assert written(home).count("errors.Unavailable [store]") == 1
    assert NAME not in written(home)


def test_what_a_library_says_is_not_kept(home: Path) -> None:
    with log_to(home) as path:
        logging.getLogger("sqlalchemy.engine").error("INSERT %s", NAME)
    assert path.read_text(encoding="utf-8") == ""


def test_afterwards_nothing_more_is_written(home: Path) -> None:
    with log_to(home):
        pass
    logging.getLogger("wantedtrack").error("later")
    assert written(home) == ""
    assert logging.getLogger("wantedtrack").handlers == []


def test_a_folder_that_cannot_be_written_stops_nobody(home: Path) -> None:
    (home / "file").touch()
    with log_to(home / "file" / "logs"):
        logging.getLogger("wantedtrack").error("unheard")
    assert sorted(path.name for path in home.iterdir()) == ["file"]


def test_a_long_log_makes_room_and_the_oldest_goes(home: Path) -> None:
    for number in range(6):
        with log_to(home) as path:
            path.write_text(f"{number}" * 1_000_000, encoding="utf-8")
    assert sorted(found.name for found in home.iterdir()) == ["wantedtrack.log", *(f"wantedtrack.log.{number}" for number in (1, 2, 3))]
    assert [(home / f"wantedtrack.log.{number}").read_text(encoding="utf-8")[0] for number in (1, 2, 3)] == ["4", "3", "2"]
