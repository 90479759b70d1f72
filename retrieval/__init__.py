"""Find the papers that may answer a question. Builder is below; nothing here writes answers.

Lowest first: schema owns the tables; model_hub, embedder and numpy_encoder turn text into vectors;
lexical and composition rank by words and alloys; passages cuts abstracts; index_manifest and
vector_index keep the index; ranking weighs what is measured of a paper found; filters, hybrid and
rerank search the index; body searches what stands beside the abstracts.
"""
