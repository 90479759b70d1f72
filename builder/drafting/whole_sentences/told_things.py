"""Name what a sentence asserts something of: its properties, its phases and structure.

A word that only stands in passing (`at twice the liquidus temperature`, `due to the grain size`) is
not what the sentence tells of: phrases that a preposition begins are left out.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from builder.materials.vocabulary import Mention, find_terms, is_phase

_ABBREVIATION = re.compile(r"[A-Z]{2}|\d|[^\x00-\x7f]|[a-z](?:es|s)$(?<!ss)(?<!us)")
_BEHAVIOUR = re.compile(
    r"\b(?:wear|fracture|failure|deformation|corrosion|oxidation|creep|friction|fatigue|magnetic"
    r"|recrystallization|precipitation|solidification|strengthening|densification|diffusion|growth"
    r"|toughening|nucleation|bonding)"
    r" (?:mechanism|mode|behaviou?r)s?\b",
    re.IGNORECASE,
)
#: Verbs, before which a phrase of a preposition ends.
_VERB = (
    r"\b(?:is|are|was|were|be|been|has|have|had|can|could|may|will|increas\w+|decreas\w+|improv\w+"
    r"|enhanc\w+|reduc\w+|exhibit\w*|show\w*|leads?|led|results?|resulted|resulting|becom\w+|became"
    r"|promot\w+|transform\w*|chang\w+|form(?:s|ed)|reach\w*|remain\w*|refin\w+|consist\w*"
    r"|contain\w*"
    r"|hinder\w*|suppress\w*|inhibit\w*|rais\w+|rises?|rose|falls?|fell|drops?|dropped|thereby"
    r"|which)\b"
)
#: A phrase that a preposition begins, up to a sign or a verb.
_ASIDE = re.compile(
    r"\b(?:in|at|on|for|with|without|under|between|among|by|via|through|than|during|after|above"
    r"|below"
    r"|near|as|containing|within|against|before|along|across|until|over|despite"
    r"|regarding|concerning|toward|towards|(?:superior|inferior|comparable|equal|relative) to"
    rf"|similar to|compared (?:to|with))\s(?:(?!{_VERB})[^,;:.()]|\.(?=\d)){{1,90}}",
    re.IGNORECASE,
)
#: A cause, up to a sign that ends its clause.
_CAUSE = re.compile(r"\b(?:due to|because of|owing to)\s[^,;:]{1,200}", re.IGNORECASE)
#: What a result is told in, though a preposition stands before it.
_RESULT = re.compile(
    r"(?:result\w*|succeed\w*|increases?|decreases?|reductions?|improvements?|changes?|rises?"
    r"|drops?)\s$",
    re.I,
)
#: What is formed or measured, behind which `of` names no owner.
_NO_OWNED = (
    "formation size amount fraction content number precipitation growth evolution stability"
    " proportion coarsening refinement transformation nucleation distribution generation"
    " propagation motion movement activation appearance thickness spacing density mixture"
    " composed consisting consists consist structure integrity increase decrease reduction"
    " improvement coefficients coefficient combination values value degree enhancement loss"
    " decreasing increasing deterioration drop rise decline absence lack"
).split()
#: The owner behind a noun: the hardness of the FCC phase.
_OWNER = re.compile(
    r"\sof\s"
    + "".join(rf"(?<!{noun}\sof\s)" for noun in _NO_OWNED)
    + rf"(?:(?!{_VERB})[^,;:.()]|\.(?=\d)){{1,60}}",
    re.IGNORECASE,
)
#: `density of states`, `electron density`: no mass for a volume.
_NO_DENSITY = re.compile(
    r"\s(?:of|functional|dislocations?|(?:nano)?twins?|stacking|precipitates?)\b"
)
_DISLOCATIONS = re.compile(r"\sdislocations?\b(?! density)")
_NO_DENSITY_BEFORE = re.compile(
    r"\b(?:electron|carrier|donor|boundary|twin|dislocation|defect|grain|particle|flux|current|point|number|vacancy|energy|bubble|charge|power)\s$"
)
_OXIDIC = re.compile(r"\b(?:oxides?|spinels?|scales?|corrosion products?)\b", re.IGNORECASE)
#: Words of a structure, each with the thing that a question names for them.
_STRUCTURES = (
    ("the deformation mechanism", r"(?<!dislocation )(?:dislocations?|twinning|nanotwins?|twins?"
     r"|slip|stacking faults?)(?! (?:density|loops?|energy|cells?|content|fraction|boundar\w+))"),
    ("the high-temperature strength", r"(?:high|elevated)[- ]temperature strength"),
    ("the strength", r"(?<![A-Za-z]-)(?<!bonding )(?<!bond )(?<!spall )(?<!adhesion )"
     r"(?<!fatigue )(?<!impact )strength(?![ -](?:ductility|plasticity|and ductility))"),
    ("the irradiation resistance", r"(?:ir)?radiation (?:resistance|tolerance)"),
    ("the dislocation loops", r"(?:dislocation|faulted|Frank|perfect) loops?"),
    ("the distribution of elements", r"(?:element(?:al)?|chemical|compositional)"
     r" (?:distribution|segregation|partitioning|homogeneity)|distribution of (?:the )?elements"),
    ("the porosity", r"pores?|voids?|keyholes?"),
    ("cracking", r"cracks?|cracking|microcracks?"),
    ("precipitation", r"(?:nano)?precipitat\w+(?! (?:strengthen|harden)ing)"
     r"|(?<!Ni )(?<!Co )(?<!cemented )carbides?|intermetallics?"),
    ("the passive film", r"passiv\w+ (?:films?|layers?)"),
    ("passivation", r"passivation|passive regions?"),
    ("the oxide scale", r"oxide (?:scales?|films?|layers?)"
     r"|(?<!-)(?<!to )scales?(?!\s(?:with|as|\w+ly|non-|up|down)\b)"),
    ("the oxides", r"(?<!graphene )(?:oxides?|spinels?)(?!(?: or \w+)?[ -](?:scales?|films?|layers?"
     r"|dispers\w+|particles?|nanoparticles?|ceramics?))"),
    ("the microstructure", r"microstructures?|grains?(?! boundary strengthening)|subgrains?"
     r"|dendrit\w+|interdendrit\w+|lamella\w*"
     r"|texture|columnar|equiaxed|segregat\w+|eutectic|cellular|morpholog\w+"
     r"|recrystalli[sz]\w+(?! temperature)"),
)  # fmt: skip
#: What is measured or described, though it is no term of the field.
_MEASURED = re.compile(
    r"(?:\b(?:the|an?)\s|^)(?P<what>(?:(?!(?:high|low|larg|small|great|good|same|averag|maxim|improv|enhanc|reduc|increas|robust"
    r"|minim|differen"
    r"|signific|overall|total|other|first|second|main|best|important)\w*\b)(?!(?:of|the|and|in|with)\b)[a-z][a-z-]+\s){1,3}"
    r"(?:thickness|sizes?|distortion|roughness|coefficients?|energ(?:y|ies)|spacing|diffusivity"
    r"|mobility"
    r"|crystallinity|stability|diameter|depth|width|temperature|solubility|susceptibility"
    r"|polarization"
    r"|activation volume|orientation|distribution|concentration|segregation|transition"
    r"|transformation"
    r"|efficiency|forces?|loss|adhesion|adsorption|diffusion|swelling|interface|bonding))\b(?!\s(?:zone|temperature|layer|region|effect|fluctuation|barrier|gradient|landscape|of)s?\b)",
    re.IGNORECASE,
)
#: Behind the diffusion or the like: that of what, without which it names nothing.
_OF_SOMETHING = re.compile(
    r"(?:(?<=diffusion)|(?<=adsorption)|(?<=segregation)|(?<=transformation)|(?<=bonding))\sof\b"
)
_SHAPES = tuple((name, re.compile(rf"\b(?:{form})\b", re.I)) for name, form in _STRUCTURES)
_PEOPLE = (
    "Vickers",
    "Young",
    "Tafel",
    "Curie",
    "Rockwell",
    "Brinell",
    "Poisson",
    "Gibbs",
    "Seebeck",
)
_DIMPLES = "dimple"
_STRUCTURE, _MECHANISM = "the microstructure", "the deformation mechanism"
#: Words of a text that tells how something deforms, and not only which defects it has.
_DEFORMING = re.compile(
    r"\b(?:\w*deform|strain|plastic|glid|activ|dominat|mediat|accommodat|govern|motion|mov|multiplic"
    r"|harden|strengthen|slip|load|tensi|compress|stress|creep|fatigue|nucleat|hinder|imped|mechanism)",
    re.IGNORECASE,
)
#: What the defects are called that a word of them begins with.
_DEFECTS = {
    "dislocation": "the dislocations", "twinning": "twinning",
    "twin": "the twins", "nanotwin": "the twins", "slip": "slip", "stacking": "the stacking faults",
}  # fmt: skip
_PHASES, _FRACTION = "the phases", "the volume fraction"


@lru_cache(maxsize=1024)
def told_things(text: str) -> tuple[str, ...]:
    """Return what a text asserts something of, as a question names it, in the order of the text."""
    plain = _without_asides(text)
    terms = [one for one in find_terms(plain) if not _is_of_another(one, plain)]
    found: dict[str, int] = {}
    for match in _BEHAVIOUR.finditer(plain):
        found.setdefault(f"the {match.group().lower()}", match.start())
    names: set[str] = set()
    for term in terms:
        told = term.name in names or any(term.text.lower() in known for known in found)
        if term.kind == "property" and not told:
            names.add(term.name)
            short = _ABBREVIATION.search(term.text)
            found.setdefault(f"the {term.name if short else _lower(term.text)}", term.start)
    phases = [term for term in terms if is_phase(term)]
    if phases and not _OXIDIC.search(text):
        found[_PHASES] = phases[0].start
    for name, form in _SHAPES:
        shape = form.search(plain)
        if shape and not _is_named(name, shape.group(), found):
            found[_as_told(name, shape.group(), text)] = shape.start()
    if _STRUCTURE in found:
        for named in _DEFECTS.values():
            found.pop(named, None)  # Its defects are part of it.
    measured = None if found else _MEASURED.search(plain)
    if measured and not _OF_SOMETHING.match(text, measured.end()):
        found[f"the {measured['what'].strip().lower()}"] = measured.start()
    if _DIMPLES in text:
        found.pop("the porosity", None)  # Its pores are those of a fracture.
    if _FRACTION in found and found.pop(_PHASES, None) is not None:
        found["the volume fraction of the phases"] = found.pop(_FRACTION)
    return tuple(sorted(found, key=lambda name: found[name]))


def _lower(words: str) -> str:
    """Return words in lower case, but for the names of people: the Vickers hardness."""
    return " ".join(one if one.startswith(_PEOPLE) else one.lower() for one in words.split())


def _without_asides(text: str) -> str:
    """Return a text with blanks for what stands in passing, so that all places stay."""

    def blank(found: re.Match[str]) -> str:
        if found.group()[:3].lower() == "in " and _RESULT.search(text[: found.start()]):
            return found.group()
        return " " * len(found.group())

    text = _CAUSE.sub(lambda found: " " * len(found.group()), text)
    return _OWNER.sub(lambda found: " " * len(found.group()), _ASIDE.sub(blank, text))


def _is_of_another(term: Mention, text: str) -> bool:
    """Return True for a word of something else: the electron density, misfit dislocations."""
    if _DISLOCATIONS.match(text, term.end):
        return True
    if term.name != "density":
        return False
    behind, before = text[term.end :], text[: term.start]
    return bool(_NO_DENSITY.match(behind) or _NO_DENSITY_BEFORE.search(before))


def _as_told(name: str, word: str, text: str) -> str:
    """Return what a text tells of: defects by themselves, where it does not tell of deforming."""
    if name != _MECHANISM or _DEFORMING.search(text):
        return name
    return next(named for stem, named in _DEFECTS.items() if word.lower().startswith(stem))


def _is_named(name: str, word: str, found: dict[str, int]) -> bool:
    """Return True for a structure that is named already: by its measure, or by its phases."""
    if name == "the microstructure" and word.lower().startswith("grain"):
        return "the grain size" in found
    if name == "the microstructure" and word.lower().startswith("segregat"):
        return "the distribution of elements" in found
    if name == "passivation":
        return "the passive film" in found
    if name == "the strength":
        return any("strength" in known for known in found)
    if name in ("precipitation", "the oxide scale"):
        return _PHASES in found or any(name.split()[-1] in known for known in found)
    return name == "the deformation mechanism" and any("mechanism" in known for known in found)


def listed(things: Sequence[str]) -> str:
    """Return things as a list with `and` before the last."""
    return things[0] if len(things) == 1 else f"{', '.join(things[:-1])} and {things[-1]}"
