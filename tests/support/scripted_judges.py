"""Judges for tests: one that answers each of ragas' prompts as a careful model would."""

import json
import re
from typing import Any

from fakes import ScriptedChat


def verdicts(prompt: str) -> str:
    """What a judge writes that finds true whatever is quoted word by word."""
    asked = json.loads(prompt.rsplit("\ninput: ", 1)[1].removesuffix("\nOutput: ").strip())
    return json.dumps(_verdict(prompt, asked))


def _verdict(prompt: str, asked: dict[str, Any]) -> dict[str, Any]:
    read = asked.get("context", "")
    if "statements" in asked:
        return {
            "statements": [
                {"statement": s, "reason": "Read.", "verdict": int(_plain(s) in read)}
                for s in asked["statements"]
            ]
        }
    if '"classifications"' in prompt:
        return {
            "classifications": [
                {
                    "statement": s,
                    "reason": "Read.",
                    "attributed": int(_plain(s) in read),
                }
                for s in _sentences(asked["answer"])
            ]
        }
    if '"noncommittal"' in prompt:
        return {"question": f"What of {asked['response']}", "noncommittal": 0}
    if '"claims"' in prompt:
        return {"claims": _sentences(asked["response"])}
    if '"rating"' in prompt:
        return {"rating": 2 * int(_plain(asked["response"]) in read)}
    if '"verdict"' in prompt:
        return {"reason": "Read.", "verdict": int(_plain(asked["answer"]) in read)}
    return {"statements": _sentences(asked["answer"])}


def _sentences(text: str) -> list[str]:
    return [part for part in re.split(r"(?<=[.!?])\s+", text) if part]


def _plain(text: str) -> str:
    return text.rstrip(".")


def careful() -> ScriptedChat:
    return ScriptedChat(verdicts)
