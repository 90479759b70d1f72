"""Show the scores of extraction, retrieval and answers as tables."""

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from eval.metrics.answers import BARE, MOST_WORDS, AnswerScores
from eval.metrics.extraction_scores import AbstractScores, ExtractionCounts, ExtractionScores
from eval.metrics.retrieval import DEPTH, RetrievalScores
from eval.report.answer_kinds import (
    EVERY_KIND,
    KIND_MEASURES,
    bare_answers,
    scores_by_intent,
    scores_by_kind,
    scores_by_title,
)
from eval.stats.intervals import LEAST_PAPERS, Score
from hea.render import console
from hea.workflows.evaluate.measures import FulltextScores
from hea.workflows.evaluate.ranker import FittedRanker
from hea.workflows.evaluate.run import left_out_words
from hea.workflows.evaluate.scorecards import fulltext_shares, shares_of
from hea.workflows.evaluate.value_chooser import FittedValues

#: How the comparison of an abstract with the true one is called.
_ABSTRACTS = {
    "strict": "strict, blanks and ^ aside",
    "levenshtein": "Levenshtein ≥ 0.8",
    "ratcliff": "Ratcliff ≥ 0.95",
}


def _grouped(kind: str, groups: Mapping[str, AbstractScores]) -> Table:
    """Return a table with one row for each group of papers."""
    table = console.table(kind, "F1 strict", "F1 Lev.", "F1 Rat.", "formulas", "n")
    for name, of in groups.items():
        table.add_row(
            Text(name),
            console.number(of.strict.f1),
            console.number(of.levenshtein.f1),
            console.number(of.ratcliff.f1),
            f"{of.formulas.hits}/{of.formulas.n}" if of.formulas.n else "–",
            str(of.strict.there),
        )
    return table


def show_extraction(scores: ExtractionScores) -> None:
    """Show how truly PDFs were read, by publisher and state, and the worst abstracts."""
    table = console.table("abstracts", "precision", "recall", "F1", "right of")
    for name, label in _ABSTRACTS.items():
        found: ExtractionCounts = getattr(scores.abstracts, name)
        table.add_row(
            label,
            console.number(found.precision),
            console.number(found.recall),
            console.number(found.f1),
            f"{found.right} of {found.there}",
        )
    console.out.print(table)
    console.out.print(f"invented where there is none: {scores.invented}")
    console.out.print()
    for name, share in shares_of(scores).items():
        label = name.replace("_", " ").replace("doi", "DOI")
        console.out.print(f"{label:24} {console.number(share.value)}  ({share.hits} of {share.n})")
    console.out.print(f"a formula lost, and said to be ok: {scores.damaged_and_ok}")
    console.out.print()
    console.out.print(_grouped("publisher", scores.by_publisher))
    left_out = [of.strict.f1 or 0.0 for of in scores.without_publisher.values()]
    if len(left_out) > 1:
        least, most = console.number(min(left_out)), console.number(max(left_out))
        console.out.print(f"leaving out one publisher after another: F1 strict {least} to {most}")
    console.out.print()
    console.out.print(_grouped("state", scores.by_state))
    for miss in scores.worst:
        console.out.print()
        console.out.print(Text(f"{miss.file}  {miss.likeness:.3f}", "yellow"))
        console.out.print(Text(miss.difference))
    _note_unscored(scores.unscored)


def show_fulltext(scores: FulltextScores) -> None:
    """Show how truly whole papers were read, and what was not read as a person did."""
    for name, (share, _) in fulltext_shares(scores).items():
        if share.n:
            label = name.replace("_", " ")
            value = console.number(share.value)
            console.out.print(f"{label:26} {value}  ({share.hits} of {share.n})")
    for part in scores:
        for file, what in part.misses:
            console.out.print(Text.assemble((f"{file}  ", "yellow"), what))
    _note_unscored(scores.order.unscored)


_INTERVALS = f"in brackets 95 % intervals by papers, from {LEAST_PAPERS} papers on"
#: Measures of retrieval that are shown.
_SHOWN = ("recall@1", "recall@5", "mrr", f"ndcg@{DEPTH}")


def show_retrieval(found: RetrievalScores) -> None:
    """Show the scores of each ranker, and of all fused by kind of question."""
    table = console.table("ranker", *_SHOWN[:2], "MRR", f"nDCG@{DEPTH}")
    for ranker, scores in found.scores.items():
        spread = [format_interval(scores[measure]) for measure in _SHOWN[:2]]
        table.add_row(ranker, *spread, *(console.number(scores[m].value) for m in _SHOWN[2:]))
    console.out.print(table)
    total = found.scores["fused"]["recall@1"]
    asked = f"{console.many(total.n, 'question')} of {console.many(total.papers or 0, 'paper')}"
    console.out.print(f"n = {asked}; {_INTERVALS}")
    if kinds := found.kinds["fused"]:
        console.out.print()
        columns = (*_SHOWN[:2], "MRR", f"nDCG@{DEPTH}")
        table = console.table("fused, by kind", "n", "papers", *columns)
        for kind, scores in kinds.items():
            n = scores["mrr"]
            values = [console.number(scores[measure].value) for measure in _SHOWN]
            table.add_row(kind.replace("_", " "), str(n.n), str(n.papers), *values)
        console.out.print(table)
    if found.left_out:
        console.out.print(left_out_words(found.left_out))


def format_interval(score: Score) -> str:
    """Return a value and, where there is one, its interval."""
    value = console.number(score.value)
    if score.low is None:
        return value
    return f"{value} ({console.number(score.low)}–{console.number(score.high)})"


#: How each metric of answers is called, in the order in which they are shown.
_ANSWERS = {
    "evidence_cited": "known evidence among the quotes",
    "source_cited": "an answering paper among those cited",
    "value_exact_match": "value right, in any unit",
    "exact_match": "bare answer right, word for word",
    "short_token_f1": "bare answer, token F1",
    BARE: "bare answer as known, if one is given",
    "choice_accuracy": "yes or no, or the option, right",
    "groundedness": "sentences the cited papers support",
    "citation_recall": "citation recall (ALCE)",
    "citation_precision": "citation precision (ALCE)",
    "semantic_similarity": "likeness in meaning to the answer",
    "rouge1": "ROUGE-1",
    "rouge2": "ROUGE-2",
    "rougeL": "ROUGE-L",
    "bleu": "BLEU",
    "chrf": "chrF",
    "words": "words",
    "sentences": "sentences",
    "concise": f"at most {MOST_WORDS} words",
    "coverage": "answerable questions answered",
    "refusal_recall": "unanswerable questions refused",
    "refusal_precision": "refusals that were right",
    "aurc": "area under risk and coverage",
}


def show_answers(scores: AnswerScores) -> None:
    """Show how many questions were asked, and every measure of the answers."""
    answerable = sum(one.question.answerable for one in scores.judged)
    console.out.print(
        f"{console.many(len(scores.judged), 'question')}: {answerable} that the papers answer,"
        f" {len(scores.judged) - answerable} to be refused"
    )
    if scores.left_out:
        console.out.print(left_out_words(scores.left_out))
    table = console.table("measure", "value (95 %)", "n", "papers", "unscored")
    for metric, label in _ANSWERS.items():
        if score := scores.scores.get(metric):
            counts = (score.n, score.papers, score.unscored or "")
            table.add_row(label, format_interval(score), *map(str, counts))
    console.out.print(table)
    console.out.print(_INTERVALS)
    console.out.print(_bare_answers(scores))
    console.out.print(
        f"{scores.cited_elsewhere} citations of papers not retrieved;"
        f" {scores.not_verbatim} quotes not verbatim"
    )
    show_kinds("by kind", scores_by_kind(scores.judged))
    show_kinds("by what is asked", scores_by_intent(scores.judged))
    show_kinds("by title", scores_by_title(scores.judged))


def _bare_answers(scores: AnswerScores) -> str:
    """Return how many bare answers were given and differ, in all and by kind of question."""
    found = bare_answers(scores.judged)
    if not found:
        return "no bare answers given"
    told = {
        name.replace("_", " "): f"{of.differ} of {of.given}"
        + (f", {of.unscored} not comparable" if of.unscored else "")
        for name, of in found.items()
    }
    total = told.pop(EVERY_KIND)
    kinds = "; ".join(f"{name} {count}" for name, count in told.items())
    return (
        f"bare answers that differ from the known ones, of those given: {total}"
        + f" ({kinds})" * bool(kinds)
        + ". Values are compared in any unit, others word by word: read those that differ."
    )


#: The same in the head of a narrow column.
_SHORT_ANSWERS = {
    "coverage": "answered",
    "refusal_recall": "refused",
    "source_cited": "paper",
    "evidence_cited": "evidence",
    "value_exact_match": "value",
    "short_token_f1": "bare F1",
    BARE: "bare same",
}


def show_kinds(title: str, groups: Mapping[str, Mapping[str, Score]]) -> None:
    """Show the measures of answers for each group of questions."""
    if not groups:
        return
    shown = [m for m in KIND_MEASURES if any(m in scores for scores in groups.values())]
    made = console.table(title, "n", *(_SHORT_ANSWERS[measure] for measure in shown))
    for name, scores in groups.items():
        asked = sum(scores[m].n for m in ("coverage", "refusal_recall") if m in scores)
        values = [console.number(scores[m].value if m in scores else None) for m in shown]
        made.add_row(Text(name.replace("_", " ")), str(asked), *values)
    console.out.print()
    console.out.print(made)


def _note_unscored(unscored: int) -> None:
    if unscored:
        console.out.print(f"{unscored} not scored: their papers are not here")


def show_ranker(found: Mapping[str, FittedRanker]) -> None:
    """Show how often what answers is among the first, by fits without the papers of a question."""
    table = console.table("weights", "questions", "n", "first", "of two", "of three")
    for name, fitted in found.items():
        for file, scores in fitted.by_file.items():
            shares = (scores.first, scores.first_two, scores.first_three)
            table.add_row(name, file, str(scores.first.n), *map(format_interval, shares))
    console.out.print(table)


def show_values(found: FittedValues) -> None:
    """Show how many values are given, and wrong, from each probability on."""
    table = console.table("probability", "of", "given", "wrong")
    for at in found.left_out:
        chosen = " (chosen)" if at.threshold == found.threshold else ""
        table.add_row(
            f"{at.threshold:.2f}{chosen}", str(found.asked_open), str(at.given), str(at.wrong)
        )
    console.out.print(table)
