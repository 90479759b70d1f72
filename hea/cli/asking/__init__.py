"""The verbs that answer: `ask` and `chat`, and `open`, which shows what an answer cites.

Each is loaded alone, when it is typed.
"""
