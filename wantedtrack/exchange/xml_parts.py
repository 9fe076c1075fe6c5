"""Going through a part of a workbook, tag by tag: nothing is kept that nobody asked for, and nothing outside the part is ever read."""

from collections.abc import Callable
from xml.parsers import expat

from wantedtrack.exchange.faults import HasEntityError


def nothing(*_: object) -> None:
    """For a part of which only the tags are looked at."""


def walk(
    part: bytes,
    *,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] = nothing,
    text: Callable[[str], None] = nothing,
) -> None:
    """Go through a part's XML, names without their spaces but for relations'. A document type, and so every entity, is refused."""
    parser = expat.ParserCreate(namespace_separator="|")
    parser.buffer_text = True
    short: dict[str, str] = {}

    def started(tag: str, given: dict[str, str]) -> None:
        name = short.get(tag)
        if name is None:
            name = short[tag] = tag.rpartition("|")[2]
        start(name, given)

    def ended(tag: str) -> None:
        end(short[tag])

    def refused(*_: object) -> None:
        raise HasEntityError

    parser.StartElementHandler, parser.EndElementHandler = started, ended
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = text, refused
    parser.Parse(part, True)  # noqa: FBT003 (its only way to say that this is all)
