"""Take off what stands before the main clause: connectives, reports, a condition."""

import re

from builder.nlp.main_verb import find_verb

_CONNECTIVES = re.compile(
    r"^(?:(?:Moreover|Furthermore|In addition|Additionally|However|Therefore|Thus|Hence|Meanwhile"
    r"|Besides|Interestingly|Notably|Consequently|As a result|Specifically|In particular|Finally"
    r"|Also|Importantly|Indeed|Overall|In contrast|On the other hand|Accordingly|Subsequently"
    r"|Surprisingly|Remarkably|In general|At the same time|In summary|Nevertheless|Conversely"
    r"|By contrast|Simultaneously|For example|For instance|Then|Firstly|Secondly|Correspondingly"
    r"|Especially|Typically|Particularly|Ultimately|Initially|Similarly|Likewise|Further(?=,)"
    r"|Strikingly"
    r"|According to the (?:\w+ )?(?:results|findings)|Namely|For the first time|In this case"
    r"|To be specific|Herein(?:to)?|Here|As expected|In conclusion"
    r"|Generally speaking|Generally|Eventually|Lastly|In fact|On the contrary|In turn|Unexpectedly"
    r"|In th(?:is|e(?: (?:present|current))?) (?:study|work|paper|research|investigation|article))"
    r"\b,?\s+)+"
)
#: `The results show that`: what reports the clause behind it.
_REPORT = re.compile(
    r"^(?:(?:[A-Z][^.;,]{3,100}, )?[Ii]t (?:is|was|has been|can be) (?:also |further "
    r"|thus )?(?:found|shown|observed"
    r"|demonstrated|revealed|concluded|noted|seen|established|confirmed|suggested|proposed|believed"
    r"|indicated|discovered|recognized|verified|clear|evident) that|It can be (?:concluded"
    r"|seen) that|It is worth noting that|It indicates that"
    r"|(?:[A-Z][^.;]{3,200}, )?[Ww]e (?:also )?(?:find|found|show|showed|demonstrated?|observed?"
    r"|report|conclude|discovered?|reveal|revealed|suggest|confirm|confirmed) that"
    r"|(?:(?:Unlike|Similar to|Consistent with|Together with|Combined with|According to|Based on)"
    r"\s[^.;,]{3,80}, )?[A-Za-z][^.;,]{2,140}?\s(?:also |further |clearly )?(?:shows?|showed"
    r"|indicates?|indicated"
    r"|uncovers?|uncovered|unveils?|unveiled|manifests?|manifested|predicts?|predicted|implies"
    r"|implied"
    r"|states?|stated|demonstrates?|demonstrated|reveals?|revealed|suggests?|suggested|confirms?"
    r"|confirmed|proves?"
    r"|proved|found|illustrates?|illustrated|(?:have|has|had) (?:shown|demonstrated|revealed"
    r"|indicated|confirmed|proved|found)) that),?\s+"
)
_LEAD = re.compile(
    r"^(?P<lead>(?i:After|At|With|By|In|For|During|Upon|Under|When|On|Among|Following|Within|Below"
    r"|Above|Between|Through|Because of|Due to|Owing to|Compared (?:with|to)|If|Once|Using|To"
    r"|Although|While|Despite|Unlike|Since"
    r"|As|Based on)\s[^,;]{3,110}),\s+(?P<main>.+)"
)
_WITH_VERB = re.compile(r"(?:As|When|If|Once|Although|While|Since)\b", re.IGNORECASE)
#: A lead that says nothing of when the main clause holds.
_IDLE_LEAD = re.compile(r"(?:Although|While|Despite)\b", re.IGNORECASE)
_BOTH = re.compile(r"^[Bb]oth (?=.{2,60} and )")


def strip_connectives(text: str) -> str:
    """Return a sentence without `Moreover`, `In this work`, `As expected` and the like."""
    return _CONNECTIVES.sub("", text)


def split_report(text: str) -> tuple[str, str]:
    """Split `The results show that …` into the report and the clause that it reports."""
    report = None if _IDLE_LEAD.match(text) else _REPORT.match(text)
    shown = report.group() if report else ""
    return shown, _BOTH.sub("", text[len(shown) :])


def split_lead(text: str) -> tuple[str, str]:
    """Split `At 77 K, the strength rises` into the lead and the main clause.

    The lead is empty if it says nothing of when the main clause holds (`While …`, `Despite …`).
    """
    led = _LEAD.match(text)
    if not led or not (_WITH_VERB.match(led["lead"]) or not find_verb(led["lead"])):
        return "", text
    return "" if _IDLE_LEAD.match(led["lead"]) else led["lead"], led["main"]
