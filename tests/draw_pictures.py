"""Draw the README's picture of a terminal: a question to the sample corpus, and what is answered.

    python tests/draw_pictures.py

The samples must have been built (`hea build`).
"""

import re
import sys
from pathlib import Path

from hea import cli, show

QUESTION = "What is the fracture toughness of the Cantor alloy at 77 K?"
PICTURE = Path(__file__).with_name("ask.svg")


def main() -> None:
    show.out.width, show.out.record = 80, True
    show.out._force_terminal = True
    show.out.print(f'$ hea ask "{QUESTION}"', style="bold")
    sys.argv = ["hea", "ask", QUESTION]
    try:
        cli.main()
    except SystemExit as end:
        assert not end.code
    drawn = show.out.export_svg(title="hea-qa")
    # Without its fonts, which a browser would fetch: a picture asks nobody for anything.
    PICTURE.write_text(re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL), "utf-8")


if __name__ == "__main__":
    main()
