"""Evaluate on the test parts of five splits, and say how far the results differ.

Run it as ``python examples/several_seeds.py LIBRARY BASE``. LIBRARY is a folder with `corpus/`, by
default the samples. With the folder of a BASE model, an adapter is trained on each split, too. It
prints each measure's mean over the splits with the standard deviation between them, the mean over
all their questions with its 95 % interval by papers, from eight papers on, and each split. Several
splits may have a question in common: in the mean over all questions it counts once, with the mean
of its values.
"""

import json
import subprocess
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import fmean, stdev

import hea
from eval.stats.intervals import LEAST_PAPERS, PaperValue, clustered_mean, format_n

SEEDS = range(1, 6)
MEASURES = ("f1", "value", "written_grounded", "evidence_cited", "refusal_recall")

#: Cell and measure → seed → id of a question → its value.
Values = dict[tuple[str, str], dict[int, dict[str, PaperValue]]]


def main(place: Path, base: str = "") -> None:
    """Make the splits, train and evaluate on each, and print what they come to."""
    found: Values = defaultdict(lambda: defaultdict(dict))
    with hea.open(place) as library:
        library.build()
        for seed in SEEDS:
            library.dataset(place / "data" / "seeds" / str(seed), seed=seed)
    for seed in SEEDS:
        folder, name = place / "data" / "seeds" / str(seed), f"seed{seed}"
        if not (folder / "test.jsonl").read_text("utf-8"):
            print(f"seed {seed}: no paper is in the test part; add papers")
            continue
        tuned: tuple[str, ...] = ()
        if base:
            of_seed = ("--set", f"seed={seed}", "--name", name)
            run(place, "train", "--data", str(folder), "--base", base, *of_seed)
            tuned = ("--tuned", f"adapter:{name}")
        run(place, "eval", "--questions", str(folder / "test.jsonl"), "--name", name, *tuned)
        with (place / "data" / "eval" / name / "scored.jsonl").open(encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                for measure in row["scores"].keys() & set(MEASURES):
                    value = PaperValue(row["scores"][measure], row["cluster"])
                    found[row["cell"], measure][seed][row["id"]] = value
    print("mean of the splits ± SD between them; mean of all questions, each once (95 %)")
    for (cell, measure), by_seed in sorted(found.items()):
        print(f"{cell} {measure}: {in_words(by_seed)}")


def run(place: Path, *words: str) -> None:
    """Run a command on the library."""
    command = [sys.executable, "-m", "hea", *words, "--workspace", str(place)]
    subprocess.run(command, check=True)  # noqa: S603 - our own interpreter and module


def in_words(by_seed: Mapping[int, Mapping[str, PaperValue]]) -> str:
    """Return the means of a measure over splits and over questions, and each split."""
    splits = {seed: clustered_mean([*of.values()]) for seed, of in by_seed.items()}
    means = {seed: split.value for seed, split in splits.items() if split.value is not None}
    if not means:
        return "not measured"
    score = clustered_mean(each_once([*by_seed.values()]))
    spread = f"{stdev(means.values()):.2f}" if len(means) > 1 else "–"
    interval = "no interval" if score.low is None else f"{score.low:.2f}–{score.high:.2f}"
    told = (
        f"{fmean(means.values()):.2f} ± {spread} ({len(means)} splits);"
        f" {score.value:.2f} ({interval}), {score.n} questions on {score.papers} papers"
    )
    for seed, value in means.items():
        few = f", under {LEAST_PAPERS} papers" if (splits[seed].papers or 0) < LEAST_PAPERS else ""
        split = format_n(splits[seed])
        told += f"\n  seed {seed}: {value:.2f}, {split}{few}"
    return told


def each_once(splits: Sequence[Mapping[str, PaperValue]]) -> list[PaperValue]:
    """Return the questions of several splits, each once, with the mean of its values."""
    values: dict[tuple[str, str], list[float]] = defaultdict(list)
    for split in splits:
        for question, one in split.items():
            if one.value is not None:
                values[question, one.cluster].append(one.value)
    return [PaperValue(fmean(some), paper) for (_, paper), some in values.items()]


if __name__ == "__main__":
    main(Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parents[1], *sys.argv[2:3])
