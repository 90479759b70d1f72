"""Do the work of every verb and return records: nothing is printed here, `Events` is told.

Folders in their order: `answers`, `corpus`, `triples`, `training`, `evaluate`; beside them the JSON
contracts, the paths of outputs and the doctor.
"""
