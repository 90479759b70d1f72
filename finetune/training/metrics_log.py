"""What a trainer measures besides its loss, written to the log of the training."""

from collections.abc import Mapping
from typing import Any


def note(trainer: Any, names: Mapping[str, str]) -> None:
    """Log these measures of a trainer, each under the name given here."""
    from transformers import TrainerCallback

    class Noter(TrainerCallback):
        def on_log(self, args: Any, state: Any, control: Any, **more: Any) -> None:
            found = {name: more["logs"][key] for key, name in names.items() if key in more["logs"]}
            if found and state.is_world_process_zero:
                trainer.diary.write(state.global_step, state.epoch, **found)

    trainer.add_callback(Noter())
