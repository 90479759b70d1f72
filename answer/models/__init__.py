"""Load language models, in this process or behind a server, and let them continue prompts.

`protocol` defines what all models do. `load` finds a model by its name and uses `openai_server`,
`adapters`, `model_files` and `transformers_model` (with `kv_cache`, `bf16_on_cpu`, `json_schema`).
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach(
    __name__,
    submod_attrs={
        "adapters": ["load_adapter"],
        "likelihood": ["Likelihood", "Scorer"],
        "load": ["load_model_by_name"],
        "model_files": ["check_folder", "find_base", "is_on_disk"],
        "openai_server": ["OpenAIServer"],
        "protocol": ["Completion", "GenerationConfig", "LanguageModel"],
        "transformers_model": ["TransformersModel", "load_model"],
    },
)
