"""Explore the values of a property: choose some, count them, describe plots, write tables."""
