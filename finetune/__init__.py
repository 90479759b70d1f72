"""From a dataset to an adapted language model."""
