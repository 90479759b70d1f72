"""Select the rows of a dataset from curated triples, and assign them to parts."""

import json
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence

from builder.curation.agreement import PairAgreement, join_agreements, pair_agreements
from builder.curation.by_paper import curations_by_paper
from builder.curation.decisions import CheckAnew, CuratedTriple
from builder.curation.ledger import Verdict
from builder.dataset.near_duplicates import near_pairs
from builder.dataset.quality.contamination import REASONS, BenchmarkQuestions, Contamination
from builder.dataset.quality.form_leak import FormLeak, form_leak
from builder.dataset.row_limits import balance_kinds, cap_kinds, limit_refusals, turn_of
from builder.dataset.rows import ContaminatedRow, Dataset, DatasetOptions
from builder.dataset.splits import PARTS, alloy_family, family, part_of
from builder.library.catalog import CatalogEntry, by_id
from builder.nlp.orders import holds_order

#: Why an edited triple is left out that nobody has confirmed.
UNCONFIRMED_EDIT = "its edit fails a check, and nobody accepted it since"

_CHOSEN = """
CREATE TEMP TABLE chosen (
  triple TEXT, paper TEXT, part INTEGER, family TEXT, alloy TEXT, words INTEGER,
  question TEXT, answer TEXT, start INTEGER, "end" INTEGER,
  kind TEXT, made_by TEXT, status TEXT, checks TEXT,
  context TEXT, spans TEXT, papers TEXT, difficulty TEXT, turn INTEGER, people TEXT
)
"""


def make_dataset(
    db: sqlite3.Connection,
    verdicts: Sequence[Verdict],
    wanted: DatasetOptions,
    check: CheckAnew | None = None,
    tests: BenchmarkQuestions | None = None,
) -> Dataset:
    """Select the rows, assign them to parts, and drop near-duplicate abstracts of two parts.

    Args:
        db: The database of a workspace; the rows lie in temporary tables of it.
        verdicts: All verdicts.
        wanted: The options of the user.
        check: Checks what people edited; without it, edited rows have no checks.
        tests: Questions that a model shall be tested by; rows that give one away are left out.
    """
    db.execute("DROP TABLE IF EXISTS temp.chosen")
    db.execute(_CHOSEN)
    left_out: Counter[str] = Counter()
    contaminated: list[ContaminatedRow] = []
    agreements: list[PairAgreement] = []
    conflicts = 0
    for entry, curation in curations_by_paper(db, verdicts, check):
        conflicts += len(curation.conflicts)
        agreements += pair_agreements(curation.curated)
        rows = list(_choose(entry, curation.curated, wanted, left_out))
        if tests and rows:
            rows = list(_untested(rows, tests, contaminated))
        if entry is None or not rows:
            continue
        name = _family(entry, wanted)
        place = (entry.id, PARTS.index(part_of(name, wanted.seed)), name, alloy_family(entry))
        db.executemany(
            f"INSERT INTO temp.chosen VALUES ({', '.join('?' * 20)})",
            [(row.triple.id, *place, *_columns(row, wanted.seed)) for row in rows],
        )
    db.execute("CREATE INDEX temp.chosen_in_order ON chosen (part, triple)")
    db.execute("CREATE INDEX temp.chosen_by_paper ON chosen (paper)")
    duplicates = dict(_near_duplicates(db))
    for paper in duplicates:
        gone = db.execute("DELETE FROM temp.chosen WHERE paper = ?", (paper,)).rowcount
        left_out["nearly the same abstract stands in another part"] += gone
    leaks = tuple(f"{gone} is nearly {stays}" for gone, stays in sorted(duplicates.items()))
    left_out["it joins papers of two parts"] += _drop_joined(db, wanted, duplicates)
    left_out.update(REASONS[one.measure] for one in contaminated)
    if wanted.per_kind:
        left_out["over the cap of its kind"] += cap_kinds(db, wanted.per_kind)
    if wanted.balance:
        left_out["over the median number of rows of a kind"] += balance_kinds(db)
    if wanted.refusals is not None:
        left_out["over the share of refusals"] += limit_refusals(db, wanted.refusals)
    return Dataset(
        db, dict(sorted((+left_out).items())), leaks, _shared_alloys(db), conflicts,
        wanted.split, _in_order(contaminated) if tests else None, _form_leak(db),
        tuple(join_agreements(agreements)),
    )  # fmt: skip


def _columns(one: CuratedTriple, seed: int) -> tuple[object, ...]:
    triple = one.triple
    return (
        len(triple.answer.split()), triple.question, triple.answer, triple.start, triple.end,
        triple.kind, triple.made_by, one.status, json.dumps(triple.checks),
        triple.own_context, json.dumps(triple.spans),
        json.dumps(triple.papers), triple.difficulty, turn_of(seed, triple.id),
        json.dumps(sorted(verdict.who for verdict in one.verdicts)),
    )  # fmt: skip


def _untested(
    rows: Sequence[CuratedTriple], tests: BenchmarkQuestions, contaminated: list[ContaminatedRow]
) -> Iterator[CuratedTriple]:
    """Yield the rows of a paper that give no test question away; collect the others."""
    known: dict[str, tuple[Contamination | None, list[int]]] = {}
    for row in rows:
        triple = row.triple
        if triple.context not in known:
            text = triple.context
            known[text] = tests.by_context(text), tests.lines_on(text)
        found, lines = known[triple.context]
        found = found or tests.by_question(triple.question)
        if not found and lines:
            evidence = "\n".join(triple.all_evidence)
            found = tests.by_fact(lines, evidence, triple.question, triple.answer)
        found = found or tests.by_alloy(triple.question, triple.answer)
        if found:
            contaminated.append(ContaminatedRow(
                triple.id, triple.paper, triple.question, triple.answer,
                found.line, found.measure, found.likeness,
            ))  # fmt: skip
        else:
            yield row


def _in_order(contaminated: Iterable[ContaminatedRow]) -> tuple[ContaminatedRow, ...]:
    return tuple(sorted(contaminated, key=lambda one: (one.line, one.id)))


def _drop_joined(
    db: sqlite3.Connection, wanted: DatasetOptions, duplicates: Mapping[str, str]
) -> int:
    """Take out the rows that join papers of two parts, or one left out; return how many."""
    rows = db.execute("SELECT rowid, part, papers FROM temp.chosen WHERE papers <> '[]'")
    gone = []
    for place, part, papers in rows:
        others = by_id(db, json.loads(papers))
        families = [_family(entry, wanted) for entry in others.values()]
        parts = {PARTS.index(part_of(name, wanted.seed)) for name in families}
        if parts != {part} or duplicates.keys() & others.keys():
            gone.append((place,))
    db.executemany("DELETE FROM temp.chosen WHERE rowid = ?", gone)
    return len(gone)


def _family(entry: CatalogEntry, wanted: DatasetOptions) -> str:
    return alloy_family(entry) if wanted.split == "alloy" else family(entry)


def _choose(
    entry: CatalogEntry | None,
    curated: Iterable[CuratedTriple],
    wanted: DatasetOptions,
    left_out: Counter[str],
) -> Iterator[CuratedTriple]:
    """Yield the wanted triples of one paper; count the others in ``left_out`` by reason."""
    taken = 0
    for one in sorted(curated, key=lambda c: (c.triple.start, c.triple.id)):
        reason = _unwanted(one, wanted)
        if not reason and wanted.status != "all" and holds_order(one.triple.context):
            reason = "its abstract gives orders to a machine"
        if not reason and (entry is None or one.triple.paper != entry.id):
            reason = "its paper left the corpus"
        if not reason and wanted.per_paper and taken >= wanted.per_paper:
            reason = "over the cap of its paper"
        if reason:
            left_out[reason] += 1
        else:
            taken += 1
            yield one


def _shared_alloys(db: sqlite3.Connection) -> tuple[str, ...]:
    """Return the alloy families that stand in more than one part."""
    query = (
        "SELECT alloy FROM temp.chosen GROUP BY alloy HAVING min(part) < max(part) ORDER BY alloy"
    )
    return tuple(alloy for (alloy,) in db.execute(query))


def _form_leak(db: sqlite3.Connection) -> FormLeak | None:
    """Return how well the words of questions tell refused ones from the others."""
    rows = db.execute("SELECT paper, question, kind = 'unanswerable' FROM temp.chosen")
    return form_leak((paper, question, bool(refused)) for paper, question, refused in rows)


def _unwanted(one: CuratedTriple, wanted: DatasetOptions) -> str:
    """Return the reason why a triple is left out, or ""."""
    if one.triple.kind in wanted.without:
        return f"its kind is “{one.triple.kind}”"
    if wanted.status == "all":
        return ""
    if one.disputed:
        return "people disagree on it"
    if one.status == "rejected":
        return "rejected by a person"
    failed = [name for name in one.triple.failed if name not in wanted.allowed]
    if one.unconfirmed and failed:
        return UNCONFIRMED_EDIT
    if one.kept:
        return ""
    if wanted.status == "accepted":
        return "not accepted by a person"
    return f"failed the check “{failed[0]}”" if failed else ""


def _near_duplicates(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """Yield (paper to drop, its near duplicate), the paper to drop being of the earlier part."""
    query = (
        "SELECT DISTINCT paper, part, abstract FROM temp.chosen JOIN papers USING (paper)"
        " ORDER BY paper"
    )
    return near_pairs(tuple(row) for row in db.execute(query))
