"""Run the notebooks in `examples/`, and write below each cell what it shows.

Run it as ``python tests/tools/notebook_outputs.py`` after a notebook or what it shows changed;
`tests/journeys/test_examples.py` compares. Cells are run by Python itself: no Jupyter is needed.
"""

import ast
import io
import json
import re
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def outputs_of(notebook: dict[str, Any], folder: Path) -> list[list[dict[str, Any]]]:
    """Run the cells of a notebook in a folder and return what each code cell shows."""
    names: dict[str, Any] = {}
    cells = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
    with chdir(folder):
        return [_outputs("".join(cell["source"]), names) for cell in cells]


def _outputs(source: str, names: dict[str, Any]) -> list[dict[str, Any]]:
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed, value = io.StringIO(), None
    with redirect_stdout(printed):
        exec(compile(tree, "cell", "exec"), names)
        if last is not None:
            value = eval(compile(ast.Expression(last.value), "cell", "eval"), names)
    outputs: list[dict[str, Any]] = []
    if text := printed.getvalue():
        outputs.append({"output_type": "stream", "name": "stdout", "text": _lines(text)})
    if value is not None:
        outputs.append(
            {
                "output_type": "display_data",
                "metadata": {},
                "data": {kind: _lines(text) for kind, text in _forms(value).items()},
            }
        )
    return outputs


def _forms(value: Any) -> dict[str, str]:
    page = getattr(value, "_repr_html_", None)
    if page is None:
        return {"text/plain": repr(value)}
    is_table = type(value).__name__ == "DataFrame"
    html = re.sub(r"<style.*?</style>\s*", "", page(), flags=re.DOTALL)
    return {"text/html": html, "text/plain": repr(value) if is_table else type(value).__name__}


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def main() -> None:
    """Write the outputs into the notebooks."""
    for path in sorted(EXAMPLES.glob("*.ipynb")):
        notebook = json.loads(path.read_text("utf-8"))
        shown = iter(outputs_of(notebook, EXAMPLES))
        for number, cell in enumerate(notebook["cells"]):
            cell["id"] = f"cell-{number}"
            if cell["cell_type"] == "code":
                cell |= {"outputs": next(shown), "execution_count": None, "metadata": {}}
        path.write_text(json.dumps(notebook, ensure_ascii=False, indent=1) + "\n", "utf-8")


if __name__ == "__main__":
    main()
