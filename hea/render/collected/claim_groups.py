"""Show the sentences of several papers under what they share: an alloy, a method or a claim."""

from rich.padding import Padding
from rich.text import Text

from answer.answers import Answer
from hea.render import console


def show_claim_groups(given: Answer) -> None:
    """Show the sentences of an answer group by group, and whether the papers differ."""
    wide = console.width()
    if given.differ:
        console.out.print(Text("Papers differ:", "yellow"), width=wide)
    sentences = {sentence.citations[0]: sentence.text for sentence in given.sentences}
    for group in given.groups:
        console.out.print(Text(group.heading, "bold"), width=wide)
        for n in group.citations:
            line = Text.assemble("– ", sentences[n], (f" [{n}]", "bold cyan"))
            console.out.print(Padding(line, (0, 0, 0, 2)), width=wide)
    console.out.print()
