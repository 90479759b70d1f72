"""`hea` and `python -m hea`: run the command line, unless a file hides a part of it."""

import sys

from hea.hidden_rooms import NEXT_STEP, hiding_file


def main() -> None:
    """Run the verb that is typed; say in two lines which file hides a part of the program."""
    if hiding := hiding_file():
        sys.stderr.write(f"{hiding} hides a part of hea-qa.\n{NEXT_STEP}\n")
        sys.exit(1)
    from hea.cli.app import main as run

    run()


if __name__ == "__main__":
    main()
