"""Turn records into what `--json` prints. Fields may be added, never renamed or removed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from answer.answers import Answer, Citation, ModelCall, ValueList
    from answer.generative.attribution import Explanation
    from builder.ingest.changes import CorpusDiff
    from builder.library.catalog import CatalogEntry, Census
    from builder.library.property_table import PropertyRow
    from builder.library.stored_bodies import BodySize
    from hea.workflows.answers.property_search import AlloyDescription
    from hea.workflows.conversation.opening import QuoteSource
    from hea.workflows.corpus.build import BuildReport
    from hea.workflows.corpus.model_drafting import DraftingReport
    from hea.workflows.corpus.model_judging import JudgingReport
    from retrieval.hybrid import Hit


def status(root: Path, census: Census, stale: CorpusDiff, finished: bool) -> dict[str, Any]:
    """Return what `hea --json` prints: states of files, and what a build would take in.

    Args:
        root: The workspace.
        census: How many files are in which state.
        stale: Files that changed since the last build.
        finished: Whether that build came to its end.
    """
    return {
        "workspace": str(root),
        "states": dict(census.states),
        "new": [source.file for source in stale.new],
        "again": stale.again,
        "gone": list(stale.gone),
        "finished": finished,
    }


def build(made: BuildReport) -> dict[str, Any]:
    """Return what `hea build --json` prints."""
    return {
        "new": made.intake.new,
        "again": made.intake.again,
        "unchanged": made.intake.unchanged,
        "gone": made.intake.gone,
        "states": dict(made.census.states),
        "passages": made.passages,
        "body_passages": made.body_passages,
        "index_bytes": made.index_bytes,
        "drafted": made.drafted,
        "triples": made.triples,
        "written": made.written and _written(made.written),
        "judged": made.judged and _judged(made.judged),
        "troubles": made.intake.troubles,
    }


def _written(report: DraftingReport) -> dict[str, Any]:
    return {
        "asked": report.asked,
        "so_far": asdict(report.so_far),
        "failures": report.failures,
        "stopped": report.stopped and report.stopped.message,
    }


def _judged(report: JudgingReport) -> dict[str, Any]:
    told = {name: getattr(report, name) for name in ("judge", "asked", "judged", "kept")}
    return told | {
        "failures": report.failures,
        "stopped": report.stopped and report.stopped.message,
    }


def paper(row: CatalogEntry, body: BodySize | None) -> dict[str, Any]:
    """Return one row of `hea papers --json`; ``body`` is None where only the abstract was read."""
    abstract = row.paper.abstract
    return {
        "file": row.place,
        "paper": row.id,
        "state": row.paper.state,
        "reason": row.paper.reason,
        "title": row.paper.title,
        "doi": row.paper.doi,
        "year": row.paper.year,
        "abstract": abstract and abstract.text,
        "display": abstract and (abstract.display or abstract.text),
        "page": row.page,
        "rule": abstract and abstract.rule,
        "confidence": abstract and abstract.confidence,
        "box": abstract and abstract.box,
        "journal": row.paper.journal,
        "authors": row.paper.authors,
        "notes": row.paper.notes,
        "body": body and asdict(body),
        "relevance": row.relevance and {"score": row.relevance.score, "signs": row.relevance.signs},
    }


def quote_source(n: int, found: QuoteSource, png: Path | None) -> dict[str, Any]:
    """Return what `hea open --json` prints."""
    return {
        "n": n,
        **source(found.listed),
        "quote": found.quote,
        "page": found.listed.page and found.page,
        "path": found.path and str(found.path),
        "boxes": [asdict(box) for box in found.boxes],
        "png": png and str(png.resolve()),
    }


def search(question: str, hits: Sequence[Hit]) -> dict[str, Any]:
    """Return what `hea search --json` prints."""
    return {
        "question": question,
        "hits": [
            {
                "rank": hit.rank,
                **source(hit.listed),
                "text": hit.passage.text,
                "start": hit.passage.start,
                "end": hit.passage.end,
                "score": hit.score,
                "why": {
                    "dense": hit.why.dense,
                    "words": hit.why.words,
                    "composition": hit.why.composition,
                },
            }
            for hit in hits
        ],
    }


def answer(given: Answer, seconds: float) -> dict[str, Any]:
    """Return what `hea ask --json` prints; ``seconds`` is the time from question to answer."""
    return {
        "question": given.question,
        "answer": given.text,
        "short": given.short,
        "answered": given.answered,
        "citations": [citation(one) for one in given.citations],
        "sentences": [
            {"text": s.text, "citations": s.citations, "supported": s.supported}
            for s in given.sentences
        ],
        "reported": [evidence(one) for one in given.reported],
        "nearest": given.nearest,
        "confidence": round(given.confidence, 3),
        "model": given.model,
        "retrieved": given.retrieved,
        "seconds": round(seconds, 3),
        "prompt_tokens": given.asking.prompt_tokens if given.asking else 0,
        "new_tokens": given.asking.new_tokens if given.asking else 0,
        "note": given.note,
        "asking": given.asking and asking(given.asking),
        "intent": given.intent,
        "read_as": given.read_as,
        "values": given.values and value_list(given.values),
        "groups": [
            {"heading": group.heading, "citations": group.citations} for group in given.groups
        ],
        "differ": given.differ,
    }


def citation(cited: Citation) -> dict[str, Any]:
    """Return a quote with its paper and its place there, which may be in the abstract or behind."""
    at = cited.place
    return {
        "n": cited.n,
        **source(cited.listed),
        **({"page": at.page or None} if at else {}),
        "quote": cited.quote,
        "start": cited.start,
        "end": cited.end,
        "part": cited.part,
        "section": at and at.section,
        "label": at and (at.label or None),
        "row": at and at.row,
        "column": at and at.column,
    }


def value_list(values: ValueList) -> dict[str, Any]:
    """Return the values over all papers, each as a row of `hea table --json`."""
    return {
        "rows": [evidence(row) for row in values.rows],
        "total": len(values.rows),
        "papers": values.papers,
        "left_out": [asdict(one) for one in values.left_out],
    }


def asking(how: ModelCall) -> dict[str, Any]:
    """Return how a model was asked, what it wrote, and what of that was left out and why."""
    return {
        "template": how.template,
        "passages": [
            {"paper": passage.listed.id, "spans": passage.spans} for passage in how.passages
        ],
        "sentences_left_out": how.left_out,
        "ended": how.ended,
        "draft": how.draft,
        "words": how.words,
        "max_words": how.max_words,
        "removed": [{"text": one.text, "reasons": one.reasons} for one in how.removed],
    }


def explanation(found: Explanation) -> dict[str, Any]:
    """Return what an answer rests on, in nats of its log-probability."""
    return {
        "log_probability": found.log_probability,
        "influences": [
            {"passage": one.passage, "span": one.span, "text": one.text, "nats": one.nats}
            for one in found.influences
        ],
    }


#: The columns of an evidence table: those that people read first, in order.
EVIDENCE = (
    "alloy material property value sure conditions states sentence title year doi page file source"
    " label row inherited sample base owner kind sense step treatment medium phases composition low"
    " high unit si_low si_high temperature_low temperature_high chance paper start end"
).split()


def evidence(one: PropertyRow) -> dict[str, Any]:
    """Return one measurement with its unit, its size in SI base units, and its sentence."""
    from answer.collected.values.naming import material_text
    from builder.materials.quantity import with_unit

    quantity = one.value.quantity
    low, high = quantity.si
    row = {
        "alloy": one.alloy and one.alloy.name,
        "material": material_text(one),
        "composition": one.alloy and one.alloy.composition_key,
        "inherited": one.inherited,
        "property": one.of,
        "value": with_unit(quantity),
        "low": quantity.low,
        "high": quantity.high,
        "unit": quantity.unit,
        "si_low": low,
        "si_high": high,
        "conditions": [with_unit(condition) for condition in one.value.conditions],
        "phases": list(one.phases),
        "sentence": one.sentence,
        **source(one.listed),
        **({"page": one.place.page or None} if one.place else {}),
        "start": one.start,
        "end": one.end,
        "owner": one.value.owner,
        "kind": one.value.kind,
        "states": list(one.value.states),
        "sense": one.value.sense,
        "sample": one.value.sample,
        "treatment": [with_unit(condition) for condition in one.value.treatment],
        "medium": one.value.medium,
        "step": one.value.step,
        "temperature_low": one.temperature and one.temperature.si[0],
        "temperature_high": one.temperature and one.temperature.si[1],
        "source": one.source,
        "label": one.place and (one.place.label or None),
        "row": one.place and one.place.row,
        "base": next((alloy.name for alloy in one.value.base), None),
        "chance": None if one.chance is None else round(one.chance, 2),
        "sure": one.is_sure,
    }
    return {column: row[column] for column in EVIDENCE}


def source(listed: CatalogEntry) -> dict[str, Any]:
    """Return which paper it is: its file in the corpus, DOI, title, year and page."""
    assert listed.paper.abstract is not None
    return {
        "paper": listed.id,
        "file": listed.place,
        "title": listed.paper.title,
        "doi": listed.paper.doi,
        "year": listed.paper.year,
        "page": listed.page,
    }


#: Names of the ways in which a paper's alloy is like the one asked about, by
#: `retrieval.composition`.
LIKENESS = {1.0: "the same alloy", 0.9: "its family", 0.7: "its elements"}


def alloy(found: AlloyDescription) -> dict[str, Any]:
    """Return what `hea alloy --json` prints."""
    return {
        "alloy": found.alloy.name,
        "label": found.label or None,
        "labelled_in": found.labelled_in and source(found.labelled_in),
        "composition": found.alloy.composition_key,
        "elements": found.alloy.elements,
        "fractions": found.alloy.fractions,
        "calculated": [asdict(one) for one in found.calculated],
        "properties": found.properties,
        "papers": [
            {"relation": LIKENESS[one.likeness], **source(one.listed)} for one in found.papers
        ],
    }
