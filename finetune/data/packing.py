"""Rows of token ids in packs, none of which sees another; or side by side, padded.

Positions begin anew at each row of a pack. From that transformers makes a mask in which a row sees
itself alone, whatever the attention kernel (`transformers.masking_utils`).
"""

from bisect import bisect_left, insort
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from finetune.data.example import Example

#: Labels that no loss is taken of.
IGNORED = -100


def pack(lengths: Sequence[int], room: int) -> list[list[int]]:
    """Put rows into packs of at most ``room`` tokens: best fit, the longest row first.

    Args:
        lengths: Tokens of each row.
        room: Most tokens of a pack; a longer row has a pack of its own.

    Returns:
        Places of the rows in each pack.
    """
    packs: list[list[int]] = []
    spaces: list[tuple[int, int]] = []  # room left in a pack, and which one; smallest first
    for row in sorted(range(len(lengths)), key=lambda row: (-lengths[row], row)):
        place = bisect_left(spaces, (lengths[row], -1))
        if place == len(spaces):
            packs.append([])
            space, at = max(room, lengths[row]), len(packs) - 1
        else:
            space, at = spaces.pop(place)
        packs[at].append(row)
        insort(spaces, (space - lengths[row], at))
    return packs


def to_rows(examples: Sequence[Example], room: int | None) -> list[dict[str, Any]]:
    """Turn examples into what the model is fed: one a row, or packs of at most ``room`` tokens.

    Returns:
        Rows of `input_ids`, `labels` and `position_ids`, each with its number (`row`) and the ids
        of the examples in it (`names`).
    """
    groups = [[n] for n in range(len(examples))]
    if room is not None:
        groups = pack([len(one.ids) for one in examples], room)
    rows = [_row([examples[n] for n in group]) for group in groups]
    return [{"row": number, **row} for number, row in enumerate(rows)]


def _row(examples: Sequence[Example]) -> dict[str, Any]:
    row: dict[str, Any] = {"input_ids": [], "labels": [], "position_ids": []}
    row["names"] = [one.id for one in examples]
    for one in examples:
        row["input_ids"] += one.ids
        # Nothing of a row's own predicts its first token.
        learned = min(one.supervised, len(one.ids) - 1)
        row["labels"] += [IGNORED] * (len(one.ids) - learned) + list(one.ids[-learned:])
        row["position_ids"] += range(len(one.ids))
    return row


def collator(pad: int, packed: bool) -> Callable[[Sequence[Mapping[str, Any]]], dict[str, Any]]:
    """Return what puts rows into one batch, padded on the right with the token ``pad``.

    In the batch `tokens` counts what is no padding, and `rows` are the numbers of the rows.
    """

    def collate(rows: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
        import torch

        width = max(len(row["input_ids"]) for row in rows)

        def filled(name: str, value: int) -> Any:
            return torch.tensor([[*row[name], *[value] * (width - len(row[name]))] for row in rows])

        lengths = [len(row["input_ids"]) for row in rows]
        batch = {
            "input_ids": filled("input_ids", pad),
            "labels": filled("labels", IGNORED),
            "tokens": torch.tensor(sum(lengths)),
            "rows": torch.tensor([row["row"] for row in rows]),
        }
        if packed:  # a mask over padding would hide where rows begin; each pad is its own row
            return batch | {"position_ids": filled("position_ids", 0)}
        mask = torch.tensor([[1] * length + [0] * (width - length) for length in lengths])
        return batch | {"attention_mask": mask}

    return collate
