"""The command line `wantedtrack`: the whole program without its window. Source: interfaces.md section 2."""

from wantedtrack.cli.program import main

__all__ = ["main"]
