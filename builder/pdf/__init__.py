"""Read the visible lines of PDF pages, each with its place, size and style; no meaning yet.

opening opens the file and readability tells its text from gibberish. display_list interprets
a page, visibility takes out what no reader sees, interleaving puts lines together that stand in one
another, visible_text makes runs of spans, signs reads the glyphs of fonts without an encoding,
blanks takes out what is no blank. glyphs and text_repair write lines as plain text, lines and pages
put them together, scripts finds raised and lowered characters again.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "opening": ["NoPaperError", "OpenPdf", "open_pdf"],
        "glyphs": ["Run", "plain_text", "unstack"],
        "pages": [
            "Line",
            "Page",
            "PageTooLongError",
            "Pages",
            "left_out",
            "read_page",
            "running_text",
        ],
        "readability": ["require_text"],
        "scripts": ["Script", "displayed", "find_scripts"],
        "text_repair": ["join_lines", "repair", "words_of"],
    },
)
