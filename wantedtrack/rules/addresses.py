"""An address in one line, for the screen, the card and the sheet alike."""


def in_one_line(lines: str | None, postcode: str | None) -> str:
    """A postcode that stands in the lines already is not said twice."""
    if not lines:
        return postcode or ""
    return lines if not postcode or postcode in lines else f"{lines}, {postcode}"
