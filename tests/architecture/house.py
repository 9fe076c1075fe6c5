"""The house as data: its layers, who may import whom, which library lives where, and every permitted exception with its reason.

`docs/ARCHITECTURE.md` shows the same table of layers; `test_document.py` compares them.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
PACKAGES = ("wantedtrack", "ui")


@dataclass(frozen=True)
class Layer:
    """A part of the house: `modules` are dotted names, each with all that lies below it; `may_import` names other layers."""

    name: str
    modules: tuple[str, ...]
    may_import: tuple[str, ...]


# The more exact name wins: `ui.desk` belongs to the desk, `ui.app` puts together, the rest of `ui` is the window.
LAYERS = (
    Layer("words of refusal", ("wantedtrack", "wantedtrack.errors"), ()),
    Layer("resources", ("wantedtrack.resources",), ()),
    Layer("rules", ("wantedtrack.rules",), ("words of refusal",)),
    Layer("store", ("wantedtrack.store",), ("words of refusal", "resources", "rules")),
    Layer("clock", ("wantedtrack.clock",), ("words of refusal", "rules", "store")),
    Layer("deeds", ("wantedtrack.deeds",), ("words of refusal", "resources", "rules", "store")),
    Layer("exchange", ("wantedtrack.exchange",), ("words of refusal", "resources", "rules")),
    Layer(
        "settings",
        ("wantedtrack.settings", "wantedtrack.window_settings", "wantedtrack.log_file"),
        ("words of refusal", "resources", "rules"),
    ),
    Layer(
        "heads",
        (
            "wantedtrack.cli",
            "wantedtrack.opening",
            "wantedtrack.first_sign_in",
            "wantedtrack.restoring",
            "wantedtrack.outbox",
            "wantedtrack.sealed_drafts",
            "wantedtrack.briefs",
            "wantedtrack.tasking",
            "wantedtrack.returning",
            "wantedtrack.leaving",
            "wantedtrack.export_numbers",
            "wantedtrack.evidence",
            "wantedtrack.window_program",
            "wantedtrack.watch",
            "wantedtrack.demonstration",
            "wantedtrack.selfcheck",
            "wantedtrack.doctor",
            "wantedtrack.__main__",
        ),
        ("words of refusal", "resources", "rules", "store", "clock", "deeds", "exchange", "settings"),
    ),
    Layer("desk", ("ui.desk",), ("words of refusal", "resources", "rules", "store", "clock", "deeds", "exchange", "settings", "heads")),
    Layer("window", ("ui",), ("words of refusal", "resources", "rules", "deeds", "store", "settings", "desk")),
    Layer(
        "putting together",
        ("ui.app", "ui.pictures", "ui.picture_tour", "ui.self_check", "ui.__main__"),
        ("words of refusal", "resources", "rules", "store", "clock", "deeds", "exchange", "settings", "heads", "desk", "window"),
    ),
)

# Of the layers below, the window may name only these: the table of deeds, and plain rows and answers without a table or session in them.
WINDOW_MAY_NAME = ("wantedtrack.deeds.catalogue", "wantedtrack.store.changes", "wantedtrack.store.queue", "wantedtrack.store.reading")

# Library: the modules that may import it, each with all that lies below it.
LIBRARIES = {
    "sqlalchemy": ("wantedtrack.store", "wantedtrack.deeds"),
    "sqlcipher3": ("wantedtrack.store.database",),
    "sqlite3": ("wantedtrack.store.database",),
    "psycopg": ("wantedtrack.store.database",),
    "alembic": ("wantedtrack.store",),
    "openpyxl": ("wantedtrack.exchange",),
    "apscheduler": ("wantedtrack.watch",),
    "PySide6": ("ui",),
    "shiboken6": ("ui",),
    "pyqtgraph": ("ui",),
    "click": ("wantedtrack.cli", "wantedtrack.__main__"),
    "keyring": ("wantedtrack.store.secret_places",),
}

# What rules may take from outside the standard library, and what of the standard library they may not: each of these asks the surroundings.
PURE_LIBRARIES = ("anyascii", "jellyfish", "msgspec", "rapidfuzz")
IMPURE = (
    "asyncio", "ctypes", "getpass", "glob", "http", "importlib", "io", "locale", "logging", "multiprocessing", "os", "pathlib", "platform", "queue", "random", "secrets",
    "select", "shutil", "signal", "socket", "sqlite3", "ssl", "subprocess", "sys", "tempfile", "threading", "time", "urllib", "uuid", "webbrowser",
)  # fmt: skip

# Standing permissions: (who, what, why). One that nothing needs any more fails its test.
IMPORT_EXCEPTIONS: tuple[tuple[str, str, str], ...] = ()
LONG_FILES: tuple[tuple[str, str], ...] = ()
DEEDS_NOT_LISTED = (
    ("wantedtrack.deeds.administration.make_store", "there is no store yet in which a deed could be chosen; `init` calls it"),
    ("wantedtrack.deeds.administration.record_backup", "the head that has just verified a copy records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.administration.record_move", "the head that has just moved a store records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.exporting.record_export", "the head that has just written a file records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.tasking.record_tasking", "the head that writes the sheet at once records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.tasking.record_returns", "the head that has just read a sheet back records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.briefing.record_brief", "the head that has just made a brief records it; nobody can claim one by hand"),
    ("wantedtrack.deeds.being_told.look_at_inbox", "done by whoever opens the inbox, by looking; it leaves no journal line"),
    (
        "wantedtrack.deeds.consulting.record_consultation",
        "done by whoever looks, by looking; it leaves no journal line but a line of its own log",
    ),
    (
        "wantedtrack.deeds.drafting.keep_draft",
        "done by the window while somebody types; it leaves no journal line, for nothing of the record is changed",
    ),
    ("wantedtrack.deeds.being_present.be_present", "done by the window while an entry is looked at; it leaves no journal line"),
    ("wantedtrack.deeds.escalation.beat", "done by the watcher every 30 s, by nobody; it leaves no journal line"),
)
WORDS_NOT_ASKED = (
    ("wantedtrack.deeds.deciding.approve", "proposed", "the head hands it the proposed deed, as no deed imports another"),
    ("wantedtrack.deeds.undoing.undo", "proposed", "the head hands it the reverse deed, as no deed imports another"),
    ("wantedtrack.deeds.bulk.bulk_allocate", "proposed", "the head hands it the deed for each entry, as no deed imports another"),
    ("wantedtrack.deeds.bulk.bulk_regrade", "proposed", "the head hands it the deed for each entry, as no deed imports another"),
    ("wantedtrack.deeds.bulk.bulk_close", "proposed", "the head hands it the deed for each entry, as no deed imports another"),
    (
        "wantedtrack.deeds.bulk_recording.bulk_log_attempt",
        "proposed",
        "the head hands it the deed for each entry, as no deed imports another",
    ),
    ("wantedtrack.deeds.bulk_recording.bulk_add_note", "proposed", "the head hands it the deed for each entry, as no deed imports another"),
    (
        "wantedtrack.deeds.bulk_recording.bulk_set_circulation",
        "proposed",
        "the head hands it the deed for each entry, as no deed imports another",
    ),
    ("wantedtrack.deeds.bulk_recording.bulk_verify", "proposed", "the head hands it the deed for each entry, as no deed imports another"),
)


@dataclass(frozen=True)
class Import:
    """One import statement's target, as a dotted name, and its line."""

    importer: str
    target: str
    line: int


def module_name(path: Path) -> str:
    """The dotted name of a file."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def modules() -> dict[str, Path]:
    """Every module of the program."""
    return {module_name(path): path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))}


@cache
def tree(module: str) -> ast.Module:
    """A module's syntax."""
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def below(module: str, root: str) -> bool:
    """Whether a module is this one or lies under it."""
    return module == root or module.startswith(f"{root}.")


@cache
def layer_of(module: str) -> Layer | None:
    """The layer a module belongs to; a package's own name only covers its `__init__.py`, but for `ui`."""
    found = [
        (len(root), layer)
        for layer in LAYERS
        for root in layer.modules
        if (module == root if root == "wantedtrack" else below(module, root))
    ]
    return max(found, key=lambda pair: pair[0])[1] if found else None


def _targets(node: ast.Import | ast.ImportFrom, importer: str) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (alias.name for alias in node.names)
        return
    base = node.module or ""
    if node.level:
        is_package = modules()[importer].name == "__init__.py"
        parts = importer.split(".")
        kept = parts[: len(parts) - node.level + is_package]
        base = ".".join([*kept, base] if base else kept)
    for alias in node.names:
        inner = f"{base}.{alias.name}"
        yield inner if inner in modules() else base


@cache
def imports() -> tuple[Import, ...]:
    """Every import of every module, inside functions and under TYPE_CHECKING too."""
    return tuple(
        Import(importer, target, node.lineno)
        for importer in modules()
        for node in ast.walk(tree(importer))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for target in _targets(node, importer)
    )


def own_imports() -> list[Import]:
    """Those between our own modules."""
    return [found for found in imports() if found.target.split(".")[0] in PACKAGES]
