"""Ask how something was made or tested, where a sentence gives numbers on it."""

import re
from collections.abc import Iterator, Mapping, Sequence

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.context_reader import clause_contexts
from builder.drafting.rules.sentence_context import ClauseContext, SentenceContext
from builder.drafting.whole_sentences.leaning import is_left, leans, without_connective
from builder.drafting.whole_sentences.summaries import quoted_title, refers_out
from builder.materials.alloys import named_alloys
from builder.materials.quantities import find_quantities
from builder.nlp.coreference import has_pronoun, lower_first

_FEWEST_WORDS, _MOST_WORDS, _LONGEST_SUBJECT = 8, 60, 12
_DONE = re.compile(
    r"(?:\w+ly |first |then )?(?P<word>(?:cold |hot |ball |pre)?-?(?:compacted|sintered|milled"
    r"|rolled|annealed|aged|cast|melted|deposited|prepared|fabricated|synthesi[sz]ed|produced|mixed"
    r"|forged|homogeni[sz]ed|quenched|cooled|heated|irradiated|exposed|immersed|charged|coated"
    r"|clad|welded|brazed|joined|treated|pressed|consolidated|manufactured|alloyed|built"
    r"|processed|alumini[sz]ed|nitrided|borided|carburi[sz]ed|remelted|extruded|swaged"
    r"|carried out|conducted|performed|tested))\b"
)
#: Subjects of which nobody asks how they were done.
_NO_SUBJECT = re.compile(r"(?:this|these|such|it|they|both|all|the former|the latter)\b", re.I)


def ask_making(
    title: str | None, read: Sequence[SentenceContext], covered: Mapping[int, int]
) -> Iterator[PaperDraft]:
    """Ask how something was done, with the whole sentence for an answer.

    Args:
        title: The title of the paper.
        read: The sentences of its abstract.
        covered: Where the sentences begin that other questions ask for, with the number of
            words that answer them.
    """
    for one in read:
        # Numbers are what the sentence has beyond the name of the process.
        counted = any(any(map(str.isdigit, q.text)) for q in one.facts.quantities)
        if not is_left(one, covered) or not counted or leans(one.text):
            continue
        answer = without_connective(" ".join(one.text.split()))
        fits = _FEWEST_WORDS <= len(answer.split()) <= _MOST_WORDS
        if not fits or refers_out(one.text) or unknown_label(answer):
            continue
        context = next(iter(clause_contexts(one)), None)
        question = _question(title, context) if context else ""
        if question:
            yield PaperDraft("processing", "making", question, answer, one.start, one.end)


def is_made(context: ClauseContext) -> bool:
    """Return True for a clause that tells how something was made or tested."""
    clause = context.clause
    return clause.verb in ("was", "were", "is", "are") and _DONE.match(clause.rest) is not None


def _question(title: str | None, context: ClauseContext) -> str:
    """Return the question of how something was done, which names the alloy or the paper."""
    clause, subject = context.clause, lower_first(context.subject)
    done = _DONE.match(clause.rest) if is_made(context) else None
    unfit = bool(_NO_SUBJECT.match(subject) or has_pronoun(subject) or unknown_label(subject))
    unfit = unfit or any(one.unit for one in find_quantities(subject))
    if done is None or unfit or len(subject.split()) > _LONGEST_SUBJECT:
        return ""
    asked = f"how {clause.auxiliary} {subject} {done['word']}"
    if named_alloys(asked):
        return f"{asked[:1].upper()}{asked[1:]}?"
    words = quoted_title(title)
    return f"In the study {words}, {asked}?" if words else ""
