"""Puts Python's own import back before the modules of the window are loaded: importing this is all that is asked of it.

Qt for Python replaces it by one that reads the source of every module loaded from then on, whosever it is, to see whether that module writes Qt's
names in another way, and what is read stays in memory: 6 to 14 MB. No module here does.
"""

import builtins

import PySide6.QtCore as _  # noqa: F401 (Qt must have replaced the import before it can be put back)

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
