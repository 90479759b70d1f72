"""Bind values to the property that they are values of, and to its kind."""
