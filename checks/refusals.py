"""Every refusal that the program can say, found in its source: the code for scripts, the sentence, and the task it belongs to. Written into the guide by `checks.guide`."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from checks.refusal_tasks import tasks_of

_TOP = Path(__file__).resolve().parent.parent
_SURROUNDINGS, _A_FILE, _A_ROW = "the surroundings", "a file", "a row of a file"
_KINDS = {
    "NotAllowed": "a rule says no", "Invalid": "a value is wrong", "Unavailable": _SURROUNDINGS, "for_reading_only": _SURROUNDINGS,
    "unreadable": _A_FILE, "not_to_be_had": _SURROUNDINGS, "_refuse_unknown": "a rule says no",
}  # fmt: skip
"""Who must act, by what is called: the three errors, and the functions that make one of them from a code and a sentence."""
_AFTER_A_NAME = frozenset({"unreadable", "not_to_be_had"})
_BY_POSITION = {"refuse": (1, 2), "wait": (1, 2), "reserve": (1, 2), "RowRefused": (1, 2), "Fault": (2, 3)}
"""What is said of one row: where code and sentence stand among the arguments."""
_TABLES = frozenset({"_SENTENCES"})
"""Tables of marks, code and sentence."""
_LONGEST_SHOWN = 3


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One sentence under its code; `…` stands for what is filled in. `module` says where it is said."""

    code: str
    kind: str
    sentence: str
    module: str = ""


def refusals() -> list[Refusal]:
    """All of them, by code."""
    found: set[Refusal] = set()
    for package in ("wantedtrack", "ui"):
        for path in sorted((_TOP / package).rglob("*.py")):
            module = path.relative_to(_TOP).with_suffix("").as_posix()
            tree = ast.parse(path.read_text(encoding="utf-8"))
            found.update(Refusal(one.code, one.kind, one.sentence, module) for one in _in_scope(tree, {}))
    return sorted(found)


def _in_scope(tree: ast.AST, known: Mapping[str, str], base: str = "") -> Iterator[Refusal]:
    """A sentence is said in the call itself, or stands in the newest name before it in the same function, or in one of the module's."""
    own = list(_own_nodes(tree))
    said = [
        (node.lineno, target.id, text)
        for node in own
        if isinstance(node, ast.Assign) and (text := _text(node.value))
        for target in node.targets
        if isinstance(target, ast.Name)
    ]
    for node in own:
        if isinstance(node, ast.FunctionDef):
            yield from _in_scope(ast.Module(body=node.body, type_ignores=[]), {**known, **{name: text for _, name, text in said}}, base)
        elif isinstance(node, ast.ClassDef):
            kind = next((one.id for one in node.bases if isinstance(one, ast.Name) and one.id in _KINDS), "")
            yield from _in_scope(ast.Module(body=node.body, type_ignores=[]), {**known, **{name: text for _, name, text in said}}, kind)
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and node.target.id in _TABLES and node.value is not None:
            yield from _in_table(node.value)
        elif isinstance(node, ast.Call):
            before = {**known, **{name: text for line, name, text in sorted(said) if line < node.lineno}}
            yield from (one for one in (_of_call(node, before, base), _of_row(node, before)) if one is not None)


def _own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module without those of the functions and classes in it."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _own_nodes(child)


def _of_call(call: ast.Call, said: Mapping[str, str], base: str) -> Refusal | None:
    name = _name_of(call)
    code = next((word.value.value for word in call.keywords if word.arg == "code" and isinstance(word.value, ast.Constant)), None)
    kind = _KINDS.get(base if name == "__init__" else name)
    if kind is None or not isinstance(code, str) or not call.args:
        return None
    first = call.args[1] if name in _AFTER_A_NAME and len(call.args) > 1 else call.args[0]
    text = _resolved(first, said)
    return Refusal(code, kind, " ".join(text.split())) if text else None


def _of_row(call: ast.Call, said: Mapping[str, str]) -> Refusal | None:
    code_at, text_at = _BY_POSITION.get(_name_of(call), (0, 0))
    if not text_at or len(call.args) <= text_at:
        return None
    code, text = call.args[code_at], _resolved(call.args[text_at], said)
    if not isinstance(code, ast.Constant) or not isinstance(code.value, str) or not text:
        return None
    return Refusal(code.value, _A_ROW, " ".join(text.split()))


def _in_table(table: ast.expr) -> Iterator[Refusal]:
    for line in table.elts if isinstance(table, ast.Tuple) else ():
        _, code, text = (_text(cell) for cell in line.elts) if isinstance(line, ast.Tuple) else ("", "", "")
        if code and text:
            yield Refusal(code, _SURROUNDINGS, text)


def _name_of(call: ast.Call) -> str:
    return call.func.id if isinstance(call.func, ast.Name) else call.func.attr if isinstance(call.func, ast.Attribute) else ""


def _resolved(node: ast.expr, said: Mapping[str, str]) -> str:
    if isinstance(node, ast.IfExp):
        return _resolved(node.body, said) or _resolved(node.orelse, said)
    return said.get(node.id, "") if isinstance(node, ast.Name) else _text(node)


def _text(node: ast.expr) -> str:
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else ""
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else "…" for part in node.values)
    if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        return _text(node.left) + _text(node.right)
    return ""


def page() -> str:
    """The page of the guide."""
    lines = [
        "# What the program says when it says no",
        "",
        "Made from the program itself by `python -m checks.guide`; do not edit it by hand. Each sentence says what happened, what was kept and what to do. The code stands in the",
        "`error` of a command with `--json`; `…` is filled in. “A rule says no” also names who could do it. “Read on” leads to the task it belongs to.",
        "",
    ]
    by_code: dict[str, list[Refusal]] = {}
    for one in refusals():
        by_code.setdefault(one.code, []).append(one)
    for code, group in by_code.items():
        lines += [f"## `{code}`", ""]
        sentences = dict.fromkeys(f"- {one.sentence.replace('|', '/')} *({one.kind})*" for one in group)
        lines += list(sentences)[:_LONGEST_SHOWN]
        tasks = tasks_of(one.module for one in group)
        lines += ["", f"Read on: {', '.join(f'[{task}](README.md#{anchor})' for task, anchor in tasks)}."] if tasks else []
        lines.append("")
    return "\n".join(lines)
