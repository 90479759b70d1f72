"""Ask how something that is varied affects all that its sentence tells of.

The question names every property and structure of the sentence, and the whole sentence answers it:
nothing of the answer is beside the question, and nothing is cut.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.naming.subjects import quoted_title
from builder.drafting.paper_draft import PaperDraft
from builder.drafting.rules.effects import FIRST_ALONE
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.whole_sentences.alone import AloneSentence, condition_before
from builder.drafting.whole_sentences.summaries import MOST_THINGS, about_of
from builder.drafting.whole_sentences.told_things import listed, told_things
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms
from builder.nlp.coreference import has_pronoun, lower_first
from builder.nlp.word_classes import DECREASE_STEMS, INCREASE_STEMS

#: Most words of a cause, and of a noun phrase that acts.
_LONGEST_CAUSE, _LONGEST_AGENT = 14, 9
_MORE = rf"(?:{INCREASE_STEMS}|{DECREASE_STEMS}|elevat)\w*"
_END = (
    r"(?=,|;|\.$|\sand (?:the|its|their|then|further|\w+ed)\b|\s(?:while|which|but|whereas|is"
    r"|are|was|were"
    r"|can|could|leads?|led|resulted|results|due|because|from)\b|\s(?:in|to) the\b)"
)
_THING = r"[^,;:]{2,70}?"
_VERB = r"\b(?:by|is|are|was|were|has|have|had|can|that|which)\b"
_TREATMENT = (
    "annealing|aging|ageing|rolling|remelting|homogenization|treatment|nitriding|carburizing|irradiation"
    "|peening|forging|quenching|sintering|working|milling|welding|pressing|extrusion|exposure|immersion|deformation|torsion|cladding|charging"
)
#: What is varied, before or behind what it changes.
_VARIED = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"\bwith (?:an? |the )?(?:further |gradual )?(?P<how>increas|decreas)(?:e|ing)(?: of| in)?"
        rf" (?:the )?(?P<what>{_THING}){_END}",
        rf"\b(?:as|when) (?:the )?(?P<what>(?!a\b|well\b)(?:(?!{_VERB})[^,;:]){{1,60}}?)"
        r" (?P<how>increas|decreas)(?:es|ed|e)\b"
        r"(?P<to>\s(?:from [^,;]{1,30}? )?to [^,;]{1,25}(?=,))?",
        rf"\b(?:with|by|after|upon|through) (?:the )?(?P<noun>additions?|introduction"
        rf"|incorporation|doping|substitution) of (?P<what>{_THING}){_END}",
        rf"\b(?:by|after|upon|through) (?P<gerund>adding|introducing|incorporating|alloying with"
        rf"|doping with) (?P<what>{_THING}){_END}",
        rf"(?:{INCREASE_STEMS}|{DECREASE_STEMS}|improv|enhanc)\w*(?: \w+ly)? with (?:the )?"
        r"(?P<with>(?!increas|decreas|respect|a\b|an\b)(?:[\w.%-]+ ){0,3}(?:content|contents"
        r"|concentration|temperature|time|fraction|rate|speed|power|pressure|strain|addition)"
        r"(?:\sof\s(?:the\s)?[\w-]+(?:\sphases?)?)?)\b",
        rf"^(?:after|upon|following"
        rf") (?:the )?(?P<done>(?:[\w-]+ ){{0,3}}?(?:{_TREATMENT})\b[^,;:]{{0,60}}),\s",
    )
)
#: A subject that is varied or done: the addition of Ti, increasing the Al content, annealing.
_CAUSING = re.compile(
    r"(?:the |an? )?(?:\w+ |further ){0,2}?(?:additions?|introduction|incorporation|substitution"
    r"|presence"
    r"|doping|alloying|increas(?:e|ing)|decreas(?:e|ing)|adding|reduction)\b"
    r"(?:\s(?:of|in|with|the)\b.*|\s[A-Z\d].*)"
    r"|(?:the |an? )?(?:[\w.%-]+ ){0,3}(?:additions?|doping|alloying|content|incorporation)"
    r"|(?:the |an? )?(?:growing|increas(?:ing|ed)|rising|reduced|decreas(?:ing|ed)|higher|lower"
    r"|elevated|excessive|moderate) (?:[\w.%/-]+ ){0,3}[\w-]+"
    rf"|(?:the )?(?:[a-z]+[- ])?(?:{_TREATMENT})(?: (?:treatment|process))?"
    r"(?: (?:at|for|in|of|with)\b.*)?",
    re.IGNORECASE,
)
#: A sentence that tells of a change, not of a state.
_CHANGING = re.compile(
    rf"\b(?:{_MORE}|improv\w+|enhanc\w+|refin\w+|promot\w+|transform\w*|chang\w+|leads? to|led to"
    r"|result\w* in|suppress\w*|inhibit\w*|prevent\w*|hinder\w*|form(?:s|ed|ation)?|becom\w+"
    r"|became|facilitat\w+"
    r"|induc\w+|caus\w+|accelerat\w+|strengthen\w*|stabili[sz]\w+|eliminat\w+|deteriorat\w+"
    r"|evolv\w+"
    r"|higher|lower|finer|larger|smaller)\b",
    re.IGNORECASE,
)
#: Words with which no cause can be named: what refers back, and the verb of a cut sentence.
_VAGUE = re.compile(
    r"\b(?:this|these|that|such|its|their|it|different|various|same|certain|exhibits?|exhibited"
    r"|shows?"
    r"|showed|displays?|possess\w*|has|had|have|were|was|is|are|respectively|reach\w*|achiev\w*)\b"
)
#: Behind a cause, another one of the same list: the addition of Zr, C elements.
_LIST_GOES_ON = re.compile(
    r",\s?(?:and )?(?:[A-Z][a-z]?|[A-Z]\w+)(?: (?:and|elements?|contents?)\b|,)"
)
_MANY = re.compile(r"(?<![su])(?<!si)s$|\band\b")
#: Elements that are added together: the Cr and Ni addition.
_TOGETHER = re.compile(
    r"(?:the )?(?:[A-Z]\w*,? (?:and )?)+(?:addition|doping|alloying|content|ratio)$"
)
#: A noun that stands with an article: the presence of Mn, the low amount of Al.
_WITHOUT_ARTICLE = re.compile(
    r"(?:[a-z-]+ ){0,2}?(?:presence|introduction|incorporation|addition|substitution|amount"
    r"|formation"
    r"|precipitation|content|increase|decrease|reduction|use|combination) (?:of|in)\b"
)
#: A condition under which a sentence holds.
_HELD = re.compile(r"(?:At|Under|Below|Above|Between|During|When)\b[^,]*,\s")
#: A clause before the one that has the cause: while corrosion products …, the damage ….
_CONCESSION = re.compile(r"(?:While|Although|Whereas|Though)\b[^,]*,\s")
#: Two things that are varied, each in its own way.
_TWO_CHANGES = re.compile(r"\bor (?:the )?(?:in|de)creas|\band (?:in|de)crease\b")
#: What increases in number, which its words leave out: increasing deposited atoms.
_COUNTED = re.compile(r"creasing (?:the )?(?:[a-z-]+ )?(?:atoms|particles|layers|samples|defects)$")
#: An alloy that is a part of another material.
_SHARE_OF = re.compile(r"\b(?:content|amount|fraction|proportion)s? of\b")
#: Before a cause, a participle in a clause of its own: , which reduces the defects changed [by Nb].
_OF_A_PARTICIPLE = re.compile(
    r"\b(?:which|that)\b[^,;]*\s(?!(?:is|are|was|were|be|been|being|further|also)\s)\S+"
    r"(?<!ly) (?!obtained|achieved|caused|induced|reali[sz]ed)(?:\w+ed|made|grown) $"
)
_IN_THE_ALLOY = re.compile(r"\s(?:in|of) the (?:alloys?|HEAs?|MEAs?|coatings?|films?)$")
_SEEN = re.compile(
    r"\s(?:is|are|was|were|has been|have been) (?:\w+ly )?(?:predicted|observed|found|detected|seen"
    r"|noticed|identified)\b(?! to\b| that\b)"
)
_HEAD = re.compile(r"\s(?:of|in|for|on|between|to|with|from|at|by|ionized|induced|formed|into)\s")
#: What is varied by its amount, before which stands an article: increasing the Al content.
_PARAMETER = re.compile(
    r"\b(?:contents?|amounts?|additions?|fractions?|ratios?|concentrations?|temperatures?|times?"
    r"|speeds?"
    r"|powers?|rates?|pressures?|bias|voltages?|energ(?:y|ies)|densit(?:y|ies)|thickness|doses?"
    r"|loads?"
    r"|sizes?|numbers?|values?|strains?|stress(?:es)?|velocit(?:y|ies)|flow|current|frequency"
    r"|proportion|phase)$"
)
#: The plural of a parameter: increasing temperatures.
_SEVERAL = re.compile(r"(?<=temperature)s$|(?<=content)s$|(?<=time)s$|(?<=rate)s$|(?<=speed)s$")
_HEATED = re.compile(
    r"\b(?:anneal|ag(?:ed|e?ing)|sinter|heat[- ]treat|homogeni|precipitat)", re.IGNORECASE
)
#: Verbs by which a subject acts on something.
_ACTING = frozenset(
    "increase decrease improve enhance reduce refine promote transform change lead result suppress"
    " inhibit prevent hinder form facilitate induce cause accelerate strengthen stabilize eliminate"
    " alter affect influence raise lower degrade delay retard weaken produce trigger introduce"
    " contribute modify convert shift make weaken deteriorate restrain impede enable dissolve"
    " generate stimulate relieve release mitigate minimize optimize slow shorten broaden widen"
    " coarsen harden soften toughen diminish destroy impose yield".split()
)


#: Verbs of what happens to a subject, as well as of what it does.
_HAPPENING = frozenset("increase decrease change transform form shift make convert evolve".split())
#: Elements that act by themselves: Nb, Al and Ti.
_ELEMENTS = re.compile(r"[A-Z][a-z]?(?:(?:, | and |, and )[A-Z][a-z]?){0,3}")
#: A subject that begins with the name of a material.
_MATERIAL_FIRST = re.compile(r"(?:the |an? )?\(?(?:[A-Z][a-z]?[\d.x]*){2,}")
#: Subjects that do not act: the material as a whole, what was measured, how it was seen.
_NO_AGENT = re.compile(
    r"^(?:the |an? |all |these |both )?(?:[\w().-]+ ){0,3}(?:alloys?|HEAs?|MEAs?|coatings?"
    r"|films?|samples?|specimens?"
    r"|composites?|materials?|powders?|results?|values?|systems?|joints?|layers?|studies|study"
    r"|approach|method|model"
    r"|strategy|reason|mechanisms?|structures?|microstructures?|hardness|strength|ductility"
    r"|resistance|rate|size"
    r"|temperature|elongation|fraction|phases?|compositions?)$|\b(?:analys\w+|tests?|simulations?"
    r"|calculations?|respectively|which"
    r"|that|work|and (?:the|its|their))\b|[;:,]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Cause:
    """What is varied, as a question says it, and where it stands in its sentence."""

    words: str
    start: int
    end: int


def ask_influences(
    title: str | None, abstract: str, alone: Sequence[AloneSentence]
) -> Iterator[PaperDraft]:
    """Ask for the influence that each sentence tells of.

    Args:
        title: The title of the paper.
        abstract: The abstract.
        alone: Those of its findings that can be read alone.
    """
    for told in alone:
        one, answer = told.sentence, told.answer
        if not _CHANGING.search(answer) or FIRST_ALONE.search(answer):
            continue
        cause = _cause(one, answer)
        topics = _topics(answer, cause) if cause else ()
        if cause is None or not 0 < len(topics) <= MOST_THINGS:
            continue
        if len(topics) == 1 and _is_only_seen(answer, topics[0]):
            continue
        held = _HELD.match(answer, 0, cause.start)
        where = condition_before(one) if held else ""
        if held and not where:
            continue  # The condition in front cannot be told.
        if question := _question(title, abstract, one, cause, topics, where.strip()):
            yield PaperDraft("effect-of", "influence", question, answer, one.start, one.end)


def _cause(one: SentenceContext, answer: str) -> _Cause | None:
    """Return what a sentence says is varied; None if that is not certain."""
    found = next((match for form in _VARIED if (match := form.search(answer))), None)
    if found and _OF_A_PARTICIPLE.search(answer, 0, found.start()):
        return None
    if found:
        part = found.groupdict()
        if part.get("how"):
            what = part["what"]
            what = _SEVERAL.sub("", what)
            article = "the " if _PARAMETER.search(what.split(" of ")[0]) else ""
            words = f"{part['how'].lower()}ing {article}{what.removeprefix('the ')}"
            words += part.get("to") or ""
            if what in ("temperature", "time") and _HEATED.search(answer):
                return None  # It is that of a treatment of which another sentence tells.
        elif part.get("with"):
            words = f"the {part['with']}"
        elif part.get("done"):
            words = lower_first(part["done"])
        elif part.get("noun"):
            words = f"the {part['noun'].lower()} of {part['what']}"
        else:
            words = f"{part['gerund'].lower()} {part['what']}"
        cause = _Cause(words, *found.span())
    else:
        subject = one.clauses[0].subject if one.clauses else ""
        at = answer.lower().find(subject.lower()) if subject else -1
        base = one.clauses[0].base if at >= 0 and not one.clauses[0].lead else ""
        if base == "result" and not one.clauses[0].rest.startswith("in "):
            return None  # What it results from is the cause.
        varied = base in _ACTING and _CAUSING.fullmatch(subject)
        if not (varied or (base in _ACTING - _HAPPENING and _is_agent(subject))):
            return None
        cause = _Cause(lower_first(subject), at, at + len(subject))
    named = one.resolve(_known_words(cause.words, one))
    unfit = (
        not named
        or _LIST_GOES_ON.match(answer, cause.end)
        or _VAGUE.search(named)
        or named.endswith(" the")
        or _TWO_CHANGES.search(named)
        or _COUNTED.search(named)
        or has_pronoun(named)
        or unknown_label(named)
    )
    if unfit or not named or len(named.split()) > _LONGEST_CAUSE:
        return None
    bare = not re.match(r"(?:the|an?|\w+ing)\b", named)
    article = "the " if bare and _WITHOUT_ARTICLE.match(named) else ""
    return _Cause(f"{article}{' '.join(named.split())}", cause.start, cause.end)


def _known_words(words: str, one: SentenceContext) -> str:
    """Return a cause without `in the alloy`, where a sentence before says which alloy that is."""
    return words if one.certain_alloy else _IN_THE_ALLOY.sub("", words)


def _is_agent(subject: str) -> bool:
    """Return True for a noun phrase that can act: a phase, a defect, a treatment."""
    measured = any(term.kind == "property" for term in find_terms(subject))
    if _ELEMENTS.fullmatch(subject):
        return True
    fits = 2 <= len(subject.split()) <= _LONGEST_AGENT and not measured
    return fits and not _NO_AGENT.search(subject) and not _MATERIAL_FIRST.match(subject)


def _topics(answer: str, cause: _Cause) -> Sequence[str]:
    """Return all that a sentence tells of beside its cause."""
    concession = _CONCESSION.match(answer, 0, cause.start)
    aside = concession.end() if concession else 0  # It tells of something else than the cause does.
    return told_things(
        answer[aside : cause.start] + " " * (cause.end - cause.start) + answer[cause.end :]
    )


def _is_only_seen(answer: str, topic: str) -> bool:
    """Return True for a sentence that says of what is affected only that it was seen."""
    seen = _SEEN.search(answer)
    return seen is not None and topic.removeprefix("the ") in answer[: seen.start()].lower()


def _question(
    title: str | None,
    abstract: str,
    one: SentenceContext,
    cause: _Cause,
    topics: Sequence[str],
    where: str,
) -> str:
    """Return the question, which names the alloy or the paper; "" if it can name neither."""
    head = _HEAD.split(cause.words)[0]
    one_thing = re.match(r"\w+ing\b", head) or _TOGETHER.fullmatch(head)
    do = "do" if _MANY.search(head) and not one_thing else "does"
    asked = f"how {do} {cause.words} affect {listed(topics)}"
    asked = f"{where}, {asked}" if where else asked
    named = any(len(alloy.elements) > 2 for alloy in named_alloys(cause.words))
    if named and not _SHARE_OF.search(cause.words):
        return f"{asked[:1].upper()}{asked[1:]}?"
    if about := about_of(title, abstract, [one]):
        state = about.split()[0]
        if state.endswith("ed") and state[:5] in cause.words:
            about = about.removeprefix(f"{state} ")  # How does annealing affect annealed …?
        return f"{asked[:1].upper()}{asked[1:]} of {about}?"
    words = quoted_title(title)
    return f"According to {words}, {asked}?" if words else ""
