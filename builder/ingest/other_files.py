"""Say of each file that is neither a paper nor an export why it is not read, and what to do."""

from builder.papers import Paper
from builder.storage.corpus_files import CorpusFile

_KINDS = {
    "zip 7z rar tar gz tgz bz2 xz": (
        "An archive is not opened; unpack it into the corpus folder and take it away."
    ),
    "docx doc odt rtf pages wpd": "A document of a word processor is not read; save it as PDF.",
    "epub mobi azw3 djvu ps eps xps tex": "This format is not read; make a PDF of it.",
    "mht mhtml": (
        "An archived web page is not read; save it as HTML, or download the paper itself as PDF."
    ),
    "xls xlsx xlsm ods numbers": "A workbook of a spreadsheet is not read; save its sheet as CSV.",
    "enw enl rdf mods ttl": (
        "This format of references is not read; export them as RIS, BibTeX, CSV or CSL-JSON."
    ),
    "png jpg jpeg tif tiff gif bmp webp heic": (
        "A picture is not read; make a PDF with searchable text of it, for instance with ocrmypdf."
    ),
    "crdownload part partial download": (
        "This is a download that did not come to its end; load the file again."
    ),
    "log rst": "Notes are not read; keep them outside of the corpus folder, or call them README.",
}
_REASONS = {f".{suffix}": reason for kinds, reason in _KINDS.items() for suffix in kinds.split()}


def other_file(source: CorpusFile) -> Paper | None:
    """Return the row of a file that no reader takes, by its suffix; None for papers and exports."""
    if source.unlisted:
        return Paper("corrupt", "This folder cannot be listed; allow it, or make its path shorter.")
    if source.is_document or source.is_export:
        return None
    suffix = source.path.suffix.lower()
    if not suffix:
        return Paper(
            "not_pdf",
            "A file without a suffix is not read; give a PDF the suffix .pdf, or take it away.",
        )
    otherwise = (
        f"Files with the suffix {suffix[:20]} are not read; give the paper as PDF, or its record as"
        " RIS, BibTeX, CSV or JSON."
    )
    return Paper("not_pdf", _REASONS.get(suffix, otherwise))
