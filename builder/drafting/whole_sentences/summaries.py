"""Ask what a paper found on a topic, where one to three sentences in a row tell all of it."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise

from builder.drafting.naming.short_names import unknown_label
from builder.drafting.naming.subjects import names_study, quoted_title
from builder.drafting.naming.topics import find_topic, is_plain_alloy
from builder.drafting.paper_draft import PaperDraft, pick
from builder.drafting.rules.context_reader import RICH
from builder.drafting.rules.sentence_context import SentenceContext
from builder.drafting.values.wording import formula_of, is_family
from builder.drafting.whole_sentences.leaning import (
    goes_on,
    leans,
    tells_finding,
    told_answer,
    without_connective,
)
from builder.drafting.whole_sentences.told_things import listed, told_things
from builder.drafting.whole_sentences.topics import Topic, topic_of
from builder.materials.alloys import named_alloys
from builder.materials.vocabulary import find_terms, is_phase

#: Most sentences of an answer, and its fewest and most words.
_MOST_SENTENCES, _FEWEST_WORDS, _MOST_WORDS = 3, 12, 95
#: Two sentences with this share of common words say the same.
_SAME_WORDS = 0.7
#: Most summaries of one abstract.
_MOST = 4
#: Fewest different words of the topic in an answer.
_FEWEST_MENTIONS = 2
#: Most things that a question names.
MOST_THINGS = 3
_PLURAL = re.compile(r"\b(?:alloys|HEAs|MEAs|coatings|films|composites|crystals|ceramics|steels)\b")
_ADDED = re.compile(r"\b(?:additions?|adding|added|dop(?:ed|ing)|compared|whereas|contrast)\b")
_TESTED = re.compile(
    r"\b(?:under|after|during|upon)\s|\bat (?:[~∼]?\d|room|cryogenic|elevated|high)"
)
#: Before an alloy with which that of the sentence is compared.
_RIVAL = re.compile(r"\b(?:than|surpass\w*|superior to|compared (?:to|with))\b[^,;]*$")
#: A change from one value or state to another, and words by which its cause is told.
_CHANGED_FROM = re.compile(
    r"\b(?:(?:increas|decreas|improv|enhanc|reduc|declin|chang|evolv)e[sd]?|(?:ris|ros|chang)es?|increase|decrease"
    r"|reduction|improvement|(?:transform|shift|drop|fall)(?:s|ed|ped)?|fell)\s(?:\w+ly\s)?from\s[^.;]{1,60}?\s(?:in)?to\s"
)
_CAUSE_OF_CHANGE = re.compile(
    r"\b(?:with (?:an? |the )?(?:\w+ )?(?:increas|decreas|ris|add|incorporat|introduc|reduc|dop"
    r"|higher|lower)\w*|as|when|after|upon|during|by(?! [~∼]?\d)|through|due"
    r"|because|owing|additions?|adding|doping|doped|increasing|decreasing|annealing|heating|cooling|compared)\b",
    re.IGNORECASE,
)
#: In small letters, as they are sought in.
_REFERS_OUT = re.compile(
    r"\b(?:figs?\.|table \d|this (?:paper|work|study|research|approach|strategy)\b|elsevier\b)"
)


def ask_summaries(
    title: str | None, abstract: str, read: Sequence[SentenceContext]
) -> Iterator[PaperDraft]:
    """Ask for each topic that the abstract tells of in one place."""
    topics = [topic_of(one.text) if is_finding(one) else None for one in read]
    made = 0
    for first, last in _runs(read, topics):
        topic = topics[first]
        inside = sum(one == topic for one in topics[first:last])
        if topic is None or not topic.ask or topics.count(topic) != inside or made == _MOST:
            continue  # The topic is told of elsewhere, too: the answer would not be whole.
        if draft := _summary(title, abstract, read, (first, last), topic):
            made += 1
            yield draft


def about_of(title: str | None, abstract: str, some: Sequence[SentenceContext]) -> str:
    """Return the material that some sentences are about, as a question names it; "" if unsure."""
    named = {
        alloy.composition_key: formula_of(alloy)
        for one in some
        for alloy in one.facts.alloys
        if len(alloy.elements) > 2
        and not RICH.match(one.text, alloy.end)
        and not _RIVAL.search(one.text, 0, alloy.start)
    }
    if topic := find_topic(title):
        entitled = named_alloys(topic)
        others = named.keys() - {alloy.composition_key for alloy in entitled}
        return "" if others and not any(map(is_family, entitled)) else topic
    plain = is_plain_alloy(title, abstract)
    if some[0].single_alloy and some[0].alloy:
        return some[0].alloy if plain else ""
    return next(iter(named.values())) if plain and len(named) == 1 else ""


def is_finding(one: SentenceContext) -> bool:
    """Return True for a sentence that tells what was found, and not of the paper itself.

    What changes from one value to another without a cause needs the sentences before.
    """
    return not one.background and _is_finding(one.text)


@lru_cache(maxsize=1024)
def _is_finding(sentence: str) -> bool:
    words = without_connective(sentence)
    if not tells_finding(words) or refers_out(words):
        return False
    return not _CHANGED_FROM.search(words) or _CAUSE_OF_CHANGE.search(words) is not None


def _runs(
    read: Sequence[SentenceContext], topics: Sequence[Topic | None]
) -> Iterator[tuple[int, int]]:
    """Yield first and last place of sentences in a row on one topic, with those that go on."""
    first = 0
    while first < len(read):
        last = first + 1
        if topics[first] is not None:
            while last < len(read) and (
                topics[last] == topics[first]
                or (topics[last] is not None and goes_on(read[last].text))
            ):
                last += 1
            yield first, last
        first = last


def _summary(
    title: str | None,
    abstract: str,
    read: Sequence[SentenceContext],
    place: tuple[int, int],
    topic: Topic,
) -> PaperDraft | None:
    """Return the question for a topic with the sentences that answer it; None if they cannot."""
    some = read[slice(*place)]
    start, end = some[0].start, some[-1].end
    answer = told_answer(title, abstract, start, end)
    words = len(answer.split())
    if len(some) > _MOST_SENTENCES or not _FEWEST_WORDS <= words <= _MOST_WORDS:
        return None
    if leans(some[0].text) or any(refers_out(one.text) for one in some) or unknown_label(answer):
        return None
    if len({*map(str.lower, topic.words.findall(answer))}) < _FEWEST_MENTIONS:
        return None
    if _is_said_twice(some):
        return None
    things = told_things(answer)
    beside = [one for one in things if not topic.words.search(one)]
    if len(things) > MOST_THINGS or _told_elsewhere(things, read, place):
        return None
    phased = bool(things) and any(map(is_phase, find_terms(answer)))
    if topic.name == "phases" and not phased:
        return None  # A phase stands in passing.
    about = about_of(title, abstract, some)
    if _ADDED.search(answer) and not any(map(is_family, named_alloys(about))):
        about = ""  # What is added makes another material of it.
    if _TESTED.search(answer) or names_study(title):
        about = ""  # The condition, or what else the study tells of its material, would be missing.
    rule = f"summary of {topic.name}"
    exact = bool(beside) or (
        not about and topic.name == "mechanics" and _are_all_told(things, answer)
    )
    others = [one for one in read if not start <= one.start < end and not one.background]
    if not exact and any(topic.words.search(one.text) for one in others):
        return None  # The whole topic is asked for, and another sentence tells more of it.
    if not about:
        if exact and not told_in_words(things, answer):
            return None
        led = led_by_title(title, listed(things) if exact else topic.noun)
        return PaperDraft("summary", rule, led, answer, start, end) if led else None
    plural = _PLURAL.search(about) is not None and not about.startswith("the ")
    wordings = topic.wordings(answer)
    if beside:
        wordings = (f"What are the main findings on {listed(things)} of {{about}}?",)
    question = pick(wordings, about, topic.name).format(
        about=about, does="do" if plural else "does"
    )
    return PaperDraft("summary", rule, question, answer, start, end)


def _are_all_told(things: Sequence[str], answer: str) -> bool:
    """Return True if one or two things are all the properties that an answer names."""
    named = {term.name for term in find_terms(answer) if term.kind == "property"}
    return len(named) <= len(things) < MOST_THINGS


def _is_said_twice(some: Sequence[SentenceContext]) -> bool:
    """Return True if two sentences in a row are much the same."""
    words = [{*one.text.lower().split()} for one in some]
    return any(len(one & other) > _SAME_WORDS * len(one | other) for one, other in pairwise(words))


def _told_elsewhere(
    things: Sequence[str], read: Sequence[SentenceContext], place: tuple[int, int]
) -> bool:
    """Return True if another finding of the paper tells of the same: the answer is not whole."""
    return told_of(
        things, [one for number, one in enumerate(read) if not place[0] <= number < place[1]]
    )


def told_of(things: Sequence[str], others: Sequence[SentenceContext]) -> bool:
    """Return True if one of some sentences is a finding that names at least half of some things."""
    return any(
        2 * sum(is_named(thing, other.text) for thing in things) >= len(things)
        for other in others
        if is_finding(other)
    )


def is_named(thing: str, sentence: str) -> bool:
    """Return True if a sentence tells of a thing, or at least names it."""
    plain = thing.lower().removeprefix("the ").removesuffix("s")
    return thing in told_things(without_connective(sentence)) or plain in sentence.lower()


def told_in_words(things: Sequence[str], answer: str) -> bool:
    """Return True if an answer names each thing that a question asks for in the same words."""
    lower = answer.lower()
    return all(one.lower().removeprefix("the ").removesuffix("s") in lower for one in things)


def led_by_title(title: str | None, things: str) -> str:
    """Return the question for what a paper tells, by its title; "" without a title that fits."""
    words = quoted_title(title)
    return f"What did the study {words} find about {things}?" if words else ""


def refers_out(sentence: str) -> bool:
    """Return True for a sentence that speaks of the paper itself, or of figures of it."""
    lower = sentence.lower()
    marked = "©" in lower or "all rights reserved" in lower
    return marked or _REFERS_OUT.search(lower) is not None
