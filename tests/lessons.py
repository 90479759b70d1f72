"""Things for a tiny model to learn: questions on made-up alloys, and trainings of them."""

from contextlib import closing
from pathlib import Path

from answer.prompt import REFUSAL
from builder.checking import check_drafts
from builder.checks import Checker
from builder.dataset import Wanted, make_dataset
from builder.drafts import update_drafts
from builder.intake import take_in
from builder.seal import breaking_seal
from builder.store import create_store
from finetune.adapting import load_tokenizer
from finetune.examples import Examples, make_examples
from finetune.recipe import Recipe, find_recipe, override
from finetune.sources import Sample, read_source
from finetune.train import Job, Trained, train
from hea.building import judge
from hea.datasets import write
from hea.desk import open_triples
from hea.workspace import Workspace

#: On a CPU and quick: no recipe is changed in what makes it that recipe.
QUICK = (
    "precision=fp32", "max_length=768", "pack_length=512", "answer_tokens=8", "log_steps=1",
    "preview_steps=2", "previews=2", "save_minutes=0",
)  # fmt: skip


def lessons(count: int) -> list[Sample]:
    """Every fifth is for validation, every seventh has no answer."""
    made = []
    for n in range(count):
        evidence = f"Its hardness is {100 + n} HV."
        sample = Sample(
            id=f"row{n}",
            part="validation" if n % 5 == 4 else "train",
            question=f"What is the hardness of alloy {n}?",
            answer=f"It is {100 + n} HV.",
            context=f"Alloy {n} was cast. {evidence} A single FCC phase was found.",
            title=f"Alloy {n}",
            paper=f"paper{n}",
            evidence=evidence,
        )
        if n % 7 == 6:
            sample = Sample(
                sample.id, sample.part, f"How dense is alloy {n}?", REFUSAL, sample.context,
                sample.title, sample.paper,
            )  # fmt: skip
        made.append(sample)
    return made


def drafted(place: Workspace, records: str) -> list[Sample]:
    """What the rules draft from abstracts, as the dataset holds it and a training reads it."""
    place.corpus.mkdir()
    (place.corpus / "r.jsonl").write_text(records, "utf-8")
    with closing(create_store(place.database)) as db, breaking_seal(db, place.database):
        take_in(db, place.corpus, lambda done, of: None)
        update_drafts(db, lambda done, of: None)
        check_drafts(db, Checker(judge), lambda done, of: None)
    with open_triples(place) as (db, verdicts):
        made = make_dataset(db, verdicts, Wanted())
        write(place.dataset, made, "ours", "context-qa", {"split": "topic"})
    return list(read_source(place.dataset).samples)


def quick(name: str, *changes: str) -> Recipe:
    return override(find_recipe(name), [*QUICK, *changes])


def examples(base: Path, recipe: Recipe, count: int = 40) -> Examples:
    tokenizer, window = load_tokenizer(base)
    return make_examples(lessons(count), recipe, tokenizer, window)


def trained(base: Path, folder: Path, recipe: Recipe, count: int = 40) -> Trained:
    made = examples(base, recipe, count)
    return train(Job(recipe, base, str(base), folder), made, lambda step, of, words: None)
