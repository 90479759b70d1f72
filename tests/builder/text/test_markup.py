"""HTML, JATS and MathML become the text that a reader sees; what is no tag stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.text.characters import one_line
from builder.text.markup import plain_markup, unescaped, without_heading

MATH = (
    '<mml:math xmlns:mml="http://www.w3.org/1998/Math/MathML"><mml:semantics><mml:mrow>{}</mml:mrow>'
    '<mml:annotation encoding="application/x-tex">\\tex</mml:annotation></mml:semantics></mml:math>'
)
MINUS_3 = "<mml:mrow><mml:mo>−</mml:mo><mml:mn>3</mml:mn></mml:mrow>"


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<jats:title>Abstract</jats:title><jats:p>It is hard.</jats:p>"
         "<jats:p>It is tough.</jats:p>",
         "It is hard. It is tough."),
        ("<jats:sec><jats:title>Methods</jats:title><jats:p>Casting.</jats:p></jats:sec>"
         "<jats:sec><jats:title>Results.</jats:title><jats:p>Hard.</jats:p></jats:sec>",
         "Methods: Casting. Results. Hard."),
        ("<p>One.</p><p>Two.<br/>Three.</p>", "One. Two. Three."),
        ("10<sup>-3</sup> s<sup>−1</sup> mm<sup>3</sup> m<sup>1/2</sup>", "10^-3 s^-1 mm^3 m^1/2"),
        ("700 <sup>o</sup>C, 700<sup>0</sup>C, Cu<sup>2+</sup>, <sup>57</sup>Fe, 1<sup>st</sup>",
         "700 °C, 700°C, Cu2+, 57Fe, 1st"),
        ("L1<sub>2</sub> Al<inf>0.3</inf>Co <SUB>2</SUB> Al<jats:sub>0.3</jats:sub>Co",
         "L12 Al0.3Co 2 Al0.3Co"),
        ("<i>in situ</i> <a href='https://x.org'>here</a> <span class=\"x\">there</span>",
         "in situ here there"),
        ("&lt;p&gt;A &amp;lt;sub&amp;gt;2&amp;lt;/sub&amp;gt; &amp;amp; B&lt;/p&gt;", "A 2 & B"),
        ("AT&amp;T R&D 5&nbsp;MPa &#963; &#x3c3; &unknown;", "AT&T R&D 5 MPa σ σ &unknown;"),
        ("rate " + MATH.format(f"<mml:msup><mml:mn>10</mml:mn>{MINUS_3}</mml:msup>"), "rate 10^-3"),
        (MATH.format("<mml:mfrac><mml:mi>a</mml:mi><mml:mrow><mml:mi>b</mml:mi><mml:mo>+</mml:mo>"
                     "<mml:mi>c</mml:mi></mml:mrow></mml:mfrac>"), "a/(b+c)"),
        (MATH.format("<mml:msub><mml:mi>σ</mml:mi><mml:mi>y</mml:mi></mml:msub><mml:mo>=</mml:mo>"
                     "<mml:mn>200</mml:mn><mml:mtext> MPa</mml:mtext>"), "σy = 200 MPa"),
        ("<jats:alternatives><jats:tex-math>$$\\mathrm{x}$$</jats:tex-math><mml:math><mml:mi>x"
         "</mml:mi></mml:math></jats:alternatives>", "x"),
        ("<jats:tex-math>$$10^{-3}\\,\\mathrm{s}^{-1}$$</jats:tex-math>", "10^-3 s^-1"),
        ("<![CDATA[a <b>b</b>]]><!-- no -->", "a b"),
    ],
)  # fmt: skip
def test_markup_is_written_as_it_is_read(source: str, text: str) -> None:
    assert without_heading(plain_markup(source)) == text


@pytest.mark.parametrize(
    "text",
    [
        "grain size <5 µm and >3", "T<Tc and x>0", "<a> and <c+a> dislocations",
        "the <111> direction",
        "<uvw>", "x<b and c>d", "p < q", "a & b", "5 <", "<", "<>", "</>", "x <- y -> z",
    ],
)  # fmt: skip
def test_what_is_no_tag_stays(text: str) -> None:
    assert plain_markup(text) == text


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("AbstractThe alloy", "The alloy"), ("Abstract The alloy", "The alloy"),
        ("ABSTRACT: 5 alloys", "5 alloys"), ("Abstract—Alloys", "Alloys"),
        ("Abstract concepts", "Abstract concepts"), ("ABSTRACTIONS", "ABSTRACTIONS"),
        ("Summary of work", "Summary of work"), ("The Abstract", "The Abstract"),
    ],
)  # fmt: skip
def test_the_heading_is_no_word_of_the_abstract(text: str, right: str) -> None:
    assert without_heading(text) == right


@pytest.mark.parametrize(
    "part",
    ["<p>", "<mml:math>", "<sup>", "</sup>", "<tex>", "<title>", "<msup>", "x", "1", "</math>"],
)
def test_what_is_never_closed_loses_no_words(part: str) -> None:
    assert "word" in plain_markup(f"{part}word")


@given(st.text(alphabet="ab <>/&;=\"'pisu", max_size=60))
def test_a_text_is_settled_at_once(text: str) -> None:
    plain = plain_markup(text)
    assert one_line(plain) == plain


@given(st.text(max_size=60).filter(lambda text: "&" not in text and "<" not in text))
def test_a_text_without_markup_is_only_put_on_one_line(text: str) -> None:
    assert plain_markup(text) == one_line(text)
    assert unescaped(text) == text


def test_a_place_where_a_line_may_break_leaves_no_blank() -> None:
    assert plain_markup("CoCr<wbr>Ni and CoCr<wbr/>Ni") == "CoCrNi and CoCrNi"
