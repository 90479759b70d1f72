"""Take answers, values and papers along: Markdown, Word, HTML, BibTeX, CSL JSON and RIS."""
