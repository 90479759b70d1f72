"""Take sentences of abstracts apart: what leads in, the subject, the verb and what follows it.

The parser is no dependency parser and no model: abstracts are written with few verbs, and a
sentence that does not fit the rules yields no clause.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from builder.nlp.clause import Clause, bare, hide
from builder.nlp.main_verb import LISTED, SUBORDINATE, find_second_verb, find_subject, find_verb
from builder.nlp.sentence_opening import split_lead, split_report, strip_connectives
from builder.nlp.sentences import LONGEST
from builder.nlp.verb_lexicon import BE, FORMS, past, third
from builder.nlp.word_classes import MODALS

_ADVERB = re.compile(
    r"^(?:(?!(?:negligib|hard|bare|poor|rare|on)ly)\w+ly\s+|(?:also|mainly|primarily|significantly"
    r"|greatly|strongly|effectively|clearly|further|then|gradually|obviously|remarkably"
    r"|successfully|thus|therefore|still|slightly|mostly|only|often|generally|usually|always"
    r"|typically|considerably|directly|largely|first|simultaneously|closely|continuously"
    r"|dramatically|markedly|notably|substantially)\s+)+"
)
#: Ends the main clause.
_TAIL = re.compile(
    r";|\s?—\s?|:\s(?=[a-z]|(?:At|In|When|With|The|This|After|Under|For)\s)|,\s+however,"
    r"|,\s+(?=(?:the"
    r"|its|their)\s(?:[\w-]+\s){1,5}(?:is|are|was|were|do|does|did"
    r"|can)\s)|,\s+(?:\w+ly\s)?(?:and|but|while|whereas|which|where|who|with|thus|thereby"
    r"|although|though"
    r"|so|yet|as(?! well as)|besides|ergo|indicating|suggesting|implying|leading|resulting|showing"
    r"|demonstrating|confirming|revealing|making|causing|reaching|followed|due|owing|because"
    r"|respectively|compared|especially|including|hence|consequently|enhancing|improving|increasing"
    r"|reducing|promoting|providing|giving|(?!\w*(?:strengthen|harden|soften|twinn|anneal|sinter"
    r"|roll|mill|cladd|cast|pitt|process|weld|ag|order|test|crack|melt|cool|heat|coat|toughen|spr"
    r"|band|slid|form|join|print|quench)ing\b)\w{3,}ing(?!\s(?:and|or)\b)|\w+ed by)\b"
    r"|\s+(?:while|whereas|although"
    r"|though)\s(?!\w+ing\b)"
)
#: A clause of its own may follow.
_NEXT = re.compile(
    r"[;:]\s*(?:and\s+)?|,?\s*(?:and|but|where|while|whereas|although|though|yet)\s+"
)
#: A subject in the plural.
_PLURAL = re.compile(
    r"(?:s|all|both|series|\)|data)$|\b(?:and|as well as)\b|(?<!s)s(?: \([^()]*\))?\s(?:of|in"
    r"|with|within|on|from"
    r"|along|between|during|under|after|for|by|at|to|inside|near|\w+ed|\w+ing|made|found)\b"
)
_PERFECT = re.compile(
    r"(?:\w+ly |already |also |not |never )?(?:been|shown|grown|become|drawn|given|led|found"
    r"|\w+ed)\b"
)
_TRAILING_BASE = {
    "exhibiting": "exhibit", "showing": "show", "possessing": "possess", "having": "have",
    "displaying": "display", "reaching": "reach", "consisting": "consist",
    "containing": "contain", "undergoing": "undergo", "retaining": "retain",
}  # fmt: skip
_TRAILING = re.compile(
    rf",\s+(?:thus |thereby )?(?P<verb>{'|'.join(_TRAILING_BASE)}) (?P<what>[^;]+)"
)
#: `A was composed of B, and bonded well to C`: a verb of the same subject, seldom understood.
_RUNS_ON = re.compile(r"\s*(?:\w+ly )?\w+ed (?:at|in|on|by|to|with|well|from|into)\b")
#: A clause of its own behind a bare `and`.
_AND_ANOTHER = re.compile(
    r",?\s(?:and|but)\s(?:(?=(?:the|its|their|an?|no|all)\s)"
    rf"|(?P<bare>)(?=(?:[\w-]+\s){{1,4}}(?:{MODALS}|{BE})\s))"
)
#: Verbs that need no object.
_INTRANSITIVE = frozenset(
    "increase decrease rise fall drop decline grow occur disappear deteriorate improve diminish"
    " vary change".split()
)
#: `In A, … while …` tells of A alone.
_OF_ONE = re.compile(r"(?:In|For)\b", re.IGNORECASE)
#: The most words of a subject; of one behind a bare `and`.
_LONGEST_SUBJECT, _LONGEST_NEXT_SUBJECT = 26, 13


def read_clauses(sentence: str) -> list[Clause]:
    """Return the clauses of a sentence that fit the rules, those behind a conjunction too.

    There are none in a sentence longer than `LONGEST`.
    """
    if len(sentence) > LONGEST:
        return []
    shown, text = split_report(hide(strip_connectives(sentence.strip().rstrip("."))))
    clauses: list[Clause] = []
    while text:
        clause, text = _first_clause(text, shown)
        if clause:
            clauses += _trailing_participle(clause)
            # `At 25 °C, A rises, while B falls`: what leads in holds for both.
            lead = clause.lead
            if clauses and not lead and not _OF_ONE.match(clauses[0].lead):
                lead = clauses[0].lead
            clauses += _predicates(replace(clause, lead=lead))
    return [clause.visible() for clause in clauses]


def _first_clause(text: str, shown: str) -> tuple[Clause | None, str]:
    """Read the first clause of a text, None if it fits no rule; return it and the text behind."""
    lead, text = split_lead(text)
    tail = _find_tail(text)
    main, rest = _cut(text, tail)
    verb = find_verb(main)
    if not verb and tail and tail.group().strip(", ") == "and":
        # `A, B, and C increase`: the comma stands within the subject.
        main, rest = _cut(text, _TAIL.search(text, tail.end()))
        verb = find_verb(main)
        if verb and not LISTED.fullmatch(main[: verb.start()].strip()):
            return None, ""
    behind = _behind_conjunction(rest)
    if not verb:
        return None, behind
    subject = find_subject(main, verb)
    following, another = _cut_coordinate(_ADVERB.sub("", main[verb.end() :].strip()))
    if another:
        behind, rest = another + rest, ""
    if not _is_understood(subject, verb["verb"], following):
        return None, behind
    return Clause(lead, subject, verb["verb"], following, rest, shown), behind


def _find_tail(text: str) -> re.Match[str] | None:
    """Find what ends the main clause; a `, and` within a list does not."""
    for tail in _TAIL.finditer(text):
        if tail.group().strip(" ,") not in ("and", "but"):
            return tail
        after = _TAIL.search(text, tail.end())
        following = text[tail.end() : after.start() if after else len(text)]
        if _RUNS_ON.match(text, tail.end()) or find_verb(following.strip()):
            return tail
    return None


def _cut(text: str, tail: re.Match[str] | None) -> tuple[str, str]:
    return (text[: tail.start()], text[tail.start() :]) if tail else (text, "")


def _behind_conjunction(rest: str) -> str:
    """Return the clause behind `; `, `, while` and the like, empty if `rest` begins otherwise."""
    conjunction = _NEXT.match(rest)
    return rest[conjunction.end() :] if conjunction else ""


def _cut_coordinate(following: str) -> tuple[str, str]:
    """Cut off a clause of its own behind a bare `and`: `rises and the ductility falls`."""
    for cut in _AND_ANOTHER.finditer(following):
        before, behind = following[: cut.start()], following[cut.end() :]
        if cut["bare"] is not None and SUBORDINATE.search(before):
            continue
        verb = find_verb(behind)
        if verb and len(find_subject(behind, verb).split()) <= _LONGEST_NEXT_SUBJECT:
            return before.strip(), behind
    return following, ""


def _is_understood(subject: str, verb: str, following: str) -> bool:
    """Return False for a clause whose parts do not make a plain statement."""
    if not 0 < len(bare(subject).split()) <= _LONGEST_SUBJECT:
        return False
    if "," in subject and not LISTED.fullmatch(subject):
        return False
    if not following:
        return FORMS.get(verb, ("", ""))[0] in _INTRANSITIVE
    if re.match(r"that (?!of\b)", following):
        return False
    if verb in ("are", "were") and not _PLURAL.search(subject):
        return False
    return not (verb in ("have", "has", "had") and _PERFECT.match(following))


def _predicates(clause: Clause) -> Iterator[Clause]:
    """Cut a clause where a second verb of its subject follows; yield it and that verb's clause."""
    second = find_second_verb(clause)
    if not second:
        yield clause
        return
    first = clause.rest[: second.start()].strip()
    following = _ADVERB.sub("", clause.rest[second.end() :].strip())
    if first:
        yield replace(clause, rest=first, tail="")
    verb, modal = second["verb"], re.match(rf"(?:{MODALS}|did|does|do)\b", clause.verb)
    if verb in FORMS and FORMS[verb][1] == "do":
        agrees = modal is not None or clause.auxiliary == "do"
        if modal and "not" not in clause.verb:
            verb = f"{modal.group()} {verb}"
    else:
        agrees = verb not in ("are", "were") or _PLURAL.search(clause.subject) is not None
    if following and agrees:
        yield from _predicates(replace(clause, verb=verb, rest=following))


def _trailing_participle(clause: Clause) -> Iterator[Clause]:
    """Read `A is FCC, exhibiting low hardness` as a clause of the same subject."""
    found = _TRAILING.match(clause.tail)
    if found:
        base = _TRAILING_BASE[found["verb"]]
        present = clause.auxiliary in ("is", "are", "do", "does")
        plural = clause.auxiliary in ("are", "do") or _PLURAL.search(clause.subject)
        verb = (base if plural else third(base)) if present else past(base)
        what = _TAIL.split(found["what"])[0].strip()
        yield replace(clause, verb=verb, rest=what, tail="")
