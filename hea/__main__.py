"""`hea` and `python -m hea`: run the command line, unless a file hides a part of it."""

import gc
import sys
from typing import NoReturn

from hea.hidden_rooms import NEXT_STEP, hiding_file

#: Python collects garbage after every 700 new objects unless told otherwise. Most of what a verb
#: loads is kept: looking through it over and over took a tenth of the time of `hea search`.
_OBJECTS_BETWEEN_COLLECTIONS = 10_000


def main() -> None:
    """Run the verb that is typed; say in two lines which file hides a part of the program."""
    if hiding := hiding_file():
        sys.stderr.write(f"{hiding} hides a part of hea-qa.\n{NEXT_STEP}\n")
        sys.exit(1)
    if sys.argv[1:] == ["--version"]:
        say_version()
        return
    gc.disable()
    from hea.kept_patterns import kept_patterns
    from hea.kept_results import kept_results

    with kept_patterns(), kept_results():
        try:
            from hea.cli.app import main as run
        except ModuleNotFoundError as error:
            say_missing(error)

        gc.freeze()  # nothing that is imported is let go again: it is never looked through
        gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
        gc.enable()
        try:
            run()
        finally:
            # What is left goes with the process: to search it takes a tenth of an answer's time.
            gc.freeze()


def say_missing(error: ModuleNotFoundError) -> NoReturn:
    """Say which package the command line itself needs, and how to install it; exit with 1."""
    from hea.extras import lacking

    told = lacking(error)
    if told is None:
        raise error
    sys.stderr.write(f"{told.message}\n{told.hint}\n")
    sys.exit(1)


def say_version() -> None:
    """Print the version."""
    from importlib.metadata import version

    print(f"hea-qa {version('hea-qa')}")


if __name__ == "__main__":
    main()
