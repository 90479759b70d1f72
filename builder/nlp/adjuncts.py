"""Find adjuncts behind verb and object: why, when, how long, by what, compared with what."""

import re
from functools import lru_cache

from builder.nlp.word_classes import DEGREES, NUMBER, VARIATION_STEMS

_TEMPERATURE = (
    r"(?:an? |the )?(?:test(?:ing)? |annealing |ageing |aging |sintering )?temperatures? (?:of "
    r"|as \w+ as |above |below |up to )?(?:about |~)?[-–−]?\d|(?:room|ambient|elevated|high|low"
    r"|cryogenic|higher|lower|intermediate|liquid[- ]nitrogen|different|all) temperatures?"
    r"|(?:about |around "
    rf"|~|∼|approximately )?{NUMBER}(?:(?:\s?[-–]\s?|,\s|\s(?:and|to)\s){NUMBER})*\s?{DEGREES}"
)
#: First words of an adjunct, in the order in which they are tried.
_FIRST_WORDS = (
    # Why and when.
    r"due to|because of|owing to|as a result of|thanks to|because|since(?! \d)",
    r"after|during|upon|when|once|if|until",
    r"as (?=(?:the |an? |its |their )?(?:[\w-]+ ){1,5}(?:prevents?|is|are|was|were|has|have"
    r"|causes?|becomes?|leads?)\b)",
    # At which temperature, rate or degree.
    rf"(?:at|up to|above|below|between) (?:{_TEMPERATURE})",
    r"(?:at|under) (?:an? |the )?(?:strain rates?|loads?|current densit\w+|pressures?)",
    r"(?:at|under) (?:an? |the )?(?:high|low|higher|lower|different|various|intermediate|large"
    r"|small)(?: [\w-]+){1,3}",
    r"under(?! (?:the influence|study|investigation|consideration|examination)\b)",
    r"that (?=is\b|are\b|was\b|were\b|can\b|\w+ed\b)",
    # In which medium, for how long, with which change.
    r"in (?:an? |the )?(?:argon|nitrogen|air\b|vacuum|hydrogen|inert|oxygen|[\d.]+ ?(?:M"
    r"|wt\.?%?|%|mol)|NaCl|acidic|alkaline|simulated|seawater)",
    rf"for (?:about )?{NUMBER}(?:[–-]\d[\d.]*)?\s?(?:h|hours?|min|minutes|s|days)\b",
    rf"with (?:an? |the )?(?:further )?(?:{VARIATION_STEMS})\w*",
    # By what, compared with what, what for.
    r"by (?=\w+ing\b)",
    r"(?:thus |thereby |hence )?(?:causing|leading to|resulting in|giving rise to)",
    r"compared (?:to|with)|in comparison (?:to|with)|relative to|than",
    r"(?:in order )?to (?=(?:improve|enhance|reduce|increase|refine|stabili[sz]e"
    r"|strengthen|prevent|avoid|minimi[sz]e)\b)",
    r"in order to|so that|such that|as compared|without|through|via|using",
    r"which|whose|where|respectively|rather than|instead of",
)
_ADJUNCT = re.compile(rf"(?:^|,?\s+)(?P<word>{'|'.join(_FIRST_WORDS)})\b")
#: An apposition behind the object: `a solid solution, the first phase`.
_APPOSED = re.compile(r",\s(?:an?|the)\s[^,]*$")
#: An adjunct that begins so takes in one that begins as the next pattern says.
_ENCLOSING = re.compile(
    r"(?:after|during|when|once|if|upon|because|due to|owing to|as a result of|by|via|using|through"
    r"|with)\b"
)
_ENCLOSED = re.compile(
    r"(?:at|for|in|under|between|up to|above|below|with|to|after|during|using|via|through|by)\b"
)
_RELATIVE = frozenset(("that", "which", "whose", "where"))
#: Words that say nothing at the end of a piece.
_DANGLING = re.compile(
    r"(?:,?\s(?:primarily|mainly|partly|probably|likely|largely|mostly|presumably|possibly"
    r"|potentially|even|only|just|in|of|by|on|at|with|from|for|the|to|a|an|and|or|but))+$"
)


@lru_cache(maxsize=1024)
def adjuncts_of(rest: str) -> tuple[tuple[str, str], ...]:
    """Return the adjuncts behind the object, each as its first words and all its words."""
    found: list[re.Match[str]] = []
    for match in _ADJUNCT.finditer(rest):
        # `After annealing at 900 °C for 1 h` is one condition.
        enclosed = _ENCLOSED.match(match["word"])
        if not (found and enclosed and _ENCLOSING.match(found[-1]["word"])):
            found.append(match)
        if match["word"] in _RELATIVE:
            break
    ends = [match.start() for match in found] + [len(rest)]
    return tuple(
        (match["word"], _DANGLING.sub("", rest[match.start("word") : end].strip(" ,")))
        for match, end in zip(found, ends[1:], strict=True)
    )


@lru_cache(maxsize=1024)
def core_of(rest: str) -> str:
    """Return the object, or the participle, that stands before the first adjunct."""
    found = _ADJUNCT.search(rest)
    core = _DANGLING.sub("", rest[: found.start()].strip(" ,") if found else rest)
    apposed = _APPOSED.search(core)
    return core[: apposed.start()] if apposed and " and " not in apposed.group() else core
