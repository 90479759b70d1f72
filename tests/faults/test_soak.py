"""Very many abstracts through one process: memory does not creep, a second run does no work."""

import json
import multiprocessing
import os
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path

import pytest
from fakes import WordEmbedder, loads
from small_library import MODEL, Many, quiet

from answer.extractive.answer import answer_extractively
from builder.checks.checks import Checker
from builder.checks.run import check_drafts
from builder.drafting.update import update_drafts
from builder.ingest.ingest import ingest
from builder.library.relevance import relevance
from builder.storage.database import create_database
from eval.bench.stage_costs import write_corpus
from eval.bench.synthetic_corpus import abstracts
from hea.workflows.corpus.build import judge
from hea.workspace import Workspace
from retrieval.embedder import Vectors
from retrieval.hybrid import Searcher
from retrieval.vector_index import open_index, update_index

_STATM = Path("/proc/self/statm")
#: The share of a stage's work after which all is loaded and every cache is full.
_WARM = 0.3


class Counting(WordEmbedder):
    """Remembers how many texts it embedded, and none of them."""

    count = 0

    def embed(self, texts: Sequence[str]) -> Vectors:
        vectors = super().embed(texts)
        self.count += len(self.embedded)
        self.embedded.clear()
        return vectors


class Watch:
    """The memory a process holds as the work of one stage goes on."""

    def __init__(self) -> None:
        self.seen: dict[str, list[tuple[float, int]]] = {}

    def of(self, stage: str) -> Callable[[int, int], None]:
        seen = self.seen.setdefault(stage, [])

        def progress(done: int, total: int) -> None:
            pages = int(_STATM.read_text().split()[1])
            seen.append((done / max(total, 1), pages * os.sysconf("SC_PAGE_SIZE")))

        return progress


def run(place: Workspace, embedder: Counting, watch: Watch) -> dict[str, int]:
    """A build, and what it changed in the database."""
    with closing(create_database(place.database)) as db:
        before = db.total_changes, embedder.count
        intake = ingest(db, place.corpus, quiet)
        index = update_index(db, place.index, MODEL, watch.of("embedding"), loads(embedder))
        drafted = update_drafts(db, watch.of("drafting"))
        triples = check_drafts(db, Checker(judge), watch.of("checking"))
        return {
            "new": intake.new,
            "embedded": embedder.count - before[1],
            "drafted": drafted,
            "changes": db.total_changes - before[0],
            "passages": index.passages,
            "triples": triples,
        }


def soak(root: Path, count: int) -> None:
    """Build, ask, and build again, in this process."""
    place, embedder, watch = Workspace(root), Counting(), Watch()
    first = run(place, embedder, watch)
    with closing(create_database(place.database)) as db:
        search = Searcher(db, open_index(place.index), embedder)
        asked, progress = [title for title, _ in abstracts(count // 5, seed=1)], watch.of("asking")
        for number, title in enumerate(asked, start=1):
            answer_extractively(f"What is known of the {title}?", search.search(title, 5))
            progress(number, len(asked))
    told = {"seen": watch.seen, "first": first, "second": run(place, embedder, Watch())}
    (root / "told.json").write_text(json.dumps(told))


@pytest.mark.slow
@pytest.mark.fault("F23")
def test_memory_does_not_creep_and_a_second_run_does_no_work(
    tmp_path: Path, corpus: Path, how_many: Many
) -> None:
    if not _STATM.exists():
        pytest.skip("this system does not tell how much memory a process holds")
    count = how_many(60, 10_000)
    write_corpus(corpus / "made.jsonl", count)
    process = multiprocessing.get_context("spawn").Process(target=soak, args=(tmp_path, count))
    process.start()
    process.join()
    assert process.exitcode == 0
    told = json.loads((tmp_path / "told.json").read_text())
    assert told["first"]["embedded"] == told["first"]["passages"] > 5 * count
    # A few are made up of alloys with three principal elements, and are no papers on our subject.
    ours = [relevance(title, text).on_topic for title, text in abstracts(count)]
    assert told["first"]["drafted"] == sum(ours) > 0.97 * count
    nothing = {"new": 0, "embedded": 0, "drafted": 0, "changes": 0}
    assert told["second"] == told["first"] | nothing
    assert set(told["seen"]) == {"embedding", "drafting", "checking", "asking"}
    for stage, seen in told["seen"].items():
        warm = next(held for share, held in seen if share >= _WARM)
        assert seen[-1][1] < 1.1 * warm, f"{stage}: {warm:,} bytes, and {seen[-1][1]:,} at last"
