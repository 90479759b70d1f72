"""Things for a tiny model to learn: questions on made-up alloys, and trainings of them."""

import json
from contextlib import closing
from pathlib import Path

from answer.prompts import REFUSAL
from builder.checks.checks import Checker
from builder.checks.run import check_drafts
from builder.dataset import files
from builder.dataset.formats import FIELDS
from builder.dataset.select import DatasetOptions, make_dataset
from builder.drafting.update import update_drafts
from builder.ingest.ingest import ingest
from builder.storage.database import create_database
from builder.storage.integrity import writable_database
from finetune.data.examples import Examples, make_examples
from finetune.data.readers import Sample, read_source
from finetune.recipe import Recipe, find_recipe, override
from finetune.training.job import Job, Trained
from finetune.training.lora import load_tokenizer
from finetune.training.sft import train
from hea.workflows.corpus.build import judge
from hea.workflows.triples.curation import open_triples
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
    with closing(create_database(place.database)) as db, writable_database(db, place.database):
        ingest(db, place.corpus, lambda done, of: None)
        update_drafts(db, lambda done, of: None)
        check_drafts(db, Checker(judge), lambda done, of: None)
    with open_triples(place) as (db, verdicts):
        made = make_dataset(db, verdicts, DatasetOptions())
        files.write_dataset(place.dataset, made, {"split": "topic"})
    return list(read_source(place.dataset).samples)


def quick(name: str, *changes: str) -> Recipe:
    return override(find_recipe(name), [*QUICK, *changes])


def examples(base: Path, recipe: Recipe, count: int = 40) -> Examples:
    tokenizer, window = load_tokenizer(base)
    return make_examples(lessons(count), recipe, tokenizer, window)


def trained(base: Path, folder: Path, recipe: Recipe, count: int = 40) -> Trained:
    made = examples(base, recipe, count)
    return train(Job(recipe, base, str(base), folder), made, lambda step, of, words: None)


def write_dataset(folder: Path, count: int) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, list[str]] = {"train": [], "validation": [], "test": []}
    for one in lessons(count):
        record = dict.fromkeys(FIELDS) | {
            name: getattr(one, name)
            for name in ("id", "question", "answer", "context", "title", "paper", "evidence")
        }
        rows[one.part].append(json.dumps(record) + "\n")
    for part, lines in rows.items():
        (folder / f"{part}.jsonl").write_text("".join(lines), "utf-8")
