"""`python -m ui`: the window. In the packaged program also the process that reads the first page ahead, which must not wait for Qt to load."""

import sys

from ui.desk.reading_ahead import child_main


def main() -> int:
    """Start what the words ask for; answers with its exit code."""
    child_main(sys.argv[1:])
    from ui.app import main as open_window  # noqa: PLC0415 (loads Qt)

    return open_window()


if __name__ == "__main__":
    sys.exit(main())
