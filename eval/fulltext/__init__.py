"""Score the bodies read from papers: the order of reading, sections, tables and their values.

reading_order compares headings, their kinds and sentences over column and page breaks with those
that a person has read.
"""
