"""Who may import whom. Each law of the house is one test."""

from collections import defaultdict

import pytest

from tests.architecture.house import (
    IMPORT_EXCEPTIONS,
    LAYERS,
    LIBRARIES,
    ROOT,
    WINDOW_MAY_NAME,
    Import,
    below,
    imports,
    layer_of,
    modules,
    own_imports,
)

EXCUSED = {(importer, target) for importer, target, _ in IMPORT_EXCEPTIONS}


def climbs(found: Import) -> bool:
    """Whether an import goes to a layer that the importer's layer may not know."""
    importer, target = layer_of(found.importer), layer_of(found.target)
    return importer is not None and target is not None and target is not importer and target.name not in importer.may_import


def strays(found: Import) -> bool:
    """Whether an import takes a library outside the rooms where it lives."""
    rooms = LIBRARIES.get(found.target.split(".")[0])
    return rooms is not None and not any(below(found.importer, room) for room in rooms)


def reaches_past_the_catalogue(found: Import) -> bool:
    """Whether the window names a table, a session or a deed."""
    layer = layer_of(found.importer)
    if layer is None or layer.name != "window":
        return False
    guarded = below(found.target, "wantedtrack.deeds") or below(found.target, "wantedtrack.store")
    return guarded and not any(below(found.target, allowed) for allowed in WINDOW_MAY_NAME)


def report(found: list[Import]) -> str:
    return "\n".join(f"{one.importer}:{one.line} imports {one.target}" for one in found)


def broken_by(law: str, found: list[Import]) -> str:
    return f"{law}\n{report(found)}"


def unexcused(found: list[Import]) -> list[Import]:
    return [one for one in found if (one.importer, one.target) not in EXCUSED]


def test_every_module_belongs_to_a_layer() -> None:
    homeless = [module for module in modules() if layer_of(module) is None]
    assert not homeless, f"give these a layer in tests/architecture/house.py and docs/ARCHITECTURE.md: {homeless}"


@pytest.mark.parametrize("layer", LAYERS, ids=lambda layer: layer.name.replace(" ", "-"))
def test_a_layer_imports_only_layers_it_may_know(layer) -> None:  # noqa: ANN001 (the table's rows are the parameters)
    wrong = unexcused([one for one in own_imports() if layer_of(one.importer) is layer and climbs(one)])
    assert not wrong, broken_by(f"“{layer.name}” may import {layer.may_import or 'nothing'}", wrong)


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_library_is_imported_only_where_it_lives(library: str) -> None:
    wrong = unexcused([one for one in imports() if below(one.target, library) and strays(one)])
    assert not wrong, broken_by(f"{library} lives in {LIBRARIES[library]}", wrong)


def test_the_program_runs_without_its_window() -> None:
    wrong = [one for one in imports() if below(one.importer, "wantedtrack") and one.target.split(".")[0] in {"ui", "PySide6", "shiboken6"}]
    assert not wrong, broken_by("wantedtrack never imports ui or PySide6", wrong)


def test_a_deed_imports_no_other_deed() -> None:
    wrong = [
        one
        for one in own_imports()
        if below(one.importer, "wantedtrack.deeds")
        and not below(one.importer, "wantedtrack.deeds.catalogue")
        and below(one.target, "wantedtrack.deeds")
    ]
    assert not unexcused(wrong), broken_by("only catalogue.py imports deeds", wrong)


def test_the_window_names_no_table_session_or_deed() -> None:
    wrong = unexcused([one for one in own_imports() if reaches_past_the_catalogue(one)])
    assert not wrong, broken_by(f"of deeds and store the window may name {WINDOW_MAY_NAME}", wrong)


def test_no_module_imports_itself_in_a_circle() -> None:
    graph: dict[str, set[str]] = defaultdict(set)
    for one in own_imports():
        if one.target != one.importer:
            graph[one.importer].add(one.target)
    done: set[str] = set()

    def circle_from(module: str, path: list[str]) -> list[str] | None:
        if module in path:
            return [*path[path.index(module) :], module]
        if module in done:
            return None
        for target in sorted(graph[module]):
            if found := circle_from(target, [*path, module]):
                return found
        done.add(module)
        return None

    circles = [found for module in sorted(modules()) if (found := circle_from(module, []))]
    assert not circles, " → ".join(circles[0])


def test_every_permitted_import_is_still_needed() -> None:
    needed = {(one.importer, one.target) for one in imports() if climbs(one) or strays(one) or reaches_past_the_catalogue(one)}
    assert needed >= EXCUSED, f"take these out of IMPORT_EXCEPTIONS: {sorted(EXCUSED - needed)}"


def test_every_permitted_import_has_a_reason() -> None:
    assert all(reason.strip() for _, _, reason in IMPORT_EXCEPTIONS)


def test_no_stray_code_lies_beside_the_packages() -> None:
    beside = {path.name for path in ROOT.glob("*.py")} - {"dev.py"}
    assert not beside, f"code belongs to a layer or to checks/: {beside}"
