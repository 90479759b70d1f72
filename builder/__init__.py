"""From PDFs to checked question–answer triples: the lowest room, which owns the common nouns.

Its root holds those nouns (papers, triples, errors) and the parallel map. Its folders, lowest
first: nlp, pdf, storage; materials; frontmatter, references, library; ingest; drafting; checks,
curation; dataset.
"""
