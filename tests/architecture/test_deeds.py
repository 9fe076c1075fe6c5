"""Every public function of `deeds` is a deed: keyword-only, in the catalogue, answering with Changes."""

import ast
import inspect
from typing import get_type_hints

import pytest

from tests.architecture.house import DEEDS_NOT_LISTED, WORDS_NOT_ASKED, below, modules, tree
from wantedtrack.deeds.catalogue import CATALOGUE
from wantedtrack.store.changes import Changes

ROOM = "wantedtrack.deeds"
FIRST_WORDS = ("store", "officer", "now", "deed_id")


def public_functions() -> list[tuple[str, ast.FunctionDef | ast.AsyncFunctionDef]]:
    """Module and definition of each public function in a module of deeds, the catalogue's own left out."""
    return [
        (module, node)
        for module in modules()
        if below(module, ROOM) and not below(module, f"{ROOM}.catalogue")
        for node in tree(module).body
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and not node.name.startswith("_")
    ]


DEEDS = [pytest.param(module, node, id=f"{module.removeprefix(ROOM + '.')}.{node.name}") for module, node in public_functions()]

LISTED = {f"{card.function.__module__}.{card.function.__name__}" for card in CATALOGUE}
NOT_LISTED = {name for name, _ in DEEDS_NOT_LISTED}


@pytest.mark.parametrize(("module", "node"), DEEDS)
def test_a_deed_takes_its_words_by_name_only(module: str, node: ast.FunctionDef) -> None:
    del module
    assert not node.args.args, "positional parameters"
    assert not node.args.posonlyargs
    assert node.args.vararg is None
    assert node.args.kwarg is None
    assert tuple(argument.arg for argument in node.args.kwonlyargs[:4]) == FIRST_WORDS


@pytest.mark.parametrize(("module", "node"), DEEDS)
def test_a_deed_answers_with_changes(module: str, node: ast.FunctionDef) -> None:
    del module
    assert node.returns is not None
    assert ast.unparse(node.returns) == "Changes"


@pytest.mark.parametrize(("module", "node"), DEEDS)
def test_a_deed_is_in_the_catalogue(module: str, node: ast.FunctionDef) -> None:
    name = f"{module}.{node.name}"
    assert name in LISTED or name in NOT_LISTED


def test_every_deed_that_need_not_be_listed_exists_and_is_not() -> None:
    existing = {f"{module}.{node.name}" for module, node in public_functions()}
    assert existing - LISTED >= NOT_LISTED
    assert all(reason for _, reason in DEEDS_NOT_LISTED)


@pytest.mark.parametrize(("module", "node"), DEEDS)
def test_a_deed_says_what_a_caller_cannot_see(module: str, node: ast.FunctionDef) -> None:
    del module
    assert ast.get_docstring(node)


def test_the_catalogue_lists_each_deed_once() -> None:
    listed = [card.name for card in CATALOGUE]
    assert sorted(set(listed)) == sorted(listed)
    assert len({card.function for card in CATALOGUE}) == len(listed)


@pytest.mark.parametrize("card", CATALOGUE, ids=lambda card: card.name)
def test_the_words_of_the_catalogue_are_those_of_the_function(card) -> None:  # noqa: ANN001 (the catalogue's rows are the parameters)
    parameters = inspect.signature(card.function).parameters
    unknown = [word.name for word in card.words if word.parameter not in parameters]
    assert not unknown, f"the function takes no {unknown}"
    missing = [
        name
        for name, parameter in parameters.items()
        if parameter.default is inspect.Parameter.empty
        and name not in {*FIRST_WORDS, "entry"}
        and (f"{card.function.__module__}.{card.function.__name__}", name) not in {(deed, word) for deed, word, _ in WORDS_NOT_ASKED}
        and name not in {word.parameter for word in card.words if word.required or word.only_for}
    ]
    assert not missing, f"the function needs {missing}, which the catalogue does not ask for"
    assert ("version" in parameters) == card.about_entry, "each deed about an entry, and no other, takes the version it was read at"
    assert get_type_hints(card.function)["return"] is Changes


def test_every_word_that_need_not_be_asked_is_one_the_function_needs() -> None:
    for deed, word, reason in WORDS_NOT_ASKED:
        card = next(card for card in CATALOGUE if f"{card.function.__module__}.{card.function.__name__}" == deed)
        assert inspect.signature(card.function).parameters[word].default is inspect.Parameter.empty
        assert card.word(word) is None
        assert reason
