"""Measure a triple by its form: how its question is worded, what its answer is, how both are cut.

No feature holds a word of a paper's subject, so that what is learned holds for other papers.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from builder.triples import Triple

_TITLE = re.compile(r"^According to “.*?”, ")
_LEAD = re.compile(
    r"^(?:In|At|For|After|Under|With|During|On|Among|Between) (?P<lead>.{2,160}?), (?=(?:at |to "
    r"|for |in "
    r"|after |under |by |from |up to |with |above |below )?(?:what|how|why|when|which|where|who"
    r"|does|do|did|is|are|was|were)\b)"
)
_WORD = re.compile(r"[A-Za-z]+(?:-[a-z]+)*")
_CONTENT = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z][A-Za-z\d.]+|\d[\d.]*")
_NUMBER = re.compile(r"\d[\d.,]*")
_VERBAL = frozenset(
    "is are was were has have had does do did can could may might will would should".split()
)
#: Words of questions and answers that are counted one by one: they tell how, not about what.
_TELLING = frozenset(
    "what how why when which where who whose causes cause caused effect affect lead leads led"
    " result"
    " results resulted contribute promote promotes promoted induce provide form produce increase"
    " increases increased improve improves improved enhance enhances enhanced reduce reduces"
    " reduced"
    " compare compared change changes changed depend attributed due related conditions condition"
    " temperature temperatures content value values phase phases structure microstructure composed"
    " consist consists contain contains comprise exhibit exhibits show shows have possess transform"
    " mechanism mechanisms behavior behaviour mode role main dominant observed found formed"
    " prepared"
    " fabricated produced synthesized made manufactured deposited process treatment used purpose"
    " alloy alloys coating coatings film sample samples composite property properties strength"
    " hardness ductility resistance material highest lowest best higher lower than number average"
    " much far long many high increasing decreasing addition adding presence formation study"
    " reported"
    " respectively both all other others same following resulting compared using between during"
    " after"
    " before up range possible can may might would not no also only more most less such while due"
    " true false options correct suggests indicate indicates reveal confirms governs explain find"
    " deform fail resist behave strengthens differ makes leads".split()
)
_VAGUE = re.compile(
    r"\b(?:excellent|good|better|superior|outstanding|remarkable|great|significant|similar"
    r"|different"
    r"|various|certain|obvious|appropriate|promising|important|key|crucial|pivotal|comprehensive"
    r"|overall"
    r"|performance|potential|effective|optimal|unique|typical|specific)\b",
    re.IGNORECASE,
)
_LEANING = re.compile(
    r"\b(?:it|its|they|their|them|this|these|those|such|our|we|above|former|latter|present|current"
    r"|studied|obtained|resulting|corresponding|respective|aforementioned|said)\b",
    re.IGNORECASE,
)
_ENDING = re.compile(r"(?:by|in|of|on|to|with|as|from|for|at|into|than|and|or)\?$")
_PARTICIPLE_END = re.compile(r"\w+(?:ed|ing)\?$")
_GERUND_FIRST = re.compile(r"\b(?:does|do|did|can|will|would) (?:the )?\w+ing\b")
_PLURAL_ONE = re.compile(r"\b(?:does|is|was|has) (?:the )?(?:[\w-]+ ){0,4}(?:and) ")
_ARTICLE_LESS = re.compile(
    r"\b(?:does|do|did|is|was|of|in|on|by|with) (?:[a-z-]+ )?(?:film|phase|solution"
    r"|microstructure|matrix|grain"
    r"|boundary|coating|alloy|surface|interface|rate|layer|structure|process|mechanism|sample"
    r"|powder)\b"
)
_LATIN = re.compile(r"[\\${}«»|]|\b\d+ \.\d|\.\s\d|[Ѐ-ӿ一-鿿]")
_STRUCTURE = re.compile(
    r"\b(?:FCC|BCC|HCP|fcc|bcc|hcp|B2|L12|L21|phases?|grains?|precipitat\w+|dislocations?"
    r"|twin\w*|slip"
    r"|stacking|Laves|sigma|dendrit\w+|eutectic|martensit\w+|carbides?|oxides?|nitrides?"
    r"|borides?)\b"
)
_PROPERTY = re.compile(
    r"\b(?:strength|hardness|ductility|elongation|toughness|modul(?:us|i)|resistance|wear"
    r"|friction|corrosion"
    r"|oxidation|fatigue|creep|conductivity|resistivity|density|plasticity|magneti\w+"
    r"|temperature)\b"
)
_ROUTE = re.compile(
    r"\b(?:sinter\w*|melting|milling|anneal\w*|rolling|cladding|deposition|sputter\w*|alloying"
    r"|forging|casting"
    r"|cast|extru\w*|torsion|printing|fusion|aging|ageing|quench\w*|nitriding|boriding|spray\w*)\b"
)
_STEPS = (2, 4, 6, 9, 13, 18, 25, 35)
_NEXT = re.compile(r"^\W*(\w+)?")


def features_of(triple: Triple) -> dict[str, float]:
    """Return the features of a triple by name; those that are 0 are left out."""
    return dict(
        _features(triple.rule, triple.kind, triple.question, triple.answer, triple.evidence)
    )


@lru_cache(maxsize=4096)
def _features(
    rule: str, kind: str, question: str, answer: str, evidence: str
) -> tuple[tuple[str, float], ...]:
    asked, prefix = _without_prefix(question)
    found = {"always": 1.0, f"rule {rule}": 1.0, f"kind {kind}": 1.0, f"before: {prefix}": 1.0}
    for name in (*_of_question(asked), *_of_answer(answer), *_of_place(answer, evidence)):
        found[name] = 1.0
    found |= _shares(asked, answer, evidence)
    opening = " ".join(asked.lower().split()[:2])
    found[f"opens {opening}"] = 1.0
    found[f"opens {asked.split()[0].lower()}, {rule}"] = 1.0
    return tuple((name, value) for name, value in found.items() if value)


def _without_prefix(question: str) -> tuple[str, str]:
    """Return a question without title or lead, and which of the two stood before it."""
    if title := _TITLE.match(question):
        return question[title.end() :], "title"
    if lead := _LEAD.match(question):
        words = lead["lead"].split()
        formula = len(words) == 1 and not words[0].islower()
        return question[lead.end() :], "alloy" if formula else "lead"
    return question, "none"


def _step(count: int) -> int:
    return next((step for step in _STEPS if count <= step), 99)


def _of_question(asked: str) -> Iterator[str]:
    words = _WORD.findall(asked)
    lower = [word.lower() for word in words]
    yield f"question words {_step(len(words))}"
    yield from (f"asks {word}" for word in {*lower} & _TELLING)
    yield f"ands {min(lower.count('and'), 3)}"
    yield f"ofs {min(lower.count('of'), 4)}"
    yield f"question numbers {min(len(_NUMBER.findall(asked)), 3)}"
    yield f"question commas {min(asked.count(','), 3)}"
    if "(" in asked:
        yield "question brackets"
    if _ENDING.search(asked):
        yield "question ends in a preposition"
    if _PARTICIPLE_END.search(asked):
        yield "question ends in a participle"
    yield from _faults("question", asked)
    if _GERUND_FIRST.search(asked):
        yield "gerund asked"
    if _PLURAL_ONE.search(asked):
        yield "plural with a singular verb"
    content = [word for word in lower if len(word) > 4]
    if len(content) > len({*content}):
        yield "question repeats a word"
    if sum(word in _VERBAL for word in lower) > 1:
        yield "two auxiliaries"


def _faults(where: str, text: str) -> Iterator[str]:
    for name, form in (
        ("vague", _VAGUE), ("leaning", _LEANING), ("article", _ARTICLE_LESS), ("signs", _LATIN),
        ("structure", _STRUCTURE), ("property", _PROPERTY), ("route", _ROUTE),
    ):  # fmt: skip
        if form.search(text):
            yield f"{where} {name}"


def _of_answer(answer: str) -> Iterator[str]:
    words = _WORD.findall(answer)
    lower = [word.lower() for word in words]
    yield f"answer words {_step(len(words))}"
    first = answer.split()[0].lower() if answer.split() else ""
    yield f"answer begins {first}" if first in _FIRST else "answer begins otherwise"
    if answer[:1].isdigit():
        yield "answer begins with a digit"
    if first.endswith("ed") or first.endswith("ing"):
        yield "answer begins with a participle"
    yield from (f"answers {word}" for word in {*lower} & _TELLING)
    yield f"answer ands {min(lower.count('and'), 3)}"
    yield f"answer commas {min(answer.count(','), 3)}"
    yield f"answer numbers {min(len(_NUMBER.findall(answer)), 3)}"
    if "(" in answer:
        yield "answer brackets"
    if any(word in _VERBAL for word in lower):
        yield "answer has a verb"
    if re.search(r"[a-z)\]%][.!?] [A-Z]", answer):
        yield "answer of sentences"
    if answer and answer[-1:].isdigit():
        yield "answer ends with a digit"
    yield from _faults("answer", answer)


_FIRST = frozenset(
    "the a an by via using through with due because when after during in on at as from owing to for"
    " about up more less its their our both all".split()
)


def _of_place(answer: str, evidence: str) -> Iterator[str]:
    """Yield what stands before and behind an answer in its evidence, and what that is like."""
    at = evidence.find(answer)
    if at < 0:
        yield "answer not in evidence"
    else:
        behind = evidence[at + len(answer) :].strip()
        word = _NEXT.match(behind)
        follows = (word[1] or "") if word else ""
        sign = behind[:1] if behind[:1] in ",;:.()" else ""
        yield f"behind {sign}{follows.lower() if follows.lower() in _JOINING else ''}"
        if len(behind) > 100:
            yield "much behind"
        before = evidence[:at].split()
        last = before[-1].lower().strip(",;:") if before else "nothing"
        yield f"before {last if last in _JOINING or last == 'nothing' else 'word'}"
        if before and before[-1][-1:] in ",;:":
            yield "behind a comma"
    yield f"evidence words {_step(len(evidence.split()) // 2)}"
    lower = f" {evidence.lower()} "
    for word_ in (
        "respectively",
        "however",
        "while",
        "whereas",
        "which",
        "where",
        "compared",
        "since",
    ):
        if f" {word_}" in lower:
            yield f"evidence {word_}"
    yield f"evidence commas {min(evidence.count(','), 5)}"
    if ";" in evidence or ": " in evidence:
        yield "evidence joined"
    if _LEANING.search(evidence):
        yield "evidence  leaning"
    if _LATIN.search(evidence):
        yield "evidence  signs"


_JOINING = frozenset(
    "and or but with by of in at to for from on as which that while whereas due because when after"
    " during than through via using under is are was were has have had be been into between".split()
)


def _shares(asked: str, answer: str, evidence: str) -> dict[str, float]:
    own = {word.lower() for word in _CONTENT.findall(answer)}
    words = {word.lower() for word in _CONTENT.findall(asked)}
    told = {word.lower() for word in _CONTENT.findall(evidence)}
    in_question = len(own & words) / len(own) if own else 0.0
    in_evidence = len(words & told) / len(words) if words else 0.0
    used = len((own | words) & told) / len(told) if told else 0.0
    return {
        "share of answer in question": in_question,
        "answer in question": float(in_question > 0.75),
        "share of question in evidence": in_evidence,
        "question in other words": float(in_evidence < 0.6),
        "share of evidence used": used,
        "evidence used up": float(used > 0.8),
    }
