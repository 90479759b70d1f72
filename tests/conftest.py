"""What tests share: the real papers beside the project, a small library, drawn pages."""

import errno
import math
import os
import re
import shutil
import sys
from collections.abc import Generator, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from fakes import WordEmbedder
from hypothesis import settings
from small_library import ALUMINIUM, CANTOR, SENKOV, SHARED, Many, Run, built, write_records

from hea.cli import app as cli
from hea.extras import GROUPS
from hea.render import console
from retrieval.hybrid import Searcher
from retrieval.vector_index import open_index

# Two runs of the suite draw the same examples; the long form (`make faults`) draws anew each time.
# How long one takes says nothing on a busy machine.
settings.register_profile("same", derandomize=os.environ.get("HEA_FAULTS") != "long", deadline=None)
settings.load_profile("same")


@pytest.fixture(scope="session", autouse=True)
def sync_as_windows_does() -> Iterator[None]:
    """Let `os.fsync` refuse a file that is open for reading alone, as that of Windows does."""
    sync = os.fsync

    def strict(handle: int) -> None:
        import fcntl

        if not fcntl.fcntl(handle, fcntl.F_GETFL) & (os.O_WRONLY | os.O_RDWR):
            raise OSError(errno.EBADF, os.strerror(errno.EBADF))
        sync(handle)

    if os.name != "posix":
        yield
        return

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", strict)
        yield


@pytest.fixture(scope="session", autouse=True)
def as_on_a_fast_machine() -> Iterator[None]:
    """Let no line of progress come between what is told: on a busy machine anything takes long."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(console, "_BETWEEN_LINES", math.inf)
        yield


@pytest.fixture
def how_many(request: pytest.FixtureRequest) -> Many:
    """How often a fault is made: shortly, or at length with HEA_FAULTS=long; the run records it."""

    def chosen(short: int, long: int) -> int:
        count = long if os.environ.get("HEA_FAULTS") == "long" else short
        request.node.user_properties.append(("count", count))
        return count

    return chosen


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let the fault that a test makes stand in the record of the run."""
    for item in items:
        for mark in item.iter_markers("fault"):
            item.user_properties += zip(("fault", "count"), mark.args, strict=False)


#: What an import, or the program in its place, says of a package that is not there.
_ABSENT = re.compile(
    r"No module named '(\w+)|(?:This needs|The measures need) (\w+)|(\w+), which [\w ]+, is not"
)


def skip_if_absent(told: str) -> None:
    """Skip a test that needs a package of a group that is not installed, and say which."""
    for found in _ABSENT.finditer(told):
        package = found[1] or found[2] or found[3]
        groups = [group for group, packages in GROUPS.items() if package in packages]
        if groups and find_spec(package) is None:
            pytest.skip(f"{package} of the group {groups[0]} is not installed")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_setup() -> Generator[None, object, object]:
    """Skip a test whose fixtures need what is not installed."""
    try:
        return (yield)
    except Exception as error:
        skip_if_absent(str(error))
        raise


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Generator[None, object, object]:
    """Skip a test that needs what is not installed."""
    try:
        return (yield)
    except Exception as error:
        skip_if_absent(str(error))
        raise


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    """Skip a module that imports what is not installed."""
    report = yield
    if report.failed:
        try:
            skip_if_absent(str(report.longrepr))
        except pytest.skip.Exception as skipped:
            report.outcome = "skipped"
            report.longrepr = (report.nodeid, 0, f"Skipped: {skipped.msg}")
    return report


@pytest.fixture
def hea_command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Type `hea …`: exit code, stdout and stderr."""

    def run(*arguments: object) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["hea", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        captured = capsys.readouterr()
        if ended.value.code == 1:
            skip_if_absent(captured.err)
        return int(ended.value.code or 0), captured.out, captured.err

    return run


@pytest.fixture
def hea(hea_command: Run) -> Run:
    """Type `hea …`: exit code, stdout and stderr."""
    return hea_command


@pytest.fixture
def shared() -> Path:
    """The real papers and questions beside the project; the test is skipped where they are not."""
    if not SHARED.is_dir():
        pytest.skip("the real papers are not beside the project (../shared/data)")
    return SHARED


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    """An empty corpus folder."""
    folder = tmp_path / "corpus"
    folder.mkdir()
    return folder


@pytest.fixture
def searcher(tmp_path: Path, corpus: Path) -> Searcher:
    """Three papers, ready to be asked."""
    write_records(corpus / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    embedder = WordEmbedder()
    db, _ = built(tmp_path, corpus, embedder)
    return Searcher(db, open_index(tmp_path / "index"), embedder)


@pytest.fixture(scope="session")
def built_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace of three papers as `hea build` leaves it; copied, never changed."""
    workspace = tmp_path_factory.mktemp("built")
    (workspace / "corpus").mkdir()
    write_records(workspace / "corpus" / "r.jsonl", CANTOR, SENKOV, ALUMINIUM)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(sys, "argv", ["hea", "build", "--workspace", str(workspace)])
        with pytest.raises(SystemExit):
            cli.main()
    return workspace


@pytest.fixture
def place(built_once: Path, tmp_path: Path) -> Path:
    """A workspace of three papers, built, to do with what you like."""
    shutil.copytree(built_once, tmp_path / "place")
    return tmp_path / "place"
