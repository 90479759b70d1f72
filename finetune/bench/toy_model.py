"""Material to try ways of training on: a model with random weights, and made-up questions.

Weights and words decide what is learned, not how fast: random ones are as good for measuring that.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from builder.nlp.sentences import sentences
from finetune.data.readers import Sample
from retrieval.model_hub import keep_quiet

#: A model of Phi-2's kind that trains in seconds on a CPU.
TINY = {
    "vocab_size": 1024, "hidden_size": 64, "intermediate_size": 256, "num_hidden_layers": 2,
    "num_attention_heads": 4, "max_position_embeddings": 2048,
}  # fmt: skip
_END = "<|endoftext|>"


def random_base(folder: Path, sizes: Mapping[str, Any], texts: Sequence[str]) -> Path:
    """Save a Phi of these sizes with random weights in bf16, and a tokenizer made of the texts."""
    keep_quiet()
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers, trainers
    from transformers import AutoModelForCausalLM, PhiConfig, PreTrainedTokenizerFast

    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=sizes["vocab_size"],
        special_tokens=[_END],
        initial_alphabet=pre_tokenizers.ByteLevel.alphabet(),
        show_progress=False,
    )
    tokenizer.train_from_iterator(texts, trainer)
    ends: dict[str, Any] = {"bos_token_id": 0, "eos_token_id": 0, "pad_token_id": 0}
    model = AutoModelForCausalLM.from_config(  # type: ignore[no-untyped-call]
        PhiConfig(**sizes, **ends), dtype=torch.bfloat16
    )
    model.save_pretrained(folder)
    fast = PreTrainedTokenizerFast(  # type: ignore[no-untyped-call]
        tokenizer_object=tokenizer, eos_token=_END
    )
    fast.save_pretrained(folder)
    return folder


def questions_on(papers: Iterable[tuple[str, str]]) -> list[Sample]:
    """Make a question on each title and abstract, answered by its last sentence.

    One in ten is for validation.
    """
    made = []
    for number, (title, text) in enumerate(papers):
        start, end = sentences(text)[-1]
        made.append(
            Sample(
                id=str(number),
                part="validation" if number % 10 == 9 else "train",
                question=f"What do the authors of “{title}” conclude?",
                answer=text[start:end],
                context=text,
                title=title,
                paper=f"paper{number}",
            )
        )
    return made
