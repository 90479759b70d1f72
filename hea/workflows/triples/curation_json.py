"""Turn triples with verdicts into what `--json` prints; fields may be added, never removed."""

from dataclasses import asdict
from typing import Any

from builder.curation.agreement import PairAgreement
from builder.curation.decisions import CuratedTriple
from builder.curation.ledger import Verdict
from hea.workflows.triples.curation_stats import CurationStats
from hea.workflows.triples.worth import LearnReport, WorthStats, bins_of


def curation_stats(stats: CurationStats) -> dict[str, Any]:
    """Return what `hea curate --stats --json` prints; `kappa` is that of the first pair."""
    pairs = stats.agreements
    first = pairs[0] if pairs else None
    return {
        "triples": stats.triples,
        "status": stats.status,
        "kind": stats.by_kind,
        "rule": stats.by_rule,
        "maker": stats.by_maker,
        "judges": {name: asdict(one) for name, one in stats.judges.items()},
        "kappa": {"value": first.kappa, "n": first.n} if first else None,
        "agreement": list(map(_agreement, pairs)),
        "disputed": [one.triple.id for one in stats.disputed],
        "unconfirmed": [one.triple.id for one in stats.unconfirmed],
        "flagged": [one.triple.id for one in stats.flagged],
        "noted": [one.triple.id for one in stats.noted],
        "conflicts": [
            {
                "triple": c.verdict.triple,
                "question": c.verdict.question,
                "answer": c.verdict.new_answer or c.verdict.answer,
                "verdict": c.verdict.verdict,
                "who": c.verdict.who,
                "why": c.why,
            }
            for c in stats.conflicts
        ],
    }


def _agreement(pair: PairAgreement) -> dict[str, Any]:
    return {
        "people": [pair.first, pair.second],
        "kappa": pair.kappa,
        "low": pair.low,
        "high": pair.high,
        "n": pair.n,
        "papers": pair.papers,
        "alike": pair.alike,
        "counts": pair.counts,
    }


def worth_stats(worth: WorthStats) -> dict[str, Any]:
    """Return what `hea curate --stats --json` prints of the learned scores, as `worth`."""
    model = worth.model
    return {
        "threshold": model.threshold,
        "learned_from": model.learned_from,
        "calibration": list(map(asdict, bins_of(model.calibration))),
        "curve": list(model.curve),
        "verdicts": list(map(asdict, worth.verdicts)),
    }


def learn_report(report: LearnReport) -> dict[str, Any]:
    """Return what `hea curate --learn --json` prints."""
    return {
        "judged": report.judged,
        "verdicts": report.verdicts,
        "kept": report.kept,
        "threshold": report.model.threshold,
        "calibration": list(report.model.calibration),
        "curve": list(report.model.curve),
    }


def curated_triple(one: CuratedTriple) -> dict[str, Any]:
    """Return one triple of what `hea curate --list --json` prints."""
    return {
        "id": one.triple.id,
        "paper": one.triple.paper,
        "kind": one.triple.kind,
        "status": one.status,
        "question": one.triple.question,
        "answer": one.triple.answer,
        "evidence": one.triple.evidence,
        "failed": {name: why for name, why in one.triple.checks.items() if why},
        "disputed": one.disputed,
        "unconfirmed": one.unconfirmed,
        "verdicts": [_said(verdict) for verdict in one.verdicts],
        "other_edits": [
            {
                "who": aside.verdict.who,
                "question": aside.triple.question,
                "answer": aside.triple.answer,
                "failed": {name: why for name, why in aside.triple.checks.items() if why},
            }
            for aside in one.asides
        ],
        "notes": [_said(verdict) for verdict in one.notes],
    }


def _said(verdict: Verdict) -> dict[str, str]:
    names = ("who", "verdict", "reason", "at", "settles")
    return {name: getattr(verdict, name) for name in names}
