"""`hea completion`: what a shell offers for the words typed so far."""

import shutil
import subprocess
from pathlib import Path

import pytest
from small_library import Run

needs_bash = pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed")


def offered(script: Path, typed: str) -> list[str]:
    """What bash completes the last word of a line to."""
    words = " ".join(f"'{word}'" for word in typed.split(" "))
    ask = f"source {script}; COMP_WORDS=({words}); COMP_CWORD=$((${{#COMP_WORDS[@]}} - 1)); _hea;"
    ask += ' printf "%s\\n" "${COMPREPLY[@]}"'
    run = subprocess.run(["bash", "-c", ask], capture_output=True, text=True, check=True)
    assert run.stderr == ""
    return run.stdout.split()


@needs_bash
def test_bash_completes_verbs_and_options(hea: Run, tmp_path: Path) -> None:
    code, out, _ = hea("completion", "bash")
    assert code == 0
    script = tmp_path / "hea.bash"
    script.write_text(out, "utf-8")
    assert offered(script, "hea as") == ["ask"]
    assert {"build", "ask", "table", "--version"} <= set(offered(script, "hea "))
    assert offered(script, "hea ask --fail") == ["--fail-on-refusal"]
    assert offered(script, "hea train rep") == ["report"]
    assert offered(script, "hea train report --ans") == ["--answers"]
    assert offered(script, "hea ask what --fail") == ["--fail-on-refusal"]
    assert offered(script, "hea nonsense") == []


def test_other_shells_get_theirs(hea: Run) -> None:
    assert "bashcompinit" in hea("completion", "zsh")[1]
    fish = hea("completion", "fish")[1]
    assert "complete -c hea -n '__hea_in hea ask' -l fail-on-refusal" in fish
    assert "complete -c hea -n '__hea_at hea' -a ask" in fish
    code, _, err = hea("completion", "cmd")
    assert code == 1
    assert "There is no completion for “cmd”." in err
