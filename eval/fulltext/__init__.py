"""Score the bodies read from papers: the order of reading, sections, tables and their values.

reading_order compares headings, their kinds and sentences over column and page breaks with those
that a person has read, table_cells cells of tables in their row and column, table_values the values
that tables state.
"""
