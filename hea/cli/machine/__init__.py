"""The verbs about this machine: its health, its settings, and completion in its shell.

Names are completed from a list written once, since loading all verbs at each press of a key takes
longer than typing the word.
"""
