"""Draw the README's pictures: a question to the sample corpus, in a terminal and in a browser.

    python tests/tools/draw_pictures.py

The samples must have been built (`hea build`); the second picture needs playwright and Chromium.
"""

import re
import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "support"))

from browser import launched, serving
from PIL import Image

from hea.cli import app as cli
from hea.render import console
from hea.workspace import find_workspace

QUESTION = "What is the fracture toughness of the Cantor alloy at 77 K?"
IMAGES = Path(__file__).parents[2] / "docs" / "images"


def draw_terminal() -> None:
    """Draw the answer of `hea ask`."""
    console.out.width, console.out.record = 80, True
    console.out._force_terminal = True
    console.out.print(f'$ hea ask "{QUESTION}"', style="bold")
    sys.argv = ["hea", "ask", QUESTION]
    try:
        cli.main()
    except SystemExit as end:
        assert not end.code
    drawn = console.out.export_svg(title="hea-qa")
    # Without its fonts, which a browser would fetch: a picture asks nobody for anything.
    plain = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
    (IMAGES / "ask.svg").write_text(plain, "utf-8")


def draw_page() -> None:
    """Draw the first page of `hea serve` with the answer beside the page of its paper."""
    with launched() as browser, serving(find_workspace(None).root) as address:
        shown = browser.new_page(viewport={"width": 1200, "height": 640}, color_scheme="light")
        shown.goto(address)
        shown.locator("#q").fill(QUESTION)
        shown.locator("#q").press("Enter")
        shown.wait_for_function("() => document.querySelector('figure.page img').complete")
        shown.screenshot(path=IMAGES / "web.png")
    with Image.open(IMAGES / "web.png") as drawn:
        few = drawn.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    few.save(IMAGES / "web.png", optimize=True)


if __name__ == "__main__":
    draw_terminal()
    draw_page()
