"""Write other people's words into Markdown so that none of them is markup, HTML or a link."""

import re

#: What has a meaning inside a line (https://spec.commonmark.org/0.31.2/#backslash-escapes), and in
#: GitHub's tables, formulas, mentions and bare addresses (https://github.github.com/gfm/).
_MARKS = re.compile(r"[\\`*_\[\]!|~$#@^]|:(?=//)|(?<=\bwww)\.", re.I)
#: What begins a list, a rule or a heading where it begins a line.
_AT_BEGIN = re.compile(r"[-+=]|(?<=\d)[.)]")
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})


def escape_markdown(value: object) -> str:
    """Return a value as plain text on one line of Markdown."""
    text = _MARKS.sub(r"\\\g<0>", " ".join(str(value).split()))
    begin = re.match(r"\d{0,9}[-+=.)]", text)
    if begin:
        text = _AT_BEGIN.sub(r"\\\g<0>", text[: begin.end()]) + text[begin.end() :]
    return text.translate(_HTML)
