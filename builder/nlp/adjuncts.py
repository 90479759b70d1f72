"""What stands beside verb and object: why, when, how long, by what, compared with what."""

import re
from functools import lru_cache

_TEMPERATURE = (
    r"(?:an? |the )?(?:test(?:ing)? |annealing |ageing |aging |sintering )?temperatures? (?:of "
    r"|as \w+ as |above |below |up to )?(?:about |~)?\d|(?:room|ambient|elevated|high|low|cryogenic"
    r"|higher|lower|intermediate|liquid[- ]nitrogen|different|all) temperatures?|(?:about |around "
    r"|~|∼|approximately )?\d[\d.]*(?:\s?(?:[-–,]|and|to)\s?\d[\d.]*)*\s?(?:[°◦º˚]\s?C|℃|K\b)"
)
#: What may follow the object: why, when, how long, beside what.
_ADJUNCT = re.compile(
    r"(?:^|,?\s+)(?P<word>due to|because of|owing to|as a result of|thanks to|because|after|during"
    r"|upon|when|once|if|until"
    r"|(?:at|up to|above|below|between) (?:" + _TEMPERATURE + r")"
    r"|(?:at|under) (?:an? |the )?(?:strain rates?|loads?|current densit\w+|pressures?)|(?:at"
    r"|under) (?:an? |the )?(?:high|low|higher|lower|different|various|intermediate|large"
    r"|small)(?: [\w-]+){1,3}|under(?! (?:the influence|study|investigation|consideration"
    r"|examination)\b)|that (?=is\b|are\b|was\b|were\b|can\b"
    r"|\w+ed\b)|in (?:an? |the )?(?:argon|nitrogen|air\b|vacuum|hydrogen|inert|oxygen|[\d.]+ ?(?:M"
    r"|wt\.?%?|%|mol)|NaCl|acidic|alkaline|simulated|seawater)|for (?:about )?\d[\d.–-]*\s?(?:h"
    r"|hours?|min|minutes|s|days)\b|with (?:an? |the )?(?:further )?(?:increas|decreas|addi|ris"
    r"|rais|lower|reduc)\w*|by (?=\w+ing\b)|compared (?:to|with)|in comparison (?:to|with)"
    r"|relative to|than|(?:in order )?to (?=(?:improve|enhance|reduce|increase|refine|stabili[sz]e"
    r"|strengthen|prevent|avoid|minimi[sz]e)\b)|in order to|so that|such that"
    r"|as compared|without|through|via|using|which|whose|where|respectively|rather than"
    r"|instead of)\b"
)
_APPOSED = re.compile(r",\s(?:an?|the)\s[^,]*$")
_ENCLOSING = re.compile(
    r"(?:after|during|when|once|if|upon|because|due to|owing to|as a result of|by|via|using|through"
    r"|with)\b"
)
_ENCLOSED = re.compile(
    r"(?:at|for|in|under|between|up to|above|below|with|to|after|during|using|via|through|by)\b"
)
_RELATIVE = frozenset(("that", "which", "whose", "where"))
_DANGLING = re.compile(
    r"(?:,?\s(?:primarily|mainly|partly|probably|likely|largely|mostly|presumably|possibly"
    r"|potentially|even|only|just|in|of|by|on|at|with|from|for|the|to|a|an|and|or))+$"
)


@lru_cache(maxsize=1024)
def adjuncts_of(rest: str) -> tuple[tuple[str, str], ...]:
    """What follows the object, piece by piece: (first words, all words)."""
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
    """The object, or the participle, alone: what stands before the first adjunct."""
    found = _ADJUNCT.search(rest)
    core = _DANGLING.sub("", rest[: found.start()].strip(" ,") if found else rest)
    apposed = _APPOSED.search(core)
    return core[: apposed.start()] if apposed and " and " not in apposed.group() else core
