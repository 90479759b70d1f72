"""What a scripted model drafts of the three papers."""

import json

SAID = {
    "CrMnFeCoNi": {
        "kind": "property-value",
        "question": "Which toughness does CrMnFeCoNi exceed at 77 K?",
        "answer": "200 MPa m^0.5",
        "evidence": "Its fracture toughness exceeds 200 MPa m^0.5 at 77 K.",
    },
    "NbMoTaW": {
        "kind": "processing",
        "question": "By which process was NbMoTaW made?",
        "answer": "arc melting",
        "evidence": "NbMoTaW was made by arc melting.",
    },
    "AlxCoCrFeNi": {
        "kind": "mechanism",
        "question": "Why does the hardness of AlxCoCrFeNi rise with x?",
        "answer": "because the BCC phase is harder",
        "evidence": "Hardness rises from 116 HV to 527 HV because the BCC phase is harder.",
    },
}


def obliging(prompt: str) -> str:
    """Writes one triple of each abstract; that of NbMoTaW misquotes it."""
    abstract = prompt[prompt.index("<abstract ") : prompt.index("</abstract ")]
    [item] = [item for alloy, item in SAID.items() if f"{alloy} " in abstract]
    return json.dumps({"triples": [item]})
