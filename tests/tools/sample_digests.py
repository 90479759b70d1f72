"""The sample corpus: digests in our own words of published findings, each checked against a source.

``checked`` says where the facts and the DOI were checked. Markup: ``_{…}`` lowers, ``^{…}`` raises.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Digest:
    """One page to draw: whose work it is, what is said of it, and in which layout."""

    file: str
    layout: str
    title: str
    after: str
    """The authors whose work is retold."""
    year: int
    doi: str
    abstract: str
    checked: str
    keywords: str = "high-entropy alloys"
    recorded: str | None = "untitled"
    """The title in the file's properties, so often wrong or missing; None stands for the right one."""


DIGESTS = (
    Digest(
        "gludovatz2014_crmnfeconi_toughness.pdf",
        "elsevier",
        "Why the five-component alloy CrMnFeCoNi grows tougher as it is cooled",
        "B. Gludovatz et al.",
        2014,
        "10.1126/science.1254581",
        "The equiatomic alloy CrMnFeCoNi, often called the Cantor alloy, is a single-phase solid "
        "solution with a face-centered cubic lattice. The fracture toughness of CrMnFeCoNi exceeds "
        "200 MPa·m^{1/2} from room temperature down to 77 K. Over the same range its tensile "
        "strength rises from 763 to 1280 MPa, and its ductility grows as well, which sets it apart "
        "from most materials. The alloy becomes better on cooling because its deformation changes "
        "from planar slip of dislocations at room temperature to mechanical nanotwinning at low "
        "temperature. The nanotwins keep strain hardening steady while the alloy is stretched.",
        "https://scholars.cityu.edu.hk/en/publications/a-fracture-resistant-high-entropy-alloy-for-"
        "cryogenic-application/ and the introduction of doi:10.1038/ncomms10602",
        "high-entropy alloy; fracture toughness; cryogenic; nanotwinning",
    ),
    Digest(
        "zhang2015_crmnfeconi_damage_tolerance.pdf",
        "nature",
        "What stops a crack in CrMnFeCoNi, seen in the electron microscope",
        "Zhang, Mao, Wang, Gludovatz, Zhang, Mao, George, Yu and Ritchie",
        2015,
        "10.1038/ncomms10143",
        "Strength and ductility seldom go together, but in the single-phase alloy CrMnFeCoNi they "
        "do. Straining it inside an aberration-corrected transmission electron microscope shows "
        "where its damage tolerance comes from. Shockley partial dislocations move with ease and "
        "meet in parallelepipeds of stacking faults. Slip bands of undissociated dislocations stop "
        "the partials. Twinned bridges on the scale of nanometres span the crack near its tip and "
        "shield it, so that fracture is delayed. Together these mechanisms give the alloy a tensile strength of about 1 GPa and a ductility "
        "of 60 to 70%.",
        "https://pmc.ncbi.nlm.nih.gov/articles/PMC4682111 (doi:10.1038/ncomms10143)",
        recorded="",
    ),
    Digest(
        "liu2022_crconi_toughness_20k.pdf",
        "run_in",
        "Fracture toughness of CrCoNi and CrMnFeCoNi at 20 kelvin",
        "D. Liu et al.",
        2022,
        "10.1126/science.abp8070",
        "Two equiatomic alloys were broken at 20 K, close to the temperature of liquid hydrogen. "
        "The fracture toughness of CrMnFeCoNi at 20 K is 262 MPa·m^{1/2} when a crack starts. That of the "
        "medium-entropy alloy CrCoNi is 459 MPa·m^{1/2}, and it passes 540 MPa·m^{1/2} after the "
        "crack has grown by 2.25 mm. At the crack tip stacking faults, fine nanotwins and epsilon "
        "martensite form; the picture differs from that at higher temperatures. Their coherent interfaces both hold up dislocations and "
        "let them pass, which prolongs strain hardening and raises strength and ductility at once.",
        "https://dissem.in/p/131913075/ (title, volume, pages and values of the paper's abstract)",
        "medium-entropy alloy; fracture toughness; liquid hydrogen; stacking faults",
        recorded=None,
    ),
    Digest(
        "senkov2011_refractory_strength.pdf",
        "centred",
        "Strength of the refractory alloys NbMoTaW and VNbMoTaW up to 1600 °C",
        "O. N. Senkov et al.",
        2011,
        "10.1016/j.intermet.2011.01.004",
        "Two refractory high-entropy alloys, Nb_{25}Mo_{25}Ta_{25}W_{25} and "
        "V_{20}Nb_{20}Mo_{20}Ta_{20}W_{20}, were cast and tested in compression. Both have a single "
        "body-centered cubic phase. At room temperature the yield strength of NbMoTaW is 1058 MPa "
        "and its hardness is 454 HV. The yield strength of VNbMoTaW is 1246 MPa at 25 °C, 842 MPa at "
        "1000 °C, and still 477 MPa at 1600 °C. Little strength is lost between 600 and 1000 °C. "
        "Both alloys are brittle at room temperature, where they fail after about 2% of strain. Their "
        "calculated densities are 13.7 and 12.4 g/cm^{3}.",
        "rows of the MPEA data set of Borg et al. (doi:10.1038/s41597-020-00768-9) for this DOI",
    ),
    Digest(
        "lu2014_alcocrfeni21_eutectic.pdf",
        "springer",
        "A eutectic high-entropy alloy that is both strong and ductile: AlCoCrFeNi_{2.1}",
        "Y. Lu et al.",
        2014,
        "10.1038/srep06200",
        "High-entropy alloys tend to be either strong or ductile, and they are hard to cast without "
        "segregation. A eutectic composition answers both complaints, for it solidifies as thin "
        "layers of a soft and of a hard phase. The alloy AlCoCrFeNi_{2.1} was designed in this way. "
        "As cast, AlCoCrFeNi_{2.1} consists of fine lamellae of an FCC phase and an ordered B2 phase. "
        "It joins high fracture strength with high tensile ductility at room temperature, and these "
        "properties are kept up to 700 °C. The route can be taken over for castings of industrial "
        "size.",
        "https://research.chalmers.se/en/publication/204377 (abstract and DOI)",
        "eutectic high-entropy alloy; casting; lamellar microstructure",
        recorded=None,
    ),
    Digest(
        "li2016_metastable_dual_phase.pdf",
        "letter",
        "Making high-entropy alloys less stable to make them stronger and more ductile",
        "Li, Pradeep, Deng, Raabe and Tasan",
        2016,
        "10.1038/nature17981",
        "High-entropy alloys were first meant to be kept in a single phase by their entropy. Here "
        "the idea is turned round: phase stability is lowered on purpose. The alloy then holds two "
        "phases of the same composition, and the boundaries between them harden it. Under load the "
        "less stable phase transforms, which is called transformation-induced plasticity. Strength "
        "rises because slip is hindered both within grains and from grain to grain. Ductility rises "
        "because the transformation and the dislocations of the stable phase prolong strain "
        "hardening. Such TRIP-assisted dual-phase alloys escape the usual trade-off between strength "
        "and ductility.",
        "https://www.nature.com/articles/nature17981",
    ),
    Digest(
        "vaidya2017_grain_boundary_diffusion.pdf",
        "structured",
        "Diffusion of nickel along grain boundaries of CoCrFeNi and CoCrFeMnNi",
        "M. Vaidya et al.",
        2017,
        "10.1038/s41598-017-12551-9",
        "Background: Diffusion in high-entropy alloys has been said to be sluggish.|"
        "Methods: A radioactive tracer, ^{63}Ni, was let diffuse along the grain boundaries of "
        "CoCrFeNi and CoCrFeMnNi, and atom probe tomography was used to look for segregation.|"
        "Results: No element segregates to the boundaries, whose width is about 0.5 nm. The energy of "
        "the grain boundaries is about 0.8 to 0.9 J/m^{2} in both alloys and grows with temperature, "
        "more so in CoCrFeMnNi.|"
        "Conclusions: More elements do not by themselves slow diffusion down, for what matters more "
        "is which elements they are.",
        "abstract of doi:10.1038/s41598-017-12551-9",
        recorded="",
    ),
    Digest(
        "gao2013_single_phase_search.pdf",
        "elsevier",
        "How to look for further high-entropy alloys of a single phase",
        "M. C. Gao and D. E. Alman",
        2013,
        "10.3390/e15104504",
        "Few of the high-entropy alloys made so far are true solid solutions of a single phase. "
        "CoCrFeNi and CoCrFeMnNi are, with an FCC lattice, and so are NbMoTaW, NbMoTaVW and "
        "HfNbTaTiZr, with a BCC lattice. To find more, ab initio molecular dynamics of the melt was "
        "joined with CALPHAD calculations and with a look at known phase diagrams, since bonds and "
        "atomic mobility in the melt are closely tied to what crystallizes first. The search predicts the FCC "
        "alloys CoFeMnNi, CuNiPdPt and CuNiPdPtRh. It predicts CoOsReRu as a single-phase HCP alloy.",
        "abstract of doi:10.3390/e15104504",
        "solid solution; CALPHAD; ab initio molecular dynamics",
        recorded=None,
    ),
    Digest(
        "butler2016_alcocrfeni_oxidation.pdf",
        "centred",
        "Annealing and oxidation of Al_{8}(CoCrFeNi)_{92} and its aluminium-rich kin",
        "T. M. Butler and M. L. Weaver",
        2016,
        "10.3390/met6090222",
        "How high-entropy alloys oxidize, as cast or after heat treatment, was little known when "
        "this work was done. The alloys Al_{8}(CoCrFeNi)_{92}, Al_{15}(CoCrFeNi)_{85} and Al_{30}(CoCrFeNi)_{70} were "
        "oxidized as cast and after annealing. They hold 8, 15 and 30 at.% of aluminium. Annealing moves the phases that are rich in aluminium, "
        "and with them the way in which the alloys oxidize. At 1050 °C all three go through a stage "
        "of transient oxidation, after which a protective oxide grows by a parabolic law. What is "
        "seen is held against models of oxide growth made for Ni-Cr-Al alloys.",
        "abstract of doi:10.3390/met6090222",
        recorded="",
    ),
    Digest(
        "lam2022_cast_cocrfeni_tension.pdf",
        "run_in",
        "CoCrFeNi and CoCrFeMnNi as cast: what manganese does in tension",
        "T.-N. Lam et al.",
        2022,
        "10.3390/cryst12020157",
        "As-cast CoCrFeNi and CoCrFeMnNi, both single-phase FCC alloys, were pulled at room "
        "temperature while neutron diffraction followed their defects. Adding manganese raises the "
        "yield strength by 17% and the ultimate tensile strength by 6%, and lowers the elongation "
        "by 14%. The two equiatomic alloys differ in this one element only, so that the pair shows "
        "what it does. The measurement ran during the test, not after it. The diffraction peaks were fitted with the convolutional multiple whole "
        "profile method, to learn which defects govern deformation at each stage of straining.",
        "abstract of doi:10.3390/cryst12020157",
        "neutron diffraction; as-cast alloys; deformation",
        recorded=None,
    ),
    Digest(
        "mckay2021_cocrfeni_hydrogen_evolution.pdf",
        "springer",
        "CoCrFeNi as a catalyst for hydrogen evolution in acid",
        "F. McKay et al.",
        2021,
        "10.1021/acs.jpcc.1c03646",
        "Whether high-entropy alloys can serve as catalysts has been little studied. The four base "
        "metals of CoCrFeNi make a better catalyst together than any of them alone. A "
        "model of the surface says that oxygen covers all but the nickel sites, and that under "
        "cathodic bias in acid part of this oxide goes. What is left should evolve hydrogen more "
        "readily than any of the four metals. Experiments agree: nickel resists oxidation "
        "best of the four. In 0.5 M H_{2}SO_{4} the overpotential of CoCrFeNi for hydrogen evolution "
        "is only 60 mV above that of platinum at 1 mA/cm^{2}.",
        "abstract of doi:10.1021/acs.jpcc.1c03646",
        "electrocatalysis; hydrogen evolution reaction",
    ),
    Digest(
        "jagetia2021_al03cocrfeni_hall_petch.pdf",
        "letter",
        "Nano-clusters and the steep Hall–Petch slope of Al_{0.3}CoCrFeNi",
        "Jagetia, Nartu, Dasari, Sharma, Gwalani and Banerjee",
        2021,
        "10.1080/21663831.2020.1871440",
        "The Hall–Petch coefficient says how steeply the yield strength of a metal rises as its grains become "
        "finer. Adding aluminium makes grain boundaries strengthen CoFeNi and CoCrFeNi far more than "
        "before: the Hall–Petch coefficient of the yield strength, found in tensile tests, grows strongly. Atom probe "
        "tomography of Al_{0.3}CoFeNi and Al_{0.3}CoCrFeNi shows why. Both are full of nano-clusters "
        "rich in nickel and aluminium, two elements that strive for order. Dislocations need an "
        "additional stress to cut through the coherency strain fields around these clusters, and "
        "this stress appears as the large Hall–Petch coefficient.",
        "abstract of doi:10.1080/21663831.2020.1871440",
        recorded="",
    ),
)
