"""`hea train` and its sub-verbs: parse, call `hea.workflows.training`, and show.

`train` registers the commands of `report` and `release`.
"""
