"""Serve a workspace to a browser: read parameters, call a workflow, render its record."""
