"""Recognise headings of sections, and tell from their names what a section is for.

headings judges lines by what they say and how they are set, section_names reads numbers and names;
the names are in `data/sections.toml`.
"""
