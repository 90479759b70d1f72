"""Write triples for Label Studio and Argilla, and read what came back from them as rows of a sheet.

Both tools ask the same questions under the same names: `verdict`, `reason`, `new_question`,
`new_answer` and `note`. What a person left empty, or as it was, changes nothing.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement, indent, tostring

#: What is shown of a triple, and what it is called.
_SHOWN = {
    "title": "Paper", "context": "Abstract", "question": "Question", "answer": "Answer",
    "evidence": "Evidence", "failed": "Failed checks",
}  # fmt: skip
#: What a person may write, and what it is called.
_ASKED = {
    "reason": "Reason", "new_question": "The question as it shall be",
    "new_answer": "The answer as it shall be", "note": "Note",
}  # fmt: skip
#: A question whose answer is prefilled → the column that it is prefilled with.
_PREFILLED = {"new_question": "question", "new_answer": "answer"}
_CHOICES = ("accept", "reject")
_GUIDELINES = (
    "Accept a triple whose answer is right, complete and borne out by the abstract, and whose"
    " question can be understood without it. Change the words where they can be mended."
)
#: What Label Studio calls the columns of a task, what people made of them, and each thing of that.
_DATA, _ANNOTATIONS, _RESULT = "data annotations result".split()
#: What Argilla keeps of a row beside what it shows.
_METADATA = ("kind", "rule", "status", "doi", "was", "blind")
#: Columns that stay empty on the way out.
_OPEN = ("verdict", "reason", "note")


def to_label_studio(table: Sequence[Mapping[str, str]]) -> str:
    """Return tasks as Label Studio imports them, one per triple."""
    tasks = [
        {
            _DATA: {"triple": row["id"]} | {k: v for k, v in row.items() if k not in _OPEN},
            "meta": {"id": row["id"]},
        }
        for row in table
    ]
    return json.dumps(tasks, ensure_ascii=False, indent=1) + "\n"


def label_studio_config() -> str:
    """Return the labelling configuration with which Label Studio shows the tasks."""
    view = Element("View")
    for name, called in _SHOWN.items():
        SubElement(view, "Header", value=called, size="5")
        SubElement(view, "Text", name=name, value=f"${name}")
    choices = SubElement(
        view, "Choices", name="verdict", toName="question", choice="single", showInLine="true"
    )
    for choice in _CHOICES:
        SubElement(choices, "Choice", value=choice, hotkey=choice[0])
    for name, called in _ASKED.items():
        SubElement(view, "Header", value=called, size="5")
        area = SubElement(
            view, "TextArea", name=name, toName="question", rows="2", maxSubmissions="1"
        )
        area.set("editable", "true")
        if name in _PREFILLED:
            area.set("value", f"${_PREFILLED[name]}")
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def to_argilla(table: Sequence[Mapping[str, str]]) -> str:
    """Return records as `Dataset.records.from_json` of Argilla 2 reads them, one per triple."""
    records = [
        {
            "id": row["id"],
            "fields": {name: row[name] for name in _SHOWN if row[name]},
            "metadata": {name: row[name] for name in _METADATA},
            "suggestions": {name: {"value": row[of]} for name, of in _PREFILLED.items()},
            "responses": {},
            "vectors": {},
        }
        for row in table
    ]
    return json.dumps(records, ensure_ascii=False, indent=1) + "\n"


def argilla_settings() -> str:
    """Return the settings of the dataset as `rg.Settings.from_json` of Argilla 2 reads them."""
    options = [{"value": choice, "text": choice} for choice in _CHOICES]
    asked = [_argilla_item("verdict", "Verdict", {"type": "label_selection", "options": options})]
    text = {"type": "text", "use_markdown": False}
    asked += [_argilla_item(name, called, text, required=False) for name, called in _ASKED.items()]
    shown = [
        _argilla_item(name, called, text, required=name in ("question", "answer"))
        for name, called in _SHOWN.items()
    ]
    terms = {"type": "terms", "visible_for_annotators": True}
    settings = {
        "guidelines": _GUIDELINES,
        "fields": shown,
        "questions": asked,
        "metadata": [
            {"name": name, "title": name, "settings": terms} for name in ("kind", "rule", "status")
        ],
        "vectors": [],
        "allow_extra_metadata": True,
        "distribution": {"strategy": "overlap", "min_submitted": 1},
    }
    return json.dumps(settings, ensure_ascii=False, indent=1) + "\n"


def _argilla_item(
    name: str, title: str, settings: Mapping[str, Any], *, required: bool = True
) -> dict[str, Any]:
    return {"name": name, "title": title, "required": required, "settings": dict(settings)}


def flat_rows(row: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return a row of a file as rows of a sheet, one for each person who annotated it.

    A task of Label Studio (JSON or JSON_MIN) and a record of Argilla are known by their form; any
    other row is one of a sheet already. `who` is the person as the tool names them.
    """
    if isinstance(row.get(_DATA), Mapping):
        return _label_studio(row)
    if isinstance(row.get("fields"), Mapping) and "responses" in row:
        return _argilla(row)
    if "triple" in row and "annotator" in row:
        return [_sheet_row({"id": row["triple"]} | _named(row), row["annotator"], row)]
    return [row]


def _label_studio(task: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    data = task[_DATA]
    known = {"id": data.get("triple") or data.get("id")} | _named(data)
    found: dict[str, Mapping[str, Any]] = {}
    given = [one for one in _listed(task.get(_ANNOTATIONS)) if not one.get("was_cancelled")]
    for annotation in sorted(given, key=lambda one: str(one.get("updated_at") or "")):
        written: dict[str, Any] = {}
        for result in _listed(annotation.get(_RESULT)):
            value = result.get("value")
            if isinstance(value, Mapping):
                written[str(result.get("from_name"))] = value.get("choices") or value.get("text")
        who = _person(annotation.get("completed_by"))
        found[who] = _sheet_row(known, who, written)  # the latest of a person counts
    return list(found.values()) or [_sheet_row(known, "", {})]


def _argilla(record: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    metadata, responses = record.get("metadata"), record["responses"]
    given = metadata if isinstance(metadata, Mapping) else {}
    known = _named({**record["fields"], **given}) | {"id": record.get("id")}
    by_person: dict[str, dict[str, Any]] = {}
    for name, answers in responses.items() if isinstance(responses, Mapping) else ():
        for one in _listed(answers):
            if one.get("status", "submitted") == "submitted":
                by_person.setdefault(str(one.get("user_id") or ""), {})[name] = one.get("value")
    found = [_sheet_row(known, who, written) for who, written in by_person.items()]
    return found or [_sheet_row(known, "", {})]


def _named(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what else than its id tells which triple it is."""
    return {name: data.get(name) for name in ("was", "doi", "title", "blind")}


def _sheet_row(known: Mapping[str, Any], who: Any, written: Mapping[str, Any]) -> dict[str, str]:
    said = {"who": who, "question": written.get("new_question")}
    said |= {"answer": written.get("new_answer")}
    said |= {name: written.get(name) for name in _OPEN}
    return {name: _text(value) for name, value in {**known, **said}.items()}


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return "\n".join(map(_text, value))
    return "" if value is None or isinstance(value, Mapping) else str(value)


def _person(named: Any) -> str:
    """Return the name of an annotator of Label Studio, or else the address or the number."""
    if not isinstance(named, Mapping):
        return _text(named)
    name = f"{_text(named.get('first_name'))} {_text(named.get('last_name'))}".strip()
    return name or _text(named.get("email")) or _text(named.get("id"))


def _listed(value: Any) -> Sequence[Mapping[str, Any]]:
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []
