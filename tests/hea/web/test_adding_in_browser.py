"""Papers that are added and jobs that are watched, in a real browser."""

import io
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from browser import serving, violations, watched
from pdf_factory import good_pdf
from tiny_models import tiny_model
from toy_lessons import QUICK, write_dataset

from hea.workflows.jobs import control
from hea.workflows.jobs.job_folder import find_job
from hea.workspace import Workspace

pytestmark = pytest.mark.enable_socket

#: Trains by the recipe that is chosen, but in a minute on a processor.
WORKER = f"""
import finetune.recipe as recipes
from hea.workflows.jobs import worker

found = recipes.find_recipe
recipes.find_recipe = lambda name: recipes.override(found(name), {[*QUICK, "distractors=0"]})
worker.main()
"""


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A workspace in which nothing was built."""
    (tmp_path / "ws" / "corpus").mkdir(parents=True)
    return tmp_path / "ws"


def scripted_pdf(path: Path) -> bytes:
    """A paper that carries a script, a link to one, and a title of markup."""
    import pymupdf

    document = pymupdf.open(good_pdf(path, "<img src=x onerror=alert(1)> of CoCrNi"))
    catalog = document.pdf_catalog()
    document.xref_set_key(catalog, "OpenAction", "<< /S /JavaScript /JS (app.alert(1)) >>")
    document.set_metadata({"title": "<script>alert(2)</script>"})
    return bytes(document.tobytes())


def packed(name: str, data: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr(name, data)
    return out.getvalue()


def test_good_broken_and_hostile_files_have_their_states_and_nothing_runs(
    browser: Any, place: Path, tmp_path: Path
) -> None:
    files = [
        {"name": "good.pdf", "mimeType": "application/pdf",
         "buffer": good_pdf(tmp_path / "g.pdf").read_bytes()},
        {"name": "broken.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4 nothing"},
        {"name": "<b onclick=alert(3)>x.pdf", "mimeType": "application/pdf",
         "buffer": scripted_pdf(tmp_path / "h.pdf")},
        {"name": "page.html", "mimeType": "text/html", "buffer": b"<script>alert(4)</script>"},
        {"name": "up.zip", "mimeType": "application/zip",
         "buffer": packed("../../up.pdf", b"%PDF-1.4 again")},
    ]  # fmt: skip
    with serving(place) as address, watched(browser, address) as shown:
        page = shown.page
        page.on("dialog", lambda dialog: shown.errors.append(f"a script ran: {dialog.message}"))
        page.goto(f"{address}papers")
        assert page.locator("#folder").is_visible()
        page.locator("#files").set_input_files(files)
        page.get_by_role("button", name="Add", exact=True).click()
        for number in range(1, 6):
            page.wait_for_selector(f"tr[data-number='{number}']:not([data-state=reading])")
        rows = page.locator("table.added tbody tr").all_inner_texts()
        states = {row.split("\t")[0]: row.split("\t")[1].strip() for row in rows}
        assert states == {
            "good.pdf": "ok",
            "broken.pdf": "corrupt",
            "<b onclick=alert(3)>x.pdf": "ok",
            "page.html": "left out",
            "../../up.pdf": "corrupt",
        }
        assert page.locator("#sending li").count() == 0
        assert page.locator("table.added b, table.added img, table.added script").count() == 0
        # Dropped beside the form, which is closed: the browser would open the file instead.
        page.locator("details.add > summary").click()
        taken = page.evaluate(
            """() => {
              const dataTransfer = new DataTransfer();
              dataTransfer.items.add(new File(["%PDF-1.4 dropped"], "dropped.pdf"));
              dataTransfer.items.add(new File([""], "nothing.pdf"));
              const how = {dataTransfer, bubbles: true, cancelable: true};
              return ["dragover", "drop"].map((name) =>
                !document.querySelector("h1").dispatchEvent(new DragEvent(name, how)));
            }"""
        )
        assert taken == [True, True]
        page.wait_for_selector("tr[data-number='6']:not([data-state=reading])")
        page.wait_for_selector("tr[data-number='7']:not([data-state=reading])")
        rows = page.locator("table.added tbody tr").all_inner_texts()
        assert any("dropped.pdf\tcorrupt" in row for row in rows)
        assert any("The file is empty (0 bytes)" in row for row in rows)
        page.wait_for_function(
            "() => /corrupt.*ok/.test(document.querySelector('#told').innerText)"
        )
        page.get_by_role("button", name="Read again").first.click()
        page.wait_for_url("**/papers/added")
        page.locator("table.added bdi").first.wait_for()


def test_papers_are_added_and_found_without_scripts_at_the_width_of_a_telephone(
    browser: Any, place: Path, tmp_path: Path
) -> None:
    good_pdf(tmp_path / "good.pdf")
    narrow = {"width": 360, "height": 740}
    with (
        serving(place) as address,
        watched(browser, address, java_script_enabled=False, viewport=narrow) as shown,
    ):
        page = shown.page
        page.goto(f"{address}papers")
        page.locator("#files").set_input_files(tmp_path / "good.pdf")
        page.get_by_role("button", name="Add", exact=True).click()
        page.wait_for_url("**/papers/added")
        # The page asks again by itself while the file is read.
        page.get_by_text("Toughness of a five-component alloy").wait_for()
        assert page.locator("body").bounding_box()["width"] <= 360
        page.goto(f"{address}jobs")
        assert page.get_by_role("button", name="Start build").is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_papers_and_jobs_are_read_by_everybody(browser: Any, place: Path, scheme: str) -> None:
    good_pdf(place / "corpus" / "x.pdf")
    narrow = {"width": 360, "height": 740}
    with (
        serving(place) as address,
        watched(browser, address, viewport=narrow, color_scheme=scheme) as shown,
    ):
        page = shown.page
        for path in ("papers", "papers/added", "jobs"):
            page.goto(f"{address}{path}")
            page.evaluate("document.querySelectorAll('details').forEach(one => one.open = true)")
            assert page.evaluate("document.documentElement.scrollWidth") <= 360
            assert violations(page) == []
        # By keys alone: a file is chosen in the system's dialog, all else is reached by Tab.
        page.goto(f"{address}jobs")
        page.get_by_label("Read again what failed last time").focus()
        page.keyboard.press("Space")
        assert page.get_by_label("Read again what failed last time").is_checked()


def test_a_training_is_watched_to_its_end(
    browser: Any, place: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_dataset(place / "data" / "dataset", 15)
    base = tiny_model(tmp_path / "phi")
    (place / "hea.toml").write_text(f'base = "{base}"\nprecision = "fp32"\n', "utf-8")
    (tmp_path / "modules").mkdir()
    (tmp_path / "modules" / "tiny_worker.py").write_text(WORKER, "utf-8")
    root = Path(__file__).resolve().parents[3]
    monkeypatch.setenv("PYTHONPATH", f"{tmp_path / 'modules'}{os.pathsep}{root}")
    monkeypatch.setenv("OMP_NUM_THREADS", "1")  # small products wait for each other otherwise
    monkeypatch.setattr(control, "_WORKER", "tiny_worker")
    with serving(place) as address, watched(browser, address) as shown:
        page = shown.page
        page.set_default_timeout(90_000)
        page.goto(f"{address}jobs#train")
        page.locator("#train > summary").click()
        form = page.locator("#train form")
        form.get_by_label("Name of the adapter").fill("tiny")
        form.get_by_label("Most steps").fill("3")
        form.get_by_role("button", name="Start train").click()
        page.wait_for_url("**/jobs/train-1")
        page.locator("#job polyline").first.wait_for(state="attached")  # while it runs
        page.get_by_text("ended with status").wait_for()
        job = find_job(Workspace(place), "train-1")
        assert job.state == "done", (job.events, (job.folder / "output.txt").read_text())
        page.locator(".state.done").wait_for()
        page.wait_for_function("() => /^done/.test(document.querySelector('#told').innerText)")
        page.get_by_role("link", name="Training tiny").click()
        page.locator("figure.chart polyline").first.wait_for(state="attached")
        assert "Previews" in page.inner_text("main")
        assert "step 3" in page.inner_text("main")
