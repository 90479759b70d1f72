"""What an abstract mentions, to be sure of what it does not mention."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from builder.materials.alloys import Alloy, compatible, find_alloys, named_alloys
from builder.materials.element_mentions import find_elements
from builder.materials.quantities import find_quantities
from builder.materials.quantity import Quantity
from builder.materials.vocabulary import expand, find_terms
from builder.nlp.sentences import sentences

#: Words by which a statement holds for more than the values that are named.
_RANGE = re.compile(
    r"\b(?:from|to|between|range|ranges|ranging|up to|below|above|over|under|various|different"
    r"|until|exceeding|increas\w+|decreas\w+|higher|lower|wide)\b|[–-] ?\d",
    re.IGNORECASE,
)
_FROM, _TO = re.compile(r"\b(?:from|between|range of)\s$"), re.compile(r"\s?(?:to|and|-|–)\s?")
_COLD = re.compile(r"cryo|liquid[ -](?:nitrogen|helium)|(?:low|sub-?zero)[ -]temperature", re.I)
_HOT = re.compile(
    r"(?:elevated|high|higher|intermediate|hot)[ -](?:temperature|deform|compress)", re.I
)
_THIN = re.compile(
    r"coating|cladd?(?:ing|ed)|film|powders?\b(?! bed)|spray|sputter|braz|weld|\bjoint"
)
#: Titles of studies of how alloys bear loads, and texts that tell of the attack of a medium, too.
_MECHANICAL = re.compile(
    r"mechanic|strength|strong|ductil|plastic|tensile|tension|compress|deform|fatigue|fractur"
    r"|hardening|tough|creep|dynamic response"
)
_ATTACKED = re.compile(r"corro|electrochem|passiv|pitting|oxid|nacl|sea.?water|biocompat|implant")
_WORN = re.compile(r"wear|worn|tribo|abras|fricti|erosi")
#: Titles of studies of how a medium attacks, what else they may name, and of a test of their own.
_BESIDE_FILMS = re.compile(r"structur|wear|tribo|coating")
_OF_FILMS = re.compile(r"passiv|electrochem|polari[sz]ation|pitting|dissolution|leaching")
_OF_ITS_OWN = re.compile(
    r"bacteri|viral|virus|bio|cataly|hydrogen evolution|overpotential|molecular dynamics"
    r"|first.principles|density functional|ab.initio|diffusion coefficient|irradiat|magnet"
    r"|thermodynamic|machine.learning"
)
#: Materials with another matrix than an alloy, and what only alloys are asked for.
_CERAMIC = re.compile(r"cermet|cemented|ceramic|hard ?metal|diamond|carbon films?")
_OF_ALLOYS = re.compile(r"precipitation|texture|dislocation|deformation")
_OF_LOADS = frozenset({"tension", "strength", "mechanics", "hardness", "wear"})
#: Of these a paper without a word on mechanics tells nothing.
_OF_BARS = frozenset({"tension", "strength", "mechanics"})
#: What is measured in tension alone.
_TENSILE = re.compile(r"tensile|elongation")
#: Temperatures in K below which is cold, and above which is hot.
_COLD_KELVINS, _HOT_KELVINS = 200.0, 400.0


@dataclass(frozen=True)
class AbstractView:
    """An abstract with its title, and what the two mention."""

    paper: str
    title: str
    abstract: str

    @cached_property
    def text(self) -> str:
        """Title and abstract."""
        return f"{self.title}. {self.abstract}"

    @cached_property
    def lower(self) -> str:
        """Title and abstract in lower case."""
        return self.text.lower()

    @cached_property
    def alloys(self) -> tuple[Alloy, ...]:
        """The alloys that it names."""
        return named_alloys(self.text)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The names of the terms of the field that it mentions."""
        return frozenset(term.name for term in find_terms(self.text))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities that it gives."""
        return tuple(find_quantities(self.text))

    @cached_property
    def elements(self) -> frozenset[str]:
        """The symbols of all elements that it names, alone or in a formula."""
        alone = {element.symbol for element in find_elements(self.text)}
        return frozenset(alone.union(*(alloy.elements for alloy in find_alloys(self.text))))

    @cached_property
    def is_thin(self) -> bool:
        """Return whether it is on a layer, a powder or a joint, which is not pulled as bars are."""
        return bool(_THIN.search(self.lower))

    def is_far_from(self, field: str, name: str) -> bool:
        """Return whether the title tells of other tests than those that measure a property.

        Args:
            field: What the tests of the property are about: `corrosion`.
            name: The property.
        """
        title = self.title.lower()
        loaded = _MECHANICAL.search(title) is not None
        if _CERAMIC.search(title) and _OF_ALLOYS.search(name):
            return True
        if field in ("corrosion", "oxidation"):
            attacked = _ATTACKED.search(self.lower) is not None
            return not attacked and (loaded or _OF_FILMS.search(name) is not None)
        if field in _OF_BARS and not _MECHANICAL.search(self.lower):
            return True
        if field in ("tension", "strength") and _ATTACKED.search(title) and not loaded:
            return "propert" not in title
        if field == "wear" and not self.is_thin:
            return loaded and not _WORN.search(self.lower)
        if field in _OF_LOADS and not loaded and _OF_ITS_OWN.search(title):
            return True
        if _OF_FILMS.search(title) and not (loaded or _BESIDE_FILMS.search(title)):
            return field in _OF_LOADS or bool(_OF_ALLOYS.search(name))
        return "compress" in title and "tensi" not in title and bool(_TENSILE.search(name))

    @cached_property
    def sentences(self) -> tuple[str, ...]:
        """The sentences of the abstract."""
        return tuple(self.abstract[start:end] for start, end in sentences(self.abstract))

    def names(self, alloy: Alloy) -> bool:
        """Return whether an alloy is named, by whatever formula, or may be one of a family."""
        return alloy.text in self.text or any(compatible(alloy, one) for one in self._distinct)

    @cached_property
    def _distinct(self) -> tuple[Alloy, ...]:
        """One mention of each alloy."""
        return tuple({(one.composition_key, one.companion): one for one in self.alloys}.values())

    def mentions(self, word: str) -> bool:
        """Return whether a word, or a term by any of its forms, is mentioned."""
        forms = expand(word)
        named = {term.name for form in forms for term in find_terms(form)}
        plain = (form.lower() for form in forms if form.islower() or form == word)
        return bool(named & self.terms) or any(form in self.lower for form in plain)

    def may_give(self, wanted: Quantity, apart: float, told: bool) -> bool:
        """Return whether it gives a quantity, or says something that may hold for it.

        Args:
            wanted: The quantity.
            apart: How far another one must lie from it, in base units.
            told: Whether what is told of a range of values counts, too, as it does not for a
                number that is asked for, but for a time, after which things stay as they are.
        """
        at = wanted.si[0]
        given = [one for one in self.quantities if one.dimension == wanted.dimension]
        spans = [one.si for one in given]
        spans += [
            (one.si[0], other.si[1])
            for one, other in pairwise(given)
            if _TO.fullmatch(self.text[one.end : other.start])
            and _FROM.search(self.text[max(one.start - 12, 0) : one.start])
        ]
        if any(low - apart < at < high + apart for low, high in spans):
            return True
        if wanted.dimension == "temperature" and (
            (at < _COLD_KELVINS and self._tells_of_cold)
            or (at > _HOT_KELVINS and self._tells_of_heat)
        ):
            return True
        if not spans or not (told or wanted.dimension == "time"):
            return False
        least, most = min(low for low, _ in spans), max(high for _, high in spans)
        if least < at < most:
            return self._tells_of_ranges
        return any(self._is_bound(one, at) for one in given)

    # Hundreds of other conditions may be tried for one abstract: its text is searched once.
    @cached_property
    def _tells_of_cold(self) -> bool:
        return bool(_COLD.search(self.text))

    @cached_property
    def _tells_of_heat(self) -> bool:
        return bool(_HOT.search(self.text))

    @cached_property
    def _tells_of_ranges(self) -> bool:
        return bool(_RANGE.search(self.text))

    def _is_bound(self, one: Quantity, at: float) -> bool:
        """Return whether a quantity bounds what is said from the side on which ``at`` lies."""
        before = self.text[max(one.start - 22, 0) : one.start].lower()
        if at < one.si[0]:
            return bool(
                re.search(r"(?:below|under|up to|until|less than|lower than|to|first)\W*$", before)
            )
        after = "|after" if one.dimension == "time" else ""
        return bool(
            re.search(rf"(?:above|over|from|exceeding|than|beyond|least{after})\W*$", before)
        )
