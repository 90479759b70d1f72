"""`hea bench` and its sub-verbs: parse, call `hea.workflows.evaluate`, and show."""
