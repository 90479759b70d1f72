"""The process that opens papers: it reads a question a line and answers papers a line, as JSON.

A question is a path and whether to read the body, too. An answer is a paper and whether it comes
once more, with its body: what was read first is kept, whatever becomes of the process then.

A file can crash, hang or fill the memory of the process that reads it, so none is opened in the
process that holds the corpus. Papers are sent as JSON and not as pickles, so that a hostile file
that takes over this process cannot run code in the other.
"""

import gc
import json
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any, TextIO

from builder.fulltext.paper_file import read_paper_file
from builder.ingest.isolation import killed_after, limit_memory, say_ready, take_answers
from builder.papers import Paper
from builder.storage.corpus_files import TEXT_SOURCES
from builder.textsources.text_file import read_text_file


def main() -> None:
    """Serve one parent until it closes the input. Arguments: seconds per file, bytes of memory."""
    seconds, memory = float(sys.argv[1]), int(sys.argv[2])
    limit_memory(memory)
    # PyMuPDF tries to load its readers of page pictures, which take longer than ten papers and are
    # not used here: a module that is None cannot be imported, and it goes on without.
    sys.modules.update({"pymupdf.layout": None, "pymupdf4llm": None})  # type: ignore[dict-item]
    import pymupdf  # noqa: F401 - if it cannot be had, that is no file's fault

    # A page is tens of thousands of small records, which are no garbage while it is read: looking
    # through them as often as Python does by itself takes a seventh of the time.
    gc.freeze()
    gc.set_threshold(100_000, 20, 100)
    answers = take_answers()
    say_ready(answers)
    for line in sys.stdin:
        name, fulltext = json.loads(line)
        path = Path(name)
        with killed_after(2 * seconds):
            if path.suffix.lower() in TEXT_SOURCES:
                paper = read_text_file(path, fulltext)
            else:
                paper = read_paper_file(
                    path, fulltext, first=lambda paper: _answer(answers, paper, more=True)
                )
        _answer(answers, paper, more=False)


def _answer(answers: TextIO, paper: Paper, more: bool) -> None:
    answers.write(json.dumps((paper, more), default=_as_plain) + "\n")
    answers.flush()


def _as_plain(record: Any) -> dict[str, Any]:
    """Return a record as the fields it has; those within it follow as JSON is written."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


if __name__ == "__main__":
    main()
