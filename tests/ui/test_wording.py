"""Words of the window can be put into another language, their numbers too."""

from PySide6.QtCore import QCoreApplication, QTranslator

from ui.wording import counted, tr


class _Shouting(QTranslator):
    """A language of capitals."""

    def translate(self, context: str, source: str, disambiguation: str | None = None, n: int = -1) -> str:  # noqa: ARG002 (Qt hands them over)
        return source.replace("checked", "CHECKED").replace("entries", "ENTRIES" if n != 1 else "ENTRY")


def test_a_text_is_found_in_the_language_installed_and_its_values_are_left_alone(qapp: QCoreApplication) -> None:
    assert tr("{who} checked", who="{checked}") == "{checked} checked"
    spoken = _Shouting()
    qapp.installTranslator(spoken)
    try:
        assert tr("{who} checked", who="checked") == "checked CHECKED"
        assert counted("{n} entry", "{n} entries", 1) == "1 ENTRY"
    finally:
        qapp.removeTranslator(spoken)


def test_a_number_has_its_plural(qapp: QCoreApplication) -> None:
    assert qapp is not None
    assert [counted("{n} entry", "{n} entries", n) for n in (0, 1, 1204)] == ["0 entries", "1 entry", "1,204 entries"]
