"""Find what makes a dataset useless: known test questions, telltale forms, parts too small."""
