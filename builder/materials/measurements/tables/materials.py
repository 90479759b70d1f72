"""Find which alloy a label of a table stands for, by all that its paper says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from builder.materials.alloy_labels import AlloyLabel, find_labels
from builder.materials.alloys import Alloy, find_alloys, named_alloys
from builder.materials.formulas.elements import ATOMIC_WEIGHT, NUMBER
from builder.materials.formulas.markup import plain_formulas
from builder.materials.formulas.parser import amounts_of, read_formula
from builder.materials.measurements.tables.headings import heading_words
from builder.papers import Paper

#: Sections in which a paper says what it calls its materials.
_OWN = ("introduction", "experimental", "results", "discussion", "other")
#: A system of elements, Mg-Ni, whose amounts a label leaves open.
_SYSTEM = re.compile(r"[A-Z][a-z]?(?:[-–][A-Z][a-z]?){1,7}(?![\w-])")
_VARIABLE = re.compile(rf"(?<!\w)(?P<name>[xyz])\s?=\s?(?P<value>{NUMBER})(?!\d|\.\d)")
#: What may stand before a formula that names a row.
_NOUN = re.compile(r"(?:alloys?|samples?|specimens?|as-\w+|annealed|cast|pure|bulk|no\.?)", re.I)
_REACTION = re.compile(r"→|⇌|\s[+=]\s|\bat\b|\bin\b|\bvs\.?\b")
_OPEN = re.compile(r"(?<=[a-zA-Z)\d+−–-])[xyz](?![a-z])")
#: In a caption: "Alloy_1 – (Ce0.1La0.9)(Ni4.47…)", "S1: CoCrFeNi", "A = TiZrNb".
_DEFINED = re.compile(
    r"(?P<label>(?:[A-Z][A-Za-z]*[ _-]?\d{1,2}|[A-Z]{1,4}\d{0,2}))\s?(?:[–:=]|\s-\s|\s?\()\s?$"
)
#: Where the end of a line breaks a formula.
_BROKEN = re.compile(r"(?<=[xyz])-\s?(?=[A-Z])|(?<=\d\))\s(?=\([A-Z][a-z]?\d)")
#: Shares of all elements together, in per cent, by which they are a composition.
_LEAST, _MOST = 96.0, 104.0


@dataclass(frozen=True)
class TableMaterials:
    """What a paper says of its materials outside its tables."""

    labels: Mapping[str, Alloy] = field(default_factory=dict)
    """Alloys by what the paper calls them."""
    families: tuple[Alloy, ...] = ()
    """Alloys with a variable, whose members rows name by its value."""
    subject: Alloy | None = None
    """The one alloy that the paper, or the caption of a table, is about."""
    is_certain: bool = False
    """Whether all rows of a table are of that alloy, whatever they are called."""

    def named_by(self, cells: Sequence[str]) -> tuple[Alloy | None, str]:
        """Return the alloy that some cells name, and the words that do; None where they do not."""
        named = [(alloy, cell) for cell in cells if (alloy := self._alloy(cell)) is not None]
        # A column of systems, Mg-Ni, may stand before that of compositions.
        whole = [one for one in named if None not in one[0].amounts]
        return next(iter(whole or named), (None, ""))

    def _alloy(self, cell: str) -> Alloy | None:
        label = _normal(cell)
        if label in self.labels:
            return self.labels[label]
        if member := self._member(cell):
            return member
        found = [one for one in find_alloys(cell) if len(one.elements) > 1]
        if found:
            leads = not re.search(r"\w", _NOUN.sub("", cell[: found[0].start]))
            leads = leads and not re.match(r"[-–]\s?\d|[A-Za-z\d]", cell[found[0].end :])
            alone = len({one.composition_key for one in found}) == 1
            return found[0] if leads and alone and not _REACTION.search(cell) else None
        if (system := _SYSTEM.match(cell)) and (alloy := _system(system[0])):
            return alloy
        # A label may be followed by a state: Alloy_1_as-cast, HNCN (annealed).
        heads = [
            known
            for known in self.labels
            if label.startswith(known) and re.match(r"[\s_(,;/-]", label[len(known) :])
        ]
        return self.labels[max(heads, key=len)] if heads else None

    def _member(self, cell: str) -> Alloy | None:
        """Return the member of a family that "x = 0.1" names; several must name one alloy."""
        members: dict[str, Alloy] = {}
        said = {found["name"]: float(found["value"]) for found in _VARIABLE.finditer(cell)}
        for family in self.families:
            formula = plain_formulas(family.text).text
            variables = {*_OPEN.findall(formula)}
            if not variables or not variables <= {*said}:
                continue
            parts, _ = read_formula(formula, 0)
            amounts = dict(sorted(amounts_of(parts, said).items()))
            sizes = tuple(amount for amount in amounts.values() if amount is not None)
            if len(sizes) == len(amounts) and min(sizes) >= 0:
                member = replace(family, elements=tuple(amounts), amounts=sizes, members=())
                members[member.composition_key] = member
        return next(iter(members.values())) if len(members) == 1 else None


def materials_of(paper: Paper) -> TableMaterials:
    """Return what a paper says of its materials in its title, its abstract and its body."""
    abstract = paper.abstract.text if paper.abstract else ""
    paragraphs = paper.body.paragraphs if paper.body else ()
    own = [one.text for one in paragraphs if one.section in _OWN]
    made = [one.text for one in paragraphs if one.section == "experimental"]
    labels = find_labels(" ".join((paper.title or "", abstract, *own)))
    return gather_materials(paper.title or "", abstract, made, labels)


def gather_materials(
    title: str, abstract: str, texts: Iterable[str], labels: Iterable[AlloyLabel]
) -> TableMaterials:
    """Return the materials of a paper.

    Args:
        title: Its title.
        abstract: Its abstract; what it is about is told by these two.
        texts: Other texts of it that name its own alloys.
        labels: Labels that its texts bind to alloys.
    """
    entitled = [one for one in named_alloys(title) if len(one.elements) > 1]
    named = [*entitled]
    for text in (abstract, *texts):
        named += (one for one in named_alloys(text) if len(one.elements) > 2)
    families = {one.composition_key: one for one in named if None in one.amounts}
    about = entitled or [one for one in named_alloys(abstract) if len(one.elements) > 2]
    whole = {one.composition_key: one for one in about if None not in one.amounts}
    only = len({one.composition_key for one in about}) == 1
    subject = next(iter(whole.values())) if only and whole else None
    bound = {_normal(one.text): one.alloy for one in labels}
    return TableMaterials(bound, tuple(families.values()), subject)


def with_caption(materials: TableMaterials, caption: str) -> TableMaterials:
    """Return materials with those that the caption of a table names, which go before others."""
    caption = _BROKEN.sub("", caption)
    alloys = [one for one in find_alloys(caption) if len(one.elements) > 1]
    if not alloys:
        return _with_label(materials, caption)
    labels = {**materials.labels, **_defined(caption)}
    families = tuple(one for one in alloys if None in one.amounts)
    whole = {one.composition_key: one for one in alloys if None not in one.amounts}
    subject = next(iter(whole.values())) if len(whole) == 1 and not families else None
    if len(whole) > 1 or families:
        return replace(
            materials, labels=labels, families=families or materials.families, subject=None
        )
    return replace(
        materials,
        labels=labels,
        subject=subject or materials.subject,
        is_certain=subject is not None,
    )


def with_definitions(materials: TableMaterials, captions: Iterable[str]) -> TableMaterials:
    """Return materials with the labels that captions define for all tables."""
    found = {label: one for caption in captions for label, one in _defined(caption).items()}
    return replace(materials, labels={**found, **materials.labels})


def _defined(caption: str) -> dict[str, Alloy]:
    """Return the labels that a caption defines: "Alloy_1 – (Ce0.1La0.9)(Ni4.47…)"."""
    caption = _BROKEN.sub("", caption)
    found = {}
    for alloy in find_alloys(caption):
        label = _DEFINED.search(caption[: alloy.start]) if len(alloy.elements) > 1 else None
        if label:
            found[_normal(label["label"])] = alloy
    return found


def _with_label(materials: TableMaterials, caption: str) -> TableMaterials:
    """Return materials with the alloy of the one label that a caption names."""
    words = {_normal(word) for word in re.findall(r"[\w.-]*\w", caption)}
    named = {one.composition_key: one for label, one in materials.labels.items() if label in words}
    if len(named) != 1:
        return materials
    return replace(materials, subject=next(iter(named.values())))


def with_compositions(
    materials: TableMaterials, rows: Iterable[tuple[str, Mapping[str, float], str]]
) -> TableMaterials:
    """Return materials with the labels whose composition a table gives.

    Args:
        materials: What is known otherwise, which stays.
        rows: Label, shares of elements in per cent, and their basis: "at", "wt", "" if not told.
    """
    labels: dict[str, Alloy] = {}
    for label, shares, basis in rows:
        total = sum(shares.values())
        whole = len(shares) > 1 and _LEAST <= total <= _MOST
        if not whole or not basis or not _is_sample(label):
            continue
        amounts = dict(sorted(shares.items()))
        labels[_normal(label)] = Alloy(
            label, 0, len(label), tuple(amounts), tuple(amounts.values()), basis
        )
    return replace(materials, labels={**labels, **materials.labels})


def _is_sample(label: str) -> bool:
    """Return whether a label is one of a material, not of a part of it: A1, HEA-2."""
    words = {*re.findall(r"[a-z]+", label.lower())}
    marked = re.search(r"\d|[A-Z].*[A-Z]", label) is not None
    return marked and words.isdisjoint(heading_words()["regions"])


def _system(text: str) -> Alloy | None:
    elements = re.split("[-–]", text)
    if not all(element in ATOMIC_WEIGHT for element in elements):
        return None
    names = tuple(sorted(elements))
    return Alloy(text, 0, len(text), names, (None,) * len(names))


def _normal(label: str) -> str:
    """Return a label as it is compared: in any case, without its noun and marks."""
    plain = re.sub(r"\s+", " ", label).strip(" .,:;*").lower()
    return re.sub(r"^(?:alloy|sample|specimen)s?\s(?=\S)|\s(?:alloy|sample|specimen)s?$", "", plain)
