"""`hea curate`: review on the screen, verdicts by id or in bulk, spreadsheets of other tools."""
