"""The guide says what the catalogue says."""

from checks.guide import PAGE, page


def test_the_table_of_deeds_is_the_catalogues() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run python -m checks.guide"
