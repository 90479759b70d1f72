"""Find the main verb of a clause and its subject: the first verb that a noun phrase precedes."""

import re
from itertools import islice

from builder.nlp.clause import Clause
from builder.nlp.verb_lexicon import BASES, BE, FORMS, NOUNS, PASTS, SURE, UNSURE
from builder.nlp.word_classes import MODALS

_MODAL = f"(?:{MODALS})|has been|have been"
_FOUND = (
    "found|shown|observed|seen|reported|believed|expected|considered|confirmed|proved|proven"
    "|revealed|demonstrated|predicted|verified|noted|suggested"
)
_FINITE = (
    rf"(?:{BE}|has been|have been)(?: \w+ly| also)? (?:{_FOUND}) to (?:\w+ly )?(?:not )?"
    rf"(?:be|{BASES})"
    rf"|(?:{MODALS})(?: not)?(?: \w+ly| also)? (?:{BASES})"
    rf"|(?:does|do|did) not(?: \w+ly)? (?:{BASES})"
    rf"|(?:has|have|had)(?: \w+ly| also)? (?:{PASTS})(?=\s(?:the|a|an|to|by|in)\s)"
    rf"|(?:{_MODAL})(?: be)?|{BE}"
)
_VERB = re.compile(
    rf"\s(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?P<verb>{_FINITE}"
    rf"|consist(?:s|ed)?(?= of\s)|results?(?= (?:in|from)\s)"
    rf"|lead(?= to\s)|contained(?! in\s)|(?!results?\s|\w+ed\sby\s[a-z])(?:{SURE})"
    r"(?!\s(?:of|are|were|is|was|and|showed|show|confirmed|revealed|indicated?|suggest"
    r"|obtained)\s)"
    rf"|(?:{UNSURE})(?=\s(?:the|a|an|both|significant\w*|its|their)\s)"
    r"|(?:improved|changed|transformed|declined)(?=\s(?:from|by|to|compared|with|in|on|at|when"
    r"|after)\s)|(?:formed|precipitated|nucleated|dissolved|segregated)(?=\s(?:within|inside|along"
    r"|at|on|in|into|during|after|when)\s)|(?<=s\s)(?:act|serve)(?=\sas\s)"
    rf"|(?<=s\s)(?:{NOUNS})(?=\s(?:the|an?|their|its)\s))\s"
)
#: A second verb of the same subject: `promotes A and favours B`.
_SECOND = re.compile(
    rf"(?:,?\s(?:and|but|then)|,(?=\s(?:{SURE})\s(?:the|an?)\s|\s(?:had|has|have|exhibit\w*|show\w*"
    rf"|possess\w*)\s))(?: then| thus| also| therefore| hence"
    rf"| \w+ly)?\s(?P<verb>(?:{SURE})(?!\s(?:of|and)\s)|(?:{UNSURE})(?=\s(?:the|a|an|both|its"
    rf"|their)\s)|(?:{NOUNS})(?=\s(?:the|an?|their|its|relatively|strong)\s)|{BE})\s"
)
_ADVERB_BEHIND = re.compile(
    r"\s+(?:\w+ly|also|further|then|thus|still|therefore|all|both|first|in fact|in turn|not only)$"
)
#: Words with which no subject begins or ends.
_NO_SUBJECT = re.compile(
    r"\w+ed\s(?:at|in|on|by|to|with|from)\b|(?:where|as(?!-)|when|if|because|since|who|whose"
    r"|although|though|despite|to|from|of|in|at|by|with|for|on|under|after|before|during|not|no"
    r"|none|only|even|than|is|are|was|were|due|and|that|which|but|or|while|whereas|about|we)\b"
    r"|(?:the|an?)$"
    r"|.*\b(?:tends?|tended|seems?|seemed|appears?) to\b|.*\b(?:occurred|took place|that the"
    r"|however)\b"
    r"|.*\b(?:the|an?|of|in|and|or|that|which|with|by|for|to|from|on|at|more|most|less|as|not"
    r"|exhibiting|showing|demonstrating|displaying|possessing|having|containing|leading|causing"
    r"|providing|indicating|suggesting|giving|making|requiring|achieving|undergoing|using|including"
    r"|promoting|reducing|increasing|improving|enhancing)$",
    re.IGNORECASE,
)
#: A list of two and more members.
LISTED = re.compile(r"[^,]{2,70}(?:, [^,]{2,40})*,? and [^,]{2,60}")
#: Words that begin a clause within the clause.
SUBORDINATE = re.compile(r"\b(?:that|which|whose|where|when|if|because|as|between)\b")
_DETERMINER = re.compile(r"(?:the|an?|its|their|to|in|into|by|from)\s")
_ASIDE = re.compile(r"([^,]{3,80}), (?!and |or )([^,]{3,80}),")
_FORMULA = re.compile(r"\S*[A-Z][a-z]?[\d.]*[A-Z(]\S*")
#: Past forms that are participles where another verb follows.
_PARTICIPLES = frozenset(
    "improved changed transformed declined formed precipitated nucleated dissolved segregated"
    " increased decreased reduced enhanced caused promoted".split()
)


def find_verb(main: str) -> re.Match[str] | None:
    """Find the first verb that has a subject before it; the group `verb` is the verb itself."""
    text = f"{main} "
    verbs = (v for v in _VERB.finditer(text) if not _NO_SUBJECT.match(find_subject(main, v)))
    found = list(islice(verbs, 2))
    # `The film formed at 900 °C contains …`: the first is a participle.
    if len(found) > 1 and found[0]["verb"] in _PARTICIPLES:
        between = text[found[0].end() : found[1].start()]
        return found[0] if SUBORDINATE.search(f"{between} ") else found[1]
    return found[0] if found else None


def find_subject(main: str, verb: re.Match[str]) -> str:
    """Return the subject before a verb, without adverbs and without what commas set apart."""
    subject = _ADVERB_BEHIND.sub("", main[: verb.start()].strip())
    # `The alloy, both bulk and powder, was …`: what stands between commas is put aside.
    aside = _ASIDE.fullmatch(subject)
    if not aside or LISTED.fullmatch(subject):
        return subject
    # Of `a eutectic alloy, CoCrFeNi2.1,` the formula says more.
    return aside[2] if _FORMULA.fullmatch(aside[2]) else aside[1]


def find_second_verb(clause: Clause) -> re.Match[str] | None:
    """Find a second verb of the same subject: `shows A and increases B`.

    In `shows A and increased B` the past is a participle.
    """
    present = clause.auxiliary in ("is", "are", "do", "does")
    for second in _SECOND.finditer(clause.rest):
        past_form = FORMS.get(second["verb"], ("", ""))[1] == "did"
        if not (present and past_form) or _DETERMINER.match(clause.rest, second.end()):
            return second
    return None
