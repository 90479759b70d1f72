"""Examples: the prompt of `hea ask`, the answer whole, and a reason for every row left out."""

from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ScriptedChat
from tiny_models import tiny_model
from toy_lessons import lessons, quick

from answer.generative.answer import AnswerOptions, prepare
from answer.models.protocol import GenerationConfig
from answer.prompts import CITED, CONTEXT_QA, INSTRUCT, prompt_ids
from builder.errors import UserError
from builder.triples import REFUSAL
from finetune.data.example import Example
from finetune.data.examples import Examples, check_enough, make_examples
from finetune.data.readers import Sample
from finetune.recipe import Recipe
from finetune.training.lora import load_tokenizer
from retrieval.hybrid import Searcher

ABSTRACT = (
    "CrMnFeCoNi was homogenized. Its fracture toughness exceeds 200 MPa m^0.5"
    " at 77 K. The toughness rises on cooling because nanotwins form beside dislocation slip."
)
ASKED = Sample(
    id="t1",
    part="train",
    question="What is the fracture toughness of CrMnFeCoNi at 77 K?",
    answer="Its fracture toughness exceeds 200 MPa m^0.5.",
    context=ABSTRACT,
    title="Toughness of CrMnFeCoNi at low temperature",
    evidence="Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
)


@pytest.fixture(scope="module")
def bases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    place = tmp_path_factory.mktemp("bases")
    return {kind: tiny_model(place / kind, kind) for kind in ("phi", "phi3")}


def make(base: Path, recipe: Recipe, *samples: Sample, **more: object) -> Examples:
    tokenizer, window = load_tokenizer(base)
    return make_examples(samples, recipe, tokenizer, window, **more)  # type: ignore[arg-type]


def only(found: Examples) -> Example:
    [one] = found.all
    return one


@pytest.mark.parametrize("template", [CITED, CONTEXT_QA])
def test_training_sends_the_very_prompt_that_ask_sends(
    bases: dict[str, Path], searcher: Searcher, template: object
) -> None:
    """Byte for byte, with the paper that answers and those found beside it."""
    tokenizer, _ = load_tokenizer(bases["phi"])
    hits = searcher.search(ASKED.question, 3)

    class Asked(ScriptedChat):
        def count(self, prompt: str) -> int:
            return len(prompt_ids(tokenizer, prompt))

    chat = Asked("", template)  # type: ignore[arg-type]
    sent = prepare(
        chat, ASKED.question, hits, AnswerOptions(GenerationConfig(tokens=100), 400)
    ).prompt
    assert sent is not None
    sample = replace(ASKED, paper=hits[0].listed.id)
    recipe = replace(Recipe(), template=chat.template.id, context_tokens=400, distractors=0)
    learned = only(make(bases["phi"], recipe, sample))
    assert learned.prompt.encode() == sent.text.encode()
    assert tokenizer.decode(learned.ids[: -learned.supervised]) == sent.text
    wide = replace(recipe, distractors=2, context_tokens=1500)
    beside = only(make(bases["phi"], wide, sample, find=lambda q: searcher.search(q, 3)))
    assert len(beside.grounds) == 3
    assert ASKED.evidence in beside.prompt


@pytest.mark.parametrize("kind", ["phi", "phi3"])
def test_the_answer_and_its_end_are_learned_and_nothing_else(
    bases: dict[str, Path], kind: str
) -> None:
    tokenizer, _ = load_tokenizer(bases[kind])
    one = only(make(bases[kind], Recipe(), ASKED))
    learned = tokenizer.decode(one.ids[-one.supervised :])
    ends = {"phi": "<|endoftext|>", "phi3": "<|end|><|endoftext|>"}
    assert learned == f" {ASKED.answer}{ends[kind]}"
    assert list(one.ids[: -one.supervised]) == prompt_ids(tokenizer, one.prompt)


def test_a_cited_answer_names_the_passage_that_it_rests_on(
    bases: dict[str, Path], searcher: Searcher
) -> None:
    recipe = replace(Recipe(), template="cited", distractors=2)
    paper = searcher.search(ASKED.question, 1)[0].listed.id
    find = lambda question: searcher.search(question, 3)  # noqa: E731
    one = only(make(bases["phi"], recipe, replace(ASKED, paper=paper), find=find))
    place = [title for title, _ in one.grounds].index(ASKED.title) + 1
    assert one.answer == f"{ASKED.answer} [{place}]"


def test_a_share_of_questions_is_asked_without_the_paper_that_answers(
    bases: dict[str, Path], searcher: Searcher
) -> None:
    """Their answer is the refusal, which is true: none of the papers left may answer."""
    paper = searcher.search(ASKED.question, 1)[0].listed.id
    samples = [replace(ASKED, id=f"t{n}", paper=paper) for n in range(40)]
    recipe = replace(Recipe(), distractors=2, without_oracle=0.5)
    find = lambda question: searcher.search(question, 3)  # noqa: E731
    found = make(bases["phi"], recipe, *samples, find=find)
    without = [one for one in found.train if not one.oracle]
    assert 10 < len(without) < 30
    for one in without:
        assert one.answer == REFUSAL
        assert ASKED.evidence not in one.prompt
    again = make(bases["phi"], recipe, *samples, find=find)
    assert again.sha256 == found.sha256
    assert make(bases["phi"], replace(recipe, seed=1), *samples, find=find).sha256 != found.sha256
    twins = lambda question: [  # noqa: E731
        replace(hit, listed=replace(hit.listed, id="twin")) for hit in searcher.search(question, 1)
    ]
    assert all(one.oracle for one in make(bases["phi"], recipe, *samples, find=twins).train)


def test_a_long_context_is_cut_by_sentence_and_keeps_the_evidence(bases: dict[str, Path]) -> None:
    filling = " ".join(f"Sample {n} of it was cut, ground, polished and etched." for n in range(60))
    long = replace(ASKED, context=f"{filling} {ABSTRACT}")
    one = only(make(bases["phi"], replace(Recipe(), max_length=300), long))
    assert not one.dropped
    assert len(one.ids) <= 300
    assert ASKED.evidence in one.prompt
    assert one.answer == ASKED.answer
    [(_, text)] = one.grounds
    assert all(part.strip(" […]").endswith(".") for part in text.split(" […] "))


def test_a_row_of_more_tokens_than_were_counted_is_cut_once_more(bases: dict[str, Path]) -> None:
    recipe = replace(Recipe(), template="cited")
    asked = replace(ASKED, paper="p")
    whole = only(make(bases["phi"], recipe, asked))
    assert whole.answer.endswith("[1]")  # what the citation takes is not known beforehand
    cut = only(make(bases["phi"], replace(recipe, max_length=len(whole.ids) - 1), asked))
    assert (cut.dropped, cut.left_out, cut.answer) == ("", 1, whole.answer)
    assert len(cut.ids) < len(whole.ids)
    assert ASKED.evidence in cut.prompt


def test_what_does_not_fit_is_dropped_with_the_reason_and_never_cut(
    bases: dict[str, Path],
) -> None:
    recipe = replace(Recipe(), max_length=64)
    long = replace(ASKED, answer="It is tough. " * 100)
    found = make(bases["phi"], recipe, long, replace(ASKED, id="t2", evidence=ABSTRACT))
    assert found.reasons == {
        "question and answer do not fit": 1, "its evidence does not fit": 1
    }  # fmt: skip
    assert found.dropped[1].dropped == "its evidence does not fit (64 tokens)"
    assert not found.train


def test_every_row_is_kept_or_dropped(bases: dict[str, Path]) -> None:
    samples = [*lessons(30), replace(ASKED, part="test"), Sample("bad", "train", trouble="torn")]
    recipe = replace(quick("hea"), max_train=10, max_validation=2)
    found = make(bases["phi"], recipe, *samples)
    assert (len(found.train), len(found.validation)) == (10, 2)
    assert len(found.all) == len(samples)
    assert {one.id for one in found.all} == {one.id for one in samples}
    assert found.reasons == {
        "over the cap of 10": 14, "over the cap of 2": 4, "torn": 1,
    }  # fmt: skip
    assert found.tested == found.counts["test"] == 1  # kept apart, not dropped
    assert found.dropped_for("torn") == ["bad"]


def test_the_length_follows_from_the_data(bases: dict[str, Path]) -> None:
    found = make(bases["phi"], replace(Recipe(), max_length=0), *lessons(50))
    longest = max(len(one.ids) for one in found.train)
    assert found.max_length % 64 == 0
    assert longest <= found.max_length < longest + 64


def test_a_text_is_split_where_the_answer_begins(bases: dict[str, Path]) -> None:
    recipe = replace(Recipe(), template="instruct")
    tokenizer, _ = load_tokenizer(bases["phi"])
    prompt = INSTRUCT.render("Why?", ())
    split, whole = make(
        bases["phi"], recipe,
        Sample("a", "train", ready=f"{prompt} Because."), Sample("b", "train", ready="Plain text."),
    ).train  # fmt: skip
    assert split.prompt == prompt
    assert tokenizer.decode(split.ids[-split.supervised :]) == " Because.<|endoftext|>"
    assert whole.supervised == len(whole.ids) - 1


def test_a_handful_of_rows_is_refused(bases: dict[str, Path]) -> None:
    with pytest.raises(UserError) as found:
        check_enough(make(bases["phi"], Recipe(), *lessons(3)))
    assert found.value.message == "3 rows are too few to train on: at least 10 are needed."
    assert "hea dataset" in found.value.hint
