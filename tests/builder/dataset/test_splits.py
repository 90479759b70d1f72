import json
from collections import Counter
from pathlib import Path

from builder.dataset.splits import PARTS, alloy_family, family, part_of
from builder.library.catalog import CatalogEntry
from builder.papers import Abstract, Paper

TEXT = "CoCrFeNi was arc melted. Its hardness is 150 HV."


def paper(text: str, title: str = "On alloys") -> CatalogEntry:
    abstract = Abstract(text, 1, (0, 0, 1, 1), "record", 1.0)
    return CatalogEntry("r.jsonl", 1, "id", Paper("ok", "", title=title, abstract=abstract))


def test_an_abstract_printed_twice_is_of_one_family_whatever_its_title() -> None:
    again = paper(TEXT, "Hardness of NbMoTaW after annealing")
    assert family(paper(TEXT)) == family(again)
    assert alloy_family(paper(TEXT)) == alloy_family(again) == "Co-Cr-Fe-Ni"


def test_one_alloy_and_another_topic_is_another_family() -> None:
    clad = paper(TEXT.replace("arc melted", "laser cladded"))
    assert family(clad) != family(paper(TEXT))
    assert alloy_family(clad) == alloy_family(paper(TEXT))


def test_an_abstract_without_an_alloy_stands_for_itself() -> None:
    assert family(paper("We review the field.")) == family(paper("We  review the FIELD."))
    assert family(paper("We review the field.")) != family(paper("We review it."))


def test_each_seed_draws_other_parts_of_the_same_sizes() -> None:
    names = [f"family {number}" for number in range(400)]
    draws = [[part_of(name, seed) for name in names] for seed in range(4)]
    assert draws[0] == [part_of(name) for name in names], "seed 0 is the default"
    assert len({tuple(draw) for draw in draws}) == 4
    for draw in draws:
        assert 0.75 < draw.count("train") / len(draw) < 0.85
        assert 0.05 < draw.count("test") / len(draw) < 0.15


def test_real_abstracts_fall_into_the_parts_as_eight_to_one_to_one(shared: Path) -> None:
    lines = (shared / "abstracts" / "hea_abstracts_dev.jsonl").read_text("utf-8").splitlines()
    papers = [paper(row["abstract"], row["title"]) for row in map(json.loads, lines)]
    counts = Counter(part_of(family(one)) for one in papers)
    train, validation, test = (counts[part] / len(papers) for part in PARTS)
    assert 0.72 < train < 0.88
    assert min(validation, test) > 0.06
