"""Every refusal that the program can say, found in its source: the code for scripts, and the sentence. Written into the guide by `checks.guide`."""

import ast
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent / "wantedtrack"
_KINDS = {"NotAllowed": "a rule says no", "Invalid": "a value is wrong", "Unavailable": "the surroundings", "unreadable": "a file"}
_LONGEST_SHOWN = 3


@dataclass(frozen=True, slots=True, order=True)
class Refusal:
    """One sentence under its code; `…` stands for what is filled in."""

    code: str
    kind: str
    sentence: str


def refusals() -> list[Refusal]:
    """All of them, by code."""
    found: set[Refusal] = set()
    for path in sorted(_PACKAGE.rglob("*.py")):
        found.update(_in_module(ast.parse(path.read_text(encoding="utf-8"))))
    return sorted(found)


def _in_module(tree: ast.AST) -> Iterator[Refusal]:
    """A sentence is said in the call itself, or stands in the newest name before it in the same function."""
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
            yield from _in_module(ast.Module(body=node.body, type_ignores=[]))
        elif isinstance(node, ast.Call) and (
            one := _of_call(node, {name: text for line, name, text in sorted(said) if line < node.lineno})
        ):
            yield one


def _own_nodes(tree: ast.AST) -> Iterator[ast.AST]:
    """The nodes of a function or module without those of the functions in it."""
    for child in ast.iter_child_nodes(tree):
        yield child
        if not isinstance(child, ast.FunctionDef):
            yield from _own_nodes(child)


def _of_call(call: ast.Call, said: Mapping[str, str]) -> Refusal | None:
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    code = next((word.value.value for word in call.keywords if word.arg == "code" and isinstance(word.value, ast.Constant)), None)
    if name not in _KINDS or not isinstance(code, str) or not call.args:
        return None
    first = call.args[1] if name == "unreadable" and len(call.args) > 1 else call.args[0]
    text = _resolved(first, said)
    return Refusal(code, _KINDS[name], " ".join(text.split())) if text else None


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
        "`error` of a command with `--json`; `…` is filled in. “A rule says no” also names who could do it.",
        "",
    ]
    by_code: dict[str, list[Refusal]] = {}
    for one in refusals():
        by_code.setdefault(one.code, []).append(one)
    for code, group in by_code.items():
        lines += [f"## `{code}`", ""]
        lines += [f"- {one.sentence.replace('|', '/')} *({one.kind})*" for one in group[:_LONGEST_SHOWN]]
        lines.append("")
    return "\n".join(lines)
