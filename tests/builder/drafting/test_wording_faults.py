"""Questions and answers that show that they were made of a sentence are left out."""

import pytest

from builder.drafting.wording_faults import is_well_worded


@pytest.mark.parametrize(
    ("rule", "question", "answer"),
    [
        ("object", "What does the addition result in in salt water?", "pits"),
        ("reason", "Why does the strength increases and the ductility fall?", "due to twins"),
        ("make-up", "What phases does NbMoTaW have?", "a B_{2} phase"),
        ("influence", "How does aging affect theirplastic flow?", "It rises."),
        ("influence", "How does aging affect NbMoTaW?", "Slip sets in suchthat it flows."),
        ("influence", "How does aging affect NbMoTaW?", "It depends neither on Al noron W."),
        ("make-up", "What phases does NbMoTaW have?", "BCC phases with 2.8831 and.2.8690 Å"),
        ("make-up", "According to “FeCo $ _{x} $”, what phases does NbMoTaW have?", "an FCC phase"),
        ("object", "What was the wear found to involve?", "oxidation"),
        ("make-up", "What structure does the current alloy system exhibit?", "a BCC phase"),
        ("effect", "How does Si affect a phase transformation?", "Si raises it"),
        ("change with", "How does the wear change as the speed increased?", "the wear rises"),
        ("way", "How were two targets of NbMoTaW made?", "by sintering"),
        ("doer", "In NbMoTaW, what raised the hardness from 400 to 500 HV?", "fine carbides"),
        (
            "doer",
            "According to “Effect of Hf on NbMoTaW”, what promotes twins?",
            "Higher Hf contents",
        ),
        ("make-up", "What phases does NbMoTaW have?", "an FCC phase and a small grain size"),
        ("way", "How was NbMoTaW made?", "by adjusting composition"),
        ("influence", "How does the addition of the Cu wt.% content affect NbMoTaW?", "it rises"),
        ("change under", "What happens to NbMoTaW at 300 K?", "it is harder, nevertheless"),
        ("being", "What has the structure of NbMoTaW been transformed from?", "BCC to FCC"),
        ("doer", "In NbMoTaW, what triggered induced pitting?", "carbides"),
        ("formed", "Which phase was obtained after milled for more?", "BCC phase"),
        ("being", "What were the phase structure of NbMoTaW?", "all BCC"),
        ("order", "How does the density of NbMoTaW (3 ×1022/m3) compare with that?", "higher"),
        ("way", "How was a kind of novel composite of NbMoTaW made?", "by sintering"),
        ("order", "How does the hardness of NbMoTaW compare with that of other alloys?", "better"),
        ("rival", "Which has more: NbMoTaW and VNbMoTaW or HfNbTaTiZr and CoCrNi?", "NbMoTaW"),
        ("change with", "How does mechanical performance change with increasing W content?", "up"),
        ("reason", "What caused the loss of Al in NbMoTaW during the investigation?", "heat"),
        ("change with", "How did the FCC phase increased and the hardness change with x?", "up"),
        (
            "finding told",
            "What did the study “Strength of NbMoTaW” find about the strength?",
            "It has a good combination of strength and ductility.",
        ),
        ("way", "According to “NbMoTaW by Laser-Cladding”, how was it made?", "by laser clad (LC)"),
        (
            "way",
            "According to “NbMoTaW by Hot Pressing”, how was it made?",
            "by hot pressing of powder",
        ),
        ("way", "How was a novel carbide within NbMoTaW made?", "using sputtering"),
        ("main", "What is the main phase of NbMoTaW as the copper content increases?", "FCC1"),
        ("doer", "What delays Frank loops in NbMoTaW, i.e. in simulations?", "tungsten"),
        (
            "finding told",
            "What did the study “Hardness of NbMoTaW” find about the hardness?",
            "The higher hardness of NbMoTaW is associated with more strain than that of MoTaW.",
        ),
        ("being", "What were NbMoTaW bars cast slowly, and the dendrites surrounded by?", "oxides"),
        ("reason", "What surrounded NbMoTaW bars rolled slowly, and the dendrites?", "oxides"),
        ("reason", "What causes the major contribution to the strength of NbMoTaW?", "oxides"),
        ("make-up", "What phases does electron microscopy show?", "a BCC phase"),
        ("doer", "What provides an important feature of NbMoTaW?", "dislocations"),
        ("doer", "What leads to particles in NbMoTaW, the size and volume fraction?", "aging"),
        ("doer", "What resulted in a BCC phase of NbMoTaW?", "The as-printed compositions"),
        ("reason", "Why are twins formed in NbMoTaW?", "since the movement of shear bands"),
        ("reason", "What causes the dependence of Ĭ = dı/dİ in NbMoTaW?", "the alloying with Ti"),
        ("reason", "In NbMoTaW, why may difficulties arise?", "due to oxygen"),
        ("rival", "Which has a higher activity: RuO2 with 390 mV or NbMoTaW?", "NbMoTaW"),
        (
            "finding told",
            "What did the study “Hardness of NbMoTaW” find about the strength?",
            "The strengths of all of the bars were estimated and compared with those of MoTaW.",
        ),
        ("condition", "At what dose is the compressive stresses of NbMoTaW low?", "2 dpa"),
        ("rival", "Which is harder: both NbMoTaW and steel or HfNbTaTiZr?", "HfNbTaTiZr"),
        ("finding told", "How strong is NbMoTaW?", "It has a limit of similar to 0.43 UTS."),
        ("influence", "How does W affect NbMoTaW?", "The hardness rises，and the wear rate falls."),
        ("influence", "How does W affect the hardness?", "It raises that of Nb40-xMoWx (HW4)."),
        ("reason", "Why are twins activated in AlxNbMoTaW (Al0.8)?", "due to the low energy"),
        ("reason", "Why did tension shear test show bonding of NbMoTaW?", "due to diffusion"),
        ("influence", "How does Al affect NbMoTaW?", "Low amount of Al resulted in gliding."),
        (
            "rival told",
            "How does NbMoTaW compare with MoTaW in hardness?",
            "Compared with MoTaW, the hardness of NbMoTaW is higher than that of MoTaW.",
        ),
        ("finding told", "How tough is NbMoTaW?", "Especially at 77 K, NbMoTaW is tough."),
        ("most", "Which alloy of NbMoTaW is hardest?", "The ⟨001⟩-oriented NbMoTaW"),
        ("reason", "What causes the modes of NbMoTaW?", "oxygen on other metal sites"),
        ("reason", "Why was NbMoTaW twinned in one grain and inclined to it?", "due to force"),
        ("reason", "Why is the kinetics of NbMoTaW fast?", "due to defects"),
        ("doer", "What had led to the structure of NbMoTaW?", "the oxygen"),
        ("influence", "How does W affect NbMoTaW?", "It raises the density to 1016/m2."),
        ("finding told", "How does NbMoTaW wear?", "It wears with the nano W wt.% content."),
        ("reason", "What causes the yield strength of NbMoTaW?", "fine grains"),
        ("condition", "According to “NbMoTaW”, when does HEA oxidize?", "at 900 K"),
        ("finding told", "How hard is NbMoTaW?", "The hardness rose by> 30% in all of it."),
        ("true trend", "True or false: NbMoTaW grows with W reaching 0.3?", "True"),
        ("true trend", "True or false: the hardness of NbMoTaWNi x rises with Ni?", "True"),
        ("influence", "How does W affect NbMoTaW?", "The current alloy system has two phases."),
    ],
)
def test_a_fault_is_found(rule: str, question: str, answer: str) -> None:
    assert not is_well_worded(rule, question, answer)


def test_a_plain_question_is_well_worded() -> None:
    assert is_well_worded("reason", "What causes the resistance to wear of NbMoTaW?", "fine grains")
    assert is_well_worded("amount", "How many dislocations has NbMoTaW?", "1.45 × 1014 m−2")
    assert is_well_worded("doer", "What raises the hardness of NbMoTaW?", "fine carbides")
    made = "According to “NbMoTaW by casting”, how was it made?"
    assert is_well_worded("way", made, "by casting and annealing at 900 °C for 2 h")
    series = "How does Al affect the hardness of AlxNbMoTaW (x = 0.2, 0.8)?"
    assert is_well_worded("influence", series, "It rises.")
    assert is_well_worded("rival told", "How hard is NbMoTaW?", "It is similar to 316L steel.")
    lead = "According to “On the wear of NbMoTaW”, what causes cracks?"
    assert is_well_worded("doer", lead, "Brittle carbides")


@pytest.mark.parametrize("word", ["whichever", "within", "lathe", "thanks", "these", "from 0.5 to"])
def test_whole_words_are_not_taken_for_glued_ones(word: str) -> None:
    assert is_well_worded("influence", f"How does aging {word} NbMoTaW?", f"It grows {word} 0.5.")
