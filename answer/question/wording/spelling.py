"""Find misspelled words of a question by their distance from the words of the field."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from string import ascii_lowercase

from answer.question.grammar.head_noun import known_nouns
from answer.question.wording.english import is_english
from answer.question.wording.notation import Mend
from answer.question.wording.variants import substance_words, variants
from builder.materials.alloys import find_alloys
from builder.materials.formulas.elements import NAMES
from builder.materials.quantities import find_quantities
from builder.materials.vocabulary import TERMS
from retrieval.lexical import STOP_WORDS, stem

_WORD = re.compile(r"(?<![\w./])[A-Za-z][a-z]{3,24}(?![\w/])")
#: A word that is no longer than this may lack a letter (`aloy`), and be wrong in no other way.
_SHORT = 4
#: From so many letters on, two letters may be wrong instead of one.
_LONG = 8
#: Endings that sound alike: what is written, and what is meant.
_CONFUSED = (("ence", "ance"), ("ance", "ence"), ("ent", "ant"), ("ant", "ent"))
#: Words of everyday speech and of the field that no list of terms holds, and that a word of the
#: field resembles or that are often misspelled.
_MORE_WORDS = (
    "about above absence addition additive adsorption alloy alloys amount annealed between"
    " carbide ceramic cladding coating coatings combination comparison compressive content"
    " cracking cryogenic current deformation density deposited desorption different dislocation"
    " ductile effect elastic electric electrical element elements entropy equiatomic equimolar"
    " experiment explain fabricated fracture friction grain grains grown harder higher highest"
    " hydrogen increase influence interface interstitial irradiated irradiation lattice lowest"
    " material materials maximum measured mechanical mechanism medium melting metallic method"
    " microstructure minimum molten nanocrystalline nanoparticles paper papers phase phases phrase"
    " plastic powder precipitation pressure process processing produced properties property"
    " published range reached refractory reported resistance resistant resistivity sample shear"
    " sheer sintered sintering sliding sluggish softer specific specimen stability stainless steel"
    " strain strength stress stronger strongest structure substrate surface temperature"
    " temperatures tensile texture thermal thickness ultrafine vacancies vacuum velocity welded"
    " welding which yield"
).split()


def misspelled(text: str, knows: Callable[[str], bool]) -> Iterator[Mend]:
    """Yield the words of a question that are no words, each with the one that is clearly nearest.

    Formulas, numbers, names, English words in any inflection and all words known are left alone; so
    is a word with two neighbours equally near, and one whose first letter would have to change.

    Args:
        text: The question.
        knows: Tells whether a word stands in the corpus.
    """
    taken = [(alloy.start, alloy.end) for alloy in find_alloys(text)]
    taken += [(quantity.start, quantity.end) for quantity in find_quantities(text)]
    for word in _WORD.finditer(text):
        start, end = word.span()
        if any(a < end and start < b for a, b in taken) or (start and text[start].isupper()):
            continue
        small = word[0].lower()
        if small in STOP_WORDS or small in known_words():
            continue
        if meant := _other_ending(small):
            yield Mend(start, end, word[0], meant)
        elif any(map(knows, variants(small))):
            continue
        elif (meant := _meant(small, knows)) and not is_english(small, known_words()):
            yield Mend(start, end, word[0], meant)


def _other_ending(word: str) -> str:
    """Return the word of the field that ends with `ance` and not `ence`, and the like; "" if none.

    The corpus, which is searched by stems, seems to hold `resistence`.
    """
    for wrong, right in _CONFUSED:
        meant = word.removesuffix(wrong) + right
        if word.endswith(wrong) and meant in known_words() and not is_english(word, known_words()):
            return meant
    return ""


def _meant(word: str, knows: Callable[[str], bool]) -> str:
    """Return the word that is clearly nearest; "" if there is none.

    Of words of the field equally near, the one that the corpus holds is meant; a word of the corpus
    one letter away is nearer than one of the field two letters away (`adsorbtion`).
    """
    near, distance = _nearest(word)
    if len({stem(one) for one in near}) > 1:
        near = tuple(one for one in near if knows(one))
    if distance > 1:
        near = tuple(filter(knows, _one_letter_away(word))) or near
    if len({stem(one) for one in near}) != 1:
        return ""
    return min(near, key=lambda found: (abs(len(found) - len(word)), found))


def _one_letter_away(word: str) -> Iterator[str]:
    """Yield all that a word becomes by one letter changed, left out, added or moved."""
    for at in range(1, len(word) + 1):
        before, behind = word[:at], word[at:]
        if behind:
            yield before + behind[1:]
            yield before + behind[1:2] + behind[0] + behind[2:]
        for letter in ascii_lowercase:
            yield before + letter + behind
            if behind:
                yield before + letter + behind[1:]


@lru_cache(maxsize=1024)
def _nearest(word: str) -> tuple[tuple[str, ...], float]:
    """Return the words of the field that are equally near, and their distance."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    allowed = 2 if len(word) >= _LONG else 1
    words = _by_letter().get(word[0], ())
    near = process.extract(word, words, scorer=OSA.distance, score_cutoff=allowed, limit=3)
    if len(word) <= _SHORT:
        near = [one for one in near if len(one[0]) > len(word)]
    nearest = min((away for _, away, _ in near), default=0)
    return tuple(found for found, away, _ in near if away == nearest), nearest


@lru_cache(maxsize=1)
def known_words() -> frozenset[str]:
    """Return the words of the field, in small letters, with their plurals."""
    forms = {word for term in TERMS for form in term.forms for word in _WORD.findall(form)}
    words = {word for word in forms if word[0].islower()}
    words.update(NAMES, known_nouns(), _MORE_WORDS, substance_words())
    # A proper name, such as that of Hall in Hall–Petch, has no plural.
    return frozenset(words.union(map(str.lower, forms), map(_plural, words)))


def _plural(word: str) -> str:
    if word.endswith("y"):
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x")) else f"{word}s"


@lru_cache(maxsize=1)
def _by_letter() -> dict[str, tuple[str, ...]]:
    """Return the words of the field by their first letter."""
    found: dict[str, list[str]] = {}
    for word in sorted(known_words()):
        if _WORD.fullmatch(word) and len(word) > _SHORT:
            found.setdefault(word[0], []).append(word)
    return {letter: tuple(words) for letter, words in found.items()}
