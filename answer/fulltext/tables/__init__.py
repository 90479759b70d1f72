"""Tables of a body: their rows as statements, and what their headings mean."""
