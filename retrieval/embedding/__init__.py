"""Run models that embed sentences: by onnxruntime, numpy or sentence-transformers."""
