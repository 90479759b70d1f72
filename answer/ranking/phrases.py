"""Phrases that tell what a sentence is for: an aim, a cause, a change, the means, a background."""

import re

from builder.nlp.word_classes import PASSIVE, STUDIED

#: Stems and prepositions that give a cause.
CAUSE = re.compile(
    r"\b(?:due to|because|attribut|caused? by|owing to|result(?:s|ed|ing)? (?:in|from)|originat"
    r"|leads? to|led to|consequen|therefore|thus|by means of|via|enabl|promot|contribut|hinder"
    r"|prevent|inhibit|suppress|induc|through|thereby|since)",
    re.IGNORECASE,
)
#: Openings and passives of sentences that tell what a study is about, not what it found.
_AIM = re.compile(
    r"^(?:in (?:this|the present) (?:work|study|paper|article|research|investigation)"
    r"|here(?:in)?,|this (?:work|study|paper|article|research|report)"
    r"|the (?:present|current) (?:work|study|paper|research)|the aim)"
    rf"|\b(?:(?:{PASSIVE}) (?:\w+ ){{0,2}}"
    rf"(?:{STUDIED}|prepared|fabricated|synthesi[sz]ed|developed)"
    r"|we (?:investigate|study|report|present|develop)|aims? (?:at|to))\b",
    re.IGNORECASE,
)
#: Stems of the verbs by which something changes, into more, less or something else.
CHANGE = re.compile(
    r"\b(?:increas|decreas|lower|rais|reduc|enhanc|improv|chang|shift|convert|transform|dissolv|form"
    r"|promot|refin|coarsen|suppress|accelerat|slow|strengthen|harden|soften|embrittl|stabili|turn"
    r"|deteriorat|degrad|rise|rose|drop|grow|grew|becom|became|higher|better|worse)",
    re.IGNORECASE,
)
#: Words that name the means by which something was made or found out.
MEANS = re.compile(
    r"\b(?:by|via|using|through|with|followed by|based on|method|process|technique|approach"
    r"|route|applied|used|combin)",
    re.IGNORECASE,
)
#: Ends of a scale, in question and answer.
EXTREME = re.compile(
    r"\b(?:highest|lowest|best|most|least|largest|smallest|optim\w*|maxim\w*|minim\w*|peak|greatest"
    r"|finest|strongest|hardest|weakest|excellent)\b",
    re.IGNORECASE,
)
#: What was known or wished for before the study.
BACKGROUND = re.compile(
    r"\b(?:ha(?:ve|s) (?:been|attracted|received)|potential|promising|however|recent|limit\w*"
    r"|challeng\w*|attention|interest|widely|wide range)\b",
    re.IGNORECASE,
)
#: A notice of the publisher.
_NOTICE = re.compile(
    r"©|\(C\) ?(?:19|20)\d\d|all rights reserved|published by|copyright|graphic(?:al)? abstract"
    r"|licensee|elsevier|springer",
    re.IGNORECASE,
)
#: A notice stands alone in a short sentence; a longer one says something else, too.
_LONGEST_NOTICE = 160


def is_aim(text: str) -> bool:
    """Return True if a sentence tells what a study is about, not what it found."""
    return _AIM.search(text) is not None


def is_notice(text: str) -> bool:
    """Return True if a sentence is the publisher's: of rights, or of a figure."""
    return len(text) < _LONGEST_NOTICE and _NOTICE.search(text) is not None
