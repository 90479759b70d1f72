"""Bind values to the conditions that they hold under."""
