"""Fine-tune a model on questions about the papers, and measure and release the adapter.

Order, lowest first: recipe, data, training, evaluation, then release and bench. `recipes/` holds
the recipes that come with the program, `accelerate/` the settings for several GPUs.
"""
