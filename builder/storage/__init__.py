"""Keep files on the disk whole, and hold the database of what was derived from the corpus.

temporary makes files under names that nobody has, files and folders write them whole, spreadsheets
decodes tables, corpus_files lists the corpus folder, integrity detects a damaged database, database
opens it.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "corpus_files": ["CorpusFile"],
        "database": ["create_database", "execute_script", "open_database", "transaction"],
        "files": ["child_path", "read_jsonl", "read_regular", "sha256_of", "write_atomic"],
        "folders": ["new_folder", "remove_unfinished"],
        "integrity": ["check_integrity", "database_digest", "writable_database"],
        "spreadsheets": ["decode", "delimiter_of", "escape_formula", "unescape_formula"],
        "temporary": ["new_file"],
    },
)
