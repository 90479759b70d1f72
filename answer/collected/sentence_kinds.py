"""Tell findings from aims, methods, background and outlook, and what a sentence points back to."""

import re
from functools import lru_cache

from answer.extractive.sentence_ranking import is_aim

#: Words of results: what a study saw, reached, or takes for the cause.
_FOUND = re.compile(
    r"\b(?:show(?:s|ed|n)?|reveal\w*|found|exhibit\w*|display\w*|demonstrat\w*|observed|confirm\w*"
    r"|indicat\w*|result(?:s|ed|ing)? in|lead(?:s|ing)? to|led to|due to|because|owing to|caused by"
    r"|attribut\w*|ascribed|originat\w*|achiev\w*|reach(?:es|ed)|attain\w*|contribut\w*|govern\w*"
    r"|dominat\w*|controlled by|enhanc\w*|improv\w*|increas\w*|decreas\w*|reduc\w*|lower\w*|higher"
    r"|superior|better|best|worse|rais\w*|promot\w*|suppress\w*|inhibit\w*|hinder\w*|prevent\w*"
    r"|accelerat\w*|retard\w*|stabili[sz]\w*|transform\w*|form(?:s|ed)|consist\w*|compris\w*"
    r"|compared (?:with|to)|than|no|not|without|exist\w*|occur\w*|remain\w*|belongs?|becom\w*"
    r"|accompanied|associated|controls?|determin\w*|affects?|depends?|plays?|caus(?:es|ed)|gives?"
    r"|drop(?:s|ped)|ris(?:es?|en)|rose|falls?|fell|grows?|grew|doubl\w*|is|are|can)\b",
    re.IGNORECASE,
)
#: Words of background: what is wished, known or lacking, not what was found.
_BACKGROUND = re.compile(
    r"\b(?:attract(?:s|ed|ing)?(?: \w+){0,4} (?:attention|interest)|promising|show promise"
    r"|(?:great|huge|large"
    r"|enormous|broad|wide|good) (?:potential|prospects?)|potential(?:ly)? (?:candidates?"
    r"|applica\w+"
    r"|to\b)|candidates? (?:for|as)|(?:widely|popularly) (?:used|studied|applied)|remains? (?:a|an"
    r"|unclear|elusive|unknown|challeng\w+|limited|poorly|to be)|(?:still|not) (?:yet )?(?:to be )?"
    r"(?:fully |well |completely |been )?(?:unclear|understood|known|clear|clarified|explored)"
    r"|little is known|rarely|scarce\w*|challeng(?:e|es|ing)|(?:is|are"
    r"|becomes?) (?:\w+ )?(?:essential"
    r"|crucial|critical|vital|necessary|important|required|needed|fundamental)|fundamental issue"
    r"|criteri(?:a|on)|concern"
    r"|in recent years|recently|(?:have|has) been (?:widely|extensively|developed|proposed|reported"
    r"|considered|regarded|intensively)|(?:is|are) considered|in the past|over the (?:last|past)"
    r"|previous(?:ly)?|so far|to date|received (?:\w+ )?attention|few studies|most of the current"
    r"|usually|sometimes|generally|typically|commonly|traditional\w*|it is anticipated"
    r"|is expected to|often|widely (?:acknowledged|recogni[sz]ed|accepted|believed)"
    r"|as an? (?:emerging|new|novel|important|promising) (?:class|type|kind|group|family)"
    r"|have proved to|are known|is known|are believed|should be|need(?:s|ed)? to)\b",
    re.IGNORECASE,
)
#: Words of outlook and praise of the study itself.
_OUTLOOK = re.compile(
    r"\b(?:(?:provid|offer|giv|shed|open|pav)\w* (?:\w+ ){0,4}(?:insights?|guid\w+|basis|way"
    r"|path\w*"
    r"|light|strateg\w+|avenues?|references?|understanding|possibilit\w+|foundation|support|routes?"
    r"|approach|method|idea|new)|(?:these|this|our|the) (?:findings|results?|study|work|research)"
    r" (?:\w+ ){0,2}(?:provid|offer|contribut|highlight|open|pav|can|could|may|will|help)\w*"
    r"|conclusions? of this|future|further (?:stud|research|work)\w*|(?:is|are|was"
    r"|were) (?:also )?(?:discussed"
    r"|summari[sz]ed|reviewed|proposed|presented|described|introduced)"
    r"|this (?:review|paper|article)(?: \w+)? (?:review|summar|discuss|describ|cover|present"
    r"|giv)\w*)\b",
    re.IGNORECASE,
)
#: What was done: a passive whose verb is one of method, or an infinitive of aim.
_METHOD = re.compile(
    r"^(?:in order )?to (?!some|a |the |this)\w+|\b(?:was|were|has been|have been) (?:\w+ly "
    r"|then |also"
    r" |further |subsequently )?(?:subjected|measured|irradiated|used|employed|utili[sz]ed"
    r"|manufactured"
    r"|examined|compared|tested|carried out|performed|conducted|calculated|predicted|simulated"
    r"|selected|chosen|designed|evaluated|assessed|produced|made|deposited|sintered|processed"
    r"|established|applied|adopted|considered|determined|successfully|annealed|heated|introduced)\b"
    r"|\b(?:we|here|study|work|paper) (?:\w+ )?(?:investigat|us|employ|perform|conduct|carr|compar"
    r"|measur|focus|aim|explor|examin|stud|report|present|propos)(?:e|es|ed|d|s|ies|ied|y)?\b"
    r"|\bto (?:\w+ly )?(?:explore|investigate|study|examine|evaluate|understand|elucidate"
    r"|clarify|determine|reveal|assess|compare|analy[sz]e|predict|identify|optimi[sz]e)\b"
    r"|\b(?:is|are) (?:\w+ly )?(?:determined|measured|calculated|investigated|studied"
    r"|established|evaluated|performed|conducted|examined|predicted|explored|annealed)\b(?! by)"
    r"|\bhas been used\b|\bare considered\b|\b(?:is|are) (?:used|employed|compared|applied"
    r"|adopted)\b|\b(?:mechanisms?|effects?|influences?|(?:cor)?relation\w*)"
    r" (?:[\w-]+ ){0,8}(?:was|were|is|are|has been|have been) (?:also |further |then )?(?:revealed"
    r"|elucidated|clarified|analy[sz]ed|studied|investigated|established|unveiled|identified)\b",
    re.IGNORECASE,
)
#: What a study says that it shows is a finding, however the sentence begins.
_SHOWN = re.compile(
    r"\b(?:show|demonstrate|reveal|find|prove|confirm|conclude|establish)(?:s|d|ed|n)? that\b"
    r"|\b(?:found|shown) (?:that|to)\b",
    re.IGNORECASE,
)
#: The study of its own paper.
_OWN = re.compile(
    r"\b(?:(?:this|the present|the current|our|present|current) (?:\w+ )?(?:work|study|paper"
    r"|article"
    r"|research|investigation|review)|here(?:in)?,|we (?:\w+ )?(?:\w+)|was|were)\b",
    re.IGNORECASE,
)
#: The study that a sentence says the purpose of.
_PURPOSE = re.compile(
    r"\b(?:(?:this|the present|the current|our|present|current) (?:\w+ )?(?:work|study|paper"
    r"|article|research|investigation)|here(?:in)?,"
    r"|we (?:\w+ )?(?:investigat|stud|explor|examin|report))",
    re.IGNORECASE,
)
#: Words of rights and of the paper's own apparatus.
_NO_TEXT = re.compile(
    r"©|\(c\)|\ball rights\b|\bcopyright\b|\bElsevier\b|\bpublished by\b|\bgraphical abstract\b",
    re.IGNORECASE,
)
_MATERIAL = (
    r"(?:[\w-]+ ){0,3}(?:alloys?|HEAs?|MEAs?|MPEAs?|CCAs?|materials?|coatings?|samples?|specimens?"
    r"|films?)"
)
_THING = (
    r"(?:effects?|behaviou?rs?|phenomen\w+|increases?|decreases?|changes?|differences?|trends?"
    r"|results?|processe?s?|structures?|microstructures?|treatments?|precipitates?|phases?"
    r"|particles?"
    r"|values?|conditions?|temperatures?|regimes?|strateg\w+|approach\w*|methods?|features?"
    r"|mechanisms?|elements?|improvements?|enhancements?|cases?|factors?|parameters?|regard|context"
    r"|combination|transition|reactions?|designs?|defects?|levels?|type|kind|region|stage|point)"
)
#: `Such analyses revealed that …` tells its finding in full behind `that`.
_SHOWS_THAT = (
    r"(?:\s[\w-]+){1,5}\s(?:show|reveal|demonstrat|indicat|uncover|confirm|prov)\w*\sthat\b"
)
#: What points back beyond the sentence: `It …`, `This results in …`, `in spite of this`.
_POINTS_BACK = re.compile(
    r"^(?:[\w-]+ly,?\s|(?:however|in addition|also|thus|hence|therefore|as a result|besides"
    r"|meanwhile|in contrast|nevertheless|furthermore|moreover|on the other hand"
    r"|as a consequence),?"
    r"\s)?(?:it(?!\s(?:is|was|has been|can be|turn\w+)\s(?:\w+\s){0,3}that\b)|they|he|its|their"
    rf"|such(?!\sas)(?!{_SHOWS_THAT})|both(?!.{{2,80}}\sand\s)|(?:this|these|those|that)(?!\s{_MATERIAL}\b)"
    r"(?!\s(?:study|work|paper|article|research|review)\b)"
    r"|the (?:former|latter|others?|same|above|resulting|corresponding|two|three|four))\b"
    r"|\b(?:the (?:former|latter|two)|respectively(?!.{0,40}\bfor\b)|aforementioned|above-mentioned"
    rf"|as-mentioned|mentioned above|(?:this|these|that|such) (?:\w+ )?{_THING}"
    r"|(?:of|by|to|with|from|for|than|on|in) (?:this|these|it|them|that)(?=[\s,.;]*(?:[,.;]|$))"
    r"|(?:this|these) (?:is|are|was|were|can|may|indicates?|suggests?|leads?|results? in)"
    r"|all (?:two|three|four|five|six)(?!\s(?:[\w-]+\s){0,2}\w+s\b))\b|\bwhy\W*$",
    re.IGNORECASE,
)
#: A member of a series by its amount, of which `respectively` may tell in one sentence.
_MEMBER = re.compile(r"(?<![\w.])[A-Z][a-z]?\d(?:\.\d+)?(?![\w%])")
#: A reference to a material, which the heading must name.
_THE_MATERIAL = re.compile(
    rf"\b(?:the|this|these|our|such)\s{_MATERIAL}\b(?!\s(?:with|of|containing)\b)", re.IGNORECASE
)
#: That something matters, but not what it does.
_VAGUE = re.compile(
    r"\bplay(?:s|ed)? (?:an? )?(?:\w+ ){0,2}roles?\b|\b(?:significant|great|strong|major|crucial)"
    r" (?:effects?|influence|impact) on\b|\b(?:strongly|significantly) (?:affect|influenc)\w*\b",
    re.IGNORECASE,
)
_CONNECTIVE = re.compile(
    r"^(?:moreover|furthermore|however|in addition|additionally|also|thus|therefore|hence|besides"
    r"|consequently|as a result|as a consequence|meanwhile|in contrast|conversely|nevertheless"
    r"|on the other hand|in particular|especially|similarly|finally)\b",
    re.IGNORECASE,
)
#: A label of a sample, as papers give them: W35, ANM31, C1; no phase, steel or element.
_LABEL = re.compile(
    r"\b(?!(?:L1|D0|B[12]|A[123]|C1[45]|FCC|BCC|HCP|GCr|SS|H13|TC4|Q\d|SiC|M\d+C|Cr\d|Ni\d|Al\d"
    r"|Fe\d"
    r"|Ti\d|Nb\d|Co\d|Mo\d|N2|O2|H2|K1|E1))[A-Z]{1,4}-?\d{1,3}\b(?! (?:steel|tool))"
)
_FEWEST_WORDS, _MOST_WORDS = 6, 75
_LONG = 45


def can_be_quoted(text: str) -> bool:
    """Return True if a sentence is text of the paper and refers to nothing but its own alloy."""
    if not _FEWEST_WORDS <= len(text.split()) <= _MOST_WORDS or text[-1] not in ".!?)":
        return False
    if _NO_TEXT.search(text):
        return False
    back = {one[0].lower() for one in _POINTS_BACK.finditer(text)}
    return not back or (back == {"respectively"} and len({*_MEMBER.findall(text)}) > 1)


def is_method(text: str) -> bool:
    """Return True if a sentence says what a study was for, or what was done."""
    if _SHOWN.search(text):
        return False
    return is_aim(text) or _METHOD.search(text) is not None


def is_own_aim(text: str) -> bool:
    """Return True if a sentence says what this study does: `In this work, we …`."""
    return _OWN.search(text) is not None


def is_purpose(text: str) -> bool:
    """Return True if a sentence says what its study is about, and no outlook of it."""
    return _PURPOSE.search(text) is not None and not is_background(text)


def is_background(text: str) -> bool:
    """Return True if a sentence says what is known, lacking or hoped for."""
    return _BACKGROUND.search(text) is not None or _OUTLOOK.search(text) is not None


@lru_cache(maxsize=8192)
def finding_score(text: str) -> float:
    """Return how much a sentence reads like a finding: at most 1, below 0 for all other kinds."""
    score = 1.0 if _FOUND.search(text) else 0.0
    score -= 2.0 * is_method(text) + 2.0 * is_background(text)
    score -= 0.5 * bool(_VAGUE.search(text))
    score -= 0.3 * bool(_CONNECTIVE.search(text)) + 0.3 * bool(_THE_MATERIAL.search(text))
    return score - 0.4 * bool(_LABEL.search(text)) - 0.2 * (len(text.split()) > _LONG)
