"""The work of each kind of job, from papers to the report of an adapter, on a tiny model."""

import json
import shutil
from pathlib import Path

from tiny_models import tiny_model

from hea.events import SILENT
from hea.workflows.jobs.job_options import kind_of, read_options
from hea.workflows.jobs.work import do_work
from hea.workspace import Workspace

SAMPLES = Path(__file__).resolve().parents[4] / "corpus" / "samples"


def test_every_kind_of_job_is_done_to_its_end(tmp_path: Path) -> None:
    place = Workspace(tmp_path)
    base = tiny_model(tmp_path / "base")
    settings = f'base = "{base}"\nprecision = "fp32"\nanswer_tokens = 8\nreaders = 1\n'
    (tmp_path / "hea.toml").write_text(settings, "utf-8")
    place.corpus.mkdir()
    for paper in SAMPLES.glob("*.pdf"):
        shutil.copy(paper, place.corpus)

    def done(kind: str, **given: str) -> dict[str, object]:
        return do_work(kind, place, read_options(place, kind_of(kind), given), SILENT)

    assert done("build", round_trip="on")["states"] == {"ok": 12}
    assert done("dataset")["folder"] == "data/dataset"
    trained = done("train", name="mine", steps="1")
    assert (trained["folder"], trained["steps"]) == ("mine", 1)
    report = done("report", adapter="mine", rows="2", answers="1")
    kept = json.loads((place.adapters / "mine" / "report.json").read_text("utf-8"))
    assert report["perplexity"] == kept["perplexity"]
    assert done("eval", name="all", tuned="mine", limit="1")["name"] == "all"
    assert (place.data / "eval" / "all" / "report.html").is_file()
