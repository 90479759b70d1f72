r"""LaTeX of BibTeX files is undone: accents in any bracing, ties, formulas, units of siunitx."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from builder.text.characters import one_line
from builder.text.latex import latex_text


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (r"1.058~GPa at 298~K, 1600~{$^\circ$}C", "1.058 GPa at 298 K, 1600 °C"),
        (r"50\,MPa 50\ MPa 50\;MPa 50\thinspace MPa", "50 MPa 50 MPa 50 MPa 50 MPa"),
        (r"about ~5~GPa, (~3) and $\sim$4", "about ~5 GPa, (~3) and ~4"),
        (r"$T \leq 700$ K, $\geq 5$, $5\times10^{-4}$", "T ≤ 700 K, ≥ 5, 5 × 10^-4"),
        (r"The $\omega$ phase, \textomega, {\textgamma}$'$", "The ω phase, ω, γ′"),
        (r"$\lambda$ $\kappa$ $\rho$ $\Delta H_{\text{mix}}$ $\sigma_y$", "λ κ ρ ΔHmix σy"),
        (r"10$^{-3}$ s$^{-1}$, $10^{-3}\,\mathrm{s}^{-1}$", "10^-3 s^-1, 10^-3 s^-1"),
        (r"Al$_{0.3}$CoCrFeNi Al\textsubscript{0.3}CoCrFeNi Al_{0.3}Co",
         "Al0.3CoCrFeNi Al0.3CoCrFeNi Al0.3Co"),
        (r"m\textsuperscript{2} Cu\textsuperscript{2+} \textsuperscript{57}Fe", "m^2 Cu2+ 57Fe"),
        (r"700 \textdegree C, 700{\textdegree}C, 5 \textmu m, 5 $\mu$m",
         "700 °C, 700°C, 5 μm, 5 μm"),
        (r"HfV{\$}{\$}{\_}{\{}0.5{\}}{\$}{\$} at 10{\$}{\$}^{\{}-3{\}}{\$}{\$} s",
         "HfV0.5 at 10^-3 s"),
        (r"5\% of R\&D at 5% & more", "5% of R&D at 5% & more"),
        (r"Fe--Ni ``cast'' 1{,}073", "Fe–Ni “cast” 1,073"),
        (r"{$<$}sub{$>$}2{$<$}/sub{$>$} {\textless}i{\textgreater}", "<sub>2</sub> <i>"),
        (r"\ce{Al2O3} \ce{Fe^{3+}} \ce{Al_{0.3}CoCrFeNi}", "Al2O3 Fe3+ Al0.3CoCrFeNi"),
        (r"\SI{1.058}{\giga\pascal} at \SI{298}{\kelvin}", "1.058 GPa at 298 K"),
        (r"\SIrange{-196}{25}{\celsius} \qtyrange{1}{2}{\um}", "-196 to 25 °C 1 to 2 µm"),
        (r"\SI{e-3}{\per\second} \SI{5e-4}{s^{-1}} \num{1,5e3}",
         "10^-3 s^-1 5 × 10^-4 s^-1 1.5 × 10^3"),
        (r"\SI{30}{\mega\pascal\metre\tothe{0.5}} \si{\joule\per\mole\per\kelvin}",
         "30 MPa m^0.5 J mol^-1 K^-1"),
        (r"\SI{5}{\percent} \SIlist{1;2;3}{\hour} \ang{45} \SI{2}{\per\square\metre}",
         "5% 1, 2 and 3 h 45° 2 m^-2"),
        (r"\SI{10 \pm 2}{K} \SI{3.571(2)}{\angstrom} \SI{4}{MPa}", "10 ± 2 K 3.571(2) Å 4 MPa"),
        (r"$\mathrm{MPa\sqrt{m}}$ $\langle 111\rangle$ $\frac{1}{2}$", "MPa√m ⟨111⟩ 1/2"),
        (r"\textbf{bold \emph{words}} \href{https://x.org}{link} \unknown{kept}",
         "bold words link kept"),
        (r"costs $5", "costs $5"),
        ("plain text, nothing to undo", "plain text, nothing to undo"),
    ],
)  # fmt: skip
def test_it_is_written_as_it_is_printed(source: str, text: str) -> None:
    assert one_line(latex_text(source)) == text


@pytest.mark.parametrize(
    ("letter", "writings"),
    [
        ("í", [r"{\'\i}", r"\'{\i}", r"{\'{\i}}", r"\'i", r"{\'i}", r"\'{i}"]),
        ("ü", [r"\"u", r"{\"u}", r"\"{u}", r"{\"{u}}"]),
        ("ř", [r"{\v r}", r"\v{r}", r"{\v{r}}"]),
        ("ø", [r"{\o}", r"\o{}"]),
        ("ç", [r"{\c c}", r"\c{c}"]),
        ("ł", [r"{\l}", r"\l{}"]),
        ("å", [r"{\aa}", r"{\r a}", r"\r{a}"]),
        ("ő", [r"{\H o}", r"\H{o}"]),
        ("ß", [r"{\ss}", r"\ss{}"]),
    ],
)
def test_an_accent_is_read_in_any_bracing(letter: str, writings: list[str]) -> None:
    assert [latex_text(f"X{one}yz") for one in writings] == [f"X{letter}yz"] * len(writings)


def test_a_macro_of_a_letter_takes_the_blank_behind_it() -> None:
    assert latex_text(r"S\o rensen, \L ukasz") == "Sørensen, Łukasz"


@pytest.mark.parametrize(
    "source", ["{" * 5000 + "}" * 5000, r"\frac" * 2000, r"\begin{a}" * 1000, r"\SI{" * 200]
)
def test_what_makes_no_sense_is_an_error_at_once(source: str) -> None:
    begun = time.process_time()
    with pytest.raises(ValueError, match="its "):
        latex_text(source)
    assert time.process_time() - begun < 5


@given(st.text(alphabet="ab1 \\{}$^_~%&#-'`.,", max_size=60))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read_or_refused(source: str) -> None:
    try:
        text = latex_text(source)
    except ValueError:
        return
    assert isinstance(text, str)
    assert not set("\x02\x03") & set(text)


@given(st.text(alphabet="abc ABC 0123 .,;:()[]+=<>/°µ–é", max_size=80))
def test_a_text_without_latex_is_left_alone(text: str) -> None:
    assert latex_text(text) == text
