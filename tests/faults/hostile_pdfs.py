"""PDFs written to harm whoever reads them, and the states in which reading them may end."""

import io
import random
import zipfile
import zlib
from collections.abc import Callable, Iterable

import pymupdf
from paper_layouts import Paper, elsevier_box, metallurgical_transactions, wiley_box

from builder.papers import State

MIB = 2**20
BOX = "/MediaBox [0 0 612 792]"
HELVETICA = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
#: Words enough that a page which shows them is no scan.
PROSE = " ".join(["Alloys of five metals were cast and their hardness was measured twice."] * 6)


def assembled(
    objects: Iterable[str | bytes], trailer: str = "/Root 1 0 R", prev: str = ""
) -> bytes:
    """Number the objects from 1 and put a correct cross-reference table behind them."""
    out, offsets = io.BytesIO(), []
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, start=1):
        offsets.append(out.tell())
        body = content.encode("latin-1") if isinstance(content, str) else content
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1))
    out.writelines(b"%010d 00000 n \n" % offset for offset in offsets)
    prev = prev.replace("START", str(start))
    out.write(f"trailer\n<< /Size {len(offsets) + 1} {trailer} {prev} >>\n".encode())
    out.write(b"startxref\n%d\n%%%%EOF\n" % start)
    return out.getvalue()


def stream(data: bytes, extra: str = "", length: str | None = None) -> bytes:
    head = f"<< {extra} /Length {len(data) if length is None else length} >>\nstream\n"
    return head.encode() + data + b"\nendstream"


def deflated(data: bytes, extra: str = "") -> bytes:
    return stream(zlib.compress(data, 9), f"/Filter /FlateDecode {extra}")


def one_page(
    content: bytes,
    *more: str | bytes,
    resources: str = "",
    page: str = BOX,
    catalog: str = "",
    trailer: str = "",
    prev: str = "",
) -> bytes:
    """A document of one page; its objects 1 to 5 are fixed, ``more`` are numbered from 6."""
    return assembled(
        [
            f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
            "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {page}"
            f" /Resources << /Font << /F 5 0 R >> {resources} >> >>",
            content,
            HELVETICA,
            *more,
        ],
        f"/Root 1 0 R {trailer}",
        prev,
    )


def written(text: str = PROSE, size: float = 10) -> bytes:
    """Page content that writes words in lines of ten."""
    words = text.split()
    lines = [" ".join(words[start : start + 10]) for start in range(0, len(words), 10)]
    shown = " ".join(f"({line}) Tj T*" for line in lines)
    return f"BT /F {size} Tf 12 TL 72 700 Td {shown} ET".encode()


def _tree(*nodes: str) -> bytes:
    """Pages as given, as objects from 2 on."""
    return assembled(["<< /Type /Catalog /Pages 2 0 R >>", *nodes])


# --- no PDF at all, or half of one --------------------------------------------------------------


def random_bytes() -> bytes:
    return random.Random(1).randbytes(4096)


def header_and_random() -> bytes:
    return b"%PDF-1.7\n" + random.Random(2).randbytes(65536)


def web_page() -> bytes:
    return b"<!doctype html><html><title>404 not found</title><p>" + PROSE.encode() + b"</html>"


def web_page_with_header() -> bytes:
    return b"<html><!-- %PDF-1.7 --><p>" + PROSE.encode() + b"</html>"


def picture() -> bytes:
    return bytes(pymupdf.Pixmap(pymupdf.csRGB, pymupdf.IRect(0, 0, 64, 64)).tobytes("png"))


def archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as zipped:
        zipped.writestr("word/document.xml", f"<w:t>{PROSE}</w:t>")
    return out.getvalue()


def half_a_paper() -> bytes:
    data = elsevier_box().document.tobytes()
    return bytes(data[: len(data) // 2])


# --- passwords ------------------------------------------------------------------------------------


def _locked(paper: Paper, **passwords: str) -> bytes:
    return bytes(
        paper.document.tobytes(
            encryption=pymupdf.PDF_ENCRYPT_AES_256, permissions=0, owner_pw="owner", **passwords
        )
    )


def user_password() -> bytes:
    return _locked(elsevier_box(), user_pw="user")


def owner_password() -> bytes:
    """Anyone may read it; only to change it needs the password."""
    return _locked(wiley_box())


# --- page trees -----------------------------------------------------------------------------------


def tree_of_itself() -> bytes:
    return _tree("<< /Type /Pages /Kids [2 0 R] /Count 1 >>")


def tree_in_a_circle() -> bytes:
    return _tree(
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>", "<< /Type /Pages /Kids [2 0 R] /Count 1 >>"
    )


def two_milliard_pages() -> bytes:
    return _tree("<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>", f"<< /Type /Page {BOX} >>")


def fewer_pages_than_none() -> bytes:
    return _tree("<< /Type /Pages /Kids [3 0 R] /Count -7 >>", f"<< /Type /Page {BOX} >>")


def one_page_many_times() -> bytes:
    kids = "3 0 R " * 200_000
    return _tree(f"<< /Type /Pages /Kids [{kids}] /Count 200000 >>", f"<< /Type /Page {BOX} >>")


def tree_of_doublings() -> bytes:
    """Each node holds the next one twice: 33 million pages in two kilobytes."""
    nodes = [
        f"<< /Type /Pages /Kids [{n + 3} 0 R {n + 3} 0 R] /Count {2 ** (25 - n)} >>"
        for n in range(25)
    ]
    return _tree(*nodes, f"<< /Type /Page {BOX} >>")


def three_thousand_pages() -> bytes:
    kids = " ".join(f"{n} 0 R" for n in range(3, 3003))
    page = f"<< /Type /Page /Parent 2 0 R {BOX} >>"
    return _tree(f"<< /Type /Pages /Kids [{kids}] /Count 3000 >>", *[page] * 3000)


def parent_of_itself() -> bytes:
    return one_page(stream(written()), page=f"{BOX} /Parent 3 0 R")


# --- references that lead back --------------------------------------------------------------------


def table_before_itself() -> bytes:
    return one_page(stream(written()), prev="/Prev START")


def outline_in_a_circle() -> bytes:
    item = "<< /Title (a) /Parent 6 0 R /First 7 0 R /Last 7 0 R /Next 7 0 R /Prev 7 0 R >>"
    outlines = "<< /Type /Outlines /First 7 0 R /Last 7 0 R /Count 9 >>"
    return one_page(stream(written()), outlines, item, catalog="/Outlines 6 0 R")


def object_that_is_itself() -> bytes:
    return one_page(stream(written()), "6 0 R", page="/MediaBox 6 0 R")


def length_that_is_itself() -> bytes:
    return one_page(stream(written(), length="4 0 R"))


def length_beyond_the_file() -> bytes:
    return one_page(stream(written(), length="100000000000"))


def negative_length() -> bytes:
    return one_page(stream(written(), length="-1"))


def form_of_itself() -> bytes:
    form = f"/Type /XObject /Subtype /Form {BOX.replace('MediaBox', 'BBox')}"
    form += " /Resources << /XObject << /X 6 0 R >> >>"
    return one_page(
        stream(b"/X Do"), stream(b"/X Do /X Do", form), resources="/XObject << /X 6 0 R >>"
    )


def glyph_of_itself() -> bytes:
    """A Type 3 font whose only glyph is written in that very font."""
    font = (
        "<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [0.1 0 0 0.1 0 0]"
        " /CharProcs << /a 7 0 R >> /Encoding << /Differences [97 /a] >> /FirstChar 97"
        " /LastChar 97 /Widths [9] /Resources << /Font << /G 6 0 R >> >> >>"
    )
    glyph = stream(b"9 0 d0 BT /G 9 Tf (aaaa) Tj ET")
    return one_page(
        stream(b"BT /G 9 Tf (aaaa) Tj ET"), font, glyph, resources="/Font << /G 6 0 R >>"
    )


def many_revisions() -> bytes:
    """The same page saved five hundred times, each time behind the last."""
    data = one_page(stream(written()))
    for _ in range(500):
        last = data.rindex(b"startxref") + 10
        prev = int(data[last : data.index(b"\n", last)])
        start = len(data)
        data += b"xref\n0 0\ntrailer\n<< /Size 6 /Root 1 0 R /Prev %d >>\n" % prev
        data += b"startxref\n%d\n%%%%EOF\n" % start
    return data


# --- deep and wide --------------------------------------------------------------------------------


def nested_arrays() -> bytes:
    return b"%PDF-1.7\n1 0 obj\n" + b"[" * 1_000_000


def nested_dictionaries() -> bytes:
    deep = "<< /A " * 100_000 + "null" + " >>" * 100_000
    return one_page(stream(written()), deep, catalog="/Deep 6 0 R")


def wide_array() -> bytes:
    return one_page(stream(written()), f"[{'(x) ' * 200_000}]", catalog="/Wide 6 0 R")


def saved_states() -> bytes:
    return one_page(deflated(b"q " * 2_000_000))


def three_million_words() -> bytes:
    return one_page(
        deflated(b"BT /F 9 Tf " + b"(Alloys of five metals in the same part) Tj " * 3_000_000)
    )


def scattered_letters() -> bytes:
    """Thirty thousand letters, each in a place of its own."""
    rng = random.Random(3)
    spots = (
        f"1 0 0 1 {rng.uniform(0, 600):.1f} {rng.uniform(0, 780):.1f} Tm (a) Tj"
        for _ in range(30_000)
    )
    return one_page(deflated(f"BT /F 4.5 Tf {' '.join(spots)} ET".encode()))


def forms_in_forms() -> bytes:
    """Eleven levels, each drawing the next ten times: no end before tomorrow."""
    levels = [
        stream(
            b"/X Do " * 10 if level < 10 else b"BT /F 1 Tf (a) Tj ET",
            "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources"
            f" << /Font << /F 5 0 R >> /XObject << /X {min(level + 7, 16)} 0 R >> >>",
        )
        for level in range(11)
    ]
    return one_page(stream(b"/X Do " * 10), *levels, resources="/XObject << /X 6 0 R >>")


def bomb_of_spaces() -> bytes:
    return one_page(deflated(b" " * (300 * MIB)))


def bomb_in_a_bomb() -> bytes:
    twice = zlib.compress(zlib.compress(b" " * (300 * MIB), 9), 9)
    return one_page(stream(twice, "/Filter [/FlateDecode /FlateDecode]"))


def title_bomb() -> bytes:
    """A recorded title of three words and sixty million letters, in a small stream of objects."""
    word = b"alloy" * (4 * MIB)
    record = b"<< /Title (" + b" ".join([word] * 3) + b") >>"
    packed = deflated(b"6 0 " + record, "/Type /ObjStm /N 1 /First 4")
    objects: list[str | bytes] = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /Contents 4 0 R {BOX}"
        " /Resources << /Font << /F 5 0 R >> >> >>",
        stream(written()),
        HELVETICA,
    ]
    out, rows = io.BytesIO(), [(0, 0, 65535)]
    out.write(b"%PDF-1.7\n")
    for number, content in enumerate(objects, start=1):
        rows.append((1, out.tell(), 0))
        body = content.encode() if isinstance(content, str) else content
        out.write(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    rows.append((2, 7, 0))
    rows.append((1, out.tell(), 0))
    out.write(b"7 0 obj\n%b\nendobj\n" % packed)
    start = out.tell()
    rows.append((1, start, 0))
    table = b"".join(
        kind.to_bytes(1, "big") + place.to_bytes(4, "big") + gen.to_bytes(2, "big")
        for kind, place, gen in rows
    )
    head = "/Type /XRef /W [1 4 2] /Size 9 /Root 1 0 R /Info 6 0 R"
    out.write(b"8 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (stream(table, head), start))
    return out.getvalue()


# --- what a viewer might obey ---------------------------------------------------------------------


def script_on_opening() -> bytes:
    action = "<< /Type /Action /S /JavaScript /JS (while \\(true\\) {}) >>"
    return one_page(stream(written()), action, catalog="/OpenAction 6 0 R")


def program_on_opening() -> bytes:
    action = "<< /Type /Action /S /Launch /F (/bin/sh) /Win << /F (cmd.exe) >> >>"
    return one_page(stream(written()), action, catalog="/OpenAction 6 0 R")


def attachment() -> bytes:
    """A file within the file, of no use to anyone who reads."""
    file = "<< /Type /Filespec /F (../../evil.sh) /EF << /F 7 0 R >> >>"
    names = "/Names << /EmbeddedFiles << /Names [(evil.sh) 6 0 R] >> >>"
    return one_page(stream(written()), file, deflated(b"#!/bin/sh\n" * MIB), catalog=names)


# --- sizes ----------------------------------------------------------------------------------------


def _sized(box: str) -> bytes:
    return one_page(stream(written()), page=f"/MediaBox [{box}]")


def page_of_no_size() -> bytes:
    return _sized("0 0 0 0")


def page_of_a_square_kilometre() -> bytes:
    return _sized("0 0 14000000 14000000")


def page_beyond_numbers() -> bytes:
    return _sized("0 0 1e38 99999999999999999999999999999999999999")


def page_of_words() -> bytes:
    return _sized("(a) /b [] null")


def huge_picture() -> bytes:
    image = deflated(
        bytes(1024),
        "/Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB"
        " /BitsPerComponent 8",
    )
    # White words above it, so that the ground beneath them must be looked at.
    above = b"1 g " + written()
    return one_page(
        stream(b"600 0 0 700 0 50 cm /I Do " + above), image, resources="/XObject << /I 6 0 R >>"
    )


def broken_pictures() -> bytes:
    """Pictures of four codings, all of them noise, beneath white words."""
    noise = random.Random(4).randbytes(20_000)
    names = ("DCTDecode", "JPXDecode", "JBIG2Decode", "CCITTFaxDecode")
    images = [
        stream(
            noise,
            f"/Type /XObject /Subtype /Image /Width 900 /Height 900 /ColorSpace /DeviceGray"
            f" /BitsPerComponent 8 /Filter /{name}",
        )
        for name in names
    ]
    use = " ".join(f"/I{n} {n + 6} 0 R" for n in range(4))
    drawn = b" ".join(b"q 600 0 0 700 0 50 cm /I%d Do Q" % n for n in range(4))
    return one_page(
        stream(drawn + b" 1 g " + written()), *images, resources=f"/XObject << {use} >>"
    )


# --- words meant for a terminal, a browser or a spreadsheet ---------------------------------------

_EVIL = (
    "\x1b[2J\x1b]0;owned\x07 Alloys <script>alert(1)</script> of \u202eslatem\u202c five"
    " \x85\x9b31m\u2066 =cmd|' /C calc'!A0 \x00\x08\u200b"
)


def _string(text: str) -> str:
    return "<FEFF" + text.encode("utf-16-be", "surrogatepass").hex() + ">"


def evil_record() -> bytes:
    evil = _string(_EVIL + "\ud800 metals \udfff in one crystal")
    info = f"<< /Title {evil} /Author {evil} /Subject {evil} /Keywords {evil} /Producer {evil} >>"
    return one_page(stream(written()), info, trailer="/Info 6 0 R")


def evil_xmp() -> bytes:
    """Entities that grow, control characters, and a journal's name with a script in it."""
    grown = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10 if n else "lol"}">' for n in range(12))
    journal = f"<prism:publicationName>{_EVIL}</prism:publicationName>"
    xmp = f"<!DOCTYPE x [{grown}]><x:xmpmeta>&a11;{journal}</x:xmpmeta>".replace("\x00", "")
    data = stream(xmp.encode(), "/Type /Metadata /Subtype /XML")
    return one_page(stream(written()), data, catalog="/Metadata 6 0 R")


def unclosed_xmp() -> bytes:
    """Many tags that never end, to keep a careless pattern busy."""
    data = deflated(b"<prism:doi" * 300_000, "/Type /Metadata /Subtype /XML")
    return one_page(stream(written()), data, catalog="/Metadata 6 0 R")


def evil_letters() -> bytes:
    """A whole paper in a font that says its letters are controls, marks of direction, halves."""
    codes = [0x1B, 0x07, 0x00, 0x9B, 0x85, 0x202E, 0x2066, 0xD800, 0xDFFF, 0xFFFE, 0x200B, 0x2028]
    pairs = "".join(f"<{97 + n:02x}> <{code:04x}>\n" for n, code in enumerate(codes))
    cmap = (
        "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /A def"
        " 1 begincodespacerange <00> <ff> endcodespacerange\n"
        f"{len(codes)} beginbfchar\n{pairs}endbfchar endcmap end end"
    )
    font = HELVETICA.replace(" >>", " /Encoding /WinAnsiEncoding /ToUnicode 7 0 R >>")
    capitals = "ALLOYS OF FIVE METALS abcdefghijkl WERE CAST AND THEIR HARDNESS WAS MEASURED. " * 9
    words = capitals.split()
    lines = [" ".join(words[start : start + 12]) for start in range(0, len(words), 12)]
    body = " ".join(f"({line}) Tj T*" for line in lines)
    content = (
        "BT /E 18 Tf 72 740 Td (HARDNESS OF abcdef ALLOYS WITH ghijkl METALS) Tj ET"
        " BT /F 12 Tf 72 700 Td (Abstract) Tj ET"
        f" BT /E 9 Tf 11 TL 72 680 Td {body} ET BT /F 12 Tf 72 500 Td (1. Introduction) Tj ET"
    )
    return one_page(
        stream(content.encode()),
        font,
        stream(cmap.encode()),
        resources="/Font << /F 5 0 R /E 6 0 R >>",
    )


# --- odd, but to be read --------------------------------------------------------------------------


def junk_before_the_header() -> bytes:
    return b"\x00junk\n" * 100 + bytes(elsevier_box().document.tobytes())


def junk_behind_the_end() -> bytes:
    return bytes(metallurgical_transactions().document.tobytes()) + random.Random(5).randbytes(
        20 * MIB
    )


#: Each file, and the state in which reading it must end.
HOSTILE: dict[Callable[[], bytes], State] = {
    random_bytes: "not_pdf",
    header_and_random: "corrupt",
    web_page: "not_pdf",
    web_page_with_header: "corrupt",
    picture: "not_pdf",
    archive: "not_pdf",
    half_a_paper: "no_abstract",
    user_password: "encrypted",
    owner_password: "ok",
    tree_of_itself: "corrupt",
    tree_in_a_circle: "corrupt",
    two_milliard_pages: "corrupt",
    fewer_pages_than_none: "corrupt",
    one_page_many_times: "corrupt",
    tree_of_doublings: "corrupt",
    three_thousand_pages: "too_big",
    parent_of_itself: "no_abstract",
    table_before_itself: "no_abstract",
    outline_in_a_circle: "no_abstract",
    object_that_is_itself: "no_abstract",
    length_that_is_itself: "no_abstract",
    length_beyond_the_file: "no_abstract",
    negative_length: "no_abstract",
    form_of_itself: "corrupt",
    glyph_of_itself: "scanned",
    many_revisions: "no_abstract",
    nested_arrays: "corrupt",
    nested_dictionaries: "no_abstract",
    wide_array: "no_abstract",
    saved_states: "corrupt",
    three_million_words: "memory",
    scattered_letters: "no_abstract",
    forms_in_forms: "timeout",
    bomb_of_spaces: "corrupt",
    bomb_in_a_bomb: "corrupt",
    title_bomb: "no_abstract",
    script_on_opening: "no_abstract",
    program_on_opening: "no_abstract",
    attachment: "no_abstract",
    page_of_no_size: "no_abstract",
    page_of_a_square_kilometre: "no_abstract",
    page_beyond_numbers: "no_abstract",
    page_of_words: "no_abstract",
    huge_picture: "scanned",
    broken_pictures: "no_abstract",
    evil_record: "no_abstract",
    evil_xmp: "no_abstract",
    unclosed_xmp: "no_abstract",
    evil_letters: "low_confidence",
    junk_before_the_header: "ok",
    junk_behind_the_end: "ok",
}
