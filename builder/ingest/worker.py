"""The process that opens PDFs: it reads a path a line and answers a paper a line, as JSON.

A PDF can crash, hang or fill the memory of the process that reads it, so none is opened in the
process that holds the corpus. Papers are sent as JSON and not as pickles, so that a hostile file
that takes over this process cannot run code in the other.
"""

import json
import sys
from dataclasses import asdict
from pathlib import Path

from builder.frontmatter.extract import extract
from builder.ingest.isolation import killed_after, limit_memory, take_answers


def main() -> None:
    """Serve one parent until it closes the input. Arguments: seconds per file, bytes of memory."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    # PyMuPDF tries to load its readers of page pictures, which take longer than ten papers and are
    # not used here: a module that is None cannot be imported, and it goes on without.
    sys.modules.update({"pymupdf.layout": None, "pymupdf4llm": None})  # type: ignore[dict-item]
    import pymupdf  # noqa: F401 - if it cannot be had, that is no file's fault

    answers = take_answers()
    for line in sys.stdin:
        with killed_after(seconds):
            paper = extract(Path(json.loads(line)))
        answers.write(json.dumps(asdict(paper)) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
