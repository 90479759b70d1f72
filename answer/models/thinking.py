"""Tell what a model answers from what it thinks aloud before: <think>…</think> and its like."""

import re
from dataclasses import dataclass

_SPACE = r"\s{0,3}"
_MARK = rf"{_SPACE}(/|(?:end|begin|start)[_ ](?:of[_ ])?)?{_SPACE}(?:[\w.-]{{1,20}}:)?"
_WORDS = r"(?:think(?:ing)?|thoughts?|reason(?:ing)?|reflection|scratchpad)"
_REST = rf"(?:\s[^<>\[\]◁▷|]{{0,80}})?{_SPACE}"
#: The signs around a tag, by model: DeepSeek, Qwen and most others; Cohere; Mistral; Kimi; and the
#: first as a web service escapes them. "[reason]" is a word in brackets, so words are fewer there.
_TAG = re.compile(
    "|".join(
        rf"{opening}{_MARK}{words}{_REST}{closing}"
        for opening, words, closing in (
            (r"<\|?", _WORDS, r"\|?>"),
            ("◁", _WORDS, "▷"),
            (r"\[", r"think(?:ing)?", r"\]"),
            ("&lt;", _WORDS, "&gt;"),
        )
    )
    # OpenAI's open models name a channel for each part of what they write.
    + r"|<\|channel\|>\s{0,3}(analysis|commentary|final)[^<]{0,60}<\|message\|>"
    # The same with its signs stripped by a server; Gemma; Ollama's command line; Granite; what a
    # chat program makes of thoughts.
    + r"|\A\s*(analysis)(?=[A-Z])|assistant\s?(final)(?=[A-Z\s])"
    + r"|<\|channel>\s?(thought)\b|<(channel)\|>"
    + r"|\A\s*(Thinking)\.\.\.\s*\n|\.\.\.\s?(done) thinking\."
    + r"|\A\s*Here is my (thought) process:|\bHere is my (response):"
    + r"|<(details)\s[^<>]{0,80}reasoning[^<>]{0,80}>|<(/details)>",
    re.IGNORECASE,
)
_CLOSING = ("/", "end", "final", "channel", "done", "response")
#: What is left of those models' signs, and of the ends of turns.
_SIGNS = re.compile(r"<\|(?:start|channel)\|>\s{0,3}\w*|<\|(?:end|return|message|im_end|eot_id)\|>")
#: The beginning of what may become a tag when more comes.
_BEGUN = re.compile(
    r"(?:<\|channel\|>[^<]{0,60}(?:<[^<>]{0,20})?|(?:<|\[|◁|&)[^<\[◁>\]▷]{0,100})\Z"
)


@dataclass(frozen=True, slots=True)
class SpokenPart:
    """What of a model's words is its answer, and whether it thought aloud."""

    answer: str
    thought: bool
    """True if something was thinking."""
    thinking: bool
    """True if a thought was begun and not ended."""


def spoken_part(text: str) -> SpokenPart:
    """Return the words of a model without what it thought aloud.

    What stands between two tags is a thought; so is all before an ending tag that none began, for
    many prompts already hold the beginning one; and all behind a beginning tag that none ends.
    """
    kept: list[str] = []
    place, thinking, thought = 0, False, False
    for tag in _TAG.finditer(text):
        ends = next((mark for mark in tag.groups() if mark), "").lower().startswith(_CLOSING)
        if ends and not thinking:
            kept.clear()
        elif not ends and not thinking:
            kept.append(text[place : tag.start()])
        place, thinking, thought = tag.end(), not ends, True
    if not thinking:
        kept.append(text[place:])
    if not thought:
        return SpokenPart(text, False, False)
    return SpokenPart(_SIGNS.sub("", "".join(kept)).lstrip(), True, thinking)


def spoken_so_far(text: str) -> str:
    """Return the answer in a text that is still being written, less what may become a tag."""
    said = spoken_part(text)
    return said.answer if said.thinking else _BEGUN.sub("", said.answer)
