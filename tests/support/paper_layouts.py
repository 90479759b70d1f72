"""Draws small papers in the layouts of many publishers, with what a reader would copy from them.

Text may carry ``_{0.3}`` for a subscript, ``^{−3}`` for a superscript and ``\\xad`` where a word
may break at the end of a line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import pymupdf

WIDTH, HEIGHT = 595.0, 842.0
BLACK = (0.0, 0.0, 0.0)


@cache
def _font(name: str) -> pymupdf.Font:
    return pymupdf.Font(name)


_MARKUP = re.compile(r"([_^])\{([^}]*)\}")


def said(text: str) -> str:
    """Return marked-up text as the extractor is to write it."""
    text = re.sub(r"(?<=[\d)α-ω])\^\{", "^", text.replace("\xad", ""))
    text = re.sub(r"(?<=[α-ωΑ-Ω])_\{(?=[a-z])", "_", text)
    return re.sub(r"[_^]\{|\}", "", text)


@dataclass
class Sheet:
    """One page and the pen that writes on it."""

    page: pymupdf.Page
    ink: tuple[float, float, float] = BLACK

    def write(
        self,
        x: float,
        y: float,
        text: str,
        size: float = 10,
        font: str = "tiro",
        ink: tuple[float, float, float] | None = None,
        **how: float,
    ) -> float:
        """Write one marked-up line with its baseline at ``y``; return where it ends."""
        writer = pymupdf.TextWriter(self.page.rect)
        for piece, level in _levels(text):
            scale, lift = {0: (1.0, 0.0), 1: (0.65, 0.36), -1: (0.65, -0.16)}[level]
            pen = _font(font)
            writer.append((x, y - lift * size), piece, font=pen, fontsize=scale * size)
            x += pen.text_length(piece, fontsize=scale * size)
        writer.write_text(self.page, color=ink or self.ink, **how)
        return x

    def centred(self, y: float, text: str, size: float = 10, font: str = "tiro") -> float:
        x = (WIDTH - _length(text, size, font)) / 2
        self.write(x, y, text, size, font)
        return y + 1.3 * size

    def paragraph(
        self,
        x0: float,
        y: float,
        x1: float,
        text: str,
        size: float = 10,
        font: str = "tiro",
        leading: float = 1.2,
        indent: float = 0.0,
        bottom: float = HEIGHT,
        **how: float,
    ) -> tuple[float, str]:
        """Write running text between two edges; return the next baseline and what did not fit."""
        words = text.split(" ")
        line = ""
        left = x0 + indent
        while words and y < bottom:
            word = words[0]
            trial = f"{line} {word}" if line else word
            if left + _length(trial, size, font) <= x1:
                line = trial
                words.pop(0)
                if words:
                    continue
            else:
                head, tail = _broken(line, word, x1 - left, size, font)
                if head:
                    line = f"{line} {head}" if line else head
                    words[0] = tail
                elif not line:
                    line = words.pop(0)
            self.write(left, y, line, size, font, **how)
            y, line, left = y + leading * size, "", x0
        return y, " ".join(words)

    def columns(self, y: float, text: str = "", size: float = 10, **how: float) -> None:
        """Fill the rest of the page with text in two columns."""
        rest = text or BODY * 3
        for x0 in (50, 306):
            rest = self.paragraph(x0, y, x0 + 239, rest, size, bottom=HEIGHT - 60, **how)[1]


def _levels(text: str) -> Iterator[tuple[str, int]]:
    position = 0
    text = text.replace("\xad", "")
    for match in _MARKUP.finditer(text):
        if match.start() > position:
            yield text[position : match.start()], 0
        yield match[2], 1 if match[1] == "^" else -1
        position = match.end()
    if position < len(text):
        yield text[position:], 0


def _length(text: str, size: float, font: str) -> float:
    return sum(
        _font(font).text_length(piece, fontsize=size * (0.65 if level else 1.0))
        for piece, level in _levels(text)
    )


def _broken(line: str, word: str, room: float, size: float, font: str) -> tuple[str, str]:
    """Break a word at its last soft or written hyphen that still fits."""
    places = [match.start() for match in re.finditer(r"\xad|(?<=[a-z])-(?=[a-z])", word)]
    for place in reversed(places):
        head, tail = word[:place] + "-", word[place + 1 :]
        if _length(f"{line} {head}" if line else head, size, font) <= room:
            return head, tail
    return "", word


@dataclass
class Paper:
    """A drawn paper, and what is to be read from it."""

    title: str
    abstract: str | None
    doi: str | None = None
    year: int | None = None
    document: pymupdf.Document = field(default_factory=pymupdf.Document)

    def sheet(self) -> Sheet:
        return Sheet(self.document.new_page(width=WIDTH, height=HEIGHT))

    def saved(self, folder: Path, name: str = "paper.pdf") -> Path:
        path = folder / name
        path.write_bytes(self.document.tobytes())
        return path


TITLE = "Precipitation hardening in the Al_{0.3}CoCrFeNi high-entropy alloy after cold rolling"
ABSTRACT = (
    "The high-entropy alloy Al_{0.3}CoCrFeNi was cold rolled and an\xadnealed between 550 and "
    "700 °C "
    "in order to study how its micro\xadstruc\xadture governs strength and duc\xadtil\xadity. "
    "After an\xadneal\xading at 620 °C for 50 h, B2 and M_{23}C_{6} precip\xadi\xadtates "
    "decorate the "
    "grain bound\xadaries of the face-centered cubic matrix. The yield strength σ_{y} reaches "
    "1050 MPa "
    "at a strain rate of 10^{−3} s^{−1}, while a uniform elon\xadga\xadtion of 12% is "
    "re\xadtained. "
    "The two-phase mi\xadcro\xadstruc\xadture raises the work-hard\xaden\xading rate well above "
    "that "
    "of the single-phase state. These results show that inter\xadmetal\xadlic "
    "precip\xadi\xadta\xadtion "
    "at grain bound\xadaries need not em\xadbrit\xadtle high-entropy alloys."
)
BODY = (
    "High-entropy alloys were first described two decades ago [1,2] and have been studied widely "
    "since "
    "then. In the work of others [3] the influence of alu\xadminium on the lattice was measured, "
    "and it "
    "was argued that the configu\xadra\xadtional entropy is not decisive [4–6]. Many of the "
    "alloys that "
    "were examined contain more than one phase, and the role of each of them is still debated. "
    "For this "
    "reason the experi\xadments that are reported here were carried out on well "
    "homog\xaden\xadized "
    "material, which was then deformed and heat treated in several steps as described below. The "
    "samples were cut from the ingot by electro-discharge machining and ground to a mirror finish. "
)
AUTHORS = "Maria Keller, Jun Tanaka and Olu Adeyemi"
ADDRESS = "Institute of Metals, University of Northfield, 12 Forge Street, Northfield, Norland"


def _elsevier(
    paper: Paper, sheet: Sheet, journal: str = "Acta Materialia 188 (2020) 435–450"
) -> None:
    sheet.centred(40, journal, 7)
    sheet.centred(70, "Contents lists available at ScienceDirect", 8)
    sheet.centred(95, "Acta Materialia", 16)
    sheet.centred(115, "journal homepage: www.elsevier.com/locate/actamat", 7)
    y, _ = sheet.paragraph(45, 160, 550, paper.title, 13.4)
    sheet.write(45, y + 12, "Maria Keller^{a,*}, Jun Tanaka^{b}, Olu Adeyemi^{a}", 10.5)
    sheet.write(45, y + 30, "^{a}" + ADDRESS, 6.5, "tiit")
    top = y + 62
    sheet.write(45, top, "a r t i c l e   i n f o", 8)
    sheet.write(210, top, "a b s t r a c t", 8)
    sheet.write(45, top + 18, "Article history:", 6.5, "tiit")
    for row, text in enumerate(
        ("Received 2 October 2019", "Revised 30 January 2020", "Accepted 3 February 2020",
         "Available online 8 February 2020", "", "Keywords:", "High-entropy alloy",
         "Precipitation", "Mechanical properties")
    ):  # fmt: skip
        sheet.write(45, top + 27 + 9 * row, text or " ", 6.5)
    y, _ = sheet.paragraph(210, top + 18, 550, ABSTRACT, 7.5)
    sheet.write(
        330, y + 6, "© 2020 Acta Materialia Inc. Published by Elsevier Ltd. All rights reserved.", 6
    )
    y = max(y, top + 120) + 40
    sheet.write(45, y, "1. Introduction", 8, "tibo")
    sheet.columns(y + 16, size=8)
    sheet.write(45, 800, "* Corresponding author.", 6)
    sheet.write(45, 810, "https://doi.org/10.1016/j.actamat.2020.02.004", 6)


def elsevier_box() -> Paper:
    """Article information at the left, "a b s t r a c t" at the right."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1016/j.actamat.2020.02.004", 2020)
    _elsevier(paper, paper.sheet())
    return paper


def highlights_page() -> Paper:
    """A page of highlights and a graphical abstract before the paper."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1016/j.actamat.2020.02.004", 2020)
    front = paper.sheet()
    front.write(50, 80, "Graphical abstract", 12, "tibo")
    front.page.draw_rect((50, 100, 400, 300))
    front.write(50, 340, "Highlights", 12, "tibo")
    for row, text in enumerate(
        ("Al_{0.3}CoCrFeNi was cold rolled and annealed between 550 and 700 °C.",
         "Precipitates at the grain boundaries raise the strength of the alloy.",
         "A uniform elongation of 12% is kept in the state of highest strength.")
    ):  # fmt: skip
        front.write(60, 360 + 14 * row, "• " + text, 10)
    _elsevier(paper, paper.sheet())
    return paper


def run_in(head: str, font: str = "tibo", text_font: str = "tiro") -> Paper:
    """A heading that runs into the text, above keywords and text in one column."""
    paper = Paper(TITLE, said(ABSTRACT), "10.3390/met10010001", 2020)
    sheet = paper.sheet()
    sheet.write(50, 40, "Metals 2020, 10, 1; doi:10.3390/met10010001", 8)
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 17, "hebo")
    sheet.write(50, y + 10, AUTHORS, 10, "hebo")
    sheet.write(50, y + 26, ADDRESS, 8)
    sheet.write(50, y + 42, "Received: 12 November 2019; Accepted: 17 December 2019", 8)
    y += 70
    indent = sheet.write(90, y, head, 10, font) - 90 + 3
    y, _ = sheet.paragraph(90, y, 540, ABSTRACT, 10, text_font, indent=indent)
    y = (
        sheet.write(90, y + 8, "Keywords: high-entropy alloy; precipitation; annealing", 10)
        and y + 40
    )
    sheet.write(50, y, "1. Introduction", 10, "tibo")
    sheet.paragraph(50, y + 18, 545, BODY * 2, 10, bottom=780)
    return paper


def two_columns_continued() -> Paper:
    """An abstract that begins at the foot of the left column and ends at the top of the right."""
    paper = Paper(TITLE, said(ABSTRACT), None, 2020)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(80, 110, 520, paper.title, 20)
    sheet.centred(y + 14, AUTHORS, 11)
    sheet.centred(y + 30, ADDRESS, 10)
    y += 70
    indent = sheet.write(50, y, "Abstract—", 9, "tibi") - 50
    _, rest = sheet.paragraph(50, y, 289, ABSTRACT, 9, "tibo", indent=indent, bottom=y + 8 * 10.8)
    sheet.write(50, 790, "XXX-X-XXXX-XXXX-X/20/$31.00 ©2020 IEEE", 7)
    assert rest
    y, rest = sheet.paragraph(306, y, 545, rest, 9, "tibo")
    sheet.write(306, y + 4, "Index Terms—high-entropy alloys, precipitation, strength", 9, "tibo")
    sheet.write(370, y + 26, "I. INTRODUCTION", 10)
    sheet.paragraph(306, y + 42, 545, BODY * 2, 10, bottom=760)
    return paper


def next_page_continued() -> Paper:
    """An abstract that begins at the foot of one page and ends on the next."""
    paper = Paper(TITLE, said(ABSTRACT))
    sheet = paper.sheet()
    y, _ = sheet.paragraph(80, 480, 520, paper.title, 18, "tibo")
    sheet.centred(y + 14, AUTHORS, 12)
    sheet.centred(y + 30, ADDRESS, 10)
    sheet.centred(y + 62, "Abstract", 12, "tibo")
    _, rest = sheet.paragraph(72, y + 84, 523, ABSTRACT, 12, leading=1.5, bottom=y + 84 + 5 * 18)
    assert rest
    sheet.centred(810, "1", 10)
    second = paper.sheet()
    second.write(72, 40, "M. Keller et al.", 8, "tiit")
    y, _ = second.paragraph(72, 80, 523, rest, 12, leading=1.5)
    y += 10
    second.write(72, y, "Keywords: high-entropy alloys; precipitation", 12)
    second.write(72, y + 36, "1. Introduction", 12, "tibo")
    second.paragraph(72, y + 60, 523, BODY, 12, leading=1.5, bottom=780)
    return paper


def physical_review() -> Paper:
    """No heading: an indented block between the dates and the DOI, above two columns."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1103/physrevmaterials.4.013602", 2020)
    sheet = paper.sheet()
    sheet.centred(40, "PHYSICAL REVIEW MATERIALS 4, 013602 (2020)", 10)
    y, _ = sheet.paragraph(100, 80, 500, paper.title, 12.5, "tibo")
    sheet.centred(y + 6, AUTHORS, 10.5)
    sheet.centred(y + 20, ADDRESS, 9.5, "tiit")
    sheet.centred(y + 40, "(Received 5 September 2019; published 14 January 2020)", 9.5)
    y, _ = sheet.paragraph(100, y + 62, 495, ABSTRACT, 9.5, indent=10)
    sheet.write(100, y + 8, "DOI: 10.1103/PhysRevMaterials.4.013602", 8.5)
    sheet.columns(y + 45, size=10.5)
    return paper


def arxiv_preprint() -> Paper:
    """A centred "Abstract" above an indented block, and the stamp along the edge."""
    paper = Paper(TITLE, said(ABSTRACT), "10.48550/arXiv.2001.01234", 2020)
    sheet = paper.sheet()
    sheet.page.insert_text(
        (30, 560), "arXiv:2001.01234v2  [cond-mat.mtrl-sci]  5 Jan 2020", fontsize=20, rotate=90
    )
    y, _ = sheet.paragraph(120, 140, 500, paper.title, 17)
    sheet.centred(y + 14, AUTHORS, 12)
    sheet.centred(y + 34, ADDRESS, 10)
    sheet.centred(y + 70, "Abstract", 10, "tibo")
    y, _ = sheet.paragraph(150, y + 88, 445, ABSTRACT, 10, indent=15)
    sheet.write(134, y + 30, "1 Introduction", 14, "tibo")
    sheet.paragraph(134, y + 54, 461, BODY * 2, 10, bottom=780)
    return paper


def nature_lead() -> Paper:
    """No heading: the abstract is the bold first paragraph; the text below is set in one column."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1038/s41598-020-12345-6", 2020)
    sheet = paper.sheet()
    sheet.write(400, 30, "www.nature.com/scientificreports", 9, "helv", (1, 1, 1))
    y, _ = sheet.paragraph(156, 150, 545, paper.title, 22, "hebo")
    sheet.write(156, y + 4, "Maria Keller^{1,2}, Jun Tanaka^{2} & Olu Adeyemi^{1}", 10, "hebo")
    y, _ = sheet.paragraph(156, y + 26, 545, ABSTRACT, 9, "hebo")
    y += 18
    y, _ = sheet.paragraph(156, y, 545, BODY, 9)
    sheet.paragraph(156, y, 545, BODY, 9, indent=10, bottom=700)
    sheet.write(156, 730, "^{1}" + ADDRESS + " (email: mk@northfield.example)", 7)
    sheet.write(
        40,
        780,
        "Scientific Reports | (2020) 10:7481 | https://doi.org/10.1038/s41598-020-12345-6",
        8,
    )
    return paper


def science_lead() -> Paper:
    """No heading: a larger first paragraph above a text in two columns without an introduction."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1126/science.abc1234", 2021)
    sheet = paper.sheet()
    sheet.write(50, 60, "METALLURGY", 8, "hebo")
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 20, "hebo")
    sheet.write(50, y + 4, "Maria Keller^{1}, Jun Tanaka^{2}, Olu Adeyemi^{1}*", 9, "hebo")
    y, _ = sheet.paragraph(50, y + 28, 545, ABSTRACT, 9.5, "helv")
    sheet.columns(y + 24, size=8.5)
    sheet.write(
        50,
        815,
        "Keller et al., Science 371, 830–834 (2021)   19 February 2021   10.1126/science.abc1234",
        7,
    )
    return paper


def metallurgical_transactions() -> Paper:
    """No heading: a full-width paragraph, closed by DOI and copyright, above two columns."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1007/s11661-020-05600-1", 2020)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 6, "MARIA KELLER, JUN TANAKA, and OLU ADEYEMI", 9)
    y, _ = sheet.paragraph(75, y + 32, 520, ABSTRACT, 9)
    sheet.write(75, y + 6, "https://doi.org/10.1007/s11661-020-05600-1", 8)
    sheet.write(
        75, y + 17, "© The Minerals, Metals & Materials Society and ASM International 2020", 8
    )
    sheet.write(110, y + 50, "I. INTRODUCTION", 10, "tibo")
    sheet.columns(y + 68, size=9)
    return paper


def structured() -> Paper:
    """Background, methods, results and conclusions, each in a paragraph of its own."""
    parts = (
        (
            "Background:",
            "Refractory alloys of the system HfNbTaTiZr keep their strength when they are heated, "
            "but little is known of their oxidation in moist air.",
        ),
        (
            "Methods:",
            "Arc-melted buttons were exposed at 800 °C for up to 100 h, and the mass gain was "
            "measured with a thermo\xadbalance of high resolution.",
        ),
        (
            "Results:",
            "The mass gain follows a parabolic law with a rate constant of 3.2 × 10^{−11} g^{2} "
            "cm^{−4} s^{−1}, which is an order of mag\xadni\xadtude below that of niobium.",
        ),
        ("Conclusions:", "A dense layer of complex oxides protects the alloy below 800 °C."),
    )
    paper = Paper(
        "Oxidation of refractory high-entropy alloys in moist air",
        said(" ".join(f"{label} {text}" for label, text in parts)),
        "10.1186/s40712-020-00099-1",
        2020,
    )
    sheet = paper.sheet()
    sheet.write(50, 30, "Keller et al. Int. J. Mech. Mater. Eng. (2020) 15:16", 8)
    sheet.write(50, 40, "https://doi.org/10.1186/s40712-020-00099-1", 8)
    y, _ = sheet.paragraph(50, 110, 545, paper.title, 22, "helv")
    sheet.write(50, y + 4, AUTHORS, 11, "helv")
    sheet.write(60, y + 40, "Abstract", 10.3, "hebo")
    y += 58
    for label, text in parts:
        indent = sheet.write(60, y, label, 10, "hebo") - 60 + 3
        y, _ = sheet.paragraph(60, y, 535, text, 10, "helv", indent=indent)
        y += 4
    sheet.write(60, y + 6, "Keywords: Oxidation, Refractory alloys, Thermogravimetry", 10, "helv")
    sheet.write(50, y + 50, "Background", 10.3, "hebo")
    sheet.columns(y + 66, size=9.8)
    return paper


FRENCH = (
    "Cet article traite de la résistance mécanique des alliages à haute entropie après laminage "
    "à froid "
    "à froid et recuit. Les précipités qui se forment aux joints de grains augmentent la limite "
    "d'élasticité "
    "sans que la ductilité ne diminue de manière notable. Ces résultats sont comparés avec ceux "
    "de la "
    "littérature et discutés en détail dans la dernière partie de cette étude."
)


def bilingual(french_first: bool = True) -> Paper:
    """A French and an English abstract below one another."""
    paper = Paper(TITLE, said(ABSTRACT), None, 2020)
    sheet = paper.sheet()
    sheet.write(50, 40, "Matériaux & Techniques 108, 205 (2020)", 8)
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 17, "tibo")
    sheet.write(50, y + 6, AUTHORS, 11)
    y += 40
    parts = [("Résumé.", FRENCH), ("Abstract.", ABSTRACT)]
    for head, text in parts if french_first else reversed(parts):
        indent = sheet.write(50, y, head, 9.5, "tibo") - 50 + 3
        y, _ = sheet.paragraph(50, y, 545, text, 9.5, indent=indent)
        y += 12
    sheet.write(50, y + 12, "1 Introduction", 11, "tibo")
    sheet.columns(y + 30)
    return paper


def researchgate_cover() -> Paper:
    """A portal's cover page before the paper."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1016/j.actamat.2020.02.004", 2020)
    cover = paper.sheet()
    cover.write(
        50, 50, "See discussions, stats, and author profiles for this publication at:", 8, "helv"
    )
    cover.write(50, 62, "https://www.researchgate.net/publication/339123456", 8, "helv")
    cover.paragraph(50, 110, 540, paper.title, 14, "helv")
    cover.write(50, 150, "Article in Acta Materialia · February 2020", 9, "helv")
    cover.write(50, 164, "DOI: 10.1016/j.actamat.2020.02.004", 8, "helv")
    cover.write(
        50,
        300,
        "Some of the authors of this publication are also working on these related projects:",
        8,
        "helv",
    )
    cover.write(50, 320, "Additive manufacturing of light alloys View project", 8, "helv")
    cover.write(
        50,
        800,
        "All content following this page was uploaded by Maria Keller on 10 March 2020.",
        7,
        "helv",
    )
    _elsevier(paper, paper.sheet())
    return paper


def accepted_manuscript() -> Paper:
    """A publisher's cover page before a manuscript that is set in wide lines with line numbers."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1016/j.msea.2020.139001", 2020)
    cover = paper.sheet()
    cover.write(50, 80, "Accepted Manuscript", 16, "helv")
    cover.paragraph(50, 120, 540, paper.title, 11, "helv")
    cover.write(50, 160, AUTHORS, 10, "helv")
    for row, text in enumerate(
        ("PII: S0921-5093(20)30001-2", "DOI: https://doi.org/10.1016/j.msea.2020.139001",
         "Reference: MSA 139001", "To appear in: Materials Science & Engineering A",
         "Received Date: 1 December 2019", "Accepted Date: 3 February 2020",
         "Please cite this article as: M. Keller, J. Tanaka, O. Adeyemi, Precipitation hardening,",
         "Materials Science & Engineering A (2020), https://doi.org/10.1016/j.msea.2020.139001.",
         "This is a PDF file of an unedited manuscript that has been accepted for publication.")
    ):  # fmt: skip
        cover.write(50, 200 + 16 * row, text, 9, "helv")
    sheet = paper.sheet()
    y, _ = sheet.paragraph(80, 90, 530, paper.title, 14, "tibo", leading=1.8)
    sheet.write(80, y, AUTHORS, 12)
    sheet.write(80, y + 24, ADDRESS, 12)
    sheet.write(80, y + 60, "Abstract", 12, "tibo")
    end, _ = sheet.paragraph(80, y + 84, 530, ABSTRACT, 12, leading=2.0)
    sheet.write(80, end, "Keywords: high-entropy alloys; precipitation", 12)
    number = 1
    for top in (90, 115, y, y + 24, y + 60):
        sheet.write(50, top, str(number), 9)
        number += 1
    top = y + 84
    while top <= end:
        sheet.write(50, top, str(number), 9)
        top, number = top + 24, number + 1
    second = paper.sheet()
    second.write(80, 90, "1. Introduction", 12, "tibo")
    second.paragraph(80, 114, 530, BODY, 12, leading=2.0, bottom=780)
    return paper


def letter() -> Paper:
    """A letter: title and authors, and then the text."""
    paper = Paper("Comment on the stability of concentrated solid solutions", None, None, 2019)
    sheet = paper.sheet()
    sheet.write(50, 40, "Scripta Materialia 170 (2019) 1–2", 8)
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 16, "tibo")
    sheet.write(50, y + 6, AUTHORS, 10)
    sheet.write(50, y + 20, ADDRESS, 8, "tiit")
    sheet.columns(y + 60)
    paper.sheet().columns(60)
    return paper


def editorial() -> Paper:
    """An editorial in one column, whose only heading is its own."""
    paper = Paper("Twenty years of high-entropy alloys", None, None, 2024)
    sheet = paper.sheet()
    sheet.write(50, 40, "Editorial", 11, "hebo")
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 18, "tibo")
    y, _ = sheet.paragraph(50, y + 20, 545, BODY, 10)
    y, _ = sheet.paragraph(50, y, 545, BODY, 10, indent=12)
    sheet.paragraph(50, y, 545, BODY, 10, indent=12)
    sheet.write(50, 740, "Maria Keller, Editor", 10)
    sheet.write(50, 800, "© 2024 The Editor", 8)
    return paper


def review_without_abstract() -> Paper:
    """A chapter that begins with its introduction."""
    paper = Paper("A review of the thermodynamics of multicomponent alloys", None, None, 2018)
    sheet = paper.sheet()
    sheet.write(50, 40, "Progress in Alloys 12 (2018) 100–180", 8)
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 18, "tibo")
    sheet.write(50, y + 6, AUTHORS, 10)
    sheet.write(50, y + 44, "1. Introduction", 12, "tibo")
    y, _ = sheet.paragraph(50, y + 64, 545, BODY * 2, 10)
    sheet.write(50, y + 14, "1.1. Summary of earlier work", 11, "tiit")
    sheet.paragraph(50, y + 34, 545, BODY * 2, 10, bottom=780)
    last = paper.sheet()
    y, _ = last.paragraph(50, 80, 545, BODY * 2, 10)
    last.write(50, y + 14, "Summary", 12, "tibo")
    last.paragraph(50, y + 34, 545, BODY, 10)
    return paper


def acs_beside_figure() -> Paper:
    """The abstract begins beside a figure and goes on below it in wider lines."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1021/acsami.0c01234", 2020)
    sheet = paper.sheet()
    sheet.write(420, 40, "www.acsami.org", 8, "helv")
    y, _ = sheet.paragraph(50, 100, 545, paper.title, 18, "tibo")
    sheet.write(50, y + 4, AUTHORS, 11)
    sheet.write(
        56, y + 24, "Cite This: ACS Appl. Mater. Interfaces 2020, 12, 20000–20010", 8, "helv"
    )
    y += 52
    sheet.page.draw_rect((330, y - 12, 545, y + 50), fill=(0.8, 0.9, 0.9))
    indent = sheet.write(50, y, "ABSTRACT:", 9.5, "hebo") - 50 + 3
    y, rest = sheet.paragraph(50, y, 310, ABSTRACT, 9.5, indent=indent, bottom=y + 50)
    y, _ = sheet.paragraph(50, y, 545, rest, 9.5)
    sheet.write(50, y + 2, "KEYWORDS: high-entropy alloys, precipitation, strength", 9.5, "hebo")
    sheet.write(50, y + 40, "■ INTRODUCTION", 10, "hebo")
    sheet.columns(y + 56, size=9.5)
    sheet.write(50, 815, "https://dx.doi.org/10.1021/acsami.0c01234", 7)
    return paper


def thesis() -> Paper:
    """A thesis, whose abstract follows the declaration and the thanks."""
    paper = Paper("Phase stability of refractory high-entropy alloys", said(ABSTRACT), None, 2021)
    sheet = paper.sheet()
    sheet.centred(200, paper.title, 20, "tibo")
    sheet.centred(300, "Maria Keller", 14)
    sheet.centred(340, "A thesis submitted for the degree of Doctor of Philosophy", 12)
    sheet.centred(380, "University of Northfield", 12)
    sheet.centred(420, "September 2021", 12)
    for head in ("Declaration", "Acknowledgements"):
        page = paper.sheet()
        page.write(72, 100, head, 18, "tibo")
        said_there = "I declare that this thesis is my own work, and I thank all who helped me."
        page.paragraph(72, 140, 523, said_there, 12)
    page = paper.sheet()
    page.write(72, 100, "Abstract", 18, "tibo")
    page.paragraph(72, 140, 523, ABSTRACT, 12, leading=1.5)
    paper.sheet().paragraph(72, 100, 523, BODY, 12, leading=1.5)
    for _ in range(65):
        paper.sheet().write(72, 100, "The chapters of the thesis follow here.", 12)
    return paper


def rsc_sidebar() -> Paper:
    """No heading: the abstract stands right of a sidebar with dates and DOI."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1039/d0ta01234a", 2020)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(173, 120, 550, paper.title, 15, "hebo")
    for row, text in enumerate(
        (
            "Cite this: J. Mater. Chem. A, 2020, 8, 900",
            "",
            "Received 21st August 2019",
            "Accepted 9th November 2019",
            "DOI: 10.1039/d0ta01234a",
            "rsc.li/materials-a",
        )
    ):
        sheet.write(43, 150 + 20 * row, text or " ", 7)
    sheet.write(173, y + 4, "Maria Keller,^{a} Jun Tanaka^{b} and Olu Adeyemi*^{a}", 10)
    y, _ = sheet.paragraph(173, y + 30, 552, ABSTRACT, 8, "helv", leading=1.5)
    y = max(y, 280) + 24
    sheet.write(43, y, "Introduction", 13, "tibo")
    sheet.columns(y + 20, size=9)
    return paper


def wiley_box() -> Paper:
    """Affiliations at the left of a box with the abstract and "K E Y W O R D S"."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1002/mdp2.123", 2020)
    sheet = paper.sheet()
    sheet.write(46, 40, "Received: 18 August 2019 | Revised: 2 December 2019", 7)
    sheet.write(46, 50, "DOI: 10.1002/mdp2.123", 7)
    sheet.write(46, 78, "O R I G I N A L   A R T I C L E", 9)
    y, _ = sheet.paragraph(46, 110, 545, paper.title, 18, "hebo")
    sheet.write(46, y + 6, "Maria Keller^{1}  |  Jun Tanaka^{2}  |  Olu Adeyemi^{1}", 12, "hebo")
    top = y + 50
    sheet.page.draw_rect((205, top - 14, 552, top + 190), fill=(0.9, 0.9, 0.9), color=None)
    sheet.paragraph(46, top, 180, "^{1}" + ADDRESS, 7)
    sheet.paragraph(46, top + 60, 180, "Correspondence Maria Keller, " + ADDRESS, 7)
    sheet.write(212, top, "Abstract", 10, "tibo")
    y, _ = sheet.paragraph(212, top + 16, 546, ABSTRACT, 9, leading=1.5)
    sheet.write(212, y + 8, "K E Y W O R D S", 7, "tibo")
    sheet.write(212, y + 20, "high-entropy alloys, precipitation", 8)
    sheet.write(46, y + 60, "1  |  INTRODUCTION", 10, "tibo")
    sheet.columns(y + 80, size=8)
    sheet.write(46, 820, "Mat. Design Process Comm. 2020;2:123–130.", 7)
    return paper


def aip_heading() -> Paper:
    """A heading in capitals; the abstract is closed by the licence and the DOI."""
    paper = Paper(TITLE, said(ABSTRACT), "10.1063/5.0001234", 2020)
    sheet = paper.sheet()
    y, _ = sheet.paragraph(50, 90, 545, paper.title, 18, "helv")
    sheet.write(50, y + 2, "Cite as: J. Appl. Phys. 127, 085101 (2020); doi: 10.1063/5.0001234", 7)
    sheet.write(50, y + 24, "Maria Keller,^{1,a)} Jun Tanaka,^{2} and Olu Adeyemi^{1}", 10)
    sheet.write(50, y + 56, "ABSTRACT", 10, "hebo")
    y, _ = sheet.paragraph(50, y + 74, 545, ABSTRACT, 9)
    closing = "Published under license by AIP Publishing. https://doi.org/10.1063/5.0001234"
    sheet.write(50, y + 6, closing, 7.5, "tiit")
    sheet.write(50, y + 40, "I. INTRODUCTION", 10, "hebo")
    sheet.columns(y + 58, size=9)
    return paper


#: Every layout with an abstract.
WITH_ABSTRACT: tuple[Callable[[], Paper], ...] = (
    elsevier_box,
    highlights_page,
    two_columns_continued,
    next_page_continued,
    physical_review,
    arxiv_preprint,
    nature_lead,
    science_lead,
    metallurgical_transactions,
    structured,
    bilingual,
    researchgate_cover,
    accepted_manuscript,
    acs_beside_figure,
    rsc_sidebar,
    wiley_box,
    aip_heading,
    thesis,
)
#: Every layout without one.
WITHOUT_ABSTRACT: tuple[Callable[[], Paper], ...] = (letter, editorial, review_without_abstract)
