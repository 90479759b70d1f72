"""Forms of the verbs of abstracts, checked by hand and, where it is installed, by lemminflect."""

import re

import pytest

from builder.nlp import verb_lexicon
from builder.nlp.verb_lexicon import BASES, FORMS, LEXICAL, NOUNS, PASTS, SURE, UNSURE, past, third

_MISSPELT = pytest.mark.xfail(strict=True, reason="the table of irregular forms lacks solidify")


@pytest.mark.parametrize(
    ("base", "singular", "past_form"),
    [
        ("increase", "increases", "increased"),
        ("have", "has", "had"),
        ("lead", "leads", "led"),
        ("become", "becomes", "became"),
        ("undergo", "undergoes", "underwent"),
        ("rely", "relies", "relied"),
        ("reach", "reaches", "reached"),
        ("compress", "compresses", "compressed"),
        ("trap", "traps", "trapped"),
        ("set", "sets", "set"),
    ],
)
def test_forms_of_a_verb(base: str, singular: str, past_form: str) -> None:
    assert (third(base), past(base)) == (singular, past_form)


@pytest.mark.parametrize(
    "base",
    [pytest.param(b, marks=_MISSPELT) if b == "solidify" else b for b in dict.fromkeys(LEXICAL)],
)
def test_forms_are_those_of_lemminflect(base: str) -> None:
    lemminflect = pytest.importorskip("lemminflect", reason="lemminflect is not installed")
    assert third(base) in lemminflect.getInflection(base, "VBZ")
    assert past(base) in lemminflect.getInflection(base, "VBD")


@pytest.mark.parametrize(
    ("form", "base", "auxiliary"),
    [
        ("exhibits", "exhibit", "does"),
        ("exhibit", "exhibit", "do"),
        ("exhibited", "exhibit", "did"),
        ("underwent", "undergo", "did"),
        ("varies", "vary", "does"),
        ("set", "set", "did"),
    ],
)
def test_a_form_tells_how_its_question_is_asked(form: str, base: str, auxiliary: str) -> None:
    assert FORMS[form] == (base, auxiliary)


@pytest.mark.parametrize(
    ("form", "sure", "unsure"),
    [
        ("exhibits", True, False),
        ("exhibited", True, False),
        ("improved", False, True),  # `the improved alloy`
        ("increase", False, False),  # a noun
        ("precipitates", False, False),  # a noun, too
        ("retain", True, False),
    ],
)
def test_verbs_are_told_from_participles_and_nouns(form: str, sure: bool, unsure: bool) -> None:
    assert (re.fullmatch(SURE, form) is not None) is sure
    assert (re.fullmatch(UNSURE, form) is not None) is unsure


@pytest.mark.parametrize("forms", [SURE, UNSURE, NOUNS, BASES, PASTS])
def test_longer_forms_are_tried_first(forms: str) -> None:
    lengths = [len(form) for form in forms.split("|")]
    assert lengths == sorted(lengths, reverse=True)


def test_every_special_form_is_one_of_a_verb_in_the_list() -> None:
    assert {*verb_lexicon._PAST} | {*verb_lexicon._THIRD} <= {*LEXICAL}
    assert {*PASTS.split("|")} >= verb_lexicon._SURELY_PAST
