"""`python -m wantedtrack`: the command line."""

from wantedtrack.cli import main

if __name__ == "__main__":
    main()
