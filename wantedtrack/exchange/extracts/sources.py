"""The five sources, each with the module that knows its headings and its rows."""

from types import ModuleType

from wantedtrack.exchange.extracts import bail, forensic, pnc, recall, warrants
from wantedtrack.rules.extract_rows import Source

MODULES: dict[Source, ModuleType] = {module.SOURCE: module for module in (bail, forensic, pnc, recall, warrants)}
