"""Ask a library of papers three questions and print the citations.

Run it as ``python examples/ask_questions.py``. The folder given to `hea.open` holds
`corpus/` with the papers; here it is this repository with its sample corpus.
"""

from pathlib import Path

import hea

QUESTIONS = (
    "What is the fracture toughness of the Cantor alloy at 77 K?",
    "Why does CrMnFeCoNi get tougher when it is cooled?",
    "What is the fracture toughness of CrMnFeCoNi at 600 °C?",
)


def main() -> None:
    """Build what is new, ask, print."""
    with hea.open(Path(__file__).parents[1]) as library:
        library.build()
        for question in QUESTIONS:
            answer = library.ask(question)
            print(question, "\n ", answer.short or answer.text)
            for citation in answer.citations:
                print(f"  [{citation.n}] “{citation.quote}” {citation.doi}, p. {citation.page}")


if __name__ == "__main__":
    main()
