"""Classes of English words: negation, change, hedges, bounds of numbers, treatments and aims.

Names in the plural are alternatives of a pattern (``a|b|c``) to build larger patterns from; the
compiled patterns find any word of a class. `eval.error_injection` must not use this module: errors
that are made from a detector's own word list flatter the detector.
"""

import re

# --- Negation -------------------------------------------------------------------------------------

#: Words that deny what follows.
NEGATIONS = "not|no|never|cannot|without|neither|nor|none"
NEGATION = re.compile(rf"\b(?:{NEGATIONS})\b|n't\b", re.IGNORECASE)
#: Negation, and the verbs and adverbs that deny as clearly as a `not`.
DENIAL = re.compile(
    rf"\b(?:{NEGATIONS}|lacks?|lacking|absent|absence"
    r"|free (?:of|from)|fail(?:s|ed)? to|rather than|instead of|hardly|barely"
    r"|un(?:changed|affected|altered))\b|n't\b",
    re.IGNORECASE,
)

# --- Increase and decrease ------------------------------------------------------------------------

#: Stems of the verbs by which an amount grows, and by which it shrinks.
INCREASE_STEMS = "increas|rais|ris|rose|grow|grew"
DECREASE_STEMS = "decreas|reduc|lower|fall|fell|drop"
#: Stems by which a parameter of an experiment is varied: `with increasing Al content`.
VARIATION_STEMS = "increas|decreas|addi|ris|rais|lower|reduc"
#: Participles of a change: `the hardness was increased`.
CHANGED = "increased|decreased|reduced|improved|enhanced|raised|lowered|refined|changed"
#: Comparatives of amount.
COMPARATIVES = "higher|lower|larger|smaller|greater|more|less"
#: Any word for more, or better, of something.
INCREASE = re.compile(
    r"\b(?:increas\w*|rais(?:es?|ed|ing)|ris(?:es?|en|ing)|rose|grows?|grew|growing|higher|larger"
    r"|greater|better|superior|stronger|harder|faster|improv\w*|enhanc\w*|strengthen\w*"
    r"|promot\w*|accelerat\w*|facilitat\w*|above|exceed\w*|stable|stabili[sz]\w*|ductile|highest"
    r"|largest|best|longer|thicker|coarser?|coarsen\w*)\b",
    re.IGNORECASE,
)
#: Any word for less, or worse, of something.
DECREASE = re.compile(
    r"\b(?:decreas\w*|reduc\w*|lower(?:s|ed|ing)?|fall(?:s|ing|en)?|fell|drop\w*|smaller|fewer"
    r"|worse|inferior|weaker|softer|slower|deteriorat\w*|degrad\w*|impair\w*|weaken\w*|soften\w*"
    r"|suppress\w*|inhibit\w*|hinder\w*|retard\w*|slow(?:s|ed)?|below|unstable|destabili[sz]\w*"
    r"|diminish\w*|declin\w*|brittle|lowest|smallest|worst|shorter|thinner|finer?|refin\w*)\b",
    re.IGNORECASE,
)
#: Comparatives and superlatives that ask for the one of two that has more, or less.
MORE = re.compile(
    r"\b(?:higher|more|harder|tougher|stronger|larger|greater|denser|stiffer|highest|most|best"
    r"|better)\b",
    re.IGNORECASE,
)
LESS = re.compile(r"\b(?:lower|less|softer|weaker|smaller|lowest|least)\b", re.IGNORECASE)

# --- Hedges ---------------------------------------------------------------------------------------

#: Modal verbs.
MODALS = "can|could|may|might|will|would|should"
#: Words that make a sentence a guess, a plan, a part of the truth or somebody else's word.
HEDGE = re.compile(
    r"\b(?:may|might|could|would|should|if|whether|possib\w+|potential\w*|suggest\w*|expect\w*"
    r"|predict\w*|believ\w*|assum\w*|hypothes\w*|seem\w*|appear\w*|likely|propos\w*|contra\w+"
    r"|partial\w*|almost|nearly|hardly|slight\w*|previous\w*|first|initial\w*)\b",
    re.IGNORECASE,
)

# --- Numbers among words --------------------------------------------------------------------------

#: What looks like a number, for patterns on the words around it: 77, 1 073, 0.5, −196. Its value is
#: read by `builder.materials.numbers`.
NUMBER = "(?:[-‐–−]\\s?)?\\d+(?:[.,'’·]\\d+)*(?:[ \u00a0\u2002-\u200a\u202f]\\d{3}(?!\\d))*"
#: A temperature scale behind it.
DEGREES = r"(?:[°◦º˚∘]\s?[CF]|℃|K\b)"

# --- Approximators and bounds ---------------------------------------------------------------------

#: The words that most papers put before an approximate number.
ABOUT = "about|around|approximately"
#: Words that make a number approximate; `APPROXIMATE_SIGNS` are characters of a set.
#: ("similar to" is how Web of Science writes the sign ~.)
APPROXIMATORS = rf"{ABOUT}|approx\.|ca\.?|circa|nearly|almost|roughly|close to|similar to|some"
APPROXIMATE_SIGNS = "~∼˜≈≃≅∽"
#: Words that make of a number a bound, or the size of its order.
BOUNDS = (
    "over|above|below|under|up to|at least|at most|no (?:more|less) than|more than|less than"
    r"|(?:higher|greater|larger|lower|smaller) than|exceed(?:s|ed|ing)?"
    r"|as (?:high|low|large|small|much) as|(?:of|in|on) the order of"
)
#: An approximator, or a bound, that ends where a number begins.
APPROXIMATE = re.compile(rf"(?:[{APPROXIMATE_SIGNS}]|\b(?:{APPROXIMATORS}))\s*$", re.IGNORECASE)
ABOVE = re.compile(
    r"(?:>|\b(?:exceed(?:s|ed|ing)?|more than|over|above|higher than|greater than))\s*$",
    re.IGNORECASE,
)
BELOW = re.compile(r"(?:<|\b(?:less than|under|below|lower than|smaller than))\s*$", re.IGNORECASE)
AT_LEAST = re.compile(r"(?:≥|⩾|\bat least|\bno less than)\s*$", re.IGNORECASE)
AT_MOST = re.compile(r"(?:≤|⩽|\b(?:at most|up to|no more than))\s*$", re.IGNORECASE)

# --- Treatments -----------------------------------------------------------------------------------

#: Participles of the heat treatments that change a microstructure.
ANNEALED = "annealed|aged|sintered|homogeni[sz]ed"
#: Participles of whatever is done to a sample before, or while, it is measured.
TREATED = rf"{ANNEALED}|tempered|heat[- ]treated|irradiated|oxidi[sz]ed|quenched|deformed"
#: Stems of the same; `ag` and `temper` are left out, as each user guards them in another way
#: (`agent`, `temperature`).
TREATMENT_STEMS = "anneal|sinter|homogeni|heat[- ]treat|irradiat|oxidi|roll|quench|deform"

# --- Aims -----------------------------------------------------------------------------------------

#: Auxiliaries of a passive sentence.
PASSIVE = "was|were|is|are|has been|have been"
#: Participles by which an abstract tells what was studied, not what was found.
STUDIED = (
    "investigated|studied|examined|performed|conducted|explored|analy[sz]ed|reviewed|evaluated"
    "|characteri[sz]ed|proposed"
)
