"""Make a tree of the bytes of an XML file or web page, without fetching or expanding anything.

No document type is loaded, no entity expanded and no address asked; libxml2 itself ends at 256
levels, at texts of 10 MB and at names without end.
"""

import html
import re
from typing import Any, TypeAlias

from lxml import etree

from builder.papers import State

#: An element of a tree of lxml, which ships no types.
Node: TypeAlias = Any

#: Byte order marks of UTF-16, UTF-32 and UTF-8, in the order in which they are looked for.
_MARKS = {b"\xff\xfe\0\0": "utf-32", b"\0\0\xfe\xff": "utf-32", b"\xff\xfe": "utf-16",
          b"\xfe\xff": "utf-16", b"\xef\xbb\xbf": "utf-8-sig"}  # fmt: skip
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z][\w.:-]{1,30})""")
#: Bytes in which a file says what it is encoded in.
_HEAD = 4_096
_DECLARATION = re.compile(r"^\s*<\?xml[^>]{0,500}\?>")

#: Styles of what is on a page and is not seen.
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|(?:font-size|opacity)\s*:\s*0(?:\.0+)?(?![\d.])"
    r"|(?:^|[;\s])color\s*:\s*(?:white|transparent|#f{3}(?:f{3})?\b|rgba?\(255,\s*255,\s*255)",
    re.IGNORECASE,
)


class NoTextError(Exception):
    """A file holds no paper that can be read as text; it becomes the state and reason given."""

    def __init__(self, state: State, reason: str) -> None:
        """Take the state of the paper and the reason for it, a sentence."""
        super().__init__(reason)
        self.state: State = state
        self.reason = reason


def decoded(data: bytes) -> str:
    """Return bytes as text: by their mark, else as UTF-8, else as they say, else as Windows-1252.

    What is UTF-8 is read so whatever it says: by chance no other text is. NUL is left out.
    """
    for mark, name in _MARKS.items():
        if data.startswith(mark):
            return data.decode(name, "replace").replace("\0", "")
    try:
        return data.decode().replace("\0", "")
    except UnicodeDecodeError:
        named = _CHARSET.search(data[:_HEAD])
    if named:
        try:
            return data.decode(named[1].decode("ascii")).replace("\0", "")
        except (LookupError, UnicodeError):
            pass
    return data.decode("cp1252", "replace").replace("\0", "")


def parse_xml(text: str) -> Node:
    """Return the root of an XML text.

    Raises:
        NoTextError: It is not well formed, or uses entities of its own.
    """
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    data = _DECLARATION.sub("", text.removeprefix("\ufeff")).lstrip().encode(errors="replace")
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        told = " ".join(str(error).split())[:120]
        raise NoTextError(
            "corrupt", f"It is no well-formed XML ({told}); download it again."
        ) from error
    for entity in root.iter(etree.Entity):
        if entity_text(entity) is None:
            raise NoTextError(
                "corrupt",
                f"It uses an entity of its own ({str(entity.text)[:30]}), which is not expanded;"
                " download it again.",
            )
    return root


def parse_page(text: str) -> Node | None:
    """Return the root of a web page, however it is written; None where nothing is in it."""
    parser = etree.HTMLParser(
        no_network=True, huge_tree=False, remove_comments=True, remove_pis=True, encoding="utf-8"
    )
    data = _DECLARATION.sub("", text.removeprefix("\ufeff")).encode(errors="replace")
    try:
        root: Node | None = etree.fromstring(data, parser)
    except etree.XMLSyntaxError:  # nothing but blanks
        return None
    return root


def drop_hidden(root: Node) -> bool:
    """Take out of a page what its own marks and styles keep from being seen.

    Returns:
        Whether there was any with words.
    """
    hidden = [
        node
        for node in root.iter(etree.Element)
        if "hidden" in node.attrib or _UNSEEN.search(node.get("style") or "")
    ]
    had_words = any("".join(map(str, node.itertext())).strip() for node in hidden)
    for node in hidden:
        tail = node.tail
        node.clear()
        node.tag, node.tail = "span", tail
    return had_words


def entity_text(entity: Any) -> str | None:
    """Return the character that an entity of HTML stands for; None for any other entity."""
    written = str(entity.text)
    plain = html.unescape(written)
    return plain if plain != written else None


def tag_of(node: Node) -> str:
    """Return the name of an element in small letters without its namespace; "" for an entity."""
    name = node.tag
    return name.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(name, str) else ""


def children(node: Node | None, *names: str) -> list[Node]:
    """Return the children of an element, or those of these names."""
    found = [] if node is None else [one for one in node if tag_of(one)]
    return [one for one in found if tag_of(one) in names] if names else found


def child(node: Node | None, *path: str) -> Node | None:
    """Return the first element down a path of names; None where there is none."""
    for name in path:
        found = children(node, name)
        if not found:
            return None
        node = found[0]
    return node


def within(node: Node | None, *names: str) -> list[Node]:
    """Return the elements of these names at any depth, in the order of the text."""
    return [] if node is None else [one for one in node.iter() if tag_of(one) in names]


def classes(node: Node) -> frozenset[str]:
    """Return the classes of an element of a web page."""
    return frozenset((node.get("class") or "").split())
