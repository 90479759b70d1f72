"""`hea eval` and its sub-verbs: parse, call `hea.workflows.evaluate`, and show.

`evaluate` adds the whole evaluation to the single measures of `measure`.
"""
