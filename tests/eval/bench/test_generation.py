"""The benchmark of a model's speed, on a model of the same kind that is small."""

from eval.bench.generation import measure_generation, random_phi2


def test_reading_and_writing_by_a_model_are_measured_beside_plain_generate() -> None:
    small = {
        "vocab_size": 30522,
        "hidden_size": 64,
        "intermediate_size": 128,
        "num_hidden_layers": 2,
        "num_attention_heads": 4,
        "max_position_embeddings": 2048,
        "eos_token_id": None,
    }
    found = measure_generation(random_phi2(small), rounds=1)
    assert found.prompt_tokens == found.chosen_tokens < found.whole_tokens
    assert min(found.reading, found.writing, found.plain_reading, found.plain_writing) > 0
    assert found.parameters < 1e7
