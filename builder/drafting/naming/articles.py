"""Put the articles into a question that the sentence it was made of has left out or wrong."""

import re

#: Nouns that are counted, so that one of them stands with an article.
_COUNTED = r"(?:alloy|HEA|MEA|coating|film|composite|matrix|phase|layer|specimen|sample)"
#: A word of a noun phrase: no preposition, article or verb, and none that goes without an article.
_PART = (
    r"(?!(?:the|an?|this|that|each|every|any|no|one|its|their|what|which|and|or|of|in|on|by|for"
    r"|with|from|to|at|as|than|single|other|another|same|both|all|some|more|most|less"
    r"|increasing|decreasing|HEA|MEA|alloy)\b)"
    r"[\w().-]+"
)
#: A counted noun with words before it and none of them an article, behind a verb or preposition.
_BARE = re.compile(
    rf"\b(?P<before>(?:does|did|is|was|has|of|in(?! situ)|on|than|affect)\s)(?=(?:{_PART}\s){{1,4}}"
    rf"{_COUNTED}(?:\?|,|\s(?:in|of|with|at|after|under|during|by|when|made|compare|affect|change"
    rf"|increases?|reduces?|decreases?|have|has|composed|found|observed)\b))"
)
#: A formula alone is a name, and stands without an article.
_THE_FORMULA = re.compile(
    r"\bthe (?=[^\s?]*[A-Z][a-z])(?=(?:\(?[A-Z][a-z]?[\d.x]*\)?[\d.x]*){3,12}(?:\?|\scompare\b))"
)
_A = re.compile(r"\b(?P<a>[Aa]) (?=(?:[aei]|o(?!ne\b|nce\b)|un(?!i)|ul|up)[a-z])")
_AN = re.compile(r"\b(?P<a>[Aa])n (?=[bcdfgjklmpqtvwyz][a-z])")
_QUOTED = re.compile(r"(“[^”]*”)")


def with_articles(question: str) -> str:
    """Return a question with the articles that its nouns need; quoted titles stay as they are."""
    return "".join(
        part if part.startswith("“") else _corrected(part) for part in _QUOTED.split(question)
    )


def _corrected(words: str) -> str:
    words = _THE_FORMULA.sub("", words)
    words = _BARE.sub(lambda found: f"{found['before']}the ", words)
    return _AN.sub(r"\g<a> ", _A.sub(r"\g<a>n ", words))
