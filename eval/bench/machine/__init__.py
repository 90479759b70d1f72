"""Measure what the program takes of a machine before it does anything: its installation."""
