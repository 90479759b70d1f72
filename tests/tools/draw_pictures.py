"""Draw the README's picture of a terminal: a question to the sample corpus, and what is answered.

    python tests/tools/draw_pictures.py

The samples must have been built (`hea build`).
"""

import re
import sys
from pathlib import Path

from hea.cli import app as cli
from hea.render import console

QUESTION = "What is the fracture toughness of the Cantor alloy at 77 K?"
PICTURE = Path(__file__).parents[2] / "docs" / "images" / "ask.svg"


def main() -> None:
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
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
