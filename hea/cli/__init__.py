"""Parse what is typed, call a workflow, and hand its record to `hea.render`.

One module for each verb; `app` finds the module of the verb that is typed and loads it alone.
"""
