"""Pages that are made when they are first asked for, each with its module: most of them are not looked at in a whole shift."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar, cast, overload

from PySide6.QtWidgets import QWidget

from ui.desk.door import Desk
from ui.settings.preferences import Preferences

P_co = TypeVar("P_co", bound=QWidget, covariant=True)
P = TypeVar("P", bound=QWidget)


@dataclass(frozen=True)
class Around:
    """What a page is made from, and the widget that it is a child of."""

    desk: Desk
    preferences: Preferences
    parent: QWidget


class Late(Generic[P_co]):
    """A page of the area: asked of the area it is the page, made by now; asked of the class it stands for the page without making it."""

    def __init__(self, make: Callable[[Around], P_co], *, reads_itself: bool = False) -> None:
        """`make` imports the page's module itself. A page that `reads_itself` is not read anew whenever it is shown."""
        self.make, self.reads_itself = make, reads_itself
        self.name = ""

    def __set_name__(self, owner: type, name: str) -> None:
        """Known by the name of the attribute."""
        self.name = name

    @overload
    def __get__(self, area: None, owner: type) -> "Late[P_co]": ...

    @overload
    def __get__(self, area: "HoldsLate", owner: type) -> P_co: ...

    def __get__(self, area: "HoldsLate | None", owner: type) -> "Late[P_co] | P_co":
        """The page of this area."""
        return self if area is None else area.late.get(self)


class LatePages:
    """The pages of one area that have been made so far."""

    def __init__(self, around: Around, owner: type, take_up: Callable[[QWidget], None]) -> None:
        """Every `Late` of the class `owner` is known, none is made. `take_up` is given each page once it is joined to the window."""
        self._around, self._take_up = around, take_up
        self._every = tuple(cast("Late[QWidget]", one) for one in vars(owner).values() if isinstance(one, Late))
        self._made: dict[str, QWidget] = {}
        self._joins: dict[str, list[Callable[[Any], object]]] = {one.name: [] for one in self._every}

    def get(self, late: Late[P]) -> P:
        """The page, made now if it was not yet."""
        page = self._made.get(late.name)
        if page is None:
            page = self._made[late.name] = late.make(self._around)
            for join in self._joins[late.name]:
                join(page)
            self._take_up(page)
        return cast("P", page)

    def when_made(self, late: Late[P], join: Callable[[P], object]) -> None:
        """Join something to the page: as soon as it is made, or now where it is."""
        self._joins[late.name].append(join)
        if (page := self._made.get(late.name)) is not None:
            join(cast("P", page))

    def held(self, late: Late[P]) -> P | None:
        """The page if it has been made."""
        return cast("P | None", self._made.get(late.name))

    def __iter__(self) -> Iterator[QWidget]:
        return iter(tuple(self._made.values()))

    def reads_itself(self, page: QWidget) -> bool:
        """Whether showing this page does not read it anew."""
        return any(one.reads_itself and self._made.get(one.name) is page for one in self._every)

    def make_all(self) -> None:
        """Make every page: for whoever walks through all of them, which no officer does."""
        for late in self._every:
            self.get(late)


class HoldsLate(Protocol):
    """Whatever has pages that are made late."""

    late: LatePages
