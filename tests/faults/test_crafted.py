"""Texts made to cost time, through every stage that reads text: none takes over two seconds."""

import os
import time
from collections.abc import Callable, Mapping
from functools import partial

import pytest
from crafted import crafted
from processor_time import cpu_seconds
from regexes import attacks, patterns
from small_library import Many
from stages import ABSTRACTS, FIELDS, QUESTIONS, TITLE

from builder.clock import OutOfTimeError, cpu_limit
from builder.ingest.bounds import MOST_ABSTRACT, bounded
from builder.nlp.sentences import LONGEST
from builder.references.jsonl import record_paper

#: CPU seconds for one text in one stage; a text as long as any that is let in takes a tenth.
_MOST_SECONDS = 2.0
#: What was slow once, or is near to it: read in every run. All are read in the long form.
_HOT = (
    "'350 MPa and '", "'5% '", "'CoCrFeNi '", "'HfNb(TaTi'", "'AlxCoCrFeNi (x = '", "'phases and '",
    "'and the alloy was '", "'not '", "nested ()", "lists of alloys", "a change in one sentence",
)  # fmt: skip
_LONG = os.environ.get("HEA_FAULTS") == "long"


def texts(length: int) -> dict[str, str]:
    """Return the crafted texts of this form of the run."""
    return {name: text for name, text in crafted(length).items() if _LONG or name in _HOT}


def sentences_of(length: int) -> dict[str, str]:
    """Return abstracts as long as any, of sentences just as long as any that is read."""
    made = {name: f"{text}. The " for name, text in texts(LONGEST - 20).items()}
    return {name: (text * (length // len(text) + 1))[:length] for name, text in made.items()}


def slow(stages: Mapping[str, Callable[[str], object]], given: Mapping[str, str]) -> list[str]:
    """Return which text took which stage too long."""
    found = []
    for name, text in given.items():
        for stage, read in stages.items():
            taken = cpu_seconds(partial(read, text), _MOST_SECONDS)
            if taken > _MOST_SECONDS:
                found.append(f"{stage} of {name}: {taken:.1f} s")
    return found


def test_the_hot_texts_are_among_those_that_are_made() -> None:
    assert set(_HOT) <= crafted(10).keys()
    assert len(crafted(10)) >= 117


@pytest.mark.fault("F50")
def test_no_field_of_an_export_takes_long(how_many: Many) -> None:
    assert slow(FIELDS, texts(how_many(100_000, 100_000))) == []


@pytest.mark.fault("F50")
def test_no_abstract_takes_long(how_many: Many) -> None:
    assert slow(ABSTRACTS, texts(how_many(MOST_ABSTRACT, MOST_ABSTRACT))) == []


@pytest.mark.fault("F50")
def test_no_abstract_of_the_longest_sentences_takes_long() -> None:
    assert slow(ABSTRACTS, sentences_of(MOST_ABSTRACT)) == []


@pytest.mark.fault("F50")
def test_no_question_takes_long() -> None:
    assert slow(QUESTIONS, texts(2_000)) == []


@pytest.mark.fault("F51")
def test_a_record_of_any_length_is_bounded_before_it_is_read(how_many: Many) -> None:
    for name, text in texts(how_many(10**6, 10**6)).items():
        record = record_paper({"title": text, "abstract": text}, 1)
        assert cpu_seconds(partial(bounded, record), _MOST_SECONDS) <= _MOST_SECONDS, name
        paper = bounded(record)
        assert len(paper.title or "") <= 2_000
        if paper.abstract:
            assert len(paper.abstract.text) <= MOST_ABSTRACT
            # A text without a blank is cut far before the bound, and one of blanks alone never.
            told = any("cut off" in note for note in paper.notes)
            assert told or len(paper.abstract.text) <= MOST_ABSTRACT - 2_000


@pytest.mark.fault("F50")
def test_no_regular_expression_takes_long_on_texts_of_its_own_parts(how_many: Many) -> None:
    """Some of the patterns in each run, others each day; all in the long form.

    Behind the readers of exports every text has single blanks.
    """
    part = how_many(40, 1)
    found = []
    for number, (name, pattern) in enumerate(patterns().items()):
        if (number + time.localtime().tm_yday) % part:
            continue
        raw = name.startswith(("builder.text", "builder.references"))
        for text in sorted(attacks(pattern, LONGEST)):
            text = text if raw else " ".join(text.split())
            try:
                with cpu_limit(_MOST_SECONDS):  # one that never ends must not be waited for
                    for _ in pattern.finditer(text):
                        pass
            except OutOfTimeError:
                found.append(f"{name}: {text[:60]!r}")
                break
    assert found == []


def test_an_ordinary_abstract_is_within_every_bound() -> None:
    text = "The hardness of CoCrFeNi is 300 HV. " * 20
    paper = bounded(record_paper({"title": TITLE, "abstract": text}, 1))
    assert paper.abstract is not None
    assert paper.abstract.text == text.strip()
    assert paper.notes == ()
