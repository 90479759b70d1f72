"""Name the study in a question that leaves out how its material was made or tested.

The same alloy has other properties, phases and mechanisms where it was made, treated or tested in
another way. Where title or abstract tell of a route, a treatment, a medium or a condition, and
neither question nor answer does, the one route of the paper is put before its material, or the
title of the paper leads the question in.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

from builder.drafting.naming.articles import with_articles
from builder.drafting.naming.subjects import names_study, quoted_title
from builder.drafting.naming.topics import end_of_material
from builder.drafting.values.material_states import state_words
from builder.materials.alloys import named_alloys
from builder.materials.measurements.calculated_values import is_calculated
from builder.materials.measurements.completion.subject import subject_of
from builder.materials.measurements.conditions.media import media_in
from builder.materials.measurements.forms.named_states import named_states
from builder.materials.measurements.measurement import SentenceFacts
from builder.materials.measurements.states import CALCULATED, GENERIC, routes, state_mentions
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import Mention, find_terms

#: A phrase of a title on how something was made or tested: under impact, in simulated seawater.
_PHRASE = re.compile(
    r"\b(?:under|during|after|before|at|in|into|against|via|by|through|using|from|exposed to)\s"
    r"(?P<words>(?:(?!(?:and|of|for|with|on|under|during|after|before|at|in|into|against|via|by"
    r"|through|using|from|as|to)\b)[^\s,:;.–—]+[\s.]*){1,9})",
    re.IGNORECASE,
)
_WORD = re.compile(r"(?<![\w-])[a-z][a-z-]{3,}")
#: Words of a title that tell what a material is, or nothing, not how it was made or tested.
_NO_CONDITION = re.compile(
    r"(?:high|medium|low|multi|entropy|alloy|coating|film|composite|material|metal|matri|system"
    r"|based|element|component|principal|concentrated|complex|equi|structur|microstruc|propert"
    r"|behavio|mechanical|phase|application|situ|novel|advanced|strength|ductil|hardness|plastic"
    r"|deform|resist|mechanism|evolution|formation|transform|grain|refract|eutectic|solid|solution"
    r"|steel|powder|layer|nanop|precipit|synerg|enhanc|improv|achiev|superior|excellent|different"
    r"|various|several|series|role|effect|influence|tailor|design|develop|face|body|center|cubic"
    r"|dual|single|multiple|combin|study|investigat|analysis|insight|perspective|approach|strategy"
    r"|content|composition|addition|through|between|their|this|new\b|highly|ultra|good|both|wide)"
)
#: Properties that depend on the medium that something is in.
_IN_MEDIUM = re.compile(
    r"\b(?:corro|pitting|passiv|immers|electrochem|tribocorro|polari[sz]ation)", re.IGNORECASE
)
_CALCULATION = re.compile(
    r"\b(?:calculat|simulat|predict|first[- ]principles|ab initio|molecular dynamics|DFT|MD\b"
    r"|density functional|Monte Carlo|machine[- ]learning|model|phase[- ]field|atomistic)",
    re.IGNORECASE,
)
#: Methods by which a whole study was calculated, as a question tells them.
_METHODS = {
    "molecular dynamics simulations": r"molecular[- ]dynamics|MD simulations?",
    "first-principles calculations": r"first[- ]principles?|ab[- ]initio|density[- ]functional|DFT",
    "finite-element simulations": r"finite[- ]element|DEFORM\b|ABAQUS|LS-DYNA",
    "CALPHAD calculations": r"CALPHAD|Thermo-?Calc|JMatPro",
}
#: Before the method of a study, what was done by it.
_DONE_BY = r"\b(?:using|use[sd]?|by|via|through|employ\w*|perform\w*|based on)\b[^.;,]{0,30}?\b"
#: Behind the method of a study, what was done with it.
_IS_DONE = (
    r"[^.;]{0,120}?\b(?:is|are|was|were|been) (?:\w+ly )?(?:used|performed|carried out|employed"
    r"|conducted|reported|presented|applied|adopted|utili[sz]ed|constructed)\b"
)
#: Before what a sentence tells, how it was found, if by nothing that was measured.
_REPORTED = re.compile(
    r"(?:(?:Moreover|Furthermore|In addition|Additionally|Besides|However), )?"
    r"(?P<how>(?:[Tt]he |[Oo]ur )?(?:[Rr]esults? of )?(?:[\w()/-]+ ){0,12}?"
    r"(?:calculation|simulation)s?(?: results?)?) (?:further |also |clearly )?"
    r"(?:show|reveal|indicat|demonstrat|suggest|confirm)\w*\s"
)
_OBSERVED = re.compile(r"\bobserv|\bmodels? and\b|TEM\b", re.IGNORECASE)
#: Methods beside which it is not told which of them gave a result.
_OTHER_METHOD = re.compile(
    r"Monte Carlo|CALPHAD|phase diagram|finite element|machine[- ]learning|phase[- ]field"
    r"|continuum",
    re.IGNORECASE,
)
#: Words of a paper that measures something, too, and not only compares with experiments.
_EXPERIMENT = re.compile(
    r"\b(?:(?<!available )(?<!previous )(?<!with )(?<!using )experiment|measur|test|fabricat|prepar"
    r"|cast\b|sinter|melt|synthesi[sz]|microscop|diffract|spectroscop|tomograph|anneal|samples?\b"
    r"|electrochem|as-)",
    re.IGNORECASE,
)
#: Before a statement that is true or false.
_VERDICT = "True or false: "
#: The material that leads a question in, which its title names, too.
_ABOUT = re.compile(
    r"[Ii]n (?:the )?(?:[a-z-]+ )*(?P<formula>(?=[^\s,?]*[A-Z])[^\s,?]+)[^,?]{0,120}?, "
    r"(?=(?:(?:at|to|for|in|after|under|by|from|up to|with|above|below) )?"
    r"(?:what|how|why|when|which)\b)"
)
#: What may stand before and behind the one material of a paper, which is no part of another.
_ALONE_BEFORE = re.compile(
    r"(?:^|\b(?:of|in|does|do|did|the|an?|is|are|was|were)\s)$", re.IGNORECASE
)
_ALONE_BEHIND = re.compile(
    r"[?,]|\s(?:at|after|under|during|with|when|while|upon|affect|change|compare|have|has|show|in|as"
    r"|exhibit|consist|contain|higher|lower)\b"
)
#: What is made or treated in a way of its own: the cladded coatings, beside sprayed ones.
_MADE_OTHERWISE = re.compile(
    r"\b(?:\w*clad(?:ded)?|\w*sprayed|sintered|printed|cast|deposited|rolled|annealed|forged|melted"
    r"|processed|treated|milled|coated|manufactured|fabricated|prepared|produced)\b"
)
#: Most words for routes and treatments before a material.
_MOST_BEFORE = 2
#: Letters by which two words are one: annealed, annealing.
_STEM = 6
#: A material that is told by one of the things that it was mixed of.
_MIXED = re.compile(r"\b(?:composite|coating|film)s? with\b")


@dataclass(frozen=True)  # without slots: two of its properties are worked out when first asked for
class Study:
    """What title and abstract of a paper tell of how its material was made and tested."""

    title: str
    """The title in quotation marks; "" without one that a question can quote."""
    is_routed: bool
    """Whether title or abstract name a process that makes a material."""
    is_treated: bool
    """Whether title or abstract name a treatment."""
    is_tested: bool
    """Whether the title names a condition in words: at cryogenic temperature."""
    states: tuple[Mention, ...]
    """What the title says of the grains or the state of the material: ultrafine-grained."""
    phrases: tuple[frozenset[str], ...]
    """Stems of the words of each phrase of the title on how something was made or tested."""
    calculates: bool
    method: str
    """How all of the study was calculated, if only its abstract tells: molecular dynamics."""
    paper: tuple[str, str]
    """Title and abstract."""
    stated: Sequence[SentenceFacts] = field(repr=False)
    """What the sentences of the abstract state."""

    @cached_property
    def has_medium(self) -> bool:
        """Whether the paper names a liquid that something is corroded in."""
        return bool(media_in(". ".join(self.paper)))

    @cached_property
    def made(self) -> tuple[str, str]:
        """What stands before and behind the material for its one route; empty if it has several."""
        subject = subject_of(*self.paper, self.stated)
        made = [one for one in subject.states if one != CALCULATED]
        words = state_words([*dict.fromkeys((*made, *subject.treatment.states))])
        if not made or words is None:
            return "", ""
        before, behind, where = words
        if where or len(before) > _MOST_BEFORE or len(behind) > 1:
            return "", ""
        return " and ".join(before), " ".join(behind)

    def place(self, question: str, answer: str, sentence: str = "") -> str:
        """Return a question with the route of its material, or led in by the title, where needed.

        Args:
            question: A question that names no state of a sample.
            answer: Its answer.
            sentence: The one sentence that it was made of; "" for several.
        """
        question = self._with_method(question, answer, sentence)
        if "“" in question or self._is_told(f"{question} {answer}"):
            return question
        made = self._with_route(question)
        if made and self._is_told(f"{made} {answer}"):
            return made
        return self.lead(question, answer)

    def _with_route(self, question: str) -> str:
        """Return a question with the route at the one alloy that it names; "" if that is unsure."""
        alloys = [alloy for alloy in named_alloys(question) if len(alloy.elements) > 2]
        if len(alloys) != 1 or not any(self.made) or alloys[0].companion:
            return ""
        if _MADE_OTHERWISE.search(question):
            return ""
        start, end = alloys[0].start, end_of_material(question, alloys[0])
        if not _ALONE_BEFORE.search(question, 0, start) or not _ALONE_BEHIND.match(question, end):
            return ""
        before, behind = (f"{one} " if one else "" for one in self.made)
        words = f"{before}{question[start:end].rstrip()} {behind}".rstrip()
        return with_articles(f"{question[:start]}{words}{question[end:]}")

    def lead(self, question: str, answer: str) -> str:
        """Return a question with the title before it where question and answer tell too little.

        Args:
            question: A question; one that quotes a title stays as it is.
            answer: Its answer.
        """
        question = self._with_method(question, answer)
        if "“" in question or self._is_told(f"{question} {answer}"):
            return question
        return self._led(question)

    def lead_bare(self, question: str, of_value: bool = False) -> str:
        """Return a question with the title before it, unless it tells how its material was made.

        Studies of one alloy differ in more than a question can hold: what stabilizes the BCC
        phase? Only a value is asked without the title, where the question tells a route.

        Args:
            question: A question; one that quotes a title stays as it is.
            of_value: Whether it asks for a value.
        """
        is_named = "“" in question or not names_study(self.paper[0])
        told = of_value and _tells_route(question)
        return question if is_named or told else self._led(question)

    def _led(self, question: str) -> str:
        """Return a question with the title before it, if there is one to quote."""
        if not self.title:
            return question
        verdict, asked = question[: len(_VERDICT)], question.removeprefix(_VERDICT)
        about = _ABOUT.match(asked)
        if about and about["formula"] in self.title:
            asked = asked[about.end() :]
        led = f"ccording to {self.title}, {asked[:1].lower()}{asked[1:]}"
        return f"{verdict}a{led}" if verdict == _VERDICT else f"A{led}"

    def _with_method(self, question: str, answer: str, sentence: str = "") -> str:
        """Return a question with the method of a calculation, unless its words tell of one."""
        method = self.method or _reported_method(sentence)
        if not method or _CALCULATION.search(f"{question} {answer}"):
            return question
        return f"{question.removesuffix('?')} in {method}?"

    def _is_told(self, words: str) -> bool:
        """Return True if some words tell all of how the material was made and tested."""
        terms = find_terms(words)
        made = {one.name for one in terms if _is_of_making(one)}
        if self.is_routed and not any(name in routes() or name == "as-cast state" for name in made):
            return False
        if self.is_treated and not any(name not in routes() for name in made):
            return False
        if self.is_tested and not _has_condition(words, terms):
            return False
        if _IN_MEDIUM.search(words) and self.has_medium and not media_in(words):
            return False
        if any(one.name not in {two.name for two in named_states(words)} for one in self.states):
            return False
        if self.calculates and not _CALCULATION.search(words):
            return False
        lower = words.lower()
        return all(any(stem in lower for stem in phrase) for phrase in self.phrases)


def find_study(title: str | None, abstract: str, stated: Sequence[SentenceFacts]) -> Study:
    """Return what a paper tells of how its material was made and tested.

    Args:
        title: Its title.
        abstract: Its abstract.
        stated: What the sentences of the abstract state.
    """
    title = title or ""
    entitled = find_terms(title)
    told = [one for facts in stated for one in state_mentions(facts.text, facts.terms)]
    return Study(
        quoted_title(title),
        any(one.name in routes() for one in (*told, *entitled)),
        any(one.kind == "process" and one.name not in routes() for one in (*told, *entitled)),
        any(one.kind == "condition" and not _is_of_making(one) for one in entitled),
        tuple(named_states(title)),
        tuple(_phrases(title)),
        is_calculated(title, abstract) or _is_entitled_calculation(title),
        "" if any(one.kind == "process" for one in told) else _method(title, abstract),
        (title, abstract),
        stated,
    )


def _is_entitled_calculation(title: str) -> bool:
    """Return True for a title that names a method of calculation, and no experiment beside it."""
    named = any(re.search(f"(?i:{words})", title) for words in _METHODS.values())
    return named and not _EXPERIMENT.search(title)


def _method(title: str, abstract: str) -> str:
    """Return the method by which all of a study was calculated; "" if unsure, or in its title."""
    if _EXPERIMENT.search(abstract) or is_calculated(title, abstract):
        return ""
    found = [
        name
        for name, words in _METHODS.items()
        if re.search(f"(?i:{_DONE_BY}(?:{words})|(?:{words}){_IS_DONE})", abstract)
    ]
    return _one_method(found, abstract)


def _reported_method(sentence: str) -> str:
    """Return the method of calculation by which a sentence was found; "" if it tells of none."""
    reported = _REPORTED.match(sentence)
    if reported is None or _EXPERIMENT.search(reported["how"]) or _OBSERVED.search(reported["how"]):
        return ""
    how = reported["how"]
    found = [name for name, words in _METHODS.items() if re.search(f"(?i:{words})", how)]
    return _one_method(found or ["calculations"], how)


def _one_method(found: Sequence[str], text: str) -> str:
    """Return the one method that was found; `calculations` for several, and "" for none."""
    alone = len(found) == 1 and not _OTHER_METHOD.search(text)
    return found[0] if alone else "calculations" if found else ""


def _tells_route(question: str) -> bool:
    """Return True if a question tells by which route its material was made, and adds nothing."""
    made = {one.name for one in find_terms(question) if _is_of_making(one)}
    return bool(made & {*(routes() - GENERIC), "as-cast state"}) and not _MIXED.search(question)


def _is_of_making(term: Mention) -> bool:
    """Return True for a process, or the state that a material was left in by one."""
    return term.kind == "process" or (term.kind == "condition" and term.name.endswith(" state"))


def _has_condition(words: str, terms: Sequence[Mention]) -> bool:
    named = any(one.kind == "condition" and not _is_of_making(one) for one in terms)
    return named or any(one.dimension == "temperature" for one in find_quantities(words))


def _phrases(title: str) -> list[frozenset[str]]:
    found = []
    for match in _PHRASE.finditer(title):
        words = _WORD.findall(match["words"].lower())
        stems = frozenset(one[:_STEM] for one in words if not _NO_CONDITION.match(one))
        if stems:
            found.append(stems)
    return found
