"""The laws about libraries once more, through another reader of imports: if one of the two readers is blind, the other sees."""

import importlib.util

import pytest
from pytest_archon import archrule

from tests.architecture.house import LIBRARIES, PACKAGES, below, modules

PRESENT = [package for package in PACKAGES if any(below(module, package) for module in modules())]


@pytest.mark.parametrize("package", PRESENT)
@pytest.mark.parametrize("library", LIBRARIES)
def test_outside_its_rooms_no_module_names_a_library(package: str, library: str) -> None:
    rooms = [pattern for room in LIBRARIES[library] for pattern in (room, f"{room}.*")]
    outside = [module for module in modules() if below(module, package) and not any(below(module, room) for room in LIBRARIES[library])]
    if outside:
        rule = archrule(f"{library} only in {LIBRARIES[library]}").match(package, f"{package}.*").exclude(*rooms)
        rule.should_not_import(library, f"{library}.*").check(package, only_direct_imports=True)


def test_the_libraries_of_the_law_are_those_of_the_lock() -> None:
    missing = [library for library in LIBRARIES if importlib.util.find_spec(library) is None]
    assert not missing, f"a law about a library that is not installed says nothing: {missing}"
