"""See a page as print: blocks of lines, columns, captions, and what stands around the text.

print_style knows how the running text is set; blocks groups lines, columns puts blocks in order,
captions knows the labels of figures and tables, furniture finds running heads and page numbers.
"""
