"""The process that reads one export or one sheet: it answers a row a line, as JSON, and its end.

An entry that harms the reading is a row with its reason, as a PDF that cannot be read is. What is
wrong with a whole file is told behind the rows that were read before.
"""

import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any, TextIO

from builder.ingest.isolation import limit_cpu_time, limit_memory, take_answers
from builder.ingest.sheets import read_sheet_rows
from builder.references.jsonl import read_records
from builder.references.readers import read_bibliography
from builder.storage.record_json import to_plain

#: The last line of an answer: the file was read to its end, or it was not.
WHOLE, MEMORY = "whole", "memory"


def _read_export(path: Path) -> Iterator[Any]:
    """Yield line, identity and paper of each entry."""
    read = read_records if path.suffix.lower() == ".jsonl" else read_bibliography
    for line, identity, paper in read(path):
        yield line, identity, to_plain(paper)


READERS: Mapping[str, Callable[[Path], Iterator[Any]]] = {
    "export": _read_export,
    "sheet": read_sheet_rows,
}


def main() -> None:
    """Read one file. Arguments: the reader, CPU seconds, bytes of memory; its path is the input."""
    read, seconds, memory = READERS[sys.argv[1]], float(sys.argv[2]), int(sys.argv[3])
    limit_memory(memory)
    limit_cpu_time(seconds)
    answers = take_answers()
    path = Path(json.loads(sys.stdin.readline()))
    end = WHOLE
    try:
        for row in read(path):
            _answer(answers, row)
    except MemoryError:
        end = MEMORY
    except Exception as error:  # broken files end in errors of many kinds, as PDFs do
        end = brief(error, path)
    _answer(answers, end)


def _answer(answers: TextIO, row: object) -> None:
    answers.write(json.dumps(row) + "\n")
    answers.flush()


def brief(error: Exception, path: Path) -> str:
    """Return up to 120 characters of what an error says, without the folder of the file."""
    message = " ".join(str(error).replace(str(path), path.name).split())[:120]
    return message if isinstance(error, ValueError) else f"{type(error).__name__}: {message}"


if __name__ == "__main__":
    main()
