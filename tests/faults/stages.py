"""The stages that a text goes through, each as a function of the text alone."""

from collections.abc import Callable

from hits import hit

from answer.extractive.answer import answer_extractively
from answer.extractive.prompt_injection import mask_injections
from answer.grounding.check import Source, check_answer, claims_of
from answer.question.answerability import find_support
from answer.question.followup import stand_alone
from answer.question.parse import parse_question
from answer.question.source_question import source_detail
from builder.checks.checks import Checker, check_all
from builder.drafting.draft import draft
from builder.drafting.refusals import contrast, survey
from builder.library.catalog import CatalogEntry
from builder.library.property_table import values_of
from builder.library.relevance import relevance
from builder.materials.alloy_labels import find_labels
from builder.materials.alloys import find_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.measurements.paper_facts import read_paper
from builder.materials.measurements.sentence_facts import read_facts
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import find_terms
from builder.nlp.clause_parser import read_clauses
from builder.nlp.coreference import stands_alone
from builder.nlp.sentences import sentences
from builder.papers import Abstract, Paper
from builder.references.jsonl import record_paper
from builder.text.characters import one_line
from builder.text.copyright_notice import without_notices
from builder.text.identifiers import find_doi
from builder.text.known_words import reads_as_language
from builder.text.latex import latex_text
from builder.text.markup import plain_markup, without_heading
from builder.text.raised import resolve_raised
from builder.triples import Triple
from retrieval.lexical import index_terms

TITLE = "Hardness of the CoCrFeNi high-entropy alloy"
QUESTION = "What is the hardness of CoCrFeNi?"
ABSTRACT = "The hardness of CoCrFeNi is 300 HV. The alloy was annealed at 900 °C for 1 h."


def _caught(read: Callable[[str], object]) -> Callable[[str], object]:
    """Return a stage that may refuse a text with a ValueError."""

    def stage(text: str) -> object:
        try:
            return read(text)
        except ValueError:
            return None

    return stage


def _triple(question: str, answer: str, context: str, end: int) -> Triple:
    return Triple("0" * 16, "p", "value", question, answer, context, 0, end, "rules", "value")


def _check(text: str) -> object:
    drafted = draft("p", TITLE, text) or [_triple(QUESTION, "300 HV", text, min(80, len(text)))]
    return check_all(drafted, {"p": TITLE}, Checker(_judge))


def _judge(question: str, answer: str, title: str, abstract: str) -> str:
    return check_answer(answer, [Source(title, abstract)], parse_question(question)).verdict


def _contrast(text: str) -> object:
    corpus = survey([("p", TITLE, text), ("q", TITLE, ABSTRACT)])
    triples = draft("p", TITLE, text)
    for triple in triples:
        corpus.note_answered(triple.question)
    return contrast(triples, corpus, {"p": TITLE})


def _values(text: str) -> object:
    paper = Paper("ok", "", title=TITLE, abstract=Abstract(text, 1, (0, 0, 0, 0), "record", 1.0))
    return values_of(CatalogEntry("x.jsonl", 1, "p", paper))


#: What reads a field of an export, or a file's text, before anything bounds its length.
FIELDS: dict[str, Callable[[str], object]] = {
    "one line": one_line,
    "DOI": find_doi,
    "notices": without_notices,
    "markup": plain_markup,
    "heading": without_heading,
    "raised": resolve_raised,
    "LaTeX": _caught(latex_text),
    "language": reads_as_language,
    "record": lambda text: record_paper(
        dict.fromkeys(("title", "abstract", "doi", "year", "journal"), text), 1
    ),
}

#: What reads an abstract.
ABSTRACTS: dict[str, Callable[[str], object]] = {
    "sentences": sentences,
    "alloys": find_alloys,
    "labels": find_labels,
    "elements": find_elements,
    "quantities": find_quantities,
    "terms": find_terms,
    "facts": read_facts,
    "paper": lambda text: read_paper(TITLE, text),
    "values": _values,
    "clauses": lambda text: list(read_clauses(text)),
    "coreference": stands_alone,
    "relevance": lambda text: relevance(TITLE, text),
    "draft": lambda text: draft("p", TITLE, text),
    "checks": _check,
    "unanswerable": _contrast,
    "orders": mask_injections,
    "words": index_terms,
    "support": lambda text: find_support(parse_question(QUESTION), TITLE, text),
    "answer": lambda text: answer_extractively(QUESTION, [hit(1, text), hit(2, ABSTRACT)]),
    "why": lambda text: answer_extractively("Why is CoCrFeNi hard?", [hit(1, text)]),
    "which": lambda text: answer_extractively("Which phases has CoCrFeNi?", [hit(1, text)]),
    "claims": lambda text: check_answer(
        "The hardness of CoCrFeNi is 300 HV.", [Source(TITLE, text)], parse_question(QUESTION)
    ),
}

#: What reads a question, or what a model wrote.
QUESTIONS: dict[str, Callable[[str], object]] = {
    "question": parse_question,
    "detail of a source": source_detail,
    "follow-up": lambda text: stand_alone(text, QUESTION),
    "ask": lambda text: answer_extractively(text, [hit(1, ABSTRACT)]),
    "claim": lambda text: [
        check_answer(claim, [Source(TITLE, ABSTRACT)], parse_question(QUESTION))
        for claim in claims_of(text)
    ],
}
